"""The order of the stages: outline, then every item in parallel, each checked and repaired; nothing else.

`write` is the one verb: the first draft, going on, redoing an item and redoing a part are the same run over other
targets. It yields events; `apply` is the only function that folds them into a draft.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from drafter import beyond, kinds, outline, report, writing
from drafter.engines import Engine, Task, pace, rendering
from drafter.errors import EngineError, Locked, TargetError
from drafter.events import Ended, Event, Finished, Outlined, Started, StoodIn
from drafter.pipeline.growing import grow
from drafter.pipeline.items import REPAIRS, write_item
from drafter.pipeline.run import REST, Order, Run
from drafter.schema import Draft, Entry, Item, Report

Clock = Callable[[], str]

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
    """The draft with these facts (None: every one that is in no item, and was in none that the writer took out) placed: beside their
    like, or in a new item.

    The items that they are laid into are planned again. New items have ids of a revision of their own.
    """
    assert draft.report is not None  # the service has looked
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    held = {name for item in (*draft.report.items(), *beyond.traced(draft)) for name in item.facts}
    out = {(name, gone.part) for gone in draft.report.removed for name in gone.item.facts}
    draft = draft.model_copy(update={"rev": draft.rev + 1})
    free = [f for f in draft.facts if f.wanted and f.id not in held]
    new = tuple(f for f in free if (f.id in names if names is not None else (f.id, f.part) not in out))
    placed = report.answer(report.place(draft, outline.plan(new, kind)), outline.answers(draft.facts, kind))
    return draft.model_copy(update={"report": placed})


async def write(
    draft: Draft,
    engine: Engine,
    order: Order = REST,
    *,
    concurrency: int = 16,
    clock: Clock = now,
) -> AsyncGenerator[Event, None]:
    """Write what is ordered and yield what happens, ending with `Ended`; at most `concurrency` items at once.

    A cancelled run yields nothing more; what it had yielded stands. Raises `TargetError` for an unknown or locked
    target. The engine's errors never end a run: the offline sentences stand in for that item, and say so. Without
    `fallback` such an item is left as it is, and the run raises its `EngineError` after `Ended`.
    """
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    rule = outline.plan(draft.facts, kind) if draft.report is None else ()
    skeleton = draft.report or report.assemble(draft, kind, rule)
    todo = _todo(skeleton, order.targets)
    queue: asyncio.Queue[Event | None] = asyncio.Queue()
    at_once = min(concurrency, engine.turns or concurrency)
    run = Run(
        draft=draft,
        report=skeleton,
        engine=engine,
        kind=kind,
        order=order,
        clock=clock,
        pace=pace.pace_of(engine.destination, at_once),
        put=queue.put,
        before=engine.usage,
    )
    grows = draft.report is None and order.outline == "model" and run.composes
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
    why = str(run.broken or (run.failed if not order.fallback else None) or "done")
    yield Ended(run.spent.model_copy(update={"seconds": seconds}), why, (*engine.remarks, *run.remarks))
    if not order.fallback and run.failed is not None:
        raise run.failed


def prompts(draft: Draft, order: Order = REST) -> tuple[Task, ...]:
    """The tasks that a run would ask a model, in order; items as the rules' outline has them, since no model was asked."""
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    rule = outline.plan(draft.facts, kind) if draft.report is None else ()
    skeleton = draft.report or report.assemble(draft, kind, rule)
    first: tuple[Task, ...] = (writing.outline_task(draft, kind, rule),) if rule and order.outline == "model" else ()
    todo = _todo(skeleton, order.targets)
    return (*first, *(task for item in todo for task in _tasks(draft, skeleton, kind, item, order.instruction)))


def _tasks(draft: Draft, skeleton: Report, kind: kinds.Kind, item: Item, instruction: str) -> tuple[Task, ...]:
    if item.id == skeleton.opening.id and not item.facts:
        formula = report.opening_sentences(kind, draft.request)
        opening, _ = writing.opening_task(draft.request, skeleton, kind, item, formula)
        return (replace(opening, instruction=instruction),) if formula else ()
    task = writing.item_task(draft, skeleton, kind, item, instruction)
    return (task,) if task.facts else ()


def _estimate(run: Run, rule: Sequence[Entry], todo: Sequence[Item]) -> int:
    """Tokens, in and out, that the run will cost about, if every answer passes."""
    if not run.engine.destination:
        return 0
    tasks = [task for item in todo for task in _tasks(run.draft, run.report, run.kind, item, run.order.instruction)]
    if rule:
        tasks.append(writing.outline_task(run.draft, run.kind, rule))
    return sum(sum(rendering.cost(task)) for task in tasks)


def _todo(skeleton: Report, targets: Sequence[str]) -> tuple[Item, ...]:
    items = {item.id: item for item in skeleton.items()}
    for target in targets:
        if target not in items:
            known = ", ".join(report.targets(skeleton).values())
            raise TargetError(f"the draft has no item {target!r}; it has {known}")
        if items[target].locked:
            raise Locked(report.called(skeleton, target))
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


__all__ = ["HEAD_START", "REPAIRS", "REST", "Order", "apply", "now", "place", "prompts", "write"]
