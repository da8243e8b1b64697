"""Blocks broken into lines and pages as a printer would: for the preview, without a word processor.

Chinese: every character a cell, ASCII half of one; closing marks never begin a line, opening ones never end it (GB/T 15834-2011
§5), words and numbers stay whole. English: by the usual widths of a serif face. Word may break a line otherwise by a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple, TypeAlias

from drafter.formats import tables
from drafter.formats.blocks import BREAK, TAB, Block, Paragraph, Run, signature_indents
from drafter.formats.layout import Layout, line
from drafter.formats.looks import Look, looks_of, resolved
from drafter.schema import Report, Table

_OPENING, _CLOSING = "（《〈“‘【〔［", "。，、；：？！”’）》〉】〕］％‰℃"
_UNIT = re.compile(rf"[{_OPENING}]*(?:——|……|[!-~]+|\s+|.)?[{_CLOSING}]*", re.DOTALL)
_WORD = re.compile(r"\S*-(?=\w)|\S+|\s+")
_NARROW, _WIDE = set("iljtfr.,;:'’!|()[]/ "), set("mwMWQ@%—")
_PADDING = 5.4
"""Points left and right of a table cell's text."""


class TextLine(NamedTuple):
    """A line of text, and whether it is filled to the edge."""

    runs: tuple[Run, ...]
    full: bool = False


@dataclass(frozen=True)
class Passage:
    """What of a paragraph stands on one page; lengths in points, `above` is the distance to what stands over it."""

    style: str
    look: Look
    lines: tuple[TextLine, ...]
    above: float = 0.0
    goes_on: bool = False
    """Whether its first line is not the paragraph's first."""


class Cell(NamedTuple):
    """A table cell: its style and lines."""

    style: str
    lines: tuple[TextLine, ...]


@dataclass(frozen=True)
class Grid:
    """What of a table stands on one page: column widths, and for each row its height and cells."""

    widths: tuple[float, ...]
    rows: tuple[tuple[float, tuple[Cell, ...]], ...]


Page: TypeAlias = tuple[Passage | Grid, ...]


@dataclass
class _Sheet:
    """Pages as they fill; `used` points of the last one are taken, `below` is what its last paragraph asks for after it."""

    height: float
    pages: list[list[Passage | Grid]] = field(default_factory=lambda: [[]])
    used: float = 0.0
    below: float = 0.0

    @property
    def left(self) -> float:
        return self.height - self.used + 1e-6

    def turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
        self.used = self.below = 0.0

    def put(self, passage: Passage | Grid, height: float, below: float = 0.0) -> None:
        self.pages[-1].append(passage)
        self.used += height
        self.below = below


def pages_of(blocks: Sequence[Block], report: Report, layout: Layout) -> tuple[Page, ...]:
    """The blocks on pages, each paragraph cut where a page ends; headings stay with what follows."""
    looks = _looks(report, layout)
    sheet = _Sheet(layout.text_height)
    ready = [_Set(looks, layout, block) for block in blocks]
    for index, block in enumerate(ready):
        if block.look.new_page:
            sheet.turn()
        if sheet.pages[-1] and _held_together(ready[index:]) > sheet.left:
            sheet.turn()
        if isinstance(block.block, Table):
            _put_table(sheet, block.block, looks, layout)
        else:
            _put_paragraph(sheet, block)
    return tuple(tuple(page) for page in sheet.pages if page)


def _looks(report: Report, layout: Layout) -> dict[str, Look]:
    """The page's looks with nothing left open, the signature's indents set."""
    looks = {name: resolved(looks_of(layout), name) for name in looks_of(layout)}
    if report.signature and layout.language == "zh":
        indents = signature_indents(report.signature, seal=layout.seal)
        ends = "SignatureDate" if report.signature.issuer else "SignatureDateOnly"
        for name, characters in zip(("SignatureName", ends), indents, strict=True):
            looks[name] = replace(looks[name], right=characters * layout.character)
    return looks


