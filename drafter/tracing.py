"""Gives sentences their sources back: after hand edits, edits in Word, missing marks, and for reports of other tools."""

from __future__ import annotations

from collections.abc import Sequence

from drafter import figures, languages
from drafter import text as texts
from drafter.schema import Fact, Figure, Sentence

MOST_SOURCES = 3
ENOUGH = 0.35
"""Share of a sentence's (or fact's) character pairs that must be shared for wording alone to make a source."""

WITH_FIGURE = 0.12
"""The same where they also share a figure."""


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
    """The ids of the facts a sentence rests on, best first chosen, given in the order of the facts."""
    numbers = languages.load(language).read_figures(sentence)
    scored = sorted(
        ((score, -index, fact) for index, fact in enumerate(facts) if (score := _score(sentence, numbers, fact)) > 0),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    chosen: list[tuple[int, Fact]] = []
    covered: set[int] = set()
    for score, minus, fact in scored:
        new = {i for i, number in enumerate(numbers) if any(figures.same(number, f) for f in fact.figures)} - covered
        if len(chosen) == MOST_SOURCES or (chosen and not new and score < 2 * ENOUGH):
            continue
        covered |= new
        chosen.append((-minus, fact))
    return tuple(fact.id for _, fact in sorted(chosen, key=lambda entry: entry[0]))


def _score(sentence: str, numbers: Sequence[Figure], fact: Fact) -> float:
    """How surely a sentence rests on a fact: shared wording, more for shared figures; 0 when too little is shared."""
    wording = max(texts.overlap(fact.text, sentence), texts.overlap(sentence, fact.text))
    shared = sum(1 for number in numbers if any(figures.same(number, other) for other in fact.figures))
    if wording >= ENOUGH or (shared and wording >= WITH_FIGURE):
        return wording + 0.5 * shared
    return 0.0
