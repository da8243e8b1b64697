"""The writer's steps undone and redone: one by one, rewritings among them, and only what still stands as the step left it."""

import pytest

from drafter import report, service
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.errors import TargetError
from drafter.events import Finished, Started
from drafter.service import Document
from tests.test_changing import NOTES, fact_with, ids, item_with


@pytest.fixture(scope="module")
def done():
    return service.draft(NOTES)


STEPS = {
    "edit": lambda d: service.edit(d, d.report.achievements.items[0].id, "改过的话。"),
    "rename": lambda d: service.edit(
        d, d.report.achievements.items[0].id, d.report.achievements.items[0].text, "改过的题"
    ),
    "retitle": lambda d: service.retitle(d, "改过的总题"),
    "lock": lambda d: service.lock(d, d.report.achievements.items[0].id),
    "move": lambda d: service.move_item(d, d.report.achievements.items[0].id, by=1),
    "move to another part": lambda d: service.move_item(d, d.report.problems.items[0].id, "plans", 0),
    "delete": lambda d: service.delete_item(d, d.report.plans.items[0].id),
    "unlink": lambda d: service.link(d, d.report.plans.items[0].id, d.report.problems.items[0].id, linked=False),
    "drop": lambda d: service.drop_fact(d, fact_with(d, "主题党日").id),
    "fill": lambda d: service.fill(d, f"{fact_with(d, 'XX件').id}#1", "45"),
    "type": lambda d: service.type_notes(d, NOTES + "半年开展督查3次\n"),
    "write in": lambda d: service.write_in(
        service.delete_item(d, item_with(d, "主题党日").id), fact_with(d, "主题党日").id
    ),
}


def stands(draft):
    """What a reader sees and a run would write from: everything but versions, revisions and times."""
    items = [item.model_dump(exclude={"versions"}) for item in draft.report.items()]
    frame = draft.report.model_dump(exclude={"opening", "achievements", "problems", "plans", "removed"})
    gone = [out.item.model_dump(exclude={"versions"}) for out in draft.report.removed]
    return items, frame, ids(draft), gone, draft.facts, draft.notes, draft.decisions, draft.request


@pytest.mark.parametrize("name", STEPS)
def test_every_step_can_be_undone_and_redone_and_undone_again(done, name):
    document = Document(done)
    after = document.act(STEPS[name])
    assert stands(after) != stands(done)
    assert stands(document.undo()) == stands(done)
    assert stands(document.redo()) == stands(after)
    assert stands(document.undo()) == stands(done)
    versions = {item.id: item.versions for item in document.draft.report.items()}
    assert all(versions[item.id][: len(item.versions)] == item.versions for item in done.report.items())
    with pytest.raises(TargetError, match="nothing is left to undo"):
        document.undo()


def test_an_undo_leaves_alone_what_others_did_since(done):
    document = Document(done)
    first, second = done.report.achievements.items[:2]
    document.act(lambda d: service.edit(d, first.id, "改过的话。"))
    document.change(lambda d: service.edit(d, second.id, "别人的话。"))
    undone = document.undo()
    assert report.find_item(undone.report, first.id).text == first.text
    assert report.find_item(undone.report, second.id).text == "别人的话。"
    document.act(lambda d: service.edit(d, first.id, "又改。"))
    document.change(lambda d: service.edit(d, first.id, "别人改的。"))
    with pytest.raises(TargetError, match="changed again since"):
        document.undo()
    assert report.find_item(document.draft.report, first.id).text == "别人改的。"


def test_steps_on_one_item_are_undone_one_by_one_and_redone(done):
    name = done.report.achievements.items[0].id
    document = Document(done)
    said = [report.find_item(done.report, name).text, "改一次。", "改两次。", "改三次。"]
    for text in said[1:]:
        document.act(lambda d, t=text: service.edit(d, name, t))
    for text in said[-2::-1]:
        assert report.find_item(document.undo().report, name).text == text
    assert document.steps == (0, 3)
    for text in said[1:]:
        assert report.find_item(document.redo().report, name).text == text
    assert len(report.find_item(document.draft.report, name).versions) == len(item_with(done, said[0]).versions) + 9


def redone(document, *targets, instruction=""):
    service.start(document, service.Order(targets, instruction), engine=ScriptedEngine(shorter)).wait(20)
    return document.draft


def shorter(task):
    return offline_answer(task).replace("我们", "").replace("开展", "")


def test_a_rewriting_is_one_step_and_leaves_the_step_before_it_alone(done):
    document = Document(done)
    locked, *others = ids(done)["achievements"]
    document.act(lambda d: service.lock(d, locked))
    after = redone(document, *service.find_targets(document.draft, "achievements"))
    assert document.steps == (2, 0)
    assert all(len(report.find_item(after.report, name).versions) == 2 for name in others)
    undone = document.undo()
    assert stands(undone) == stands(service.lock(done, locked))
    assert stands(document.redo()) == stands(after)
    document.undo()
    assert stands(document.undo()) == stands(done)


@pytest.mark.parametrize("way", ["write in", "move", "notes"])
def test_what_the_writer_did_and_the_run_that_it_called_for_are_undone_as_one(done, way):
    out = service.in_line(service.delete_item(done, item_with(done, "主题党日").id))
    fact = fact_with(done, "主题党日").id
    document = Document(out if way == "write in" else done)
    before = document.draft
    if way == "move":
        before = document.act(lambda d: service.move_fact(d, fact, "problems"))
    change = {
        "write in": lambda d: service.write_in(d, fact),
        "move": service.in_line,
        "notes": lambda d: service.add_notes(d, "半年开展督查3次"),
    }[way]
    after = service.start(document, change=change).wait(20)
    assert document.steps == (2 if way == "move" else 1, 0)
    assert stands(document.undo()) == stands(before)
    assert stands(document.redo()) == stands(after)
    while document.steps[0]:
        document.undo()
    assert stands(document.draft) == stands(out if way == "write in" else done)


@pytest.mark.parametrize("until", [Started, Finished])
def test_an_undo_ends_the_run_that_it_takes_back(done, until):
    document = Document(done)
    names = ids(done)["achievements"]
    job = service.start(document, service.Order(tuple(names)), engine=ScriptedEngine(shorter, delay=0.05))
    next(event for event in job.events() if isinstance(event, until))
    assert stands(document.undo()) == stands(done)
    assert job.done
    assert document.steps[0] == 0


def test_an_edit_during_a_run_is_undone_alone_and_then_the_run(done):
    document = Document(done)
    first, *others = ids(done)["achievements"]
    job = service.start(document, service.Order(tuple(others)), engine=ScriptedEngine(shorter, delay=0.01))
    document.act(lambda d: service.edit(d, first, "改过的话。"))
    after = job.wait(20)
    assert document.steps == (2, 0)
    undone = document.undo()
    assert report.find_item(undone.report, first).text == report.find_item(done.report, first).text
    assert [len(report.find_item(undone.report, name).versions) for name in others] == [2] * len(others)
    assert after.rev < undone.rev
    assert stands(document.undo()) == stands(done)


def test_a_run_that_changes_no_text_is_no_step(done):
    document = Document(done)
    service.start(document).wait(20)
    assert document.steps == (0, 0)
    service.start(document, service.Order(tuple(ids(done)["achievements"]))).wait(20)
    assert stands(document.draft) == stands(done)
    assert document.steps == (0, 0)


def test_a_new_step_ends_what_could_be_redone(done):
    document = Document(done)
    document.act(STEPS["retitle"])
    document.undo()
    assert document.steps == (0, 1)
    document.act(STEPS["lock"])
    assert document.steps == (1, 0)
