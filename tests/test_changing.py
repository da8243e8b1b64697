"""The writer's hand: items moved, taken out and brought back, rulings made and taken back, late words kept."""

import json

import pytest

from drafter import kinds, report, service
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.errors import ExportRefused, InputError, StaleError, TargetError
from drafter.schema import Confirmed, Draft, Dropped, Section, Sentence
from drafter.service import Document

NOTES = """单位：甲局机关党委 2025年
工作：
理论学习：中心组学习12次，专题研讨6次
督办提案XX件，办结率XX%
党员教育：主题党日10次
问题：
制度执行偏松，敢抓敢管劲头不够
下步：
机关制度执行情况半年查一次
"""


@pytest.fixture(scope="module")
def done():
    return service.draft(NOTES)


def ids(draft):
    return {name: [item.id for item in part.items] for name, part in draft.report.parts()}


def dumped(draft):
    return {item.id: json.dumps(item.model_dump()) for item in draft.report.items()}


def item_with(draft, text):
    return next(item for item in draft.report.items() if text in item.text)


def fact_with(draft, text):
    return next(fact for fact in draft.facts if text in fact.text)


def text_of(draft):
    return "".join(item.text for item in draft.report.items())


def test_an_item_moves_in_its_part_and_no_text_moves_with_it(done):
    first, *others = ids(done)["achievements"]
    moved = service.move_item(done, first, by=1)
    assert ids(moved)["achievements"] == [others[0], first, *others[1:]]
    assert dumped(moved) == dumped(done)
    assert service.move_item(moved, first, by=-1).report == done.report
    assert service.move_item(done, first, by=-5) is done
    assert ids(service.move_item(done, first))["achievements"] == [*others, first]


def test_an_item_that_moves_to_another_part_takes_its_facts_along(done):
    problem = done.report.problems.items[0]
    moved = service.move_item(done, problem.id, "plans", 0)
    assert moved.report.problems.items == ()
    assert moved.report.problems.gap
    assert ids(moved)["plans"][0] == problem.id
    assert {fact.part for fact in moved.facts if fact.id in problem.facts} == {"plans"}
    assert "stale" not in {finding.code for finding in service.check(moved)}
    assert problem.id not in [name for item in moved.report.plans.items for name in item.answers]
    assert ids(service.move_item(moved, problem.id, "problems")) == ids(done)


def test_the_opening_stays_and_an_unknown_item_is_named(done):
    with pytest.raises(TargetError, match="opening stays"):
        service.move_item(done, "opening", by=1)
    for touch in (service.delete_item, service.bring_back, lambda d, name: service.edit(d, name, "x")):
        with pytest.raises(TargetError, match="nine"):
            touch(done, "nine")


def test_an_item_taken_out_comes_back_with_every_version(done):
    item = done.report.achievements.items[0]
    out = service.delete_item(done, item.id)
    assert item.id not in dumped(out)
    assert out.report.removed[0].item == item
    assert {f.facts[0] for f in service.check(out) if f.code == "fact-unused"} == set(item.facts)
    assert service.bring_back(out, item.id).report == done.report
    with pytest.raises(TargetError, match="locked"):
        service.delete_item(service.lock(done, item.id), item.id)


def test_what_was_taken_out_is_in_no_clean_copy_and_not_written_again(done):
    item = item_with(done, "主题党日")
    out = service.delete_item(done, item.id)
    for name in ("md", "txt", "json"):
        assert "主题党日" not in service.export(out, name, "clean", anyway=True).decode()
    again = service.start(Document(service.in_line(out))).wait(20)
    assert "主题党日" not in text_of(again)


def test_headings_and_title_are_the_writers(done):
    item = done.report.achievements.items[0]
    named = service.edit(done, item.id, item.text, "  抓学习，强本领 ")
    now = report.find_item(named.report, item.id)
    assert (now.heading, now.sentences) == ("抓学习，强本领", item.sentences)
    assert now.versions[-1].by == "hand"
    assert service.edit(named, item.id, item.text, "抓学习，强本领") is named
    assert service.retitle(done, "某局\n总结 ").report.title == "某局\n总结"
    with pytest.raises(InputError, match="title is empty"):
        service.retitle(done, " \n")


