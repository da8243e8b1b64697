"""Figures in a redo instruction become a note; wishes about form do not."""

import json
from dataclasses import replace

import pytest

from drafter import report, service
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.errors import InputError

NOTES = "单位：甲局 2025年\n工作：\n开展执法检查40次\n举办培训班3期\n问题：\n人手不足，缺3人\n下步：\n明年招3人"


def plain(task):
    """The rules' sentences, whatever the wish."""
    return offline_answer(replace(task, instruction=""))


@pytest.fixture
def done():
    return service.draft(NOTES)


@pytest.mark.parametrize(
    "wish", ["更简洁", "压缩到200字以内", "分两句写", "缩短三分之一", "第一句突出成效", "控制在3句话"]
)
def test_a_wish_about_form_adds_no_note(done, wish):
    item = done.report.problems.items[0]
    after = service.start(service.Document(done), service.Order((item.id,), wish), engine=ScriptedEngine(plain)).wait(
        20
    )
    assert after.notes == done.notes


@pytest.mark.parametrize("wish", ["shorter by a third", "in two sentences", "no more than 80 words", "cut it by 20%"])
def test_an_english_wish_about_form_adds_no_note(wish):
    done = service.draft(
        "Organisation: Harbour Trust, 2025\nGave out 1,240 food parcels\nChallenges:\nVan off the road for 3 weeks"
    )
    item = done.report.problems.items[0]
    after = service.start(service.Document(done), service.Order((item.id,), wish), engine=ScriptedEngine(plain)).wait(
        20
    )
    assert after.notes == done.notes


def test_a_figure_in_an_instruction_may_be_written_and_is_traced_to_it(done):
    item = done.report.problems.items[0]

    def answer(task):
        assert any("8名" in fact.text for fact in task.facts)
        return plain(task)

    after = service.start(
        service.Document(done), service.Order((item.id,), "补充：其中执法岗空缺8名"), engine=ScriptedEngine(answer)
    ).wait(20)
    written = report.find_item(after.report, item.id)
    assert after.notes[-1].origin == "instruction"
    assert "8名" in written.text
    assert written.state == "done"
    assert not [f for f in service.check(after) if f.severity == "error"]
    others = [i for i in done.report.items() if i.id != item.id]
    assert all(
        json.dumps(report.find_item(after.report, i.id).model_dump()) == json.dumps(i.model_dump()) for i in others
    )


def test_the_same_instruction_given_twice_is_noted_once(done):
    item = done.report.problems.items[0]
    document = service.Document(done)
    for _ in range(2):
        service.start(
            document, service.Order((item.id,), "补充：其中执法岗空缺8名"), engine=ScriptedEngine(plain)
        ).wait(20)
    assert [note.origin for note in document.draft.notes].count("instruction") == 1


def test_what_the_writer_did_and_what_the_instruction_tells_are_both_done_and_undone_as_one(done):
    item = done.report.problems.items[0]
    document = service.Document(done)
    after = service.start(
        document,
        service.Order((item.id,), "补充：其中执法岗空缺8名"),
        engine=ScriptedEngine(plain),
        change=lambda d: service.retitle(d, "另一个题目"),
    ).wait(20)
    assert after.report.title == "另一个题目"
    assert "8名" in report.find_item(after.report, item.id).text
    undone = document.undo()
    assert (undone.report.title, undone.notes) == (done.report.title, done.notes)


def test_what_goes_wrong_inside_a_run_is_raised_and_never_lost(done):
    item = done.report.problems.items[0]
    with pytest.raises(InputError, match="cannot follow"):
        service.start(
            service.Document(done), service.Order((item.id,), "换个说法"), engine=ScriptedEngine(offline_answer)
        ).wait(20)
