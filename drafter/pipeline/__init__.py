"""The order of the stages: outline, then every item in parallel, each checked and repaired; nothing else.

`write` is the one verb: the first draft, going on, redoing an item and redoing a part are the same run over other
targets. It yields events; `apply` is the only function that folds them into a draft.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from drafter import kinds, outline, report, writing
from drafter.engines import Engine, OutlineTask, Task, pace, rendering
from drafter.errors import EngineError, TargetError
from drafter.events import Ended, Event, Finished, Outlined, Started, StoodIn
from drafter.outline.patch import to_wire
from drafter.pipeline.growing import grow
from drafter.pipeline.items import REPAIRS, write_item
from drafter.pipeline.run import Run
from drafter.schema import Draft, Entry, Item, Report

Clock = Callable[[], str]
By = Literal["model", "rule"]

HEAD_START = 0.05
"""Seconds that the first item's call is ahead of the others: if the endpoint is not there it is asked once, and a provider
that remembers the beginnings of prompts has seen ours."""


def now() -> str:
    """The time as a version is stamped with it: UTC, to the second, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def apply(draft: Draft, event: Event) -> Draft:
    """The draft after the event; events that only inform leave it as it is.

    A finished item whose text was changed or locked while it was being written is not laid over the writer's
    words: it is kept as the version before the one that stands. A growing outline takes no words away either.
    """
    if isinstance(event, Outlined):
        grown = event.report if draft.report is None else report.grow(draft.report, event.report)
        return draft.model_copy(update={"report": grown, "rev": draft.rev + 1})
    if isinstance(event, Finished | StoodIn) and draft.report is not None:
        kept = report.land(draft.report, event.item)
        return draft.model_copy(update={"report": kept, "rev": draft.rev + 1})
    if isinstance(event, Ended):
        return draft.model_copy(update={"usage": draft.usage + event.usage, "rev": draft.rev + 1})
    return draft


def place(draft: Draft, names: Sequence[str] | None = None) -> Draft:
    """The draft with these facts (None: every one that is in no item) placed: beside their like, or in a new item.

    The items that they are laid into are planned again.
    """
    assert draft.report is not None  # the service has looked
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    held = {name for item in draft.report.items() for name in item.facts}
    new = tuple(f for f in draft.facts if f.wanted and f.id not in held and (names is None or f.id in names))
    placed = report.place(draft, outline.plan(new, kind))
    return draft.model_copy(update={"report": placed, "rev": draft.rev + 1})


async def write(
    draft: Draft,
    engine: Engine,
    targets: Sequence[str] = (),
    instruction: str = "",
    *,
    outline_by: By = "model",
    fallback: bool = True,
    max_tokens: int = 0,
    concurrency: int = 16,
    clock: Clock = now,
) -> AsyncGenerator[Event, None]:
    """Write the targets (item ids; none: every item not done yet) and yield what happens, ending with `Ended`.

    A cancelled run yields nothing more; what it had yielded stands. Raises `TargetError` for an unknown or locked
    target. The engine's errors never end a run: the offline sentences stand in for that item, and say so. Without
    `fallback` such an item is left as it is, and the run raises its `EngineError` after `Ended`. `max_tokens` is what the
    run may cost, in and out (0: no limit).
    """
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    rule = outline.plan(draft.facts, kind) if draft.report is None else ()
    skeleton = draft.report or report.assemble(draft, kind, rule)
    todo = _todo(skeleton, targets)
    queue: asyncio.Queue[Event | None] = asyncio.Queue()
    at_once = min(concurrency, engine.turns or concurrency)
    run = Run(
        draft, skeleton, engine, kind, instruction, clock, pace.pace_of(engine.destination, at_once), queue.put,
        fallback, max_tokens, engine.usage,
    )  # fmt: skip
    grows = draft.report is None and outline_by == "model" and run.composes
    yield Started(engine.destination, engine.name, len(todo), _estimate(run, rule if grows else (), todo))
    if draft.report is None:
        yield Outlined(skeleton)
    start = asyncio.get_running_loop().time()
    work = asyncio.ensure_future(_write_all(run, todo, rule if grows else (), queue))
    try:
        while (event := await queue.get()) is not None:
            yield event
        await work
    finally:
        work.cancel()
        await asyncio.wait({work})  # calls that break off are counted too
    seconds = round(asyncio.get_running_loop().time() - start, 3)
    why = str(run.broken or (run.failed if not fallback else None) or "done")
    yield Ended(run.spent.model_copy(update={"seconds": seconds}), why, (*engine.remarks, *run.remarks))
    if not fallback and run.failed is not None:
        raise run.failed


