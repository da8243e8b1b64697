"""The writer's own changes to a draft: words, versions, locks, and the form as typed at a command line or page."""

from __future__ import annotations

from collections.abc import Mapping

from drafter import report, tracing
from drafter.errors import InputError, TargetError
from drafter.schema import Draft, Item, ItemState, Request, Version


def item_of(draft: Draft, name: str) -> Item:
    """The item of that id; `TargetError` if the draft has none."""
    item = report.find_item(draft.report, name) if draft.report else None
    if item is None:
        raise TargetError(f"the draft has no item {name!r}")
    return item


def _put(draft: Draft, item: Item) -> Draft:
    if draft.report is None:
        raise TargetError("this draft has no report yet; write it first")
    return draft.model_copy(update={"report": report.replace_item(draft.report, item), "rev": draft.rev + 1})


def edit_item(draft: Draft, name: str, text: str, heading: str | None, at: str) -> Draft:
    """The draft with the writer's words in an item, sources realigned; unchanged text leaves the draft as it is.

    `heading` None keeps the heading, an empty one removes it. `TargetError` for a locked item, `InputError` for no text.
    """
    item = item_of(draft, name)
    if item.locked:
        raise TargetError(f"item {name!r} is locked; unlock it first")
    if not text.strip():
        raise InputError("the text is empty; type what the item should say, or delete the item")
    kept = item.heading if heading is None else (heading.strip() or None)
    sentences = tracing.align(text.strip(), draft.facts, item.sentences, draft.request.language)
    if kept == item.heading and sentences == item.sentences:
        return draft
    version = Version(heading=kept, sentences=sentences, by="hand", at=at)
    return _put(draft, report.with_version(item, version, "hand"))


def restore_version(draft: Draft, name: str, number: int, at: str) -> Draft:
    """Version `number` (from 1) stands again, as a new version at the end; `TargetError` names how many there are."""
    item = item_of(draft, name)
    if item.locked:
        raise TargetError(f"item {name!r} is locked; unlock it first")
    if not 1 <= number <= len(item.versions):
        raise TargetError(f"item {name!r} has the versions 1 to {len(item.versions)}, not {number}")
    version = item.versions[number - 1].model_copy(update={"at": at})
    state: ItemState = "hand" if version.by in {"hand", "word"} else "done"
    return _put(draft, report.with_version(item, version, state))


def lock_item(draft: Draft, name: str, *, locked: bool) -> Draft:
    """The draft with the item locked or unlocked."""
    return _put(draft, item_of(draft, name).model_copy(update={"locked": locked}))


def request_from(form: Mapping[str, str | int]) -> Request:
    """A form as typed; `InputError` names an unknown field."""
    if unknown := sorted(set(form) - set(Request.model_fields)):
        raise InputError(f"{unknown[0]!r} is no field of the form; known are {', '.join(Request.model_fields)}")
    return Request.model_validate(dict(form))
