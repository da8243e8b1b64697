"""The report as a whole: its frame by the kind's formulas, and items laid into it without touching the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from drafter import kinds
from drafter.kinds import Kind
from drafter.schema import (
    PARTS,
    Draft,
    Entry,
    Fact,
    Item,
    ItemState,
    Part,
    PartName,
    Report,
    Request,
    Sentence,
    Signature,
    Table,
    Version,
)

FRAME = ("title", "recipient", "others", "closing", "signature", "attachments")
"""The report's fields that are neither items nor their order."""

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")


def assemble(draft: Draft, kind: Kind, entries: Sequence[Entry], numbers: Sequence[int] = ()) -> Report:
    """The report with every item planned: title, opening and signature by formula, items by the outline.

    Item ids are `<rev>.<n>`, so that none is used twice in the life of a draft; `numbers` are the entries' own n's while
    an outline grows, else they are counted.
    """
    ids = [f"{draft.rev}.{number}" for number in numbers or range(1, len(entries) + 1)]
    problems = [name for name, entry in zip(ids, entries, strict=True) if entry.part == "problems"]
    fields = kinds.form_fields(draft.request)
    parts = {
        part: _part(kind, part, [_item(n, e, problems) for n, e in zip(ids, entries, strict=True) if e.part == part])
        for part in PARTS
    }
    return Report(
        title=_formula(kind.title, fields).strip(),
        recipient=draft.request.recipient,
        opening=Item(id="opening", sentences=opening_sentences(kind, draft.request)),
        closing=(Sentence(text=kind.closing, sources=("kind:closing",)),) if kind.closing else (),
        signature=Signature(issuer=fields["issuer"], date=fields["date"]) if kind.signed else None,
        **parts,
    )


def _part(kind: Kind, name: PartName, items: list[Item]) -> Part:
    rules = kind.parts[name]
    return Part(title=_formula(rules.title, {}), items=tuple(items), gap=None if items else rules.gap)


def _item(name: str, entry: Entry, problems: Sequence[str]) -> Item:
    gap = (Sentence(text=entry.gap, sources=("kind:gap",)),) if entry.gap else ()
    answers = tuple(problems[index] for index in entry.answers)
    return Item(id=name, heading=entry.heading, sentences=gap, facts=entry.facts, answers=answers)


def _formula(text: str, fields: dict[str, str]) -> str:
    """Fill `{field}`; a `[…]` whose field is empty is left out whole."""

    def optional(match: re.Match[str]) -> str:
        names = _FIELD.findall(match[1])
        return match[1] if all(fields.get(name) for name in names) else ""

    return _FIELD.sub(lambda match: fields.get(match[1], ""), _OPTIONAL.sub(optional, text))


def opening_sentences(kind: Kind, request: Request) -> tuple[Sentence, ...]:
    """The kind's opening with the form's fields filled in, each sentence with the fields it rests on."""
    fields = kinds.form_fields(request)
    sentences = []
    for formula in kind.opening:
        used = [name for name in dict.fromkeys(_FIELD.findall(formula)) if fields.get(name)]
        text = _formula(formula, fields)
        if text.strip():
            sentences.append(Sentence(text=text, sources=("kind:opening", *(f"form:{name}" for name in used))))
    return tuple(sentences)


def place(draft: Draft, entries: Sequence[Entry]) -> Report:
    """The report with more entries laid in: under their heading's item if that may be rewritten, else as new items."""
    assert draft.report is not None  # the caller has looked
    placed = draft.report
    number = 0
    for entry in (entry for entry in entries if entry.facts):
        part = placed.part(entry.part)
        home = next((i for i in part.items if i.heading == entry.heading and not i.locked and i.state != "hand"), None)
        if home is not None:
            placed = replace_item(
                placed, home.model_copy(update={"facts": (*home.facts, *entry.facts), "state": "planned"})
            )
            continue
        number += 1
        taken = any(item.heading == entry.heading for item in part.items)
        item = Item(id=f"{draft.rev}.{number}", heading=None if taken else entry.heading, facts=entry.facts)
        items = (*part.items, item)
        placed = placed.model_copy(update={entry.part: part.model_copy(update={"items": items, "gap": None})})
    return placed


def answer(report: Report, told: Mapping[str, Collection[str]]) -> Report:
    """The report with every problem that no plan answers answered by the items that hold a plan against it, whose gaps are gone then;
    `told`: plan to the facts of the problem that it answers, by their ids.
    """
    answered = {name for item in report.plans.items if item.facts for name in item.answers}
    open_ = [problem for problem in report.problems.items if problem.id not in answered]
    plans = []
    for item in report.plans.items:
        against = {name for fact in item.facts for name in told.get(fact, ())}
        new = tuple(problem.id for problem in open_ if not against.isdisjoint(problem.facts))
        answered.update(new)
        plans.append(item.model_copy(update={"answers": (*item.answers, *new)}) if new else item)
    kept = tuple(
        item for item in plans if item.facts or item.locked or not item.answers or not answered.issuperset(item.answers)
    )
    return report.model_copy(update={"plans": report.plans.model_copy(update={"items": kept})})