def test_plans_are_linked_to_problems_and_unlinked(done):
    plan, problem = done.report.plans.items[0].id, done.report.problems.items[0].id
    free = service.link(done, plan, problem, linked=False)
    assert "plan-missing" in {finding.code for finding in service.check(free)}
    assert service.link(free, plan, problem).report == done.report
    assert service.link(done, plan, problem) is done
    with pytest.raises(TargetError, match="no problem"):
        service.link(done, plan, plan)


def test_a_fact_that_is_moved_away_and_back_is_written_again(done):
    fact = fact_with(done, "主题党日10次")
    document = Document(done)
    for part in ("problems", "achievements"):
        document.act(lambda d, to=part: service.move_fact(d, fact.id, to))
        service.start(document, change=service.in_line).wait(20)
    assert "主题党日10次" in "".join(item.text for item in document.draft.report.achievements.items)
    assert not {"stale", "fact-unused"} & {finding.code for finding in service.check(document.draft)}


def test_another_kind_chosen_later_gives_its_frame_and_keeps_the_words(done):
    other = next(k.id for k in kinds.list_kinds() if k.language == "zh" and k.id != done.request.kind)
    fresh = service.draft(NOTES, kind=other)
    changed = service.fill_form(done, {"kind": other})
    assert "guessed" not in {f.code for f in service.check(changed) if "文种" in f.message}
    for name, part in changed.report.parts():
        assert part.title == fresh.report.part(name).title
        assert [item.text for item in part.items] == [item.text for item in done.report.part(name).items]
    assert changed.report.title == fresh.report.title
    assert changed.report.closing == fresh.report.closing
    assert service.fill_form(changed, {"kind": done.request.kind}).report.title == done.report.title
    with pytest.raises(InputError, match="no kind of report"):
        service.fill_form(done, {"kind": "poem"})


def test_a_moved_fact_is_carried_over_only_when_asked(done):
    fact = fact_with(done, "主题党日10次")
    ruled = service.move_fact(done, fact.id, "problems")
    assert ruled.report == done.report
    lined = service.start(Document(service.in_line(ruled))).wait(20)
    assert "主题党日10次" in "".join(item.text for item in lined.report.problems.items)
    assert "主题党日10次" not in "".join(item.text for item in lined.report.achievements.items)
    assert not {"stale", "fact-unused"} & {finding.code for finding in service.check(lined)}


def test_a_ruling_is_taken_back(done):
    fact = fact_with(done, "主题党日10次")
    dropped = service.drop_fact(done, fact.id)
    assert service.restore_fact(dropped, fact.id).facts == done.facts


@pytest.mark.parametrize(
    ("note", "value", "told"),
    [
        ("发展党员【待补充】名", "5", "发展党员5名。"),
        ("发展党员【待补充】名", "5名", "发展党员5名。"),
        ("建成党员活动室，[时间待定]", "2025年6月", "建成党员活动室，2025年6月。"),
        ("党费支出【金额待核】万元", "1.2", "党费支出1.2万元。"),
    ],
)
def test_a_filled_placeholder_leaves_no_brackets(note, value, told):
    draft = service.fill(service.draft(f"单位：甲局 2025年\n工作：\n{note}"), "3#1", value)
    assert told in text_of(draft)
    assert not [f for f in service.check(draft) if f.code in {"placeholder-lost", "fact-missing"}]


def test_a_line_left_out_by_rule_can_be_written_after_all():
    draft = service.draft(NOTES + "（听说隔壁局调研5次）\n")
    fact = fact_with(draft, "隔壁局")
    assert not fact.wanted
    back = service.restore_fact(draft, fact.id)
    assert fact_with(back, "隔壁局").wanted


def test_merging_needs_two_facts(done):
    one, two = fact_with(done, "主题党日").id, fact_with(done, "中心组").id
    assert next(f for f in service.merge_facts(done, one, two).facts if f.id == one).twin == two
    for wrong in ((one, one), (one, "99"), ("99", one)):
        with pytest.raises((InputError, TargetError)):
            service.merge_facts(done, *wrong)


