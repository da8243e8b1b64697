"""Figures as amounts that can be added, taken away and divided: a value, how finely it is given, and of what unit it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from drafter.checks.rules import Rules
from drafter.figures import number
from drafter.remembering import remembered
from drafter.schema import Fact, Figure, FigureType

ADDED = frozenset({"count", "bare", "money", "measure", "duration"})
_COUNTED = frozenset({"count", "bare", "measure"})
RATES = frozenset({"percent", "points"})
_TYPED = re.compile(r"\d[\d,]*(?:\.(\d+))?")


class Amount(NamedTuple):
    """A value in a fact. `step` is the least difference that its digits can show: 10,000 for `£1.06m`, 1 for `38`."""

    fact: Fact
    figure: Figure
    value: Decimal
    step: Decimal
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The unit of its figure."""
        return self.figure.unit


class Wrong(NamedTuple):
    """What does not come out: the facts, the figure as it is said, what the others give instead, and in what way it was meant to."""

    facts: tuple[Fact, ...]
    said: str
    given: Decimal
    way: Literal["sum", "difference", "product", "rate"] = "sum"


def amounts(fact: Fact, rules: Rules) -> list[Amount]:
    """The amounts of a fact in their order; what `from 402 to 371` gives are two; the name of a group (`二支部`) is none."""
    return [
        a
        for figure in fact.figures
        if not rules.cue("group").fullmatch(figure.text)
        for a in _read(fact, figure, rules)
    ]


def _read(fact: Fact, figure: Figure, rules: Rules) -> Iterator[Amount]:
    value = number(figure)
    if value is not None and figure.type in ADDED | RATES:
        yield Amount(fact, figure, value, _step(figure, value), figure.start, figure.end)
    elif figure.type == "range" and rules.cue("change_before").search(fact.text[: figure.start]):
        ends = figure.value.split("..")
        middle = (figure.start + figure.end) // 2
        for end, start in zip(ends, (figure.start, middle), strict=False):
            if re.fullmatch(r"\d+(?:\.\d+)?", end):
                yield Amount(fact, figure, Decimal(end), Decimal(1), start, figure.end)


def _step(figure: Figure, value: Decimal) -> Decimal:
    """The worth of the last digit that is written."""
    typed = _TYPED.search(figure.text)
    if typed is None:
        return Decimal(1)
    written = Decimal(typed[0].replace(",", ""))
    scale = value / written if written else Decimal(1)
    return scale / (Decimal(10) ** len(typed[1] or ""))


def like(one: Amount, other: Amount) -> bool:
    """Whether two amounts can be added: of one sort, and of one unit or one of them without any."""
    return _like(one.figure.type, one.unit, other.figure.type, other.unit)


@remembered
def _like(one: FigureType, unit: str, other: FigureType, its: str) -> bool:
    kinds = {"count" if kind == "range" else kind for kind in (one, other)}
    if kinds & RATES:
        return kinds <= RATES
    if unit == its != "":
        return True
    return "" in {unit, its} and (len(kinds) == 1 or kinds <= _COUNTED or kinds == {"bare", "money"})


def slack(total: Amount, parts: Sequence[Amount]) -> Decimal:
    """How far a sum may miss its total by rounding alone: where the total is given more roughly than its parts, in decimals or as
    being about that much, or parts with decimals more roughly than it (6.12万 of which 5.2万 and 0.9万); a round one (`20万元`) is meant
    as it stands.
    """
    rough = [a.step / 2 for a in parts if a.step > total.step and "." in a.figure.text]
    if rough:
        return sum(rough, Decimal(0))
    if total.step > min(a.step for a in parts) and ("." in total.figure.text or total.figure.modifier):
        return total.step / 2
    finest = min(total.step, *(a.step for a in parts))
    return finest if total.value % 1 or any("." in a.figure.text for a in (total, *parts)) else Decimal(0)
