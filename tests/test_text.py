import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import text as texts


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("- 开展12次", "开展12次"),
        ("• 开展", "开展"),
        ("1、开展", "开展"),
        ("1. 开展", "开展"),
        ("1.开展", "开展"),
        ("（1）开展", "开展"),
        ("(一)开展", "开展"),
        ("一、开展", "开展"),
        ("① 开展", "开展"),
        ("a) planted", "planted"),
        ("* 3 farms", "3 farms"),
        ("2. 12 farms", "12 farms"),
        ("- 1、开展", "开展"),
        ("12家企业", "12家企业"),
        ("1.5万人", "1.5万人"),
        ("3个营业厅", "3个营业厅"),
        ("A5 leaflets", "A5 leaflets"),
        ("壹)政治建设", "政治建设"),
        ("D.1 Dr. Bose spoke", "Dr. Bose spoke"),
        ("\\item 34 farmers", "34 farmers"),
        ("一批项目", "一批项目"),
    ],
)
def test_list_marks_go_and_data_stays(line, bare):
    assert texts.strip_mark(line) == bare


def test_sentences_are_cut_at_stops_and_keep_closing_quotes():
    assert texts.split_sentences("他说“好。”我说好！走？") == ("他说“好。”", "我说好！", "走？")
    assert texts.split_sentences("We did 3.5 km. Then No. 4 at St. Mary's.") == (
        "We did 3.5 km.",
        "Then No. 4 at St. Mary's.",
    )


@given(st.text(max_size=400))
def test_cutting_sentences_loses_nothing_but_blanks(text):
    assert "".join("".join(texts.split_sentences(text)).split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_narrow_text_keeps_every_offset(text):
    assert len(texts.narrow(text)) == len(text) == len(texts.narrow_digits(text))


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_a_share_and_symmetric(one, other):
    assert 0 <= texts.likeness(one, other) <= 1
    assert texts.likeness(one, other) == texts.likeness(other, one)
    assert texts.likeness(one, one) == 1


def test_quotations_come_with_their_formal_marks():
    assert texts.quotations('落实"一岗双责"，印发《办法》，做到“四个亲自”') == ("“一岗双责”", "《办法》", "“四个亲自”")


def test_length_is_counted_without_blanks():
    assert texts.count_characters("共 12 次。\n") == 5


def test_control_characters_are_not_printable():
    assert texts.printable("a\x00b\x07c\td") == "abc\td"


def test_brackets_are_found_whole_with_what_they_hold():
    assert texts.bracketed("a (b (c)) d（e") == [(2, 9)]
    assert texts.has_open_bracket("autumn walk (called off")
    assert not texts.has_open_bracket("1) walk (called off)")


def test_no_words_and_no_patterns_match_nowhere():
    for made in (texts.trie_pattern(()), texts.any_pattern(()), texts.any_pattern(["", ""])):
        assert re.search(made, "any text") is None


def test_a_pattern_of_words_finds_the_longest_and_one_of_patterns_the_first():
    assert re.findall(texts.trie_pattern(("增长", "增", "增长点", "a.b")), "增长点 增 增长 a.b axb") == [
        "增长点",
        "增",
        "增长",
        "a.b",
    ]
    assert re.findall(texts.any_pattern(["增", "", "长."]), "增长点") == ["增", "长点"]


def test_a_text_is_as_long_as_its_offices_count():
    assert texts.length("全年 12 次，", "zh") == 6
    assert texts.length("We ran 12 walks for £1,250.50.", "en") == 6


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("没动静|没(?:有)?下文", ("没动静", "下文")),
        (r"(?<=[一-鿿])不愿意?交(?=$|[，。；])", ("不愿",)),
        (r"\[[一-鿿A-Za-z]{1,4}\]|(?:也|都)谈{0,2}了+$", ("", "了")),
        ("(?:大概|大约)", ("",)),
        (r"[(（]上年[)）]\(同比", ("上年",)),
        ("(没", ("",)),
    ],
)
def test_the_words_that_a_pattern_needs_are_told_and_none_that_it_does_not(pattern, words):
    assert texts.needed(pattern) == words
