import time

import pytest

from drafter import service
from drafter.engines import OutlineTask, open_engine
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.errors import Busy, Malformed, Truncated
from drafter.settings import Settings
from tests.chat_server import ask, task_of

ANSWER = "中心组学习12次，专题研讨6次。⟦2⟧主题党日10次，组织生活会4次。⟦3⟧"


def test_answers_come_in_order_and_the_tasks_are_remembered(notes_zh):
    task = task_of(notes_zh)
    engine = ScriptedEngine(["一。⟦2⟧", Busy("too busy"), ["二", "。⟦3⟧"]])
    assert ask(engine, task) == "一。⟦2⟧"
    with pytest.raises(Busy, match="too busy"):
        ask(engine, task)
    assert ask(engine, task) == "二。⟦3⟧"
    assert engine.history == [task, task, task]
    assert engine.usage.calls == 3


def test_a_script_that_has_run_out_says_so(notes_zh):
    with pytest.raises(Malformed, match="holds 0 answers, and this is task 1"):
        ask(ScriptedEngine([]), task_of(notes_zh))


@pytest.mark.parametrize("answer", ["中心组学习\x0012次", ["中心组学习", Truncated("cut")]])
def test_an_answer_may_die_in_the_middle(notes_zh, answer):
    with pytest.raises(Truncated):
        ask(ScriptedEngine([answer]), task_of(notes_zh))


def test_a_function_answers_by_the_task(notes_zh):
    engine = ScriptedEngine(lambda task: f"{task.heading}。")
    assert ask(engine, task := task_of(notes_zh)) == f"{task.heading}。"


def test_text_streams_in_small_pieces_at_the_chosen_pace(notes_zh):
    engine = ScriptedEngine([ANSWER], delay=0.01, size=8)
    begin = time.perf_counter()
    assert ask(engine, task_of(notes_zh)) == ANSWER
    assert time.perf_counter() - begin >= 0.01 * len(ANSWER) / 8


def test_an_outline_is_left_to_the_rules_unless_it_is_scripted(notes_zh):
    task = task_of(notes_zh)
    outline = OutlineTask(task.request, task.kind, task.facts, rule="by rule")
    assert ask(ScriptedEngine([]), outline) == ""
    assert ask(ScriptedEngine([], outline="achievements | 甲 | 2"), outline) == "achievements | 甲 | 2"


def test_the_engine_for_trying_the_page_writes_a_whole_good_draft(notes_zh):
    engine = open_engine("scripted", Settings())
    assert engine.destination == "scripted"
    draft = service.start(service.Document(service.new_draft(notes_zh)), engine=engine).wait(30)
    assert all(item.state == "done" for item in draft.report.items() if item.facts)
    assert not [finding for finding in service.check(draft) if finding.severity == "error"]


def test_the_well_behaved_answer_cites_every_fact_of_its_task(notes_zh):
    task = task_of(notes_zh)
    answer = offline_answer(task)
    assert all(f"{fact.id}" in answer for fact in task.facts)
