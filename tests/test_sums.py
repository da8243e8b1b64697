"""Totals, remainders and rates in the notes, where they come out and where they do not."""

import time

import pytest

from drafter import service
from drafter.remembering import forget

HEAD = {"zh": "某站 2025年工作总结\n", "en": "Notes of Hill Trust 2025\n"}


def told(text):
    language = "zh" if any("一" <= c <= "鿿" for c in text) else "en"
    draft = service.draft(HEAD[language] + text)
    return [f.code for f in service.check(draft) if f.code in {"sum-wrong", "rate-wrong"}]


@pytest.mark.parametrize(
    "text",
    [
        "竞赛获奖：国赛1项、省赛6项、市赛13项，全年共获奖22项",
        "库里待修836册，今年修好215册，还剩641册",
        "2,146 visits by the night team and 3,870 by the day team, so 6,106 visits altogether",
        "Rosters\tDone\nAsh\t4,210\nElm\t3,975\nTotal\t8,285",
        "5个支部，在册党员合计143名\n各支部党员数：机关38、船闸41、航道29、海事服务17、离退休23",
        "语文均分78.6，上学年75.1，提高4.5分",
        "award $486,000 in all\ndrawn down so far: $297,450\nbalance left in the award: $198,550",
        "现有党员37名（在职29，退休9）",
        "查隐患1547条，已整改1521，未整改29条",
        "the shop took £36,900: Ambleside £21,400\nKeswick £14,500",
        "医疗收入1.32亿\n其中：门诊4100万，住院9300万",
        "Q1 45, Q2 52, Q3 61, total 150 kids",
        "员工120人：男70人，女60人",
        "一季度\t902\n二季度\t711\n三季度\t688\n四季度\t823\n全年\t3144",
        "光伏 | 18.6万\n烘干房出租 | 12万\n土地服务费 | 24.3万\n鱼塘 | 3.5万\n总收 | 61.4万",
        "* boxes packed 318\n    to settlements 174\n    to the city 121\n    to schools 33",
        "a new van on 17 March, your $54,000 + our $9,500 = $64,500",
        "非停2次，去年4次，少了3次",
    ],
)
def test_what_does_not_add_up_is_told(text):
    assert told(text) == ["sum-wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "竞赛获奖：国赛1项、省赛6项、市赛13项，全年共获奖20项",
        "库里待修836册，今年修好215册，还剩621册",
        "2,146 visits by the night team and 3,870 by the day team, so 6,016 visits altogether",
        "五个支部的人数，一支部41、二支部38、三支部33、四支部27、五支部29，加起来168",
        "61 new starters, 44 left",
        "现有党员37名（在职29，退休8），今年发展预备党员2名，转正1名，转入3人转出1人",
        "查隐患1547条，整改1521，其中重大隐患2条都挂牌销号了",
        "Found 1,547 hazards, put 1,521 right, including 2 major ones",
        "Clothes bank dressed 51 women for interview.\nMock interviews with the Chamber in March and Nov, 44 took part\nAverage wage on starting £12.85 an hour\nEnrolment is 6 short.",
        "门急诊18.6万人次，同比+6.2%；出院9820人次",
        "门急诊18.6万人次，同比增长6.2%，出院17.2万人次",
        "visits 18,600, up 6.2%; discharges 982",
        "党员50名，其中女党员30名，35岁以下25名",
        "Of 45 volunteers 30 are women and 18 are carers",
        "a new van on 17 March, your $54,000 + our $9,500 = $63,500",
        "attendance 71% -> 84%, up 13 points",
        "非停2次，去年5次，少了3次",
        "31,480 meals cooked (27,950 the year before)\nThat's 18,200 from the kitchen, 8,940 by van and 4,340 through the school",
    ],
)
def test_what_adds_up_or_was_not_meant_to_is_not(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "attendance 71% -> 84%, up 15 points",
        "travel: budget 6 lakh, spent 7.2 lakh, over by 14%",
        "预算60万，实际花了72万，超支14%",
    ],
)
def test_a_change_or_an_overrun_that_does_not_follow_is_told(text):
    assert told(text) == ["rate-wrong"]


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("货运源头企业应装监控22家，只装了9家，安装率50%", "40.9%"),
        ("责任事故5宗，比去年8宗少3宗，降了27.5%", "37.5%"),
    ],
)
def test_a_rate_is_held_against_the_two_counts_of_its_own_line(line, given):
    draft = service.draft(HEAD["zh"] + line)
    (found,) = [f for f in service.check(draft) if f.code == "rate-wrong"]
    assert given in found.message


def test_a_sum_is_told_in_the_magnitude_of_its_total():
    draft = service.draft(HEAD["zh"] + "光伏 | 18.6万\n出租 | 12万\n服务费 | 24.3万\n鱼塘 | 3.5万\n总收 | 61.4万")
    (found,) = [f for f in service.check(draft) if f.code == "sum-wrong"]
    assert "58.4万" in found.message


