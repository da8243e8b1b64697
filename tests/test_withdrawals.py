"""A line that takes another back altogether: who asks for it is obeyed, and who cannot be understood is asked."""

import time

import pytest

from drafter import checks, service
from drafter.facts import cues, find_facts, pointing, withdrawals
from drafter.kinds import load_kind
from drafter.notes import read_notes
from drafter.schema import Dropped
from tests import judge

ZH = "全镇孤儿3人，每月发放1,200元\n长者食堂开了2家，日均用餐60人\n新修农路8公里\n垃圾分类还有4个村没跟上\n明年把敬老院翻修一下\n{}"
EN = "piano lessons for 14 children\nbursary of £400 to Ruth Cole's boy\nchoir sang at 6 care homes\nroof leaks over the stage\nnew lights by Easter\n{}"
KINDS = {ZH: "community", EN: "ngo_annual"}


def drafted(notes, line):
    return service.draft(notes.format(line), kind=KINDS[notes], period="2025")


@pytest.mark.parametrize(
    ("notes", "line", "gone"),
    [
        (ZH, "孤儿那条别写了，个人隐私", "孤儿"),
        (ZH, "长者食堂那句不要写进去", "食堂"),
        (ZH, "农路那个撤了吧", "农路"),
        (EN, "leave the bursary line out", "bursary"),
        (EN, "bursary: not for print, Ruth asked", "Ruth"),
        (EN, "the care homes thing, skip it, was last year", "care homes"),
    ],
)
def test_what_somebody_asks_to_leave_out_stands_nowhere(notes, line, gone):
    draft = drafted(notes, line)
    assert gone not in judge.report_text(draft)
    assert any(fact.reason == "retracted" for fact in draft.facts[:-1])


@pytest.mark.parametrize(
    ("notes", "line"),
    [
        (ZH, "食堂那条放前面"),
        (ZH, "别写太长"),
        (EN, "keep the piano bit, people loved it"),
        (EN, "don't start with money"),
    ],
)
def test_a_wish_about_form_leaves_no_line_out(notes, line):
    assert {fact.reason for fact in drafted(notes, line).facts[:-1]} == {None}


def test_a_remark_in_brackets_that_takes_another_line_back_is_read_apart_from_its_line():
    cue = cues.for_kind(load_kind("zh", "community"), "2025")
    told, aside = withdrawals.cut_aside("明年培训改成现场教（食堂那条去掉吧，没批下来）", cue)
    assert (told, aside) == ("明年培训改成现场教", "食堂那条去掉吧，没批下来")
    assert withdrawals.cut_aside("新建泵站3座（含改造1座）", cue) == ("新建泵站3座（含改造1座）", "")


@pytest.mark.parametrize(
    ("notes", "line", "named"),
    [
        ("coaching for 14 juniors\ncoaching course for 6 parents\nchoir sang at 6 care homes\nroof leaks over the stage\n{}", "drop the coaching bit", "12"),
        ("老年食堂开了2家，日均60人\n老年大学开班6个\n修农路8公里\n垃圾分类还有4个村没跟上\n{}", "老年那个先拿掉", "12"),
    ],
)  # fmt: skip
def test_a_line_that_could_mean_either_of_two_is_asked_about(notes, line, named):
    draft = service.draft(notes.format(line), kind="ngo_annual" if line.isascii() else "community", period="2025")
    assert set(named) <= set(draft.facts[-1].unclear)
    assert {fact.reason for fact in draft.facts[:-1]} == {None}
    assert "withdrawal-unclear" in {finding.code for finding in checks.blocking(service.check(draft))}


@pytest.mark.parametrize(
    ("notes", "line", "gone"),
    [
        (
            "一、党建\n1. 走访群众56户\n2. 困难人员38人\n二、明年\n1. 建泵站1座\n{}",
            "第2条困难人员那个数还没核，先别放",
            "38",
        ),
        (
            "1. trees: 300 planted\n2. benches: 6 mended\n3. roof leaks over the hall\n{}",
            "please leave item 2 out",
            "benches",
        ),
    ],
)
def test_a_line_that_is_named_by_its_number_is_left_out(notes, line, gone):
    draft = service.draft(notes.format(line), kind="ngo_annual" if line.isascii() else "community", period="2025")
    assert gone not in judge.report_text(draft)


def test_a_count_that_opens_a_line_is_no_number_of_it():
    notes = "开会3次\n2家企业入驻\n修农路8公里\n走访12户\n第2条要不要写再说，先别放"
    draft = service.draft(notes, kind="community", period="2025")
    assert draft.facts[1].reason is None


@pytest.mark.parametrize(
    ("first", "second", "line", "kind"),
    [
        ("Ran 3 walks", "Gareth left in May", "Dont mention Gareth by name just say staff turnover", "ngo_annual"),
        ("开会3次", "刘志远主任调走了，骨干少了1人", "别写刘志远的名字，就说骨干流失", "hospital"),
    ],
)
def test_a_name_that_is_to_be_kept_out_stands_only_until_the_writer_has_ruled(first, second, line, kind):
    draft = service.draft(f"{first}\n{second}\n{line}", kind=kind, period="2025")
    assert draft.facts[-1].unclear == (draft.facts[1].id,)
    assert not draft.facts[-1].wanted
    assert "withdrawal-unclear" in {finding.code for finding in checks.blocking(service.check(draft))}


