"""What the board asks for in a way that cannot be meant: one line says so, and the draft stays as it was."""

import json

import pytest

from drafter import loop, service
from drafter.editing import request_from
from drafter.engines.offline import OfflineEngine
from drafter.errors import InputError
from drafter.service import Desk
from drafter.store import Store
from drafter.web import actions, asked, filing, handlers

NOTES = "单位：甲局 2025年\n工作：\n督办提案XX件\n主题党日12次\n问题：\n制度执行偏松\n下步：\n半年查一次"
FIELDS = (
    "item", "part", "by_hand", "text", "heading", "seen", "number", "locked", "by", "problems", "fact", "reason", "into", "values",
    "fields", "facts", "value", "code", "digest", "step", "layout", "seal", "language", "name", "data", "notes", "search",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    return Desk(Store(str(tmp_path / "drafts.db")), OfflineEngine)


@pytest.fixture(scope="module")
def drafted():
    return service.draft(NOTES)


@pytest.fixture
def document(desk, drafted):
    return desk.add(drafted)


def ask(desk, document, **event):
    answer = actions.carry_out(desk, {"doc": document.draft.id, **event})
    json.dumps(answer)
    return answer


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"op": "restore", "number": "x"}, "number is 'x'; a whole number is expected"),
        ({"op": "restore", "number": True}, "number is True; a whole number is expected"),
        ({"op": "restore", "number": None}, "has the versions 1 to 1, not 0"),
        ({"op": "move", "by": "up"}, "by is 'up'; a whole number is expected"),
        ({"op": "move", "part": "middle"}, "'middle' is no part; known are achievements, problems, plans"),
        ({"op": "fill", "values": ["1#1"]}, "values is '1#1'; a list of rows is expected"),
        ({"op": "fill", "values": [{"hole": "1#1", "value": 3}]}, "value is 3; text is expected"),
        ({"op": "form", "fields": "x"}, "fields is 'x'; a table of texts is expected"),
        ({"op": "form", "fields": {"unit": {}}}, "unit is {}; text is expected"),
        ({"op": "choose", "facts": 3}, "facts is 3; a list of names is expected"),
        ({"op": "link", "problems": [None, 4]}, "problems is 4; text is expected"),
        ({"op": "edit", "text": ["a"]}, "text is ['a']; text is expected"),
        ({"op": "edit", "text": "新的话", "seen": "one"}, "seen is 'one'; a whole number is expected"),
        ({"op": "undo", "step": []}, "step is []; a whole number is expected"),
        ({"op": "drop-note", "fact": "99"}, "the draft has no fact '99'"),
        ({"op": ["edit"]}, "op is ['edit']; text is expected"),
        ({"op": "file", "name": "a.txt", "data": 7}, "data is 7; text is expected"),
        ({"op": "file", "name": "a.txt", "data": "%%"}, "a.txt did not arrive whole"),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else "",
)  # fmt: skip
def test_what_has_the_wrong_shape_is_named_in_one_line_and_nothing_is_done(desk, document, event, words):
    before = document.draft
    item = before.report.achievements.items[0].id
    answer = ask(desk, document, language="en", item=item, **event)
    assert words in answer["error"]
    assert "\n" not in answer["error"]
    assert document.draft is before


@pytest.mark.parametrize(
    "value", [3, 1.5, True, 10**30, "x" * 2000, "\ud83d", ["a"], [[1]], {"a": 1}], ids=lambda v: repr(v)[:8]
)
def test_nothing_that_json_can_hold_breaks_an_action(desk, document, value):
    for op in sorted({*actions.ACTIONS, *filing.ACTIONS} - {"wipe"}):
        for event in ({"op": op, **dict.fromkeys(FIELDS, value)}, {"op": op, "doc": value}):
            assert len(ask(desk, document, **event).get("error", "")) < 500, op
            document.stop()


def test_half_a_character_is_left_out_of_what_is_kept(desk, document):
    assert "error" not in ask(desk, document, op="retitle", text="总结\ud83d")
    assert document.draft.report.title == "总结"


@pytest.mark.parametrize("seen", ["x", 3, [1], {"a": 1}, [[1], [2], [3]]])
def test_a_window_that_does_not_say_what_it_has_seen_is_shown_all(desk, document, seen):
    news = loop.submit(handlers.look(desk, {"doc": document.draft.id, "seen": seen})).result(10)
    assert news["title"] == document.draft.report.title


@pytest.mark.parametrize("sent", [None, [], "x", 3])
def test_a_question_that_is_none_gets_an_answer(desk, sent):
    assert "nothing that the board can do" in actions.carry_out(desk, asked.event(sent) | {"language": "en"})["error"]
    assert loop.submit(handlers.look(desk, asked.event(sent))).result(10) == {"gone": True}
    assert loop.submit(handlers.look(desk, {"doc": "\ud83d"})).result(10) == {"gone": True}


@pytest.mark.parametrize("length", ["many", "inf", "nan", "1e999"])
def test_a_length_that_is_no_number_is_named(desk, length):
    with pytest.raises(InputError, match="the length is .*; a whole number is expected"):
        handlers.begin(desk, NOTES, {"length": length})


def test_a_form_of_the_wrong_sort_is_named():
    with pytest.raises(InputError, match="unit is 3; input should be a valid string"):
        request_from({"unit": 3})
    with pytest.raises(InputError, match="'colour' is no field of the form"):
        request_from({"colour": "red"})
