"""Judges a report against annotated notes (tests/cases/*.case). Shares no code with drafter on purpose.

A case line is `text ¦¦ role | hard fact~other spelling | !must not stand | @tag`; lines `#: key: value` are its header.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

CASES = Path(__file__).parent / "cases"
SHEETS = Path(__file__).parent / "sheets"
"""Short notes full of figures that disagree, or seem to: only their roles and tags are annotated."""

PARTS = ("achievements", "problems", "plans")


@dataclass
class Line:
    text: str
    roles: tuple[str, ...] = ()
    hard: list[list[str]] = field(default_factory=list)
    banned: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def bears(self):
        return bool(self.roles) and set(self.roles) <= set(PARTS)


@dataclass
class Case:
    name: str
    header: dict
    lines: list[Line]

    @property
    def notes(self):
        return "\n".join(line.text for line in self.lines)

    @property
    def form(self):
        return {key: self.header[key] for key in ("kind", "unit", "period") if self.header.get(key)}


def read_case(path):
    header, lines = {}, []
    for raw in path.read_text(encoding="utf-8").splitlines():
        if raw.startswith("#: "):
            key, _, value = raw[3:].partition(":")
            header[key.strip()] = value.strip()
            continue
        text, bars, note = raw.partition(" ¦¦ ")
        line = Line(text)
        if bars:
            role, *marks = [piece.strip() for piece in note.split(" | ")]
            line.roles = tuple(role.split("+"))
            for mark in marks:
                if mark.startswith("!"):
                    line.banned.append(mark[1:])
                elif mark.startswith("@"):
                    line.tags += mark[1:].replace("@", " ").split()
                elif mark:
                    line.hard.append(mark.split("~"))
        lines.append(line)
    return Case(path.stem, header, lines)


def cases(kind=""):
    return [read_case(path) for path in sorted(CASES.glob(f"{kind}*.case"))]


def sheets():
    return [read_case(path) for path in sorted(SHEETS.glob("*.case"))]


@cache
def links():
    """Case to the rows (line taken back, line that does it, old value, new value) of tests/data/links.tsv; lines are counted from 1."""
    found = defaultdict(list)
    for row in (CASES.parent / "data" / "links.tsv").read_text(encoding="utf-8").splitlines():
        case, target, index, old, new = row.split("\t")
        found[case].append((int(target), int(index), old, new))
    return found


def plain(text):
    """Width, blanks, quotes and thousands separators folded."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"[–—～]", "-", text)
    return re.sub(r"\s+", "", text)


def stands(spellings, report):
    return any(plain(spelling) in report for spelling in spellings)


def report_text(draft):
    """Everything a reader of the report sees, in a row."""
    report = draft.report
    pieces = [report.title, report.recipient, *(s.text for s in report.opening.sentences)]
    for part in (report.achievements, report.problems, report.plans):
        pieces.append(part.title)
        for item in part.items:
            pieces += [item.heading or "", *(s.text for s in item.sentences)]
            if item.table:
                pieces += [cell for row in item.table.rows for cell in row]
    return "\n".join(pieces)


def numbers(text):
    """Arabic numbers as strings, thousands separators and full width folded, leading zeros dropped."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text += " ".join(f" {float(n) * 1000:.10g}" for n in re.findall(r"(\d+(?:\.\d+)?)k\b", text))
    return [re.sub(r"^0+(?=\d)", "", n) for n in re.findall(r"\d+(?:\.\d+)?", text)]


def known_numbers(text):
    """The numbers of notes in every way of reading them: blanks as thousands marks, decimals as they are spoken (三亩二)."""
    spoken = "一二三四五六七八九".find
    found = {
        f"{spoken(m[1]) + 1}.{spoken(m[2]) + 1}"
        for m in re.finditer("([一二三四五六七八九])[亩米斤吨]([一二三四五六七八九])", text)
    }
    return found | set(numbers(text)) | set(numbers(re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text)))


def note_of(case):
    """For each line of the case the number of its note: lines that are not blank, counted from 1."""
    count, ids = 0, []
    for line in case.lines:
        if line.text.strip():
            count += 1
        ids.append(count)
    return ids
