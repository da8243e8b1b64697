"""Which clause of a sentence says what which clause of its sources says, by the words that were matched between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.comparison import Comparison, Words

LEAST = 2
"""Matched words that tie two clauses together; fewer will do where they are half of either."""

Span = tuple[int, int]

_STOP = re.compile(r"[，；;。！？!?\n：:]|,(?!\d)|(?<=[a-z0-9%)])\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Clauses that say one thing: a clause of a sentence and those of its sources, or one of a source and those of the sentence."""

    clause: Span
    source: int
    """Where the one clause stands: the number of the source, -1 for the sentence."""

    others: tuple[tuple[int, Span], ...]
    """The other side's clauses, each with its source, -1 for the sentence."""

    @property
    def ours(self) -> Span:
        """The sentence's clause, or the first of them."""
        return self.clause if self.source < 0 else self.others[0][1]

    @property
    def theirs(self) -> tuple[int, Span]:
        """The source's clause, or the first of them, with the number of its source."""
        return self.others[0] if self.source < 0 else (self.source, self.clause)


def pair(compared: Comparison, cited: int) -> tuple[Pair, ...]:
    """Every clause of a sentence with those of its first `cited` sources, and every clause of these with those of the sentence."""
    ours, theirs = _clauses(compared.sentence), [_clauses(words) for words in compared.sources[:cited]]
    matched: Counter[tuple[int, int, int]] = Counter()
    for index, place in enumerate(compared.places):
        if place is not None and place[0] < cited:
            here = _at(ours, compared.sentence.starts[index])
            there = _at(theirs[place[0]], compared.sources[place[0]].starts[place[1]])
            matched[here, place[0], there] += 1
    tied = {
        (here, number, there) for (here, number, there), count in matched.items()
        if count >= LEAST or 2 * count >= min(_size(compared.sentence, ours[here]), _size(compared.sources[number], theirs[number][there]))
    }  # fmt: skip
    if len(ours) == 1 and cited == 1 and len(theirs[0]) == 1:
        tied.add((0, 0, 0))  # a note of a few words, told in others
    forth: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    back: dict[tuple[int, int], list[tuple[int, Span]]] = defaultdict(list)
    for here, number, there in sorted(tied):
        forth[here].append((number, theirs[number][there]))
        back[number, there].append((-1, ours[here]))
    return (
        *(Pair(ours[here], -1, tuple(others)) for here, others in forth.items()),
        *(Pair(theirs[number][there], number, tuple(others)) for (number, there), others in back.items()),
    )


def _clauses(words: Words) -> list[Span]:
    """Where the clauses of a text stand that have words, by its stops."""
    edges = [0, *(match.end() for match in _STOP.finditer(words.text)), len(words.text)]
    return [span for span in pairwise(edges) if _size(words, span)] or [(0, len(words.text))]


def _size(words: Words, span: Span) -> int:
    return bisect_left(words.starts, span[1]) - bisect_left(words.starts, span[0])


def _at(spans: Sequence[Span], place: int) -> int:
    """The number of the clause in which a place of the text lies."""
    return next(number for number, (_, end) in enumerate(spans) if place < end)
