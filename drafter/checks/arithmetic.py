"""Which figures of the notes may have been meant to give another: parts a whole, counts a rate, a price and a number a cost.

Only those that miss it by little are of interest: what comes out exactly is right, and what is far off was not meant.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from drafter.checks.amounts import ADDED, RATES, Amount, amounts, like, slack
from drafter.checks.changes import goes_on_from
from drafter.checks.claims import COMMON, clause_around
from drafter.checks.columns import column_of
from drafter.checks.rules import Rules
from drafter.schema import Fact

MISSED = 0.16
"""Parts that miss their whole by more than this share of it were not meant to make it up."""

MOST = 8
"""Parts that are looked at for one whole, and wholes for what is left of one."""

REACH = 24
"""Amounts on one side of a whole among which its parts are looked for."""

LINES = 3
"""Lines between two neighbouring parts, or a part and its whole, up to which they may belong together."""

AHEAD = 2
"""Amounts right beside a whole that may be passed over before its parts begin."""

RATE_LINES = 2
"""Lines between a rate and the counts that it may be made of."""

POINTS, SLIP, SHARE = 20.0, 8.0, 0.35
"""Percentage points by which a rate may miss its counts and still be meant for them, where wording ties these together and where
it does not, and the share of itself.
"""

STEM = 3
"""Letters beyond which a shared beginning of two words tells that they are of one topic."""

TIED = 14
"""Characters behind two counts in which wording may say how they are compared."""

SHARED = 2
"""Words that a line telling what is left must share with the line that it goes on from."""

TENTHS = 5.0
"""Percentage points by which a rate given in tenths (两成, a third) may be rounded."""


class Spot(NamedTuple):
    """An amount where it stands: the line and the place among all amounts of the notes."""

    amount: Amount
    line: int
    place: int
    value: float


@dataclass(frozen=True, eq=False)
class Relation:
    """A figure, the others that may have been meant to give it, what they give instead, and how they stand to it."""

    kind: Literal["sum", "rate", "product"]
    shape: str
    said: Spot
    parts: tuple[Spot, ...]
    given: Decimal
    skipped: int = 0

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """All figures of it in their order."""
        return tuple(sorted((self.said, *self.parts), key=lambda spot: spot.place))

    @cached_property
    def lines(self) -> int:
        """How many lines its figures stand apart."""
        lines = [spot.line for spot in self.spots]
        return max(lines) - min(lines)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that hold them, each once."""
        return tuple({spot.amount.fact.id: spot.amount.fact for spot in self.spots}.values())


class _Tried(NamedTuple):
    """Relations that miss by little, and those that come out."""

    missed: list[Relation]
    exact: list[Relation]


def spots(facts: Sequence[Fact], rules: Rules) -> list[Spot]:
    """All amounts of the facts in their order."""
    found = [(a, fact.note) for fact in facts for a in amounts(fact, rules)]
    return [Spot(amount, line, place, float(amount.value)) for place, (amount, line) in enumerate(found)]


def relations(found: Sequence[Spot], rules: Rules) -> Iterator[Relation]:
    """Every relation that misses by little, where nothing that stands as near comes out exactly."""
    missed: list[Relation] = []
    right: dict[int, list[Relation]] = defaultdict(list)
    for index, spot in enumerate(found):
        percent = spot.amount.figure.type == "percent"
        for tried in (
            _wholes(index, found),
            _rates(index, found, rules) if percent else _products(index, found, rules),
        ):
            nearest = min((relation.lines for relation in tried.exact), default=math.inf)
            missed += [relation for relation in tried.missed if relation.lines < nearest]
            for relation in tried.exact:
                for part in relation.spots:
                    right[part.place].append(relation)
    yield from (relation for relation in missed if not _settled(relation, right) and not _across_columns(relation))
    yield from _far(found, rules)


def _across_columns(relation: Relation) -> bool:
    """Whether figures of several rows of a table stand in unlike columns: they are of unlike things."""
    columns = {column_of(spot.amount) for spot in relation.spots if spot.amount.fact.cells}
    return len(relation.facts) > 1 and len(columns) > 1


def _settled(relation: Relation, right: Mapping[int, Sequence[Relation]]) -> bool:
    """Whether two of a relation's figures stand, as near, in one that comes out with more of the figures around."""
    places = {spot.place for spot in relation.spots}
    return any(
        other.kind == relation.kind == "sum" and other.lines <= relation.lines and len(other.parts) >= len(relation.parts)
        and len(places & {spot.place for spot in other.spots}) > 1
        for other in right[relation.said.place]
    )  # fmt: skip


