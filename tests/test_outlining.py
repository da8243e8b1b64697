"""A model's outline is a patch over the rules' one: it may improve anything, and lose nothing."""

import re
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import kinds, outline, pipeline, report, service
from drafter.engines import rendering, wire
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.events import Ended, Finished, Outlined
from drafter.outline import faults
from drafter.outline.fields import assign_themes
from drafter.outline.patch import LONGEST_HEADING, Patch
from drafter.schema import Fact
from tests.conftest import NOTES_ZH

DRAFT = service.new_draft(NOTES_ZH)
KIND = kinds.load_kind("zh", DRAFT.request.kind)
RULE = outline.plan(DRAFT.facts, KIND)
WANTED = {fact.id: fact.part for fact in DRAFT.facts if fact.wanted}


def patched(*lines, settle=lambda heading, facts: heading):
    patch = Patch(RULE, DRAFT.facts, KIND, settle)
    for line in lines:
        patch.add(line)
    return patch


def headings(patch):
    return [entry.heading for _, entry in patch.entries()]


def everything(patch):
    return [name for _, entry in patch.entries() for name in entry.facts]


LINE = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{} | {} | {} | {}".format,
        st.sampled_from(["achievements", "problems", "plans", "其他", ""]),
        st.text(max_size=30),
        st.lists(st.sampled_from([*WANTED, "99", "1", "x"]), max_size=6).map(",".join),
        st.sampled_from(["", "1", "2", "0", "7,1"]),
    ),
)


@given(st.lists(LINE, max_size=12))
@settings(max_examples=150, deadline=None)
def test_whatever_a_model_says_every_fact_stands_once_and_in_its_part(lines):
    patch = patched(*lines)
    assert sorted(everything(patch)) == sorted(WANTED)
    assert all(WANTED[name] == entry.part for _, entry in patch.entries() for name in entry.facts)
    numbers = [number for number, _ in patch.entries()]
    assert len(numbers) == len(set(numbers))
    grown = report.assemble(DRAFT, KIND, [entry for _, entry in patch.entries()], numbers)
    assert {name for item in grown.items() for name in item.facts} == set(WANTED)


def test_an_outline_written_as_lines_and_read_again_is_the_same():
    patch = patched(*wire.of_outline(RULE).splitlines())
    assert [(entry.part, entry.heading, entry.facts, entry.answers) for _, entry in patch.entries() if entry.facts] == [
        (entry.part, entry.heading, entry.facts, entry.answers) for entry in RULE if entry.facts
    ]


def test_the_first_of_two_lines_keeps_a_fact_and_unknown_ones_are_passed_over():
    patch = patched("achievements | 抓学习 | 2,99,2", "achievements | 再抓学习 | 2,3", "problems | 不该在此 | 4")
    assert [(line.heading, line.facts) for line in patch.lines] == [("抓学习", ("2",)), ("再抓学习", ("3",))]


def test_what_a_line_leaves_out_stays_where_the_rules_put_it():
    patch = patched("achievements | 抓学习，强本领 | 2")
    assert "抓学习，强本领" in headings(patch)
    assert sorted(everything(patch)) == sorted(WANTED)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("（一）抓实理论学习，", "抓实理论学习"),
        ("**抓实理论学习**。", "抓实理论学习"),
        ("1. 抓实理论学习", "抓实理论学习"),
        ("很长" * LONGEST_HEADING["zh"], None),
        ("含⟦2⟧标记", None),
        ("-", None),
    ],
)
def test_a_heading_is_undressed_and_one_that_is_none_gives_way_to_the_rules(typed, kept):
    (line,) = patched(f"achievements | {typed} | 2").lines
    assert line.heading == (kept or RULE[0].heading)


def test_a_heading_that_asserts_what_its_facts_do_not_gives_way_to_the_rules():
    engine = ScriptedEngine(
        offline_answer, outline="achievements | 完成培训98次 | 2\nachievements | 抓实主题党日 | 3\n"
    )
    document = service.Document(service.new_draft(NOTES_ZH))
    draft = service.start(document, engine=engine).wait(20)
    shown = [item.heading for item in draft.report.achievements.items]
    assert "抓实主题党日" in shown
    assert "98" not in "".join(filter(None, shown))


