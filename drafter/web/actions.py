"""What can be done on the board: one function an action, and the table of them. An answer is plain JSON.

Every action names the draft and, where it changes an item, how many versions of it the window had seen: an action on an
item that has changed meanwhile is stale. Words of a stale edit are kept as a version; nothing else of it is applied.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any

from drafter import notes, pipeline, prompts, service
from drafter.errors import DrafterError, InputError, StaleError
from drafter.schema import PARTS, Chose, Confirmed, Draft, Dropped, Filled, Merged, Moved, PartName, Reason
from drafter.service import Desk, Document
from drafter.web import board, handlers

Event = dict[str, Any]
Answer = dict[str, Any]

WRITER_REASONS: tuple[Reason, ...] = ("by_writer", "duplicate", "private", "rumour", "superseded")
"""Reasons that a writer may give for leaving a note out."""


def carry_out(desk: Desk, event: Event, owner: str = "") -> Answer:
    """Do what was asked on the board; the answer holds `error`, or what the action gives back. Never raises for bad input."""
    op = str(event.get("op", ""))
    action = ACTIONS.get(op)
    try:
        if op == "example":
            return {"open": handlers.example(desk, _language(event), owner)}
        if action is None:
            raise InputError(f"{op!r} is nothing that the board can do")
        document = handlers.find(desk, str(event.get("doc", "")), owner)
        if document is None:
            return {"gone": True}
        return action(desk, document, event) or {}
    except StaleError as error:
        return {"stale": str(error)}
    except DrafterError as error:
        return {"error": str(error)}


def _text(event: Event, name: str, most: int = 200_000) -> str:
    value = event.get(name)
    return str(value)[:most] if value is not None else ""


def _language(event: Event) -> str:
    return next((name for name in prompts.languages() if name == event.get("language")), "zh")


def _part(name: object) -> PartName:
    found = next((part for part in PARTS if part == name), None)
    if found is None:
        raise InputError(f"{name!r} is no part; known are {', '.join(PARTS)}")
    return found


def _fresh(draft: Draft, event: Event) -> Draft:
    """The draft, if the window has seen the item as it stands; else `StaleError`."""
    seen, item = event.get("seen"), _text(event, "item")
    if seen is not None and item:
        standing = next((i for i in draft.report.items() if i.id == item), None) if draft.report else None
        if standing is None or len(standing.versions) != seen:
            raise StaleError("changed")
    return draft


def redo(desk: Desk, document: Document, event: Event) -> None:
    """Write an item, or a part's unlocked items, again."""
    target = _text(event, "item")
    _fresh(document.draft, event)
    targets = (target,) if target else service.find_targets(document.draft, _part(event.get("part")))
    handlers.start(desk, document, targets, _text(event, "text", 500))


def go_on(desk: Desk, document: Document, _event: Event) -> None:
    """Write what is not written yet."""
    handlers.start(desk, document)


def stop(_desk: Desk, document: Document, _event: Event) -> None:
    """Stop everything that runs on the draft."""
    document.stop()


def edit(_desk: Desk, document: Document, event: Event) -> None:
    """The writer's words into an item."""
    item, text = _text(event, "item"), _text(event, "text")
    heading = _text(event, "heading") if item != "opening" else None
    document.act(lambda draft: service.edit(_fresh(draft, event), item, text, heading))


def undo(_desk: Desk, document: Document, _event: Event) -> None:
    """The writer's last step taken back."""
    document.undo()


def redo_step(_desk: Desk, document: Document, _event: Event) -> None:
    """The last undo taken back."""
    document.redo()


def preview(_desk: Desk, document: Document, _event: Event) -> Answer:
    """The pages as they will print."""
    return {"html": service.preview(document.draft)}


def restore(_desk: Desk, document: Document, event: Event) -> None:
    """An earlier version stands again."""
    document.act(lambda draft: service.restore(_fresh(draft, event), _text(event, "item"), int(event.get("number", 0))))


def lock(_desk: Desk, document: Document, event: Event) -> None:
    """Lock an item, or unlock it."""
    document.act(lambda draft: service.lock(draft, _text(event, "item"), locked=bool(event.get("locked"))))


