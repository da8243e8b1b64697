"""Notes to facts: what each line says, in which part it belongs, and why a line is not to be written.

Every note yields at least one fact, so that no line can be lost: what is not to be written carries its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from drafter import figures, kinds, languages
from drafter import text as texts
from drafter.errors import InputError
from drafter.facts import (
    captions,
    cues,
    lines,
    links,
    orders,
    pointing,
    reasons,
    sections,
    settling,
    slips,
    sorting,
    turns,
    withdrawals,
)
from drafter.facts.stretches import Flag, Stretch, number_facts
from drafter.schema import Chose, Draft, Dropped, Fact, Figure, Filled, Merged, Moved, Note, PartName, Reason


@dataclass(frozen=True)
class _Context:
    """Where the reader stands in the notes: under which part's caption, which theme, which table header."""

    part: PartName | None = None
    theme: str = ""
    header: tuple[str, ...] = ()


def understand(draft: Draft) -> Draft:
    """The draft with its facts read anew from its notes and decisions; `InputError` if no line is fit for a report."""
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    facts = decide(find_facts(draft.notes, kind, draft.request.period), draft)
    if not any(fact.wanted for fact in facts) and not draft.decisions:
        raise InputError(
            "no line of the notes says what was done, what went wrong or what is planned; add at least one"
        )
    return draft.model_copy(update={"facts": facts})


def find_facts(notes: Sequence[Note], kind: kinds.Kind, period: str = "") -> tuple[Fact, ...]:
    """Facts in the order of the notes, before any decision of the writer."""
    cue = cues.for_kind(kind, period)
    numbers = {notes[i].id: number for i, number in lines.typed_numbers([note.text for note in notes]).items()}
    return tuple(settling.settle(read_facts(notes, cue), cue, numbers))


def read_facts(notes: Sequence[Note], cue: cues.Cues) -> list[Fact]:
    """What each line says by itself, with its figures; twins are found, what a later line takes back is not yet looked for."""
    found: list[Fact] = []
    for origin in dict.fromkeys(
        note.origin for note in notes
    ):  # what came from elsewhere does not stand under our captions
        found += _read_lines([note for note in notes if not note.removed and note.origin == origin], cue)
    return list(_with_figures(found, cue))


def _read_lines(standing: Sequence[Note], cue: cues.Cues) -> list[Fact]:
    """The facts of one origin's lines, twins and corrections not yet looked for."""
    rows = lines.aligned([lines.tabbed(note.text) for note in standing])
    standing = [
        note.model_copy(update={"text": piece})
        for note, row in zip(standing, rows, strict=True)
        for piece in texts.cut_long(row)
    ]
    heads, parts = sections.find_sections(standing, cue)
    captioned = any(parts)
    found: list[tuple[Note, Stretch]] = []
    context = _Context()
    numbered = lines.list_numbers([note.text for note in standing])
    for index, note in enumerate(standing):
        head = heads.get(index)
        if captioned:
            context = replace(context, part=parts[index])
        if head and not head.label:
            found.append((note, Stretch(texts.strip_mark(note.text), reason="caption")))
            context = _Context(None if head.late else head.part or context.part, _theme_of(head.theme, cue))
            continue
        typed = note.text[numbered.get(index, 0) :]
        if index and index + 1 == len(standing) and cue.is_signature(typed):
            found.append((note, Stretch(texts.strip_mark(typed), reason="chatter")))
            continue
        if head:
            context, typed = _Context(head.part), lines.split_label(cue.strip_speaker(texts.strip_mark(typed)))[1]
        below = standing[index + 1].text.strip() if index + 1 < len(standing) else ""
        after = texts.strip_mark(below)
        listed = after != below and texts.strip_mark(typed) == typed.strip()
        member = index in numbered and index - 1 in numbered  # of a list, whose lines say something
        if (
            not member
            and context.part in {None, "achievements"}
            and cue.is_bare_theme(texts.strip_mark(typed), after, listed=listed)
        ):
            typed = typed.rstrip() + "："
        mended = _mended(typed, index, standing, cue)
        stretches: list[Stretch] = []
        for entry in lines.split_list(mended.text):
            told, context = _read_line(entry, context, cue, index, captioned=captioned)
            stretches += told
        if mended.text != typed:
            stretches = [
                replace(p, flags=(*p.flags, "correction" if mended.repeats else "corrected")) for p in stretches
            ]
        found += [(note, stretch) for stretch in stretches]
    return _sort(list(number_facts(found)), cue, captioned=captioned)


