"""Every fact is used, merged with its twin, or listed as left out with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter import beyond, clauses, comparison, figures, languages
from drafter.checks.rules import Rules
from drafter.schema import Draft, Dropped, Fact, Figure, Finding, Item, Moved, NoteSpan, Reason, Report

CODES = {
    "fact-missing": "a fact that its item should carry does not stand in it, wholly or in part",
    "clause-missing": "a clause of a fact whose words hardly stand in the item that carries it",
    "fact-unused": "a fact that is in no item",
    "fact-left-out": "a line that is not written, with the reason",
    "fact-corrected": "a line whose figure was replaced by what a later one says",
    "private-written": "a private line that the writer has had written in",
    "withdrawal-unclear": "a line that seems to take back another, when it cannot be told which",
}

STANDS = 0.6
"""Share (0 to 1) of a fact's or a clause's word pairs that its item's text must have."""

MATCHED = 0.3
"""Share of a clause's words that the sentences' words must have been matched with: others may hold the same words."""

HALF_MATCHED = 0.45
"""The same above which a clause stands, however few of its word pairs are left."""

ALONE = 0.75
"""Share of its single words that is as good, for a clause that was put in another order or with other endings."""

HALF = 0.5
"""Share of a short clause's single characters that will do; of a whole note's fewer are asked."""

WITH_FIGURES = 0.3
"""Share of word pairs that will do for a clause whose figures all stand."""

LEAST_WORDS = {"zh": 5, "en": 3}
"""Words that a clause must have for its absence to be told from another wording."""

SILENT: frozenset[Reason] = frozenset({"caption", "form"})
"""Reasons that need no line in a list of what is left out: nothing was."""

HIDDEN: frozenset[Reason] = frozenset({"injected", "private"})
"""Reasons of lines whose text no list repeats."""


@dataclass(frozen=True)
class Holding:
    """What stands in some sentences: figures, neighbouring words, and single words by their beginnings."""

    numbers: figures.Shelf[None]
    dates: tuple[Figure, ...]
    pairs: set[str]
    words: set[str]

    def holds(self, figure: Figure) -> bool:
        """Whether the figure's value stands there."""
        if self.numbers.same(figure):
            return True
        return figure.type == "date" and any(figures.same_date(figure, other) for other in self.dates)

    def share(self, words: comparison.Words, low: int, high: int, *, loose: bool = True) -> float:
        """Share (0 to 1) of the words from `low` to `high` that stand there: by pairs, or by themselves where they inflect."""
        ours = _without_thousands(words.words[low:high])
        latin = [word for word in ours if len(word) > 1 and word.isalpha()]
        if len(latin) * 2 > len(ours):
            return comparison.share_of_stems(comparison.stems(ours), self.words)
        pairs = words.joined[low : max(low, high - 1)]
        shared = sum(map(self.pairs.__contains__, pairs)) / len(pairs) if pairs else 1.0
        alone = sum(map(self.words.__contains__, words.words[low:high])) / max(1, high - low)
        return max(shared, STANDS if loose and alone >= ALONE and shared >= WITH_FIGURES else 0.0)

    def tells_anew(self, own: Sequence[str], enough: float = comparison.ANEW) -> bool:
        """Whether a few words of a note stand there by themselves, all of them Chinese."""
        return not any(map(str.isascii, own)) and comparison.told_anew(own, self.words, enough)


def _without_thousands(words: Sequence[str]) -> Sequence[str]:
    """Words without the numbers that a letter multiplies (`31k`): written out they are other digits, and `holds` knows them."""
    return [
        word
        for word, behind in zip(words, [*words[1:], ""][: len(words)], strict=True)
        if word not in _MULTIPLES and not (word.isdigit() and behind in _MULTIPLES)
    ]


