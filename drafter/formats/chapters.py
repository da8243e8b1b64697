"""The chapters of a report written elsewhere, and which of the three parts each is: by its heading, its order, its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drafter.formats.cues import SURE, Marked, ReportCues
from drafter.formats.items import Key, key_of
from drafter.formats.lines import Line
from drafter.schema import PARTS, PartName, Section


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
    under: str = ""

    def says(self, part: PartName) -> bool:
        """Whether its heading names that part."""
        return part in self.strict or self.score.get(part, 0) >= SURE


def find(lines: Sequence[Line], cues: ReportCues) -> tuple[list[Chapter], list[Line], list[str]]:
    """The chapters in order, each with its part (None: it is of none of the three), the lines of the opening, and the titles
    of chapters that only held others.
    """
    chapters, opening = _chapters(lines, cues)
    left = _opened(chapters, opening) + _place(chapters, cues)
    return chapters, opening, left + _split_by_paragraphs(chapters, cues)


def others(chapters: Sequence[Chapter]) -> tuple[Section, ...]:
    """The chapters beyond the three parts, verbatim, each in front of the part that it stood before."""
    return tuple(_others(chapters))


def _chapters(lines: Sequence[Line], cues: ReportCues) -> tuple[list[Chapter], list[Line]]:
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


def _begins(marked: Marked, cues: ReportCues) -> bool:
    return marked.rank is not None or cues.is_heading(marked)


def _caption(marked: Marked, cues: ReportCues) -> tuple[str, str]:
    """A section's heading, and what runs on behind it in the same line."""
    text = marked.line.text
    if cues.is_heading(marked):
        return text.strip(" ：:。."), ""
    head, _, rest = _partition(text)
    return head, rest


def _partition(text: str) -> tuple[str, str, str]:
    at = min((i for i, char in enumerate(text) if char in "：:。."), default=len(text))
    return text[:at].strip(), text[at : at + 1], text[at + 1 :].strip()


def _starts(marked: Sequence[Marked], cues: ReportCues) -> list[int]:
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
        return _numbered(marked, cues)
    best = max(
        keys, key=lambda key: (sum(v >= SURE for v in named[key].values()), sum(named[key].values()), -keys.index(key))
    )
    counted = sum(value >= SURE for value in named[best].values())
    if not counted or (counted == 1 and max(named[best].values()) <= 4):
        return _numbered(marked, cues)
    starts, last = [], 0
    for index, this in enumerate(marked):
        if this.line.table is not None or key_of(this) != best:
            continue
        text = this.line.text
        caption = cues.captions(text if cues.is_heading(this) else _partition(text)[0])
        if best[0] == "plain" and not caption and not cues.is_extra(text):
            continue
        if best[0] == "plain" and cues.is_extra(text):
            starts.append(index)
        elif (cues.is_heading(this) and (caption or not this.number or this.number > last)) or (
            caption and this.rank is not None
        ):
            starts.append(index)
            last = this.number
    return sorted({*starts, *_nested(marked, cues, starts, named[best])})


def _numbered(marked: Sequence[Marked], cues: ReportCues) -> list[int]:
    """Where sections begin whose headings name no part: those with the highest numbers, if they count on from one."""
    found = [(i, m) for i, m in enumerate(marked) if m.rank in (0, 1) and m.line.table is None and cues.is_heading(m)]
    first = [(i, m) for i, m in found if m.rank == found[0][1].rank] if found else []
    return (
        [i for i, _ in first] if [m.number for _, m in first] == [*range(1, len(first) + 1)] and len(first) > 1 else []
    )


def _nested(marked: Sequence[Marked], cues: ReportCues, starts: Sequence[int], named: dict[PartName, int]) -> set[int]:
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


def _place(chapters: list[Chapter], cues: ReportCues) -> list[str]:
    """Give each chapter its part: by the heading over it, by its own, then by order. Returns the titles of empty chapters
    that stood over none.
    """
    if len(chapters) == 1 and chapters[0].part:
        return []
    empty: list[Chapter] = []
    above: Chapter | None = None
    for chapter in list(chapters):
        if not chapter.lines and len(chapters) > 1:
            above = chapter if chapter.strict else None
            empty.append(chapter)
            chapters.remove(chapter)
        elif above and not chapter.extra and not any(chapter.says(part) for part in PARTS):
            chapter.part, chapter.under = above.strict[0], above.title
        else:
            above = None
    left = [chapter.title for chapter in empty if chapter.title not in {c.under for c in chapters}]
    open_ones = [c for c in chapters if not c.extra]
    for part in PARTS:
        free = [c for c in open_ones if c.part is None and c.says(part) and _is_best(c, part)]
        if free and not any(c.part == part for c in open_ones):
            best = max(free, key=lambda c: (part in c.strict, len(c.lines), c.score[part]))
            best.part = part
    _by_order(open_ones, cues)
    return left


def _is_best(chapter: Chapter, part: PartName) -> bool:
    """Whether no later part is named more surely; a heading that names two goes to the first of them, and is split later."""
    return all(chapter.score[part] >= chapter.score[other] for other in PARTS if other != part)


