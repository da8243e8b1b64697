"""Styles and list numbers of a Word file: what a paragraph's style says of it, and the number that Word prints before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.formats.numbering import chinese

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?i)(?:heading|标题)\s*([1-9])")
_TITLE = re.compile(r"(?i)title|标题|doc title|document title")
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting",
    "taiwaneseCountingThousand", "chineseLegalSimplified", "japaneseDigitalTenThousand", "koreanCounting",
}  # fmt: skip
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Style:
    """What a style says of its paragraphs or runs. `level` is a heading's, from 1; `number` a list and its level."""

    level: int = 0
    title: bool = False
    toc: bool = False
    centred: bool = False
    bold: bool = False
    number: tuple[str, int] | None = None


class Styles:
    """The styles of a file by id, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {str(s.get(f"{W}styleId")): s for s in root.iter(f"{W}style")} if root is not None else {}
        self._made: dict[str, Style] = {}

    def get(self, name: str) -> Style:
        """The style of that id; plain if there is none. Those that it rests on are read before it, so that no chain is too long."""
        begun: set[str] = set()
        waiting = [name]
        while waiting:
            at = waiting[-1]
            element = self._elements.get(at)
            if at in self._made or element is None:
                waiting.pop()
            elif at in begun:  # what it rests on has been read, but for itself in a circle of styles
                self._made[at] = self._read(element)
            else:
                begun.add(at)
                waiting += [value(element, "basedOn"), _look_of(element)]
        return self._made.get(name, Style())

    def _read(self, element: etree._Element) -> Style:
        base = self._made.get(value(element, "basedOn"), Style())
        name = value(element, "name")
        heading = _HEADING.fullmatch(name.strip())
        outline = value(element, f"pPr/{W}outlineLvl")
        level = int(heading[1]) if heading else whole(outline) + 1 if outline and whole(outline, 9) < 9 else base.level
        level = level or self._made.get(_look_of(element), Style()).level
        align = value(element, f"pPr/{W}jc")
        bold = element.find(f"{W}rPr/{W}b")
        return Style(
            level=level,
            title=_TITLE.fullmatch(name.strip()) is not None or base.title,
            toc=name.lower().startswith(("toc ", "toc heading")),
            centred=align == "center" if align else base.centred or name.lower().endswith("title"),
            bold=is_on(bold) if bold is not None else base.bold,
            number=number_of(element.find(f"{W}pPr/{W}numPr"), base.number),
        )


def _look_of(element: etree._Element) -> str:
    """The paragraphs' style whose look a style of runs gives to a few words, empty if there is none."""
    return value(element, "link") if element.get(f"{W}type") == "character" else ""


def value(element: etree._Element, path: str) -> str:
    """The `w:val` of the child at that path (its first step without the prefix), empty if there is none."""
    found = element.find(f"{W}{path}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as `w:b` is on."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def number_of(element: etree._Element | None, inherited: tuple[str, int] | None = None) -> tuple[str, int] | None:
    """List and level of a `w:numPr`; list 0 means none."""
    if element is None:
        return inherited
    name = value(element, "numId") or (inherited[0] if inherited else "")
    level = value(element, "ilvl")
    if not name or name == "0":
        return None
    return name, whole(level, inherited[1] if inherited else 0)


@dataclass(frozen=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False


class Numbers:
    """Counts through a file's lists as Word does: a level starts anew below a higher one."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()
        if root is None:
            return
        abstract = {str(a.get(f"{W}abstractNumId")): _levels(a) for a in root.iter(f"{W}abstractNum")}
        for num in root.iter(f"{W}num"):
            name, base = str(num.get(f"{W}numId")), value(num, "abstractNumId")
            own: dict[int, _Level] = {}
            for override in num.iter(f"{W}lvlOverride"):
                own |= _levels(override)
                start = value(override, "startOverride")
                if start.isdecimal():
                    self._starts.setdefault(name, {})[whole(str(override.get(f"{W}ilvl", "0")))] = whole(start)
            self._lists[name] = base
            self._levels[name] = abstract.get(base, {}) | own

    def next(self, name: str, level: int) -> str:
        """The number that stands before the next paragraph of that list and level, with a blank where one belongs."""
        if name not in self._lists:
            return ""
        counts = self._counts.setdefault(self._lists[name], {})
        levels = self._levels[name]
        if name not in self._seen:
            self._seen.add(name)
            for at, start in self._starts.get(name, {}).items():
                counts[at] = start - 1
        this = levels.get(level, _Level())
        counts[level] = counts.get(level, this.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if this.form == "bullet":
            return "• "

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, _Level())
            return _written(counts.get(at, shown.start), "decimal" if this.legal else shown.form)

        text = re.sub(r"%([1-9])", number, this.text)
        return text + " " if text[-1:].isascii() and text.strip() else text


def whole(typed: str, instead: int = 0) -> int:
    """A number of a received file, at most what Word counts to; `instead` for what is none or has more digits."""
    return min(int(typed), MOST) if typed.isdecimal() and len(typed) <= len(str(MOST)) else instead


MOST, MOST_ROMAN = 32767, 4000
"""The largest number of a list that Word has (ST_DecimalNumber of a list's start), and the first that no Roman numeral writes."""


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {
        whole(str(lvl.get(f"{W}ilvl", "0"))): _Level(
            whole(start) if (start := value(lvl, "start")).isdecimal() else 1,
            value(lvl, "numFmt") or "decimal",
            value(lvl, "lvlText"),
            is_on(lvl.find(f"{W}isLgl")),
        )
        for lvl in element.iter(f"{W}lvl")
    }


def _written(number: int, form: str) -> str:
    """A number as Word writes it in that form; forms that reports do not use come out in digits."""
    if form in _CHINESE:
        return chinese(number)
    if form in ("upperRoman", "lowerRoman") and number < MOST_ROMAN:
        roman, rest = "", number
        for worth, sign in _ROMAN:
            roman += sign * (rest // worth)
            rest %= worth
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    if form.startswith("decimalEnclosed") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return "" if form == "none" else str(number)
