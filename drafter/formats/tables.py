"""A table in Word: columns as wide as their text asks for, the header row repeated on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from drafter.formats import layout
from drafter.schema import Table

_NARROWEST, _WIDEST = 4.0, 24.0
"""Bounds, in Chinese characters, of what a column may ask for."""

_CENTRED = 10.0
"""A column whose widest cell is wider than this is set flush left, the others centred."""


def table(table: Table, width: int, height: int, paragraph: Callable[[str, str], str]) -> str:
    """WordprocessingML of a table `width` twips wide, its rows at least `height` twips high; `paragraph` makes a cell's
    text in a style. A table without columns prints nothing.
    """
    if not table.header:
        return ""
    columns = [round(share) for share in column_widths(table, width)]
    columns[-1] += width - sum(columns)  # nothing is lost to rounding
    styles = cell_styles(table)
    head = _row([paragraph("TableHead", cell) for cell in table.header], columns, height, head=True)
    rows = "".join(
        _row([paragraph(style, cell) for style, cell in zip(styles, row, strict=True)], columns, height)
        for row in table.rows
    )
    grid = "".join(f'<w:gridCol w:w="{twips}"/>' for twips in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>'
    )


def column_widths(table: Table, whole: float) -> list[float]:
    """The whole width shared out by what the columns' widest cells ask for."""
    asked = [min(max(wide, _NARROWEST), _WIDEST) for wide in _widest(table)]
    return [whole * share / sum(asked) for share in asked]


def cell_styles(table: Table) -> list[str]:
    """The style of each column's cells."""
    return ["TableText" if wide <= _CENTRED else "TableTextLeft" for wide in _widest(table)]


def _widest(table: Table) -> list[float]:
    return [
        max(layout.width(layout.line(cell)) for cell in column)
        for column in zip(table.header, *table.rows, strict=True)
    ]


def _row(cells: Sequence[str], columns: Sequence[int], height: int, *, head: bool = False) -> str:
    """A row that is not broken over pages; the first one is repeated on each."""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    mark = tall + ("<w:tblHeader/>" if head else "")
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
        for twips, cell in zip(columns, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{inside}</w:tr>"