_MULTIPLES = frozenset({"k", "m", "bn"})
_COUNTED = re.compile(
    r"[ -](?!is\b|was\b|has\b|had\b|are\b|of\b|in\b|at\b|on\b|to\b|from\b|for\b|ends?\b|left\b|and\b|who\b|that\b|with\b)[a-z]"
)
"""A word behind `one` that may be what it counts."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Facts of a written item whose figures or words do not stand in its text."""
    if not item.sentences:
        return
    whole = _holding(tuple(sentence.text for sentence in item.sentences), item.heading, rules)
    read: dict[tuple[str, ...], Holding] = {}
    laid = _laid(item, facts, rules)
    cited_in: dict[str, list[str]] = defaultdict(list)
    for sentence in item.sentences:
        for source in dict.fromkeys(sentence.sources):
            cited_in[source].append(sentence.text)
    held = set(item.facts)
    known = figures.Shelf((fact, figure) for fact in facts for figure in fact.figures)
    for fact in facts:
        rides = "correction" in fact.flags and fact.twin in held  # its value stands in the fact that it mended
        if not fact.wanted or fact.id not in held or rides:
            continue
        lost = [f for f in fact.figures if f.type not in {"placeholder", "bare"} and not whole.holds(f)]
        lost = [f for f in lost if not _renamed(f, whole, known, rules)]
        citing = tuple(cited_in.get(fact.id, ()))
        lost = [f for f in lost if not _in_words(f, fact, " ".join(citing), rules)]
        words = comparison.read(fact.text)
        if lost:
            told = rules.wording("joins", "figures").join(f.text for f in lost)
            yield _missing(item, fact, told, rules, (lost[0].start, lost[0].end))
            continue
        least = 0.0 if citing and fact.figures else STANDS / 2 if citing else STANDS
        if (
            least
            and whole.share(words, 0, len(words.words), loose=bool(citing)) < least
            and not (citing and whole.tells_anew(words.words))
            and not _in_formal_words(fact.text, fact, " ".join(citing), rules)
        ):
            yield _missing(item, fact, fact.text, rules, (0, len(fact.text)))
        elif citing:
            if citing not in read:
                read[citing] = _holding(citing, item.heading, rules)
            for low, high in _missing_clauses(fact, words, read[citing], laid.get(fact.id, ()), rules.language):
                clause = fact.text[words.starts[low] : words.ends[high - 1]]
                if _in_formal_words(clause, fact, " ".join(citing), rules):
                    continue
                yield rules.finding(
                    "clause-missing", "warning", item=item, facts=(fact,), remedy="add", clause=clause, fact=fact.text,
                    spans=(NoteSpan(fact=fact.id, start=words.starts[low], end=words.ends[high - 1]),),
                )  # fmt: skip


def _in_words(figure: Figure, fact: Fact, told: str, rules: Rules) -> bool:
    """Whether what is told of a fact says a figure without a number: none of it is a denial, and `one` without a noun a pronoun."""
    if figure.value == "0":
        return any("negation" in mark.classes for mark in rules.marks(told))
    if figure.text == "1" and re.search(r"(?i)\bone\b", told):
        return True
    return figure.text.lower() == "one" and not figure.unit and not _COUNTED.match(fact.text, figure.end)


def _in_formal_words(clause: str, fact: Fact, told: str, rules: Rules) -> bool:
    """Whether a clause stands as our own rules word it: hardly a word of `都给回复了` is left in 均已回复, and nothing is missing."""
    if fact.part is None:
        return False
    alone = fact.model_copy(update={"text": clause, "theme": ""})
    said = languages.load(rules.language).compose([alone], fact.part, "")
    return bool(said) and all(text.rstrip("。.") in told for text, _ in said)


def _holding(sentences: tuple[str, ...], heading: str | None, rules: Rules) -> Holding:
    read = [comparison.read(text) for text in (*sentences, heading or "")]
    read_figures = [figure for text in sentences for figure in rules.figures(text)]
    dates = {figure.value: figure for figure in read_figures if figure.type == "date"}
    pairs: set[str] = set().union(*(words.pairs for words in read))
    single: set[str] = set().union(*(words.words for words in read))
    return Holding(
        figures.Shelf((None, figure) for figure in read_figures),
        tuple(dates.values()),
        pairs,
        {word[: comparison.STEM] for word in single},
    )


def _renamed(figure: Figure, whole: Holding, known: figures.Shelf[Fact], rules: Rules) -> bool:
    """Whether a count stands there with another unit for the same things (88户 as 88家), and is no other note's: that is told where it
    stands, as a changed unit.
    """
    return figure.type == "count" and any(
        other.type == "count" and rules.like_units(figure.unit, other.unit) and not known.same(other)
        for _, other in whole.numbers.of_value(figure)
    )


