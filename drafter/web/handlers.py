"""What a window asks for: a new draft, and what is new on one. Documents live at the desk and in the store, none in the page.

`owner` is whose drafts may be seen: the user that the proxy names, empty where there is only one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from drafter import editing, prompts, service
from drafter.engines.offline import OfflineEngine
from drafter.errors import InputError
from drafter.schema import Draft
from drafter.service import REST, Desk, Document, Job, Order
from drafter.store import title_of
from drafter.web import asked, board, wording

TICK = 0.08
"""Seconds between two looks at a running document."""

PATIENCE = 20.0
"""Seconds that a window's question waits for news before it is answered that there is none."""

_began: WeakKeyDictionary[Job, dict[str, int]] = WeakKeyDictionary()
"""How many versions each item that a run was asked for had when it began; none where it writes all that is planned."""

_troubles: WeakKeyDictionary[Document, tuple[int, str]] = WeakKeyDictionary()
"""The last error that ended a run of a document, numbered, so that each window tells it once."""


def begin(desk: Desk, notes: str, form: dict[str, Any], owner: str = "") -> str:
    """A new document from the notes and the form, drafting started; its id. Raises `DrafterError` in one line."""
    document = add(desk, notes, form, owner)
    desk.start(document)
    return document.draft.id


def add(desk: Desk, notes: str, form: dict[str, Any], owner: str = "") -> Document:
    """A new document from the notes and the form as typed, not written yet. Raises `DrafterError` in one line."""
    typed = {name: asked.clean(str(value or "")).strip() for name, value in form.items() if name != "length"}
    request = editing.request_from({**typed, "length": _length(form.get("length"))})
    return desk.add(service.new_draft(str(notes or ""), request), owner)


def example(desk: Desk, language: str, owner: str = "") -> str:
    """An example drafted offline, so that nobody faces an empty page; its id. One that is there already serves again."""
    drafted = service.draft(prompts.read_text(language, "example.txt"), engine=OfflineEngine())
    title = title_of(drafted)
    for filed in [filed for filed in desk.store.list_drafts(owner) if filed.title == title][:3]:
        there = desk.store.load(filed.id, owner)
        untouched = there.report is not None and all(len(item.versions) < 2 for item in there.report.items())
        if (there.notes, there.decisions) == (drafted.notes, ()) and untouched:
            return filed.id
    return desk.add(drafted, owner).draft.id


def find(desk: Desk, name: str, owner: str = "") -> Document | None:
    """The owner's document of that id, None if there is none (any more)."""
    try:
        return desk.open(name, owner) if name else None
    except InputError:
        return None


def start(desk: Desk, document: Document, order: Order = REST, change: Callable[[Draft], Draft] | None = None) -> None:
    """Write what is ordered, and remember how many versions each item had that is written again; `change` is what calls for it."""
    report = document.draft.report
    before = {item.id: len(item.versions) for item in (report.items() if report else ()) if item.id in order.targets}
    _began[desk.start(document, order, change)] = before


def _length(value: object) -> int:
    try:
        return max(0, int(float(str(value or 0))))
    except (ValueError, OverflowError) as error:
        raise InputError(f"the length is {value!r}; a whole number is expected") from error


async def look(desk: Desk, event: dict[str, Any], owner: str = "") -> dict[str, Any]:
    """What is new on a document since a window last looked: the whole board, or only the prose in flight.

    `seen` is what the window has: `[rev, tick, busy]`, anything else for all; `wait` says that the answer may wait for news.
    """
    document = find(desk, asked.clean(str(event.get("doc", ""))), owner)
    if document is None:
        return {"gone": True}
    seen = event.get("seen")
    seen = seen if isinstance(seen, list) and len(seen) == 3 else [-1, -1, None]
    waited, patience = 0.0, PATIENCE if event.get("wait") else 0.0
    while True:
        busy = document.running
        news = board.pulse(document, busy=busy)
        if [news["rev"], busy] != [seen[0], seen[2]]:
            news |= await asyncio.to_thread(board.whole, document.draft)
        elif news["tick"] == seen[1] and waited < patience:
            waited += TICK
            await asyncio.sleep(TICK)
            continue
        undone, redone = document.steps
        return news | {
            "writing": _writing(document, document.draft),
            "trouble": _trouble(document, str(event.get("language", ""))),
            "steps": [undone, redone, document.newest],
        }


def _writing(document: Document, draft: Draft) -> list[str]:
    """The items that a run has yet to finish."""
    items = draft.report.items() if draft.report else ()
    running = [_began.get(job, {}) for job in document.jobs if not job.done]
    return [
        item.id
        for item in items
        if any(len(item.versions) == began[item.id] if item.id in began else not began and item.state == "planned" and item.facts for began in running)
    ]  # fmt: skip


def _trouble(document: Document, language: str) -> tuple[int, str]:
    number, text = _troubles.get(document, (0, ""))
    if why := document.why():
        _troubles[document] = number, text = number + 1, why
    return number, wording.error(language, text)
