"""The order of the stages: outline, then every item in parallel, each checked and repaired; nothing else.

`write` is the one verb: the first draft, going on, redoing an item and redoing a part are the same run over other
targets. It yields events; `apply` is the only function that folds them into a draft.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from drafter import checks, kinds, outline, repair, report, tracing, writing
from drafter.engines import Engine, ItemTask, offline
from drafter.engines.offline import OfflineEngine
from drafter.errors import EngineError, TargetError
from drafter.events import Ended, Event, Finished, Outlined, Prose, Started, StoodIn
from drafter.schema import By, Draft, Finding, Item, Report, Sentence, Version

REPAIRS = 2
"""How often an item that fails its checks goes back to the model before the offline sentences stand in."""

Clock = Callable[[], str]


def now() -> str:
    """The time as a version is stamped with it: UTC, to the second, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def apply(draft: Draft, event: Event) -> Draft:
    """The draft after the event; events that only inform leave it as it is.

    A finished item whose text was changed or locked while it was being written is not laid over the writer's
    words: it is kept as the version before the one that stands.
    """
    if isinstance(event, Outlined):
        return draft.model_copy(update={"report": event.report, "rev": draft.rev + 1})
    if isinstance(event, Finished | StoodIn) and draft.report is not None:
        kept = report.land(draft.report, event.item)
        return draft.model_copy(update={"report": kept, "rev": draft.rev + 1})
    if isinstance(event, Ended):
        return draft.model_copy(update={"usage": draft.usage + event.usage, "rev": draft.rev + 1})
    return draft


@dataclass(frozen=True)
class Run:
    """What one run of `write` holds on to: the draft as it was at the start, who writes, and how."""

    draft: Draft
    report: Report
    engine: Engine
    kind: kinds.Kind
    instruction: str
    clock: Clock
    gate: asyncio.Semaphore
    put: Callable[[Event], Awaitable[None]]


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
    concurrency: int = 8,
    clock: Clock = now,
) -> AsyncIterator[Event]:
    """Write the targets (item ids; none: every item not done yet) and yield what happens, ending with `Ended`.

    A cancelled run yields nothing more; what it had yielded stands. Raises `TargetError` for an unknown or locked
    target. The engine's errors never end a run: the offline sentences stand in for that item, and say so.
    """
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    skeleton = draft.report or report.assemble(draft, kind, outline.plan(draft.facts, kind))
    todo = _todo(skeleton, targets)
    yield Started(engine.destination, engine.name, len(todo), sum(len(item.facts) for item in todo) * 60)
    if draft.report is None:
        yield Outlined(skeleton)
        draft = apply(draft, Outlined(skeleton))
    queue: asyncio.Queue[Event | None] = asyncio.Queue()
    run = Run(draft, skeleton, engine, kind, instruction, clock, asyncio.Semaphore(concurrency), queue.put)
    start = asyncio.get_running_loop().time()
    work = asyncio.ensure_future(_write_all(run, todo, queue))
    try:
        while (event := await queue.get()) is not None:
            yield event
        await work
    finally:
        work.cancel()
    spent = asyncio.get_running_loop().time() - start
    yield Ended(engine.usage.model_copy(update={"seconds": round(spent, 3)}))


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


async def _write_all(run: Run, todo: Sequence[Item], queue: asyncio.Queue[Event | None]) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for item in todo:
                group.create_task(_write_item(run, item))
    finally:
        await queue.put(None)


async def _write_item(run: Run, item: Item) -> None:
    instruction = _instruction(run, item)
    task = writing.item_task(run.draft, run.report, run.kind, item, instruction)
    by: By = "model" if run.engine.destination or run.engine.name != "offline" else "rule"
    async with run.gate:
        if not task.facts:  # a formula or a gap stays as it is; an item whose facts were all dropped falls empty
            fixed = () if item.facts else item.sentences
            await run.put(Finished(_new_version(run, item, task, fixed, "rule")))
            return
        try:
            sentences = await _until_it_passes(run, task, item)
        except EngineError as error:
            standing = await _collect(OfflineEngine(), task)
            await run.put(StoodIn(_new_version(run, item, task, standing, "rule", stood_in=True), str(error)))
            return
    await run.put(Finished(_new_version(run, item, task, sentences, by)))


def _instruction(run: Run, item: Item) -> str:
    """What to do differently: as told now, else what waits on the item; the rules leave waiting what they cannot follow."""
    waiting = "\n".join(item.asked)
    if run.instruction or not waiting:
        return run.instruction
    offline_cannot = run.engine.name == "offline" and not offline.follows(waiting, run.draft.request.language)
    return "" if offline_cannot else waiting


async def _until_it_passes(run: Run, task: ItemTask, item: Item) -> tuple[Sentence, ...]:
    """The engine's sentences once they pass the item's checks; `EngineError` after the last repair failed."""
    rules = checks.rules_for(run.draft, run.kind)
    errors: list[Finding] = []
    for _ in range(REPAIRS + 1):
        reader = writing.WireReader(task)
        async for piece in run.engine.stream(task):
            if delta := reader.feed(piece):
                await run.put(Prose(item.id, delta))
        sentences = tracing.complete(reader.close(), task.facts, task.request.language)
        written = item.model_copy(update={"sentences": sentences, "heading": task.heading})
        if run.engine.name == "offline":
            return sentences  # the rules have no second try; `check` says what is left
        errors = [f for f in checks.check_item(written, task.facts, rules) if f.severity == "error"]
        if not errors:
            return sentences
        task = repair.repair_task(task, sentences, tuple(errors))
        await run.put(Prose(item.id, "", again=True))
    raise repair.gave_up(tuple(errors))


async def _collect(engine: Engine, task: ItemTask) -> tuple[Sentence, ...]:
    reader = writing.WireReader(task)
    async for piece in engine.stream(task):
        reader.feed(piece)
    return reader.close()


def _new_version(
    run: Run, item: Item, task: ItemTask, sentences: tuple[Sentence, ...], by: By, *, stood_in: bool = False
) -> Item:
    version = Version(heading=task.heading, sentences=sentences, by=by, instruction=task.instruction, at=run.clock())
    written = report.with_version(item, version, "stood_in" if stood_in else "done")
    followed = task.instruction and not run.instruction and not stood_in  # it was what waited on the item
    return written.model_copy(update={"asked": ()}) if followed else written


def replay(draft: Draft, events: Sequence[Event]) -> Draft:
    """Fold events into a draft, in order."""
    for event in events:
        draft = apply(draft, event)
    return draft
