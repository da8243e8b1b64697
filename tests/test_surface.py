import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from drafter import formats, languages
from drafter.formats import surface
from drafter.languages.zh import surface as zh
from drafter.schema import Sentence, Table
from tests import sample_reports


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("开展党课12次,参加1,390人次;完成率103%,提高5.2%。", "开展党课12次，参加1390人次；完成率103%，提高5.2%。"),
        ('落实"三会一课"制度(试行),效果好.', "落实“三会一课”制度（试行），效果好。"),
        ("库容6,218万m3，蓄水2.06亿方，建房1,200㎡", "库容6218万立方米，蓄水2.06亿立方米，建房1200平方米"),
        ("2025年01月05日召开会议,05月20号前完成", "2025年1月5日召开会议，5月20日前完成"),
        ("增长5-10%，投资5-10万元，每季度3-5次", "增长5%～10%，投资5万～10万元，每季度3～5次"),
        ("2023-2024学年，1-3月，5月1-7日", "2023—2024学年，1—3月，5月1—7日"),
        ("１２ 家企业 参加 了 培训", "12家企业参加了培训"),
        ("第一、加强学习;第二、抓落实。一是，从严", "第一，加强学习；第二，抓落实。一是从严"),
        (
            "落实“三会一课”、“主题党日”，学习《办法》、《条例》和《规定》",
            "落实“三会一课”“主题党日”，学习《办法》《条例》和《规定》",
        ),
        ("完成了。。效果好，。", "完成了。效果好。"),
        ("等等...还有", "等等……还有"),
        ("重点是(一)、学习", "重点是（一）学习"),
    ],
)
def test_chinese_is_printed_by_the_rules_for_punctuation_and_numbers(typed, printed):
    assert zh.polish(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "按林办〔2025〕12号和[2024]3号文执行。",
        "依据GB/T 9704-2012、ISO 9001:2015建设。",
        "电话0551-1234567，见https://a.cn/b,c(d)和x.y@b.cn。",
        "上午10:30开会，比分3:1。",
        "落实“1,200户 (首批)”和《办法(试行)》。",
        "与3方签约，听讲群众XX人次，【待补充:人数】。",
        "与Oxford University Press, Inc.合作。",
        "三个“一”工程、2025年、第12届。",
    ],
)
def test_quotations_titles_codes_addresses_and_placeholders_are_left_letter_by_letter(text):
    assert zh.polish(text) == text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('We ran "open days" - the trust\'s first .', "We ran “open days” - the trust’s first."),
        ("Between 5-10 farms joined,  and 12 % left.", "Between 5–10 farms joined, and 12% left."),
        ("Trees， 5,000； see https://a.org/b--c.", "Trees, 5,000; see https://a.org/b--c."),
        ("Call 0161-496-0000 by 2025-05-20.", "Call 0161-496-0000 by 2025-05-20."),
    ],
)
def test_english_is_printed_by_english_rules(typed, printed):
    assert languages.load("en").polish(typed) == printed


def test_a_quotation_inside_a_placeholder_is_printed_as_it_stands():
    assert zh.polish("完成12次,【待补充：“三会一课”名单】") == "完成12次，【待补充：“三会一课”名单】"


typing_zh = st.lists(
    st.sampled_from([*"，。；：、,;:!?()（）“”\"'《》「」【】 　.…-~～—%％０１2３5年月日号次个家亿万元方人的了和工作情况", "2025年", "05月", "1,234", "m3", "XX", "...", "5-10", "第一、", "〔2025〕3号", "GB/T 1-2", "km"]),
    max_size=24,
).map("".join)  # fmt: skip
typing_en = st.lists(st.sampled_from([*"abs ,.;:!?()[]“”\"'-–~…%$£0123，。", "5-10", "1,234", " -- ", "...", "2025-05-20", "May ", "farms"]), max_size=24).map("".join)  # fmt: skip


def values(text, language):
    figures = languages.load(language).read_figures(text)
    return [(f.type, f.value, f.unit, f.modifier) for f in figures if f.type != "placeholder"]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["zh", "en"]), st.data())
def test_polishing_twice_is_polishing_once_and_no_figure_changes(language, data):
    text = data.draw(typing_zh if language == "zh" else typing_en)
    once, _ = surface.polish(text, language)
    assert surface.polish(once, language)[0] == once
    assert values(once, language) == values(text, language)


calm_zh = st.lists(
    st.sampled_from([*"，。；、：！？%.0123579年月日号个次家元人了的和一十（）【】", "工作", "情况", "12次", "5.2%", "2025年", "“三会”", "《办法》", "XX", "A4", "1200万元", "第一"]),
    min_size=2,
    max_size=16,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(calm_zh)
def test_what_is_called_calm_needs_no_rule(text):
    assume(zh._CALM.fullmatch(text) and not zh._STIR.search(text))
    assert zh._once(text) == text


def without(marks):
    """Typing that has none of these marks, and something else."""
    return typing_zh.map(lambda text: "".join(char for char in text if char not in marks)).filter(bool)


@settings(max_examples=200, deadline=None)
@given(without("《》“”「」\"'【】"), without("《》“”「」\"'"))
def test_the_words_of_a_title_are_never_touched(before, inside):
    assert f"《{inside}》" in zh.polish(f"{before}《{inside}》")


def test_an_export_prints_the_polished_report_lists_the_changes_and_keeps_the_draft():
    draft = sample_reports.summary_zh()
    item = draft.report.plans.items[0]
    typed = item.model_copy(update={
        "sentences": (Sentence(text="投入1,200万元,建成站点12个.", sources=("1",)), *item.sentences[1:]),
        "table": Table(header=("指标", "数量(个)"), rows=(("站点", "1,200"),)),
    })  # fmt: skip
    plans = draft.report.plans.model_copy(update={"items": (typed, *draft.report.plans.items[1:])})
    messy = draft.model_copy(update={"report": draft.report.model_copy(update={"plans": plans})})
    report, changes = formats.printed(messy)
    assert report.plans.items[0].sentences[0].text == "投入1200万元，建成站点12个。"
    assert report.plans.items[1] is messy.report.plans.items[1]
    assert [(change.before, change.after) for change in changes][:2] == [
        ("投入1,200万", "投入1200万"),
        ("00万元,建成站点", "00万元，建成站点"),
    ]
    data = formats.write(messy, "docx")
    assert formats.read_draft(data) == messy
    assert "投入1200万元，建成站点12个。" in formats.write(messy, "md", "clean").decode()
