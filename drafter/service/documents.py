"""Open drafts, shared by every window: each change is committed before anyone is shown it; runs belong to the document."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol
from weakref import WeakValueDictionary

from drafter import loop, pipeline, remembering
from drafter.editing import instructing, undoing
from drafter.engines import Engine, offline, open_engine
from drafter.errors import InputError, StaleError, TargetError
from drafter.events import Ended, Event, Prose
from drafter.schema import Draft
from drafter.service.history import History, StoredHistory, Turn
from drafter.settings import Settings, read_settings

if TYPE_CHECKING:
    from drafter.store import Store  # heavy: SQLAlchemy

KEPT_OPEN = 32
"""Documents that stay in memory after their last use; beyond them the store's copy is read again."""

MOST_RUNNING = 8
"""Drafts of one named owner that may be written at once."""

TEXTS_REMEMBERED = 700
"""Texts beyond which what the checks have read is forgotten when a run ends; some 15 KB each."""

_TRIES = 20
"""How often a change is made again because another process changed the draft in between."""

Change = Callable[[Draft], Draft]


class Commit(Protocol):
    """Called with each new value and the revision that it is laid over, before it can be seen. Where the writer made a step, also
    with the draft before it and what the step is, to be filed with the value.
    """

    def __call__(self, draft: Draft, over: int, before: Draft | None = None, turn: Turn = "done", /) -> None:
        """Keep the value; `StaleError` when another stands there."""
        ...


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
                try:
                    if self._commit is not None and turn is not None:
                        self._commit(new, before.rev, before, turn)
                    elif self._commit is not None:
                        self._commit(new, before.rev)
                except StaleError:
                    if self._reload is None:
                        raise
                    self._draft = self._reload()
                    continue
                self._draft = new
                if turn is not None:
                    self._history.note(undoing.Step(before, new), turn)
                return new
            raise StaleError("the draft is being changed elsewhere all the time; try again")

    def act(self, change: Change) -> Draft:
        """A change by the writer's hand: as `change`, and it can be undone."""
        return self._change(change, "done")

    def undo(self) -> Draft:
        """Take the writer's last step back; what was changed by others since stays. `TargetError` if there is none."""
        return self._turn_back("undone", "nothing is left to undo")

    def redo(self) -> Draft:
        """Take the last undo back."""
        return self._turn_back("redone", "nothing is left to redo")

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps can be undone, and how many redone."""
        return self._history.counts

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


@dataclass(frozen=True)
class Order:
    """What a run is to do, and how: items to write (none: all that are not done) and an instruction; who outlines, whether
    the offline sentences may stand in, and what it may cost in tokens (0: as the settings say).
    """

    targets: tuple[str, ...] = ()
    instruction: str = ""
    outline: Literal["model", "rule"] = "model"
    fallback: bool = True
    max_tokens: int = 0


class Job:
    """A run in the background. Closing a window stops nothing; `stop` does, within a second."""

    def __init__(self, document: Document, engine: Engine, order: Order, settings: Settings) -> None:
        self.document = document
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
        written = pipeline.write(
            self.draft, engine, order.targets, order.instruction, concurrency=settings.concurrency,
            outline_by=order.outline, fallback=order.fallback, max_tokens=order.max_tokens or settings.max_tokens,
        )  # fmt: skip
        try:
            async with aclosing(written) as events:
                async for event in events:
                    if isinstance(event, Prose):
                        self._streamed.add(event.item)
                    self.document.fold(event)
                    self._events.put(event)
                    if isinstance(event, Ended):
                        self.why = event.why
        except asyncio.CancelledError:  # what it has cost until then is kept with what it has finished
            self.why = "stopped"
            if (spent := engine.usage.since(before)).calls:
                self.document.fold(Ended(spent, "stopped"))
            raise
        except Exception as error:
            self.why, self.error = str(error) or type(error).__name__, error
            raise
        finally:  # here, not when the future is done: one that is stopped counts as done before its calls are broken off
            self._end()

    def _finish(self, _future: object) -> None:
        """A run that was stopped before it began; all others end by themselves."""
        if not self._begun:
            self.why = "stopped"
            self._end()

    def _end(self) -> None:
        remembering.forget(TEXTS_REMEMBERED)
        self._future = None  # the future holds this very job: without it, what is over is freed at once
        self.document.let_go(self, self._streamed)
        self._over.set()
        self._events.put(None)


def start(
    document: Document,
    targets: Sequence[str] = (),
    instruction: str = "",
    *,
    engine: Engine | None = None,
    settings: Settings | None = None,
    order: Order | None = None,
) -> Job:
    """Write in the background: everything not done yet, or the target items again with an instruction.

    `order` says all of it at once, and how; targets and instruction are then left out.
    """
    chosen = engine or open_engine(document.draft.request.engine, settings or read_settings())
    order = order or Order(tuple(targets), instruction)
    instruction = order.instruction
    if chosen.name == "offline" and instruction:
        offline.wishes(instruction, document.draft.request.language)  # says what it can do when it cannot do this
    elif instruction and len(order.targets) == 1:
        target = order.targets[0]
        document.change(lambda draft: instructing.note_figures(draft, target, instruction))
    return Job(document, chosen, order, settings or read_settings())


class Desk:
    """The documents that are open, one a draft whoever looks at it, on the store that keeps them.

    `engine` makes the engine of every run; None: the one that the draft's form names. Idle documents beyond `KEPT_OPEN`
    are let go; one that a window or a run holds is never opened twice.
    """

    def __init__(self, store: Store, engine: Callable[[], Engine] | None = None) -> None:
        self.store = store
        self._engine = engine
        self._open: WeakValueDictionary[str, Document] = WeakValueDictionary()
        self._recent: OrderedDict[str, Document] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, draft: Draft, owner: str = "") -> Document:
        """Put a new draft into the store, and open it."""
        self.store.add(draft, owner)
        with self._lock:
            return self._keep(self._document(draft, owner))

    def take_in(self, draft: Draft, owner: str = "") -> Document:
        """Put a draft that came in a file into the store, and open it. Where its id is taken (the copy came from a colleague, or
        came before) it gets one of its own.
        """
        return self.add(draft.model_copy(update={"id": Draft().id}) if self.store.has(draft.id) else draft, owner)

    def open(self, name: str, owner: str = "") -> Document:
        """The document of that draft; `InputError` if the owner has none of that id."""
        with self._lock:
            document = self._open.get(name)
            if document is None or document.owner != owner:
                document = self._document(self.store.load(name, owner), owner)
            return self._keep(document)

    def _document(self, draft: Draft, owner: str) -> Document:
        reload = partial(self.store.load, draft.id, owner)
        history = StoredHistory(self.store, draft.id, owner)
        return Document(draft, partial(self.store.save, owner=owner), reload, owner, history)

    def _keep(self, document: Document) -> Document:
        """Have the document open, and the one least looked at let go."""
        name = document.draft.id
        self._open[name] = document
        self._recent[name] = document
        self._recent.move_to_end(name)
        while len(self._recent) > KEPT_OPEN:
            self._recent.popitem(last=False)
        return document

    def start(self, document: Document, targets: Sequence[str] = (), instruction: str = "") -> Job:
        """Write in the background, as `start`; `InputError` when a named owner has `MOST_RUNNING` runs going already."""
        if document.owner and self._running(document.owner) >= MOST_RUNNING:
            raise InputError(f"{MOST_RUNNING} of your drafts are being written; wait for one, or stop it")
        return start(document, targets, instruction, engine=self._engine() if self._engine else None)

    def _running(self, owner: str) -> int:
        with self._lock:
            return sum(document.running for document in list(self._open.values()) if document.owner == owner)

    def trash(self, name: str, owner: str = "") -> None:
        """Stop what runs on a draft and put it into the trash; `store.restore` brings it back."""
        self.open(name, owner).stop()
        self.store.trash(name, owner)

    def wipe(self, owner: str = "", name: str = "") -> int:
        """Delete one draft, or all of the owner's, for good; how many."""
        with self._lock:
            gone = [d for key, d in list(self._open.items()) if d.owner == owner and name in {"", key}]
            for document in gone:
                self._open.pop(document.draft.id, None)
                self._recent.pop(document.draft.id, None)
        for document in gone:
            document.stop()
        return self.store.wipe(owner, name)