class _Set:
    """A block set in lines."""

    def __init__(self, looks: dict[str, Look], layout: Layout, block: Block) -> None:
        self.block = block
        self.style = block.style if isinstance(block, Paragraph) else "TableHead"
        self.look = looks[self.style]
        self.chinese = layout.language == "zh"
        self.lines = set_lines(block.runs, self.look, layout) if isinstance(block, Paragraph) else ()

    @property
    def pitch(self) -> float:
        return line_height(self.look, chinese=self.chinese)

    @property
    def least(self) -> float:
        """What of it must fit on a page where it begins: a line, in English two."""
        return min(len(self.lines), 1 if self.chinese else 2) * self.pitch if self.lines else 3 * self.pitch


def line_height(look: Look, *, chinese: bool) -> float:
    """From line to line, in points: exact in Chinese, at least what the face needs in English."""
    asked = look.line or 0.0
    return asked if chinese else max(asked, (look.size or 0.0) * 1.2)


def _held_together(blocks: Sequence[_Set]) -> float:
    """The height of the first blocks that may not be parted, as far as it must stand on one page."""
    height = below = 0.0
    for block in blocks:
        height += max(below, block.look.before or 0)
        if isinstance(block.block, Table) or not block.look.keep_next:
            return height + block.least
        height += len(block.lines) * block.pitch
        below = block.look.after or 0
    return height


def _put_paragraph(sheet: _Sheet, block: _Set) -> None:
    """A paragraph, as many lines of it on each page as fit; no distance above at the head of a page that it runs over to."""
    rest, pitch, first = block.lines, block.pitch, True
    while rest or first:
        fresh = not sheet.pages[-1]
        asked = (
            (block.look.before or 0) if first and (not fresh or block.look.new_page or len(sheet.pages) == 1) else 0.0
        )
        above = max(asked, sheet.below)  # of two distances the larger, as in Word
        fits = max(0, int((sheet.left - above) / pitch))
        if not block.chinese and fits < len(rest):
            fits = min(fits, len(rest) - 2) if len(rest) > 2 and fits > 1 else 0
        if not fits and not fresh:
            sheet.turn()
            continue
        count = max(1, fits)
        here, rest = rest[:count], rest[count:]
        passage = Passage(block.style, block.look, here, above, goes_on=not first)
        sheet.put(passage, above + len(here) * pitch, 0.0 if rest else (block.look.after or 0))
        first = False
        if rest:
            sheet.turn()


def _put_table(sheet: _Sheet, table: Table, looks: dict[str, Look], layout: Layout) -> None:
    """A table row by row; its header again on each page."""
    widths = tables.column_widths(table, layout.text_width)
    styles = tables.cell_styles(table)
    chinese = layout.language == "zh"

    def row(cells: Sequence[str], of: Sequence[str]) -> tuple[float, tuple[Cell, ...]]:
        ready = tuple(
            Cell(style, set_lines((Run(text),), looks[style], layout, width - 2 * _PADDING))
            for text, style, width in zip(cells, of, widths, strict=True)
        )
        look = looks["TableText"]
        lines = max(len(cell.lines) for cell in ready) * line_height(look, chinese=chinese)
        return max(layout.line if chinese else 0.0, lines + (look.before or 0) + (look.after or 0)), ready

    head = row(table.header, ["TableHead"] * len(widths))
    rows = [head]
    room = sheet.left - sheet.below - head[0]
    for cells in table.rows:
        made = row(cells, styles)
        if made[0] > room and len(rows) > 1:
            sheet.put(Grid(tuple(widths), tuple(rows)), 0.0)
            sheet.turn()
            rows, room = [head], sheet.left - head[0]
        rows.append(made)
        room -= made[0]
    sheet.put(Grid(tuple(widths), tuple(rows)), sheet.below + sum(height for height, _ in rows))


