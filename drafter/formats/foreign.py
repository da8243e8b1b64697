"""Reports that drafter did not write: last year's, another unit's, a chatbot's. Text, Markdown or Word to a report.

The frame is found first (title, recipient, signature, attachments), then the three parts by what their headings say, then by
their order, then by what paragraphs say; items last. What fits nowhere is given back, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drafter import kinds, notes, prompts
from drafter import text as texts
from drafter.errors import InputError
from drafter.formats import cues as wording
from drafter.formats import frame, items
from drafter.formats.cues import SURE, Cues, Marked
from drafter.formats.items import Found, Key, key_of
from drafter.formats.lines import Line, from_text
from drafter.schema import PARTS, Item, Part, PartName, Report, Section, Sentence, Version

_SUPPORTED = (".txt", ".md", ".docx")


@dataclass(frozen=True)
class Foreign:
    """A report as read, its language, and the pieces of text that fit nowhere in it."""

    report: Report
    left: tuple[str, ...] = ()
    language: str = "zh"


@dataclass
class Chapter:
    """A section of the report as it came: its heading, the lines under it, and the parts that it may be."""

    title: str
    lines: list[Line] = field(default_factory=list)
    key: Key | None = None
    strict: tuple[PartName, ...] = ()
    score: dict[PartName, int] = field(default_factory=dict)
    extra: bool = False
    part: PartName | None = None

    def says(self, part: PartName) -> bool:
        """Whether its heading names that part."""
        return part in self.strict or self.score.get(part, 0) >= SURE


def read_report(data: bytes, name: str = "the report") -> Foreign:
    """A report from the bytes of a .txt, .md or .docx file; `name` is what messages call it.

    Items are in state `hand` with one version, without facts; sentences have no sources yet. `InputError` for a file that is
    damaged, encrypted, holds macros, unpacks too large, is of another format, or has no text.
    """
    lines, left = read_lines(data, name)
    sample = "".join(line.text for line in lines)
    if not sample.strip():
        raise InputError(f"{name} holds no text; a report in .txt, .md or .docx is expected")
    language = "zh" if texts.is_chinese(sample) else "en"
    return _built(lines, left, wording.load(language), language)


def read_lines(data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The file's paragraphs and tables, and text of it that is in no paragraph (text boxes, notes)."""
    from drafter.formats import word  # lxml is loaded when a Word file is read

    if word.is_package(data):
        return word.read_lines(data, name)
    if data.startswith(b"%PDF"):
        raise InputError(f"{name} is a PDF; give the report as {', '.join(_SUPPORTED)}")
    return from_text(notes.decode(data, name)), ()


def _built(lines: Sequence[Line], left: Sequence[str], cues: Cues, language: str) -> Foreign:
    found = frame.find(lines, cues)
    chapters, opening = _chapters(found.lines, cues)
    lost = [*left, *found.left]
    lost += _opened(chapters, opening) + _place(chapters, cues)
    _split_by_paragraphs(chapters, cues)
    made = _Maker(cues, language)
    parts = {part: made.part(part, [c for c in chapters if c.part == part]) for part in PARTS}
    others = tuple(_others(chapters))
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


def _chapters(lines: Sequence[Line], cues: Cues) -> tuple[list[Chapter], list[Line]]:
    """The sections in order, and the lines before the first; without any headings one section without a title."""
    marked = [cues.marked(line) for line in lines]
    starts = _starts(marked, cues)
    if not starts:
        opening = 1 if lines and not (lines[0].table or _begins(marked[0], cues)) else 0
        return [Chapter("", list(lines[opening:]), part="achievements")], list(lines[:opening])
    chapters = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        title, rest = _caption(marked[start], cues)
        body = [*([Line(rest)] if rest else []), *lines[start + 1 : end]]
        strict = cues.captions(title)
        chapters.append(Chapter(title, body, key_of(marked[start]), strict, cues.score(title), cues.is_extra(title)))
    return chapters, list(lines[: starts[0]])


def _begins(marked: Marked, cues: Cues) -> bool:
    return marked.rank is not None or cues.is_heading(marked)


def _caption(marked: Marked, cues: Cues) -> tuple[str, str]:
    """A section's heading, and what runs on behind it in the same line."""
    text = marked.line.text
    if cues.is_heading(marked):
        return text.strip(" ：:。."), ""
    head, _, rest = _partition(text)
    return head, rest


