"""A draft copy that was edited elsewhere, laid beside the report that it was printed from: which line is which piece of it.

Items are known by their bookmarks, everything else by its text and its place. Nothing is changed here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from drafter import text as texts
from drafter.formats import layout, numbering
from drafter.formats.lines import Line
from drafter.formats.wordml import bookmark_of
from drafter.schema import Draft, Item, PartName, Report, Table, join_sentences

Role: TypeAlias = Literal[
    "title", "recipient", "opening", "part", "section", "paragraph", "item", "table", "gap", "closing", "listed", "issuer", "date",
    "mark", "page", "page_line",
]  # fmt: skip

ALIKE = 0.5
"""How alike (0 to 1) a changed paragraph and what it was printed from are, at least, to be taken for the same."""

MOVED = 0.7
"""The same for an item that stands in another place now."""

MOST_PAIRS = 1_000_000
"""Pairs of changed lines and others that are looked at; more come only from a text that has little to do with the report."""

_BLANKS = re.compile(r"\s+")
_PART_NUMBER = re.compile(r"\s*(?:[一二三四五六七八九十百零]+、|\d+\.(?:\s|$))\s*")
_ITEM_NUMBER = re.compile(r"\s*(?:[（(][一二三四五六七八九十百零]+[）)]|\d+\.\d+(?:\s|$))\s*")


@dataclass(frozen=True)
class Piece:
    """A printed piece of a report: what it is, whose (an item's id, a part's name, a number), and its text unnumbered."""

    role: Role
    name: str
    text: str
    at: int = 0

    @property
    def key(self) -> str:
        """The text as a line is compared with it: a number that it begins with itself is cut from a line's text too."""
        numbered = self.role in ("item", "part", "section")
        return self.text if numbered or self.role == "table" else plain(unnumbered(Line(self.text)).text)


@dataclass(frozen=True)
class Match:
    """The lines in order with the piece that each is (None: it was added), and the pieces that are gone."""

    lines: tuple[tuple[Line, Piece | None], ...]
    gone: tuple[Piece, ...]

    @property
    def differing(self) -> int:
        """How many lines do not stand as they were printed, and pieces stand no more."""
        changed = sum(piece is None or plain(unnumbered(line).text) != piece.key for line, piece in self.lines)
        return changed + len(self.gone)


def plain(text: str) -> str:
    """The text as it is compared: blanks evened out."""
    return _BLANKS.sub(" ", layout.line(text)).strip()


def unnumbered(line: Line) -> Line:
    """An item's or a part's first line without its printed number."""
    match = _ITEM_NUMBER.match(line.text) or _PART_NUMBER.match(line.text)
    if match is None:
        return line
    return Line(
        line.text[match.end() :].strip(), level=line.level, title=line.title, lead=max(0, line.lead - match.end()),
        marks=line.marks, comments=line.comments,
    )  # fmt: skip


def is_numbered_item(line: Line) -> bool:
    """Whether a line begins with an item's number."""
    return _ITEM_NUMBER.match(line.text) is not None


def is_numbered_part(line: Line) -> bool:
    """Whether a line begins with a part's number."""
    return _PART_NUMBER.match(line.text) is not None


def forms(item: Item, language: str) -> tuple[str, ...]:
    """An item's text as it may be printed, without its number: with the heading run in, and on its own line."""
    text = plain(item.text)
    heading = item.heading or ""
    if not heading:
        return (text,)
    run_in = plain(numbering.run_in(language, heading) + item.text)
    own = plain(numbering.own_line(heading))
    return (run_in, "\n".join(filter(None, (own, text)))) if item.sentences else (own, own)


def pieces(report: Report, language: str, *, own_line: bool = False) -> tuple[Piece, ...]:
    """What a Word copy of the report prints, in order, headings run in or on their own lines; blank paragraphs are left
    out, as they are when a file is read.
    """
    found = (*_front(report, language), *_sections(report, language, own_line=own_line), *_behind(report, language))
    return tuple(piece for piece in found if piece.text or piece.role in ("item", "part", "section"))


