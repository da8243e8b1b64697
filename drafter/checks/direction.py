"""What rose in the notes does not fall in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import marks
from drafter.checks.rules import Reading, Rules
from drafter.clauses import Pair, Span
from drafter.comparison import Change
from drafter.schema import Fact, Figure, Finding, Item, NoteSpan

CODES = {
    "direction-turned": "a rise told as a fall, or a fall as a rise",
    "direction-added": "a rise or a fall that the sources do not speak of",
}

REACH = 12
"""Characters within which a word says in which direction a figure goes."""

_DIRECTIONS = frozenset({"up", "down"})
_RATES = frozenset({"percent", "points", "multiple"})
_SIGNED = {**dict.fromkeys("+＋", "up"), **dict.fromkeys("-－−", "down")}


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Turned directions, by the words that replaced the note's and by the figures that both have."""
    for reading in rules.readings(item, facts):
        told: list[tuple[int, int]] = []
        for change in reading.compared.changes:
            if change.end > change.start and (span := _turned(change, reading, rules)):
                told.append(span)
                fact = reading.fact_of(change)
                yield rules.finding(
                    "direction-turned", "error" if change.firm else "warning", item=item, sentence=reading.index, span=span,
                    facts=(fact,) if fact else (), spans=reading.note_span(change), remedy="replace" if fact else "",
                    fix=reading.compared.old(change), words=reading.text[span[0] : span[1]], note=reading.compared.old(change),
                )  # fmt: skip
        for number in rules.figures(reading.text):
            if not any(start < number.end and end > number.start - REACH for start, end in told):
                for finding in _by_figure(item, number, reading, rules):
                    told.append((finding.start, finding.end))
                    yield finding
        for entry in reading.pairs:
            if entry.source < 0 and not any(low < entry.clause[1] and high > entry.clause[0] for low, high in told):
                yield from _by_clause(item, entry, reading, rules)


def _by_clause(item: Item, entry: Pair, reading: Reading, rules: Rules) -> Iterator[Finding]:
    """A clause that speaks of one direction only, where those behind it speak of the other only."""
    ours = _ways(reading.text, entry.clause, rules)
    if len(ours) != 1:
        return
    theirs = frozenset[str]().union(*(_ways(reading.source(number), span, rules) for number, span in entry.others))
    if (
        len(theirs) == 1
        and ours != theirs
        and not _of_pace("".join((reading.text, *(fact.text for fact in reading.cited))), reading.text, rules)
    ):
        yield rules.of_clause("direction-turned", item, reading, entry)


def _ways(text: str, span: Span, rules: Rules) -> frozenset[str]:
    """The directions that the words of a clause speak of."""
    found = {_DIRECTIONS & mark.classes for mark in marks.touching(text, rules.language, *span)}
    return frozenset[str]().union(*(ways for ways in found if len(ways) == 1))


def _turned(change: Change, reading: Reading, rules: Rules) -> tuple[int, int] | None:
    """The span of the new words when they go the other way than the words they replaced."""
    old = reading.compared.old(change)
    if not old:
        return None
    source = reading.compared.sources[change.source].text
    ours = marks.within(reading.text, rules.language, change.start, change.end) & {"up", "down"}
    theirs = marks.within(source, rules.language, change.old_start, change.old_end) & {"up", "down"}
    if theirs and ours - theirs and change.end - change.start <= REACH and change.old_end - change.old_start <= REACH:
        return change.start, change.end
    if not ours or not theirs:
        new = reading.compared.new(change)
        if len(new) > 6 or len(old) > 6 or _of_pace(new + old, reading.text, rules):
            return None
        signs = [marks.signs(rules.language, key) for key in ("up_signs", "down_signs")]
        ways = [[not sign.isdisjoint(text) for sign in signs] for text in (new, old)]
        if sum(ways[0]) == sum(ways[1]) == 1 and ways[0] != ways[1]:
            return change.start, change.end
    return None


def _by_figure(item: Item, number: Figure, reading: Reading, rules: Rules) -> Iterator[Finding]:
    """The direction said of a rate, against the direction that the sources say of the same rate."""
    ours = _way(reading.text, number, rules)
    fits = reading.shelf.same(number) if ours else ()
    if ours is None or not fits:
        return
    way = _going(ours, number, rules)
    theirs: dict[frozenset[str], tuple[Fact, Figure]] = {}
    for fact, figure in fits:
        said = _way(fact.text, figure, rules)
        if said and (going := _going(said, figure, rules)):
            if going == way:
                return
            theirs[going] = (fact, figure)
    if not theirs and number.type not in _RATES:
        return
    if not theirs and any(way <= _ways(fact.text, (0, len(fact.text)), rules) for fact, _ in fits):
        return  # said of it in another clause
    turned = bool(theirs)
    fact, figure = next(iter(theirs.values())) if turned else fits[0]
    if not turned and (ours.word in fact.text.lower() or ours.word in rules.formally((fact,))):
        return
    note = _way(fact.text, figure, rules)
    yield rules.finding(
        "direction-turned" if turned else "direction-added", "error" if turned else "warning", item=item,
        sentence=reading.index, span=(ours.start, ours.end), facts=(fact,),
        spans=(NoteSpan(fact=fact.id, start=note.start if note else figure.start, end=note.end if note else figure.end),),
        remedy="replace" if note else "", fix=note.word if note else "", words=ours.word, note=note.word if note else figure.text,
    )  # fmt: skip


def _going(mark: marks.Mark, number: Figure, rules: Rules) -> frozenset[str]:
    """The direction of a mark; what is quicker takes less time, and what is slower more."""
    ways = mark.classes & _DIRECTIONS
    pace = number.type == "duration" and rules.listed("claims", "pace").search(mark.word)
    return _DIRECTIONS - ways if pace else ways


def _of_pace(words: str, text: str, rules: Rules) -> bool:
    """Whether words may speak of how fast something went, in a text that gives a time: the figure decides then."""
    timed = any(figure.type == "duration" for figure in rules.figures(text))
    return timed and rules.listed("claims", "pace").search(words) is not None


def _way(text: str, number: Figure, rules: Rules) -> marks.Mark | None:
    """The figure's own sign, else the word nearest to it that says its direction, no stop and no other figure between."""
    if way := _SIGNED.get(number.text[:1]):
        return marks.Mark(number.start, number.start + 1, number.text[:1], frozenset({way}))
    best: marks.Mark | None = None
    for mark in marks.touching(text, rules.language, number.start - REACH - 1, number.end + REACH + 1):
        if len(mark.classes & _DIRECTIONS) != 1:
            continue
        between = text[mark.end : number.start] if mark.end <= number.start else text[number.end : mark.start]
        if mark.end > number.start and rules.language == "zh":
            break
        if (
            len(between) <= REACH
            and not re.search(r"[，。；、,;:：\d]", between)
            and (best is None or mark.end <= number.start)
        ):
            best = mark
    return best or _sign(text, number, rules)


def _sign(text: str, number: Figure, rules: Rules) -> marks.Mark | None:
    """A single character that says the direction right before a figure: 少了17件, 掉0.6个百分点."""
    before = rules.listed("claims", "joints").sub("", text[max(0, number.start - 3) : number.start].rstrip())
    start = max(0, number.start - 3) if before else number.start
    for way, key in (("up", "up_signs"), ("down", "down_signs")):
        if before[-1:] and before[-1] in marks.signs(rules.language, key):
            return marks.Mark(text.index(before[-1], start), number.start, before[-1], frozenset({way}))
    return None
