"""Which lines head the lines below them, and of which part the lines under each head are.

A head is known by its shape beside the other lines (prompts/<lang>/shapes.tsv, learned); its part by its wording and by what
all lines under it lean to, so that a caption in words that nobody foresaw is read all the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from drafter import learned
from drafter import text as texts
from drafter.facts import captions, lines, reasons, sorting
from drafter.facts.cues import Cues
from drafter.schema import PARTS, Note, PartName

FIRST = 3
"""The last line (counted from 0) in which a year alone is the report's own."""

LONGER = 1.5
"""How many times as long as a head the line below it mostly is."""

MOVES = 1.0
"""What it costs to go over to another part at a head whose wording names none."""

STAYS = 6.0
"""What it costs to leave the part of a caption without another caption."""

OUTSIDE = 5.0
"""What it costs a line beside that to be of another part than the known caption above it says, up to the next head: of 1,273 such
lines in annotated notes 6 were, late corrections aside.
"""

UNLIKE = 0.4
"""How much a line may lose on average (in the logarithm of its likelihood) by standing in the part of its caption, before the
captions are taken for themes only.
"""

MIXED = 2.0
"""How much likelier the lines under a caption of a theme must be of several parts than of one, where no caption names problems or plans."""

LABEL_MOVES = 4.0
"""What it costs to go over to another part at a label before a colon."""

PLAINLY = 0.3
"""How likely (0 to 1) a line without a mark, a colon or a blank line before it may be none, and still be a head: notes hold many
short lines that say something.
"""

PLAINLY_OF = 0.98
"""How likely (0 to 1) the wording of a head must name a part to bind the lines below it as a known caption does."""

WORDING = 3.0
"""How much the wording of a head tells, beside that of a line under it."""

SAYS = 1.25
"""How much the wording of a line tells beside the captions above it: people do put lines in the wrong place."""

SURELY = 0.5
"""How likely (0 to 1) a line must be a head."""


@dataclass(frozen=True)
class Head:
    """A line that heads the lines below it. `part` is theirs (None: still to be sorted); `theme` is empty where the head only
    names the part; a `late` head is followed by lines of all parts.
    """

    part: PartName | None = None
    theme: str = ""
    late: bool = False
    label: bool = False
    """Whether only the label before the line's colon is the head."""


@dataclass(frozen=True)
class _Line:
    """A line as sections are found: what it leans to, and whether another part may begin with it."""

    leaning: Mapping[PartName, float]
    """Logarithms of likelihoods."""
    head: bool = False
    named: PartName | None = None
    says: PartName | None = None
    """The part that the wording of a head names all but surely, in words that no list has."""
    hinted: bool = False
    """Whether the wording of a head alone makes it one of problems or plans."""
    labelled: bool = False
    """Whether a label stands before a colon, at which a part may begin."""
    late: bool = False


class Sections(NamedTuple):
    """The lines (by index) that head others, and the part of each line; no parts where the notes have no captions of parts,
    and none for the lines that came late.
    """

    heads: dict[int, Head]
    parts: tuple[PartName | None, ...]


def find_sections(notes: Sequence[Note], cue: Cues) -> Sections:
    """How the writer's captions divide the notes."""
    numbered = lines.list_numbers([note.text for note in notes])
    notes = [note.model_copy(update={"text": note.text[numbered.get(i, 0) :]}) for i, note in enumerate(notes)]
    stand = standing(notes, cue)
    read = [_read(index, notes, stand, cue) for index in range(len(notes))]
    heads = [index for index, line in enumerate(read) if line.head]
    parts = _parts(read, _turning(read, heads, stand.marks))
    found = {
        i: Head(parts[i], label=True)
        for i, line in enumerate(read)
        if i and parts and line.labelled and parts[i] and parts[i - 1] != parts[i]
    }
    for index in heads:
        if read[index].late:
            found[index] = Head(late=True)
            continue
        theme = (
            "" if _names_part(index, read, parts, notes, cue) else lines.label_text(texts.strip_mark(notes[index].text))
        )
        found[index] = Head(parts[index] if parts else read[index].named, theme)
    return Sections(found, tuple(parts) or (None,) * len(notes))


def _names_part(
    index: int, read: Sequence[_Line], parts: Sequence[PartName | None], notes: Sequence[Note], cue: Cues
) -> bool:
    """Whether a head says no more than of which part the lines are."""
    if read[index].named is not None or not parts:
        return read[index].named is not None
    part = parts[index]
    turns = index == 0 or part != parts[index - 1]
    likely = captions.class_of(notes[index].text, cue)
    return turns or (part is not None and likely[part] > max(likely["theme"], likely["none"]))


