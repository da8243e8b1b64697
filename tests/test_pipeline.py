import json
import threading
from functools import reduce

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter import loop, pipeline, report, service, tracing
from drafter.engines import ItemTask, wire
from drafter.engines.offline import OfflineEngine
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.errors import Blocked, ExportRefused, InputError, Malformed, TargetError
from drafter.events import Ended, Finished, Outlined, Prose, Started, StoodIn
from drafter.kinds import load_kind
from drafter.schema import Confirmed, Draft, Fact, Request, Sentence, Version
from drafter.service import Document


def events_of(draft, engine=None, targets=(), instruction=""):
    async def gather():
        written = pipeline.write(
            draft, engine or OfflineEngine(), pipeline.Order(targets, instruction), clock=lambda: "T"
        )
        return [event async for event in written]

    return loop.submit(gather()).result(60)


def folded(draft, events):
    return reduce(pipeline.apply, events, draft)


@pytest.fixture
def fresh(notes_zh):
    return service.new_draft(notes_zh)


@pytest.fixture
def done(notes_zh):
    return service.draft(notes_zh)


def test_a_run_is_started_outlined_finished_and_ended(fresh):
    events = events_of(fresh)
    assert isinstance(events[0], Started)
    assert isinstance(events[1], Outlined)
    assert isinstance(events[-1], Ended)
    draft = folded(fresh, events)
    assert all(item.state == "done" for item in draft.report.items())
    assert draft.rev == fresh.rev + 2 + sum(isinstance(e, Finished) for e in events)


def test_an_interrupted_run_goes_on_with_what_is_not_done(fresh):
    events = events_of(fresh)
    half = folded(fresh, events[:5])
    left = [item.id for item in half.report.items() if item.state == "planned"]
    assert left
    again = events_of(half)
    assert sorted(e.item.id for e in again if isinstance(e, Finished)) == sorted(left)
    assert folded(half, again).report.items() == folded(fresh, events).report.items()


def test_prose_streams_without_its_marks(fresh):
    events = events_of(fresh)
    text = "".join(e.delta for e in events if isinstance(e, Prose))
    assert "中心组学习12次" in text
    assert "⟦" not in text


def test_words_changed_while_an_item_was_written_stand(done):
    item = done.report.problems.items[0]
    (finished,) = [e for e in events_of(done, targets=(item.id,)) if isinstance(e, Finished)]
    edited = service.edit(done, item.id, "制度执行不严，敢抓敢管劲头不够。")
    landed = pipeline.apply(edited, finished)
    kept = report.find_item(landed.report, item.id)
    assert kept.text == "制度执行不严，敢抓敢管劲头不够。"
    assert kept.versions[-1].by == "hand"
    assert finished.item.versions[-1].model_copy(update={"aside": True}) in kept.versions


def test_a_locked_item_is_left_alone_and_a_locked_target_refused(done):
    item = done.report.problems.items[0]
    locked = service.lock(done, item.id)
    with pytest.raises(TargetError, match="is locked"):
        events_of(locked, targets=(item.id,))
    with pytest.raises(TargetError, match="every item of problems is locked"):
        service.find_targets(locked, "problems")
    with pytest.raises(TargetError, match="unlock it first"):
        service.edit(locked, item.id, "别的话。")
    assert service.lock(locked, item.id, locked=False).report == done.report


def test_a_faulty_engine_leaves_offline_sentences_marked(fresh):
    script = [Blocked("not this"), *["只有一半\x00"] * 50]
    events = events_of(fresh, ScriptedEngine(script))
    assert any(isinstance(e, StoodIn) and e.reason == "not this" for e in events)
    draft = folded(fresh, events)
    assert all(item.state == "stood_in" and item.text for item in draft.report.items() if item.facts)


def test_an_engine_that_invents_is_asked_again_and_then_replaced(fresh):
    engine = ScriptedEngine(lambda task: offline_answer(task).replace("。⟦", "，增长98%。⟦", 1))
    draft = folded(fresh, events_of(fresh, engine))
    assert "98%" not in "".join(item.text for item in draft.report.items())
    written = sum(bool(item.facts) for item in draft.report.items())
    assert len(engine.history) == written * (pipeline.REPAIRS + 1)
    assert engine.history[-1].findings