def test_a_plan_answers_the_problem_that_its_line_names_and_one_without_a_plan_gets_a_gap():
    text = "工作：\n开展培训12次\n问题：\n人手不足，缺3人\n设备老化\n下步：\n明年招3人"
    draft = service.new_draft(text)
    kind = kinds.load_kind("zh", draft.request.kind)
    ids = {fact.text: fact.id for fact in draft.facts}
    patch = Patch(outline.plan(draft.facts, kind), draft.facts, kind, lambda heading, facts: heading)
    for line in (
        f"problems | 设备老化 | {ids['设备老化']}",
        f"problems | 人手不足 | {next(v for k, v in ids.items() if k.startswith('人手'))}",
        f"plans | 补充人手 | {ids['明年招3人']} | 2",
    ):
        patch.add(line)
    plans = [entry for _, entry in patch.entries() if entry.part == "plans"]
    assert [(entry.answers, bool(entry.gap)) for entry in plans] == [((0,), True), ((1,), False)]


@pytest.mark.parametrize(
    ("language", "problems", "plans", "answered"),
    [
        ("zh", "系统老化，经常死机\n人手不足，缺3人", "打算上一套新系统，预算60万", ["系统老化，经常死机"]),
        ("zh", "系统老化，经常死机\n系统之间不通", "打算上一套新系统，预算60万", []),  # of which one is not said
        ("en", "volunteers are hard to find\nthe roof leaks", "advertise for volunteers in May", ["volunteers are hard to find"]),
    ],
)  # fmt: skip
def test_a_broad_word_ties_a_plan_to_the_only_problem_that_has_it(language, problems, plans, answered):
    heads = ("问题：", "下步：") if language == "zh" else ("Problems", "Plans")
    draft = service.draft(f"{heads[0]}\n{problems}\n{heads[1]}\n{plans}")
    texts = {fact.id: fact.text for fact in draft.facts}
    told = [fact for fact in draft.facts if fact.part == "problems"]
    planned = [fact for fact in draft.facts if fact.part == "plans"]
    fields = assign_themes(told + planned, kinds.load_kind(language, draft.request.kind))
    found = faults.matters(told, planned, fields, language)
    assert [texts[name] for name in found.values()] == answered


def test_items_begin_before_the_outline_has_ended_and_the_report_is_whole_at_every_moment():
    lines = wire.of_outline(RULE) + "\n"
    engine = ScriptedEngine(offline_answer, delay=0.01, size=6, outline=lines)
    document = service.Document(service.new_draft(NOTES_ZH))
    events = list(service.start(document, engine=engine).events())
    grown = [number for number, event in enumerate(events) if isinstance(event, Outlined)]
    first = next(number for number, event in enumerate(events) if isinstance(event, Finished))
    assert len(grown) > 3
    assert first < grown[-1]
    for event in events:
        if isinstance(event, Outlined):
            assert {name for item in event.report.items() for name in item.facts} == set(WANTED)
    for end in range(2, len(events)):
        half = reduce(pipeline.apply, events[:end], service.new_draft(NOTES_ZH))
        assert {name for item in half.report.items() for name in item.facts} == set(WANTED)
    assert all(item.state == "done" for item in document.draft.report.items() if item.facts)


def test_what_was_edited_while_the_outline_grew_stands():
    engine = ScriptedEngine(offline_answer, delay=0.02, size=6, outline=wire.of_outline(RULE) + "\n")
    document = service.Document(service.new_draft(NOTES_ZH))
    job = service.start(document, engine=engine)
    for event in job.events():
        if isinstance(event, Finished) and event.item.facts:
            document.change(lambda draft, name=event.item.id: service.edit(draft, name, "由我改写的一句话。"))
            break
    draft = job.wait(20)
    assert "由我改写的一句话。" in [item.text for item in draft.report.items()]