def _by_order(chapters: Sequence[Chapter], cues: ReportCues) -> None:
    """Chapters whose headings name no part: those in front are achievements, those behind the problems plans."""

    def at(part: PartName, default: int) -> int:
        return next((i for i, c in enumerate(chapters) if c.part == part), default)

    end = min(at("problems", len(chapters)), at("plans", len(chapters)))
    has = {c.part for c in chapters}
    if "achievements" not in has:
        front = [c for c in chapters[:end] if c.part is None]
        if not has - {None} and _by_content(chapters, cues):
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


def _by_content(chapters: Sequence[Chapter], cues: ReportCues) -> bool:
    """Chapters whose headings say nothing at all: the first, second and third part where what they say fits; or, where the
    first one ends with the problems, the first and the third.
    """
    speaks = [sum(_opens(cues.marked(line), "problems", cues) for line in c.lines if line.text) for c in chapters]
    plans = [
        sum(cues.paragraphs["plan_now"].search(line.text) is not None for line in c.lines) * 2 > len(c.lines)
        for c in chapters
    ]
    if len(chapters) >= 2 and speaks[0] and not any(speaks[1:]):
        chapters[0].part, chapters[1].part = "achievements", "plans"
        return True
    if len(chapters) == 3 and plans[2] and not plans[0] and _share(chapters[1], cues) > _share(chapters[0], cues):
        for chapter, part in zip(chapters, PARTS, strict=True):
            chapter.part = part
        return True
    return False


def _share(chapter: Chapter, cues: ReportCues) -> float:
    """The share of a chapter's lines that speak of what is wrong."""
    hits = sum(any(pattern.search(line.text) for pattern, _ in cues.words["problems"]) for line in chapter.lines)
    return hits / max(len(chapter.lines), 1)


def _split_by_paragraphs(chapters: list[Chapter], cues: ReportCues) -> list[str]:
    """Problems or plans that have no heading of their own: from the paragraph on that speaks of them. Returns the headings
    that named both.
    """
    hosts: tuple[tuple[PartName, tuple[PartName, ...]], ...] = (
        ("problems", ("achievements", "plans")),
        ("plans", ("problems", "achievements")),
    )
    left = []
    for part, holders in hosts:
        if any(chapter.part == part for chapter in chapters):
            continue
        for holder in holders:
            chapter = next((c for c in reversed(chapters) if c.part == holder), None)
            if chapter is None or not _split(chapters, chapter, part, cues):
                continue
            if chapter.title and chapter.says(part):
                left.append(chapter.title)
                chapter.title = ""
            _under_own_caption(chapter, cues)
            break
    return left


def _split(chapters: list[Chapter], chapter: Chapter, part: PartName, cues: ReportCues) -> bool:
    """Cut a chapter where another part begins; whether there was such a place."""
    cut = [i for i, line in enumerate(chapter.lines) if line.text and _opens(cues.marked(line), part, cues)]
    place = chapters.index(chapter)
    if chapter.part == "plans":  # problems told first in a part that names both
        end = next(
            (
                i
                for i, line in enumerate(chapter.lines)
                if cut and i > cut[0] and _opens(cues.marked(line), "plans", cues)
            ),
            0,
        )
        if not end or not chapter.says("problems"):
            return False
        moved, chapter.lines = chapter.lines[:end], chapter.lines[end:]
        chapters.insert(place, Chapter("", moved, part=part))
        return True
    if not cut or (
        cut[0] == 0 and not chapter.says(part) and len(chapter.lines) > 1 and chapter.part != "achievements"
    ):
        return False
    at = cut[-1] if part == "problems" and len(cut) > 1 and not chapter.title else cut[0]
    moved, chapter.lines = chapter.lines[at:], chapter.lines[:at]
    chapters.insert(place + 1, Chapter("", moved, part=part))
    _under_own_caption(chapters[place + 1], cues)
    return True


def _under_own_caption(chapter: Chapter, cues: ReportCues) -> None:
    """A cut-off chapter whose first line is no more than a caption has it for a title."""
    if chapter.title or len(chapter.lines) < 2 or not chapter.lines[0].text:
        return
    caption = cues.marked(chapter.lines[0]).line.text.strip(" ：:。.")
    if chapter.part in cues.captions(caption):
        chapter.title, chapter.lines = caption, chapter.lines[1:]


def _opens(marked: Marked, part: PartName, cues: ReportCues) -> bool:
    """Whether a paragraph begins to speak of problems, or of plans."""
    if part in cues.captions(_partition(marked.line.text)[0]):
        return True
    return cues.paragraphs[part].search(marked.line.text) is not None


def _others(chapters: Sequence[Chapter]) -> Iterator[Section]:
    for index, chapter in enumerate(chapters):
        if chapter.part is None:
            before = next((c.part for c in chapters[index:] if c.part), None)
            paragraphs = tuple(line.rows if line.table is not None else line.text for line in chapter.lines)
            yield Section(title=chapter.title, paragraphs=paragraphs, before=before)
