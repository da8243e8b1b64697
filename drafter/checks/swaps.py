"""Figures that stand in a sentence's sources, but at another place: two values that changed places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from drafter import figures
from drafter.checks.rules import Reading, Rules
from drafter.remembering import remembered
from drafter.schema import Fact, Figure, Finding, Item, NoteSpan

CODES = {"figure-swapped": "a value that the notes give to something else; two figures may have changed places"}

MARGIN = 0.12
"""How much better another value's surroundings must fit before a figure counts as swapped."""

JOINT = 5
"""Characters between two dates that are listed together."""

LEFT, RIGHT = 10, 6
"""Characters before and after a figure that tell what it belongs to."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Figures whose place in the sentence is another figure's place in the notes."""
    for reading in rules.readings(item, facts):
        known = [(fact, f) for fact in reading.cited for f in fact.figures if f.type != "placeholder"]
        if len(known) < 2:
            continue
        for number in rules.figures(reading.text):
            fits = reading.shelf.same(number)
            if not fits or number.type == "placeholder":
                continue
            rival = _at_its_place(number, reading, known)
            if rival is None and not _at_home(number, reading, fits):
                rival = _by_surroundings(number, reading.text, fits, known, rules)
            if rival and not _in_order(number, rival, fits, rules.figures(reading.text)):
                fact, figure = rival
                yield rules.finding(
                    "figure-swapped", "warning", item=item, sentence=reading.index, span=(number.start, number.end),
                    facts=(fact,), spans=(NoteSpan(fact=fact.id, start=figure.start, end=figure.end),),
                    remedy="replace", fix=figure.text, figure=number.text, note=figure.text,
                )  # fmt: skip


def _in_order(
    number: Figure, rival: tuple[Fact, Figure], fits: Sequence[tuple[Fact, Figure]], said: Sequence[Figure]
) -> bool:
    """Whether a figure and its rival, of one note, both stand in the sentence as they follow each other there.

    Two values that changed places follow each other the other way round.
    """
    fact, other = rival
    places = [figure.start for figure in said if figures.same(figure, other)]
    own = [figure.start for owner, figure in fits if owner is fact]
    return any((number.start < place) == (start < other.start) for place in places for start in own)


def _alike(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and one.type == other.type


def _at_its_place(number: Figure, reading: Reading, known: Sequence[tuple[Fact, Figure]]) -> tuple[Fact, Figure] | None:
    """The note's other figure that the sentence's stands in the place of."""
    for change in reading.compared.changes:
        if not (change.start < number.end and change.end > number.start):
            continue
        fact = reading.fact_of(change)
        if fact is None:
            continue
        inside = [f for owner, f in known if owner is fact and f.start < change.old_end and f.end > change.old_start]
        if inside and all(_alike(f, number) and not figures.same(f, number) for f in inside) and len(inside) == 1:
            return fact, inside[0]
    return None


def _at_home(number: Figure, reading: Reading, fits: Sequence[tuple[Fact, Figure]]) -> bool:
    """Whether the figure was matched with the note's figure of this value, word for word where it stands."""
    words, compared = reading.compared.sentence, reading.compared
    for place in compared.places[bisect_left(words.starts, number.start) : bisect_left(words.starts, number.end)]:
        if place is None or place[0] >= len(reading.cited):
            continue
        at = compared.sources[place[0]].starts[place[1]]
        if any(fact is reading.cited[place[0]] and f.start <= at < f.end for fact, f in fits):
            return True
    return False


def _by_surroundings(number: Figure, text: str, fits: Sequence[tuple[Fact, Figure]], known: Sequence[tuple[Fact, Figure]],
                     rules: Rules) -> tuple[Fact, Figure] | None:  # fmt: skip
    """Another figure of the notes whose surroundings fit this place clearly better than the value's own."""
    rivals = [(fact, f) for fact, f in known if _alike(f, number) and not figures.same(f, number)]
    rivals = [(fact, f) for fact, f in rivals if not any(own is fact and _listed(f, g, fact.text) for own, g in fits)]
    if not rivals:
        return None
    look = _around if rules.language == "zh" else _words_around
    ours = look(text, number.start, number.end)
    own = max(_likeness(ours, look(fact.text, f.start, f.end)) for fact, f in fits)
    scored = ((_likeness(ours, look(fact.text, f.start, f.end)), (fact, f)) for fact, f in rivals)
    best, rival = max(scored, key=lambda entry: entry[0])
    return rival if best > own + MARGIN else None


def _listed(one: Figure, other: Figure, text: str) -> bool:
    """Whether two dates stand side by side (February and March): what stands around either is around both."""
    if one.type != "date":
        return False
    first, second = sorted((one, other), key=lambda figure: figure.start)
    between = text[first.end : second.start]
    return len(between) <= JOINT and not any(char.isdigit() for char in between)


@remembered
def _around(text: str, start: int, end: int) -> dict[str, float]:
    """Character pairs near a figure, each by side, the nearer the heavier; figures themselves left out."""
    found: dict[str, float] = {}
    before = text[max(0, start - LEFT) : start]
    after = text[end : end + RIGHT]
    for index in range(len(before) - 1):
        pair = before[index : index + 2]
        weight = 1 / (len(before) - index)
        found["<" + pair] = max(found.get("<" + pair, 0.0), weight)
    for index in range(len(after) - 1):
        pair = after[index : index + 2]
        found[">" + pair] = max(found.get(">" + pair, 0.0), 0.6 / (index + 2))
    return found


@remembered
def _words_around(text: str, start: int, end: int) -> dict[str, float]:
    """Words near a figure, up to the next stop or figure on either side, the nearer the heavier."""
    before = re.split(r"[,;:.()]|\d|\band\b", text[:start])[-1]
    after = re.split(r"[,;:.()]|\d|\band\b", text[end:])[0]
    found: dict[str, float] = {}
    for words in (list(reversed(_LATIN.findall(before.lower()))), _LATIN.findall(after.lower())):
        for distance, word in enumerate(words[:6], 1):
            found[word[:5]] = max(found.get(word[:5], 0.0), 1 / distance)
    return found


_LATIN = re.compile("[a-z]{3,}")


def _likeness(ours: dict[str, float], theirs: dict[str, float]) -> float:
    total = sum(ours.values())
    if not total:
        return 0.0
    return sum(min(weight, theirs[pair]) for pair, weight in ours.items() if pair in theirs) / total