class _Slip(NamedTuple):
    """A line without the slip inside it, if it has one; `repeats`: what it takes back stands in a line before it too."""

    text: str
    repeats: bool = False


def _mended(typed: str, index: int, notes: Sequence[Note], cue: cues.Cues) -> _Slip:
    """A line with a slip inside it mended; what the rules call a correction of a line before it is left for when all are read."""
    if "\t" in typed or pointing.opens_with_number(texts.strip_mark(typed), cue):
        return _Slip(typed)
    mended, old = slips.within(typed, cue)
    if old is None:
        return _Slip(typed)
    said_before = any(_speaks_of(note.text, typed, old, cue) for note in notes[:index] if old.text in note.text)
    if cue.is_correction(typed) and (said_before or cue.is_correction(mended)):
        return _Slip(typed)
    return _Slip(mended, said_before)


def _speaks_of(earlier: str, typed: str, old: Figure, cue: cues.Cues) -> bool:
    """Whether an earlier line says the figure that a line takes back, and of the same thing."""
    topic = cue.topic(typed)
    if not texts.content(topic):  # `81,000 should read 80,100`
        return any(f.value == old.value for f in cue.figures(earlier))
    run = links.shared_run(topic, cue.topic(earlier))
    return run >= settling.SHARED[cue.language] and any(f.text == old.text for f in cue.figures(earlier))


def _sort(found: Sequence[Fact], cue: cues.Cues, *, captioned: bool) -> list[Fact]:
    """Facts that no caption has put into a part go where their wording and their neighbours say; a caption ends a run."""
    decided = list(found)
    run: list[int] = []
    for index, fact in enumerate([*found, None]):
        if fact is not None and fact.part is None and fact.reason is None:
            run.append(index)
        elif run and (fact is None or fact.part is not None or fact.reason == "caption"):
            parts = sorting.in_a_row([cue.leaning(found[i].text, captioned=captioned) for i in run])
            for i, part in zip(run, parts, strict=True):
                decided[i] = found[i].model_copy(update={"part": part})
            run = []
    return decided


def _cut(typed: str, cue: cues.Cues) -> tuple[str, str, Reason]:
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


