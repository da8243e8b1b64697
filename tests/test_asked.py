"""Instructions that wait on an item, as a reviewer's comments do."""

import io

import docx
import pytest

from drafter import formats, report, service
from drafter.engines.scripted import ScriptedEngine, offline_answer


@pytest.fixture
def asked(notes_zh):
    draft = service.draft(notes_zh)
    item = draft.report.achievements.items[0].model_copy(update={"asked": ("换个顺序", "更简洁")})
    return draft.model_copy(update={"report": report.replace_item(draft.report, item)}), item


def test_a_redo_without_an_instruction_follows_what_waits_and_clears_it(asked):
    draft, item = asked
    engine = ScriptedEngine(offline_answer)
    redone = report.find_item(service.redraft(draft, item.id, engine=engine).report, item.id)
    assert engine.history[0].instruction == "换个顺序\n更简洁"
    assert redone.versions[-1].instruction == "换个顺序\n更简洁"
    assert redone.asked == ()


def test_a_redo_with_an_instruction_leaves_waiting_what_waits(asked):
    draft, item = asked
    engine = ScriptedEngine(offline_answer)
    redone = report.find_item(service.redraft(draft, item.id, "调换顺序", engine=engine).report, item.id)
    assert engine.history[0].instruction == "调换顺序"
    assert redone.asked == item.asked


def test_the_rules_leave_waiting_what_they_cannot_follow(asked):
    draft, item = asked
    cannot = item.model_copy(update={"asked": ("写得更有文采",)})
    draft = draft.model_copy(update={"report": report.replace_item(draft.report, cannot)})
    assert report.find_item(service.redraft(draft, item.id).report, item.id).asked == cannot.asked


def test_what_waits_is_in_the_check_list_and_beside_its_item_in_word_but_is_never_heard_twice(asked):
    draft, item = asked
    found = [finding for finding in service.check(draft) if finding.code == "asked"]
    assert [(finding.item, finding.severity) for finding in found] == [(item.id, "warning")] * 2
    data = formats.write(draft, "docx", findings=service.check(draft))
    document = docx.Document(io.BytesIO(data))
    assert any("审阅意见待落实：换个顺序" in comment.text for comment in document.comments)
    assert service.read_back(data, "x.docx").draft == draft
