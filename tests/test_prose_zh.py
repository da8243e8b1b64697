import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.languages import zh
from drafter.schema import Fact


def clauses(text, period="2025"):
    from drafter.languages.zh.formal import formal_clauses

    return list(formal_clauses(text, period))


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("搞了12场培训", ["开展12场培训"]),
        ("主题党日XX次 组织生活会XX次", ["开展主题党日XX次", "召开组织生活会XX次"]),
        ("家访 1,120人次，覆盖率 92%", ["开展家访1120人次", "覆盖率为92%"]),
        ("售水量 6,218万m3", ["售水量为6218万立方米"]),
        ("25年3月启用", ["2025年3月启用"]),
        ("投诉 812件 -15%", ["投诉812件", "下降15%"]),
        ("消防/防震演练 6次", ["开展消防、防震演练6次"]),
        ('落实"一岗双责"', ["落实“一岗双责”"]),
        ("12月20号前完成", ["12月20日前完成"]),
        ("还没完成", ["尚未完成"]),
        ("食堂满意度测评 93.4%", ["食堂满意度测评93.4%"]),
    ],
)
def test_typed_fragments_become_formal_clauses(typed, formal):
    assert clauses(typed) == formal


def test_quotations_are_left_letter_by_letter():
    assert clauses("印发《搞好 3个 办法》和“还没  弄好”") == ["印发《搞好 3个 办法》和“还没  弄好”"]


def facts(*texts, theme=""):
    return [
        Fact(id=str(i), note=i, text=text, part="achievements", figures=zh.read_figures(text), theme=theme)
        for i, text in enumerate(texts, 1)
    ]


def test_every_fact_is_cited_and_four_facts_need_two_sentences():
    sentences = zh.compose(facts("开展培训3次", "走访5家", "修路2公里", "办会4次"), "achievements", "2025")
    assert {name for _, ids in sentences for name in ids} == {"1", "2", "3", "4"}
    assert len(sentences) >= 2


def test_neighbouring_sentences_do_not_open_alike():
    sentences = zh.compose(
        facts(*(f"开展活动{n}次，参加{n}0人，效果较好，群众满意" for n in range(1, 6))), "achievements", "2025"
    )
    openings = [text[:2] for text, _ in sentences]
    assert all(a != b for a, b in itertools.pairwise(openings))


def test_the_writers_label_leads_its_facts_once():
    sentences = zh.compose(facts("召开专题会3次", "每月研判1次", theme="意识形态"), "achievements", "2025")
    assert sentences[0][0].startswith("意识形态方面，")
    assert "".join(text for text, _ in sentences).count("意识形态方面") == 1


@given(
    st.lists(
        st.text(alphabet="开展培训走访企业12345次家户。，；、（）“”《》 %约近XX-:：", min_size=1, max_size=40),
        min_size=1,
        max_size=8,
    )
)
def test_any_facts_compose_to_whole_sentences_that_cite_every_fact(lines):
    lines = [line for line in lines if any(c.isalnum() for c in line)]
    found = facts(*lines)
    sentences = zh.compose(found, "achievements", "2025")
    assert {name for _, ids in sentences for name in ids} == {fact.id for fact in found}
    for text, _ in sentences:
        assert text.endswith("。")
        assert "，，" not in text
        assert "。。" not in text


def test_a_table_row_is_said_with_its_columns():
    assert zh.say_row(("培训", "10", "12"), ("项目", "目标（场）", "完成（场）")) == "培训目标10场，完成12场"
    assert zh.say_row(("培训", "12场"), ()) == "培训，12场"


def test_the_form_is_read_from_the_first_lines():
    form = zh.read_form(["单位：XX机关党组   年份：2023年   报送：区委   落款日期：还没定"])
    assert (form["unit"], form["period"], form["recipient"], form["date"]) == ("XX机关党组", "2023", "区委", "")
    form = zh.read_form(["柳溪县第三中学 2025年工作总结 报县教体局 2000字"])
    assert (form["unit"], form["period"], form["recipient"], form["length"]) == (
        "柳溪县第三中学",
        "2025",
        "县教体局",
        2000,
    )
    assert zh.read_form(["阳光小学2024-2025学年工作总结"])["period"] == "2024—2025学年"


def test_surface_is_tidied_to_full_width():
    assert zh.tidy('完成 12 项,其中"一岗双责"3项;好') == "完成12项，其中“一岗双责”3项；好"