def test_an_unused_fact_is_written_into_the_item_that_is_named(done):
    item, fact = item_with(done, "主题党日"), fact_with(done, "主题党日10次")
    out = service.delete_item(done, item.id)
    home = out.report.achievements.items[0]
    taken = service.write_in(out, fact.id, home.id)
    assert fact.id in report.find_item(taken.report, home.id).facts
    written = service.start(Document(taken)).wait(20)
    assert "主题党日10次" in report.find_item(written.report, home.id).text
    assert "主题党日10次" in text_of(service.start(Document(service.write_in(out, fact.id))).wait(20))
    with pytest.raises(TargetError, match="locked"):
        service.write_in(service.lock(out, home.id), fact.id, home.id)
    with pytest.raises(TargetError, match="in the report already"):
        service.write_in(done, fact.id)


def test_notes_are_kept_as_they_are_typed_even_when_they_say_nothing_yet():
    empty = service.type_notes(Draft(), "")
    assert (empty.notes, empty.facts, empty.report) == ((), (), None)
    begun = service.type_notes(Draft(), "嗯")
    assert [note.text for note in begun.notes] == ["嗯"]
    more = service.type_notes(begun, "嗯\n主题党日10次")
    assert [(note.id, note.text) for note in more.notes] == [(1, "嗯"), (2, "主题党日10次")]
    assert more.facts
    assert service.type_notes(more, "嗯\n主题党日10次") is more
    gone = service.type_notes(more, "  ")
    assert all(note.removed for note in gone.notes)
    assert service.type_notes(gone, "调研3篇").notes[0].id == 3


def test_typing_on_after_the_report_touches_no_item_until_asked(done):
    typed = service.type_notes(
        done, NOTES.replace("主题党日10次", "主题党日11次").replace("问题：", "廉政谈话36人次\n问题：")
    )
    assert typed.report == done.report
    assert {"stale", "fact-missing"} & {finding.code for finding in service.check(typed)}
    written = service.start(Document(service.in_line(typed))).wait(20)
    assert "廉政谈话36人次" in text_of(written)


def test_words_that_come_too_late_are_kept_aside_and_never_applied(done):
    item = done.report.achievements.items[0]
    seen = len(item.versions)
    first = service.edit(done, item.id, "第一个窗口的话。", base=seen)
    second = service.edit(first, item.id, "第二个窗口的话。", base=seen)
    now = report.find_item(second.report, item.id)
    assert now.text == "第一个窗口的话。"
    assert [(v.sentences[0].text, v.aside) for v in now.versions[-2:]] == [
        ("第二个窗口的话。", True),
        ("第一个窗口的话。", False),
    ]
    taken = service.restore(second, item.id, len(now.versions) - 1)
    assert report.find_item(taken.report, item.id).text == "第二个窗口的话。"
    assert not report.find_item(taken.report, item.id).versions[-1].aside
    for act in (lambda: service.restore(second, item.id, 1, seen), lambda: service.delete_item(second, item.id, seen)):
        with pytest.raises(StaleError, match="changed in the meantime"):
            act()


def test_words_for_an_item_that_was_locked_or_taken_out_meanwhile_are_kept_with_it(done):
    item = done.report.achievements.items[0]
    seen = len(item.versions)
    locked = service.edit(service.lock(done, item.id), item.id, "晚到的话。", base=seen)
    assert report.find_item(locked.report, item.id).versions[-2].aside
    out = service.edit(service.delete_item(done, item.id), item.id, "晚到的话。", base=seen)
    back = report.find_item(service.bring_back(out, item.id).report, item.id)
    assert back.text == item.text
    assert back.versions[-2].sentences[0].text == "晚到的话。"


def test_a_run_that_ends_after_its_item_was_taken_out_keeps_its_words_with_it(done):
    item = done.report.achievements.items[0]
    document = Document(done)
    job = service.start(document, service.Order((item.id,)), engine=ScriptedEngine(offline_answer, delay=0.02))
    next(job.events())
    document.act(lambda d: service.delete_item(d, item.id))
    job.wait(20)
    assert len(document.draft.report.removed[0].item.versions) == len(item.versions) + 1


