"""What the first lines say of the form, and what is refused in it."""

import pytest

from drafter import service
from drafter.errors import InputError
from drafter.schema import Request


def form(notes, kind):
    return service.new_draft(notes, Request(kind=kind)).request


@pytest.mark.parametrize(
    ("line", "unit", "period"),
    [
        ("农业农村局种植业科 2025年 年终总结素材（小王记的，乱，见谅）", "农业农村局种植业科", "2025"),
        ("XX县第二人民医院2025年 工作素材", "XX县第二人民医院", "2025"),
        ("县文旅局 25年总结", "县文旅局", "2025"),
        ("县水利局2025年三季度素材", "县水利局", "2025"),
        ("XX县人民医院总结（2025年）", "XX县人民医院", "2025"),
        ("2025年柳溪镇卫生院工作素材", "柳溪镇卫生院", "2025"),
        ("2025年终总结素材 —— 县民政局", "县民政局", "2025"),
        ("综治办年终素材2025", "综治办", "2025"),
        ("柳溪镇总结素材 2026年1月8日汇总", "", ""),  # the day on which it was gathered
        ("述职材料，2000字以内", "", ""),
    ],
)
def test_a_chinese_title_tells_the_unit_and_the_year(line, unit, period):
    found = form(f"{line}\n走访企业12家", "department")
    assert (found.unit if unit else "", found.period) == (unit, period)


@pytest.mark.parametrize(
    ("lines", "unit", "period"),
    [
        ("Grant ref LH-2207 Year 2 progress, Green Futures Trust\nPeriod: Jan-Jun 2025", "Green Futures Trust", "January to June 2025"),
        ("2025 – Hillside Animal Rescue", "Hillside Animal Rescue", "2025"),
        ("* Harbour Youth Trust 2024/25 *", "Harbour Youth Trust", "2024/25"),
        ("Reporting: Q3 2025\nGreen Futures Trust", "Green Futures Trust", "Q3 2025"),
        ("Harbour Youth Trust: notes for 2024-25 annual report", "Harbour Youth Trust", "2024-25"),
        ("Reporting period 1 Jan - 30 June 2025 (months 7-12 of 24)", "", "1 January to 30 June 2025"),
        ("Half year report Jan–Jun 25 Green Futures Trust", "Green Futures Trust", "January to June 2025"),
        ("Funder: Moor Fund. Grantee: Nightstop Fenland", "Nightstop Fenland", ""),
    ],
)  # fmt: skip
def test_english_first_lines_tell_the_organisation_and_the_period_and_are_no_facts(lines, unit, period):
    draft = service.new_draft(f"{lines}\nran 12 walks", Request(kind="ngo_annual"))
    assert (draft.request.unit, draft.request.period) == (unit, period)
    assert {fact.reason for fact in draft.facts[: lines.count("\n") + 1]} <= {"form", "caption"}


@pytest.mark.parametrize(
    "line",
    [
        "To: Chris at the Foundation",
        "Open day, 60 people, Green Park",
        "Sailing Club helped 40 kids in 2025",
        "Group | Weeks 2025 | Average",
    ],
)
def test_a_mail_a_table_and_a_line_that_says_more_name_no_organisation(line):
    assert form(f"{line}\nran 12 walks", "ngo_annual").unit == ""


@pytest.mark.parametrize(
    ("line", "kind", "recipient"),
    [
        ("Hoping to: buy minibus (~£35,000); boxing girls-only session weekly", "ngo_annual", ""),
        ("Looking to: hire a cook", "ngo_annual", ""),
        ("Thanks to: everybody", "ngo_annual", ""),
        ("Report to: the Lottery Fund", "ngo_annual", "the Lottery Fund"),
        ("From: Lorna / To: Femi / Re: annual report", "ngo_annual", "Femi"),
        ("捐款给镇敬老院 5000元", "department", ""),
        ("明年计划 报省教育厅，争取立项", "department", ""),
        ("材料要求：三部分，3500字左右，12月18日前交区政府办", "department", "区政府办"),
        ("材料报送县委组织部", "department", "县委组织部"),
    ],
)
def test_the_report_goes_to_whom_it_is_addressed_and_to_no_plan(line, kind, recipient):
    more = "走访企业12家" if kind == "department" else "ran 12 walks"
    assert form(f"{line}\n{more}", kind).recipient == recipient


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("period", "abc", "'abc' is no period; give a year or a span that names it, such as 2025"),
        ("date", "昨天", "'昨天' is no date; give it in full as it is to be printed, such as 2025年12月31日"),
        ("date", "12月31日", "'12月31日' is no date"),
    ],
)
def test_a_period_and_a_date_that_are_none_are_refused_with_what_is_right(field, value, says):
    with pytest.raises(InputError, match=says):
        service.draft("走访企业12家", **{field: value})
    draft = service.draft("走访企业12家", unit="X", period="2025")
    with pytest.raises(InputError, match=says):
        service.fill_form(draft, {field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [("period", "２０２５"), ("period", "2024—2025学年"), ("date", "2025年12月31日"), ("date", "2025年12月XX日")],
)
def test_a_period_and_a_date_may_be_written_in_several_ways(field, value):
    assert getattr(service.draft("走访企业12家", **{field: value}).request, field) == value
