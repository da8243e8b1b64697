"""Placeholders stay visible until the writer fills them: listed while they stand, an error when a value took their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checks.rules import Rules
from drafter.schema import Fact, Figure, Finding, Item, NoteSpan

CODES = {
    "placeholder": "a figure or words still to be supplied (XX, 待补充, to be confirmed)",
    "placeholder-lost": "a fact's placeholder does not stand in the item that carries the fact",
}

_BRACKETS = re.compile(r"【[^【】]{0,10}待[^】]*】|\[[^\[\]]*(?:[Tt]o be|TBC|TBD)[^\[\]]*\]")
_GLUED = re.compile(r"[XxＸ×]{2,}|(?<![A-Za-z])[XＸ×](?=[\u4e00-\u9fff])")
_BEHIND = re.compile(r"[\u4e00-\u9fff]*")

SHOWN = 6
"""The most characters that a message shows behind a placeholder."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Placeholders in the text, and those of the facts that are no longer there."""
    standing = 0
    for index, sentence in enumerate(item.sentences):
        spans = [(*match.span(), match[0]) for match in _BRACKETS.finditer(sentence.text)]
        spans += [
            (f.start, f.end, f.counted + _begun(sentence.text, f.start, f.end))
            for f in rules.figures(sentence.text)
            if f.type == "placeholder" and not any(s <= f.start < e for s, e, _ in spans)
        ]
        glued = [match.span() for match in _GLUED.finditer(sentence.text)]
        spans += [
            (s, e, _begun(sentence.text, s, e))
            for s, e in glued
            if not any(s < high and e > low for low, high, _ in spans)
        ]
        for start, end, words in sorted(spans):
            standing += 1
            yield rules.finding(
                "placeholder", "warning", item=item, sentence=index, span=(start, end),
                mark=words,
            )  # fmt: skip
    yield from _lost(item, facts, standing, rules)


def _begun(text: str, start: int, end: int) -> str:
    """A placeholder with the words behind it, or the start of them: what looks like its unit may be a piece of a longer word."""
    behind = _BEHIND.match(text, end)
    assert behind is not None  # it may be empty
    return text[start : behind.end()] if behind.end() - end <= SHOWN else f"{text[start : end + SHOWN]}…"


def _lost(item: Item, facts: Sequence[Fact], standing: int, rules: Rules) -> Iterator[Finding]:
    """Fewer placeholders stand in the item than its facts ask for; the sentence that lost one is pointed at."""
    cited = {source for sentence in item.sentences for source in sentence.sources}
    held = [fact for fact in facts if fact.id in item.facts or fact.id in cited]
    holes = {fact.id: [f for f in fact.figures if f.type == "placeholder"] for fact in held}
    asked = sum(map(len, holes.values())) + sum(_glued(fact, holes[fact.id]) for fact in held) - standing
    if not item.sentences or asked <= 0:
        return
    holders = tuple(fact for fact in held if holes[fact.id] or _GLUED.search(fact.text))
    for reading in rules.readings(item, facts):
        for change in reading.compared.changes:
            fact = reading.fact_of(change)
            lost = (
                [f for f in holes.get(fact.id, ()) if f.start < change.old_end and f.end > change.old_start]
                if fact
                else []
            )
            if fact and lost and (number := _filled(rules.figures(reading.text), change.start, change.end)):
                yield rules.finding(
                    "placeholder-lost", "error", item=item, sentence=reading.index, span=(number.start, number.end), facts=(fact,),
                    spans=(NoteSpan(fact=fact.id, start=lost[0].start, end=lost[0].end),), remedy="replace", fix=lost[0].text,
                    count=str(asked),
                )  # fmt: skip
                return
    yield rules.finding("placeholder-lost", "error", item=item, facts=holders, count=str(asked))


def _glued(fact: Fact, holes: Sequence[Figure]) -> int:
    """Placeholders that are part of a word, such as the one in a masked name, and so no figure."""
    spans = [match.span() for match in _GLUED.finditer(fact.text)]
    return sum(not any(f.start < end and f.end > start for f in holes) for start, end in spans)


def _filled(numbers: Sequence[Figure], start: int, end: int) -> Figure | None:
    return next((f for f in numbers if f.type != "placeholder" and f.start < end and f.end > start), None)
