"""The writer's steps on a draft, to be undone and redone: in memory, or in the store, where they outlive the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from drafter.editing.undoing import Step

if TYPE_CHECKING:
    from drafter.store import Store  # heavy: SQLAlchemy

Turn = Literal["done", "undone", "redone"]
"""What a step is: a new one, one that takes the last back, one that takes the last undo back."""

MOST = 50
"""Steps of the writer that can be undone, in memory; the store has its own limit."""


class History:
    """Steps in memory, each with its number: the newest is undone first. A new step ends what could be redone."""

    def __init__(self) -> None:
        self._done: list[tuple[int, Step]] = []
        self._undone: list[tuple[int, Step]] = []
        self._last = 0

    @property
    def counts(self) -> tuple[int, int]:
        """How many steps can be undone, and how many redone."""
        return len(self._done), len(self._undone)

    @property
    def newest(self) -> int:
        """The number of the step that is undone next, 0 if there is none."""
        return self._done[-1][0] if self._done else 0

    def last(self, *, undone: bool) -> Step | None:
        """The step that is undone next (or redone), None if there is none."""
        steps = self._undone if undone else self._done
        return steps[-1][1] if steps else None

    def drop(self, *, undone: bool) -> None:
        """Give the last step up: it cannot be taken back any more, and is not in the way of those before it."""
        (self._undone if undone else self._done).pop()

    def note(self, step: Step, turn: Turn, number: int | None = None) -> None:
        """A step was committed; `number` is the store's own."""
        self._last = number or self._last + 1
        if turn == "undone":
            self._done.pop()
            self._undone.append((self._last, step))
            return
        if turn == "redone":
            self._undone.pop()
        else:
            self._undone.clear()
        self._done = [*self._done, (self._last, step)][-MOST:]

    def amend(self, number: int, step: Step | None) -> None:
        """The step of that number was this one (None: none at all), if it can still be undone."""
        amended = [(held, step if held == number else old) for held, old in self._done]
        self._done = [(held, new) for held, new in amended if new is not None]


class StoredHistory(History):
    """Steps in the store. A step is filed by the write that commits its draft (`Store.save`); here it is only counted."""

    def __init__(self, store: Store, name: str, owner: str) -> None:
        super().__init__()
        self._store, self._name, self._owner = store, name, owner
        self._count()

    def _count(self) -> None:
        self._counts = self._store.count_steps(self._name, self._owner)
        self._newest = self._store.newest_step(self._name, self._owner)

    @property
    def counts(self) -> tuple[int, int]:
        """How many steps can be undone, and how many redone."""
        return self._counts

    @property
    def newest(self) -> int:
        """The number of the step that is undone next, 0 if there is none."""
        return self._newest

    def last(self, *, undone: bool) -> Step | None:
        """The step that is undone next (or redone), None if there is none."""
        found = self._store.last_step(self._name, self._owner, undone=undone)
        return None if found is None else Step(*found)

    def drop(self, *, undone: bool) -> None:
        """Give the last step up: it cannot be taken back any more, and is not in the way of those before it."""
        self._store.drop_step(self._name, self._owner, undone=undone)
        self._count()

    def note(self, step: Step, turn: Turn, number: int | None = None) -> None:
        """A step was committed, and filed with that."""
        del step
        self._count()
        if turn != "undone" and number is not None:
            self._newest = number  # whatever other processes have filed since

    def amend(self, number: int, step: Step | None) -> None:
        """The step of that number was this one (None: none at all), if it can still be undone."""
        self._store.amend_step(self._name, number, (step.before, step.after) if step else None, self._owner)
        self._count()
