"""One step taken back from a draft that others have changed since: only what the step changed, and only if it still stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from drafter import report
from drafter.errors import TargetError
from drafter.schema import PARTS, Draft, Item, Report, Usage, Version

T = TypeVar("T")


@dataclass(frozen=True)
class Step:
    """What a hand did: the draft before it and after it."""

    before: Draft
    after: Draft


def shows(step: Step) -> bool:
    """Whether the step changed anything but revisions, costs and the versions behind what stands."""
    before, after = (_plain(draft) for draft in (step.before, step.after))
    return before != after


def _plain(draft: Draft) -> Draft:
    found = draft.report
    if found is not None:
        for item in found.items():
            found = report.replace_item(found, item.model_copy(update={"versions": ()}))
    return draft.model_copy(update={"report": found, "rev": 0, "usage": Usage()})


def revert(draft: Draft, step: Step, at: str) -> Draft:
    """The draft without the step; a text that it changed stands again as a new version, none is lost.

    `TargetError` when something that the step changed was changed again since: then nothing is taken back.
    """
    before, after = step.before, step.after
    update: dict[str, object] = {
        "request": _pick("the form", before.request, after.request, draft.request),
        "notes": _pick("the notes", before.notes, after.notes, draft.notes),
        "decisions": _pick("the decisions", before.decisions, after.decisions, draft.decisions),
        "facts": _pick("the facts", before.facts, after.facts, draft.facts),
    }
    if before.report != after.report:
        if before.report is None or after.report is None or draft.report is None:
            raise TargetError("an outline cannot be undone; start a new draft instead")
        update["report"] = _report(draft.report, before.report, after.report, at)
    return draft.model_copy(update={**update, "rev": draft.rev + 1})


def _pick(what: str, before: T, after: T, now: T) -> T:
    if before in (after, now):
        return now
    if now != after:
        raise TargetError(f"{what} changed again since, so this step cannot be undone by itself")
    return before


def _report(now: Report, before: Report, after: Report, at: str) -> Report:
    frame: dict[str, object] = {
        name: _pick(f"the {name}", getattr(before, name), getattr(after, name), getattr(now, name))
        for name in report.FRAME
    }
    old, new, here = _by_id(before), _by_id(after), _by_id(now)
    for name in new.keys() - old.keys():  # an item that the step made must be as it made it
        _pick(f"item {name!r}", None, _standing(new[name]), _standing(here.get(name)))
    items = here | {name: old[name] for name in old.keys() - new.keys()}
    for name in old.keys() & new.keys():
        if old[name] != new[name]:
            _pick(f"item {name!r}", _standing(old[name]), _standing(new[name]), _standing(here.get(name)))
            items[name] = _stands_again(old[name], here[name], at)
    return now.model_copy(update={**frame, "opening": items[now.opening.id], **_order(now, before, after, items)})


def _standing(item: Item | None) -> Item | None:
    """The item without its versions: a step that was taken back has added one, and stands in the way of no other."""
    return None if item is None else item.model_copy(update={"versions": ()})


def _by_id(report: Report) -> dict[str, Item]:
    return {item.id: item for item in (*report.items(), *(gone.item for gone in report.removed))}


def _order(now: Report, before: Report, after: Report, items: dict[str, Item]) -> dict[str, object]:
    """The parts and the removed items: in the order before the step, if the step changed it; else as it is now."""
    changed = _shape(before) != _shape(after)
    _pick("the order of the items", _shape(before), _shape(after), _shape(now))
    shape = before if changed else now
    parts: dict[str, object] = {
        name: shape.part(name).model_copy(update={"items": _values(shape.part(name).items, items)}) for name in PARTS
    }
    removed = tuple(gone.model_copy(update={"item": items[gone.item.id]}) for gone in shape.removed)
    return {**parts, "removed": removed}


def _values(placed: Sequence[Item], items: dict[str, Item]) -> tuple[Item, ...]:
    return tuple(items[item.id] for item in placed)


def _shape(report: Report) -> tuple[object, ...]:
    removed = tuple((gone.item.id, gone.part, gone.place) for gone in report.removed)
    return (*((part.title, part.gap, *(item.id for item in part.items)) for _, part in report.parts()), removed)


def _stands_again(old: Item, here: Item, at: str) -> Item:
    """The item as it was, with every version that it has by now; where its text had changed, that text once more as the newest."""
    if (old.heading, old.sentences) == (here.heading, here.sentences):
        return old.model_copy(update={"versions": here.versions})
    last = old.versions[-1] if old.versions else Version(heading=old.heading, sentences=old.sentences, by="rule")
    return old.model_copy(update={"versions": (*here.versions, last.model_copy(update={"at": at, "aside": False}))})
