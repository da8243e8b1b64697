"""Clauses that say one thing: denial, certainty, direction and completion are held against the clause of the note, whatever words changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import clauses
from drafter.comparison import compare
from tests.test_checks import codes, found


@pytest.mark.parametrize(
    ("sentence", "note", "code"),
    [
        ("仓库顶棚加固工程已经全部做好。", "仓库顶棚没有加固好", "negation-lost"),
        ("巡查发现山火隐患。", "巡查时没见着山火隐患", "negation-lost"),
        ("护林员经费均未落实到位。", "护林员经费都发下去了", "negation-added"),
        ("全部农户对补偿标准表示认可。", "有些农户认可补偿标准", "certainty-raised"),
        ("渗漏系管道老化所致。", "渗漏可能是管道老化", "certainty-raised"),
        ("苗圃出苗率大幅提高。", "苗圃出苗率高了一点", "certainty-raised"),
        ("苗圃灌溉设备购置到位了。", "打算给苗圃添灌溉设备", "told-as-done"),
        ("林区投诉较上年增加9件。", "林区投诉比上年少了9件", "direction-turned"),
        ("灭火队到场用时延长6分钟。", "灭火队到场快了6分钟", "direction-turned"),
    ],
)
def test_a_lie_in_other_words_is_found(sentence, note, code):
    assert code in codes(sentence, [note])


@pytest.mark.parametrize(
    ("sentence", "note", "code"),
    [
        ("The roof was repaired before winter.", "roof not repaired before winter", "negation-lost"),
        ("All growers accepted the new rates.", "some growers accepted the new rates", "certainty-raised"),
        ("The leak came from the old pipes.", "leak possibly came from the old pipes", "certainty-raised"),
        ("A new pump has been bought.", "we intend to buy a new pump", "told-as-done"),
    ],
)
def test_a_lie_in_other_words_is_found_in_english_too(sentence, note, code):
    assert code in codes(sentence, [note], "en")


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("灭火队到场用时缩短6分钟。", "灭火队到场快了6分钟"),
        ("2名护林员参训。", "两个护林员参训"),
        ("1名护林员已调离。", "有一名护林员调走了"),
        ("节约管护资金40万元。", "节约40万元管护资金"),
        ("苗圃不断改善灌溉条件。", "苗圃持续优化灌溉条件"),
        ("年内尚未签订承包合同。", "年内没签承包合同"),
        ("各组护林员全部到岗。", "各组护林员都到岗了"),
    ],
)
def test_a_note_told_in_other_words_is_left_alone(sentence, note):
    assert codes(sentence, [note]) == set()


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("The hall was shut in February and March.", "hall shut Feb-Mar 2025"),
        ("Boiler repairs were made in February and March.", "boiler repairs made in February and March"),
    ],
)
def test_months_in_a_row_are_no_changed_year(sentence, note):
    assert not codes(sentence, [note], "en") & {"year-changed", "figure-unsourced", "figure-swapped"}


def test_a_denial_put_into_a_clause_quotes_that_clause_and_never_nothing():
    finding = next(f for f in found("巡查未覆盖全部林区。", ["巡查覆盖全部林区"]) if f.code == "negation-added")
    assert "“”" not in finding.message
    assert "巡查覆盖全部林区" in finding.message


def test_a_remedy_offers_a_figure_of_the_same_unit_only():
    both = found("巡查46次，整改33户，投入12万元。", ["巡查46次，投入12万元"])
    assert [(f.remedy, f.fix) for f in both if f.code == "figure-unsourced"] == [("drop", "")]


@given(
    st.text("东岭巡查，。未46次万元ab ", max_size=60),
    st.lists(st.text("东岭巡查，。未46次ab ", max_size=60), max_size=3),
)
def test_clauses_lie_inside_their_texts(sentence, sources):
    for entry in clauses.pair(compare(sentence, tuple(sources)), len(sources)):
        for number, (start, end) in ((entry.source, entry.clause), *entry.others):
            text = sentence if number < 0 else sources[number]
            assert 0 <= start <= end <= len(text)


def test_a_clause_of_the_writers_own_is_said_and_strange_words_are_hinted_at():
    note = "苗圃出苗率高了一点，浇水还靠人工，三块地轮作没有安排好"
    told = found("苗圃出苗率略有提高，浇水仍靠人工，三块地轮作没有安排好，温控棚架另行扩容。", [note])
    assert [f.code for f in told] == ["clause-unsourced"]
    assert found("苗圃出苗率略有提高，浇水仍靠人工，三块地轮作没有安排好。", [note]) == []
    hinted = found("苗圃出苗率略有提高，责令浇水仍靠人工，三块地轮作没有安排好。", [note])
    assert [(f.code, f.severity) for f in hinted] == [("words-unsourced", "hint")]
    assert "责令" in hinted[0].message


def test_a_clause_of_the_writers_own_is_said_in_english_too():
    told = found("The roof was mended and volunteers painted murals downstairs.", ["roof mended"], "en")
    assert "words-unsourced" in {f.code for f in told} or "low-support" in {f.code for f in told}