def _wholes(index: int, found: Sequence[Spot]) -> _Tried:
    """The sums near a figure that miss it by little, and those that give it exactly."""
    total = found[index]
    runs = {shape: _run(total, found, index, step) for shape, step in (("first", 1), ("last", -1))}
    tried = [(shape, run[ahead : ahead + count], ahead) for shape, run in runs.items()
             for ahead in range(AHEAD + 1) for count in range(2, len(run) - ahead + 1)]  # fmt: skip
    tried += [("between", [a, b], 0) for a in runs["last"][:1] for b in runs["first"][:1]]
    both = _Tried([], [])
    for shape, parts, ahead in tried:
        _weigh_sum(shape, total, tuple(parts), ahead, both)
    return both


def _weigh_sum(shape: str, total: Spot, parts: tuple[Spot, ...], ahead: int, tried: _Tried) -> None:
    """Add a sum to those that miss by little, or to those that come out."""
    off = abs(sum(part.value for part in parts) - total.value)
    if off > MISSED * total.value or (len(parts) == 2 and any(_is_least(part) for part in parts)):
        return
    ours = [part.amount for part in parts]
    relation = Relation("sum", shape, total, parts, sum((a.value for a in ours), Decimal(0)), ahead)
    (tried.exact if off <= float(slack(total.amount, ours)) + 1e-9 else tried.missed).append(relation)


def _is_least(part: Spot) -> bool:
    """Whether a small number is only the least of something (`up at least one level`), and no part of a sum."""
    return part.amount.figure.modifier == "ge" and part.value < 10


def _run(total: Spot, found: Sequence[Spot], index: int, step: int) -> list[Spot]:
    """The amounts on one side of a figure that may be its parts, the nearest first, up to one that is as large as it."""
    run: list[Spot] = []
    last = total
    for other in found[index + 1 : index + 1 + REACH] if step > 0 else reversed(found[max(0, index - REACH) : index]):
        if abs(other.line - last.line) > LINES or len(run) == MOST:
            break
        if not like(total.amount, other.amount):
            continue
        if other.value >= total.value:
            if run or other.value > total.value:
                break
            continue
        run.append(other)
        last = other
    return run


def _rates(index: int, found: Sequence[Spot], rules: Rules) -> _Tried:
    """The pairs of counts near a rate that give another, and those that give it."""
    rate, tried = found[index], _Tried([], [])
    figure = rate.amount.figure
    if figure.unit != "%" or figure.modifier:
        return tried
    allowed = 0.6 * float(rate.amount.step)
    if rules.cue("tenths").search(figure.text):
        allowed = TENTHS if rate.value % 10 == 0 else 1.0
    around = _around(rate, found, index, RATE_LINES)
    near = [s for s in around if s.amount.figure.type not in RATES and s.value > 0 and _one_topic(rate, s, rules)]
    start, end = clause_around(rate.amount.fact.text, figure)
    said = rules.cued(rate.amount.fact.text[start:end], ("rises", "falls"))
    sole = _sole_counts(rate, _around(rate, found, index, 0))
    for one, other in combinations(near, 2):
        alone = (one, other) == sole
        if not (like(one.amount, other.amount) or alone) or abs(one.line - other.line) > RATE_LINES:
            continue
        most = POINTS if alone or tied(one, other, rules) else SLIP
        for shape, value in _possible(one.value, other.value, said):
            off = abs(value - rate.value)
            if off <= allowed or (off <= most and off <= max(SHARE * rate.value, 1.0)):
                relation = Relation("rate", shape, rate, (one, other), Decimal(value))
                (tried.exact if off <= allowed else tried.missed).append(relation)
    return tried


def _sole_counts(rate: Spot, beside: Sequence[Spot]) -> tuple[Spot, ...]:
    """The two counts that stand before a rate, if its line holds no other amount: `护士214人，走了23个，流失率10.7%`."""
    counted = all(s.amount.figure.type in ADDED and s.value > 0 and s.place < rate.place for s in beside)
    return tuple(beside) if counted and len(beside) == 2 else ()


def _one_topic(rate: Spot, count: Spot, rules: Rules) -> bool:
    """Whether a rate and a count stand in one line, in lines that share a word or its beginning, or the rate in a line of its own."""
    ours, theirs = rate.amount.fact, count.amount.fact
    if rate.line == count.line or rules.cue("rate_alone").match(ours.text) or goes_on_from(ours, theirs, rules):
        return True
    shared = rules.words(ours.text) & rules.words(theirs.text)
    return bool(shared) or any(len(piece) > STEM for piece in rules.loose(ours.text) & rules.loose(theirs.text))


