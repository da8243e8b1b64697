"""One run of `write`: what it holds on to, what it has learned of the endpoint, and how it asks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, TypeVar

from drafter import writing
from drafter.engines import Engine, ItemTask, OpeningTask, OutlineTask, Task, rendering
from drafter.engines.pace import LONGEST_PAUSE, Pace
from drafter.errors import Busy, EngineError, Spent, TimedOut, Unreachable
from drafter.events import Event
from drafter.kinds import Kind
from drafter.schema import Draft, Report, Usage

REQUESTS = 5
"""HTTP requests that an item may cost, repairs and retries together."""

RETRIES = 2
"""Of these, how many may be spent on answers that did not come or could not be read."""

T = TypeVar("T", bound=ItemTask | OpeningTask | OutlineTask)
R_co = TypeVar("R_co", covariant=True)


class Listener(Protocol[R_co]):
    """What is done with an answer: piece by piece, from the start again, and at its end."""

    async def hear(self, piece: str) -> None:
        """The next piece."""
        ...

    async def start_over(self) -> None:
        """What was heard is void: the answer broke off, or could not be used."""
        ...

    def over(self) -> R_co:
        """The whole answer, read; raises an `EngineError` when it cannot be used."""
        ...


@dataclass(frozen=True)
class Order:
    """What a run is to do, and how: items to write by their ids (none: all that are not done) and an instruction; who outlines,
    whether the offline sentences may stand in, and what it may cost in tokens, in and out (0: no limit).
    """

    targets: tuple[str, ...] = ()
    instruction: str = ""
    outline: Literal["model", "rule"] = "model"
    fallback: bool = True
    max_tokens: int = 0


REST = Order()
"""All that is not written yet."""


@dataclass
class Run:
    """The draft as it was at the start, who writes, and how; `report` is the newest skeleton.

    `answered`: the endpoint has said something. `broken`: it is of no use to ask it any more, and why.
    `remarks`: lines for the writer on what was not taken as the model gave it.
    """

    draft: Draft
    report: Report
    engine: Engine
    kind: Kind
    order: Order
    clock: Callable[[], str]
    pace: Pace
    put: Callable[[Event], Awaitable[None]]
    before: Usage = field(default_factory=Usage)
    answered: bool = False
    broken: EngineError | None = None
    failed: EngineError | None = None
    reserved: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def spent(self) -> Usage:
        """What the run has cost so far."""
        return self.engine.usage.since(self.before)

    @property
    def composes(self) -> bool:
        """Whether the engine writes; the offline one arranges, and has no second try."""
        return self.engine.name != "offline"

    def reserve(self, task: T) -> int:
        """Set the tokens of a call aside; `Spent` when the writer's limit does not allow it."""
        most = self.order.max_tokens
        need = sum(rendering.cost(task)) if most else 0
        used = self.spent.prompt_tokens + self.spent.completion_tokens
        if most and used + self.reserved + need > most:
            raise Spent(f"the run's limit of {most} tokens is reached", "Raise it, and redraft what is left.")
        self.reserved += need
        return need


@dataclass
class Tries:
    """What asking for one thing has cost so far."""

    requests: int = 0
    retries: int = 0

    def allow(self, error: EngineError) -> bool:
        """Whether the same may be asked again after that error; counts it if so."""
        if not error.retryable or isinstance(error, TimedOut):
            return False
        if self.retries >= RETRIES or self.requests >= REQUESTS:
            return False
        self.retries += 1
        return True


async def ask(run: Run, task: T, listener: Listener[R_co], tries: Tries) -> R_co:
    """The answer to a task, asked again while that may help; raises the `EngineError` that it ends in."""
    while True:
        began = asyncio.get_running_loop().time()
        reserved = run.reserve(task)
        try:
            async with run.pace.turn() as began:
                if run.broken is not None:
                    raise run.broken
                tries.requests += 1
                async with aclosing(run.engine.stream(task)) as pieces:
                    async for piece in pieces:
                        run.answered = True
                        await listener.hear(piece)
            answer = listener.over()
        except EngineError as error:
            if run.broken is None:
                _learn(run, error, began)
            if run.broken is not None or not tries.allow(error):
                _give_up(run, error, task)
                raise
            task = _told(task, error)
            await listener.start_over()
        else:
            run.pace.go_on()
            return answer
        finally:
            run.reserved -= reserved


def _learn(run: Run, error: EngineError, began: float) -> None:
    """A wrong key or model is wrong for every item; a refusal for the rate, and a host that was just there, call for a rest."""
    hopeless = isinstance(error, Unreachable) and not (error.retryable and run.answered)
    if hopeless or (isinstance(error, Busy) and (error.wait or 0) > LONGEST_PAUSE):
        run.broken = error
    elif isinstance(error, Busy):
        run.pace.slow_down(began, error.wait)
    elif isinstance(error, Unreachable):
        run.pace.slow_down(began, None)


def _give_up(run: Run, error: EngineError, task: Task) -> None:
    """An endpoint that has gone, or has never said a word and keeps silent or busy, need not be asked for every item."""
    outline_only = isinstance(error, Busy) and isinstance(task, OutlineTask)
    never = isinstance(error, Busy | TimedOut) and not run.answered and not outline_only
    if run.broken is None and (never or isinstance(error, Unreachable)):
        run.broken = error


def _told(task: T, error: EngineError) -> T:
    """The task with a word on why the last answer could not be used."""
    if not error.remark or isinstance(task, OutlineTask):
        return task
    return replace(task, remark=writing.remark(task.request.language, error.remark))
