"""The figure grammar, row by row: text, surface, value, unit, modifier, type (tests/data/figures_*.tsv)."""

import csv
import re
from itertools import groupby
from pathlib import Path

import pytest

from drafter import languages

DATA = Path(__file__).parent / "data"
LEAST = {"zh": 300, "en": 150}


def rows(language):
    with (DATA / f"figures_{language}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def texts(language):
    return [
        (text, [row for row in group if row["type"] != "none"])
        for text, group in groupby(rows(language), lambda row: row["text"])
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_is_long_enough_and_sound(language):
    assert len(rows(language)) >= LEAST[language]
    assert all(row["surface"] in row["text"] for row in rows(language))


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(lang, *entry) for lang in ("zh", "en") for entry in texts(lang)]
)
def test_a_text_yields_its_figures(language, text, expected):
    found = languages.load(language).read_figures(text)
    assert [(f.text, f.value, f.unit, f.modifier, f.type) for f in found] == [
        (row["surface"], row["value"], row["unit"], row["modifier"], row["type"]) for row in expected
    ]


def test_no_set_phrase_is_read_as_a_figure():
    from drafter import prompts

    phrases = [
        line for line in prompts.read_text("zh", "set_phrases.txt").splitlines() if line and not line.startswith("#")
    ]
    read = {
        text: [f.text for f in languages.load("zh").read_figures(text)]
        for p in phrases
        for text in (p, f"坚持{p}，推动落实", f"推进{p}工作")
    }
    assert len(phrases) >= 300
    assert {phrase: found for phrase, found in read.items() if found} == {}


def test_every_digit_of_a_real_looking_page_is_read():
    page = (
        "全年开展培训46次1,120人次，投入63.5万元，比上年增长4.6%；〔2025〕12号文件于3月8日印发，5G基站38座，平均分582.6。"
        * 5
    )
    spans = [(f.start, f.end) for f in languages.load("zh").read_figures(page)]
    assert [m[0] for m in re.finditer(r"\d+", page) if not any(a <= m.start() < b for a, b in spans)] == []