STOCK = "年初结转仓储物资860件，已发放515件\n走访农户42户\n组织演练3次\n修缮道路2公里\n开展宣讲11场\n仓储物资还剩{}件"


def test_what_is_left_is_held_against_a_stock_that_stands_far_above():
    assert told(STOCK.format(355)) == ["sum-wrong"]
    assert told(STOCK.format(345)) == []


AWARDS = "DofE - 12 bronze, 5 silver, 1 gold\nsummer trip for 86 kids\nnew kitchen fitted over Easter\nran 44 weeks\nmusic was fun\n{}"


def test_a_total_is_held_against_the_list_of_the_same_matter_that_stands_far_above():
    assert told(AWARDS.format("total DofE awards 19")) == ["sum-wrong"]
    assert told(AWARDS.format("total DofE awards 18")) == []
    assert told(AWARDS.format("total visits to the park 19")) == []


def test_a_correction_that_breaks_a_sum_is_told():
    assert told("行政复议答辩9件，维持7件，撤销1件，还有1件没出结果\n复议维持应该是6件，前面写错了") == ["sum-wrong"]
    assert told("行政复议答辩10件，维持7件，撤销1件，还有1件没出结果\n行政复议答辩应该是9件，前面写错了") == []


def test_numbers_of_unlike_columns_are_no_sum():
    assert (
        told("| 库房 | 容量（万卷） | 已用（万卷） |\n|---|---|---|\n| 一号库 | 12 | 10.8 |\n| 二号库 | 8 | 3.1 |")
        == []
    )


def test_many_like_lines_and_one_long_line_take_their_time_in_proportion():
    for text in (LEFT, LEFT.replace("\n", "，")):
        once, ten = (min(_seconds(text * count) for _ in range(2)) for count in (10, 100))
        assert ten < 60 * once + 0.2  # with the square of the length it would be a hundred times


LEFT = "培训12次，参训130人，还剩21人\n"


def _seconds(text):
    draft = service.draft(HEAD["zh"] + text)
    forget(beyond=0)
    begun = time.perf_counter()
    service.check(draft)
    return time.perf_counter() - begun


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("培训6场，每场40人，共230人次", True),
        ("培训6场，每场40人，共240人次", False),
        ("8 workshops at £150 each, £1,300 in all", True),
        ("8 workshops at £150 each, £1,200 in all", False),
        ("学堂参训人次2024年是3,200，2025年4,160，涨了35%", True),
        ("学堂参训人次2024年是3,200，2025年4,160，涨了30%", False),
        ("direct debits slipped from 402 to 371, a fall of 10%", True),
        ("In the survey 28 of 140 replies said nobody picked up the phone in the evening, 25%", True),
        ("城镇新增就业8,642人，目标8,000人，完成108.0%", False),
        ("mentoring with the two high schools - twenty-two yr 9s, attendance went from 81% to 90% for them", False),
        ("attendance went from 78% to 90%, 20 of 25 came", True),
        ("Nurses made 6,940 visits, about 19 a day.\nThe night sitting service gave 412 nights", False),
        ("Nurses made 6,940 visits, about 19 a day on 412 days", True),
        ("6,412 calls came in and 5,120 were answered\nthats 84%", True),
        ("6,412 calls came in and 5,120 were answered\nthats 80%", False),
        ("接件3120件，办结2700件\n也就是92%", True),
        ("接件3120件，办结2700件\n也就是86.5%", False),
        ("weekly meals 1,900 down to 1,520\ni.e. down by 25%", True),
        ("weekly meals 1,900 down to 1,520\ni.e. down by 20%", False),
        ("240 households were offered debt advice, 174 took it up (78%)", True),
    ],
)
def test_a_rate_must_follow_from_the_counts_that_it_is_said_of(text, wrong):
    assert told(text) == (["rate-wrong"] if wrong else [])


@pytest.mark.parametrize(
    ("line", "computed"),
    [
        ("The mileage bill went from £15,000 to £17,250, a 25% rise", "15.0%"),
        ("foster homes 80 -> 116, a 36% jump", "45.0%"),
        ("The mileage bill went from £15,000 to £17,250, a 15% rise", ""),
        ("体质健康优良率从52%提到61%，提高7个百分点", "9.0个百分点"),
        ("在校生从1200人增至1500人，增长25%", ""),
        ("在校生从1200人增至1500人，增长20%", "25.0%"),
    ],
)
def test_a_change_told_in_full_comes_out(line, computed):
    english = line.isascii() or "£" in line
    draft = service.draft(
        f"{line}\n" + ("Ran 3 walks" if english else "开会3次"), kind="ngo_annual" if english else "school"
    )
    said = [f.message for f in service.check(draft) if f.code == "rate-wrong"]
    assert bool(said) == bool(computed)
    assert not computed or computed in said[0]