def prompts(
    draft: Draft, instruction: str = "", targets: Sequence[str] = (), *, outline_by: By = "model"
) -> tuple[Task, ...]:
    """The tasks that a run would ask a model, in order; items as the rules' outline has them, since no model was asked."""
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    rule = outline.plan(draft.facts, kind) if draft.report is None else ()
    skeleton = draft.report or report.assemble(draft, kind, rule)
    first: tuple[Task, ...] = (_outline_task(draft, kind, rule),) if rule and outline_by == "model" else ()
    return (
        *first,
        *(task for item in _todo(skeleton, targets) for task in _tasks(draft, skeleton, kind, item, instruction)),
    )


def _tasks(draft: Draft, skeleton: Report, kind: kinds.Kind, item: Item, instruction: str) -> tuple[Task, ...]:
    if item.id == skeleton.opening.id and not item.facts:
        formula = report.opening_sentences(kind, draft.request)
        return (
            (writing.opening_task(draft.request, skeleton, kind, item, formula=formula, instruction=instruction)[0],)
            if formula
            else ()
        )
    task = writing.item_task(draft, skeleton, kind, item, instruction)
    return (task,) if task.facts else ()


def _outline_task(draft: Draft, kind: kinds.Kind, rule: Sequence[Entry]) -> OutlineTask:
    return OutlineTask(draft.request, kind, tuple(fact for fact in draft.facts if fact.wanted), to_wire(rule))


def _estimate(run: Run, rule: Sequence[Entry], todo: Sequence[Item]) -> int:
    """Tokens, in and out, that the run will cost about, if every answer passes."""
    if not run.engine.destination:
        return 0
    tasks = [task for item in todo for task in _tasks(run.draft, run.report, run.kind, item, run.instruction)]
    if rule:
        tasks.append(_outline_task(run.draft, run.kind, rule))
    return sum(sum(rendering.cost(task)) for task in tasks)


def _todo(skeleton: Report, targets: Sequence[str]) -> tuple[Item, ...]:
    items = {item.id: item for item in skeleton.items()}
    for target in targets:
        if target not in items:
            raise TargetError(f"the draft has no item {target!r}; it has {', '.join(items)}")
        if items[target].locked:
            raise TargetError(f"item {target!r} is locked; unlock it first")
    if targets:
        return tuple(items[target] for target in targets)
    return tuple(item for item in items.values() if item.state == "planned" and not item.locked)


async def _write_all(run: Run, todo: Sequence[Item], rule: Sequence[Entry], queue: asyncio.Queue[Event | None]) -> None:
    """Every item in a task of its own, begun as its outline entry is known; the end is told whatever happens."""
    try:
        try:
            await run.engine.open()
        except EngineError as error:
            run.broken = error
        async with asyncio.TaskGroup() as group:
            if rule:
                await grow(run, rule, lambda item, beside: group.create_task(write_item(run, item, beside)))
                return
            first_items = sorted(todo, key=lambda item: not item.facts)  # the opening's prompt begins otherwise
            for number, item in enumerate(first_items):
                task = group.create_task(write_item(run, item))
                if number == 0 and run.engine.destination and len(todo) > 1:
                    await asyncio.wait({task}, timeout=HEAD_START)
    except (
        BaseExceptionGroup
    ) as faults:  # what goes wrong in one item and is no engine's fault ends the run by its own name
        raise faults.exceptions[0] from None
    finally:
        await queue.put(None)


__all__ = ["HEAD_START", "REPAIRS", "apply", "now", "place", "prompts", "write"]