def tied(one: Spot, other: Spot, rules: Rules) -> bool:
    """Whether wording ties two counts together (`28 of 140`, `from 402 to 371`), or they are one range."""
    first, second = one.amount, other.amount
    if first.fact is not second.fact or first.figure is second.figure:
        return first.fact is second.fact
    between = first.fact.text[first.end : second.start]
    behind = first.fact.text[second.end : second.end + TIED]
    return rules.cue("rate_pair").search(between) is not None or rules.cue("rate_tied").search(behind) is not None


def _possible(one: float, other: float, said: Collection[str]) -> Iterator[tuple[str, float]]:
    """What two counts give as a rate: a share, or a change of the one that wording of rising or falling (`said`) starts from."""
    low, high = sorted((one, other))
    if low == high:
        return
    yield "share", 100 * low / high
    yield "over", 100 * high / low
    if "rises" in said or "falls" not in said:
        yield "growth", 100 * (high - low) / low
    if "falls" in said or "rises" not in said:
        yield "fall", 100 * (high - low) / high


def _products(index: int, found: Sequence[Spot], rules: Rules) -> _Tried:
    """The products of a figure, one of each, with another near it, against a third."""
    each, tried = found[index], _Tried([], [])
    if each.value <= 0:
        return tried
    start, end = clause_around(each.amount.fact.text, each.amount.figure)
    told = rules.cue("each").search(each.amount.fact.text[max(0, start - 2) : end + 2]) is not None
    near = [s for s in _around(each, found, index, 1) if s.amount.figure.type not in RATES and s.value > 1]
    for count in near:
        for whole in near:
            if whole is count or whole.value <= max(count.value, each.value) or not _multiplied(each, whole):
                continue
            off = abs(each.value * count.value - whole.value)
            if off > MISSED * whole.value:
                continue
            relation = Relation("product", "each", whole, (each, count), each.amount.value * count.amount.value)
            if not told and not _as_if_told(relation):
                continue
            allowed = (0.5 if told else 0) * count.value * float(each.amount.step) + float(whole.amount.step) / 2
            if off <= allowed:
                tried.exact.append(relation)
            else:
                tried.missed.append(relation)
    return tried


def _as_if_told(product: Relation) -> bool:
    """Whether figures stand as a product does that no wording tells: side by side, the cost first or last, no two of one thing multiplied."""
    first, *_, last = product.spots
    each, count = (part.amount.unit for part in product.parts)
    return (
        len(product.facts) == 1 and last.place - first.place == 2 and product.said in {first, last}
        and (each != count or not each)
    )  # fmt: skip


def _multiplied(each: Spot, whole: Spot) -> bool:
    """Whether one amount can be the other so many times: of like units, or people and how often people came (人, 人次)."""
    return like(whole.amount, each.amount) or whole.amount.unit == f"{each.amount.unit}次"


def _far(found: Sequence[Spot], rules: Rules) -> Iterator[Relation]:
    """What is said to be left, or a surplus, against a whole and a part of it on a line further away that speaks of the same."""
    pairs: dict[str, list[tuple[Spot, Spot]]] = defaultdict(list)
    for one, other in pairwise(found):
        if one.amount.fact is other.amount.fact and like(one.amount, other.amount):
            small, large = sorted((one, other), key=lambda spot: spot.value)
            pairs[one.amount.fact.id].append((small, large))
    holders: dict[str, list[str]] = defaultdict(list)
    for name, (pair, *_) in pairs.items():
        for word in rules.words(pair[0].amount.fact.text):
            holders[word].append(name)
    for spot in found:
        said = spot.amount.fact
        start, end = clause_around(said.text, spot.amount.figure)
        if not (
            rules.cue("left").search(said.text, start, end) or rules.cue("remaining").search(said.text, start, end)
        ):
            continue
        tells = (holders[word] for word in rules.words(said.text) if 0 < len(holders.get(word, ())) <= COMMON)
        shared = Counter(name for names in tells for name in names)
        away = [
            name
            for name, count in shared.items()
            if count >= SHARED and abs(pairs[name][0][0].line - spot.line) > LINES
        ]
        tried = _Tried([], [])
        for small, large in (pair for name in away for pair in pairs[name]):
            if spot.value < large.value and like(spot.amount, large.amount):
                _weigh_sum("far", large, (small, spot), 0, tried)
        if not tried.exact:
            yield from sorted(tried.missed, key=lambda relation: relation.lines)[:MOST]


def _around(spot: Spot, found: Sequence[Spot], index: int, lines: int) -> list[Spot]:
    """The amounts on a figure's own line and a few before and behind it."""
    near = [s for s in found[max(0, index - MOST) : index + MOST + 1] if abs(s.line - spot.line) <= lines]
    return [s for s in near if s is not spot]
