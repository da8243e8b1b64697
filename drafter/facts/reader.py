"""Reads the lines of one origin in their order: what each says, and under which caption, label or table's header it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from drafter import languages
from drafter import text as texts
from drafter.facts import (
    captions,
    lines,
    links,
    orders,
    pointing,
    reasons,
    sections,
    settling,
    slips,
    turns,
    withdrawals,
)
from drafter.facts.cues import Cues
from drafter.facts.stretches import Flag, Stretch
from drafter.schema import Figure, Note, PartName, Reason


@dataclass(frozen=True)
class _Place:
    """Where the reader stands in the notes: under which part's caption, which theme, which table header."""

    part: PartName | None = None
    theme: str = ""
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    """A line to be read: as it is typed, without its list mark and remarks (`bare`), and without who says it (`said`)."""

    typed: str
    bare: str
    said: str
    index: int

    @property
    def asks(self) -> bool:
        """Whether it begins by calling somebody: it is talk unless it has a figure."""
        return self.bare.startswith(("@", "＠"))


class _Slip(NamedTuple):
    """A line without the slip inside it, if it has one; `repeats`: what it takes back stands in a line before it too."""

    text: str
    repeats: bool = False


class Reader:
    """The lines of one origin, read once, from the first to the last: where a line stands depends on those before it."""

    def __init__(self, notes: Sequence[Note], cue: Cues) -> None:
        rows = lines.aligned([lines.tabbed(note.text) for note in notes])
        self._notes = [
            note.model_copy(update={"text": piece})
            for note, row in zip(notes, rows, strict=True)
            for piece in texts.cut_long(row)
        ]
        self._cue = cue
        self._heads, self._parts = sections.find_sections(self._notes, cue)
        self._numbered = lines.list_numbers([note.text for note in self._notes])
        self._place = _Place()
        self.captioned = any(self._parts)
        """Whether captions say of which part the lines below them are."""

    def read(self) -> list[tuple[Note, Stretch]]:
        """What each line says, in their order; what of it no caption puts into a part has none yet."""
        return [(note, said) for index, note in enumerate(self._notes) for said in self._note(index)]

    def _note(self, index: int) -> list[Stretch]:
        note, head = self._notes[index], self._heads.get(index)
        if self.captioned:
            self._place = replace(self._place, part=self._parts[index])
        if head and not head.label:
            self._place = _Place(None if head.late else head.part or self._place.part, self._theme(head.theme))
            return [Stretch(texts.strip_mark(note.text), reason="caption")]
        typed = note.text[self._numbered.get(index, 0) :]
        if index and index + 1 == len(self._notes) and self._cue.is_signature(typed):
            return [Stretch(texts.strip_mark(typed), reason="chatter")]
        if head:
            self._place = _Place(head.part)
            typed = lines.split_label(self._cue.strip_speaker(texts.strip_mark(typed)))[1]
        if self._heads_a_list(typed, index):
            typed = typed.rstrip() + "："
        mended = self._mended(typed, index)
        stretches = [said for entry in lines.split_list(mended.text) for said in self._entry(entry, index)]
        if mended.text == typed:
            return stretches
        flag: Flag = "correction" if mended.repeats else "corrected"
        return [replace(said, flags=(*said.flags, flag)) for said in stretches]

    def _heads_a_list(self, typed: str, index: int) -> bool:
        """Whether a line only names what the lines below it are of; one of a numbered list says something."""
        if self._place.part not in {None, "achievements"} or (index in self._numbered and index - 1 in self._numbered):
            return False
        below = self._notes[index + 1].text.strip() if index + 1 < len(self._notes) else ""
        bare, after = texts.strip_mark(typed), texts.strip_mark(below)
        return self._cue.is_bare_theme(bare, after, listed=after != below and bare == typed.strip())

    def _mended(self, typed: str, index: int) -> _Slip:
        """A line with a slip inside it mended; what the rules call a correction of a line before it is left for when all are read."""
        cue = self._cue
        if "\t" in typed or pointing.opens_with_number(texts.strip_mark(typed), cue):
            return _Slip(typed)
        mended, old = slips.within(typed, cue)
        if old is None:
            return _Slip(typed)
        before = (note.text for note in self._notes[:index] if old.text in note.text)
        said_before = any(_speaks_of(earlier, typed, old, cue) for earlier in before)
        if cue.is_correction(typed) and (said_before or cue.is_correction(mended)):
            return _Slip(typed)
        return _Slip(mended, said_before)

    def _entry(self, typed: str, index: int) -> list[Stretch]:
        """What one entry of a line says; an order to a machine, a remark or what is private in it is told by itself, behind the rest."""
        told, rest, why = _cut(typed, self._cue)
        if not rest:
            return self._said(typed, index)
        flags: tuple[Flag, ...] = ("aside",) if why == "retracted" else ()
        own = self._entry(told, index) if told else []
        return [*own, Stretch(texts.strip_mark(rest), reason=why, flags=flags)]

    def _said(self, typed: str, index: int) -> list[Stretch]:
        """What the first of these finds that knows such a line; any other line is a statement."""
        bare = texts.strip_mark(orders.without_asides(typed, self._cue.language))
        line = _Line(typed, bare, self._cue.strip_speaker(bare), index)
        for known in (
            self._as_rule, self._as_left_out, self._as_caption, self._as_turn, self._as_led, self._as_section, self._as_row,
        ):  # fmt: skip
            if (found := known(line)) is not None:
                return found
        self._place = replace(self._place, header=())
        if self._cue.is_late(line.said):
            self._place = _Place()  # what comes after may be of any part
        if self._cue.is_theme(line.said, typed):
            self._place = replace(self._place, theme=self._theme(lines.label_text(line.said)))
            return [Stretch(line.said, reason="caption")]
        return list(self._statement(line.said, self._place))

    def _as_rule(self, line: _Line) -> list[Stretch] | None:
        """A rule of a table, a table's header that says nothing, a line across the page, or one without a word."""
        if lines.is_table_rule(line.typed) or self._cue.is_header(line.bare):
            return [Stretch(line.bare, reason="form")]
        if not self._cue.is_ruler(line.bare) and texts.content(line.typed):
            return None
        self._place = replace(self._place, part=None if self.captioned else self._place.part, header=())
        return [Stretch(line.bare, reason="caption")]  # of `---` all but the last dash are taken for a list mark

    def _as_left_out(self, line: _Line) -> list[Stretch] | None:
        """A whole line that is not written, whatever its part."""
        reason = self._reason(line)
        return [Stretch(line.said, reason=reason)] if reason else None

    def _reason(self, line: _Line) -> Reason | None:
        cue, said, opens = self._cue, line.said, line.index <= sections.FIRST
        if line.asks and not cue.bears_fact(said):
            return "chatter"
        planned = self.captioned and self._place.part == "plans"
        if reason := cue.undoubted(reasons.find_reason(said, cue, planned=planned), said):
            return "form" if reason == "instruction" and opens and cue.is_form(said) else reason
        return "form" if (opens and cue.is_form(said)) or (line.index == 0 and cue.is_first_line(said)) else None

    def _as_caption(self, line: _Line) -> list[Stretch] | None:
        """A caption of a part that the shape of the notes did not show."""
        part = self._cue.caption(line.said)
        if not part and not (line.index > sections.FIRST and self._cue.is_lone_year(line.said)):
            return None
        self._place = _Place(part=part)
        return [Stretch(line.said, reason="caption")]

    def _as_turn(self, line: _Line) -> list[Stretch] | None:
        """A line that goes over from problems to plans in its own words; those below it are plans too where captions say their parts."""
        if self._place.part not in {"problems", None} or not (said := self._cue.turns_to_plans(line.said)):
            return None
        plans = _Place(part="plans")
        self._place = plans if self._place.part else self._place
        return list(self._statement(said, plans))

    def _as_led(self, line: _Line) -> list[Stretch] | None:
        """A statement behind the name of a part; without captions elsewhere that speaks for its own line only."""
        part, rest = captions.split_lead(line.said, self._cue)
        if not part:
            return None
        if self.captioned:
            self._place = _Place(part=part)
        said = texts.strip_mark(rest)
        reason = self._cue.undoubted(self._cue.reason(said), said)
        return [Stretch(said, reason=reason)] if reason else list(self._statement(said, _Place(part=part)))

    def _as_section(self, line: _Line) -> list[Stretch] | None:
        """The heading of a section."""
        if not self._cue.is_section(line.said) and not self._cue.is_section(line.typed):
            return None
        self._place = _Place(theme=lines.label_text(line.said))
        return [Stretch(line.said, reason="caption")]

    def _as_row(self, line: _Line) -> list[Stretch] | None:
        """A line of a pasted table: its first row without figures is the header of those that follow."""
        row = line.typed.strip()
        if "\t" not in row:
            return None
        cells = tuple(cell.strip() for cell in row.split("\t"))
        header, filled = self._place.header, [cell for cell in cells if cell]
        counts = any(f.type not in {"date", "code"} for cell in filled for f in self._cue.figures(cell))
        if not header and len(filled) > 1 and not counts:
            self._place = replace(self._place, header=cells)
            return [Stretch(row, reason="caption")]
        stretches = list(self._statement(self._cue.row(cells, header), self._place))
        if not header:
            return stretches
        return [replace(s, columns=header, cells=cells, flags=("row", *s.flags)) for s in stretches]

    def _statement(self, bare: str, place: _Place) -> Iterator[Stretch]:
        """What a line without marks says: its label is its theme, a fault behind a result stands by itself."""
        cue = self._cue
        label, said = lines.split_label(bare)
        if cue.is_data_label(label):
            label, said = "", bare
        if cue.is_speaker(label) or cue.is_late(bare):
            label = ""
        corrects = cue.is_correction(label)
        label = "" if corrects else label
        if (stripped := cue.strip_correction(said)) != said:
            corrects, said = True, stripped
        if reason := cue.undoubted(cue.reason(said), said):
            yield Stretch(bare, reason=reason, theme=label or place.theme)
            return
        part = place.part or cue.label_part(label)
        flags: tuple[Flag, ...] = ("correction",) if corrects else ()
        cut = cue.split(said, part)
        result = ""  # what a fault behind it is of: `高标准农田建了8000亩，有1200亩管网漏水`
        for text, under in cut if corrects or place.header else _turned(cut, cue):
            if reason := cue.undoubted(cue.reason(text), text):
                yield Stretch(text, reason=reason)
                continue
            sorted_by = None if under is None else cue.part(text, under, captioned=self.captioned)
            faulty = under == "problems"
            own = label or (languages.load(cue.language).matter(result) if faulty and result else "")
            yield Stretch(text, sorted_by, theme=own or place.theme, flags=("labelled", *flags) if own else flags)
            result = "" if faulty else text

    def _theme(self, head: str) -> str:
        """What a head calls the lines below it; nothing where it only names who wrote them."""
        return "" if self._cue.is_speaker(head) else head


