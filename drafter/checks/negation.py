"""What the notes deny is not affirmed, and what they affirm is not denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter import marks
from drafter.checks.rules import Reading, Rules
from drafter.comparison import Change
from drafter.schema import Fact, Finding, Item

CODES = {
    "negation-added": "a denial that the source does not have",
    "negation-lost": "a denial of the source that the sentence leaves out",
}

_DENIES = frozenset({"negation"})
_DOUBTS = frozenset({"negation", "soft"})
NEAR = 8
"""Characters around a change in which the same denial may stand in other words."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Denials that came or went where the rest of the words stayed."""
    for reading in rules.readings(item, facts):
        for change in reading.compared.changes:
            code = _turned(change, reading, rules)
            if not code:
                continue
            fact = reading.fact_of(change)
            span = (change.start, change.end) if change.end > change.start else _beside(change, reading)
            yield rules.finding(
                code, "error" if change.firm and _clear(change, reading) else "warning", item=item, sentence=reading.index, span=span,
                facts=(fact,) if fact else reading.cited, spans=reading.note_span(change),
                remedy="replace" if fact and change.end > change.start else "", fix=reading.compared.old(change),
                words=reading.text[span[0] : span[1]], note=reading.compared.old(change),
            )  # fmt: skip


def _clear(change: Change, reading: Reading) -> bool:
    """Whether little else changed at this place, so that the denial itself is what changed."""
    return len(reading.compared.new(change)) <= 6 and len(reading.compared.old(change)) <= 6


def _turned(change: Change, reading: Reading, rules: Rules) -> str:
    ours = (
        marks.within(reading.text, rules.language, change.start, change.end)
        if change.end > change.start
        else frozenset()
    )
    if change.source < 0:
        held = any(m.classes & _DENIES for source in reading.compared.sources for m in rules.marks(source.text))
        return "negation-added" if ours & _DENIES and not held and _short(change) else ""
    source = reading.compared.sources[change.source].text
    theirs = (
        marks.within(source, rules.language, change.old_start, change.old_end)
        if change.old_end > change.old_start
        else frozenset()
    )
    around = marks.within(source, rules.language, max(0, change.old_start - NEAR), change.old_end + NEAR)
    about = marks.within(reading.text, rules.language, max(0, change.start - NEAR), change.end + NEAR)
    denied = not change.firm and marks.within(source, rules.language, 0, len(source)) & _DENIES
    if ours & _DENIES and not theirs & _DOUBTS and not denied and not (around & _DOUBTS and not change.firm):
        return "negation-added"
    if (
        theirs & _DENIES
        and not ours & _DOUBTS
        and change.firm
        and change.old_end - change.old_start <= 12
        and not (about & _DENIES)
    ):
        return "negation-lost"
    return ""


def _short(change: Change) -> bool:
    return change.end - change.start <= 12


def _beside(change: Change, reading: Reading) -> tuple[int, int]:
    """Where words were left out: the two characters around the place."""
    return max(0, change.start - 1), min(len(reading.text), change.start + 1)
