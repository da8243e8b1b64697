"""Markdown: the plain text with headings and tables marked."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.formats.layout import Layout, line
from drafter.formats.txt import Marks, joined
from drafter.schema import Draft, Finding, Table


def write(draft: Draft, _copy: str, _findings: tuple[Finding, ...], _page: Layout) -> bytes:
    """UTF-8 Markdown: `#` title, `##` parts, bold run-in headings, pipe tables."""
    return joined(draft, Marks(title="# ", part="## ", lead="**", table=_piped))


def _piped(table: Table) -> str:
    if not table.header:
        return ""
    return "\n".join((_row(table.header), _row(["---"] * len(table.header)), *map(_row, table.rows)))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(line(cell).replace("|", "\\|") for cell in cells) + " |"
