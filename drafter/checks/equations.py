"""Sums that a line writes out: with signs (`$54,000 + our $9,500 = $64,500`), or as a difference from before (`2次，去年4次，少了3次`),
or with a last figure that is called the total of those before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from drafter.checks.amounts import ADDED, RATES, Amount, Wrong, amounts, like, slack
from drafter.checks.arithmetic import MISSED
from drafter.checks.changes import in_time
from drafter.checks.rules import Rules
from drafter.schema import Fact

_WORDS = r"[^\d，,；;。=＝+＋]{0,16}?"
_PLUS = re.compile(rf"{_WORDS}\s?[+＋]\s?{_WORDS}")
_EQUALS = re.compile(rf"{_WORDS}\s?[=＝]\s?{_WORDS}")

SEVERAL = 3
"""Parts from which on what is called their total was surely meant to be."""

NEAR = 24
"""Characters between two values that a line compares."""

_STOPS = re.compile(r"[。；;]|\.\s")


def wrong_equations(facts: Sequence[Fact], rules: Rules) -> Iterator[Wrong]:
    """Figures that the others of their line should give, as it writes out, and do not."""
    for fact in facts:
        found = amounts(fact, rules)
        for parts, total in _added(fact.text, [a for a in found if a.figure.type in ADDED]):
            given = sum((part.value for part in parts), Decimal(0))
            if abs(given - total.value) > slack(total, parts):
                yield Wrong((fact,), total.figure.text, given)
        if wrong := _told_total(fact, [a for a in found if a.figure.type in ADDED], rules):
            total, given = wrong
            yield Wrong((fact,), total.figure.text, given)
        for three in zip(found, found[1:], found[2:], strict=False):
            apart = abs(three[0].value - three[1].value)
            if _tells_difference(*three, rules) and abs(apart - three[2].value) > slack(three[2], three[:2]):
                yield Wrong((fact,), three[2].figure.text, apart, "difference")
        yield from _told_before(fact, found, rules)


def _added(text: str, found: Sequence[Amount]) -> Iterator[tuple[list[Amount], Amount]]:
    """The amounts that plus signs join, and the one behind the sign of equality."""
    run = list(found[:1])
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        if len(run) > 1 and _EQUALS.fullmatch(between) and all(like(other, part) for part in run):
            yield run, other
        run = [*run, other] if _PLUS.fullmatch(between) else [other]


def _told_total(fact: Fact, found: Sequence[Amount], rules: Rules) -> tuple[Amount, Decimal] | None:
    """The last figure of a line, if it is called the total of those before it, and what the nearest sum of three or more of these is."""
    if len(found) <= SEVERAL or fact.cells:
        return None
    *parts, total = found
    called = rules.cue("total_called").search(fact.text[max(parts[-1].end, total.start - NEAR) : total.start])
    if not called and not rules.cue("total_called_behind").match(fact.text, total.end):
        return None
    if not all(like(total, part) and part.value < total.value * 2 for part in parts):
        return None
    sums = [sum((a.value for a in parts[place:]), Decimal(0)) for place in range(len(parts) - 1)]
    nearest = min(sums[: len(parts) - SEVERAL + 1], key=lambda given: abs(given - total.value), default=total.value)
    off = abs(nearest - total.value)
    exact = any(abs(given - total.value) <= slack(total, parts) for given in sums)
    return (total, nearest) if not exact and off <= Decimal(MISSED) * total.value else None


def _tells_difference(first: Amount, second: Amount, said: Amount, rules: Rules) -> bool:
    """Whether one of two values is said to be of before, and the third the difference between the two."""
    text = first.fact.text
    between, tail = text[first.end : second.start], text[second.end : said.start]
    if len(between) > NEAR or len(tail) > NEAR or _STOPS.search(between + tail):
        return False
    kinds = {a.figure.type for a in (first, second, said)}
    alike = not kinds & RATES and like(first, second) and first.unit == second.unit == said.unit
    return bool(
        alike
        and in_time(first, second, said, rules) is not None
        and (rules.cue("changed_by").search(text[: said.start]) or rules.cue("changed_behind").match(text[said.end :]))
        and rules.cue("rate_near").match(text, said.end) is None
    )


def _told_before(fact: Fact, found: Sequence[Amount], rules: Rules) -> Iterator[Wrong]:
    """Differences that stand before the value of the year before: `全年52场，出动740人次，比上年增加了15场（上年41场）`."""
    for place, (said, old) in enumerate(pairwise(found)):
        between = fact.text[said.end : old.start]
        if said.unit != old.unit or not said.unit or len(between) > NEAR or _STOPS.search(between):
            continue
        new = next(
            (a for a in reversed(found[:place]) if a.unit == said.unit and a.figure.type == said.figure.type), None
        )
        tells = rules.cue("changed_by").search(fact.text[: said.start]) and rules.cue("last_year").search(between)
        if new is None or not tells:
            continue
        apart = abs(new.value - old.value)
        if abs(apart - said.value) > slack(said, [new, old]):
            yield Wrong((fact,), said.figure.text, apart, "difference")