def _read(index: int, notes: Sequence[Note], stand: Standing, cue: Cues) -> _Line:
    text = notes[index].text
    bare = cue.strip_speaker(texts.strip_mark(text))
    even = dict.fromkeys(PARTS, 0.0)
    if index <= FIRST and (cue.is_form(bare) or (index == 0 and cue.is_first_line(bare))):
        return _Line(even)
    alone = cue.caption(bare) or (cue.is_lone_year(bare) if index > FIRST else None)
    if named := alone or captions.part_of(bare, cue):
        return _Line(_only(named), head=alone is not None, named=named)
    if cue.reason(bare):
        return _Line(even)
    if cue.is_correction(bare):
        return _Line(_likelihoods(cue.leaning(bare)))
    if _has_lines_below(index, notes, stand.marks, cue):
        if captions.is_late(text, cue):
            return _Line(even, head=True, late=True)
        if head := _read_head(index, notes, stand, cue):
            return head
    if reasons.find_reason(bare, cue):
        return _Line(even)
    label, said = lines.split_label(bare)
    if captions.may_name(label, cue):
        likely = captions.class_of(f"{label}:", cue)
        rest = (likely["theme"] + likely["none"]) / len(PARTS)
        said_of = _likelihoods(cue.leaning(said))
        return _Line({part: said_of[part] + math.log(likely[part] + rest) for part in PARTS}, labelled=True)
    return _Line(_likelihoods(cue.leaning(bare)))


def _read_head(index: int, notes: Sequence[Note], stand: Standing, cue: Cues) -> _Line | None:
    """A short line as a head in words that no list has, if its wording and how it stands make it one."""
    note, its = notes[index], stand.marks[index]
    likely = captions.class_of(note.text, cue)
    stands = shape(index, notes, stand, likely["none"], cue)
    beside = {"#marked", "#same mark above"} <= stands or {"#bullet", "#same mark below"} <= stands
    listed = "#one of a list" in stands or beside
    says_something = listed and not (_names_any(likely) and likely["none"] < SURELY)
    if says_something or not _may_be_plain(note, its, stand, likely, cue):
        return None
    if learned.likely(stands, cue.language, "shapes.tsv")[0] < SURELY:
        return None
    if cue.without_next_year(note.text) != note.text:  # `C／2026咋走`, `2026, deep breath`
        return _Line(_only("plans"), head=True, hinted=True, says="plans")
    rest = (likely["theme"] + likely["none"]) / len(PARTS)
    leaning = {part: WORDING * math.log(likely[part] + rest) for part in PARTS}
    hinted = max(likely[part] for part in ("problems", "plans")) > SURELY
    says = next((part for part in PARTS if likely[part] >= PLAINLY_OF), None)
    return _Line(leaning, head=True, hinted=hinted, says=says)


def _only(named: PartName) -> dict[PartName, float]:
    """What a line leans to whose wording names a part."""
    return {part: 0.0 if part == named else -STAYS for part in PARTS}


def _may_be_plain(note: Note, its: str, stand: Standing, likely: Mapping[str, float], cue: Cues) -> bool:
    """Whether a head may stand without a mark, a colon or a blank line before it, where this one does: not where known captions
    have marks, and only when its wording names a part and is hardly a statement's: of a theme alone, a line that says something (设备旧)
    cannot be told.
    """
    if note.apart or its != "|":
        return True
    names_part = _names_any(likely) or captions.only_hints(note.text, cue)
    return likely["none"] < PLAINLY and names_part and (not stand.known or "|" in stand.known)


def _names_any(likely: Mapping[str, float]) -> bool:
    """Whether the wording of a head names a part rather than a theme."""
    return max(likely[part] for part in PARTS) > likely["theme"]


def _has_lines_below(index: int, notes: Sequence[Note], marks: Sequence[str], cue: Cues) -> bool:
    """Whether a line is short enough for a head, and what follows it is no other head, but says more than it does."""
    text = notes[index].text
    if (
        index + 1 == len(notes)
        or not captions.may_head(text, cue)
        or cue.caption(texts.strip_mark(notes[index + 1].text))
    ):
        return False
    if notes[index].apart or marks[index] != "|":
        return True
    below = notes[index + 1].text
    return cue.bears_fact(below) or len(below) > LONGER * len(text)


def _likelihoods(wording: sorting.Leaning) -> dict[PartName, float]:
    leaning = {part: SAYS * wording[part] for part in PARTS}
    size = max(leaning.values()) + math.log(sum(math.exp(value - max(leaning.values())) for value in leaning.values()))
    return {part: leaning[part] - size for part in PARTS}


def _turning(read: Sequence[_Line], heads: Sequence[int], marks: Sequence[str]) -> set[int]:
    """The heads at which another part may begin: where known captions share a mark, only those of that mark."""
    known = {marks[i] for i in heads if read[i].named in {"problems", "plans"}}
    parts = {read[i].named for i in heads if read[i].named}
    return {i for i in heads if len(parts) < len(PARTS) or marks[i] in known or read[i].named}


def _parts(read: Sequence[_Line], turning: set[int]) -> list[PartName | None]:
    """The part of each line where the notes have captions of parts; empty where they have none."""
    moves = [_moving(i, read, turning) for i in range(len(read))]
    late = next((i for i, line in enumerate(read) if line.late), len(read))
    parts, score = sorting.best_row(_under_captions(read[:late]), moves[:late])
    _, free = sorting.best_row([line.leaning for line in read[:late]], [sorting.STAYS] * late)
    sure = any(line.hinted or (line.head and line.named in {"problems", "plans"}) for line in read)
    if not sure and (len(set(parts)) == 1 or free - score > UNLIKE * late):
        return []
    return [*_with_mixed(read[:late], parts), *[None] * (len(read) - late)]


