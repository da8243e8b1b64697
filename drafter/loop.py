"""One event loop in one background thread a process: every run lives here, whoever started it.

HTTP clients are bound to the loop that they were first used on, so there is exactly one.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from typing import TypeVar

T = TypeVar("T")


@cache
def background() -> asyncio.AbstractEventLoop:
    """The process's own loop, started at first use."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="drafter-loop", daemon=True).start()
    return loop


def submit(work: Coroutine[object, object, T]) -> Future[T]:
    """Run a coroutine on the background loop; the future can be waited for, and cancelled, from any thread."""
    return asyncio.run_coroutine_threadsafe(work, background())