def _speaks_of(earlier: str, typed: str, old: Figure, cue: Cues) -> bool:
    """Whether an earlier line says the figure that a line takes back, and of the same thing."""
    topic = cue.topic(typed)
    if not texts.content(topic):  # `81,000 should read 80,100`
        return any(f.value == old.value for f in cue.figures(earlier))
    run = links.shared_run(topic, cue.topic(earlier))
    return run >= settling.SHARED[cue.language] and any(f.text == old.text for f in cue.figures(earlier))


def _cut(typed: str, cue: Cues) -> tuple[str, str, Reason]:
    """A line as what it says and what of it is an order to a machine, or else a remark that takes a line back, or what is private in
    brackets, or hearsay behind a fact; either may be empty.
    """
    told, order = orders.cut_order(typed, cue.language, cue.reasons["injected"])
    if order:
        return told, order, "injected"
    told, aside = withdrawals.cut_aside(typed, cue)
    if aside:
        return told, aside, "retracted"
    told, private = reasons.cut_private(typed, cue)
    return (told, private, "private") if private else (*reasons.cut_hearsay(typed, cue), "rumour")


def _turned(said: Iterable[tuple[str, PartName | None]], cue: Cues) -> Iterator[tuple[str, PartName | None]]:
    """The statements of a line, one that tells a result and then a fault cut in two; what a caption calls a fault or a plan stays whole."""
    for text, under in said:
        whole = under in {"problems", "plans"} or cue.is_correction(text)
        result, fault = (text, "") if whole else turns.split(text, cue, captioned=under is not None)
        yield result, under
        if fault:
            yield fault, "problems"
