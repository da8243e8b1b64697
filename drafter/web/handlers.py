"""What the page's buttons do. Each handler calls `service` and returns values; documents live at the desk and in the store.

`owner` is whose drafts may be seen: the user that the proxy names, empty where there is only one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from drafter import service
from drafter.errors import DrafterError, ExportRefused, InputError
from drafter.schema import PARTS, PartName, Request
from drafter.service import Desk, Document
from drafter.web import board, wording

TICK = 0.08
"""Seconds between two looks at a running document."""


def begin(desk: Desk, notes: str, form: dict[str, Any], owner: str = "") -> str:
    """A new document from the notes and the form, drafting started; its id. Raises `DrafterError` in one line."""
    fields: dict[str, Any] = {name: str(value or "").strip() for name, value in form.items() if name != "length"}
    request = Request(**fields, length=_length(form.get("length")))
    document = desk.add(service.new_draft(notes, request), owner)
    desk.start(document)
    return document.draft.id


def _length(value: object) -> int:
    try:
        return max(0, int(float(str(value or 0))))
    except ValueError as error:
        raise InputError(f"the length is {value!r}; a whole number is expected") from error


def look(desk: Desk, name: str, language: str, owner: str = "") -> dict[str, Any]:
    """The board as it is now; the empty board for a draft that is not there (any more)."""
    document = find(desk, name, owner)
    return board.show(document, language, busy=document is not None and document.running)


def find(desk: Desk, name: str, owner: str = "") -> Document | None:
    """The owner's document of that id, None if there is none (any more)."""
    try:
        return desk.open(name, owner) if name else None
    except InputError:
        return None


async def follow(desk: Desk, name: str, language: str, owner: str = "") -> AsyncIterator[dict[str, Any]]:
    """The board, again and again while jobs run on the document, and once when they are over."""
    document = find(desk, name, owner)
    last: tuple[int, int] | None = None
    while document is not None and document.running:
        now = (document.draft.rev, sum(map(len, document.partial.values())))
        if now != last:
            last = now
            yield board.show(document, language, busy=True)
        await asyncio.sleep(TICK)
    yield board.show(document, language)


def why(desk: Desk, name: str, owner: str = "") -> str:
    """What ended the last run on a document, if it was an error; told once."""
    document = find(desk, name, owner)
    return document.why() if document else ""


def act(desk: Desk, event: dict[str, Any], owner: str = "") -> None:
    """Carry out what was clicked on the board; raises `DrafterError` in one line."""
    document = desk.open(str(event.get("doc", "")), owner)
    item, op = str(event.get("item", "")), event.get("op")
    if op == "stop":
        document.stop()
    elif op == "redo":
        desk.start(document, (item,), str(event.get("text", ""))[:500])
    elif op == "part":
        desk.start(document, service.find_targets(document.draft, _part(event.get("part"))))
    elif op == "edit":
        document.act(
            lambda d: service.edit(
                d, item, str(event.get("text", "")), str(event.get("heading", "")) if item != "opening" else None
            )
        )
    elif op == "lock":
        document.act(lambda d: service.lock(d, item, locked=bool(event.get("locked"))))
    elif op == "restore":
        document.act(lambda d: service.restore(d, item, int(event.get("number", 0))))
    else:
        raise InputError(f"{op!r} is nothing that the board can do")


def _part(name: object) -> PartName:
    found = next((part for part in PARTS if part == name), None)
    if found is None:
        raise InputError(f"{name!r} is no part; known are {', '.join(PARTS)}")
    return found


def download(
    desk: Desk, name: str, copy: service.Copy, language: str, owner: str = "", *, anyway: bool = False
) -> tuple[str, str]:
    """Where the owner's Word file is to be fetched, or an empty path and what stands in the way, in the page's language."""
    document = find(desk, name, owner)
    if document is None:
        return "", wording.page(language)["empty"]
    try:
        service.export(document.draft, "docx", copy, anyway=anyway)
    except ExportRefused as error:
        first = getattr(error.open_findings[0], "message", "")
        text = wording.page(language)["refused"]
        return "", text.replace("{count}", str(len(error.open_findings))).replace("{first}", first)
    except DrafterError as error:
        return "", str(error)
    return f"drafts/{name}/{copy}.docx" + ("?anyway=true" if anyway else ""), ""
