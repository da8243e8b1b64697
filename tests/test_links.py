"""What a later line takes back in its own words: the figure of an earlier line, or the whole of it."""

import pytest

from drafter import service
from drafter.facts import cues, find_facts, links, read_facts
from drafter.kinds import load_kind
from drafter.notes import read_notes
from tests import judge

ZH = "东街换管子3.2公里\n抢修117次，平均到场42分钟\n水质化验12次\n入户查漏820户\n夏天高峰水压不够\n{}"
EN = "61 singers on the books\nspring concert sold 214 tickets\nsang at three care homes\nbasses only four\nnew hall from September\n{}"


def printed(notes, kind):
    return judge.report_text(service.draft(notes, kind=kind, period="2025"))


@pytest.mark.parametrize(
    ("notes", "kind", "line", "old", "new"),
    [
        (ZH, "department", "抢修是127次，前面那个数少算了12月", "117", "127"),
        (ZH, "department", "查漏的户数站里重新点过，798户", "820", "798"),
        (EN, "ngo_annual", "Actually the spring concert was 241 tickets, I transposed", "214", "241"),
        (ZH, "department", "抢修那个数我手打反了，127次", "117", "127"),
        (EN, "ngo_annual", "concert tickets, my bad, 241", "214", "241"),
        ("1. 省赛一等奖7个\n2. 抢修117次\n3. 培训12期\n{}", "department", "第2条旧了，新文件是127次", "117", "127"),
        (
            "1) 61 singers\n2) concert sold 214 tickets\n3) damp hall\n{}",
            "ngo_annual",
            "no 2, it came to 241 in the end",
            "214",
            "241",
        ),
        (EN, "ngo_annual", "the register has 58 singers, I'd counted the leavers", "61", "58"),
    ],
)
def test_a_figure_taken_back_in_free_words_is_put_right_where_it_stands(notes, kind, line, old, new):
    text = printed(notes.format(line), kind)
    assert old not in text
    assert new in text


@pytest.mark.parametrize(
    ("notes", "kind", "line", "gone"),
    [
        (ZH, "department", "化验那条划掉，是隔壁站的", "化验"),
        (EN, "ngo_annual", "scratch the care homes, that was the other choir", "care homes"),
    ],
)
def test_a_line_taken_back_in_free_words_is_left_out_and_so_is_the_line_that_does_it(notes, kind, line, gone):
    assert gone not in printed(notes.format(line), kind)


@pytest.mark.parametrize(
    ("notes", "kind", "line"),
    [
        (ZH, "department", "水费收缴率93%"),
        (EN, "ngo_annual", "winter concert sold 189 tickets"),
        (EN, "ngo_annual", "two altos left"),
    ],
)
def test_a_line_that_takes_nothing_back_leaves_the_others_alone(notes, kind, line):
    facts = service.draft(notes.format(line), kind=kind, period="2025").facts
    assert {fact.reason for fact in facts} == {None}
    assert not any("corrected" in fact.flags for fact in facts)


def test_what_two_lines_share_is_weighed_by_how_rare_it_is_in_the_notes():
    cue = cues.for_kind(load_kind("en", "ngo_annual"), "2025")
    facts = read_facts(
        read_notes("members 40\nmembers 52\nmembers 61\nmembers of the choir 30\nchoir: the sheet says 33"), cue
    )
    matters = links.Matters(facts, cue)
    assert matters.compared(4, 3)["words: rarest"] > 0
    assert "words: rarest" not in matters.compared(4, 0)


def test_lines_that_were_put_in_later_are_where_they_stand_not_where_their_ids_are():
    notes = read_notes(EN.format("the register has 58 singers, I'd counted the leavers"))
    moved = (notes[0].model_copy(update={"id": 40}), *notes[1:])
    facts = find_facts(moved, load_kind("en", "ngo_annual"), "2025")
    assert facts[0].text.startswith("58 singers")


def test_a_line_that_takes_back_a_figure_and_says_others_stands_whole():
    text = printed(
        EN.format("we opened 3 shelters, and the spring concert was 241 tickets, I transposed"), "ngo_annual"
    )
    assert "3 shelters" in text or "three shelters" in text.lower()
    assert "214" not in text


def test_the_date_of_a_mistake_does_not_keep_the_remark():
    text = printed(ZH.format("抢修那个数系统里是127次，我漏了12月的"), "department")
    assert "127" in text
    assert "漏了" not in text


def test_likeness_alone_withdraws_nothing():
    facts = service.draft(
        EN.format("the new hall from September has no piano yet"), kind="ngo_annual", period="2025"
    ).facts
    assert {fact.reason for fact in facts} == {None}


@pytest.mark.parametrize(
    ("notes", "kind", "stands", "gone"),
    [
        ("食堂改造花了36.5万\n食堂改造 36.5 万 → 38.2万", "duty_report", "38.2万", "36.5"),
        ("Households retrofitted 143\nHouseholds 143 -> 147 as of yesterday", "grant_progress", "147", "143"),
        ("Spend: 74,110 EUR against 81,000 EUR\n81,000 should read 80,100", "grant_progress", "80,100", "81,000"),
        ("families served: 300\nForget the 300 figure, it's 280 families served", "ngo_annual", "280", "300"),
        ("走访企业12家\n走访企业应该15家，老张统计错了", "department", "15家", "统计错"),
    ],
)
def test_a_value_that_a_later_line_moves_is_printed_in_its_new_place_alone(notes, kind, stands, gone):
    text = printed(notes, kind)
    assert stands in text
    assert gone not in text


def test_an_arrow_beside_last_years_value_tells_a_change_and_corrects_nothing():
    text = printed("上年满意度82%\n满意度82%→91%", "department")
    assert "82%" in text
    assert "91%" in text
