"""A test double that ships: answers from a script, remembers the tasks, streams at a chosen pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress

from drafter.engines import ItemTask, OutlineTask
from drafter.engines.offline import OfflineEngine
from drafter.schema import Usage
from drafter.settings import Settings

Answer = str | Exception
Script = Sequence[Answer] | Callable[[ItemTask], Answer]


class ScriptedEngine:
    r"""Answers each item task with the next of `script` (or with what it returns for the task).

    A string is streamed in pieces of `size` characters, `delay` seconds apart; a string that ends in `\\x00` dies there
    as a cut connection would; an exception is raised. `history` holds the tasks in the order they came.
    """

    def __init__(self, script: Script, *, delay: float = 0.0, size: int = 8, destination: str = "scripted") -> None:
        self.name = "scripted"
        self.destination = destination
        self.usage = Usage(model="scripted", host=destination)
        self.history: list[ItemTask] = []
        self._script = script
        self._delay = delay
        self._size = size

    async def stream(self, task: OutlineTask | ItemTask) -> AsyncIterator[str]:
        """The scripted answer, piece by piece."""
        if isinstance(task, OutlineTask):
            yield task.rule
            return
        number = len(self.history)
        self.history.append(task)
        self.usage += Usage(calls=1)
        answer = self._script(task) if callable(self._script) else self._script[number]
        if isinstance(answer, Exception):
            raise answer
        for start in range(0, len(answer), self._size):
            await asyncio.sleep(self._delay)
            piece = answer[start : start + self._size]
            if "\x00" in piece:
                yield piece.partition("\x00")[0]
                from drafter.errors import Truncated  # the only error it makes itself

                raise Truncated("the script ended the answer early")
            yield piece
        self.usage += Usage(completion_tokens=len(answer))


def offline_answer(task: ItemTask) -> str:
    """What the offline engine would answer, as one string: a well-behaved model for tests and trials."""
    pieces: list[str] = []

    async def gather() -> None:
        pieces.extend([piece async for piece in OfflineEngine().stream(task)])

    runner = gather()
    with suppress(StopIteration):
        runner.send(None)  # the offline engine never waits
    return "".join(pieces)


def open_engine(_name: str, _settings: Settings) -> ScriptedEngine:
    """A slow well-behaved model, for trying the page without one."""
    return ScriptedEngine(offline_answer, delay=0.05)