def test_redoing_any_item_leaves_all_others_identical(done):
    for target in done.report.items():
        after = folded(done, events_of(done, ScriptedEngine(offline_answer), (target.id,), "更简洁"))
        for old, new in zip(done.report.items(), after.report.items(), strict=True):
            if old.id != target.id:
                assert json.dumps(old.model_dump()) == json.dumps(new.model_dump())
        assert (after.report.title, after.report.closing, after.notes, after.facts) == (
            done.report.title,
            done.report.closing,
            done.notes,
            done.facts,
        )


def test_a_change_is_committed_before_it_is_shown(fresh):
    committed = []
    document = Document(fresh, lambda new, _over: committed.append(new))
    draft = service.start(document).wait(20)
    assert committed[-1] == draft == document.draft
    assert [d.rev for d in committed] == sorted({d.rev for d in committed})


def test_a_change_that_cannot_be_committed_is_not_shown(fresh):
    def full(_new, _over):
        raise InputError("the disk is full")

    document = Document(fresh, full)
    with pytest.raises(InputError, match="disk is full"):
        document.change(lambda d: d.model_copy(update={"rev": 99}))
    assert document.draft is fresh
    with pytest.raises(InputError, match="disk is full"):
        service.start(document).wait(20)


def test_two_jobs_on_one_document_both_land(done):
    document = Document(done)
    ids = [item.id for item in done.report.items() if item.facts][:2]
    assert len(ids) == 2
    jobs = [
        service.start(document, service.Order((name,)), engine=ScriptedEngine(offline_answer, delay=0.01))
        for name in ids
    ]
    for job in jobs:
        job.wait(20)
    assert all(len(report.find_item(document.draft.report, name).versions) == 2 for name in ids)


def test_a_fault_that_is_nobodys_error_is_raised_to_whoever_waits_and_told(fresh):
    document = Document(fresh)
    job = service.start(document, engine=ScriptedEngine([ZeroDivisionError("a fault of ours")] * 9))
    with pytest.raises(ZeroDivisionError, match="a fault of ours"):
        job.wait(20)
    assert document.why() == "a fault of ours"


def test_a_stopped_job_keeps_what_is_finished(fresh):
    document = Document(fresh)
    job = service.start(document, engine=ScriptedEngine(offline_answer, delay=0.2))
    threading.Event().wait(0.3)
    draft = job.stop()
    assert job.done
    assert draft.report is not None
    assert list(job.events())[-1] is not None


def test_editing_keeps_sources_of_unchanged_sentences_and_finds_them_for_others(done):
    item = done.report.achievements.items[0]
    after = service.edit(done, item.id, item.text + "督促整改5次警示教育问题。", heading="新标题")
    edited = report.find_item(after.report, item.id)
    assert edited.sentences[: len(item.sentences)] == item.sentences
    assert edited.state == "hand"
    assert edited.heading == "新标题"
    assert service.edit(done, item.id, item.text) is done
    with pytest.raises(InputError, match="the text is empty"):
        service.edit(done, item.id, " ")
    with pytest.raises(TargetError, match="has no item"):
        service.edit(done, "nothing", "x")


def test_every_version_stays_and_any_can_stand_again(done):
    item = done.report.problems.items[0]
    edited = service.edit(done, item.id, "另一种说法。")
    back = service.restore(edited, item.id, 1)
    restored = report.find_item(back.report, item.id)
    assert restored.text == item.text
    assert len(restored.versions) == 3
    with pytest.raises(TargetError, match="has the versions 1 to 3, not 9"):
        service.restore(back, item.id, 9)


def test_a_confirmed_finding_is_silent_until_its_sentence_changes(done):
    (found,) = [f for f in service.check(done) if f.code == "placeholder"]
    confirmed = service.decide(done, Confirmed(code=found.code, digest=found.digest))
    assert "placeholder" not in {f.code for f in service.check(confirmed)}
    item = report.find_item(confirmed.report, found.item)
    changed = service.edit(confirmed, item.id, item.text.replace("督办", "跟踪督办"))
    assert "placeholder" in {f.code for f in service.check(changed)}


def test_targets_are_found_by_part_number_or_id(done):
    assert service.find_targets(done, "problems/1") == (done.report.problems.items[0].id,)
    assert service.find_targets(done, "opening") == ("opening",)
    assert len(service.find_targets(done, "achievements")) == len(done.report.achievements.items)
    with pytest.raises(TargetError, match="no report yet"):
        service.find_targets(Draft(), "problems")


