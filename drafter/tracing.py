"""Gives sentences their sources back: after hand edits, edits in Word, missing marks, and for reports of other tools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from drafter import comparison, figures, languages
from drafter import text as texts
from drafter.schema import Fact, Figure, Sentence

MOST_SOURCES = 3
ENOUGH = 0.3
"""Share of a sentence's (or fact's) word pairs, the rarer the heavier, that must be shared for wording alone to make a source."""

WITH_FIGURE = 0.12
"""The same where they also share a figure."""

ANOTHER = 0.12
"""Share of the sentence's word pairs that a further source must add."""

HALF = 0.5
"""Share of its own word pairs that will do for a further source, however short it is."""

COMMON = 60
"""A word pair that more facts than this have says nothing about where a sentence comes from."""


def align(
    text: str, facts: Sequence[Fact], before: Sequence[Sentence] = (), language: str = "zh"
) -> tuple[Sentence, ...]:
    """The text's sentences, each with the facts that it rests on (at most three, in the order of the facts).

    A sentence of `before` that stands unchanged keeps its sources.
    """
    known = {sentence.text: sentence.sources for sentence in before}
    sentences = []
    for piece in texts.split_sentences(text):
        sources = known[piece] if piece in known else find_sources(piece, facts, language)
        sentences.append(Sentence(text=piece, sources=sources))
    return tuple(sentences)


def complete(sentences: Sequence[Sentence], facts: Sequence[Fact], language: str) -> tuple[Sentence, ...]:
    """The sentences, those without sources given the ones that their words and figures point to."""
    return tuple(
        s if s.sources else s.model_copy(update={"sources": find_sources(s.text, facts, language)}) for s in sentences
    )


def find_sources(sentence: str, facts: Sequence[Fact], language: str) -> tuple[str, ...]:
    """The ids of the facts a sentence rests on, best first chosen, given in the order of the facts.

    The only fact with all of its figures, two or more, is one however few the words; each further source must add words, or a figure with
    some of its words, that those before do not have.
    """
    words = comparison.read(sentence)
    index = _index(tuple(fact.text for fact in facts))
    numbers = languages.load(language).read_figures(sentence)
    shared = index.shared(words)
    weights = {pair: index.weight(pair) for pair in words.pairs}
    total = sum(weights.values()) or 1.0
    open_pairs, open_numbers = set(words.pairs), set(range(len(numbers)))
    chosen = _holders_of_all(facts, numbers)
    for at in chosen:
        open_pairs -= shared.pop(at, set())
        open_numbers.clear()
    while len(chosen) < MOST_SOURCES and shared:
        gains = {at: sum(weights[pair] for pair in pairs & open_pairs) for at, pairs in shared.items()}
        held = {at: _shared_figures(facts[at], numbers, open_numbers) for at in shared}
        best = max(gains, key=lambda at: (gains[at] / total + 0.1 * len(held[at]), -at))
        theirs = index.total(best)
        ours, own = gains[best] / total, gains[best] / theirs if theirs else 0.0
        enough = (ours >= ANOTHER or own >= HALF) if chosen else max(ours, own) >= ENOUGH
        if not (enough or (held[best] and ours >= WITH_FIGURE)):
            break
        chosen.append(best)
        open_pairs -= shared.pop(best)
        open_numbers -= held[best]
    return tuple(facts[at].id for at in sorted(chosen))


def _holders_of_all(facts: Sequence[Fact], numbers: Sequence[Figure]) -> list[int]:
    """The place of the fact that has all figures of a sentence, if there are two or more and it is the only one."""
    if len(numbers) < 2:  # one figure alone is of many facts
        return []
    shelf = _shelf(tuple(tuple(figure.value for figure in fact.figures) for fact in facts))
    near = set.intersection(*(shelf.get(figure.value, set()) for figure in numbers))
    every = set(range(len(numbers)))
    found = [at for at in near if _shared_figures(facts[at], numbers, every) == every]
    return found if len(found) == 1 else []


@lru_cache(maxsize=16)
def _shelf(held: tuple[tuple[str, ...], ...]) -> dict[str, set[int]]:
    """The value of a figure to the places of the facts that have it, out of the values that each fact has."""
    shelf: dict[str, set[int]] = defaultdict(set)
    for at, values in enumerate(held):
        for value in values:
            shelf[value].add(at)
    return dict(shelf)


def _shared_figures(fact: Fact, numbers: Sequence[Figure], among: set[int]) -> set[int]:
    """Which of the sentence's figures, counted from 0, the fact has."""
    return {i for i in among if any(figures.same(numbers[i], other) for other in fact.figures)}


@dataclass(frozen=True)
class Index:
    """Facts by the word pairs that they have, so that a sentence is compared only with those that share some."""

    facts: tuple[comparison.Words, ...]
    places: dict[str, tuple[int, ...]]

    def weight(self, pair: str) -> float:
        """How much a pair tells: more the fewer facts have it; nothing can be told from one that no fact has, but it counts."""
        return log(1 + (1 + len(self.facts)) / (1 + len(self.places.get(pair, ()))))

    def shared(self, words: comparison.Words) -> dict[int, set[str]]:
        """For each fact, counted from 0, the sentence's pairs that it has."""
        found: dict[int, set[str]] = defaultdict(set)
        for pair in words.pairs:
            places = self.places.get(pair, ())
            for place in places if len(places) <= COMMON else ():
                found[place].add(pair)
        return found

    def total(self, at: int) -> float:
        """The weight of all of a fact's pairs."""
        return sum(self.weight(pair) for pair in self.facts[at].pairs)


@lru_cache(maxsize=16)
def _index(facts: tuple[str, ...]) -> Index:
    read = tuple(comparison.read(text) for text in facts)
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(read):
        for pair in words.pairs:
            places[pair].append(at)
    return Index(read, {pair: tuple(at) for pair, at in places.items()})
