"""A test double that ships: answers from a script, remembers the tasks, streams at a chosen pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import suppress

from drafter.engines import ItemTask, OpeningTask, OutlineTask, Task
from drafter.engines.offline import OfflineEngine
from drafter.errors import Malformed, Truncated
from drafter.schema import Usage
from drafter.settings import Settings

Answer = str | Exception | Iterable[str | Exception]
Script = Sequence[Answer] | Callable[[ItemTask], Answer]


class ScriptedEngine:
    r"""Answers each item task with the next of `script` (or with what it returns for the task).

    A string is streamed in pieces of `size` characters; one that holds `\x00` dies there as a cut connection would. An
    iterable is streamed as the pieces it gives. An exception is raised, also in the place of a piece. Pieces come
    `delay` seconds apart. `history` holds the tasks in the order they came; a script that has run out is `Malformed`.
    Outlines and openings stay as the rules have them, unless `outline` or `opening` answers them.
    """

    def __init__(
        self, script: Script, *, delay: float = 0.0, size: int = 8, destination: str = "scripted",
        outline: Answer | None = None, opening: Answer | None = None,
    ) -> None:  # fmt: skip
        self.name = "scripted"
        self.destination = destination
        self.usage = Usage(model="scripted", host=destination)
        self.remarks: tuple[str, ...] = ()
        self.turns = 0
        self.history: list[ItemTask] = []
        self._outline, self._first = outline, opening
        self._script = script
        self._delay = delay
        self._size = size

    async def open(self) -> None:
        """It is always ready."""

    async def stream(self, task: Task) -> AsyncGenerator[str, None]:
        """The scripted answer, piece by piece."""
        answer = self._answer(task)
        if answer is None:
            return
        self.usage += Usage(calls=1)
        for piece in self._pieces(answer):
            await asyncio.sleep(self._delay)
            if isinstance(piece, Exception):
                raise piece
            yield piece
            self.usage += Usage(completion_tokens=len(piece))

    def _answer(self, task: Task) -> Answer | None:
        if isinstance(task, OutlineTask):
            return self._outline
        if isinstance(task, OpeningTask):
            return self._first
        self.history.append(task)
        if callable(self._script):
            return self._script(task)
        if len(self.history) > len(self._script):
            return Malformed(f"the script holds {len(self._script)} answers, and this is task {len(self.history)}")
        return self._script[len(self.history) - 1]

    def _pieces(self, answer: Answer) -> Iterable[str | Exception]:
        if isinstance(answer, Exception):
            return (answer,)
        if not isinstance(answer, str):
            return answer
        said, cut, _ = answer.partition("\x00")
        pieces: list[str | Exception] = [said[start : start + self._size] for start in range(0, len(said), self._size)]
        return [*pieces, Truncated("the script ended the answer early")] if cut else pieces


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