def test_a_part_is_written_again_without_the_items_that_a_hand_has_written(done):
    first, *others = ids(done)["achievements"]
    edited = service.edit(done, first, "改过的话。")
    assert list(service.find_targets(edited, "achievements")) == others
    assert list(service.find_targets(edited, "achievements", by_hand=True)) == [first, *others]
    assert service.find_targets(edited, "achievements/1") == (first,)
    only = service.edit(done, done.report.problems.items[0].id, "改过的话。")
    with pytest.raises(TargetError, match="written by hand; name the one"):
        service.find_targets(only, "problems")


def test_a_private_line_that_is_written_in_is_an_error_until_it_is_confirmed():
    draft = service.draft(NOTES + "王秀芬身份证号110101196703072025，低保\n")
    (line,) = (fact for fact in draft.facts if fact.reason == "private")
    document = Document(draft)
    service.start(document, change=lambda d: service.write_in(d, line.id)).wait(20)
    found = [f for f in service.check(document.draft) if f.code == "private-written"]
    assert [(f.severity, f.facts) for f in found] == [("error", (line.id,))]
    assert "110101196703072025" not in found[0].message
    assert report.find_item(document.draft.report, found[0].item).sentences[found[0].sentence].sources == (line.id,)
    confirmed = service.decide(document.draft, Confirmed(code=found[0].code, digest=found[0].digest))
    assert "private-written" not in {f.code for f in service.check(confirmed)}
    assert "private-written" not in {f.code for f in service.check(document.undo())}


@pytest.mark.parametrize(
    "rule",
    [
        lambda d, name: service.fill(service.move_fact(d, name, "achievements"), f"{name}#1", "500"),
        lambda d, name: service.move_fact(service.drop_fact(d, name), name, "achievements"),
        lambda d, name: service.move_fact(service.merge_facts(d, name, "1"), name, "achievements"),
        lambda d, name: service.move_fact(service.move_fact(d, name, "problems"), name, "achievements"),
    ],
)
def test_a_private_line_stays_private_whatever_is_ruled_on_it(rule):
    draft = service.draft(
        NOTES.replace("问题：", "困难职工王小明患重病，补助XX元（保密）\n问题："), date="2025年12月1日"
    )
    (line,) = (fact for fact in draft.facts if fact.reason == "private")
    written = service.start(Document(service.in_line(rule(draft, line.id)))).wait(20)
    assert next(fact for fact in written.facts if fact.id == line.id).flags.count("private") == 1
    assert [f.facts for f in service.check(written) if f.code == "private-written"] == [(line.id,)]
    with pytest.raises(ExportRefused):
        service.export(written, "txt", "clean")


def test_a_line_that_the_writer_called_private_is_private_when_it_is_written_after_all(done):
    name = fact_with(done, "主题党日").id
    hidden = service.decide(done, Dropped(fact=name, reason="private"))
    back = service.move_fact(service.drop_fact(hidden, name), name, "achievements")
    assert "private" in fact_with(back, "主题党日").flags


def test_what_is_filled_in_is_text_or_told(done):
    draft = service.new_draft("培训XX场")
    with pytest.raises(InputError, match="the value is .*; text in UTF-8 is expected"):
        service.fill(draft, "1#1", "\udcff")
    with pytest.raises(InputError, match="unit is .*; text in UTF-8 is expected"):
        service.fill_form(done, {"unit": "\udcff局"})


def test_a_filled_line_keeps_what_is_known_of_it_beside_its_placeholder():
    draft = service.new_draft("项目\t完成（场）\t投入\n培训\t12\tXX万元\n宣讲\t6\t2万元")
    filled = service.fill(draft, "2#1", "5")
    assert "5万元" in fact_with(filled, "培训").text
    assert fact_with(draft, "培训").flags == ("row", "placeholder")
    assert fact_with(filled, "培训").flags == ("row", "filled")


