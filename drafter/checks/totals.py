"""Totals that no learned score is asked about: those that stand far from the list that they add up, and sums that a correction broke."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from drafter import text as texts
from drafter.checks.amounts import ADDED, Amount, Wrong, amounts, like, slack
from drafter.checks.arithmetic import LINES, MISSED, Relation, Spot
from drafter.checks.rules import Rules
from drafter.figures import number
from drafter.schema import Fact

RARE = 3
"""Lines that may hold a word for it still to tell which list a total is of."""

SEVERAL = 3
"""Parts from which on it is no chance that a line has as many as the one above it says."""

SPREAD = 24
"""Characters between two amounts of a list behind a colon."""

_OPENED = re.compile(r"[^，。；;]{0,8}?\s*(?:[:：（(]|[-–—]{1,2}\s)[^：:。；;]{0,24}")
_STOPS = re.compile(r"[。；;)）]|\.\s")

NESTED = 30
"""Lines set in below a total that are looked at."""

TOLD = 12
"""Characters behind an amount in which a line may say that it is what is left."""

CLOSE = 12
"""Characters between two amounts of a list."""


def far_totals(facts: Sequence[Fact], rules: Rules) -> Iterator[Wrong]:
    """Lines that say a total alone, against the list far above or below of the same matter:
    `DofE - 12 bronze, 5 silver, 1 gold` and `total DofE awards 19`.
    """
    words = {fact.id: rules.words(f"{fact.theme} {fact.text}") for fact in facts}
    holders: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for word in words[fact.id]:
            holders[word].append(fact)
    for fact in facts:
        said = [a for a in amounts(fact, rules) if a.figure.type in ADDED]
        if len(said) != 1 or fact.cells or not rules.cue("total_line").search(fact.text):
            continue
        rare = [holders[word] for word in words[fact.id] if len(holders[word]) <= RARE]
        lists = [
            (other, listed) for other in {other.id: other for few in rare for other in few}.values()
            if other.part == fact.part and abs(other.note - fact.note) > LINES
            and (listed := _list(said[0], other, rules))
        ]  # fmt: skip
        given = [(other, sum((a.value for a in listed), Decimal(0))) for other, listed in lists]
        if len(given) == 1 and 0 < abs(given[0][1] - said[0].value) <= Decimal(MISSED) * said[0].value:
            ((held, came),) = given
            yield Wrong((held, fact), said[0].figure.text, came)


def counted_totals(facts: Sequence[Fact], rules: Rules) -> Iterator[Wrong]:
    """The same of a line that says how many parts its total has, with just so many on the next line: `5个支部，合计143名` and
    `机关38、船闸41、航道29、海事服务17、离退休23`.
    """
    for fact, below in pairwise(facts):
        said = [a for a in amounts(fact, rules) if a.figure.type in ADDED]
        if len(said) == 2 and not fact.cells:
            count, total = said
            listed = _list(total, below, rules)
            given = sum((a.value for a in listed), Decimal(0))
            if len(listed) >= SEVERAL and len(listed) == count.value and given != total.value:
                yield Wrong((below, fact), total.figure.text, given)


def listed_totals(facts: Sequence[Fact], rules: Rules) -> Iterator[Wrong]:
    """Lines in which a total stands before a colon or a bracket and a list of three parts or more that do not give it:
    `发稿16篇：国家级2篇，省级5篇，市级11篇`, `18,460 hrs (warehouse 9,200, desk 5,130, drivers 4,030)`.
    """
    for fact in facts:
        found = [a for a in amounts(fact, rules) if a.figure.type in ADDED]
        for place, total in enumerate(found[:-SEVERAL] if not fact.cells else []):
            rest = found[place + 1 :]
            opened = _OPENED.fullmatch(fact.text[total.end : rest[0].start])
            if not opened or rules.cue("part_of_it").search(opened[0]):
                continue
            parts = _run(total, rest, fact.text)
            sums = list(accumulate((a.value for a in parts), initial=Decimal(0)))
            off = abs(sums[-1] - total.value)
            if (
                len(parts) >= SEVERAL
                and total.value not in sums
                and slack(total, parts) < off <= Decimal(MISSED) * total.value
            ):
                yield Wrong((fact,), total.figure.text, sums[-1])
                break


def nested_totals(facts: Sequence[Fact], typed: Mapping[int, str], rules: Rules) -> Iterator[Wrong]:
    """Lines with one amount that the lines set in further just below, with one each, do not give. `typed`: note to its line as typed."""
    added = {fact.id: [a for a in amounts(fact, rules) if a.figure.type in ADDED] for fact in facts}
    lines = {fact.id: typed.get(fact.note, fact.text) for fact in facts}
    depth = {name: len(line) - len(line.lstrip(" \t\u3000")) for name, line in lines.items()}
    for index, fact in enumerate(facts):
        near = facts[index + 1 : index + 1 + NESTED]
        deeper = [depth[other.id] > depth[fact.id] for other in near]
        below = near[: deeper.index(False) if False in deeper else None]
        if len(added[fact.id]) != 1 or len(below) < 2 or not all(len(added[other.id]) == 1 for other in below):
            continue
        total, parts = added[fact.id][0], [added[other.id][0] for other in below]
        given = sum((a.value for a in parts), Decimal(0))
        if (
            all(like(total, a) for a in parts)
            and slack(total, parts) < abs(given - total.value) <= Decimal(MISSED) * total.value
        ):
            yield Wrong((fact, *below), total.figure.text, given)


def told_remainders(facts: Sequence[Fact], rules: Rules) -> Iterator[Wrong]:
    """Three lines in a row with one amount each, a whole, a part of it and what is said to be left:
    `award $486,000`, `drawn down $297,450`, `balance left $198,550`.
    """
    said = [(fact, [a for a in amounts(fact, rules) if a.figure.type in ADDED]) for fact in facts]
    for three in zip(said, said[1:], said[2:], strict=False):
        lines = tuple(fact for fact, _ in three)
        if any(len(held) != 1 or fact.cells for fact, held in three):
            continue
        whole, part, left = (held[0] for _, held in three)
        tells = rules.cue("left").search(left.fact.text) or rules.cue("remaining").search(left.fact.text)
        near = all(b.note - a.note == 1 for a, b in pairwise(lines)) and like(whole, part) and like(whole, left)
        given = whole.value - part.value
        off = abs(given - left.value)
        if tells and near and given > 0 and slack(whole, [part, left]) < off <= Decimal(MISSED) * whole.value / 2:
            yield Wrong(lines, left.figure.text, given, "difference")


def told_in_line(facts: Sequence[Fact], rules: Rules) -> Iterator[Wrong]:
    """The same of a line in which the three stand side by side, what is left said right before or behind its amount: `预算6万元，花了
    5.2万元，剩0.9万元`. What such a line says is meant to come out to the last digit.
    """
    for fact in facts:
        found = [] if fact.cells else [a for a in amounts(fact, rules) if a.figure.type in ADDED]
        for one, other, left in zip(found, found[1:], found[2:], strict=False):
            part, whole = sorted((one, other), key=lambda amount: amount.value)
            said = rules.cue("told_left").search(fact.text[other.end : left.end + TOLD])
            tells = said is not None and other.end + said.start() < left.end  # `46,600) leaving $55,700` tells the next
            exact = not any(a.figure.modifier for a in (one, other, left)) and whole.step >= part.step == left.step
            if not tells or not exact or not all(like(a, b) for a, b in pairwise((one, other, left))):
                continue
            given = whole.value - part.value
            if 0 < abs(given - left.value) <= Decimal(MISSED) * whole.value:
                yield Wrong((fact,), left.figure.text, given, "difference")


def _run(total: Amount, rest: Sequence[Amount], text: str) -> list[Amount]:
    """The amounts behind a total that follow each other closely and may be added to it; none where its list ends amid a clause."""
    run = [rest[0]]
    for one, other in pairwise(rest):
        between = text[one.end : other.start]
        if len(between) > SPREAD or _STOPS.search(between) or not _may_add(total, other):
            break
        run.append(other)
    fits = all(_may_add(total, a) and a.value < total.value for a in run)
    return run if fits else []


def _may_add(total: Amount, part: Amount) -> bool:
    """Whether a part is of the sort of its total; hours are counted without their unit once the total has it."""
    return like(total, part) or (
        total.figure.type == "duration" and part.figure.type in {"count", "bare"} and not part.unit
    )


def _list(total: Amount, fact: Fact, rules: Rules) -> list[Amount]:
    """The amounts of a line, all of which follow each other closely and may be added to a total; none where they do not."""
    found = [a for a in amounts(fact, rules) if a.figure.type in ADDED]
    close = all(b.start - a.end <= CLOSE for a, b in pairwise(found))
    return found if len(found) > 1 and close and all(like(total, a) and a.value < total.value for a in found) else []


def broken(relation: Relation, on_line: Mapping[int, Sequence[Spot]], notes: Mapping[int, str], rules: Rules) -> bool:
    """Whether a sum within one line came out as it was typed, and does not since a later line corrected a figure of it.

    `on_line` are the amounts of the facts of each line, `notes` the lines as typed, both by their numbers.
    """
    if relation.kind != "sum" or relation.lines or not any("corrected" in fact.flags for fact in relation.facts):
        return False
    now = [spot for spot in on_line[relation.said.line] if spot.amount.figure.type in ADDED]
    typed = [f for f in rules.figures(texts.strip_mark(notes[relation.said.line])) if f.type in ADDED]
    if len(now) != len(typed):
        return False
    before = {spot.place: number(figure) or Decimal(0) for spot, figure in zip(now, typed, strict=True)}
    if any(spot.place not in before for spot in relation.spots):
        return False
    return sum(before[part.place] for part in relation.parts) == before[relation.said.place]
