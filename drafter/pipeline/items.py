"""Items and the opening: each asked for, checked, repaired, and replaced by the rules' words when nothing else helps."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from drafter import checks, repair, report, tracing, writing
from drafter.engines import ItemTask, OpeningTask, offline, wire
from drafter.errors import EngineError, Malformed
from drafter.events import Finished, Prose, StoodIn
from drafter.pipeline import mending
from drafter.pipeline.run import Run, Tries, ask
from drafter.schema import By, Item, Sentence, Version

REPAIRS = 2
"""How often an item that fails its checks goes back to the model before the offline sentences stand in."""


class _ItemListener:
    """Shows an item's prose as it comes, and reads its sentences at the end."""

    def __init__(self, run: Run, item: str, task: ItemTask) -> None:
        self._run, self._item, self._task = run, item, task
        self._reader = wire.Reader(task)

    async def hear(self, piece: str) -> None:
        """Show what may be shown."""
        if delta := self._reader.feed(piece):
            await self._run.put(Prose(self._item, delta))

    async def start_over(self) -> None:
        """What was shown is void."""
        self._reader = wire.Reader(self._task)
        await self._run.put(Prose(self._item, "", again=True))

    def over(self) -> tuple[Sentence, ...]:
        """The sentences, each with its sources as far as they can be known."""
        sentences = self._reader.close()
        if self._run.composes:
            writing.judge(self._reader.text, self._task.request.language)
        return tracing.complete(sentences, self._task.facts, self._task.request.language)


class _OpeningListener:
    """Shows the opening as it comes, and lays the fixed end of the formula behind it."""

    def __init__(self, run: Run, item: str, task: OpeningTask, end: tuple[Sentence, ...]) -> None:
        self._run, self._item, self._task, self._end = run, item, task, end
        self._text = ""

    async def hear(self, piece: str) -> None:
        """Show it."""
        self._text += piece
        await self._run.put(Prose(self._item, piece))

    async def start_over(self) -> None:
        """What was shown is void."""
        self._text = ""
        await self._run.put(Prose(self._item, "", again=True))

    def over(self) -> tuple[Sentence, ...]:
        """The sentences; none when the engine left the opening to the rules."""
        if not self._text.strip():
            return ()
        writing.judge(self._text, self._task.request.language)
        return (*writing.read_opening(self._text, self._task), *self._end)


async def write_item(run: Run, item: Item, beside: tuple[str, ...] | None = None) -> None:
    """Write an item and tell how it ended; without a fallback, an item that fails is left as it is.

    `beside`: the headings of its part that are settled while an outline grows; None: all of the report's.
    """
    if item.id == run.report.opening.id and not item.facts:
        await _write_opening(run, item)
        return
    task = writing.item_task(run.draft, run.report, run.kind, item, _instruction(run, item))
    if beside is not None:
        task = replace(task, headings=beside)
    if not task.facts:  # a gap stays as it is; an item whose facts were all dropped falls empty
        fixed = () if item.facts else item.sentences
        await run.put(Finished(_new_version(run, item, task, fixed, "rule")))
        return
    attempts: list[mending.Attempt] = []
    try:
        sentences = await _until_it_passes(run, task, item, attempts)
    except EngineError as error:
        run.failed = run.failed or error
        if run.order.fallback:
            await run.put(await _stand_in(run, task, item, attempts, error.line))
        return
    by: By = "model" if run.composes else "rule"
    await run.put(Finished(_new_version(run, item, task, sentences, by)))


def _rules(run: Run) -> checks.Rules:
    return checks.rules_for(run.draft, run.kind)


async def _until_it_passes(
    run: Run, task: ItemTask, item: Item, attempts: list[mending.Attempt]
) -> tuple[Sentence, ...]:
    """The engine's sentences once they pass the item's checks; `EngineError` after the last repair failed.

    Answers that did not pass are kept in `attempts`.
    """
    tries = Tries()
    for _ in range(REPAIRS + 1):
        sentences = await ask(run, task, _ItemListener(run, item.id, task), tries)
        if not run.composes:
            return sentences  # the rules have no second try; `check` says what is left
        written = item.model_copy(update={"sentences": sentences})
        if errors := mending.unfit(written, task.facts, _rules(run)):
            sentences, errors = mending.with_better_marks(written, task.facts, _rules(run), errors)
        if not errors:
            return sentences
        attempts.append((sentences, errors))
        task = repair.repair_task(task, sentences, tuple(errors))
        await run.put(Prose(item.id, "", again=True))
    raise repair.gave_up(tuple(attempts[-1][1]))


async def _stand_in(run: Run, task: ItemTask, item: Item, attempts: list[mending.Attempt], why: str) -> StoodIn:
    """The rules' words where the model's cannot stand: for some of its sentences, else for the whole item."""
    mixed = await mending.mend(run, task, item, attempts)
    if mixed:
        version = _new_version(run, item, task, mixed, "model", stood_in=True)
        return StoodIn(version, f"in part: {why}")
    return StoodIn(_new_version(run, item, task, await mending.by_rule(task), "rule", stood_in=True), why)


async def _write_opening(run: Run, item: Item) -> None:
    """The kind's formula in the words of this report, as far as an engine can; the formula itself is never in doubt."""
    formula = report.opening_sentences(run.kind, run.draft.request)
    task, end = writing.opening_task(run.draft.request, run.report, run.kind, item, formula)
    task = replace(task, instruction=_instruction(run, item))
    sentences: tuple[Sentence, ...] = ()
    if run.composes and formula:
        with suppress(EngineError):
            sentences = await _polished(run, item, task, end)
    by: By = "model" if sentences else "rule"
    await run.put(Finished(_new_version(run, item, task, sentences or formula, by)))


async def _polished(run: Run, item: Item, task: OpeningTask, end: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    tries = Tries()
    for _ in range(REPAIRS + 1):
        sentences = await ask(run, task, _OpeningListener(run, item.id, task, end), tries)
        errors = mending.unfit(item.model_copy(update={"sentences": sentences}), (), _rules(run))
        if not errors:
            return sentences
        task = replace(task, previous=sentences, findings=tuple(errors))
        await run.put(Prose(item.id, "", again=True))
    raise Malformed("the opening did not pass the checks")


def _instruction(run: Run, item: Item) -> str:
    """What to do differently: as told now, else what waits on the item; the rules leave waiting what they cannot follow."""
    waiting = "\n".join(item.asked)
    if run.order.instruction or not waiting:
        return run.order.instruction
    cannot = not run.composes and not offline.wishes_of(waiting)
    return "" if cannot else waiting


def _new_version(
    run: Run,
    item: Item,
    task: ItemTask | OpeningTask,
    sentences: tuple[Sentence, ...],
    by: By,
    *,
    stood_in: bool = False,
) -> Item:
    heading = task.heading if isinstance(task, ItemTask) else item.heading
    version = Version(heading=heading, sentences=sentences, by=by, instruction=task.instruction, at=run.clock())
    written = report.with_version(item, version, "stood_in" if stood_in else "done")
    if isinstance(task, ItemTask) and (item.table is None or item.table.facts):  # one that a file brought stays
        written = written.model_copy(update={"table": report.table_of(task.facts, run.kind.table)})
    followed = task.instruction and not run.order.instruction and not stood_in  # it was what waited on the item
    return written.model_copy(update={"asked": ()}) if followed else written
