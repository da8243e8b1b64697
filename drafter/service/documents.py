"""Open drafts, shared by every window: each change is committed before anyone is shown it; runs belong to the document."""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from drafter import loop, pipeline, remembering
from drafter.editing import instructing, undoing
from drafter.engines import Engine, offline, open_engine
from drafter.errors import StaleError, StoreError, TargetError
from drafter.events import Ended, Event, Prose
from drafter.pipeline import REST, Order
from drafter.schema import Draft
from drafter.service.history import History, Turn
from drafter.settings import Settings, read_settings

TEXTS_REMEMBERED = 700
"""Texts beyond which what the checks have read is forgotten when a run ends; some 15 KB each."""

_TRIES = 20
"""How often a change is made again because another process changed the draft in between."""

Change = Callable[[Draft], Draft]


class Commit(Protocol):
    """Called with each new value and the revision that it is laid over, before it can be seen. Where the writer made a step, also
    with the draft before it and what the step is, to be filed with the value.
    """

    def __call__(self, draft: Draft, over: int, before: Draft | None = None, turn: Turn = "done", /) -> int | None:
        """Keep the value, and say under which number a step was filed; `StaleError` when another value stands there."""
        ...


@dataclass(frozen=True)
class Began:
    """The step that a run belongs to, and its number among the writer's steps."""

    number: int
    step: undoing.Step