def test_the_rules_outline_is_taken_when_asked_for_and_offline():
    for engine, by in ((ScriptedEngine(offline_answer, outline="achievements | 甲乙 | 2\n"), "rule"), (None, "model")):
        document = service.Document(service.new_draft(NOTES_ZH))
        events = list(service.start(document, service.Order(outline=by), engine=engine).events())
        assert sum(isinstance(event, Outlined) for event in events) == 1
        assert isinstance(events[-1], Ended)
        assert "甲乙" not in re.sub("", "", "".join(item.heading or "" for item in document.draft.report.items()))


def test_a_hundred_and_twenty_notes_show_progress_item_by_item():
    lines = "\n".join(f"第{n}片区开展巡查{n + 3}次" for n in range(100))
    text = f"单位：甲局 2025年\n工作：\n{lines}\n问题：\n" + "\n".join(f"第{n}片区人手不足{n + 2}人" for n in range(10))
    document = service.Document(
        service.new_draft(text + "\n下步：\n" + "\n".join(f"第{n}片区补充{n + 2}人" for n in range(10)))
    )
    events = list(service.start(document, engine=ScriptedEngine(offline_answer)).events())
    finished = [event.item.id for event in events if isinstance(event, Finished)]
    assert len(finished) == len(set(finished)) == len(document.draft.report.items())


PLANNED = "工作：\n开展培训12次\n问题：\n人手不足，缺3人\n设备老化\n经费紧张，欠8万元\n下步：\n明年招3人\n换设备2台\n争取经费8万元\n办开放日2场"


def planned(*lines):
    """The outline that these lines make of the notes above; `{招}` stands for the id of the note with that word."""
    draft = service.new_draft(PLANNED)
    kind = kinds.load_kind("zh", draft.request.kind)
    ids = {word: next(f.id for f in draft.facts if f.wanted and word in f.text) for word in ["培训", "缺", "老化", "紧张", "招", "换", "争取", "开放"]}  # fmt: skip
    patch = Patch(outline.plan(draft.facts, kind), draft.facts, kind, lambda heading, facts: heading)
    for line in lines:
        patch.add(line.format(**ids))
    problems = [entry.heading for _, entry in patch.entries() if entry.part == "problems"]
    return [
        (entry.heading, [problems[index] for index in entry.answers], bool(entry.gap))
        for _, entry in patch.entries()
        if entry.part == "plans"
    ]


PROBLEMS = ("problems | 人手不足 | {缺}", "problems | 设备老化 | {老化}", "problems | 经费紧张 | {紧张}")


def test_plans_stand_in_the_models_own_order_and_answer_what_it_says():
    plans = planned(
        *PROBLEMS,
        "plans | 办好开放日 | {开放}",
        "plans | 补充人手 | {招} | 1",
        "plans | 争取经费 | {争取} | 3",
        "plans | 更新设备 | {换} | 2",
    )
    assert plans == [
        ("办好开放日", [], False),
        ("补充人手", ["人手不足"], False),
        ("争取经费", ["经费紧张"], False),
        ("更新设备", ["设备老化"], False),
    ]


def test_a_problem_line_that_was_not_taken_still_counts_for_the_plans_behind_it():
    repeated = "problems | 又说一遍 | {缺}"
    plans = planned(PROBLEMS[0], repeated, *PROBLEMS[1:], "plans | 更新设备 | {换} | 3", "plans | 补充人手 | {招} | 2")
    assert plans[:2] == [("更新设备", ["设备老化"], False), ("补充人手", ["人手不足"], False)]


def test_a_plan_may_name_a_problem_by_its_note():
    plans = planned(*PROBLEMS, "plans | 更新设备 | {换} | {老化}")
    assert ("更新设备", ["设备老化"], False) in plans


def test_plans_of_a_model_that_names_no_problem_are_paired_by_rule():
    plans = planned(*PROBLEMS, "plans | 更新设备 | {换}", "plans | 补充人手 | {招}")
    assert ("更新设备", ["设备老化"], False) in plans


def test_an_outline_is_asked_for_with_whole_notes():
    long = "与县供销社、邮政公司、三家快递企业共建村级寄递物流综合服务站26个，覆盖全部行政村，村民取件平均距离由7.5公里缩短到1.2公里，收费统一为每件1元，站点亏损由县财政按单补贴，全年补贴43.6万元"
    draft = service.new_draft(f"单位：甲县商务局 2025年\n工作：\n{long}\n")
    (task, *_) = pipeline.prompts(draft)
    assert "全年补贴43.6万元" in rendering.messages(task)[1]