def test_a_clean_copy_of_a_whole_report_is_not_refused():
    text = "单位：甲局 2025年\n工作：\n开展党建培训12次\n问题：\n制度执行偏松\n下步：\n制度执行情况半年查一次"
    draft = service.draft(text, date="2025年12月20日")
    assert service.export(draft, "docx", "clean")
    with pytest.raises(ExportRefused) as refused:
        service.export(service.draft(text.replace("12次", "XX次")), "docx", "clean")
    assert refused.value.open_findings


def test_no_problems_in_the_notes_leave_a_gap_and_never_an_invention():
    draft = service.draft("开展党建培训12次\n下步：\n继续办好党课")
    assert draft.report.problems.items == ()
    assert "素材未提供" in draft.report.problems.gap
    assert "part-gap" in {f.code for f in service.check(draft)}


def test_a_problem_without_a_plan_gets_a_visible_gap_in_the_plans():
    draft = service.draft("开展党建培训12次\n问题：\n制度执行偏松\n下步：\n继续办好读书分享会")
    assert any("待补充" in item.text for item in draft.report.plans.items)
    assert "plan-missing" in {f.code for f in service.check(draft)}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("开展12次。⟦1,2⟧走访。⟦2⟧", [("开展12次。", ("1", "2")), ("走访。", ("2",))]),
        ("开展12次⟦1⟧。走访⟦2⟧。", [("开展12次。", ("1",)), ("走访。", ("2",))]),
        ("开展12次。[[1]]走访。", [("开展12次。", ("1",)), ("走访。", ())]),
        ("开展12次。⟦9⟧", [("开展12次。", ())]),
        ("一。二。⟦1⟧", [("一。", ()), ("二。", ("1",))]),
        ("We did 3. ⟦1⟧ Then 4. ⟦2⟧", [("We did 3.", ("1",)), ("Then 4.", ("2",))]),
        ("We did 3. [12aa] Then 4. [2, 12aa]", [("We did 3.", ("12aa",)), ("Then 4.", ("2", "12aa"))]),
    ],
)
def test_wire_text_is_read_with_marks_in_any_place(answer, expected):
    assert [(s.text, s.sources) for s in wire.parse(answer, {"1", "2", "12aa"})] == expected


PIECES = ["We did 3.", " [[3", "[[2,5a]]", "⟦3", ",5a⟧", " ", "]", "] And 4", ".", "[", "?"]


def reader():
    return wire.Reader(ItemTask(Request(language="en"), load_kind("en", "ngo_annual"), "achievements", None, ()))


@given(st.lists(st.sampled_from(PIECES), max_size=6))
@example(["⟦3", " [[3", ",5a⟧", " [[3"])
def test_what_is_shown_while_an_answer_streams_does_not_depend_on_how_it_is_cut(pieces):
    assert "".join(map(reader().feed, pieces)) == reader().feed("".join(pieces))


def test_a_mark_in_double_brackets_is_held_back_until_it_is_whole():
    pieces = ["We did 3. ", "[", "[3", "]", "] And", " 4.", " [[and so on"]
    assert list(map(reader().feed, pieces)) == ["We did 3.", "", "", "", " And", " 4.", ""]
    assert reader().feed("See [[" + "a" * 70).startswith("See [[a")  # no mark is so long


def test_an_empty_answer_is_malformed():
    read = reader()
    assert read.feed("  \n") == ""
    with pytest.raises(Malformed):
        read.close()


def test_alignment_gives_each_sentence_the_facts_it_rests_on():
    from drafter.languages import zh

    texts = ["中心组学习12次，专题研讨6次", "廉政谈话36人次，警示教育5次", "督办提案XX件"]
    facts = [
        Fact(id=str(i), note=i, text=t, part="achievements", figures=zh.read_figures(t)) for i, t in enumerate(texts, 1)
    ]
    found = tracing.align("全年组织中心组学习12次、专题研讨6次。开展廉政谈话36人次。全新的一句话毫无来由。", facts)
    assert [s.sources for s in found] == [("1",), ("2",), ()]
    before = (Sentence(text="旧句。", sources=("3",)),)
    assert tracing.align("旧句。", facts, before)[0].sources == ("3",)


def test_a_version_says_who_wrote_it_and_when(done):
    version = done.report.problems.items[0].versions[-1]
    assert isinstance(version, Version)
    assert version.by == "rule"
    assert version.at.endswith("Z")
