"""Named endpoints for programs: `gradio_client` can draft, go on, redo, check, export and list. README documents them."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api as add_endpoint

from drafter import service, store
from drafter.errors import DrafterError
from drafter.formats import known_copy
from drafter.schema import PARTS, Draft, Finding
from drafter.service import REST, Desk, Document, Order
from drafter.web import gate, handlers, wording

T = TypeVar("T")

TICK = 0.2
"""Seconds between two looks at a running draft: a program reads no faster, and each look costs the other writers."""


def attach(page: gr.Blocks, desk: Desk) -> None:
    """Put the endpoints onto a page; the page's own events are no part of the interface and stay private."""
    for event in page.fns.values():
        event.api_visibility = "private"
    api = _Api(desk)
    with page:
        for name, function in api.endpoints().items():
            add_endpoint(function, api_name=name, concurrency_limit=None)


class _Api:
    """The endpoints over a desk. A draft is named by its id; each caller sees their own drafts only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def endpoints(self) -> dict[str, Callable[..., Any]]:
        """Name to function."""
        return {
            "draft": self.draft,
            "continue": self.go_on,
            "redo": self.redo,
            "check": self.check,
            "export": self.export,
            "drafts": self.drafts,
        }

    async def draft(
        self, notes: str, kind: str = "", unit: str = "", period: str = "", recipient: str = "", issuer: str = "",
        author: str = "", date: str = "", length: int = 0, engine: str = "auto", request: gr.Request | None = None,
    ) -> AsyncIterator[dict[str, Any]]:  # fmt: skip
        """Draft a report from rough notes. Streams the state of the draft; the last one holds the report and what is open."""
        form = {"kind": kind, "unit": unit, "period": period, "recipient": recipient, "issuer": issuer, "author": author,
                "date": date, "length": length, "engine": engine}  # fmt: skip
        owner = owner_of(request)
        document = await asyncio.to_thread(_told, lambda: handlers.add(self._desk, notes, form, owner))
        async for frame in self._run(document):
            yield frame

    async def go_on(self, draft: str, request: gr.Request | None = None) -> AsyncIterator[dict[str, Any]]:
        """Write what a draft's earlier run left unwritten. Streams as `draft` does."""
        async for frame in self._run(self._open(draft, request)):
            yield frame

    async def redo(
        self, draft: str, target: str, instruction: str = "", request: gr.Request | None = None
    ) -> AsyncIterator[dict[str, Any]]:
        """Write a part (`problems`), an item (`problems/2`, or its id) again; nothing else changes. Streams as `draft` does."""
        document = self._open(draft, request)
        targets = _told(lambda: service.find_targets(document.draft, target))
        async for frame in self._run(document, Order(targets, instruction[:500])):
            yield frame

    def check(self, draft: str, request: gr.Request | None = None) -> list[dict[str, Any]]:
        """List what is open in a draft, errors first."""
        return [_finding(found) for found in service.check(self._open(draft, request).draft)]

    def export(
        self, draft: str, format: str = "docx", copy: str = "draft", anyway: bool = False, request: gr.Request | None = None,  # noqa: A002  # the word of the command line
    ) -> dict[str, str]:  # fmt: skip
        """Give a draft as a file: its name, and its bytes in base64. A clean copy is refused while something is open, unless anyway."""
        found = self._open(draft, request).draft
        kept = _told(lambda: known_copy(copy))
        data = _told(lambda: service.export(found, format, kept, anyway=anyway))
        return {"name": wording.file_name(found, format, kept), "base64": base64.b64encode(data).decode("ascii")}

    def drafts(self, search: str = "", state: str = "", request: gr.Request | None = None) -> list[dict[str, Any]]:
        """List the caller's drafts, last changed first; state: notes, unfinished or finished."""
        wanted = next((known for known in store.STATES if known == state), None)
        if state and wanted is None:
            raise gr.Error(f"{state!r} is no state; known are {', '.join(store.STATES)}", print_exception=False)
        return [
            vars(filed)
            for filed in _told(lambda: self._desk.store.list_drafts(owner_of(request), state=wanted, search=search))
        ]

    def _open(self, name: str, request: gr.Request | None) -> Document:
        return _told(lambda: self._desk.open(name, owner_of(request)))

    async def _run(self, document: Document, order: Order = REST) -> AsyncIterator[dict[str, Any]]:
        """Start a run and show the draft each time that it has changed; closing the connection stops nothing."""
        job = _told(lambda: self._desk.start(document, order))
        last: tuple[int, int] | None = None
        while not job.done:
            now = (document.draft.rev, sum(map(len, document.partial.values())))
            if now != last:
                last = now
                yield frame(document.draft, dict(document.partial), busy=True)
            await asyncio.sleep(TICK)
        if job.error is not None:
            raise gr.Error(str(job.error), print_exception=False)
        yield frame(document.draft, {}, busy=False)


def frame(draft: Draft, partial: dict[str, str], *, busy: bool) -> dict[str, Any]:
    """A draft as programs see it: how far it is, each item's text (in flight: what there is of it), and at the end what is open."""
    items = [] if draft.report is None else [
        {"id": item.id, "target": f"{name}/{number}", "heading": item.heading or "", "state": item.state,
         "text": partial.get(item.id, item.text)}
        for name in PARTS for number, item in enumerate(draft.report.part(name).items, 1)
    ]  # fmt: skip
    shown = {
        "draft": draft.id, "rev": draft.rev, "busy": busy, "title": draft.report.title if draft.report else "", "items": items,
    }  # fmt: skip
    if busy or draft.report is None:
        return shown
    markdown = service.export(draft, "md").decode("utf-8")
    return shown | {"markdown": markdown, "findings": [_finding(found) for found in service.check(draft)]}


def owner_of(request: gr.Request | None) -> str:
    """Whose drafts the asker may see, as the door found out."""
    return str(request.headers.get(gate.OWNER, "")) if request is not None else ""


def _finding(found: Finding) -> dict[str, Any]:
    return found.model_dump(exclude={"digest"})


def _told(work: Callable[[], T]) -> T:
    """What `work` gives; its error as the one line that the caller is told."""
    try:
        return work()
    except DrafterError as error:
        raise gr.Error(str(error), print_exception=False) from error