@pytest.mark.parametrize(
    "wire",
    [
        "| achievements | 抓学习，强本领 | 2 |",
        "主要工作 | 抓学习，强本领 | 2",
        "**主要工作开展情况** | 抓学习，强本领 | ⟦2⟧",
    ],
)
def test_a_row_of_a_table_and_a_parts_own_title_are_understood(wire):
    (line,) = patched(wire).lines
    assert (line.part, line.heading, line.facts) == ("achievements", "抓学习，强本领", ("2",))


def test_a_tables_head_is_no_line():
    assert patched("| 部分 | 标题 | 素材编号 |", "|---|---|---|").lines == []


PAIRS = [
    ("ngo_annual", "couldnt find a treasurer all year", "find a treasurer by end of March", True),
    (
        "ngo_annual",
        "roof still leaks in the hall, got a quote for £46k",
        "big bid to the Youth Investment Fund, roof, by 27 Feb",
        True,
    ),
    ("ngo_annual", "we still lost approx 15% of the plugs", "replant 900 plugs in April", True),
    (
        "ngo_annual",
        "detached team - had to stop in Feb when funding ran out",
        "roof survey in Feb with new funding",
        False,
    ),
    ("ngo_annual", "couldnt find a treasurer all year", "find ten more learners for the cookery courses", False),
    ("school", "青年教师占比高，五年教龄以下的54人，经验不足", "青蓝工程结对54对", True),
    ("school", "青年教师占比高，五年教龄以下的54人，经验不足", "改造实验室2间", False),
]


@pytest.mark.parametrize(("name", "problem", "answer", "paired"), PAIRS)
def test_a_plan_answers_the_problem_of_its_matter_or_its_field(name, problem, answer, paired):
    kind = next(kind for kind in kinds.list_kinds() if kind.id == name)
    facts = [
        Fact(id="1", note=1, text=problem, part="problems"),
        Fact(id="2", note=2, text=answer, part="plans"),
    ]
    plans = [entry for entry in outline.plan(facts, kind) if "2" in entry.facts]
    assert [bool(entry.answers) for entry in plans] == [paired]


@pytest.mark.parametrize(
    ("notes", "kind"),
    [
        ("走访12家。存在问题是经费不足，缺口20万。下步争取财政支持30万。", "department"),
        ("走访12家\n问题\n经费缺口20万，活动停了\n计划\n争取财政支持30万", "department"),
        (
            "ran 12 walks\nchallenges\n- funding short by £20,000\nplans\n- apply to the Lottery for £30,000",
            "ngo_annual",
        ),
    ],
)
def test_a_plan_told_in_the_problems_own_line_or_asking_for_the_money_that_is_lacking_answers_it(notes, kind):
    draft = service.draft(notes, kind=kind, unit="X", period="2025")
    assert [f.code for f in service.check(draft) if f.code == "plan-missing"] == []
    assert len(draft.report.plans.items) == 1


def test_a_plan_for_another_thing_answers_no_lack_of_money():
    draft = service.draft(
        "走访12家\n问题\n经费缺口20万，活动停了\n计划\n栽树300棵", kind="department", unit="X", period="2025"
    )
    assert [f.code for f in service.check(draft) if f.code == "plan-missing"] == ["plan-missing"]


def test_a_plan_that_comes_later_answers_the_problem_of_its_field_and_takes_the_place_of_the_gap():
    notes = "手术120台\n问题\n信息系统老旧\n医保飞检扣款41万\n计划\n更换信息系统"
    draft = service.draft(notes, kind="hospital", unit="县医院", period="2025")
    assert [f.code for f in service.check(draft) if f.code == "plan-missing"] == ["plan-missing"]
    later = service.start(service.Document(service.add_notes(draft, "明年建DRG病组成本核算"))).wait()
    assert [f.code for f in service.check(later) if f.code in {"plan-missing", "placeholder"}] == []
    problems = {item.id for item in later.report.problems.items}
    assert {name for item in later.report.plans.items for name in item.answers} == problems
