"""What a sentence says stands in its sources, and the sources that it names carry something of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from drafter import beyond, comparison, figures
from drafter import text as texts
from drafter.checks.rules import Reading, Rules
from drafter.clauses import Span, cut
from drafter.remembering import remembered
from drafter.schema import Fact, Finding, Item

CODES = {
    "no-source": "a sentence that rests on no note",
    "low-support": "a sentence of which hardly anything stands in its sources",
    "clause-unsourced": "a clause of which hardly a word stands in the sources",
    "words-unsourced": "words of which no character stands in the sources; they may be the model's own",
    "claim-unsourced": "an award, a rank or praise that the sources do not speak of",
    "source-idle": "a note that the sentence cites but takes nothing from",
    "too-many-sources": "a sentence that rests on more than three notes; split it",
}

SUPPORTED = 0.4
"""Share (0 to 1) of a sentence's word pairs that its sources must have."""

WITH_FIGURES = 0.2
"""The same for a sentence whose figures all stand in its sources."""

IDLE = 0.12
"""Share of a cited note's word pairs below which nothing of it stands in the sentence."""

STRANGE = 0.6
"""Share of a clause's words that no source has from which the clause itself is taken for the writer's own."""

LEAST_STRANGE = {"zh": 4, "en": 3}
"""Words (Chinese characters) that no source has which a clause must have for that."""

LEAST_RUN = 2
"""Strange words (Chinese characters) side by side that are worth a word."""

MOST_SOURCES = 3

_FORMAL = frozenset({"opening", beyond.CLOSING})
"""Items that need not rest on a note, as long as they claim nothing."""

LEAST_WORDS = 6
"""Words that a sentence must have for its support to be measured."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Sentences without support, claims that no source makes, and sources in vain."""
    for index, sentence in enumerate(item.sentences):
        if not sentence.sources and len(comparison.read(sentence.text).words) >= 2 and item.id not in _FORMAL:
            yield rules.finding(
                "no-source", "warning", item=item, sentence=index, span=(0, len(sentence.text)), remedy="drop"
            )
            yield from _claims(item, index, (), rules)
    said = (*(piece for fact in facts for piece in (fact.text, fact.theme)), rules.form_text)
    known = frozenset[str]().union(*map(_keys, said))
    for reading in rules.readings(item, facts):
        whole = (0, len(reading.text))
        compared = reading.compared
        share = compared.support if rules.language == "zh" else _words_shared(compared)
        numbers = rules.figures(reading.text)
        held = bool(numbers) and all(reading.shelf.same(n) for n in numbers)
        low = len(compared.sentence.words) >= LEAST_WORDS and share < (WITH_FIGURES if held else SUPPORTED)
        low = low and not _told_anew(reading, rules) and not _as_composed(reading, rules)
        if low and not reading.fixed and reading.cited:
            yield rules.finding("low-support", "warning", item=item, sentence=reading.index, span=whole, facts=reading.cited,
                                remedy="drop", share=f"{round(100 * share)}%")  # fmt: skip
        elif reading.cited and not reading.fixed:
            yield from _strange(item, reading, known, rules)
        if reading.cited:
            yield from _claims(item, reading.index, [source.text for source in compared.sources], rules)
            yield from _idle(item, reading.index, reading.cited, rules)
        if len(reading.cited) > MOST_SOURCES:
            yield rules.finding("too-many-sources", "warning", item=item, sentence=reading.index, span=whole, facts=reading.cited,
                                remedy="split", count=str(len(reading.cited)))  # fmt: skip


def _strange(item: Item, reading: Reading, known: frozenset[str], rules: Rules) -> Iterator[Finding]:
    """Clauses hardly a word of which the sources have, and single words; what any report may say (组织, 开展) is set aside."""
    usual = _usual(reading.text, rules)
    words = reading.compared.sentence
    spots: list[Span] = []
    for low, high in cut(reading.text).spans:
        here = range(bisect_left(words.starts, low), bisect_left(words.starts, high))
        telling = [at for at in here if rules.language == "zh" or len(words.words[at]) >= comparison.STEM]
        held = {at for at in telling if words.words[at][0].isdigit() or _key(words.words[at]) in known}
        strange = [
            (words.starts[at], words.ends[at]) for at in telling if at not in held and not usual[words.starts[at]]
        ]
        if len(strange) >= LEAST_STRANGE[rules.language] and len(strange) >= STRANGE * (len(strange) + len(held)):
            span = (words.starts[here[0]], words.ends[here[-1]])
            yield rules.finding("clause-unsourced", "warning", item=item, sentence=reading.index, span=span, facts=reading.cited,
                                words=reading.text[slice(*span)])  # fmt: skip
        else:
            spots += _runs(strange, 0 if rules.language == "zh" else 1)
    for start, end in spots:
        if reading.text[start:end] in rules.formally(reading.cited):
            continue
        yield rules.finding("words-unsourced", "hint", item=item, sentence=reading.index, span=(start, end), facts=reading.cited,
                            words=reading.text[start:end])  # fmt: skip


