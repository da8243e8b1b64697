"""A draft taken back from a file, with what was done to it in Word, WPS or LibreOffice since it was exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter import editing, formats, notes, pipeline, report
from drafter.errors import InputError, NoReport
from drafter.formats import cues, layout, returned, surface
from drafter.formats.lines import as_printed, from_text
from drafter.formats.sorts import Sort, sort_of
from drafter.schema import PARTS, By, Decision, Draft, Item, Moved, Report, Request
from drafter.service import changing
from drafter.service.filling import find_fills
from drafter.service.rebuilding import Rebuilding, Stamp
from drafter.service.retelling import retell
from drafter.service.returning import gather


@dataclass(frozen=True)
class ReadBack:
    """A draft and what its file brought: `changed` names items (ids), parts and fields whose words were changed elsewhere,
    `left` pieces of text that fit nowhere. `foreign`: the file
    carried no draft, and its text was read as a report that another tool wrote, its sentences standing as its notes.
    """

    draft: Draft
    changed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    foreign: bool = False

    @property
    def waiting(self) -> tuple[str, ...]:
        """The items on which instructions wait, in the order of the report."""
        report_now = self.draft.report
        return tuple(item.id for item in report_now.items() if item.asked) if report_now is not None else ()


def read_back(data: bytes, name: str = "the file", onto: Draft | None = None) -> ReadBack:
    """The draft in a draft copy (.docx) or saved draft (.json), with the edits that the copy's text holds.

    Edited items get a version by `word`, their sources are found again, tracked changes count as accepted, a reviewer's
    comments wait on their items. With `onto` the edits are laid onto that draft: one that has gone on since keeps its own
    newer words, and the copy's become a version beside them. A file that carries no draft is laid beside `onto`; without
    one it is read as a foreign report (.docx, .md, .txt). What the file says of the engine is not followed: it may have been
    received, and never chooses where text is sent. `InputError` in one line for what cannot be read.
    """
    back = _read_back(data, name, onto)
    if onto is not None:
        return back
    request = back.draft.request.model_copy(update={"engine": Request().engine})
    return replace(back, draft=back.draft.model_copy(update={"request": request}))


def _read_back(data: bytes, name: str, onto: Draft | None) -> ReadBack:
    sort = sort_of(data, name)
    if sort not in {"copy", "word"}:
        return _from_text(data, name, sort, onto)
    copy = returned.open_copy(data, name)
    base = copy.draft if copy.draft is not None and copy.draft.report is not None else onto
    if copy.draft is not None and base is None:
        return ReadBack(copy.draft)
    if base is None:
        return _foreign(data, name)
    back = _taken(base, copy, name)
    if onto is None or base is onto or onto == base:
        return back
    if onto.id != base.id or onto.report is None:
        return _taken(onto, copy, name)
    return _onto(onto, base, back)


def describe(back: ReadBack, name: str) -> tuple[str, ...]:
    """What was read back, a line each, for a person; nothing for a file that nobody touched."""
    lines = []
    if back.foreign:
        lines.append(f"{name} carries no draft: it is read as another tool's report, its own sentences for notes")
    if back.changed:
        lines.append(f"changed in {name}, taken over: {', '.join(_named(back.draft, each) for each in back.changed)}")
    for item in back.waiting:
        asked = editing.item_of(back.draft, item).asked
        lines.append(f"waits on {_named(back.draft, item)} (redraft without -i follows it): {' / '.join(asked)}")
    lines += [f"fits nowhere, left out: {' '.join(text.split())[:60]}" for text in back.left]
    return tuple(lines)


def _named(draft: Draft, name: str) -> str:
    """An item as a person types it (`problems/2`), everything else by its own name."""
    if draft.report is None:
        return name
    gone = any(each.item.id == name for each in draft.report.removed)
    return report.targets(draft.report).get(name, f"{name} (taken out)" if gone else name)


def _foreign(data: bytes, name: str) -> ReadBack:
    found = formats.read_report(data, name)
    return ReadBack(retell(found, name), left=found.left, foreign=True)


def _from_text(data: bytes, name: str, sort: Sort, onto: Draft | None) -> ReadBack:
    if sort in {"saved", "json"}:
        return ReadBack(formats.read_draft(data, name))
    if onto is None:
        return _foreign(data, name)
    return _take_text(onto, notes.decode(data, name), name)


def _take_text(draft: Draft, text: str, name: str) -> ReadBack:
    """Edits made in the exported Markdown or text laid onto the draft, each a version by `hand`.

    `InputError` for a text that is no copy of the report.
    """
    if draft.report is None:
        raise NoReport
    return _taken(draft, returned.Opened(None, as_printed(from_text(text)), ()), name, by="hand")


def _taken(draft: Draft, copy: returned.Opened, name: str, by: By = "word") -> ReadBack:
    """The draft with what the copy's lines say differently. A text may have been exported with the surface of print or without."""
    assert draft.report is not None  # the caller has looked
    language = layout.language_of(draft)
    printed, _ = surface.polish_report(draft.report, language)
    match = returned.match(printed, copy.lines, language)
    if by == "hand" and printed is not draft.report:
        plain = returned.match(draft.report, copy.lines, language)
        printed, match = (draft.report, plain) if plain.differing < match.differing else (printed, match)
    if (copy.draft is None or copy.draft.id != draft.id) and 2 * len(match.gone) > len(
        returned.pieces(printed, language)
    ):
        raise InputError(f"{name} is no copy of this report: most of the report does not stand in it")
    gathered = gather(draft, match, cues.load(language))
    rebuilding = Rebuilding(draft, draft.report, printed, gathered, Stamp(by, pipeline.now()))
    rebuilt = rebuilding.report()
    left = tuple(text for text in (*copy.left, *rebuilding.left) if text.strip())
    if rebuilt is draft.report:
        return ReadBack(draft, left=left)
    taken = draft.model_copy(update={"report": rebuilt, "rev": draft.rev + 1})
    ruled = _ruled(taken, (*_moves(draft.report, rebuilt, taken), *find_fills(draft, rebuilt, language)))
    changed = (*rebuilding.changed, *_differing(rebuilt, ruled.report))
    return ReadBack(ruled, tuple(dict.fromkeys(changed)), left)