def _partition(text: str) -> tuple[str, str, str]:
    at = min((i for i, char in enumerate(text) if char in "：:。."), default=len(text))
    return text[:at].strip(), text[at : at + 1], text[at + 1 :].strip()


def _starts(marked: Sequence[Marked], cues: Cues) -> list[int]:
    """Where sections begin: the headings that look like those which name most of the parts, and captions below them for
    parts that these do not name.
    """
    named: dict[Key, dict[PartName, int]] = {}
    for this in marked:
        if this.line.table is None and cues.is_heading(this):
            scores = cues.score(this.line.text)
            seen = named.setdefault(key_of(this), {})
            for part in PARTS:
                seen[part] = max(seen.get(part, 0), scores[part] + (4 if part in cues.captions(this.line.text) else 0))
    keys = list(named)
    if not keys:
        return []
    best = max(
        keys, key=lambda key: (sum(v >= SURE for v in named[key].values()), sum(named[key].values()), -keys.index(key))
    )
    counted = sum(value >= SURE for value in named[best].values())
    if not counted or (counted == 1 and max(named[best].values()) <= 4):
        return []
    starts, last = [], 0
    for index, this in enumerate(marked):
        if this.line.table is not None or key_of(this) != best:
            continue
        text = this.line.text
        caption = cues.captions(text if cues.is_heading(this) else _partition(text)[0])
        if best[0] == "plain" and not caption and not cues.is_extra(text):
            continue
        if (cues.is_heading(this) and (caption or not this.number or this.number > last)) or (
            caption and this.rank is not None
        ):
            starts.append(index)
            last = this.number
    return sorted({*starts, *_nested(marked, cues, starts, named[best])})


def _nested(marked: Sequence[Marked], cues: Cues, starts: Sequence[int], named: dict[PartName, int]) -> set[int]:
    """Captions of a lower rank that name a part which the sections' own headings do not, and their neighbours."""
    missing = {part for part in PARTS if named.get(part, 0) < SURE}
    lower = [(i, m) for i, m in enumerate(marked) if i not in starts and m.line.table is None and cues.is_heading(m)]
    keys = {key_of(m) for _, m in lower if missing & set(cues.captions(m.line.text))}
    return {i for i, m in lower if key_of(m) in keys and cues.captions(m.line.text) and (key_of(m)[0] != "plain")}


def _opened(chapters: list[Chapter], opening: list[Line]) -> list[str]:
    """What a first chapter says before the chapters inside it begin is the opening; its title is given back."""
    if len(chapters) < 3 or chapters[0].key == chapters[1].key or not chapters[0].lines:
        return []
    outer, inner = chapters[:2]
    if not any(outer.says(part) and inner.says(part) for part in PARTS) or len(outer.lines) > 2:
        return []
    opening += outer.lines
    del chapters[0]
    return [outer.title]


def _place(chapters: list[Chapter], cues: Cues) -> list[str]:
    """Give each chapter its part, by its heading, then by order. Returns the titles of empty ones, which only held others."""
    if len(chapters) == 1 and chapters[0].part:
        return []
    left = []
    for chapter in list(chapters):
        if not chapter.lines and len(chapters) > 1:
            left.append(chapter.title)
            chapters.remove(chapter)
    open_ones = [c for c in chapters if not c.extra]
    for part in PARTS:
        free = [c for c in open_ones if c.part is None and c.says(part) and _is_best(c, part)]
        if free:
            best = max(free, key=lambda c: (part in c.strict, len(c.lines), c.score[part]))
            best.part = part
    _by_order(open_ones, cues)
    return left


def _is_best(chapter: Chapter, part: PartName) -> bool:
    """Whether no later part is named more surely; a heading that names two goes to the first of them, and is split later."""
    return all(chapter.score[part] >= chapter.score[other] for other in PARTS if other != part)


