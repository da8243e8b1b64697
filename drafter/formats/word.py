"""Reads a Word file's paragraphs and tables as lines: tracked changes accepted, list numbers counted, comments gathered.

Works on the file's XML itself; nothing outside it is looked up, nothing in it is executed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from drafter import text as texts
from drafter.errors import DraftFormatError
from drafter.formats.lines import Comment, Line, table_of
from drafter.formats.numbered import Numbers, Style, Styles, W, is_on, number_of, value, whole
from drafter.formats.unpacking import Package

if TYPE_CHECKING:
    from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORD14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WORD15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{_MC}Fallback"}
"""What does not stand in the text once every change is accepted, and what is no text."""

_DEEPEST = 200
"""How deep elements may lie in each other; Word's own limit is lower."""


class _RunLook(NamedTuple):
    """How a run looks, as far as it sets words apart."""

    bold: bool
    style: str
    face: str


@dataclass
class _OpenParagraph:
    """A paragraph while it is read."""

    pieces: list[tuple[str, _RunLook]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


def read_lines(data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of a .docx, and the text that is in none of its paragraphs: text boxes, notes, hidden words.

    `DraftFormatError` for a file that is not to be opened (see `unpacking`) or has no Word document in it.
    """
    return read_package(Package(data, name))


def read_package(package: Package) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The same from a file that is open already."""
    main = package.main()
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise DraftFormatError(f"{package.name} holds no Word document; a .docx is expected")
    reader = _Reader(package, main.rpartition("/")[0])
    reader.blocks(body, 0)
    reader.flush(Style(), "")
    return tuple(reader.lines), tuple(text for text in reader.left if text.strip())


class _Reader:
    """Walks through the body in reading order and gathers lines."""

    def __init__(self, package: Package, folder: str) -> None:
        self.lines: list[Line] = []
        self.left: list[str] = []
        self._name = package.name
        self._styles = Styles(package.xml(f"{folder}/styles.xml"))
        self._numbers = Numbers(package.xml(f"{folder}/numbering.xml"))
        self._said = _comments(package, folder)
        self._notes = {kind: _notes(package, f"{folder}/{kind}s.xml") for kind in ("footnote", "endnote")}
        self._open: dict[str, str] = {}
        self._quoted: dict[str, str] = {}
        self._quoting: set[str] = set()
        self._now = _OpenParagraph()

    def blocks(self, parent: etree._Element, depth: int) -> None:
        """The paragraphs and tables inside an element."""
        if depth > _DEEPEST:
            raise DraftFormatError(f"{self._name} is nested too deep to be read")
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self.flush(Style(), "")
                rows = list(self._rows(child, depth))
                if (table := table_of(rows)) is not None:
                    self.lines.append(Line("", table=table, marks=tuple(self._open.values())))
            elif child.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                self._bookmark(child)
            elif child.tag == f"{W}altChunk":
                self.left.append("altChunk")
            elif child.tag not in _GONE:
                self.blocks(child, depth + 1)

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        style = self._styles.get(value(element, f"pPr/{W}pStyle"))
        if properties is not None:
            style = _with_direct(style, properties)
        self._now.marks += self._open.values()
        self._inline(element, style, 0)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            if not self._now.text.strip():
                self._now = _OpenParagraph()
            return  # its end was deleted: it runs on into the next one
        number = ""
        if style.number and self._now.text.strip():
            number = self._numbers.next(*style.number)
        self.flush(style, number)

    def _inline(self, parent: etree._Element, style: Style, depth: int) -> None:
        if depth > _DEEPEST:
            raise DraftFormatError(f"{self._name} is nested too deep to be read")
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, style)
            elif tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                self._bookmark(child)
            elif tag == f"{W}commentRangeStart":
                self._quoting.add(str(child.get(f"{W}id")))
            elif tag == f"{W}commentRangeEnd":
                self._quoting.discard(str(child.get(f"{W}id")))
                self._comment(str(child.get(f"{W}id")))
            elif tag not in _GONE:
                self._inline(child, style, depth + 1)

    def _run(self, run: etree._Element, style: Style) -> None:
        properties = run.find(f"{W}rPr")
        look = self._look(properties, style)
        hidden = properties is not None and is_on(properties.find(f"{W}vanish"))
        text = "".join(self._text(run))
        if hidden:
            self.left.append(text)
        elif text:
            self._now.pieces.append((text, look))
            for name in self._quoting:
                self._quoted[name] = self._quoted.get(name, "") + text

    def _text(self, run: etree._Element) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            elif tag in (f"{W}br", f"{W}cr"):
                yield "" if child.get(f"{W}type") in ("page", "column") else "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}commentReference":
                self._comment(str(child.get(f"{W}id")))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
                self.left.append(self._notes[kind].get(str(child.get(f"{W}id")), ""))
            elif tag not in _GONE and len(child):
                self._boxes(child)

    def _boxes(self, element: etree._Element) -> None:
        """Text boxes and shapes are no part of the text's flow: their words are reported."""
        for box in element.iter(f"{W}txbxContent"):
            if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
                self.left.append("\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in box.iter(f"{W}p")))

    def _look(self, properties: etree._Element | None, style: Style) -> _RunLook:
        if properties is None:
            return _RunLook(style.bold, "", "")
        name, bold = value(properties, "rStyle"), properties.find(f"{W}b")
        named = self._styles.get(name)
        fonts = properties.find(f"{W}rFonts")
        face = str(fonts.get(f"{W}eastAsia", "")) if fonts is not None else ""
        heavy = is_on(bold) if bold is not None else named.bold or style.bold
        return _RunLook(heavy, name if named.level or named.bold else "", face)

    def _bookmark(self, element: etree._Element) -> None:
        name = str(element.get(f"{W}id"))
        if element.tag == f"{W}bookmarkEnd":
            self._open.pop(name, None)
        else:
            self._open[name] = str(element.get(f"{W}name", ""))
            self._now.marks.append(self._open[name])

    def _comment(self, name: str) -> None:
        if name not in self._now.comments:
            self._now.comments.append(name)

    def flush(self, style: Style, number: str) -> None:
        """End the paragraph: it becomes a line, or several where it was broken by hand."""
        now, self._now = self._now, _OpenParagraph()
        text = texts.printable(now.text)
        said = tuple(self._comment_of(name, text) for name in now.comments if name in self._said)
        if style.toc or not text.strip():
            if said and self.lines:
                self.lines[-1] = replace(self.lines[-1], comments=(*self.lines[-1].comments, *said))
            return
        clean = text.replace("\t", " ")
        line = Line(
            number + clean.strip(), level=style.level, title=style.title, lead=_lead(now.pieces, number, style),
            centred=style.centred, marks=tuple(dict.fromkeys(now.marks)), comments=said,
        )  # fmt: skip
        rows = [row.strip() for row in line.text.split("\n") if row.strip()]
        if len(rows) < 2 or style.title or style.centred:
            self.lines.append(line)
            return
        self.lines.append(replace(line, text=rows[0], lead=min(line.lead, len(rows[0]))))
        self.lines += [Line(row, marks=line.marks) for row in rows[1:]]

    def _comment_of(self, name: str, text: str) -> Comment:
        quote = self._quoted.pop(name, "").strip()
        said = self._said[name]
        return replace(said, quote="" if quote in ("", text.strip()) else quote)

    def _rows(self, table: etree._Element, depth: int) -> Iterator[list[str]]:
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[str] = []
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr")) is not row:
                    continue
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
                cells.append("" if goes_on else self._cell(cell, depth))
                cells += [""] * (min(whole(value(cell, f"tcPr/{W}gridSpan"), 1), 64) - 1)
            yield cells

    def _cell(self, cell: etree._Element, depth: int) -> str:
        inner, self.lines = self.lines, []
        self.blocks(cell, depth + 1)
        self.flush(Style(), "")
        found, self.lines = self.lines, inner
        return " ".join(line.rows.replace("\n", " ") if line.table else line.text.replace("\n", " ") for line in found)


def _with_direct(style: Style, properties: etree._Element) -> Style:
    """The style with what the paragraph itself says."""
    align, outline = value(properties, "jc"), whole(value(properties, "outlineLvl"), -1)
    level = outline + 1 if 0 <= outline < 9 else 0 if outline == 9 else style.level
    return replace(
        style,
        centred=align == "center" if align else style.centred,
        level=level,
        number=number_of(properties.find(f"{W}numPr"), style.number),
    )


def _lead(pieces: Sequence[tuple[str, _RunLook]], number: str, style: Style) -> int:
    """How many characters at the start look alike and unlike the rest; all of them for a bold paragraph."""
    solid = [(text, look) for text, look in pieces if text.strip()]
    if not solid or style.title:
        return 0
    whole = "".join(text for text, _ in pieces)
    shift = len(whole) - len(whole.lstrip())
    first = next((look for text, look in solid if not _is_mark(text)), solid[0][1])
    end, count = 0, 0
    for text, look in pieces:
        count += len(text)
        if text.strip() and look != first and not (_is_mark(text) and not end):
            break
        end = count
    length = len(number) + len(whole[:end].strip())
    if end >= len(whole.rstrip()):
        return length if first.bold and not style.level else 0
    rest = [look for text, look in _after(pieces, end) if text.strip()]
    if first in rest:
        return 0
    if first.bold and not rest[0].bold:
        return length
    apart = (first.style != rest[0].style and first.style) or (first.face != rest[0].face and first.face)
    return length if apart and whole[shift:end].rstrip()[-1:] in "。：.:！？" else 0


def _after(pieces: Sequence[tuple[str, _RunLook]], end: int) -> Iterator[tuple[str, _RunLook]]:
    at = 0
    for text, look in pieces:
        if at >= end:
            yield text, look
        at += len(text)


def _is_mark(text: str) -> bool:
    return not any(char.isalpha() and char not in "一二三四五六七八九十" for char in text)


def _comments(package: Package, folder: str) -> dict[str, Comment]:
    """The comments that are open, by id; those that were resolved are over."""
    root = package.xml(f"{folder}/comments.xml")
    if root is None:
        return {}
    more = package.xml(f"{folder}/commentsExtended.xml")
    over = {
        str(each.get(f"{_WORD15}paraId"))
        for each in (more if more is not None else ())
        if each.get(f"{_WORD15}done") in ("1", "true")
    }
    found = {}
    for element in root.iter(f"{W}comment"):
        paragraphs = list(element.iter(f"{W}p"))
        if any(str(p.get(f"{_WORD14}paraId")) in over for p in paragraphs):
            continue
        rows = ["".join(t.text or "" for t in p.iter(f"{W}t")).strip() for p in paragraphs]
        text = texts.printable(" ".join(row for row in rows if row))
        if text.strip():
            found[str(element.get(f"{W}id"))] = Comment(text.strip(), str(element.get(f"{W}author", "")))
    return found


def _notes(package: Package, member: str) -> dict[str, str]:
    root = package.xml(member)
    if root is None:
        return {}
    return {
        str(note.get(f"{W}id")): "".join(t.text or "" for t in note.iter(f"{W}t"))
        for note in root
        if note.get(f"{W}type", "normal") == "normal"
    }


__all__ = ["read_lines", "read_package"]