@pytest.mark.parametrize(
    ("kind", "line", "code"),
    [
        ("ngo_annual", "Lotto made 4,820, 7,300 the year before, down 44%", "rate-wrong"),
        ("ngo_annual", "41,870 cases in 2025 vs 52,340 in 2024, down by 25%", "rate-wrong"),
        ("ngo_annual", "2 visits, 8 in 2024, 5 fewer", "sum-wrong"),
        ("ngo_annual", "8 visits last year and 3 this year, down by 4", "sum-wrong"),
        ("department", "受理投诉212件，去年180件，增长27%", "rate-wrong"),
        ("department", "讲座全年46场，听众900人次，比上年增加了15场（上年35场）", "sum-wrong"),
        ("school", "优良率从52%到61% 提高7个百分点", "rate-wrong"),
        ("department", "发稿16篇：国家级2篇，省级5篇，市级11篇", "sum-wrong"),
        ("ngo_annual", "income R9.2m: health R4.1m, shops R2.9m, gifts R1.7m", "sum-wrong"),
    ],
)
def test_what_one_line_tells_in_full_is_reckoned(kind, line, code):
    draft = service.draft(
        f"{line}\n12 visits made" if kind == "ngo_annual" else f"{line}\n培训3场", kind=kind, period="2025"
    )
    assert [finding.code for finding in service.check(draft) if finding.code in {"sum-wrong", "rate-wrong"}] == [code]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("ngo_annual", "Lotto made 4,820, 7,300 the year before, down 34%"),
        ("department", "发稿16篇：国家级2篇，省级5篇，市级9篇"),
        ("department", "讲座全年46场，听众900人次，比上年增加了11场（上年35场）"),
        ("department", "办件312件，其中投诉102件，咨询88件，求助60件"),
        ("ngo_annual", "rent R12,000, up from R10,000, 20%"),
        (
            "ngo_annual",
            "spent so far $184,300 (people $96,500, boats $41,200, nets $46,600) leaving $55,700 of the $240,000",
        ),
    ],
)
def test_what_one_line_tells_rightly_or_in_part_is_silent(kind, line):
    draft = service.draft(
        f"{line}\n12 visits made" if kind == "ngo_annual" else f"{line}\n培训3场", kind=kind, period="2025"
    )
    assert not [finding for finding in service.check(draft) if finding.code in {"sum-wrong", "rate-wrong"}]


@pytest.mark.parametrize("header", ["", "Activity\tKids\n"])
def test_a_total_is_held_against_the_value_that_replaced_another_in_its_row(header):
    rows = "Mentoring\t84\nSailing\t46\nBoxing\t61\nTotal\t{}\nsailing number is wrong, should be 64"
    assert told(f"{header}{rows.format(209)}") == []
    draft = service.draft(f"{HEAD['en']}{header}{rows.format(201)}")
    (found,) = [f for f in service.check(draft) if f.code == "sum-wrong"]
    assert "201 differs from the sum of its parts, 209" in found.message


def test_a_sum_names_the_line_in_which_a_value_was_corrected():
    draft = service.draft(
        HEAD["zh"] + "内科培训84人\n外科培训46人\n儿科培训61人\n合计培训191人\n更正：外科培训应为64人"
    )
    messages = [f.message for f in service.check(draft) if f.code == "sum-wrong"]
    assert all("6. 外科" in message for message in messages if "外科" in message)


TABLE = "单位\t出动车次\t出动人次\n城东站\t1066\t6420\n湖西站\t948\t5710\n开发区站\t1124\t6804\n全大队\t{}\t{}"


@pytest.mark.parametrize(
    ("cars", "people", "found"), [(3138, 19034, 1), (3138, 18934, 0), (3150, 19034, 0), (1210, 7004, 0)]
)
def test_the_last_row_of_a_table_is_its_total_where_one_column_comes_out(cars, people, found):
    assert told(TABLE.format(cars, people)) == ["sum-wrong"] * found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("党建经费预算6万元，花了5.2万元，剩0.9万元", 1),
        ("党建经费预算6万元，花了5.2万元，剩0.8万元", 0),
        ("预算6万元，花了约5.2万元，剩0.9万元", 0),  # about that much
        ("经费6.12万元，花了5.2万元，剩0.9万元", 0),  # told to one place
        ("We had 140 places, 126 are taken, which leaves 17", 1),
        ("We had 140 places, 126 are taken, which leaves 14", 0),
        ("46 active at year end, 11 left 9 joined", 0),
    ],
)
def test_what_one_line_says_is_left_comes_out_to_the_last_digit(text, found):
    assert told(text) == ["sum-wrong"] * found