def _read_line(
    typed: str, context: _Context, cue: cues.Cues, index: int, *, captioned: bool
) -> tuple[list[Stretch], _Context]:
    """The stretches of one line, and where the reader stands after it; an order to the writer and what follows it is cut off."""
    told, rest, why = _cut(typed, cue)
    if rest:
        stretches, context = _read_line(told, context, cue, index, captioned=captioned) if told else ([], context)
        return [
            *stretches,
            Stretch(texts.strip_mark(rest), reason=why, flags=("aside",) if why == "retracted" else ()),
        ], context
    bare = texts.strip_mark(orders.without_asides(typed, cue.language))
    if lines.is_table_rule(typed) or cue.is_header(bare):
        return [Stretch(bare, reason="form")], context
    if cue.is_ruler(bare) or not texts.content(typed):  # of `---` all but the last dash are taken for a list mark
        return [Stretch(bare, reason="caption")], replace(context, part=None if captioned else context.part, header=())
    bare, asked = cue.strip_speaker(bare), bare.startswith(("@", "＠"))
    if reason := _reason(bare, index, cue, asked=asked):
        return [Stretch(bare, reason=reason)], context
    if part := cue.caption(bare) or (index > sections.FIRST and cue.is_lone_year(bare)):
        return [Stretch(bare, reason="caption")], _Context(part=part)
    if context.part in {"problems", None} and (said := cue.turns_to_plans(bare)):
        plans = _Context(part="plans")
        return list(_read_statement(said, plans, cue, captioned=captioned)), plans if context.part else context
    part, bare_rest = captions.split_lead(bare, cue)
    if part:
        bare = texts.strip_mark(bare_rest)
        after = (
            _Context(part=part) if captioned else context
        )  # without captions elsewhere it speaks for its own line only
        if reason := cue.undoubted(cue.reason(bare), bare):
            return [Stretch(bare, reason=reason)], after
        return list(_read_statement(bare, _Context(part=part), cue, captioned=captioned)), after
    if cue.is_section(bare) or cue.is_section(typed):
        return [Stretch(bare, reason="caption")], _Context(theme=lines.label_text(bare))
    if "\t" in typed.strip():
        return _read_row(typed, context, cue, captioned=captioned)
    context = replace(context, header=())
    if cue.is_late(bare):
        context = _Context()  # what comes after may be of any part
    if cue.is_theme(bare, typed):
        return [Stretch(bare, reason="caption")], replace(context, theme=_theme_of(lines.label_text(bare), cue))
    return list(_read_statement(bare, context, cue, captioned=captioned)), context


def _theme_of(head: str, cue: cues.Cues) -> str:
    """What a head calls the lines below it; nothing where it only names who wrote them."""
    return "" if cue.is_speaker(head) else head


def _reason(bare: str, index: int, cue: cues.Cues, *, asked: bool) -> Reason | None:
    """Why a whole line is not written; `asked`: it begins by calling somebody, and is talk unless it has a figure."""
    if asked and not cue.bears_fact(bare):
        return "chatter"
    if reason := cue.undoubted(reasons.find_reason(bare, cue), bare):
        return "form" if reason == "instruction" and index <= sections.FIRST and cue.is_form(bare) else reason
    return (
        "form" if (index <= sections.FIRST and cue.is_form(bare)) or (index == 0 and cue.is_first_line(bare)) else None
    )


def _read_row(typed: str, context: _Context, cue: cues.Cues, *, captioned: bool) -> tuple[list[Stretch], _Context]:
    """A line of a pasted table: its first row without figures is the header of those that follow."""
    cells = tuple(cell.strip() for cell in typed.strip().split("\t"))
    filled = [cell for cell in cells if cell]
    if (
        not context.header
        and len(filled) > 1
        and not any(f.type not in {"date", "code"} for cell in filled for f in cue.figures(cell))
    ):
        return [Stretch(typed.strip(), reason="caption")], replace(context, header=cells)
    said = cue.row(cells, context.header)
    stretches = _read_statement(said, context, cue, captioned=captioned)
    return [
        replace(stretch, columns=context.header, cells=cells, flags=("row", *stretch.flags))
        if context.header
        else stretch
        for stretch in stretches
    ], context


def _read_statement(bare: str, context: _Context, cue: cues.Cues, *, captioned: bool) -> Iterator[Stretch]:
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
        yield Stretch(bare, reason=reason, theme=label or context.theme)
        return
    part = context.part or cue.label_part(label)
    flags: tuple[Flag, ...] = ("correction",) if corrects else ()
    cut = cue.split(said, part)
    result = ""  # what a fault behind it is of: `高标准农田建了8000亩，有1200亩管网漏水`
    for text, under in cut if corrects or context.header else _turned(cut, cue):
        if reason := cue.undoubted(cue.reason(text), text):
            yield Stretch(text, reason=reason)
            continue
        sorted_by = None if under is None else cue.part(text, under, captioned=captioned)
        faulty = under == "problems"
        own = label or (languages.load(cue.language).matter(result) if faulty and result else "")
        yield Stretch(text, sorted_by, theme=own or context.theme, flags=("labelled", *flags) if own else flags)
        result = "" if faulty else text