def replace_item(report: Report, item: Item) -> Report:
    """The report with the item of that id replaced; everything else is the same object as before."""
    if item.id == report.opening.id:
        return report.model_copy(update={"opening": item})
    for name, part in report.parts():
        if any(old.id == item.id for old in part.items):
            items = tuple(item if old.id == item.id else old for old in part.items)
            return report.model_copy(update={name: part.model_copy(update={"items": items})})
    return report


def find_item(report: Report, name: str) -> Item | None:
    """The item of that id."""
    return next((item for item in report.items() if item.id == name), None)


def targets(report: Report) -> dict[str, str]:
    """What a person calls each item, by its id: `problems/2` is the second problem as the report stands now."""
    named = {item.id: f"{name}/{n}" for name, part in report.parts() for n, item in enumerate(part.items, 1)}
    return {report.opening.id: "opening", **named}


def called(report: Report | None, name: str) -> str:
    """What a person calls the item of that id (`problems/2`); one that the report does not have goes by its id."""
    return targets(report).get(name, name) if report else name


def with_version(item: Item, version: Version, state: ItemState) -> Item:
    """The item with a new version that stands, all earlier ones kept."""
    return item.model_copy(
        update={
            "heading": version.heading,
            "sentences": version.sentences,
            "state": state,
            "versions": (*item.versions, version),
        }
    )


def table_of(facts: Sequence[Fact], wanted: Sequence[str]) -> Table | None:
    """The table that the facts' rows make: the longest of those whose columns name everything that is wanted (words, `|`
    between them), cells as in the notes. None without two rows, and while a cell is still to be supplied.
    """
    tables: dict[tuple[str, ...], dict[int, Fact]] = {}
    for fact in facts:
        names = [column.lower() for column in fact.columns]
        if wanted and all(any(word in name for name in names for word in words.lower().split("|")) for words in wanted):
            tables.setdefault(fact.columns, {}).setdefault(fact.note, fact)
    columns, rows = max(tables.items(), key=lambda found: len(found[1]), default=((), {}))
    open_ = any(figure.type == "placeholder" for fact in rows.values() for figure in fact.figures)
    if len(rows) < 2 or open_ or any(len(fact.cells) > len(columns) for fact in rows.values()):
        return None
    filled = tuple((*fact.cells, *[""] * (len(columns) - len(fact.cells))) for fact in rows.values())
    return Table(header=columns, rows=filled, facts=tuple(fact.id for fact in rows.values()))


def grow(report: Report, grown: Report) -> Report:
    """The report with its parts as the grown outline has them; items with words of their own, or locked, keep them."""
    kept = {item.id: item for item in report.items() if item.versions or item.locked}
    gone = {removed.item.id for removed in report.removed}
    parts: dict[str, object] = {}
    for name, part in grown.parts():
        ids = {item.id for item in part.items}
        items = tuple(
            kept[item.id].model_copy(update={"facts": item.facts, "answers": item.answers}) if item.id in kept else item
            for item in part.items
            if item.id not in gone
        )
        items += tuple(item for item in report.part(name).items if item.id in kept and item.id not in ids)
        parts[name] = part.model_copy(update={"items": items, "gap": None if items else part.gap})
    return report.model_copy(update=parts)


def land(report: Report, written: Item) -> Report:
    """Lay a freshly written item in. Words that were changed or locked meanwhile stand; the new ones become a version."""
    current = find_item(report, written.id)
    if not written.versions:
        return report
    if current is None:  # taken out meanwhile: the words wait with it
        removed = tuple(
            gone.model_copy(update={"item": with_aside(gone.item, written.versions[-1])})
            if gone.item.id == written.id
            else gone
            for gone in report.removed
        )
        return report.model_copy(update={"removed": removed})
    written = written.model_copy(update={"answers": current.answers})
    if not current.locked and current.versions == written.versions[:-1]:
        return replace_item(report, written)
    return replace_item(report, with_aside(current, written.versions[-1]))


def with_aside(item: Item, version: Version) -> Item:
    """The item with a version that came too late: kept before the one that stands, marked, never in its place."""
    late = version.model_copy(update={"aside": True})
    stands = item.versions[-1:] or (Version(heading=item.heading, sentences=item.sentences, by="rule"),)
    return item.model_copy(update={"versions": (*item.versions[:-1], late, *stands)})