def _front(report: Report, language: str) -> Iterator[Piece]:
    yield Piece("title", "", plain(layout.one_line(report.title, language)))
    if report.recipient:
        yield Piece("recipient", "", plain(numbering.addressed(language, report.recipient)))
    if report.opening.sentences:
        yield Piece("opening", report.opening.id, plain(report.opening.text))


def _sections(report: Report, language: str, *, own_line: bool) -> Iterator[Piece]:
    for name, part in report.parts():
        yield from _others(report, name)
        yield Piece("part", name, plain(part.title))
        for item in part.items:
            if item.sentences or item.table or item.state == "planned":
                form = forms(item, language)[1 if own_line and item.heading else 0]
                yield from (Piece("item", item.id, text, at) for at, text in enumerate(form.split("\n")))
                if item.table is not None:
                    yield Piece("table", item.id, table_text(item.table))
        yield Piece("gap", name, plain(part.gap or ""))
    yield from _others(report, None)
    yield Piece("closing", "", plain(join_sentences(report.closing)))


def _others(report: Report, before: PartName | None) -> Iterator[Piece]:
    for index, other in enumerate(report.others):
        if other.before == before:
            yield Piece("section", str(index), plain(other.title))
            yield from (
                Piece("paragraph", str(index), plain(text), number) for number, text in enumerate(other.paragraphs)
            )


def _behind(report: Report, language: str) -> Iterator[Piece]:
    words = layout.wording(language)
    several = len(report.attachments) > 1
    for index, attachment in enumerate(report.attachments):
        label = words["attachments"] if index == 0 else ""
        mark = f"{index + 1}. " if several else ""
        blank = "" if language == "zh" else " "
        yield Piece("listed", "", plain(label + blank + mark + layout.one_line(attachment.title, language)), index)
    if report.signature is not None:
        yield Piece("issuer", "", plain(report.signature.issuer))
        yield Piece("date", "", plain(report.signature.date))
    for index, attachment in enumerate(report.attachments):
        if attachment.paragraphs:
            gap = "" if language == "zh" or not several else " "
            yield Piece("mark", "", plain(words["attachment"] + gap + (str(index + 1) if several else "")), index)
            yield Piece("page", "", plain(layout.one_line(attachment.title, language)), index)
            yield from (
                Piece("page_line", str(index), plain(text), number) for number, text in enumerate(attachment.paragraphs)
            )


def table_text(table: Table) -> str:
    """A table's words, for comparison."""
    return "\n".join("\t".join(plain(cell) for cell in row) for row in (table.header, *table.rows)).strip()


def match(report: Report, lines: Sequence[Line], language: str) -> Match:
    """Lay the lines of a file beside the pieces of the report that it was printed from."""
    keys = [_key(line, language) for line in lines]
    printed, standing = pieces(report, language), set(keys)
    if 2 * _standing(printed, standing) < sum(piece.role == "item" for piece in printed):
        other = pieces(report, language, own_line=True)  # perhaps headings were printed on their own lines
        printed = other if _standing(other, standing) > _standing(printed, standing) else printed
    matching = _Matching(printed, lines, keys)
    matching.by_bookmark()
    matching.by_order()
    matching.by_likeness()
    owned = [None if owner is None else printed[owner] for owner in matching.owners]
    names = {(piece.role, piece.name, piece.at) for piece in owned if piece is not None}
    items = {piece.name for piece in owned if piece is not None and piece.role == "item"}
    gone = tuple(
        piece
        for piece in printed
        if (piece.role, piece.name, piece.at) not in names and not (piece.role == "item" and piece.name in items)
    )
    return Match(tuple(zip(lines, owned, strict=True)), gone)


def _standing(printed: Sequence[Piece], keys: Collection[str]) -> int:
    """How many pieces of items stand as they were printed."""
    return sum(piece.role == "item" and piece.key in keys for piece in printed)


