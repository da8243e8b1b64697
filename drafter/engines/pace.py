"""How many questions an endpoint is asked at once: as many as it bears, and none while it asks to be left alone.

A refusal for the rate (HTTP 429) halves the number; every answer brings it back a little. Runs in one process that go to
one endpoint share its pace, since they share its limit.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

FIRST_PAUSE = 0.5
"""Seconds of rest after a refusal that names none; doubled with each one that follows it."""

LONGEST_PAUSE = 60.0
"""Seconds that an endpoint may ask for; one that wants more is not waited for."""


class Pace:
    """At most `most` turns at once, fewer after refusals."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.limit = float(most)
        self.running = 0
        self._refusals = 0
        self._slowed = 0.0
        self._quiet = 0.0
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[float]:
        """Wait for a turn and hold it; gives the time at which it began, for `slow_down`."""
        while True:
            if (rest := self._quiet - _now()) > 0:
                await asyncio.sleep(rest)
            elif self.running >= int(self.limit):
                self._changed.clear()
                await self._changed.wait()
            else:
                break
        self.running += 1
        try:
            yield _now()
        finally:
            self.running -= 1
            self._changed.set()

    def slow_down(self, began: float, wait: float | None) -> None:
        """The turn that began then was refused for the rate. Refusals of turns that began before the last one count once."""
        if began >= self._slowed:
            self.limit = max(1.0, self.limit / 2)
            self._slowed = _now()
            self._refusals += 1
        pause = FIRST_PAUSE * 2 ** (self._refusals - 1) if wait is None else wait
        self._quiet = max(self._quiet, _now() + min(pause, LONGEST_PAUSE))

    def go_on(self) -> None:
        """A turn was answered."""
        self._refusals = 0
        self.limit = min(float(self._most), self.limit + 1 / self.limit)
        self._changed.set()


def _now() -> float:
    return asyncio.get_running_loop().time()


_paces: WeakValueDictionary[tuple[str, int], Pace] = WeakValueDictionary()


def pace_of(destination: str, most: int) -> Pace:
    """The pace that all runs to a destination share while any of them lasts; at most `most` turns at once."""
    if not destination:
        return Pace(most)
    return _paces.setdefault((destination, most), Pace(most))
