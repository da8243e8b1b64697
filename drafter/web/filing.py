"""What can be done on the board to drafts as files: listed, trashed, repeated, wiped, and read in from files."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Callable
from typing import Any

from drafter import formats, notes, prompts, service
from drafter.errors import DraftFormatError, InputError
from drafter.schema import Draft
from drafter.service import Desk
from drafter.web import handlers

Event = dict[str, Any]
Answer = dict[str, Any]

NOTES = (".txt", ".md")
"""Names of files that are read as notes."""


def example(desk: Desk, event: Event, owner: str) -> Answer:
    """An example to look at."""
    language = next((name for name in prompts.languages() if name == event.get("language")), "zh")
    return {"open": handlers.example(desk, language, owner)}


def documents(desk: Desk, event: Event, owner: str) -> Answer:
    """The owner's drafts, last changed first."""
    trashed = bool(event.get("trash"))
    found = desk.store.list_drafts(owner, search=str(event.get("search", ""))[:200], trashed=trashed)
    return {
        "documents": [
            {"doc": filed.id, "title": filed.title, "state": filed.state, "changed": filed.changed}
            for filed in found[:200]
        ]
    }


def trash(desk: Desk, event: Event, owner: str) -> Answer:
    """A draft into the trash."""
    desk.trash(_doc(event), owner)
    return {}


def put_back(desk: Desk, event: Event, owner: str) -> Answer:
    """A draft out of the trash."""
    desk.store.restore(_doc(event), owner)
    return {}


def wipe(desk: Desk, _event: Event, owner: str) -> Answer:
    """Everything of the owner's, for good."""
    return {"wiped": desk.wipe(owner)}


def duplicate(desk: Desk, event: Event, owner: str) -> Answer:
    """A new draft "as last year" of this one."""
    repeated = service.repeat(desk.open(_doc(event), owner).draft)
    return {"open": desk.add(repeated, owner).draft.id}


def file(desk: Desk, event: Event, owner: str) -> Answer:
    """A file that was dropped or picked: notes give their text, a draft is opened."""
    name = str(event.get("name", ""))[:200] or "the file"
    data = _bytes(name, str(event.get("data", "")))
    if name.lower().endswith(NOTES):
        return {"text": notes.decode(data, name)}
    try:
        return {"open": _filed(desk, formats.read_draft(data, name), owner)}
    except DraftFormatError:
        if event.get("purpose") != "later" and not name.lower().endswith(".docx"):
            raise
    found = formats.read_report(data, name)
    lines = [text for item in found.report.items() for text in (item.heading or "", item.text) if text]
    return {"text": "\n".join((*lines, *found.left))}


def _filed(desk: Desk, draft: Draft, owner: str) -> str:
    """A draft that came in a file, under a new id where its own is taken."""
    if handlers.find(desk, draft.id, owner) is not None:
        draft = draft.model_copy(update={"id": uuid.uuid4().hex})
    return desk.add(draft, owner).draft.id


def _doc(event: Event) -> str:
    return str(event.get("doc", ""))


def _bytes(name: str, data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(f"{name} did not arrive whole; try again") from error


ACTIONS: dict[str, Callable[[Desk, Event, str], Answer]] = {
    "example": example, "documents": documents, "trash": trash, "put-back": put_back, "wipe": wipe,
    "duplicate": duplicate, "file": file,
}  # fmt: skip
"""What the board may ask for that is not about the draft shown, by name."""
