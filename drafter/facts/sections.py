"""Which lines head the lines below them, and of which part the lines under each head are.

A head is known by its shape beside the other lines (prompts/<lang>/shapes.tsv, learned); its part by its wording and by what
all lines under it lean to, so that a caption in words that nobody foresaw is read all the same.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from drafter import learned
from drafter import text as texts
from drafter.facts import captions, lines, reasons, shapes, sorting
from drafter.facts.cues import Cues
from drafter.facts.shapes import Standing
from drafter.schema import PARTS, Note, PartName

FIRST = 3
"""The last line (counted from 0) in which a year alone is the report's own."""

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

UNLIKE_BELOW = 1.0
"""How much likelier (in the logarithm) one of the lines just below such a head may be of another part than of that which it names."""

LOOKED_AT = 3
"""Lines just below a head that are asked whether they are of its part."""

PLAINLY_OF = 0.98
"""How likely (0 to 1) the wording of a head must name a part to bind the lines below it as a known caption does."""

WORDING = 3.0
"""How much the wording of a head tells, beside that of a line under it."""

SAYS = 1.25
"""How much the wording of a line tells beside the captions above it: people do put lines in the wrong place."""

SURELY = 0.5
"""How likely (0 to 1) a line must be a head."""

LEADS = 0.45
"""How likely (0 to 1) the wording of a head must be of problems, and another's of plans, for their mark to be that of captions of parts."""

DONE = 0.8
"""How likely (0 to 1) a caption with that mark whose wording names no part is of achievements."""

LED = 0.7
"""How likely (0 to 1) the part of a caption with that mark must be to bind the lines below it as a known caption does."""


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
    wording: Mapping[str, float] = field(default_factory=dict[str, float])
    """How likely (0 to 1) the wording of a short line is each part's, a theme's or no caption's."""
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
    typed = [note.text for note in notes]
    numbered, outlined = lines.list_numbers(typed), lines.outline_numbers(typed)
    notes = [note.model_copy(update={"text": note.text[numbered.get(i, 0) :]}) for i, note in enumerate(notes)]
    stand = shapes.standing(notes, cue, outlined)
    read = [_read(index, notes, stand, cue) for index in range(len(notes))]
    leading = _leading(read, stand.marks)
    if leading:
        read = _led(read, leading, notes, stand, cue)
    heads = [index for index, line in enumerate(read) if line.head]
    parts = _parts(read, _turning(read, heads, stand.marks, leading), led=bool(leading))
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
    wording: Mapping[str, float] = {}
    if _has_lines_below(index, notes, stand.marks, cue):
        if captions.is_late(text, cue):
            return _Line(even, head=True, late=True)
        if head := _read_head(index, notes, stand, cue):
            return head
        wording = captions.class_of(text, cue)
    if reasons.find_reason(bare, cue):
        return _Line(even, wording=wording)
    label, said = lines.split_label(bare)
    if captions.may_name(label, cue):
        likely = captions.class_of(f"{label}:", cue)
        rest = (likely["theme"] + likely["none"]) / len(PARTS)
        said_of = _likelihoods(cue.leaning(said))
        return _Line(
            {part: said_of[part] + math.log(likely[part] + rest) for part in PARTS}, labelled=True, wording=wording
        )
    return _Line(_likelihoods(cue.leaning(bare)), wording=wording)


def _read_head(index: int, notes: Sequence[Note], stand: Standing, cue: Cues) -> _Line | None:
    """A short line as a head in words that no list has, if its wording and how it stands make it one."""
    note = notes[index]
    likely = captions.class_of(note.text, cue)
    stands = shapes.shape(index, notes, stand, likely["none"], cue)
    beside = {"#marked", "#same mark above"} <= stands or {"#bullet", "#same mark below"} <= stands
    listed = "#one of a list" in stands or beside
    says_something = listed and not (_names_any(likely) and likely["none"] < SURELY)
    if says_something or not _may_be_plain(index, notes, stand, likely, cue):
        return None
    if learned.likely(stands, cue.language, "shapes.tsv")[0] < SURELY:
        return None
    if cue.without_next_year(note.text) != note.text:  # `C／2026咋走`, `2026, deep breath`
        return _Line(_only("plans"), head=True, hinted=True, says="plans", wording={"plans": 1.0})
    rest = (likely["theme"] + likely["none"]) / len(PARTS)
    leaning = {part: WORDING * math.log(likely[part] + rest) for part in PARTS}
    hinted = max(likely[part] for part in ("problems", "plans")) > SURELY
    says = next((part for part in PARTS if likely[part] >= PLAINLY_OF), None)
    return _Line(leaning, head=True, hinted=hinted, says=says, wording=likely)


def _only(named: PartName) -> dict[PartName, float]:
    """What a line leans to whose wording names a part."""
    return {part: 0.0 if part == named else -STAYS for part in PARTS}


def _may_be_plain(index: int, notes: Sequence[Note], stand: Standing, likely: Mapping[str, float], cue: Cues) -> bool:
    """Whether a head may stand without a mark, a colon or a blank line before it, where this one does: not where known captions
    have marks, and only when its wording names a part and is hardly a statement's: of a theme alone, a line that says something (设备旧)
    cannot be told.
    """
    note = notes[index]
    if note.apart or stand.marks[index] != "|":
        return True
    hints = captions.only_hints(note.text, cue)
    names_part = _names_any(likely) or hints
    named = max(PARTS, key=lambda part: likely[part])
    below = [cue.leaning(texts.strip_mark(under.text)) for under in notes[index + 1 : index + 1 + LOOKED_AT]]
    if not hints and all(max(leaning.values()) - leaning[named] > UNLIKE_BELOW for leaning in below):
        return False  # `short of staff`, and then plans
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
    return cue.bears_fact(below) or len(below) > shapes.LONGER * len(text)


