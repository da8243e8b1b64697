"""Figures as values: magnitudes inside a dimension, sameness, and how a matched number becomes a `Figure`.

What a number looks like in a text is the business of `languages`; what it is worth is decided here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar

from drafter.remembering import remembered
from drafter.schema import Figure, FigureType

T = TypeVar("T")

SCALES: dict[str, tuple[str, Decimal]] = {
    unit: (dimension, Decimal(scale))
    for dimension, units in {
        "length": {"公里": "1000", "米": "1", "厘米": "0.01", "毫米": "0.001", "里": "500", "km": "1000", "m": "1",
                   "cm": "0.01", "mm": "0.001", "miles": "1609.344"},
        "area": {"平方公里": "1000000", "公顷": "10000", "平方米": "1", "hectares": "10000", "ha": "10000", "m2": "1",
                 "km2": "1000000"},
        "volume": {"立方米": "1", "升": "0.001", "m3": "1", "litres": "0.001"},
        "mass": {"吨": "1000", "公斤": "1", "克": "0.001", "斤": "0.5", "tonnes": "1000", "t": "1000", "kg": "1", "g": "0.001"},
        "time": {"周": "10080", "天": "1440", "小时": "60", "分钟": "1", "秒": "0.016666666667", "weeks": "10080", "days": "1440",
                 "hours": "60", "minutes": "1"},
        "energy": {"千瓦时": "1", "kwh": "1", "mwh": "1000"},
        "power": {"千瓦": "1", "兆瓦": "1000", "kw": "1", "mw": "1000"},
    }.items()
    for unit, scale in units.items()
}  # fmt: skip
"""Units that are converted inside their dimension; every other unit is its own dimension (亩 stays 亩)."""


@dataclass(frozen=True)
class Quantity:
    """What a figure is worth: a comparable value in its dimension's base unit, or the exact string."""

    dimension: str
    value: Decimal | str


def quantity(figure: Figure) -> Quantity:
    """The worth of a figure; the sign is dropped where words carry the direction (`-15%`, `下降15%`)."""
    return _quantity(figure.type, figure.unit, figure.value or figure.text)


@remembered
def _quantity(kind: FigureType, unit: str, said: str) -> Quantity:
    """The worth of what is said; remembered by three strings, for a figure takes ten times as long to look up."""
    if kind in {"date", "code", "vague", "placeholder"}:
        return Quantity(kind, said)
    if kind in {"range", "fraction"}:
        return Quantity(unit, said)
    try:
        value = abs(Decimal(said))
    except InvalidOperation:
        return Quantity(unit, said)
    dimension, scale = SCALES.get(unit.lower(), (unit, Decimal(1)))
    if kind == "ordinal":
        dimension = f"ordinal {unit}"
    return Quantity(dimension, (value * scale).normalize())


def number(figure: Figure) -> Decimal | None:
    """The figure's value without its sign, None where it is no plain decimal (ranges, dates, codes, placeholders)."""
    return _number(figure.value)


@remembered
def _number(value: str) -> Decimal | None:
    try:
        return abs(Decimal(value))
    except InvalidOperation:
        return None


def same(one: Figure, other: Figure) -> bool:
    """Whether both say the same value of the same thing, modifier aside; a missing unit fits any counted one."""
    if one.value == other.value and (one.type, other.type) in _YEAR_LIKE:
        return True
    ours, theirs = quantity(one), quantity(other)
    if ours.value != theirs.value:
        return False
    if ours.dimension == theirs.dimension or {ours.dimension, theirs.dimension} in _ALIKE:
        return True
    if one.type == other.type == "count" and _ANY_THING in {ours.dimension, theirs.dimension}:
        return not {ours.dimension, theirs.dimension} & _NO_THINGS
    loose = {"", *_COUNTS} if {one.type, other.type} <= {"count", "bare", "money", "measure"} else {""}
    return (ours.dimension in loose or theirs.dimension in loose) and "" in {ours.dimension, theirs.dimension}


_ALIKE = (
    {"块", "元"},
    {"次", "回"},
    {"人", "名"},
    {"人", "位"},
    {"名", "位"},
    {"ordinal ", "ordinal 名"},
    {"ordinal ", "ordinal 位"},
)
"""Units that print puts for another: 300块 are 300元, 3回 are 3次, 2人 are 2名, and who came 第三 came in 第三名."""

_YEARS: frozenset[FigureType] = frozenset({"bare", "date"})
_YEAR_LIKE = frozenset({("bare", "date"), ("date", "bare")})
"""1,942 without its comma reads as a year."""


class Shelf(Generic[T]):
    """Figures with what each belongs to, found by their value: a sentence's figures need not be held against every one."""

    def __init__(self, entries: Iterable[tuple[T, Figure]]) -> None:
        self._entries = tuple(entries)
        self._places: dict[Decimal | str, list[int]] = defaultdict(list)
        for place, (_, figure) in enumerate(self._entries):
            for key in {quantity(figure).value, figure.value} if figure.type in _YEARS else {quantity(figure).value}:
                self._places[key].append(place)
        self._told: dict[tuple[str, str, str], tuple[tuple[T, Figure], ...]] = {}

    def same(self, figure: Figure) -> tuple[tuple[T, Figure], ...]:
        """Those that say the same as a figure, in the order in which they were given; found once for all figures that say one thing."""
        asked = (figure.type, figure.unit, figure.value or figure.text)
        if asked not in self._told:
            self._told[asked] = tuple(entry for entry in self.of_value(figure) if same(figure, entry[1]))
        return self._told[asked]

    def of_value(self, figure: Figure) -> list[tuple[T, Figure]]:
        """Those of a figure's value, whatever they count, in the order in which they were given."""
        places = self._places.get(quantity(figure).value, [])
        if figure.type in _YEARS:
            places = sorted({*places, *self._places.get(figure.value, ())})
        return [self._entries[place] for place in places]


def same_date(one: Figure, other: Figure) -> bool:
    """Whether two dates agree, a missing year fitting any: `3月` and `2025年3月`; either end of a span agrees with the span."""
    if one.type != "date" or other.type != "date":
        return False
    ours, theirs = one.value, other.value
    if ours == theirs:
        return True
    if "/" in theirs and "/" not in ours:
        return any(_same_day(ours, end) for end in theirs.split("/"))
    return _same_day(ours, theirs)


def _same_day(ours: str, theirs: str) -> bool:
    if ours == theirs:
        return True
    if not (ours.startswith("--") or theirs.startswith("--")):
        return False
    return _without_year(ours) == _without_year(theirs)


def _without_year(value: str) -> str:
    return re.sub(r"(^|/)(?:\d{4}|-)(?=-)", r"\1-", value)


_ANY_THING = "个"
"""The classifier that people write for any other: 两个徒弟 are 2名徒弟, 3个单位 are 3家单位."""

_NO_THINGS = frozenset(
    {"次", "场", "期", "届", "轮", "趟", "遍", "批", "人次", "场次", "班次", "批次", "户次", "天", "%"}
)
"""Units of what happens; 个 is no word for them."""

_COUNTS = frozenset({"次", "个", "名", "人", "项", "件"})


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: `186000000`, `12.5`."""
    text = format(value.normalize(), "f")
    return "0" if text in {"-0", ""} else text