class Document:
    """An open draft that several windows and runs may change at once.

    `commit(new, over)` is called with each new value, and the revision that it is laid over, before it can be seen (a
    store's write). When it raises `StaleError`, another process was faster: `reload` brings that process's value and
    the change is made on it again.
    """

    def __init__(
        self,
        draft: Draft,
        commit: Commit | None = None,
        reload: Callable[[], Draft] | None = None,
        owner: str = "",
        history: History | None = None,
    ) -> None:
        self.owner = owner
        self.partial: dict[str, str] = {}
        """Prose in flight, by item id: shown while it streams, never kept."""
        self.jobs: list[Job] = []
        """Runs over this document that go on."""
        self._trouble = ""
        self._draft = draft
        self._commit = commit
        self._reload = reload
        self._lock = threading.RLock()
        self._history = history or History()

    @property
    def draft(self) -> Draft:
        """The newest committed value; may be read from any thread."""
        return self._draft

    def change(self, change: Change) -> Draft:
        """Replace the draft by `change(draft)`, one change at a time; what `change` raises leaves it as it was."""
        return self._change(change, None)

    def _change(self, change: Change, turn: Turn | None) -> Draft:
        with self._lock:
            for _ in range(_TRIES):
                before = self._draft
                new = change(before)
                if new is before:
                    return before
                if new.rev <= before.rev:
                    new = new.model_copy(update={"rev": before.rev + 1})
                number = None
                try:
                    if self._commit is not None and turn is not None:
                        number = self._commit(new, before.rev, before, turn)
                    elif self._commit is not None:
                        self._commit(new, before.rev)
                except StaleError:
                    if self._reload is None:
                        raise
                    self._draft = self._reload()
                    continue
                self._draft = new
                if turn is not None:
                    self._history.note(undoing.Step(before, new), turn, number)
                return new
            raise StaleError("the draft is being changed elsewhere all the time; try again")

    def act(self, change: Change) -> Draft:
        """A change by the writer's hand: as `change`, and it can be undone."""
        return self._change(change, "done")

    def begin(self, change: Change | None = None) -> Began:
        """As `act`, for a run whose words belong to the same step: it is filed whatever `change` does, to be amended."""
        held: list[Draft] = []

        def begun(draft: Draft) -> Draft:
            held[:] = [draft]
            new = change(draft) if change else draft
            return draft.model_copy(update={"rev": draft.rev + 1}) if new is draft else new

        with self._lock:
            after = self._change(begun, "done")
            return Began(self._history.newest, undoing.Step(held[0], after))

    def amend(self, began: Began, after: Draft) -> None:
        """The step of a run that is over did all this; one that changed nothing to be seen is none."""
        step = undoing.Step(began.step.before, after)
        with self._lock:
            self._history.amend(began.number, step if undoing.shows(step) else None)

    def undo(self) -> Draft:
        """Take the writer's last step back, and end the run that belongs to it; what was changed by others since stays.

        `TargetError` if there is none.
        """
        newest = self._history.newest
        for job in [job for job in self.jobs if job.began is not None and job.began.number == newest]:
            job.stop()
            if self._history.newest != newest:
                return self._draft  # it had written nothing yet
        return self._turn_back("undone", "nothing is left to undo")

    def redo(self) -> Draft:
        """Take the last undo back."""
        return self._turn_back("redone", "nothing is left to redo")

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps can be undone, and how many redone."""
        return self._history.counts

    @property
    def newest(self) -> int:
        """The number of the step that is undone next, 0 if there is none."""
        return self._history.newest

    def _turn_back(self, turn: Literal["undone", "redone"], nothing: str) -> Draft:
        with self._lock:
            last = self._history.last(undone=turn == "redone")
            if last is None:
                raise TargetError(nothing)
            try:
                return self._change(lambda draft: undoing.revert(draft, last, pipeline.now()), turn)
            except TargetError:
                self._history.drop(undone=turn == "redone")
                raise

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

    @property
    def running(self) -> bool:
        """Whether a run over this document goes on."""
        return any(not job.done for job in self.jobs)

    def stop(self) -> None:
        """Stop every run over this document; what is finished stays."""
        for job in tuple(self.jobs):
            job.stop()

    def why(self) -> str:
        """What ended the last run that an error ended; told once."""
        told, self._trouble = self._trouble, ""
        return told

    def let_go(self, job: Job, streamed: Iterable[str]) -> None:
        """A run is over: its prose in flight is void, and its error waits to be told."""
        self.jobs = [other for other in self.jobs if other is not job]
        for item in streamed:
            self.partial.pop(item, None)
        if job.error is not None:
            self._trouble = job.why


class Job:
    """A run in the background. Closing a window stops nothing; `stop` does, within a second."""

    def __init__(
        self, document: Document, engine: Engine, order: Order, settings: Settings, began: Began | None = None
    ) -> None:
        self.document = document
        self.began = began
        self._after = began.step.after if began else None
        self.why = ""
        self.error: BaseException | None = None
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._begun = False
        self._over = threading.Event()
        self._streamed: set[str] = set()
        document.jobs = [*document.jobs, self]
        self._future: Future[None] | None = None
        future = loop.submit(self._run(engine, order, settings))
        if not self.done:
            self._future = future
        future.add_done_callback(self._finish)

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
        if (future := self._future) is not None:
            future.cancel()
        self._over.wait(timeout)
        return self.draft

    async def _run(self, engine: Engine, order: Order, settings: Settings) -> None:
        self._begun = True
        before = engine.usage
        order = order if order.max_tokens else replace(order, max_tokens=settings.max_tokens)
        written = pipeline.write(self.draft, engine, order, concurrency=settings.concurrency)
        try:
            async with aclosing(written) as events:
                async for event in events:
                    if isinstance(event, Prose):
                        self._streamed.add(event.item)
                    self.document.fold(event)
                    if self._after is not None and not isinstance(event, Ended):
                        self._after = pipeline.apply(self._after, event)
                    self._events.put(event)
                    if isinstance(event, Ended):
                        self.why = event.why
        except asyncio.CancelledError:  # what it has cost until then is kept with what it has finished
            self.why = "stopped"
            if (spent := engine.usage.since(before)).calls:
                self.document.fold(Ended(spent, "stopped"))
            raise
        finally:  # here, not when the future is done: one that is stopped counts as done before its calls are broken off
            self._end(sys.exception())

    def _finish(self, _future: object) -> None:
        """A run that was stopped before it began; all others end by themselves."""
        if not self._begun:
            self.why = "stopped"
            self._end()

    def _end(self, error: BaseException | None = None) -> None:
        """The run is over, by this error if by any; it is handed to whoever waits."""
        if error is not None and not isinstance(error, asyncio.CancelledError):
            self.why, self.error = str(error) or type(error).__name__, error
        remembering.forget(TEXTS_REMEMBERED)
        if self.began is not None and self._after is not None:
            try:
                self.document.amend(self.began, self._after)
            except StoreError as failed:  # the words are kept, but they cannot be undone
                self.why, self.error = str(failed), self.error or failed
        self._after = None
        self._future = None  # the future holds this very job: without it, what is over is freed at once
        self.document.let_go(self, self._streamed)
        self._over.set()
        self._events.put(None)


def start(
    document: Document,
    order: Order = REST,
    *,
    engine: Engine | None = None,
    settings: Settings | None = None,
    change: Change | None = None,
) -> Job:
    """Write in the background: everything not done yet, or what is ordered; without a limit of its own up to that of the settings.

    `change` is what the writer did that calls for the run: both are one step, and undone as one.
    """
    chosen = engine or open_engine(document.draft.request.engine, settings or read_settings())
    composes = chosen.name != "offline"
    if not composes:
        offline.refuse_unknown(order.instruction, document.draft.request.language)

    def prepare(draft: Draft) -> Draft:
        """What the writer did, and then what the instruction tells."""
        changed = change(draft) if change else draft
        if composes and order.instruction and len(order.targets) == 1:
            return instructing.note_figures(changed, order.targets[0], order.instruction)
        return changed

    began = None
    if document.draft.report is not None:
        began = document.begin(prepare)
    else:
        document.act(prepare)
    return Job(document, chosen, order, settings or read_settings(), began)