def _moves(before: Report, after: Report, draft: Draft) -> tuple[Decision, ...]:
    """An item that stands in another part takes its facts there."""
    home = {item.id: name for name, part in before.parts() for item in part.items}
    known = {fact.id for fact in draft.facts}
    return tuple(
        Moved(fact=fact, part=name)
        for name, part in after.parts()
        for item in part.items
        if home.get(item.id, name) != name
        for fact in item.facts
        if fact in known
    )


def _ruled(draft: Draft, decisions: Sequence[Decision]) -> Draft:
    """The draft with these decisions on record, those that it has already left out."""
    for decision in decisions:
        draft = draft if decision in draft.decisions else changing.decide(draft, decision)
    return draft


def _differing(before: Report | None, after: Report | None) -> tuple[str, ...]:
    """The ids of the items that differ."""
    if before is None or after is None:
        return ()
    return tuple(item.id for item in after.items() if item != report.find_item(before, item.id))


def _onto(draft: Draft, base: Draft, back: ReadBack) -> ReadBack:
    """What a copy's edits change of its own draft, changed in the draft that went on; what changed in both is kept twice."""
    assert draft.report is not None  # the caller has looked
    assert base.report is not None
    assert back.draft.report is not None
    merging = _Merging(draft.report, base.report, back.draft.report)
    merged = merging.report()
    if merged is not draft.report:
        draft = draft.model_copy(update={"report": merged, "rev": draft.rev + 1})
    draft = _ruled(draft, back.draft.decisions[len(base.decisions) :])
    return ReadBack(draft, tuple(merging.changed), (*back.left, *merging.left))


class _Merging:
    """Lays the step from one report to another onto a third that also came from the first."""

    def __init__(self, now: Report, base: Report, after: Report) -> None:
        self.now, self.base, self.after = now, base, after
        self.changed: list[str] = []
        self.left: list[str] = []

    def report(self) -> Report:
        """The third report with the step in it; the same object if nothing of it could be laid in."""
        merged = self.now
        for item in self.after.items():
            before = report.find_item(self.base, item.id)
            if before is None:
                merged = self._added(merged, item)
            elif item != before:
                merged = self._changed(merged, before, item)
        for gone in self.after.removed[len(self.base.removed) :]:
            merged = self._removed(merged, gone.item.id)
        for name in report.FRAME:
            if getattr(self.after, name) != getattr(self.base, name):
                merged = self._framed(merged, name)
        for part in PARTS:
            title = self.after.part(part).title
            if title != self.base.part(part).title and self.now.part(part).title == self.base.part(part).title:
                merged = merged.model_copy(update={part: merged.part(part).model_copy(update={"title": title})})
                self.changed.append(part)
        return merged

    def _changed(self, merged: Report, before: Item, item: Item) -> Report:
        now = report.find_item(merged, item.id)
        if now is None:
            self.left.append(item.text)
            return merged
        asked = (*now.asked, *(text for text in item.asked if text not in now.asked))
        if (item.heading, item.sentences, item.table) == (before.heading, before.sentences, before.table):
            return report.replace_item(merged, now.model_copy(update={"asked": asked}))
        new = item.versions[len(before.versions) :]
        if now.versions == before.versions and not now.locked:
            merged = report.replace_item(merged, item.model_copy(update={"asked": asked}))
        else:
            for version in new:
                now = report.with_aside(now, version)
            merged = report.replace_item(merged, now.model_copy(update={"asked": asked}))
            self.left.append(item.text)
        self.changed.append(item.id)
        return merged

    def _added(self, merged: Report, item: Item) -> Report:
        name = next(name for name, part in self.after.parts() if item in part.items)
        items = self.after.part(name).items
        before = [other.id for other in items[: items.index(item)]]
        part = merged.part(name)
        place = max((index for index, other in enumerate(part.items, 1) if other.id in before), default=0)
        new = (*part.items[:place], item, *part.items[place:])
        self.changed.append(item.id)
        return merged.model_copy(update={name: part.model_copy(update={"items": new, "gap": None})})

    def _removed(self, merged: Report, name: str) -> Report:
        now, before = report.find_item(merged, name), report.find_item(self.base, name)
        if now is None or now != before:
            self.left += [now.text] if now is not None else []
            return merged
        gone = next(each for each in self.after.removed if each.item.id == name)
        part = merged.part(gone.part)
        items = tuple(item for item in part.items if item.id != name)
        gap = part.gap if items else part.gap or self.after.part(gone.part).gap or self.base.part(gone.part).title
        self.changed.append(name)
        update = {gone.part: part.model_copy(update={"items": items, "gap": gap}), "removed": (*merged.removed, gone)}
        return merged.model_copy(update=update)

    def _framed(self, merged: Report, name: str) -> Report:
        value = getattr(self.after, name)
        if getattr(self.now, name) == getattr(self.base, name):
            self.changed.append(name)
            return merged.model_copy(update={name: value})
        if value != getattr(self.now, name):
            self.left.append(f"{name}: {value}")
        return merged