def move_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note into another part, or back into the report."""
    document.act(lambda draft: service.decide(draft, Moved(fact=_text(event, "fact"), part=_part(event.get("part")))))


def drop_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note left out, with the reason."""
    reason = next((r for r in WRITER_REASONS if r == event.get("reason")), "by_writer")
    document.act(lambda draft: service.decide(draft, Dropped(fact=_text(event, "fact"), reason=reason)))


def merge_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note that says the same as another."""
    document.act(lambda draft: service.decide(draft, Merged(fact=_text(event, "fact"), into=_text(event, "into"))))


def fill(_desk: Desk, document: Document, event: Event) -> None:
    """Placeholders' values, put wherever they stand; the last of a note first, for the rest then keep their numbers."""
    given = [(str(one.get("hole", "")), str(one.get("value", ""))[:100].strip()) for one in event.get("values", ())]
    values = sorted(
        ((hole, value) for hole, value in given if value),
        key=lambda one: one[0].rpartition("#")[2].zfill(4),
        reverse=True,
    )
    if not values:
        raise InputError("the value is empty; type what stands in place of XX")

    def change(draft: Draft) -> Draft:
        for hole, value in values:
            draft = service.decide(draft, Filled(placeholder=hole, value=value))
        return draft

    document.act(change)


def choose(_desk: Desk, document: Document, event: Event) -> None:
    """The value that holds where two notes contradict each other."""
    names = tuple(str(name) for name in event.get("facts", ()))
    document.act(lambda draft: service.decide(draft, Chose(facts=names, value=_text(event, "value", 200))))


def confirm(_desk: Desk, document: Document, event: Event) -> None:
    """The writer stands by what a finding questions."""
    ruling = Confirmed(code=_text(event, "code", 60), digest=_text(event, "digest", 60))
    document.act(lambda draft: service.decide(draft, ruling))


def settle(desk: Desk, document: Document, event: Event) -> None:
    """Write in what is in no item yet, and write again the named items that rest on what has changed."""
    names = [str(name) for name in event.get("items", ())]
    document.act(lambda draft: pipeline.place(draft) if draft.report else draft)
    report = document.draft.report
    if report is None:
        handlers.start(desk, document)
        return
    waiting = [i.id for i in report.items() if not i.locked and (i.id in names or (i.state == "planned" and i.facts))]
    if waiting:
        handlers.start(desk, document, tuple(waiting))


def add_notes(desk: Desk, document: Document, event: Event) -> None:
    """Notes that came later: placed, and what they call for written."""
    document.act(lambda draft: service.add_notes(draft, _text(event, "text", notes.MAX_BYTES)))
    handlers.start(desk, document)


def weigh(_desk: Desk, document: Document, event: Event) -> Answer:
    """What would be found if an item said this."""
    item = _text(event, "item")
    return board.weigh(
        document.draft, item, _text(event, "text"), _text(event, "heading") if item != "opening" else None
    )


def versions(_desk: Desk, document: Document, event: Event) -> Answer:
    """All that an item has been."""
    return {"versions": board.versions(document.draft, _text(event, "item"))}


def file_text(name: str, data: str) -> str:
    """The text of a notes file that came as base64. Raises `InputError` in one line."""
    return notes.decode(file_bytes(name, data), name)


def file_bytes(name: str, data: str) -> bytes:
    """The bytes of a file that came as base64."""
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(f"{name} did not arrive whole; try again") from error


ACTIONS: dict[str, Callable[[Desk, Document, Event], Answer | None]] = {
    "redo": redo, "continue": go_on, "stop": stop, "edit": edit, "restore": restore, "lock": lock,
    "move-note": move_note, "drop-note": drop_note, "merge-note": merge_note, "fill": fill, "choose": choose,
    "confirm": confirm, "undo": undo, "redo-step": redo_step, "preview": preview, "settle": settle, "add-notes": add_notes, "weigh": weigh, "versions": versions,
}  # fmt: skip
"""What the board may ask for, by name."""

__all__ = ["ACTIONS", "carry_out", "file_text"]
