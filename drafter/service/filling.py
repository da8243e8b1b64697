"""Placeholders that were filled in a word processor: a sentence that differs only by values where marks stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import languages
from drafter.formats import layout, returned
from drafter.schema import Draft, Fact, Figure, Filled, Item, Report

LONGEST = 16
"""The most characters of a value that stands in a mark's place."""


def find_fills(draft: Draft, after: Report, language: str) -> tuple[Filled, ...]:
    """The placeholders of the draft that stand filled in the report `after`: each that a fact behind the sentence has."""
    assert draft.report is not None  # the caller has looked
    now = {item.id: item for item in after.items()}
    found = [
        fill
        for item in draft.report.items()
        if item.id in now and now[item.id].sentences != item.sentences
        for fill in _of_item(item, now[item.id], draft.facts, language)
    ]
    return tuple({fill.placeholder: fill for fill in found}.values())


def _of_item(before: Item, after: Item, facts: Sequence[Fact], language: str) -> Iterator[Filled]:
    for sentence in before.sentences:
        text = returned.plain(sentence.text)
        marks = list(layout.placeholder(language).finditer(text))
        if not marks:
            continue
        ends = [0, *(mark.end() for mark in marks)]
        starts = [*(mark.start() for mark in marks), len(text)]
        between = [re.escape(text[end:start]) for end, start in zip(ends, starts, strict=True)]
        pattern = re.compile(f"(.{{1,{LONGEST}}}?)".join(between))
        match = next((m for other in after.sentences if (m := pattern.fullmatch(returned.plain(other.text)))), None)
        if match is None:
            continue
        cited = [fact for fact in facts if fact.id in sentence.sources]
        figures = languages.load(language).read_figures(text)
        for mark, value in zip(marks, match.groups(), strict=True):
            hole = next((f for f in figures if f.start <= mark.start() < f.end and f.type == "placeholder"), None)
            name = _name(hole, cited) if hole is not None else ""
            if name and value != mark[0] and re.search(r"\d", value) and not layout.placeholder(language).search(value):
                yield Filled(placeholder=name, value=value.strip())


def _name(hole: Figure, facts: Sequence[Fact]) -> str:
    """Which fact's placeholder it is: the one that counts the same, else the only one of its unit; empty if that is open."""
    holes = [
        (f"{fact.id}#{number}", figure)
        for fact in facts
        for number, figure in enumerate((f for f in fact.figures if f.type == "placeholder"), 1)
        if figure.unit == hole.unit
    ]
    same = [name for name, figure in holes if figure.counted and hole.counted.endswith(figure.counted[-2:])]
    if len(same) == 1:
        return same[0]
    return holes[0][0] if len(holes) == 1 else ""
