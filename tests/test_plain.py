import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.engines.plain import PlainReader
from drafter.errors import Malformed

BITS = [
    "<think>",
    "</think>",
    "<",
    "|",
    ">",
    "`",
    "```",
    "text",
    "\n",
    " ",
    "*",
    "**",
    "开展12次。",
    "⟦3⟧",
    "<|end|>",
    "/",
]


def read(*pieces):
    reader = PlainReader()
    return "".join(reader.feed(piece) for piece in pieces) + reader.close()


def outcome(*pieces):
    try:
        return read(*pieces)
    except Malformed:
        return None


@pytest.mark.parametrize(
    ("wire", "text"),
    [
        ("开展12次。⟦3⟧", "开展12次。⟦3⟧"),
        ("<think>先想想12次</think>\n\n开展12次。⟦3⟧", "开展12次。⟦3⟧"),
        ("<think>想到一半", ""),
        ("```text\n开展12次。⟦3⟧\n```", "开展12次。⟦3⟧\n"),
        ("```开展12次。⟦3⟧```", "开展12次。⟦3⟧"),
        ("**开展**12次。⟦3⟧", "开展12次。⟦3⟧"),
        ("<|begin_of_box|>开展12次。<|end_of_box|>", "开展12次。"),
        ("面积5*3米，温度<5℃且a>b。", "面积5*3米，温度<5℃且a>b。"),
        ("  \n ", ""),
    ],
)
def test_only_the_text_of_an_answer_is_left(wire, text):
    assert read(wire) == text
    assert read(*wire) == text


@given(st.lists(st.sampled_from(BITS), max_size=10), st.data())
def test_how_an_answer_is_cut_into_pieces_makes_no_difference(bits, data):
    wire = "".join(bits)
    cut = data.draw(st.integers(0, len(wire)))
    assert outcome(wire) == outcome(*wire) == outcome(wire[:cut], wire[cut:])


def test_text_is_shown_as_soon_as_it_is_certain():
    reader = PlainReader()
    assert [reader.feed(piece) for piece in ("开展", "12次", "<", "5。", "`")] == ["开展", "12次", "", "", ""]
    assert reader.feed("`" + "一" * 50) == "<5。``" + "一" * 50


def test_blanks_alone_are_nothing_said():
    reader = PlainReader()
    reader.feed(" \n")
    assert not reader.said
    reader.feed("开")
    assert reader.said


def test_thinking_that_began_before_the_answer_is_refused_not_printed():
    with pytest.raises(Malformed, match="mixes its thinking"):
        read("让我想想", "</think>", "开展12次。")


def test_a_long_thought_is_not_kept():
    reader = PlainReader()
    reader.feed("<think>")
    for _ in range(1000):
        assert reader.feed("想" * 10) == ""
    assert reader.feed("</think>开展12次。") == "开展12次。"
