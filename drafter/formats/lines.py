"""A document's paragraphs as lines: the one value that text, Markdown and Word are read into before a report is made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter import text as texts
from drafter.schema import Table


@dataclass(frozen=True)
class Comment:
    """A reviewer's words beside a paragraph; `quote` is what they are about, empty for the whole paragraph."""

    text: str
    author: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph, or a table (then `text` is empty).

    `text` begins with the list number, typed or counted by Word. `level` is a heading's by its style, from 1; `title` the
    style of the document's title. `lead` counts the characters at the start that are set apart from the rest (bold, another
    face): a run-in heading; all of them: a heading on its own line. `marks` are the bookmarks that the paragraph lies in.
    """

    text: str
    level: int = 0
    title: bool = False
    lead: int = 0
    centred: bool = False
    table: Table | None = None
    marks: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def rows(self) -> str:
        """A table as text, a row a line, cells between tabs."""
        if self.table is None:
            return ""
        return "\n".join("\t".join(row) for row in (self.table.header, *self.table.rows))


_PIPED = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*[-=_*—~]{3,}\s*|(?=[\s:|-]*--)[\s:|-]+")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_QUOTE = re.compile(r"\A\s*>\s?")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_STARTS = re.compile(
    r"\s*(?:#{1,6}\s|[-*+•●]\s|\||\d{1,2}(?:\.\d{1,2})*[.)、．]|[（(]?[一二三四五六七八九十]{1,3}[、）)])"
)
_STOPS = "。！？：；.!?:;"
_FULL = 0.8
"""A row that fills so much of the widest row of a wrapped text goes on in the next."""

_WRAPPED = 110
"""Columns (a Chinese character takes two) that a text wrapped by hand or by a mail program does not exceed."""


def from_text(text: str) -> tuple[Line, ...]:
    """Plain text or Markdown: a line a paragraph, rows of one that was wrapped joined; Markdown's marks become hints."""
    rows = [texts.printable(row).rstrip() for row in _COMMENT.sub("", text).splitlines()]
    rows = [_QUOTE.sub("", row) for row in rows if not row.lstrip().startswith("```")]
    found: list[Line] = []
    for width, group in groupby(_unwrapped(rows), key=_cells):
        together = list(group)
        if width > 0 and len(together) > 1:
            table = table_of([[cell.strip() for cell in row.split("\t")] for row in together])
            found += [Line("", table=table)] if table else []
        else:
            found += _tables(together) if _is_piped(together[0]) else [_line(row) for row in together]
    return tuple(line for line in found if line.text or line.table)


def as_printed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of our own Markdown with their headings as Word has them: the first is the title, those below begin at 1."""
    return tuple(
        replace(line, title=line.level == 1, level=max(0, line.level - 1)) if line.level else line for line in lines
    )


def _is_piped(row: str) -> bool:
    return _PIPED.fullmatch(row) is not None


def _cells(row: str) -> int:
    """How many cells between tabs a row has; -1 for one between bars, 0 for a row of text."""
    return -1 if _is_piped(row) else row.count("\t") + 1 if "\t" in row else 0


def _unwrapped(rows: Sequence[str]) -> Iterator[str]:
    """The rows without blank ones and rules, those that go on in the next row joined with it."""
    widest = max((_columns(row) for row in rows), default=0)
    full = [row for row in rows if row.strip() and _columns(row) >= _FULL * widest and row[-1] not in _STOPS]
    wrapped = 40 <= widest <= _WRAPPED and len(full) >= 3 and 8 * len(full) >= sum(bool(row.strip()) for row in rows)
    paragraph, width = "", 0
    for row in (*rows, ""):
        if wrapped and paragraph and _goes_on(paragraph, width, row, widest):
            more = (" " if paragraph[-1].isascii() and row.strip()[:1].isascii() else "") + row.strip()
            paragraph, width = paragraph + more, width + _columns(more)
            continue
        if paragraph.strip() and (_is_piped(paragraph) or not _RULE.fullmatch(paragraph)):
            yield paragraph.strip()
        paragraph, width = row, _columns(row)


def _goes_on(paragraph: str, width: int, row: str, widest: int) -> bool:
    """Whether a paragraph of so many columns goes on in a row."""
    last = width % widest or widest
    if not row.strip() or _STARTS.match(row) or row.startswith(("　", "  ")) or _HEADING.fullmatch(paragraph.strip()):
        return False
    return last >= _FULL * widest and paragraph[-1] not in _STOPS and not _is_piped(paragraph)


def _columns(row: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in row)


def _line(row: str) -> Line:
    heading = _HEADING.fullmatch(row)
    text = _LINK.sub(r"\1", heading[2].rstrip("#").rstrip() if heading else row)
    bold = _BOLD.search(text)
    lead = 0
    if bold and not _strip(text[: bold.start()]):
        lead = len(text[: bold.end()].replace(bold[1], ""))
    text = _BOLD.sub(r"\2", text).replace("**", "")
    shift = len(text) - len(text.lstrip())
    level = len(heading[1]) if heading else 0
    return Line(text.strip(), level=level, lead=max(0, min(lead, len(text)) - shift))


def _strip(text: str) -> str:
    """What stands before bold words, without a list mark."""
    return re.sub(r"[\s\d.．、()（）*+•●一二三四五六七八九十-]", "", text)


def _tables(rows: Sequence[str]) -> list[Line]:
    """Pipe tables: cells between bars; the rule under the header is none of the rows."""
    cells = [
        tuple(_BOLD.sub(r"\2", cell.replace("\\|", "|")).strip() for cell in re.split(r"(?<!\\)\|", row.strip()[1:-1]))
        for row in rows
        if not _RULE.fullmatch(row)
    ]
    return [Line("", table=made)] if (made := table_of(cells)) else []


def table_of(rows: Sequence[Sequence[str]]) -> Table | None:
    """A table of these rows, the first its header, short rows filled up with empty cells; None if nothing is in it."""
    width = max((len(row) for row in rows), default=0)
    if not width or not any(cell for row in rows for cell in row):
        return None
    even = [(*row, *[""] * (width - len(row))) for row in rows]
    return Table(header=even[0], rows=tuple(even[1:]))


def without(line: Line, count: int) -> Line:
    """The line without its first characters (and the blanks after them)."""
    rest = line.text[count:]
    shift = count + len(rest) - len(rest.lstrip())
    return replace(line, text=rest.strip(), lead=max(0, line.lead - shift))