def _by_order(chapters: Sequence[Chapter], cues: Cues) -> None:
    """Chapters whose headings name no part: those in front are achievements, those behind the problems plans."""

    def at(part: PartName, default: int) -> int:
        return next((i for i, c in enumerate(chapters) if c.part == part), default)

    end = min(at("problems", len(chapters)), at("plans", len(chapters)))
    has = {c.part for c in chapters}
    if "achievements" not in has:
        front = [c for c in chapters[:end] if c.part is None]
        if end == len(chapters) and len(chapters) == 3 and not has - {None}:
            for chapter, part in zip(chapters, PARTS, strict=True):
                chapter.part = part
            return
        for chapter in front:
            chapter.part = "achievements"
    elif not any("achievements" in c.strict for c in chapters) and "achievements" in has:
        for chapter in chapters[:end]:
            chapter.part = "achievements"
    if "problems" not in has:
        between = [c for c in chapters[at("achievements", 0) + 1 : at("plans", len(chapters))] if c.part is None]
        told = any(
            _opens(cues.marked(line), "problems", cues) for c in chapters if c.part for line in c.lines if line.text
        )
        for chapter in between[-1:]:
            if not told and any(
                pattern.search(line.text) for line in chapter.lines for pattern, _ in cues.words["problems"]
            ):
                chapter.part = "problems"
    if "plans" not in has and "problems" in has:
        for chapter in chapters[at("problems", 0) + 1 :]:
            chapter.part = chapter.part or "plans"


def _split_by_paragraphs(chapters: list[Chapter], cues: Cues) -> None:
    """Problems or plans that have no heading of their own: from the paragraph on that speaks of them."""
    for part, hosts in (("problems", ("achievements", "plans")), ("plans", ("problems", "achievements"))):
        name: PartName = "problems" if part == "problems" else "plans"
        if any(c.part == name for c in chapters):
            continue
        for host in hosts:
            if _split(chapters, host, name, cues):
                break


def _split(chapters: list[Chapter], host: str, part: PartName, cues: Cues) -> bool:
    """Cut the last chapter of the host part where the other part begins; whether there was such a place."""
    chapter = next((c for c in reversed(chapters) if c.part == host), None)
    if chapter is None:
        return False
    cut = [i for i, line in enumerate(chapter.lines) if line.text and _opens(cues.marked(line), part, cues)]
    if host == "plans":  # problems told first in a part that names both
        if not (cut and chapter.says("problems")):
            return False
        end = next(
            (i for i, line in enumerate(chapter.lines) if i > cut[0] and _opens(cues.marked(line), "plans", cues)), 0
        )
        if not end:
            return False
        moved, chapter.lines = chapter.lines[:end], chapter.lines[end:]
        chapters.insert(chapters.index(chapter), Chapter("", moved, part=part))
        return True
    if not cut or (cut[0] == 0 and not chapter.says(part) and len(chapter.lines) > 1 and host != "achievements"):
        return False
    at = cut[-1] if part == "problems" and len(cut) > 1 and not chapter.title else cut[0]
    moved, chapter.lines = chapter.lines[at:], chapter.lines[:at]
    chapters.insert(chapters.index(chapter) + 1, Chapter("", moved, part=part))
    return True


def _opens(marked: Marked, part: PartName, cues: Cues) -> bool:
    """Whether a paragraph begins to speak of problems, or of plans."""
    if part in cues.captions(_partition(marked.line.text)[0]):
        return True
    return cues.paragraphs[part].search(marked.line.text) is not None


def _others(chapters: Sequence[Chapter]) -> Iterator[Section]:
    """The chapters beyond the three parts, verbatim, each in front of the part that it stood before."""
    for index, chapter in enumerate(chapters):
        if chapter.part is None:
            before = next((c.part for c in chapters[index:] if c.part), None)
            paragraphs = tuple(line.rows if line.table is not None else line.text for line in chapter.lines)
            yield Section(title=chapter.title, paragraphs=paragraphs, before=before)


class _Maker:
    """Makes parts and items, numbering the items through the report; `left` gathers the lines that only lead in."""

    def __init__(self, cues: Cues, language: str) -> None:
        self.cues, self.left, self._count = cues, list[str](), 0
        name = str(prompts.read_table(language, "language.toml")["default_kind"])
        self._kind = kinds.load_kind(language, name)

    def part(self, name: PartName, chapters: Sequence[Chapter]) -> Part:
        """The part made of its chapters: one's items, or an item for each of several."""
        usual = self._kind.parts[name]
        if len(chapters) == 1:
            found, left = items.find_items(chapters[0].lines, self.cues)
            self.left += left
        else:
            found = [items.flat(c.title, c.lines, self.cues) for c in chapters]
        title = chapters[0].title if len(chapters) == 1 and chapters[0].title else usual.title
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
