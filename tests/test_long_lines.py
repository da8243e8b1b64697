import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import facts, kinds, notes, service
from drafter.formats.foreign import read_report
from drafter.formats.lines import from_text
from drafter.remembering import forget
from drafter.text import LONGEST, cut_long, split_sentences

CLAUSES = {"，": "走访企业{0}家", "、": "增长{0}%", " ": "{0} families supported"}


def one_line(stop, count):
    return stop.join(CLAUSES[stop].format(1200 + 7 * n) for n in range(count))


def seconds(work, *given):
    forget(beyond=0)
    begun = time.process_time()
    work(*given)
    return time.process_time() - begun


def drafted(text):
    return service.draft(text, unit="X", period="2025")


def checked(text):
    return service.check(drafted(text))


@pytest.mark.parametrize("stop", CLAUSES)
def test_one_line_takes_time_in_proportion_to_its_length(stop):
    checked(one_line(stop, 20))
    once, eight = (seconds(checked, one_line(stop, count)) for count in (150, 1200))
    assert eight < 16 * once + 0.5  # with the square of the length it would be sixty-four times


@pytest.mark.parametrize(
    "line",
    [
        "低保{0}户\n更正：低保应为{1}户",
        "{2}、走访{0}家\n更正：第{2}条是{1}家",
        "存在人手不足{0}人的问题\n明年补充人手{0}人",
    ],
)
def test_many_lines_that_speak_of_each_other_take_time_in_proportion_to_their_number(line):
    def text(count):
        return "\n".join(line.format(1200 + 7 * n, 1203 + 7 * n, n + 1) for n in range(count))

    checked(text(20))
    once, four = (seconds(checked, text(count)) for count in (250, 1000))
    assert four < 8 * once + 0.5  # with the square of the number it would be sixteen times


def test_cutting_a_line_of_many_brackets_takes_time_in_proportion_to_their_number():
    split_sentences("(a b). " * 100)
    once, eight = (seconds(split_sentences, "(a b). " * count) for count in (4_000, 32_000))
    assert eight < 16 * once + 0.2  # with the square of the number it would be sixty-four times


HEAD = "林业局2025年工作总结\n一、主要工作开展情况\n"


@pytest.mark.parametrize("piece", ["12，", "培训12次，", "一百", "第一", "增长5%", "2025年", "XXX", "走访企业了解情况"])
def test_one_sentence_of_a_foreign_report_is_checked_in_time_with_its_length(piece):
    def check(size):
        service.check(service.read_back((HEAD + piece * (size // len(piece))).encode(), "x.md").draft)

    check(2_000)
    once, twice = (seconds(check, size) for size in (8_000, 16_000))
    assert twice < 3 * once + 0.2  # with the square of the length it would be four times


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        ("", "<!--"),
        ("", "**a "),
        ("", "__a "),
        ("", "-"),
        ("# a", "  "),
        ("", "走访企业了解情况帮助解决困难问题推动\n"),
    ],
)
def test_a_foreign_text_is_read_in_time_with_its_length(start, piece):
    def read(size):
        read_report(f"{HEAD}{start}{piece * (size // len(piece))}x".encode(), "x.md")

    read(2_000)
    once, twice = (min(seconds(read, size) for _ in range(2)) for size in (50_000, 100_000))
    assert twice < 3 * once + 0.2  # with the square of the length it would be four times


def test_a_very_long_sentence_is_cut_where_a_line_would_be():
    text = "，".join(f"走访企业{n}家" for n in range(1000, 1400))
    assert split_sentences(text) == tuple(cut_long(text))
    assert len(split_sentences(text)) > 1


def test_a_row_of_dashes_with_a_word_behind_it_is_no_rule():
    assert [line.text for line in from_text("甲\n\n------\n\n| --- | :--: |\n\n------乙")] == ["甲", "------乙"]


def test_a_plan_with_very_many_problems_still_answers_those_of_its_matter():
    text = "\n".join(
        ["问题：", *(f"第{n}批台账缺{n}份" for n in range(1000, 1400)), "车辆老化", "下步：", "更换车辆2台"]
    )
    draft = drafted(text)
    plan = next(item for item in draft.report.plans.items if "更换车辆" in item.text)
    named = {item.id: item.text for item in draft.report.problems.items}
    assert any("车辆老化" in named[name] for name in plan.answers)


def test_a_usual_line_is_read_whole_and_a_very_long_one_in_pieces_at_its_stops():
    line = "，".join(f"走访企业{n}家" for n in range(1000, 1060))
    assert cut_long(line) == [line]
    pieces = cut_long(f"{line}。{line}。{line}")
    assert [piece[-1] for piece in pieces[:-1]] == ["。"] * (len(pieces) - 1)


def test_every_figure_of_a_very_long_line_stands_in_the_report():
    line = "，".join(f"走访企业{n}家" for n in range(1000, 1400))
    told = " ".join(sentence.text for item in drafted(line).report.items() for sentence in item.sentences)
    assert [n for n in range(1000, 1400) if f"{n}家" not in told] == []


@given(st.text(alphabet="a1 ，,。.（\t", min_size=LONGEST - 2, max_size=4 * LONGEST))
def test_nothing_of_a_long_line_is_lost_but_blanks(line):
    pieces = cut_long(line)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(line.split())


def test_facts_of_one_long_line_have_names_of_their_own_that_follow_each_other():
    line = "。".join(f"走访企业{n}家" for n in range(1000, 1400))
    found = facts.find_facts(notes.read_notes(f"开展培训3场\n{line}"), kinds.load_kind("zh", "department"), "2025")
    names = [fact.id for fact in found if fact.note == 2]
    assert names[:2] == ["2a", "2b"]
    assert len(set(names)) == len(names) == 400
