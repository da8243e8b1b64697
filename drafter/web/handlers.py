"""What the page's buttons do. Each handler calls `service` and returns values; the documents live here, not in the page."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from drafter import service
from drafter.engines import Engine
from drafter.errors import DrafterError, ExportRefused, InputError
from drafter.schema import PARTS, PartName, Request
from drafter.service import Document, Job
from drafter.web import board, wording

TICK = 0.08
"""Seconds between two looks at a running document."""


class Desk:
    """The documents that are open and the jobs that run on them. `engine` makes an engine, None: by the settings."""

    def __init__(self, engine: Callable[[], Engine] | None = None) -> None:
        self._documents: dict[str, Document] = {}
        self._jobs: dict[str, list[Job]] = {}
        self._lock = threading.Lock()
        self._engine = engine

    def open(self, document: Document) -> str:
        """Keep a document and return its id."""
        with self._lock:
            self._documents[document.draft.id] = document
        return document.draft.id

    def document(self, name: str) -> Document | None:
        """The document of that id, None if there is none (any more)."""
        return self._documents.get(name)

    def start(self, document: Document, targets: tuple[str, ...] = (), instruction: str = "") -> Job:
        """Run a job on a document."""
        job = service.start(document, targets, instruction, engine=self._engine() if self._engine else None)
        with self._lock:
            running = [old for old in self._jobs.get(document.draft.id, []) if not old.done]
            self._jobs[document.draft.id] = [*running, job]
        return job

    def running(self, name: str) -> list[Job]:
        """The jobs still running on a document."""
        return [job for job in self._jobs.get(name, []) if not job.done]

    def why(self, name: str) -> str:
        """What ended the last job, if it was an error; told once."""
        jobs = self._jobs.get(name, [])
        errors = [str(job.error) for job in jobs if job.done and job.error is not None]
        self._jobs[name] = [job for job in jobs if not job.done]
        return errors[-1] if errors else ""

    def stop(self, name: str) -> None:
        """Stop everything that runs on a document."""
        for job in self.running(name):
            job.stop()


def begin(desk: Desk, notes: str, form: dict[str, Any]) -> str:
    """A new document from the notes and the form, drafting started; its id. Raises `DrafterError` in one line."""
    fields: dict[str, Any] = {name: str(value or "").strip() for name, value in form.items() if name != "length"}
    request = Request(**fields, length=_length(form.get("length")))
    document = Document(service.new_draft(notes, request))
    name = desk.open(document)
    desk.start(document)
    return name


def _length(value: object) -> int:
    try:
        return max(0, int(float(str(value or 0))))
    except ValueError as error:
        raise InputError(f"the length is {value!r}; a whole number is expected") from error


async def follow(desk: Desk, name: str, language: str) -> AsyncIterator[dict[str, Any]]:
    """The board, again and again while jobs run on the document, and once when they are over."""
    document = desk.document(name)
    last: tuple[int, int] | None = None
    while document is not None and desk.running(name):
        now = (document.draft.rev, sum(map(len, document.partial.values())))
        if now != last:
            last = now
            yield board.show(document, language, busy=True)
        await asyncio.sleep(TICK)
    yield board.show(document, language)


def act(desk: Desk, event: dict[str, Any]) -> None:
    """Carry out what was clicked on the board; raises `DrafterError` in one line."""
    document = desk.document(str(event.get("doc", "")))
    if document is None:
        raise InputError("this draft is no longer open; draft it again")
    item, op = str(event.get("item", "")), event.get("op")
    if op == "stop":
        desk.stop(document.draft.id)
    elif op == "redo":
        desk.start(document, (item,), str(event.get("text", ""))[:500])
    elif op == "part":
        desk.start(document, service.find_targets(document.draft, _part(event.get("part"))))
    elif op == "edit":
        document.change(
            lambda d: service.edit(
                d, item, str(event.get("text", "")), str(event.get("heading", "")) if item != "opening" else None
            )
        )
    elif op == "lock":
        document.change(lambda d: service.lock(d, item, locked=bool(event.get("locked"))))
    elif op == "restore":
        document.change(lambda d: service.restore(d, item, int(event.get("number", 0))))
    else:
        raise InputError(f"{op!r} is nothing that the board can do")


def _part(name: object) -> PartName:
    found = next((part for part in PARTS if part == name), None)
    if found is None:
        raise InputError(f"{name!r} is no part; known are {', '.join(PARTS)}")
    return found


def download(desk: Desk, name: str, copy: service.Copy, language: str, *, anyway: bool = False) -> tuple[str, str]:
    """A Word file's path, or an empty path and what stands in the way, in the page's language."""
    document = desk.document(name)
    if document is None:
        return "", wording.page(language)["empty"]
    try:
        data = service.export(document.draft, "docx", copy, anyway=anyway)
    except ExportRefused as error:
        first = getattr(error.open_findings[0], "message", "")
        text = wording.page(language)["refused"]
        return "", text.replace("{count}", str(len(error.open_findings))).replace("{first}", first)
    except DrafterError as error:
        return "", str(error)
    report = document.draft.report
    title = "".join(c for c in (report.title if report else "report") if c not in '\\/:*?"<>|\n')[:80].strip(" .")
    path = Path(tempfile.mkdtemp(prefix="drafter-")) / f"{title or 'report'}.docx"
    path.write_bytes(data)
    return str(path), ""