def _usual(text: str, rules: Rules) -> bytearray:
    """For each character of a text whether it belongs to a word that any report may use, or that other checks look at."""
    usual = bytearray(len(text))
    words = [match.span() for match in rules.listed("claims", "formal").finditer(text)]
    for start, end in (*words, *((mark.start, mark.end) for mark in rules.marks(text))):
        usual[start:end] = b"\x01" * (end - start)
    return usual


@remembered
def _keys(text: str) -> frozenset[str]:
    """What the words of a text are known by."""
    return frozenset(_key(word) for word in comparison.read(text).words)


def _key(word: str) -> str:
    """By what a word is known: a Chinese character by itself, a Latin word by its beginning."""
    return word.lower()[: comparison.STEM]


def _runs(spots: Sequence[Span], gap: int) -> list[Span]:
    """Strange words that stand side by side, at most so many characters between them, each row as one stretch."""
    rows: list[list[Span]] = []
    for spot in spots:
        if rows and spot[0] - rows[-1][-1][1] <= gap:
            rows[-1].append(spot)
        else:
            rows.append([spot])
    return [(row[0][0], row[-1][1]) for row in rows if len(row) >= LEAST_RUN]


def _told_anew(reading: Reading, rules: Rules) -> bool:
    """Whether a fair share of a short note's words stands in the sentence: a few words told in others leave few pairs."""
    words = [word for fact in reading.cited for word in comparison.read(fact.text).words]
    return rules.language == "zh" and comparison.told_anew(words, set(reading.compared.sentence.words))


def _as_composed(reading: Reading, rules: Rules) -> bool:
    """Whether each piece of a sentence behind its lead (`We report the following:`) stands in what the rules make of the notes."""
    formal = rules.formally(reading.cited).lower()
    pieces = (piece.strip(" .。") for piece in re.split("[;；]", reading.text.split(": ", 1)[-1].lower()))
    return all(piece in formal for piece in pieces)


def _words_shared(compared: comparison.Comparison) -> float:
    """Share of a sentence's longer words whose beginning a source has: where words are inflected and turned round."""
    theirs = {word[: comparison.STEM] for source in compared.sources for word in source.words}
    return comparison.share_of_stems(comparison.stems(compared.sentence.words), theirs)


def _claims(item: Item, index: int, sources: Sequence[str], rules: Rules) -> Iterator[Finding]:
    text = item.sentences[index].text
    said = "\n".join(sources).lower()
    for match in rules.listed("claims", "praise").finditer(text):
        if not _said(match[0].lower(), said, rules.language):
            yield rules.finding("claim-unsourced", "error" if not sources else "warning", item=item, sentence=index, span=match.span(),
                                remedy="drop" if not sources else "", words=match[0])  # fmt: skip


def _said(claim: str, sources: str, language: str) -> bool:
    """Whether a source has the claim in these words, or (in Chinese) with its characters in another order nearby."""
    if claim in sources:
        return True
    if language != "zh":
        return False
    return texts.overlap(claim, sources) >= 0.5 if len(claim) > 2 else claim[-1] in sources


def _idle(item: Item, index: int, cited: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Cited notes of which neither a figure nor a fair share of the words stands in the sentence."""
    if len(cited) < 2:
        return
    ours = comparison.read(item.sentences[index].text)
    numbers = rules.figures(item.sentences[index].text)
    for fact in cited:
        theirs = comparison.read(fact.text)
        total = max(1, len(theirs.words) - 1)
        shared = sum(len(at) for pair, at in theirs.pairs.items() if pair in ours.pairs)
        if shared / total < IDLE and not any(figures.same(a, b) for a in fact.figures for b in numbers):
            yield rules.finding("source-idle", "warning", item=item, sentence=index, span=(0, len(ours.text)), facts=(fact,),
                                remedy="uncite", fact=fact.text)  # fmt: skip