def _key(line: Line, language: str) -> str:
    """A line as it is compared with a piece."""
    if line.table is not None:
        return table_text(line.table)
    text = line.text.replace("\n", "") if language == "zh" else line.text
    return plain(unnumbered(Line(text)).text)


class _Matching:
    """Lines and pieces while they find each other; `owners` holds the place of each line's piece."""

    def __init__(self, printed: Sequence[Piece], lines: Sequence[Line], keys: Sequence[str]) -> None:
        self.printed, self.lines, self.keys = printed, lines, keys
        self.owners: list[int | None] = [None] * len(lines)

    def by_bookmark(self) -> None:
        """Lines inside an item's bookmark are of that item."""
        marks: dict[str, int] = {}
        for place, piece in enumerate(self.printed):
            if piece.role in ("item", "opening"):
                marks.setdefault(bookmark_of(piece.name), place)
        for index, line in enumerate(self.lines):
            if line.table is None:
                self.owners[index] = next((marks[mark] for mark in line.marks if mark in marks), None)

    def by_order(self) -> None:
        """Each line that stands as it was printed is its piece; the bookmarked ones hold the order."""
        taken = {self.printed[owner].name for owner in self.owners if owner is not None}
        ours = [
            f"#{piece.name}" if piece.role == "item" and piece.name in taken else f"{piece.role == 'table'}{piece.key}"
            for piece in self.printed
        ]
        theirs = [
            f"#{self.printed[owner].name}" if owner is not None else f"{line.table is not None}{key}"
            for line, key, owner in zip(self.lines, self.keys, self.owners, strict=True)
        ]
        for tag, start, end, at, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag == "equal":
                for step in range(end - start):
                    if self.owners[at + step] is None:
                        self.owners[at + step] = start + step

    def by_likeness(self) -> None:
        """What changed: between two known neighbours by what a line looks like, and by how alike its words are."""
        open_lines = [index for index, owner in enumerate(self.owners) if owner is None]
        if len(open_lines) * (len(self.lines) + len(self.printed)) > MOST_PAIRS:
            return  # another text altogether
        for index in open_lines:
            taken = {owner for owner in self.owners if owner is not None}
            free = [place for place in range(len(self.printed)) if place not in taken]
            before = max((owner for owner in self.owners[:index] if owner is not None), default=-1)
            after = min((owner for owner in self.owners[index + 1 :] if owner is not None), default=len(self.printed))
            near = [place for place in free if before < place < after]
            far = [place for place in free if place not in near and self.printed[place].role == "item"]
            self.owners[index] = self._best(index, near, ALIKE)
            if self.owners[index] is None and self.lines[index].table is None:
                self.owners[index] = self._best(index, far, MOVED)

    def _best(self, index: int, places: Sequence[int], least: float) -> int | None:
        scored = [(_alike(self.lines[index], self.keys[index], self.printed[place]), -place) for place in places]
        score, place = max(scored, default=(0.0, 0))
        return -place if score >= least else None


def _alike(line: Line, key: str, piece: Piece) -> float:
    """How surely a changed line is that piece: most where its look leaves little choice, else the likeness of the words."""
    if (piece.role == "table") != (
        line.table is not None
    ) or piece.role == "gap":  # words in a gap's place are new ones
        return 0.0
    if piece.role == "table":
        return 0.6
    if line.title or line.level == 1:
        return 0.9 if (piece.role == "title") == line.title and piece.role in ("title", "part", "section") else 0.0
    return texts.likeness(key, piece.text)


@dataclass(frozen=True)
class Opened:
    """A Word file as it came: the draft that it carries (None: it carries none), its lines, and text outside of them."""

    draft: Draft | None
    lines: tuple[Line, ...]
    left: tuple[str, ...]


def open_copy(data: bytes, name: str) -> Opened:
    """Open a .docx; `DraftFormatError` in one line for what is not to be opened (see `unpacking`)."""
    from drafter.formats import carried, unpacking, word  # zip and XML are loaded when a file is read

    package = unpacking.Package(data, name)
    draft = carried.find_carried(package)
    lines, left = word.read_package(package)
    return Opened(draft, lines, left)