def _missing(item: Item, fact: Fact, lost: str, rules: Rules, span: tuple[int, int]) -> Finding:
    spans = (NoteSpan(fact=fact.id, start=span[0], end=span[1]),)
    return rules.finding(
        "fact-missing", "error", item=item, facts=(fact,), spans=spans, remedy="add", fact=fact.text, lost=lost
    )


def _laid(item: Item, facts: Sequence[Fact], rules: Rules) -> dict[str, list[int]]:
    """For each cited fact the words of it, in order, that some sentence's words were matched with."""
    found: dict[str, set[int]] = {}
    for reading in rules.readings(item, facts):
        for number, word in filter(None, reading.compared.places):
            if number < len(reading.cited):
                found.setdefault(reading.cited[number].id, set()).add(word)
    return {name: sorted(words) for name, words in found.items()}


def _missing_clauses(
    fact: Fact, words: comparison.Words, holding: Holding, laid: Sequence[int], language: str
) -> Iterator[tuple[int, int]]:
    """Clauses of a fact, as word numbers, that neither stand in the sentences that cite it nor were matched with their words."""
    high = 0
    cut = clauses.cut(fact.text)
    for (start, end), size in zip(cut.spans, cut.sizes, strict=True):
        low, high = high, high + size
        numbers = [f for f in fact.figures if start <= f.start < end]
        stands = bool(numbers) and all(holding.holds(f) for f in numbers)
        if high - low < LEAST_WORDS[language] + (2 if stands else 0):
            continue
        matched = (bisect_left(laid, high) - bisect_left(laid, low)) / (high - low)
        if len(words.words) <= 20 and holding.tells_anew(words.words[low:high], HALF):
            continue
        thin = holding.share(words, low, high) < (WITH_FIGURES if stands else STANDS) and matched < HALF_MATCHED
        if thin or (matched < MATCHED and not stands):
            yield low, high


def check_all(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Facts in no item at all, and the list of what is left out."""
    assert draft.report is not None  # check_draft has looked
    items = (*draft.report.items(), *beyond.traced(draft))
    placed = {name for item in items for name in item.facts}
    placed |= {source for item in items for s in item.sentences for source in s.sources}
    by_id = {fact.id: fact for fact in draft.facts}
    for fact in draft.facts:
        if fact.unclear:
            yield from _unclear(fact, by_id, draft, rules)
        if fact.wanted and fact.id not in placed:
            yield rules.finding("fact-unused", "error", facts=(fact,), fact=fact.text)
        elif fact.wanted and "private" in fact.flags:
            yield from _private(fact, draft.report, rules)
        elif fact.wanted and "corrected" in fact.flags:
            yield rules.finding("fact-corrected", "hint", facts=(fact,), note=str(fact.note), text=fact.text)
        elif fact.reason and fact.reason not in SILENT:
            reason = rules.wording("reasons", fact.reason)
            shown = "" if fact.reason in HIDDEN else f"{rules.wording('joins', 'text')}{fact.text}"
            yield rules.finding("fact-left-out", "hint", facts=(fact,), note=str(fact.note), reason=reason, shown=shown)


def _private(fact: Fact, found: Report, rules: Rules) -> Iterator[Finding]:
    """A private line that the writer has had written in: the first sentence that rests on it is pointed at."""
    for item in found.items():
        for number, sentence in enumerate(item.sentences):
            if fact.id in sentence.sources:
                yield rules.finding(
                    "private-written", "error", item=item, sentence=number, facts=(fact,), note=str(fact.note)
                )
                return


def _unclear(fact: Fact, by_id: Mapping[str, Fact], draft: Draft, rules: Rules) -> Iterator[Finding]:
    """A line that takes back one of several, until the writer has ruled on it or on one of them."""
    named = [by_id[name] for name in fact.unclear if name in by_id]
    ruled = {decision.fact for decision in draft.decisions if isinstance(decision, Dropped | Moved)}
    if named and ruled.isdisjoint((fact.id, *fact.unclear)):
        yield rules.finding(
            "withdrawal-unclear", "warning", facts=(fact, *named), note=str(fact.note),
            text="…" if fact.reason in HIDDEN else fact.text,
            others=rules.wording("joins", "notes").join(f"{other.note}. {other.text}" for other in named),
        )  # fmt: skip
