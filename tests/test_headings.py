"""A model's heading stands when it is about its facts or plainly names a kind of work; it may assert nothing, and hold no figures."""

import pytest

from drafter import kinds, service
from drafter import text as texts
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.events import Ended
from drafter.pipeline import headings

ZH = "单位：甲局 2025年\n{}：\n{}\n"
EN = "Northgate Workshop annual report 2025\n{}\n{}\n"
PARTS = {"achievements": ("工作", "Achievements"), "problems": ("问题", "Problems"), "plans": ("下步", "Plans")}


def settled(heading, part, note):
    """What becomes of a heading over one note."""
    chinese = texts.is_chinese(note)
    draft = service.new_draft((ZH if chinese else EN).format(PARTS[part][0 if chinese else 1], note))
    own = tuple(fact for fact in draft.facts if fact.wanted)
    assert [fact.part for fact in own] == [part]
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    return headings.settle(heading, own, draft, kind)


@pytest.mark.parametrize(
    ("heading", "part", "note"),
    [
        ("Machine breakdowns and lost production time", "problems", "gearbox on the big lathe failed in May"),
        ("Ageing equipment", "problems", "gearbox on the big lathe failed in May"),
        ("Delays in recruitment", "problems", "coordinator post empty Feb-June"),
        ("Diversifying our income", "plans", "apply to three new trusts by March"),
        ("Reducing dependence on one funder", "plans", "apply to three new trusts by March"),
        ("Receiving a county learning award", "achievements", "won the county's Community Learning Award"),
        ("医疗服务能力稳步提升", "achievements", "手术1236台，三四级482台"),
        ("设备更新滞后", "problems", "CT用了11年，一个月坏两回"),
        ("专科人才储备不足", "problems", "麻醉科就两个人，招不到"),
        ("拓宽资金筹措渠道", "plans", "跟财政要50万，再收欠费"),
    ],
)
def test_a_heading_in_words_of_its_own_stands(heading, part, note):
    assert settled(heading, part, note) == headings.Verdict(heading)


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("Best in the country", "stalls at 14 markets"),
        ("1,200 homes reached", "stalls at 14 markets"),
        ("Winning national recognition", "stalls at 14 markets"),
        ("Opening of the new Bristol centre", "stalls at 14 markets"),
        ("Praise from Sir Bob Harris", "stalls at 14 markets"),
        ("Praise From Sir Bob Harris", "stalls at 14 markets"),
        ("成效居全省第一", "窗口受理2140件"),
        ("荣获全国先进单位", "窗口受理2140件"),
        ("完成120项任务", "窗口受理2140件"),
        ("实现服务全覆盖", "窗口受理2140件"),
        ("接待外宾来访", "窗口受理2140件"),
        ("省农业科学院来访指导", "农业技术培训3期"),
        ("贯彻《某某条例》", "窗口受理2140件"),
    ],
)
def test_a_heading_that_asserts_what_no_note_says_falls_away_and_says_why(heading, note):
    verdict = settled(heading, "achievements", note)
    assert verdict.heading == ""
    assert verdict.why


def test_of_two_clauses_the_one_that_may_stand_is_kept():
    verdict = settled("优化窗口服务，满意度居全省第一", "achievements", "窗口受理2140件")
    assert (verdict.heading, bool(verdict.why)) == ("优化窗口服务", True)


def test_a_heading_in_title_case_comes_in_sentence_case_and_names_keep_their_capitals():
    note = "ramp at the side door of Kelham Hall"
    assert settled("Improving the Building at Kelham Hall", "achievements", note).heading == (
        "Improving the building at Kelham Hall"
    )


def test_a_heading_that_was_not_taken_is_told_at_the_end():
    text = ZH.format("工作", "窗口受理2140件\n开展培训6期")
    document = service.Document(service.new_draft(text))
    ids = [fact.id for fact in document.draft.facts if fact.wanted]
    lines = f"achievements | 荣获全国先进单位 | {ids[0]}\nachievements | 强化队伍建设 | {ids[1]}\n"
    events = list(service.start(document, engine=ScriptedEngine(offline_answer, outline=lines)).events())
    (ended,) = [event for event in events if isinstance(event, Ended)]
    (remark,) = ended.remarks
    assert "荣获全国先进单位" in remark
    assert "强化队伍建设" in [item.heading for item in document.draft.report.items()]
    assert "先进" not in "".join(item.heading or "" for item in document.draft.report.items())
