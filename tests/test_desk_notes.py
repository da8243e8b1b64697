"""Notes as office people write them, found by hand: who wrote, where plans begin, what stays private, what an arrow means."""

import pytest

from drafter import service
from tests import judge


def drafted(text, **form):
    return service.draft(text, **form)


def part_of(draft, words):
    return [name for name, part in draft.report.parts() if any(words in item.text for item in part.items)]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("林业站 今年", "林业站"), ("卫生院2025工作", "卫生院"), ("机关党委 2025党建", "机关党委"), ("人社局就业科 全年", "人社局就业科"),
        ("柳荫社区工作总结 素材", "柳荫社区"),
    ],
)  # fmt: skip
def test_a_first_line_that_only_says_whose_notes_these_are_is_the_unit_and_no_work(line, unit):
    draft = drafted(f"{line}\n走访120户\n问题：人手不足", kind="department", language="zh")
    assert draft.request.unit == unit
    assert line not in judge.report_text(draft)


def test_a_line_among_problems_that_begins_with_next_year_turns_to_plans():
    draft = drafted("走访120户\n困难：人手不足\n明年招3人；补齐台账", unit="甲站", period="2025", language="zh")
    assert part_of(draft, "补齐台账") == ["plans"]
    assert part_of(draft, "人手不足") == ["problems"]


def test_next_year_that_will_be_hard_stays_a_problem():
    draft = drafted("走访120户\n困难\n人手不足\n明年任务更重，缺口12人", unit="甲站", period="2025", language="zh")
    assert part_of(draft, "任务更重") == ["problems"]


def test_a_lone_year_below_the_notes_opens_the_plans_when_no_period_is_given():
    draft = drafted("供餐31万份\n出车486趟\n维修120次\n问题\n司机不够\n26年\n补充4人", unit="后勤部", language="zh")
    assert part_of(draft, "补充4人") == ["plans"]


def test_a_remark_not_to_name_people_goes_and_the_fact_stays():
    written = judge.report_text(
        drafted("接待学生87人次，干预3人（名字不写）", unit="某校", period="2025", language="zh")
    )
    assert "87人次" in written
    assert "名字" not in written


@pytest.mark.parametrize("line", ["Sam's drink problem - DON'T put in", "incident with a child on 14 May, keep out"])
def test_what_is_not_to_be_put_in_is_not(line):
    written = judge.report_text(drafted(f"ran 46 workshops\n{line}", unit="The Trust", period="2025", language="en"))
    assert line.split()[0] not in written


def test_an_arrow_is_a_change_not_a_range():
    draft = drafted("人均餐标18→20元", unit="后勤部", period="2025", language="zh")
    assert "由18变为20元" in judge.report_text(draft)
    assert [f for f in service.check(draft) if f.severity == "error"] == []
    draft = drafted("volunteers 96 -> 118", unit="The Trust", period="2025", language="en")
    assert [f for f in service.check(draft) if f.severity == "error" or f.code == "modifier-changed"] == []


def test_a_number_without_its_comma_is_no_year():
    draft = drafted("维修工单1,942，办结率91%", unit="后勤部", period="2025", language="zh")
    assert [f for f in service.check(draft) if f.severity == "error"] == []


def test_a_target_is_not_told_as_a_result_and_opens_no_plans():
    draft = drafted("Target: 20 schools; actual 17\n23 river days held", unit="Rivers", period="2025", language="en")
    assert part_of(draft, "river days") == ["achievements"]
    assert "There were 20 schools" not in judge.report_text(draft)


def test_the_title_of_notes_gives_the_organisation_not_the_word_notes():
    draft = drafted(
        "Notes for the annual report - Northside Kitchen - yr to March 2025\nran 46 workshops", language="en"
    )
    assert draft.request.unit == "Northside Kitchen"
