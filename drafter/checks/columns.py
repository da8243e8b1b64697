"""Rows of totals in pasted tables against the rows above them, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from drafter.checks.amounts import ADDED, Amount
from drafter.checks.rules import Rules
from drafter.figures import number
from drafter.schema import Fact

ROWS = 15
"""Rows above a line of totals that may belong to it."""

MISSED = Decimal("0.15")
"""Share by which a column may miss its total and still be meant to make it up."""


MISSED_BESIDE = Decimal("0.5")
"""The same where another column comes out."""

SEVERAL = 3
"""Rows from which on it is no chance that the last one gives the sum of a column."""

TELLING = 10
"""A sum below this may be a chance."""

_DIGITS = re.compile(r"\d[\d,.]*")


def rows_above(index: int, facts: Sequence[Fact], rules: Rules) -> list[Fact]:
    """The rows that a row of totals adds up, the nearest first; none where the fact is no such row. It says so, or closes a table and
    gives one column's sum exactly.
    """
    fact = facts[index]
    if not any(rules.cue("total_line").search(words) for words in (fact.theme, fact.text)):
        return _summed(index, facts, rules)
    totals = _row(fact, rules)
    rows: list[Fact] = []
    for other in reversed(facts[max(0, index - ROWS) : index]):
        if len(_row(other, rules)) != len(totals) or other.note >= fact.note or fact.note - other.note > len(rows) + 2:
            break
        rows.append(other)
    return rows if len(rows) > 1 and any(totals) else []  # one row is no sum


def _summed(index: int, facts: Sequence[Fact], rules: Rules) -> list[Fact]:
    """The rows of a table above its last one, the nearest first, if this one has in a column what they make up there."""
    fact = facts[index]
    if not fact.columns or (index + 1 < len(facts) and facts[index + 1].columns == fact.columns):
        return []
    width, above = len(fact.cells), reversed(facts[max(0, index - ROWS) : index])
    rows = list(takewhile(lambda other: other.columns == fact.columns and len(other.cells) == width, above))
    columns = zip(*(_row(row, rules) for row in rows), strict=True)
    exact = [
        total for total, column in zip(_row(fact, rules), columns, strict=False)
        if total is not None and total >= TELLING and all(value is not None for value in column)
        and sum(value for value in column if value is not None) == total
    ]  # fmt: skip
    return rows if len(rows) >= SEVERAL and exact else []


def wrong_total(fact: Fact, rows: Sequence[Fact], rules: Rules) -> tuple[str, Decimal] | None:
    """The first wrong total of a row of totals, as it is written, and what its column gives instead; None where all come out."""
    columns = [
        (total, known)
        for column, total in enumerate(_row(fact, rules))
        if total is not None and len(known := [v for row in rows if (v := _row(row, rules)[column]) is not None]) > 1
    ]
    sure = any(sum(known) == total for total, known in columns)
    for total, known in columns:
        sums = [sum(known[:count], Decimal(0)) for count in range(2, len(known) + 1)]
        near = min(sums, key=lambda value: abs(value - total))
        if near != total and abs(near - total) <= (MISSED_BESIDE if sure else MISSED) * total:
            return _written(fact, total), near
    return None


def in_row(fact: Fact, old: Fact) -> Fact:
    """A fact at the place of the line that it replaces, and in its row: its value in the cell of the nearest one."""
    value = next((number(f) for f in fact.figures if f.type in ADDED), None)
    places = [i for i, cell in enumerate(old.cells) if _DIGITS.search(cell)]
    if value is None or not places:
        return fact.model_copy(update={"note": old.note})
    near = min(
        places, key=lambda i: abs(Decimal(_DIGITS.findall(old.cells[i])[0].strip(",.").replace(",", "")) - value)
    )
    cells = tuple(f"{value:f}" if i == near else cell for i, cell in enumerate(old.cells))
    return fact.model_copy(update={"note": old.note, "cells": cells, "columns": old.columns})


def column_of(amount: Amount) -> int | None:
    """The column (from 0) of a table's row in which an amount stands; None on a line that is no row."""
    digits = _DIGITS.search(amount.figure.text)
    return next((i for i, cell in enumerate(amount.fact.cells) if digits and digits[0] in _DIGITS.findall(cell)), None)


def _row(fact: Fact, rules: Rules) -> list[Decimal | None]:
    """The numbers in a table row's cells, None for a cell without a plain one; of other lines all amounts."""
    if fact.cells:
        return [_cell(cell, rules) for cell in fact.cells]
    return [number(f) for f in fact.figures if f.type in ADDED]


def _cell(cell: str, rules: Rules) -> Decimal | None:
    figures = rules.figures(re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", cell))
    values = [Decimal(f.value) for f in figures if f.type in ADDED and number(f) is not None]
    return values[0] if len(figures) == 1 and values else None


def _written(fact: Fact, value: Decimal) -> str:
    """A value as the fact writes it."""
    return next((f.text for f in fact.figures if f.type != "date" and number(f) == value), f"{value:f}")