def _likelihoods(wording: sorting.Leaning) -> dict[PartName, float]:
    leaning = {part: SAYS * wording[part] for part in PARTS}
    size = max(leaning.values()) + math.log(sum(math.exp(value - max(leaning.values())) for value in leaning.values()))
    return {part: leaning[part] - size for part in PARTS}


def _leading(read: Sequence[_Line], marks: Sequence[str]) -> str:
    """The mark of the captions of parts, where captions of problems and of plans share one (`★★ 愁人的事 ★★`, `=== 3: next ===`): those
    of other marks below them are themes. Empty where none do; of several the first that is met.
    """
    heads = Counter(its for line, its in zip(read, marks, strict=True) if line.head)
    named: dict[str, set[PartName]] = defaultdict(set)
    for line, its in zip(read, marks, strict=True):
        if its != "|" and heads[its] > 1:
            named[its] |= {part for part in PARTS if line.named == part or line.wording.get(part, 0.0) > LEADS}
    return next((its for its in marks if named.get(its, set()) >= {"problems", "plans"}), "")


def _led(read: Sequence[_Line], leading: str, notes: Sequence[Note], stand: Standing, cue: Cues) -> list[_Line]:
    """The lines where captions of parts have a mark of their own: what else has that mark is a caption too, if it is short enough, and
    one that names neither problems nor plans is mostly of achievements; behind the last that names a part it heads lines of all parts.
    """
    marked = [index for index, its in enumerate(stand.marks) if its == leading]
    likely = {index: read[index].wording or captions.class_of(notes[index].text, cue) for index in marked}
    naming = [i for i in marked if read[i].named or max(likely[i].get(part, 0.0) for part in PARTS) > LEADS]
    plain = {line.named for line, its in zip(read, stand.marks, strict=True) if line.head and its == "|" and line.named}
    led = list(read)
    for index, line in enumerate(read):
        if (
            index in likely
            and not (line.named and line.head)
            and (line.head or captions.may_head(notes[index].text, cue))
        ):
            led[index] = replace(_leads(line, likely[index]), late=index > naming[-1])
            continue
        # a single known caption without a mark is a theme (`learning` below `C. What we're proud of`)
        named = None if line.head and stand.marks[index] == "|" and len(plain) == 1 else line.named
        # what a theme's caption is worded like tells no part
        leaning = dict.fromkeys(PARTS, 0.0) if line.head and named is None else line.leaning
        led[index] = replace(line, late=line.late and index > marked[-1], named=named, labelled=False, leaning=leaning)
    return led


def _leads(line: _Line, likely: Mapping[str, float]) -> _Line:
    """A line as a caption of a part, of its wording's likelihoods."""
    rest = {part: DONE if part == "achievements" else (1 - DONE) / 2 for part in PARTS}
    unnamed = likely.get("theme", 0.0) + likely.get("none", 0.0)
    leaning = {part: WORDING * math.log(likely.get(part, 0.0) + unnamed * rest[part] + 1e-6) for part in PARTS}
    says = next((part for part in PARTS if likely.get(part, 0.0) > LED), None)
    return replace(line, leaning=leaning, head=True, labelled=False, says=says, hinted=True, wording=likely)


def _turning(read: Sequence[_Line], heads: Sequence[int], marks: Sequence[str], leading: str) -> set[int]:
    """The heads at which another part may begin: where captions of parts share a mark, only those of that mark."""
    if leading:
        return {i for i in heads if marks[i] == leading or read[i].named}
    known = {marks[i] for i in heads if read[i].named in {"problems", "plans"}}
    parts = {read[i].named for i in heads if read[i].named}
    return {i for i in heads if len(parts) < len(PARTS) or marks[i] in known or read[i].named}


def _parts(read: Sequence[_Line], turning: set[int], *, led: bool) -> list[PartName | None]:
    """The part of each line where the notes have captions of parts; empty where they have none. `led`: these have a mark of their own."""
    moves = [_moving(i, read, turning) for i in range(len(read))]
    late = next((i for i, line in enumerate(read) if line.late), len(read))
    parts, score = sorting.best_row(_under_captions(read[:late], turning if led else None), moves[:late])
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


def _under_captions(read: Sequence[_Line], turning: set[int] | None) -> list[sorting.Leaning]:
    """What each line leans to, those between a caption that names a part and the next head (of those in `turning`, if given) less to any
    part but the caption's.
    """
    leanings: list[sorting.Leaning] = []
    named: PartName | None = None
    for index, line in enumerate(read):
        named = line.named or line.says if line.head and (turning is None or index in turning) else named
        away = {part: OUTSIDE if named not in {part, None} else 0.0 for part in PARTS}
        leanings.append({part: line.leaning[part] - away[part] for part in PARTS})
    return leanings


def _moving(index: int, read: Sequence[_Line], turning: set[int]) -> float:
    """What it costs to go over to another part at a line."""
    if read[index].named:
        return 0.0
    return MOVES if index in turning else LABEL_MOVES if read[index].labelled else STAYS
