"""Figures in the tables under items stand in the notes: in the row's own note and column where the table names them, else in any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter import figures
from drafter.checks.rules import Rules
from drafter.schema import Draft, Fact, Figure, Finding, Item, Table

CODES = {"table-figure": "a figure in an item's table that the row's note does not have there"}


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """One finding for each cell with a figure that the notes do not hold."""
    assert draft.report is not None  # check_draft has looked
    by_id = {fact.id: fact for fact in draft.facts}
    for item in draft.report.items():
        if item.table and draft.facts:
            yield from _of_table(item, item.table, by_id, rules)


def _of_table(item: Item, table: Table, by_id: dict[str, Fact], rules: Rules) -> Iterator[Finding]:
    for number, row in enumerate(table.rows):
        own = by_id.get(table.facts[number]) if number < len(table.facts) else None
        facts = (own,) if own else tuple(by_id.values())
        cells = list(zip(table.header, row, strict=True))
        for name, cell in (
            cells if own else cells[1:]
        ):  # what a foreign table's first column has is no figure, often a number
            wrong = [f for f in rules.figures(cell) if f.type != "placeholder" and not _stands(f, name, facts, rules)]
            if wrong:
                yield rules.finding(
                    "table-figure", "error" if own else "warning", item=item, facts=(own,) if own else (), figure=cell,
                    row=row[0], column=name, note=_cell(own, name) or own.text if own else "",
                )  # fmt: skip


def _stands(figure: Figure, column: str, facts: Sequence[Fact], rules: Rules) -> bool:
    """Whether a note has a cell's figure: in its own cell of that column, or where it has no columns anywhere."""
    for fact in facts:
        said = _cell(fact, column)
        known = (
            rules.figures(said) if said else (*fact.figures, *(f for cell in fact.cells for f in rules.figures(cell)))
        )
        if any(figures.same(figure, other) or _digits(figure) == _digits(other) for other in known):
            return True
    return False


def _cell(fact: Fact, column: str) -> str:
    """The note's own cell of a column; empty where it was no row of such a table."""
    return dict(zip(fact.columns, fact.cells, strict=False)).get(column, "")


def _digits(figure: Figure) -> str:
    """A figure's digits as typed: the unit of a cell stands in its column's head."""
    return "".join(char for char in figure.text if char.isdigit() or char == ".")