def _with_mixed(read: Sequence[_Line], parts: list[PartName]) -> list[PartName]:
    """The parts of lines; where no caption names one of the parts, its lines stand under those that name none (`◆财务`), which then
    hold lines of several.
    """
    heads = [i for i, line in enumerate(read) if line.head] + [len(read)]
    named = {parts[i] for i in heads[:-1]}
    unnamed = {part for part in ("problems", "plans") if part not in named}
    for start, end in pairwise(heads):
        if read[start].named or read[start].says or not unnamed or parts[start] != "achievements" or end - start < 3:
            continue
        below = [line.leaning for line in read[start + 1 : end]]
        free, score = sorting.best_row(below, [sorting.STAYS] * len(below))
        pure = sum(leaning[part] for leaning, part in zip(below, parts[start + 1 : end], strict=True))
        if score - pure > MIXED:
            parts[start + 1 : end] = free
    return parts


def _under_captions(read: Sequence[_Line]) -> list[sorting.Leaning]:
    """What each line leans to, those between a caption that names a part and the next head less to any part but the caption's."""
    leanings: list[sorting.Leaning] = []
    named: PartName | None = None
    for line in read:
        named = line.named or line.says if line.head else named
        away = {part: OUTSIDE if named not in {part, None} else 0.0 for part in PARTS}
        leanings.append({part: line.leaning[part] - away[part] for part in PARTS})
    return leanings


def _moving(index: int, read: Sequence[_Line], turning: set[int]) -> float:
    """What it costs to go over to another part at a line."""
    if read[index].named:
        return 0.0
    return MOVES if index in turning else LABEL_MOVES if read[index].labelled else STAYS


def mark(line: str) -> str:
    """A line's mark and brackets with numbers left out: what heads of one level share (`（0）`, `■`, `【】`)."""
    bare = texts.strip_mark(line)
    before = line.strip()[: len(line.strip()) - len(bare)].strip()
    before = re.sub(r"[一二三四五六七八九十]+|[0-9０-９]+|[①-⑳]|\b(?:[IVX]+|[A-Za-z])\b", "0", before)
    return before + re.match(r"\W*", bare)[0] + "|" + re.search(r"[:：】\]）)*#]*$", bare)[0]  # type: ignore[index]  # both match nothing


class Standing(NamedTuple):
    """What is known of all lines before any of them is judged: their marks, how many lines have each and how many of these hold a
    figure, and the marks of the known captions of problems and plans.
    """

    marks: tuple[str, ...]
    lines: Counter[str]
    figured: Counter[str]
    known: frozenset[str]


def standing(notes: Sequence[Note], cue: Cues) -> Standing:
    """How the lines of the notes stand among each other, looked at once."""
    marks = tuple(mark(note.text) for note in notes)
    held = [its for note, its in zip(notes, marks, strict=True) if cue.bears_fact(note.text)]
    known = {its for note, its in zip(notes, marks, strict=True)
             if cue.caption(texts.strip_mark(note.text)) in {"problems", "plans"}}  # fmt: skip
    return Standing(marks, Counter(marks), Counter(held), frozenset(known))


def shape(index: int, notes: Sequence[Note], stand: Standing, none: float, cue: Cues) -> set[str]:
    """How a short line stands among the others; `none` is how likely its wording is no caption's."""
    text, below, marks = notes[index].text.strip(), notes[index + 1].text.strip(), stand.marks
    alike = stand.lines[marks[index]] - 1
    figured = stand.figured[marks[index]] - cue.bears_fact(notes[index].text)
    said = {f"#wording {max(-4, min(4, round(math.log((1.01 - none) / (none + 0.01)))))}"}
    tests = {
        "#apart": notes[index].apart,
        "#marked": marks[index] != "|",
        "#bullet": marks[index][0] in "-*•·▪○",
        "#alone": not alike,
        "#others of its mark are short": alike > 0 and not figured,
        "#others of its mark hold figures": figured > alike / 3,
        "#marks below": bool(re.match(r"\W", below)) and not re.match(r"\W", text),
        "#figures below": cue.bears_fact(below),
        "#longer below": len(below) > LONGER * len(text),
        "#same mark below": marks[index + 1] == marks[index],
        "#same mark above": index > 0 and marks[index - 1] == marks[index],
        "#stop": bool(re.search(r"[.!。！]$", text)),
        "#comma": bool(re.search("[,，]", text)),
        "#capital": text[:1].isupper(),
        "#colon": text[-1:] in {":", "："},
    }
    if {"#marked", "#same mark above", "#others of its mark hold figures"} <= {
        name for name, holds in tests.items() if holds
    }:
        said.add("#one of a list")
    return said | {name for name, holds in tests.items() if holds}
