"""The desk: the documents that are open, one a draft whoever looks at it, on the store that keeps them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from drafter.engines import Engine
from drafter.errors import InputError
from drafter.pipeline import REST, Order
from drafter.schema import Draft
from drafter.service.documents import Change, Document, Job, start
from drafter.service.history import StoredHistory

if TYPE_CHECKING:
    from drafter.store import Store  # heavy: SQLAlchemy

KEPT_OPEN = 32
"""Documents that stay in memory after their last use; beyond them the store's copy is read again."""

MOST_RUNNING = 8
"""Drafts of one named owner that may be written at once."""


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

    def start(self, document: Document, order: Order = REST, change: Change | None = None) -> Job:
        """Write in the background, as `start`; `InputError` when a named owner has `MOST_RUNNING` runs going already."""
        if document.owner and self._running(document.owner) >= MOST_RUNNING:
            raise InputError(f"{MOST_RUNNING} of your drafts are being written; wait for one, or stop it")
        engine = self._engine() if self._engine else None
        return start(document, order, engine=engine, change=change)

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