def set_lines(runs: Sequence[Run], look: Look, layout: Layout, width: float = 0.0) -> tuple[TextLine, ...]:
    """The runs in lines of `width` points (0: the page's); never none."""
    whole = (width or layout.text_width) - (look.left or 0) - (look.right or 0)
    setter = _Setter(whole, look, chinese=layout.language == "zh")
    setter.x = look.first or 0.0
    for run in runs:
        setter.add(run)
    return tuple(setter.finished())


class _Setter:
    """Fills lines unit by unit; what a run's end and the next one's beginning hold together is not seen, and need not be."""

    def __init__(self, width: float, look: Look, *, chinese: bool) -> None:
        self.width, self.chinese = width, chinese
        self.size = look.size or 0.0
        self.cell, self.half = self.size + (look.tracking or 0.0), self.size / 2 + (look.tracking or 0.0)
        self.x = 0.0
        self.runs: list[Run] = []
        self.letters: list[str] = []
        self.open: Run | None = None
        """The run that `letters` belong to."""
        self.done: list[TextLine] = []

    def add(self, run: Run) -> None:
        if run.text == BREAK:
            self._end(full=False)
        elif run.text == TAB:
            self._close()
            self.runs.append(run)
            self.x = 0.0  # the text after it begins at the paragraph's own left edge
        else:
            for unit in _units(line(run.text), chinese=self.chinese):
                self._unit(unit, run)

    def finished(self) -> Iterator[TextLine]:
        self._close()
        yield from self.done
        yield TextLine(tuple(self.runs))

    def _unit(self, unit: str, run: Run) -> None:
        wide = self._wide(unit)
        if (
            self.x + wide > self.width + 0.01
            and (self.runs or self.letters)
            and not (unit.isspace() and not self.chinese)
        ):
            carried = self._carried(unit)
            before = self.open
            self._end(full=True)
            if carried and before:
                self._put(carried, before, self._wide(carried))
        if wide <= self.width or unit.isspace():
            self._put(unit, run, wide)
            return
        for char in unit:
            if self.x + self._wide(char) > self.width and (self.runs or self.letters):
                self._end(full=True)
            self._put(char, run, self._wide(char))

    def _carried(self, unit: str) -> str:
        """The last character of a line that must go to the next one, because a closing mark may not begin it."""
        if not self.chinese or unit[0] not in _CLOSING or len("".join(self.letters)) < 2:
            return ""
        last = self.letters.pop()
        if len(last) > 1:
            self.letters.append(last[:-1])
        return last[-1]

    def _put(self, text: str, run: Run, wide: float) -> None:
        if self.open is None or self.open.style != run.style or self.open.place != run.place:
            self._close()
            self.open = run
        self.letters.append(text)
        self.x += wide

    def _close(self) -> None:
        """The letters so far as a run."""
        if self.open is not None and self.letters:
            self.runs.append(self.open._replace(text="".join(self.letters)))
        self.letters, self.open = [], None

    def _end(self, *, full: bool) -> None:
        self._close()
        self.done.append(TextLine(tuple(self.runs), full))
        self.runs, self.x = [], 0.0

    def _wide(self, text: str) -> float:
        if not self.chinese:
            return sum(_latin(char) for char in text) * self.size
        if len(text) == 1:
            return self.half if text.isascii() else self.cell
        narrow = len(text.encode("ascii", "ignore"))
        return narrow * self.half + (len(text) - narrow) * self.cell


def _units(text: str, *, chinese: bool) -> Iterator[str]:
    """What may not be parted: in Chinese a character with its marks, a word or number; in English a word with its blank."""
    pattern = _UNIT if chinese else _WORD
    return (match[0] for match in pattern.finditer(text) if match[0])


@cache
def _latin(char: str) -> float:
    """About how wide a letter is in a serif face, in its size."""
    if not char.isascii() and char not in "’‘“”–—£€":
        return 1.0
    if char in _NARROW:
        return 0.29
    if char in _WIDE:
        return 0.82
    return 0.64 if char.isupper() else 0.54 if char.isdigit() else 0.5
