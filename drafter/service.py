"""What a person can do: draft, continue, redraft, edit, decide, check, export; and who owns a running job.

`Document` is an open draft that several jobs and hands may change at once; every change is committed before
anyone is shown it. A `Job` is one run over it on the background loop.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Literal

from drafter import checks, editing, facts, formats, kinds, loop, notes, pipeline
from drafter.engines import Engine, offline, open_engine
from drafter.errors import DrafterError, ExportRefused, InputError, TargetError
from drafter.events import Ended, Event, Prose
from drafter.schema import PARTS, Decision, Draft, Filled, Finding, Note, Request
from drafter.settings import Settings, read_settings

if TYPE_CHECKING:
    from drafter.formats.layout import Layout

Copy = Literal["draft", "clean"]


class Document:
    """An open draft. `commit` is called with each new value before it can be seen (a store's write)."""

    def __init__(self, draft: Draft, commit: Callable[[Draft], None] | None = None) -> None:
        self._draft = draft
        self._commit = commit
        self._lock = threading.Lock()
        self.partial: dict[str, str] = {}
        """Prose in flight, by item id: shown while it streams, never kept."""

    @property
    def draft(self) -> Draft:
        """The newest committed value; may be read from any thread."""
        return self._draft

    def change(self, change: Callable[[Draft], Draft]) -> Draft:
        """Replace the draft by `change(draft)`, one change at a time; what `change` raises leaves it as it was."""
        with self._lock:
            new = change(self._draft)
            if new is not self._draft and self._commit is not None:
                self._commit(new)
            self._draft = new
            return new

    def fold(self, event: Event) -> None:
        """Fold an event of a run in."""
        if isinstance(event, Prose):
            before = "" if event.again else self.partial.get(event.item, "")
            self.partial[event.item] = before + event.delta
            return
        self.change(lambda draft: pipeline.apply(draft, event))
        item = getattr(event, "item", None)
        if item is not None:
            self.partial.pop(item.id, None)


class Job:
    """A run in the background. Closing a window stops nothing; `stop` does, within a second."""

    def __init__(self, document: Document, engine: Engine, targets: Sequence[str], instruction: str) -> None:
        self.document = document
        self.why = ""
        self.error: BaseException | None = None
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._over = threading.Event()
        self._future = loop.submit(self._run(engine, tuple(targets), instruction))
        self._future.add_done_callback(self._finish)

    @property
    def draft(self) -> Draft:
        """The newest value of the draft."""
        return self.document.draft

    @property
    def done(self) -> bool:
        """Whether the run is over, for whatever reason; `why` and `error` say which."""
        return self._over.is_set()

    def events(self) -> Iterator[Event]:
        """Each event once, as it happens, until the run is over; raises what ended the run, if anything did."""
        while (event := self._events.get()) is not None:
            yield event
        if self.error is not None:
            raise self.error

    def wait(self, timeout: float | None = None) -> Draft:
        """Wait for the end (seconds; None: as long as it takes) and return the draft; raises what ended the run."""
        self._over.wait(timeout)
        if self.error is not None:
            raise self.error
        return self.draft

    def stop(self, timeout: float = 1.0) -> Draft:
        """End the run; everything finished stays. Returns the draft as it stands."""
        self._future.cancel()
        self._over.wait(timeout)
        return self.draft

    async def _run(self, engine: Engine, targets: tuple[str, ...], instruction: str) -> None:
        settings = read_settings()
        written = pipeline.write(self.draft, engine, targets, instruction, concurrency=settings.concurrency)
        async for event in written:
            self.document.fold(event)
            self._events.put(event)
            if isinstance(event, Ended):
                self.why = event.why

    def _finish(self, _future: object) -> None:
        try:
            self._future.result()
        except CancelledError:
            self.why = "stopped"
        except DrafterError as error:
            self.why, self.error = str(error), error
        finally:
            self.document.partial.clear()
            self._over.set()
            self._events.put(None)


def new_draft(text: str | Sequence[Note], request: Request | None = None) -> Draft:
    """Read notes into a draft without a report yet: notes, facts, and a form filled from both.

    `InputError` when the notes hold nothing to report.
    """
    lines = notes.read_notes(text) if isinstance(text, str) else tuple(text)
    asked = kinds.complete_request(request or Request(), lines)
    return facts.understand(Draft(request=asked, notes=lines))


def start(
    document: Document,
    targets: Sequence[str] = (),
    instruction: str = "",
    *,
    engine: Engine | None = None,
    settings: Settings | None = None,
) -> Job:
    """Write in the background: everything not done yet, or the target items again with an instruction."""
    chosen = engine or open_engine(document.draft.request.engine, settings or read_settings())
    if chosen.name == "offline" and instruction:
        offline.wishes(instruction, document.draft.request.language)  # says what it can do when it cannot do this
    return Job(document, chosen, targets, instruction)


def draft(notes_text: str, *, engine: Engine | None = None, **form: str | int) -> Draft:
    """Rough notes to a finished draft; `form` takes the fields of `Request` (`unit=…, period=…, kind=…`)."""
    request = editing.request_from(form)
    return start(Document(new_draft(notes_text, request)), engine=engine).wait()


def redraft(draft: Draft, target: str, instruction: str = "", *, engine: Engine | None = None) -> Draft:
    """Write one part or one item again (`problems`, `problems/2`, or an item id); nothing else changes."""
    targets = find_targets(draft, target)
    return start(Document(draft), targets, instruction, engine=engine).wait()


def check(draft: Draft) -> tuple[Finding, ...]:
    """Every open finding of the draft, errors first; confirmed ones are left out."""
    return checks.check_draft(draft)


def export(
    draft: Draft,
    format: str = "docx",  # noqa: A002  # the word of the command line
    copy: Copy = "draft",
    *,
    anyway: bool = False,
    layout: Layout | str = "",
) -> bytes:
    """The report as a file's bytes, in a layout (`formats.layout_for`; none: the language's own).

    A clean copy raises `ExportRefused` while errors or placeholders are open.
    """
    if draft.report is None:
        raise InputError("this draft has no report yet; write it first")
    found = check(draft)
    if copy == "clean" and not anyway and (stops := checks.blocking(found)):
        more = f" and {len(stops) - 1} more" if len(stops) > 1 else ""
        raise ExportRefused(
            f"a clean copy is refused while this is open: {stops[0].message}{more}; settle it, or export anyway", stops
        )
    return formats.write(draft, format, copy, found, layout)


def edit(draft: Draft, item: str, text: str, heading: str | None = None) -> Draft:
    """Put the writer's own words into an item; each sentence gets its sources back by alignment."""
    return editing.edit_item(draft, item, text, heading, pipeline.now())


def restore(draft: Draft, item: str, number: int) -> Draft:
    """Make version `number` (counted from 1) of an item the one that stands; it is added, none is lost."""
    return editing.restore_version(draft, item, number, pipeline.now())


def lock(draft: Draft, item: str, *, locked: bool = True) -> Draft:
    """Lock an item against every run, or unlock it."""
    return editing.lock_item(draft, item, locked=locked)


def decide(draft: Draft, decision: Decision) -> Draft:
    """Record a ruling of the writer and read the facts anew under it; a filled placeholder is filled in the text too."""
    ruled = facts.understand(draft.model_copy(update={"decisions": (*draft.decisions, decision), "rev": draft.rev + 1}))
    if isinstance(decision, Filled):
        name = decision.placeholder.partition("#")[0]
        before = next((fact for fact in draft.facts if fact.id == name), None)
        return editing.fill_sentences(ruled, decision, before, pipeline.now()) if before else ruled
    return ruled


def add_notes(draft: Draft, text: str, origin: str = "") -> Draft:
    """Notes that came later: new lines are read and placed, items that need them planned again; `start` goes on from there.

    Lines that the draft has already are passed over. Hand-written and locked items are left alone; what is stale is found
    by `check`. `InputError` when there is nothing new.
    """
    known = {note.text.strip() for note in draft.notes}
    fresh = "\n".join(line for line in text.splitlines() if line.strip() and line.strip() not in known)
    if not fresh:
        raise InputError("every line of these notes is in the draft already")
    last = max((note.id for note in draft.notes), default=0)
    name = origin or f"later-{last + 1}"
    added = notes.read_notes(
        fresh, name if name not in {n.origin for n in draft.notes} else f"{name}-{last + 1}", first=last + 1
    )
    read = facts.understand(draft.model_copy(update={"notes": (*draft.notes, *added), "rev": draft.rev + 1}))
    return pipeline.place(read) if read.report is not None else read


def take_text(draft: Draft, text: str) -> tuple[Draft, tuple[str, ...]]:
    """Edits made by hand in the exported Markdown or text come back as versions; the paragraphs that fit nowhere are returned."""
    return editing.take_text(draft, text, pipeline.now())


def find_items(draft: Draft, target: str = "") -> tuple[str, ...]:
    """The item ids behind a target, locked ones included; none: all items of the report."""
    if draft.report is None:
        raise TargetError("this draft has no report yet; write it first")
    if not target:
        return tuple(item.id for item in draft.report.items())
    return find_targets(draft.model_copy(update={"report": editing.unlocked(draft.report)}), target)


def find_targets(draft: Draft, target: str) -> tuple[str, ...]:
    """The unlocked item ids behind `problems`, `problems/2`, `opening` or an id; `TargetError` names what there is."""
    if draft.report is None:
        raise TargetError("this draft has no report yet; write it first")
    name, _, number = target.partition("/")
    if target in {item.id for item in draft.report.items()}:
        return (target,)
    if name not in PARTS:
        raise TargetError(f"{target!r} is no part; give {', '.join(PARTS)}, one of these with /number, or opening")
    items = draft.report.part(name).items
    if not number:
        open_items = tuple(item.id for item in items if not item.locked)
        if not open_items:
            raise TargetError(f"every item of {name} is locked" if items else f"{name} has no item, only a gap")
        return open_items
    if not number.isdecimal() or not 1 <= int(number) <= len(items):
        raise TargetError(f"{target!r} does not exist; {name} has the items 1 to {len(items)}")
    return (items[int(number) - 1].id,)
