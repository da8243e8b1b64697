import time

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter import figures
from drafter.languages.zh import read_figures


def short(text):
    return [(f.text, f.type, f.value, f.unit, f.modifier) for f in read_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展46次", [("46次", "count", "46", "次", "")]),
        ("家访 1,120人次", [("1,120人次", "count", "1120", "人次", "")]),
        ("１２次", [("１２次", "count", "12", "次", "")]),
        ("收入1.86亿元", [("1.86亿元", "money", "186000000", "元", "")]),
        ("近1.2万户", [("1.2万户", "count", "12000", "户", "near")]),
        ("30余家企业", [("30余家", "count", "30", "家", "over")]),
        ("一百五十人次", [("一百五十人次", "count", "150", "人次", "")]),
        ("百分之五", [("百分之五", "percent", "5", "%", "")]),
        ("四成五", [("四成五", "percent", "45", "%", "")]),
        ("提高2.4个百分点", [("2.4个百分点", "points", "2.4", "百分点", "")]),
        ("三分之二", [("三分之二", "fraction", "2/3", "", "")]),
        ("2025年1月5日", [("2025年1月5日", "date", "2025-01-05", "", "")]),
        ("1-10月", [("1-10月", "date", "--01/--10", "", "")]),
        ("5-6个", [("5-6个", "range", "5..6", "个", "")]),
        ("学习XX次", [("XX次", "placeholder", "", "次", "")]),
        ("覆盖率？", [("？", "placeholder", "", "", "")]),
        ("怎么提高覆盖率？", []),
        ("这个数对吗？", []),
        ("县里〔2025〕12号", [("〔2025〕12号", "code", "〔2025〕12号", "", "")]),
        ("约谈20人左右", [("20人", "count", "20", "人", "about")]),
        ("落实三会一课和一岗双责", []),
        ("做到“四个亲自”", []),
        ("一是抓学习", []),
        ("一批项目", []),
    ],
)
def test_figures_are_read_with_value_unit_and_modifier(text, expected):
    assert short(text) == expected


@given(
    st.text(
        alphabet="开展了第十二三百千万亿次人家个XxＸ×约近超余%．.，,0123456789１２年月日-～—至到半“”《》 成分之点〔〕+号第",
        max_size=60,
    )
)
def test_any_text_reads_without_a_crash_and_spans_lie_inside_it(text):
    last = 0
    for figure in read_figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert last <= figure.start < figure.end <= len(text)
        last = figure.end


@given(st.integers(min_value=1, max_value=99_999_999), st.sampled_from(["次", "万元", "%", "公里", "人次", "户"]))
def test_any_whole_number_is_read_with_its_value(number, unit):
    (figure,) = read_figures(f"共计{number}{unit}")
    assert float(figure.value) == number * (10_000 if unit == "万元" else 1)


@given(st.integers(min_value=2, max_value=10**12).filter(lambda n: n not in {100, 1000, 10_000, 10**8}))
@example(10)
@example(10**5)
@example(10**9)
def test_any_whole_number_in_chinese_numerals_is_read_with_its_value(number):
    said = cn2an.an2cn(number, "low")
    (figure,) = read_figures(f"共计{said}元")
    assert (figure.text, figure.value) == (f"{said}元", str(number))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("46次", "四十六次", True),
        ("1200万元", "0.12亿元", True),
        ("1.5公里", "1500米", True),
        ("5%", "百分之五", True),
        ("-15%", "下降15%", True),
        ("46次", "46万元", False),
        ("5%", "5个百分点", False),
        ("46次", "64次", False),
        ("3月", "2025年3月", False),
    ],
)
def test_values_are_compared_inside_a_dimension(one, other, alike):
    assert figures.same(read_figures(one)[0], read_figures(other)[0]) is alike


def test_reading_takes_time_in_proportion_to_the_text():
    line = "全年开展培训46次，参训1,120人次，覆盖率92%，投入63万元，比上年增长4.6%。"

    def seconds(times):
        read_figures.cache_clear()
        begin = time.perf_counter()
        read_figures(line * times)
        return time.perf_counter() - begin

    assert min(seconds(1000) for _ in range(3)) < 40 * min(seconds(100) for _ in range(3)) + 0.05


@pytest.mark.parametrize(
    ("text", "value"),
    [("收入三十五万六按会计的写", "356000"), ("投资一千二百万建设", "12000000"), ("千万不要忘", None)],
)
def test_a_spoken_sum_without_a_unit_is_read(text, value):
    assert [f.value for f in read_figures(text)] == ([value] if value else [])
