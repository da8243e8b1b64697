"""How a long Chinese title is broken into rows (GB/T 9704-2012 §7.3.1): words whole, a trapezoid or a spindle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from drafter import text as texts
from drafter.formats.layout import title_words, width

ROW = 20.0
"""The most Chinese characters that a title row holds at 22 pt in 156 mm."""


@lru_cache(maxsize=64)
def title_rows(title: str, names: tuple[str, ...] = (), row: float = ROW) -> tuple[str, ...]:
    """A Chinese title's rows: broken where the writer put line ends, else at word ends. Every character is kept.

    A title wider than `row` (in characters) is cut into as few rows as hold it, words and `names` whole, rows unequal,
    a trapezoid or a spindle and never an hourglass.
    """
    if "\n" in title:
        return tuple(row.strip() for row in title.split("\n") if row.strip())
    total = width(title)
    if total <= row:
        return (title,)
    costs = _cut_costs(title, names)
    for count in range(2, 5):
        if total <= count * row:
            best = min(_divisions(title, count, row), key=lambda cuts: _ugliness(title, cuts, costs), default=None)
            if best:
                return tuple(title[a:b] for a, b in pairwise((0, *best, len(title))))
    return tuple(_chopped(title, row))


def is_broken_as_printed(title: str, rows: tuple[str, ...], names: tuple[str, ...] = ()) -> bool:
    """Whether these rows, blanks apart, are how `title_rows` breaks the title on some page: no hand moved a break."""
    bare = _unblanked(rows)
    return any(bare == _unblanked(title_rows(title, names, wide)) for wide in (ROW, *_NARROWER))


_NARROWER = (19.0, 18.0, 17.0, 16.0, 15.0, 14.0)
"""Characters that a title row holds where the type is larger or the page narrower than the standard's."""


def _unblanked(rows: Sequence[str]) -> list[str]:
    """Rows without their blanks, and without the control characters that no Word file can hold."""
    return ["".join(texts.printable(row).split()) for row in rows]


def _divisions(title: str, count: int, row: float) -> Iterator[tuple[int, ...]]:
    """Every way to cut the title into `count` rows that fit, as cut positions."""
    ends = [0.0, *accumulate(width(char) for char in title)]

    def cuts(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 1:
            if ends[-1] - ends[start] <= row:
                yield ()
            return
        for at in range(start + 1, len(title)):
            if ends[at] - ends[start] > row:
                return
            if ends[-1] - ends[at] <= (left - 1) * row:
                yield from ((at, *rest) for rest in cuts(at, left - 1))

    return cuts(0, count)


def _cut_costs(title: str, names: Sequence[str]) -> list[float]:
    """What a cut costs before each character: dear inside a word, cheap between a good end and a good start."""
    words = title_words()
    costs = [0.0] * len(title)
    for at in range(1, len(title)):
        before, after = title[:at], title[at:]
        costs[at] += (0 if before.endswith(words["ends"]) else 4) + (0 if after.startswith(words["starts"]) else 3)
        costs[at] += 8 if before.endswith("的") else 0
        costs[at] += 60 if _is_forbidden(before[-1], after[0]) else 0
    for start, end in _words(title):
        for at in range(start + 1, end):
            costs[at] += 40
    for phrases, cost in ((names, 40), (words["whole"], 8)):
        for start, end in _whole(title, phrases):
            for at in range(start + 1, end):
                costs[at] += cost
    return costs


def _words(title: str) -> Iterator[tuple[int, int]]:
    """Where the title's words stand."""
    import rjieba  # a dictionary of 5 MB, loaded when a title is too long for one row

    at = 0
    for word in rjieba.cut(title):
        yield at, at + len(word)
        at += len(word)


def _is_forbidden(left: str, right: str) -> bool:
    """A row does not begin with a closing mark, nor end with an opening one; numbers and Latin words stay whole."""
    if right in "）》〉、，。；：！？”’的年月日号" or left in "（《〈“‘":
        return True
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


_BRACKETED = re.compile(r"（[^（）]*）|《[^《》]*》|“[^“”]*”|[A-Za-z0-9]+年?度?")


def _whole(title: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Spans better left whole: known phrases, the longest first at each place; bracketed pieces; years."""
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


def _chopped(title: str, most: float) -> Iterator[str]:
    """Rows filled one after the other: for titles that no four rows can hold."""
    row = ""
    for char in title:
        if width(row + char) > most:
            yield row
            row = ""
        row += char
    yield row
