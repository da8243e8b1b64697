"""Which clause of a sentence says what which clause of its sources says, by the words that were matched between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from drafter.comparison import Comparison, read
from drafter.remembering import remembered

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
    ours, theirs = cut(compared.sentence.text), [cut(words.text) for words in compared.sources[:cited]]
    matched = Counter([
        (here, place[0], theirs[place[0]].of_words[place[1]])
        for here, place in zip(ours.of_words, compared.places, strict=True)
        if place is not None and place[0] < cited
    ])  # fmt: skip
    tied = {
        (here, number, there)
        for (here, number, there), count in matched.items()
        if count >= LEAST or 2 * count >= min(ours.sizes[here], theirs[number].sizes[there])
    }
    if len(ours.spans) == 1 and cited == 1 and len(theirs[0].spans) == 1:
        tied.add((0, 0, 0))  # a note of a few words, told in others
    forth: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    back: dict[tuple[int, int], list[tuple[int, Span]]] = defaultdict(list)
    for here, number, there in sorted(tied):
        forth[here].append((number, theirs[number].spans[there]))
        back[number, there].append((-1, ours.spans[here]))
    return (
        *(Pair(ours.spans[here], -1, tuple(others)) for here, others in forth.items()),
        *(Pair(theirs[number].spans[there], number, tuple(others)) for (number, there), others in back.items()),
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into the clauses that have words: where they stand, how many words each has, and which each word is in."""

    spans: tuple[Span, ...]
    sizes: tuple[int, ...]
    of_words: tuple[int, ...]


@remembered
def cut(text: str) -> Cut:
    """The clauses of a text, by its stops."""
    starts = read(text).starts
    edges = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    counted = [(span, bisect_left(starts, span[1]) - bisect_left(starts, span[0])) for span in pairwise(edges)]
    held = [(span, size) for span, size in counted if size] or [((0, len(text)), 0)]
    of_words = tuple([number for number, (_, size) in enumerate(held) for _ in range(size)])
    return Cut(tuple([span for span, _ in held]), tuple([size for _, size in held]), of_words)