@pytest.mark.parametrize(
    ("line", "told", "asked"),
    [
        ("one referral, a boy of 15, LEAVE THIS OUT", "one referral, a boy of 15", "LEAVE THIS OUT"),
        ("open day in June (leave this out)", "open day in June", "leave this out"),
        ("12 walks, leaders took the children out", "12 walks, leaders took the children out", ""),
    ],
)
def test_a_request_at_the_end_of_a_line_is_read_apart_from_it(line, told, asked):
    assert withdrawals.cut_aside(line, cues.for_kind(load_kind("en", "ngo_annual"), "2025")) == (told, asked)


def test_a_line_that_asks_to_be_left_out_itself_takes_no_other_with_it():
    draft = drafted(
        EN, "note to self - ask Ruth about the bursary and the choir before it is signed. Leave out for now."
    )
    assert {fact.reason for fact in draft.facts[:-1]} == {None}
    assert not draft.facts[-1].wanted


def test_a_line_that_takes_back_one_of_several_is_shown_until_the_writer_rules():
    draft = drafted(EN, "choir sang at 6 care homes")
    first, second, *others = draft.facts
    unclear = others[-1].model_copy(update={"unclear": (first.id, second.id), "reason": "retracted", "part": None})
    draft = draft.model_copy(update={"facts": (first, second, *others[:-1], unclear)})
    asked = [finding for finding in service.check(draft) if finding.code == "withdrawal-unclear"]
    assert [finding.facts for finding in asked] == [(unclear.id, first.id, second.id)]
    assert asked[0] in checks.blocking(service.check(draft))
    ruled = draft.model_copy(update={"decisions": (Dropped(fact=first.id),)})
    assert not [finding for finding in service.check(ruled) if finding.code == "withdrawal-unclear"]


@pytest.mark.parametrize(
    ("language", "line", "itself"),
    [
        ("zh", "查档的有个老乡闹过一次，这个不用写了", True),
        ("zh", "漂流书亭那个没搞成，这个不用写了", False),
        ("zh", "这个不用写了", False),
        ("en", "a man shouted at Ruth in the hall, don't put this in", True),
        ("en", "the choir story, please leave this out", False),
        ("en", "leave this out", False),
    ],
)
def test_a_line_that_says_what_it_is_about_and_takes_back_this_takes_back_itself(language, line, itself):
    cue = cues.for_kind(load_kind(language, KINDS[ZH if language == "zh" else EN]), "2025")
    assert pointing.names_itself(line, cue) is itself


def test_a_count_in_brackets_is_no_remark_that_takes_back():
    cue = cues.for_kind(load_kind("en", "ngo_annual"), "2025")
    assert withdrawals.cut_aside("12 grant bids sent (3 withdrawn)", cue) == ("12 grant bids sent (3 withdrawn)", "")


@pytest.mark.parametrize(
    ("notes", "line", "gone"),
    [
        (ZH, "古树挂牌120株（这条先别写，还没验收）", "古树"),
        (ZH, "林业科普展2场（取消了，场地没批下来）", "科普"),
        (EN, "heritage award, our 2nd (scrap that, not ours)", "award"),
    ],
)
def test_a_remark_in_brackets_that_names_no_other_line_takes_back_its_own(notes, line, gone):
    draft = drafted(notes, line)
    assert gone not in judge.report_text(draft)
    assert {fact.reason for fact in draft.facts[:5]} == {None}


@pytest.mark.parametrize("line", ["x (drop it all)", "a" + " " * 15 + "(drop that)", "（（（（（（（（"])
def test_lines_full_of_brackets_take_time_in_proportion(line):
    def seconds(count):
        begun = time.perf_counter()
        notes = read_notes(f"choir sang at 6 care homes\n{line * count}")
        facts = find_facts(notes, load_kind("en", "ngo_annual"), "2025")
        assert facts[0].text == "choir sang at 6 care homes"
        return time.perf_counter() - begun

    seconds(10)
    assert seconds(1600) < 16 * seconds(200) + 0.5  # with the square of the length it would be 64 times


@pytest.mark.parametrize(
    ("notes", "left", "gone"),
    [
        (
            "七一表彰：优秀党员6名，先进支部1个，优秀党务工作者2名\n七一表彰那条删掉优秀党务工作者，没评",
            "先进支部1个",
            "党务工作者",
        ),
        ("患者满意度：门诊91.2，住院94.5\n住院满意度那个94.5撤掉，样本不够", "91.2", "94.5"),
        ("8月连晒27天，架泵43台，保住水稻5200亩\n架泵那半句划了吧，泵是消防队拉来的", "5200亩", "架泵"),
    ],
)
def test_of_a_line_only_the_clause_that_is_named_is_taken_back(notes, left, gone):
    text = judge.report_text(service.draft(f"{notes}\n培训3场", kind="hospital", period="2025"))
    assert left in text
    assert gone not in text


def test_gossip_that_is_not_to_be_written_takes_no_innocent_line_with_it():
    notes = "引进博士1人\n院长收红包被查，别写\n信息系统老旧，HIS宕机3次"
    assert [fact.reason for fact in service.draft(notes, kind="hospital").facts] == [None, "retracted", None]


@pytest.mark.parametrize(
    ("language", "kind", "line"),
    [
        ("zh", "department", "古树挂牌120株（先别写）"),
        ("en", "grant_progress", "maybe ask for a no-cost extension (don't mention yet)"),
    ],
)
def test_a_bare_plea_in_brackets_is_about_its_own_line(language, kind, line):
    draft = service.draft(
        f"12 visits made\n{line}\n3 schools joined" if language == "en" else f"巡护200次\n{line}\n造林3000亩", kind=kind
    )
    assert [fact.reason for fact in draft.facts] == [None, "retracted", "retracted", None]
