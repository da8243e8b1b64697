"""Do the rates in the notes follow from the counts beside them: shares, rates of growth, tenths.

Silent where any two of the counts give the rate, and where the figures were not meant to make each other up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from drafter.checks.amounts import Amount, amounts, like
from drafter.checks.rules import Rules
from drafter.figures import number
from drafter.schema import Draft, Fact, Figure, Finding

CODES = {
    "rate-wrong": "a rate that does not follow from the counts beside it",
}

SLIP = Decimal(7)
"""Percentage points up to which a rate that is not plainly said of two counts is taken for a slip, not for another rate."""

TENTH = Decimal(5)
"""Percentage points by which a rate given in tenths (两成, a tenth) may be rounded."""

NEXT_TO, PLAINLY = 60, 120
"""Characters within which a rate must follow the counts that it is made of, and where wording ties them together."""

BEFORE = 20
"""Characters within which the counts must follow a rate that stands before them."""

LOOKS_BACK = 2
"""Facts before a rate that stands alone in which its counts may be."""


class _Pair(NamedTuple):
    """Two counts that a rate may be made of; `plain` where wording says so (`28 of 140`, `from 402 to 371`)."""

    one: Amount
    other: Amount
    plain: bool


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Wrong rates among the facts that are written."""
    facts = [fact for fact in draft.facts if fact.wanted and fact.part != "plans"]
    for index, fact in enumerate(facts):
        percents = [f for f in fact.figures if f.type == "percent" and f.unit == "%" and not f.modifier]
        if len(percents) != 1 or not rules.cue("rate").search(fact.text):
            continue
        pairs = _pairs(percents[0], fact, rules)
        holders: tuple[Fact, ...] = (fact,)
        if not fact.cells and not amounts(fact, rules) and rules.cue("rate_alone").match(fact.text):
            near = [other for other in facts[max(0, index - LOOKS_BACK) : index] if fact.note - other.note <= LOOKS_BACK
                    and _one_topic(other, fact, rules)]  # fmt: skip
            holders, pairs = (*near, fact), _pairs_above(near, rules)
        yield from _compared(percents[0], pairs, holders, rules)


def _compared(percent: Figure, pairs: Sequence[_Pair], holders: tuple[Fact, ...], rules: Rules) -> Iterator[Finding]:
    given = number(percent) or Decimal(0)
    allowed = (
        TENTH
        if rules.cue("tenths").search(percent.text)
        else Decimal(6) / 10 ** (len(percent.value.partition(".")[2]) + 1)
    )
    rates = [(rate, pair.plain) for pair in pairs for rate in _possible(pair.one.value, pair.other.value)]
    if not rates or any(abs(rate - given) <= allowed for rate, _ in rates):
        return
    near, plain = min(rates, key=lambda entry: abs(entry[0] - given))
    plain = plain or (len(pairs) == 1 and pairs[0].plain)
    if plain or abs(near - given) <= SLIP:
        line = " / ".join(f"{holder.note}. {holder.text}" for holder in holders)
        decimals = max(len(percent.value.partition(".")[2]), 1)
        yield rules.finding("rate-wrong", "warning", facts=holders, line=line, rate=percent.text,
                            computed=f"{near:.{decimals}f}%")  # fmt: skip


def _possible(a: Decimal, b: Decimal) -> tuple[Decimal, ...]:
    low, high = sorted((a, b))
    return (100 * low / high, 100 * high / low, 100 * (high - low) / low, 100 * (high - low) / high) if low else ()


def _pairs(percent: Figure, fact: Fact, rules: Rules) -> list[_Pair]:
    """Counts of one kind that stand before a rate, or behind it where wording ties them."""
    found = [a for a in amounts(fact, rules) if a.value > 0]
    pairs = []
    for one, other in combinations(found, 2):
        if not like(one, other) or [one.figure.type, other.figure.type].count("duration") == 1:
            continue
        between = fact.text[one.end : other.start] if one.figure is not other.figure else " to "
        tied = (
            rules.cue("rate_pair").search(between) is not None
            or rules.cue("rate_tied").search(fact.text[other.end : other.end + 14]) is not None
        )
        neighbours = found.index(other) - found.index(one) == 1
        if rules.cue("rate_apart").search(between) or not neighbours or not _in_reach(percent, one, other, tied=tied):
            continue
        if tied or _one_thing(one, other, fact, rules):
            pairs.append(_Pair(one, other, tied or _named(percent, fact, rules)))
    return pairs if len(pairs) < 2 else [pair._replace(plain=False) for pair in pairs]  # which of them, nothing says


def _in_reach(percent: Figure, one: Amount, other: Amount, *, tied: bool) -> bool:
    """Whether a rate stands near enough behind its counts, or right before two that wording ties together."""
    if percent.start >= other.end:
        return percent.start - other.end <= (PLAINLY if tied else NEXT_TO)
    return tied and 0 <= one.start - percent.end <= BEFORE


def _one_thing(one: Amount, other: Amount, fact: Fact, rules: Rules) -> bool:
    """Whether two counts are of one thing: of one unit, in cells of a row, or the second followed by no noun of its own."""
    if "row" in fact.flags or one.unit == other.unit != "":
        return True
    if rules.language == "zh":
        return one.unit == other.unit
    if rules.cue("no_noun").match(other.figure.counted):
        return True
    ours, theirs = (set(re.findall("[a-z]{4,}", a.figure.counted.lower())) for a in (one, other))
    return bool(ours & theirs)


def _named(percent: Figure, fact: Fact, rules: Rules) -> bool:
    """Whether the rate's own name is made of the counts' words (`检查46次，整改44次，整改率95.7%`)."""
    if "row" in fact.flags:
        return True
    around = fact.text[max(0, percent.start - 14) : percent.end + 6]
    if not rules.cue("rate_near").search(around):
        return False
    named = re.search("([一-鿿]{2})率[为是]?$", fact.text[: percent.start].rstrip())
    if rules.language != "zh":
        return False
    said = f"{fact.theme} {fact.text[: percent.start - len(named[0])]}" if named else ""
    return named is not None and named[1] in said


def _one_topic(one: Fact, other: Fact, rules: Rules) -> bool:
    """Whether two lines share a word, or the beginning of one (approved, approval)."""
    if rules.words(one.text) & rules.words(other.text):
        return True
    return any(len(piece) > STEM for piece in rules.loose(one.text) & rules.loose(other.text))


STEM = 3
"""Letters beyond which a shared beginning of two words tells that they are of one topic."""


def _pairs_above(facts: Sequence[Fact], rules: Rules) -> list[_Pair]:
    """The counts on the lines above a rate that stands alone: two of one unit, no more."""
    found = [a for fact in facts for a in amounts(fact, rules) if a.value > 0]
    if len(found) == 2 and like(*found):  # a pair
        return [_Pair(found[0], found[1], plain=True)]
    last = [a for a in found if facts and a.fact is facts[-1]]
    return [_Pair(last[0], last[1], plain=True)] if len(last) == 2 and like(*last) else []  # the same
