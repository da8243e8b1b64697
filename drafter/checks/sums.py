"""Do the sums in the notes come out: totals against their parts, rates against the counts that they are made of.

Silent where they agree, and where the figures were not meant to make each other up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from drafter.checks.rules import Rules
from drafter.figures import number
from drafter.schema import Draft, Fact, Figure, Finding

CODES = {
    "sum-wrong": "a total that differs from the sum of its parts",
    "rate-wrong": "a rate that does not follow from the counts beside it",
}

NEAR = Decimal("0.3")
"""A line of totals that is further than this share from the sum of the lines above is a total of something else."""

MISSED = Decimal("0.15")
"""Parts that miss their total by more than this share were not meant to make it up."""

NEXT_TO = 30
"""Characters within which a rate must follow the counts that it is made of."""

SLIP = Decimal(6)
"""Percentage points up to which a rate that is not plainly said of two counts is taken for a slip, not for another rate."""

_COUNTED = frozenset({"count", "bare", "money", "measure"})


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Wrong totals and wrong rates among the facts that are written."""
    facts = [fact for fact in draft.facts if fact.wanted and fact.part != "plans"]
    before: Fact | None = None
    for index, fact in enumerate(facts):
        yield from _totals(fact, facts[:index], rules)
        yield from _rates(fact, before, rules)
        before = fact


