"""The words of a page, by language, from prompts/<lang>/layout.toml; clean lines; and how a long title is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import cast
from xml.sax.saxutils import escape

from drafter import prompts
from drafter import text as texts
from drafter.schema import Draft

ROW = 20.0
"""The most Chinese characters that a title row holds at 22 pt in 156 mm."""


def language_of(draft: Draft) -> str:
    """The language to print in: the one asked for if there are words for it, else the one the report is written in."""
    asked = draft.request.language
    if asked in prompts.languages():
        return asked
    report = draft.report
    sample = report.title + report.achievements.title + report.opening.text if report else ""
    return "zh" if texts.is_chinese(sample) else "en"


def wording(language: str) -> Mapping[str, str]:
    """The fixed words that a format prints."""
    return cast("Mapping[str, str]", _table(language)["words"])


def severity_words(language: str) -> Mapping[str, str]:
    """What stands before a finding's message in a comment, by severity."""
    return cast("Mapping[str, str]", _table(language)["severity"])


@cache
def placeholder(language: str) -> re.Pattern[str]:
    """What is still to be supplied, as it stands in a text: XX, 【待…】, [… to be confirmed]."""
    return re.compile(wording(language)["placeholder"])


def _table(language: str) -> Mapping[str, object]:
    return prompts.read_table(language, "layout.toml")


_NEVER = re.compile("[\ufffe\uffff]")


def line(text: str) -> str:
    """The text fit for one paragraph of any format: no control characters, no line ends, nothing that XML forbids."""
    return _NEVER.sub("", texts.printable(text)).replace("\n", " ").replace("\t", " ")


def xml(text: str) -> str:
    """One clean line, escaped for XML text and attributes."""
    return escape(line(text), {'"': "&quot;"})


def width(text: str) -> float:
    """Width in Chinese characters: ASCII counts a half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


@lru_cache(maxsize=64)
def title_rows(title: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A Chinese title's rows (GB/T 9704-2012 §7.3.1): broken by hand where it holds line ends, else at word ends.

    A title wider than 20 characters is cut into as few rows as hold it, words and `names` whole, rows unequal, a
    trapezoid or a spindle and never an hourglass. Every character is kept.
    """
    if "\n" in title:
        return tuple(row.strip() for row in title.split("\n") if row.strip())
    total = width(title)
    if total <= ROW:
        return (title,)
    costs = _cut_costs(title, names)
    for count in range(2, 5):
        if total <= count * ROW:
            best = min(_divisions(title, count), key=lambda cuts: _ugliness(title, cuts, costs), default=None)
            if best:
                return tuple(title[a:b] for a, b in pairwise((0, *best, len(title))))
    return tuple(_chopped(title))


def _divisions(title: str, count: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut the title into `count` rows that fit, as cut positions."""
    ends = [0.0, *accumulate(width(char) for char in title)]

    def cuts(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 1:
            if ends[-1] - ends[start] <= ROW:
                yield ()
            return
        for at in range(start + 1, len(title)):
            if ends[at] - ends[start] > ROW:
                return
            if ends[-1] - ends[at] <= (left - 1) * ROW:
                yield from ((at, *rest) for rest in cuts(at, left - 1))

    return cuts(0, count)


def _cut_costs(title: str, names: Sequence[str]) -> list[float]:
    """What a cut costs before each character: dear inside a word, cheap between a good end and a good start."""
    words = cast("Mapping[str, Sequence[str]]", _table("zh")["title"])
    ends, starts = tuple(words["ends"]), tuple(words["starts"])
    costs = [0.0] * len(title)
    for at in range(1, len(title)):
        before, after = title[:at], title[at:]
        costs[at] += (0 if before.endswith(ends) else 4) + (0 if after.startswith(starts) else 3)
        costs[at] += 60 if _is_forbidden(before[-1], after[0]) else 0
    for start, end in _whole(title, (*names, *words["whole"])):
        for at in range(start + 1, end):
            costs[at] += 30
    return costs


def _is_forbidden(left: str, right: str) -> bool:
    """A row does not begin with a closing mark, nor end with an opening one; numbers and Latin words stay whole."""
    if right in "）》〉、，。；：！？”’" or left in "（《〈“‘":
        return True
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


_BRACKETED = re.compile(r"（[^（）]*）|《[^《》]*》|“[^“”]*”|[A-Za-z0-9]+年?度?")


def _whole(title: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Spans better left whole: known words, the longest first at each place; bracketed pieces; years."""
    by_length = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    at = 0
    while at < len(title):
        found = next((word for word in by_length if title.startswith(word, at)), "")
        if found:
            yield at, at + len(found)
        at += len(found) or 1
    yield from (match.span() for match in _BRACKETED.finditer(title))


def _ugliness(title: str, cuts: Sequence[int], costs: Sequence[float]) -> float:
    """Lower is better: words whole first, then the shape."""
    rows = [width(title[a:b]) for a, b in pairwise((0, *cuts, len(title)))]
    score = sum(costs[at] for at in cuts) + (max(rows) - min(rows)) * 0.5
    score += sum(6 for above, below in pairwise(rows) if abs(above - below) < 1)
    hourglass = any(rows[i] < rows[i - 1] and rows[i] < rows[i + 1] for i in range(1, len(rows) - 1))
    return score + (40 if hourglass else 0) + (20 if min(rows) < 4 else 0)


def _chopped(title: str) -> Iterator[str]:
    """Rows filled one after the other: for titles that no four rows can hold."""
    row = ""
    for char in title:
        if width(row + char) > ROW:
            yield row
            row = ""
        row += char
    yield row
