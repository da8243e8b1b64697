"""Reports that drafter did not write: last year's, another unit's, a chatbot's. Text, Markdown or Word to a report.

The frame is found first (title, recipient, signature, attachments), then the three parts by what their headings say, then by
their order, then by what paragraphs say; items last. What fits nowhere is given back, never dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter import kinds, notes, prompts
from drafter import text as texts
from drafter.errors import InputError
from drafter.formats import chapters, frame, items, layout
from drafter.formats import cues as wording
from drafter.formats.chapters import Chapter
from drafter.formats.cues import ReportCues
from drafter.formats.items import Found
from drafter.formats.json import read_clean
from drafter.formats.lines import Line, from_text
from drafter.formats.sorts import sort_of
from drafter.schema import PARTS, Item, Part, PartName, Report, Sentence, Version

_SUPPORTED = (".txt", ".md", ".docx")


@dataclass(frozen=True)
class Foreign:
    """A report as read, its language, and the pieces of text that fit nowhere in it."""

    report: Report
    left: tuple[str, ...] = ()
    language: str = "zh"


def read_report(data: bytes, name: str = "the report") -> Foreign:
    """A report from the bytes of a .txt, .md or .docx file, or of a clean copy in .json; `name` is what messages call it.

    Items are in state `hand` with one version, without facts; sentences have no sources yet. `InputError` for a file that is
    damaged, encrypted, holds macros, unpacks too large, is of another format, or has no text.
    """
    if sort_of(data, name) == "clean":
        report = read_clean(data, name)
        return Foreign(report, (), "zh" if texts.is_chinese(report.title + report.achievements.title) else "en")
    lines, left = read_lines(data, name)
    sample = "".join(line.text for line in lines)
    if not sample.strip():
        raise InputError(f"{name} holds no text; a report in .txt, .md or .docx is expected")
    language = "zh" if texts.is_chinese(sample) else "en"
    return _built(lines, left, wording.load(language), language)


def read_lines(data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The file's paragraphs and tables, and text of it that is in no paragraph (text boxes, notes)."""
    from drafter.formats import word  # lxml is loaded when a Word file is read

    if sort_of(data, name) in {"copy", "word"}:
        return word.read_lines(data, name)
    if data.startswith(b"%PDF"):
        raise InputError(f"{name} is a PDF; give the report as {', '.join(_SUPPORTED)}")
    if data and name.lower().endswith((".docx", ".doc")):
        raise InputError(
            f"{name} is no Word file, whatever its name says; save it as .docx in Word, or name a text .txt"
        )
    return from_text(notes.decode(data, name)), ()


def read_text(data: bytes, name: str) -> str:
    """The file's text, a paragraph or a table row a line, to be read as notes; `InputError` as `read_lines`."""
    lines, left = read_lines(data, name)
    return "\n".join((*(line.text or line.rows for line in lines), *left))


def _built(lines: Sequence[Line], left: Sequence[str], cues: ReportCues, language: str) -> Foreign:
    found = frame.find(lines, cues)
    told, opening, only_titles = chapters.find(found.lines, cues)
    lost = [*left, *found.left, *only_titles]
    made = _Maker(cues, language)
    parts = {part: made.part(part, [c for c in told if c.part == part]) for part in PARTS}
    others = chapters.others(told)
    spoken = [comment for line in opening for comment in line.comments]
    opened = made.item(
        "opening", Found(paragraphs=[line.text for line in opening if line.table is None], comments=spoken)
    )
    lost += [line.rows for line in opening if line.table is not None]
    report = Report(
        title=found.title, recipient=found.recipient, opening=opened, others=others,
        closing=tuple(Sentence(text=text) for text in found.closing),
        signature=found.signature, attachments=found.attachments, **parts,
    )  # fmt: skip
    return Foreign(report, tuple(text for text in (*lost, *made.left) if text.strip()), language)


class _Maker:
    """Makes parts and items, numbering the items through the report; `left` gathers the lines that only lead in."""

    def __init__(self, cues: ReportCues, language: str) -> None:
        self.cues, self._language, self.left, self._count = cues, language, list[str](), 0
        name = str(prompts.read_table(language, "language.toml")["default_kind"])
        self._kind = kinds.load_kind(language, name)

    def part(self, name: PartName, chapters: Sequence[Chapter]) -> Part:
        """The part made of its chapters: one's items, or an item for each of several."""
        usual = self._kind.parts[name]
        if len(chapters) == 1 and not chapters[0].under:
            found, left = items.find_items(chapters[0].lines, self.cues)
            self.left += left
        else:
            found = [items.flat(c.title, c.lines, self.cues) for c in chapters]
        own = chapters[0].under or (chapters[0].title if len(chapters) == 1 else "") if chapters else ""
        title = own or usual.title
        alone = found[0].text.strip() if len(found) == 1 and not found[0].heading else ""
        if alone and layout.placeholder(self._language).fullmatch(alone):
            return Part(title=title, gap=alone)
        made = tuple(self.item("", each) for each in found)
        return Part(title=title, items=made, gap=None if made else usual.gap)

    def item(self, name: str, found: Found) -> Item:
        """An item in the writer's hand; its paragraphs become sentences, a reviewer's comments wait on it."""
        self._count += not name
        sentences = tuple(
            Sentence(text=text) for paragraph in found.paragraphs for text in texts.split_sentences(paragraph)
        )
        version = Version(heading=found.heading, sentences=sentences, by="hand")
        return Item(
            id=name or f"0.{self._count}", heading=found.heading, sentences=sentences, table=found.table, state="hand",
            versions=(version,) if sentences or found.heading else (),
            asked=tuple(self.cues.instruction(comment) for comment in found.comments),
        )  # fmt: skip