def _totals(fact: Fact, before: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    if found := _inner_total(fact, rules):
        total, parts = found
        yield _sum_finding(rules, (fact,), total, sum(parts, Decimal(0)))
    elif any(rules.cue("total_line").search(words) for words in (fact.theme, fact.text)):
        yield from _column_totals(fact, before, rules)
    elif before and rules.cue("parts_line").match(fact.text) and fact.note - before[-1].note <= 1:
        yield from _parts_below(before[-1], fact, rules)


def _inner_total(fact: Fact, rules: Rules) -> tuple[Figure, list[Decimal]] | None:
    """A total and its parts inside one fact, when they do not add up (`47处，其中18处、15处、9处`, `41个 优12 良23 中8`)."""
    asides = [match.span() for match in rules.cue("aside").finditer(fact.text)]
    counted = [f for f in fact.figures if number(f) is not None and f.type in _COUNTED
               and not any(start <= f.start < end for start, end in asides)]  # fmt: skip
    for cue in rules.cue("total").finditer(fact.text):
        before = [f for f in counted if f.end <= cue.start()]
        after = [f for f in counted if f.start >= cue.start()]
        last = rules.cue("total_after").search(cue[0]) is not None  # parts first, then the total
        total, parts = (
            (after[0], before) if last and after else (before[-1], after) if before and not last else (None, [])
        )
        if total is not None and (
            values := _wrong_parts(total, parts, least=2 if not last or rules.cue("total_said").search(cue[0]) else 3)
        ):
            return total, values
    least = 2 if rules.cue("partition").search(fact.text) else 3
    if len(counted) > least and (values := _wrong_parts(counted[0], counted[1:], least=least)):
        return counted[0], values
    return None


def _parts_below(fact: Fact, parts: Fact, rules: Rules) -> Iterator[Finding]:
    """A total on one line, its parts on the next (`林长418名` / `其中县级21名、乡级126名……`)."""
    for total in fact.figures:
        alike = [f for f in parts.figures if f.unit == total.unit and f.type == total.type]
        if total.type in _COUNTED and (values := _wrong_parts(total, alike, least=2)):
            yield _sum_finding(rules, (fact, parts), total, sum(values, Decimal(0)))
            return


def _wrong_parts(total: Figure, parts: Sequence[Figure], *, least: int) -> list[Decimal]:
    """The parts' values when they were meant to make up the total and miss it by little; empty when they fit or were not."""
    goal = number(total) or Decimal(0)
    values = [number(f) or Decimal(0) for f in parts if f.unit in {total.unit, ""} and f.type in {total.type, "bare"}]
    sums = [sum(values[:count], Decimal(0)) for count in range(2, len(values) + 1)]
    if len(values) < least or goal in sums or any(value >= goal for value in values):
        return []
    return values if abs(sums[-1] - goal) <= MISSED * goal else []


def _column_totals(fact: Fact, before: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """A line of totals against the lines above it, column by column; right as soon as any run of them adds up."""
    totals = [value for f in fact.figures if (value := number(f)) is not None and f.type != "percent"]
    rows: list[list[Decimal]] = []
    for other in reversed(before[-15:]):
        row = [value for f in other.figures if (value := number(f)) is not None and f.type != "percent"]
        if len(row) != len(totals) or other.note >= fact.note or fact.note - other.note > len(rows) + 2:
            break
        rows.append(row)
    if len(rows) < 2 or not totals:
        return
    for column, total in enumerate(totals):
        sums = [sum((row[column] for row in rows[:count]), Decimal(0)) for count in range(2, len(rows) + 1)]
        if total not in sums:
            near = min(sums, key=lambda value: abs(value - total))
            if abs(near - total) <= NEAR * max(near, total):
                yield _sum_finding(rules, (fact,), fact.figures[column], near)


def _sum_finding(rules: Rules, facts: tuple[Fact, ...], total: Figure, found: Decimal) -> Finding:
    return rules.finding(
        "sum-wrong",
        "warning",
        facts=facts,
        line=f"{facts[0].note}. {facts[0].text}",
        total=total.text,
        sum=f"{found.normalize():f}",
    )


def _rates(fact: Fact, before: Fact | None, rules: Rules) -> Iterator[Finding]:
    """A percentage beside counts of one thing must be one of the rates that two of them give; the counts may stand on the
    line before when the rate stands alone on its line.
    """
    percents = [f for f in fact.figures if f.type == "percent" and f.unit == "%"]
    if len(percents) != 1 or percents[0].modifier or not rules.cue("rate").search(fact.text):
        return
    percent, holders = percents[0], (fact,)
    counts = _counts(fact)
    if not counts and before is not None and fact.note - before.note <= 1 and len(fact.figures) == 1:
        if not rules.cue("rate_alone").match(fact.text):
            return
        counts, holders = _counts(before), (before, fact)  # type: ignore[assignment]  # two facts where there was one
        pairs = [(counts[0], counts[1])] if len(counts) == 2 and counts[0].unit == counts[1].unit else []
        said = True
    else:
        pairs, said = _pairs(percent, counts, fact, rules)
    given = number(percent) or Decimal(0)
    possible = [rate for pair in pairs for rate in _possible_rates(*(number(f) or Decimal(1) for f in pair))]
    decimals = len(percent.value.partition(".")[2])
    slack = Decimal(6) / Decimal(10) ** (decimals + 1)
    near = min(possible, key=lambda rate: abs(rate - given), default=given)
    if abs(near - given) > slack and (said or abs(near - given) <= SLIP):
        line = " / ".join(f"{holder.note}. {holder.text}" for holder in holders)
        yield rules.finding("rate-wrong", "warning", facts=holders, line=line, rate=percent.text,
                            computed=f"{near:.{max(decimals, 1)}f}%")  # fmt: skip


def _counts(fact: Fact) -> list[Figure]:
    return [f for f in fact.figures if f.type in _COUNTED and (number(f) or Decimal(0)) > 0]


def _possible_rates(a: Decimal, b: Decimal) -> tuple[Decimal, ...]:
    return tuple(100 * x for x in (a / b, b / a, abs(a - b) / a, abs(a - b) / b))


def _pairs(
    percent: Figure, counts: Sequence[Figure], fact: Fact, rules: Rules
) -> tuple[list[tuple[Figure, Figure]], bool]:
    """Neighbouring counts that the rate may be made of, and whether it is plainly said of them (else only a slip is told)."""
    close = [
        (one, other)
        for one, other in pairwise(counts)
        if _beside(percent, one, other, fact, rules) and _related(one, other, fact, rules)
    ]
    return close, len(counts) == 2 and bool(close) and _plainly(percent, fact, rules)


def _beside(percent: Figure, one: Figure, other: Figure, fact: Fact, rules: Rules) -> bool:
    if percent.start >= other.end:
        return percent.start - other.end <= NEXT_TO
    between = fact.text[one.end : other.start]
    return (
        one.start >= percent.end
        and one.start - percent.end <= NEXT_TO
        and rules.cue("rate_pair").search(between) is not None
    )


def _related(one: Figure, other: Figure, fact: Fact, rules: Rules) -> bool:
    between = fact.text[one.end : other.start]
    if one.unit != other.unit or rules.cue("rate_apart").search(between):
        return False
    return "row" in fact.flags or rules.cue("rate_pair").search(between) is not None or _one_thing(one, other, rules)


def _plainly(percent: Figure, fact: Fact, rules: Rules) -> bool:
    """Whether the rate's own words are those of the counts (`检查46次，整改44次，整改率95.7%`)."""
    around = fact.text[max(0, percent.start - 14) : percent.end + 6]
    if not rules.cue("rate_near").search(around):
        return False
    named = re.search("([一-鿿]{2})率[为是]?$", fact.text[: percent.start].rstrip())
    said = f"{fact.theme} {fact.text[: percent.start - len(named[0])]}" if named else ""
    return not (named and "row" not in fact.flags and named[1] not in said)


def _one_thing(one: Figure, other: Figure, rules: Rules) -> bool:
    """Whether two counts are of one thing: of one unit, followed by a word that both share, or the second by no noun."""
    if one.unit or rules.cue("no_noun").match(other.counted):
        return one.unit == other.unit
    ours, theirs = (set(re.findall("[a-z]{4,}", figure.counted.lower())) for figure in (one, other))
    return bool(ours & theirs)