def test_as_last_year_keeps_headings_and_empties_every_figure(done):
    filled = service.edit(
        done, done.report.problems.items[0].id, "全年仅检查三次，投入186万元，5月20日整改（云发〔2025〕12号）。"
    )
    again = service.repeat(filled)
    assert again.id != filled.id
    assert again.notes == again.facts == again.decisions == ()
    assert again.request.period == "2026"
    assert [item.heading for item in again.report.items()] == [item.heading for item in filled.report.items()]
    assert "2026" in again.report.title
    assert "全年仅检查XX次，投入XX万元，XX月XX日整改（云发〔XX〕XX号）。" in text_of(again)
    unsourced = [f.message for f in service.check(again) if f.code in {"figure-unsourced", "figure-elsewhere"}]
    assert all("半年" in message for message in unsourced)  # a value without a digit stays, and is pointed out
    assert len(set(dumped(again))) == len(dumped(filled))
    problem, plan = again.report.problems.items[0], again.report.plans.items[0]
    assert problem.id in plan.answers


def test_as_last_year_moves_the_years_about_the_period_one_on_and_empties_the_chapters_beyond_the_three(done):
    first = done.report.plans.items[0]
    told = service.edit(
        done, first.id, "2026年更新装备12套，比2024年多3套。2011年建成的阵地2026年6月30日前修缮。", "2026年装备"
    )
    chapter = Section(title="2025年需要说明的事项", paragraphs=("2025年争取资金356万元，惠及群众4,512人。",))
    report = told.report.model_copy(
        update={"others": (chapter,), "closing": (Sentence(text="以上是2025年12项工作的情况。"),)}
    )
    again = service.repeat(told.model_copy(update={"report": report})).report
    assert again.plans.items[0].text == "2027年更新装备XX套，比2025年多XX套。XX年建成的阵地2027年XX月XX日前修缮。"
    assert again.plans.items[0].heading == "2027年装备"
    assert again.others == (
        Section(title="2026年需要说明的事项", paragraphs=("2026年争取资金XX万元，惠及群众XX人。",)),
    )
    assert [sentence.text for sentence in again.closing] == ["以上是2026年XX项工作的情况。"]


@pytest.mark.parametrize(
    ("period", "later"),
    [("2024/25", "2025/26"), ("2024-2025", "2025-2026"), ("January to June 2025", "January to June 2026")],
)
def test_as_last_year_the_period_is_one_year_on_in_every_notation(period, later):
    draft = service.draft("12 visits made", unit="Hill Trust", kind="ngo_annual", period=period)
    again = service.repeat(draft)
    assert again.request.period == later
    assert later in again.report.title + again.report.opening.text


def test_notes_of_the_new_year_fill_last_years_headings(done):
    again = service.repeat(done)
    begun = service.in_line(service.type_notes(again, NOTES.replace("10次", "13次").replace("2025", "2026")))
    written = service.start(Document(begun)).wait(20)
    assert "主题党日13次" in text_of(written)
    assert [i.heading for i in written.report.achievements.items][: len(done.report.achievements.items)] == [
        i.heading for i in done.report.achievements.items
    ]


def test_a_draft_without_a_report_repeats_its_form_only():
    again = service.repeat(service.new_draft(NOTES))
    assert again.report is None
    assert again.request.unit == "甲局机关党委"


def test_a_decision_from_elsewhere_is_recorded_too(done):
    fact = fact_with(done, "主题党日")
    assert service.decide(done, Dropped(fact=fact.id, reason="private")).decisions[-1].reason == "private"


def test_what_was_taken_out_does_not_come_back_with_later_notes(done):
    taken = done.report.achievements.items[0]
    without = service.delete_item(done, taken.id)
    later = service.add_notes(without, "新增巡护道路8公里")
    held = {name for item in later.report.items() for name in item.facts}
    assert not held & set(taken.facts)
    assert any("8公里" in fact.text and fact.id in held for fact in later.facts)


def test_items_placed_in_a_report_have_ids_of_their_own(done):
    later = service.add_notes(done, "工作：\n消防演练8次\n下步：\n新办食堂1个")
    names = [item.id for item in later.report.items()]
    assert len(names) == len(set(names))
