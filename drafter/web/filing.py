"""What can be done on the board to drafts as files: listed, trashed, repeated, wiped, and read in from files."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any

from drafter import formats, notes, prompts, service
from drafter.errors import InputError
from drafter.formats.sorts import sort_of
from drafter.schema import Draft
from drafter.service import Desk
from drafter.web import asked, gate, handlers
from drafter.web.asked import Event

Answer = dict[str, Any]


def example(desk: Desk, event: Event, owner: str) -> Answer:
    """An example to look at."""
    language = next((name for name in prompts.languages() if name == event.get("language")), "zh")
    return {"open": handlers.example(desk, language, owner)}


def documents(desk: Desk, event: Event, owner: str) -> Answer:
    """The owner's drafts, last changed first."""
    trashed = bool(event.get("trash"))
    found = desk.store.list_drafts(owner, search=asked.text(event, "search", 200), trashed=trashed)
    return {
        "documents": [
            {"doc": filed.id, "title": filed.title, "state": filed.state, "changed": filed.changed}
            for filed in found[:200]
        ]
    }


def trash(desk: Desk, event: Event, owner: str) -> Answer:
    """A draft into the trash."""
    desk.trash(asked.name(event, "doc"), owner)
    return {}


def put_back(desk: Desk, event: Event, owner: str) -> Answer:
    """A draft out of the trash."""
    desk.store.restore(asked.name(event, "doc"), owner)
    return {}


def wipe(desk: Desk, _event: Event, owner: str) -> Answer:
    """Everything of the owner's, for good."""
    return {"wiped": desk.wipe(owner)}


def duplicate(desk: Desk, event: Event, owner: str) -> Answer:
    """A new draft "as last year" of this one."""
    repeated = service.repeat(desk.open(asked.name(event, "doc"), owner).draft)
    return {"open": desk.add(repeated, owner).draft.id}


def file(desk: Desk, event: Event, owner: str) -> Answer:
    """A file that was dropped or picked: notes give their text; a draft copy is opened, or its edits are taken back into the
    draft that it came from. A Word file without a draft in it is read as notes. `InputError` for a clean copy in .json.
    """
    name = asked.text(event, "name", 200) or "the file"
    data = _bytes(name, event)
    if sort_of(data, name) not in {"copy", "saved"}:
        return {"text": formats.read_notes(data, name)}
    carried = formats.read_draft(data, name)
    there = handlers.find(desk, carried.id, owner)
    if there is None:
        back = service.read_back(data, name)
        return {"open": desk.take_in(back.draft, owner).draft.id, **_told(back)}
    held: list[service.ReadBack] = []

    def take(draft: Draft) -> Draft:
        held.append(service.read_back(data, name, draft))
        return held[-1].draft

    there.act(take)
    desk.store.restore(carried.id, owner)  # it may have lain in the trash
    return {"open": carried.id, **_told(held[-1])}


def adopt(desk: Desk, event: Event, owner: str) -> Answer:
    """A report of another tool or hand, pasted or picked, as a draft whose check list says what the notes do not bear out;
    without notes it is checked against itself. `left` is what of it fits nowhere.
    """
    name = asked.text(event, "name", 200) or "report.txt"
    data = _bytes(name, event) or asked.text(event, "text", notes.MAX_BYTES).encode("utf-8")
    if not data.strip():
        raise InputError("the report is empty; paste it, or pick a file")
    behind = asked.text(event, "notes", notes.MAX_BYTES)
    if behind.strip():
        adopted = service.adopt_file(data, name, notes.read_notes(behind))
        draft, left = adopted.draft, adopted.left
    else:
        back = service.read_back(data, name)
        draft, left = back.draft, back.left
    return {"open": desk.take_in(draft, owner).draft.id, "left": list(left)[:20]}


def _told(back: service.ReadBack) -> Answer:
    return {"changed": len(back.changed), "waiting": len(back.waiting), "left": list(back.left)[:20]}


def _bytes(name: str, event: Event) -> bytes:
    """The file that came with what is asked; empty where none did."""
    try:
        return base64.b64decode(asked.text(event, "data", gate.MOST_SENT), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(f"{name} did not arrive whole; try again") from error


ACTIONS: dict[str, Callable[[Desk, Event, str], Answer]] = {
    "example": example, "documents": documents, "trash": trash, "put-back": put_back, "wipe": wipe,
    "duplicate": duplicate, "file": file, "adopt": adopt,
}  # fmt: skip
"""What the board may ask for that is not about the draft shown, by name."""