def _turned(said: Iterable[tuple[str, PartName | None]], cue: cues.Cues) -> Iterator[tuple[str, PartName | None]]:
    """The statements of a line, one that tells a result and then a fault cut in two; what a caption calls a fault or a plan stays whole."""
    for text, under in said:
        whole = under in {"problems", "plans"} or cue.is_correction(text)
        result, fault = (text, "") if whole else turns.split(text, cue, captioned=under is not None)
        yield result, under
        if fault:
            yield fault, "problems"


def _with_figures(found: Iterable[Fact], cue: cues.Cues) -> Iterator[Fact]:
    """Facts with their figures and flags, and twins found: what says the same thing as an earlier fact."""
    twins = lines.Twins()
    for fact in found:
        settled = fact
        if fact.reason is None:
            read = cue.figures(fact.text)
            flags = (*fact.flags, *(["placeholder"] if any(f.type == "placeholder" for f in read) else []))
            settled = fact.model_copy(update={"figures": read, "flags": flags})
            if twin := twins.find(settled):
                settled = settled.model_copy(update={"reason": "duplicate", "twin": twin.id})
        yield settled


def decide(facts: Sequence[Fact], draft: Draft) -> tuple[Fact, ...]:
    """The facts under the writer's decisions, in the order these were made; one that names no fact has lapsed."""
    by_id = {fact.id: fact for fact in facts}
    private = {fact.id for fact in facts if fact.reason == "private"}
    private |= {ruled.fact for ruled in draft.decisions if isinstance(ruled, Dropped) and ruled.reason == "private"}
    for decision in draft.decisions:
        if isinstance(decision, Moved) and decision.fact in by_id:
            change: dict[str, object] = {"part": decision.part, "reason": None, "twin": None}
            if not (moved := by_id[decision.fact]).figures:  # what was not to be written was not read for figures
                change["figures"] = languages.load(draft.request.language).read_figures(moved.text)
            if decision.fact in private:  # the writer may, whatever was ruled in between; the checks say so
                change["flags"] = tuple(dict.fromkeys((*moved.flags, "private")))
        elif isinstance(decision, Dropped) and decision.fact in by_id:
            change = {"reason": decision.reason}
        elif isinstance(decision, Chose):
            chosen = languages.load(draft.request.language).read_figures(decision.value)
            for name in decision.facts:
                if name in by_id and not any(figures.same(f, value) for f in by_id[name].figures for value in chosen):
                    by_id[name] = by_id[name].model_copy(update={"reason": "superseded"})
            continue
        elif isinstance(decision, Merged) and {decision.fact, decision.into} <= by_id.keys():
            change = {"reason": "duplicate", "twin": decision.into}
        elif isinstance(decision, Filled) and decision.placeholder.partition("#")[0] in by_id:
            target = by_id[decision.placeholder.partition("#")[0]]
            change = _fill(target, decision, draft.request.language)
            by_id[target.id] = target.model_copy(update=change)
            continue
        else:
            continue
        by_id[decision.fact] = by_id[decision.fact].model_copy(update=change)
    return tuple(by_id.values())


def _fill(fact: Fact, decision: Filled, language: str) -> dict[str, object]:
    """A fact's text with its n-th placeholder's mark replaced by the value that the writer gave."""
    number = int(decision.placeholder.partition("#")[2] or 1)
    open_ones = [figure for figure in fact.figures if figure.type == "placeholder"]
    if not 1 <= number <= len(open_ones):
        return {}
    hole = open_ones[number - 1]
    text = fact.text[: hole.start] + lines.fill_mark(hole.text, decision.value) + fact.text[hole.end :]
    read = languages.load(language).read_figures(text)
    left = ("placeholder",) if any(figure.type == "placeholder" for figure in read) else ()
    kept = (flag for flag in fact.flags if flag not in {"placeholder", "filled"})
    return {"text": text, "figures": read, "flags": (*kept, *left, "filled")}
