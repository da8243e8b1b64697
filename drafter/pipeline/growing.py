"""A model's outline while it streams: every complete line makes an item, which is written at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from drafter import report, writing
from drafter.errors import EngineError, Malformed
from drafter.events import Outlined
from drafter.outline.patch import Patch
from drafter.pipeline import headings
from drafter.pipeline.run import Run, Tries, ask
from drafter.schema import Entry, Fact, Item


class _LineListener:
    """Cuts an answer into lines; each that the patch takes is told."""

    def __init__(self, patch: Patch, told: Callable[[], Awaitable[None]]) -> None:
        self._patch, self._told = patch, told
        self._held = ""
        self._said = False

    async def hear(self, piece: str) -> None:
        """The next piece; lines end at a line end."""
        self._said = self._said or bool(piece.strip())
        *lines, self._held = (self._held + piece).split("\n")
        for line in lines:
            await self._take(line)

    async def _take(self, line: str) -> None:
        if self._patch.add(line) is not None:
            await self._told()

    async def start_over(self) -> None:
        """What was taken stays: a later line cannot claim its facts."""
        self._held = ""

    def over(self) -> str:
        """What is left after the last line end; `Malformed` when an answer came and no line of it was one."""
        if self._said and not self._patch.lines and "|" not in self._held:
            raise Malformed("the model's outline could not be read; the rules' outline stands")
        return self._held


async def grow(run: Run, rule: Sequence[Entry], begin: Callable[[Item, tuple[str, ...] | None], object]) -> None:
    """Ask for the outline; `begin` is called for each item as soon as its line is complete, and for the rest at the end.

    Whatever the answer is, the report holds every fact at every moment.
    """

    def settle(typed: str, facts: Sequence[Fact]) -> str:
        verdict = headings.settle(typed, tuple(facts), run.draft, run.kind)
        if verdict.why:
            run.remarks.append(
                f"the model's heading “{typed}” was not taken{' as it was' if verdict.heading else ''}: {verdict.why}"
            )
        return verdict.heading

    patch = Patch(rule, run.draft.facts, run.kind, settle)
    begun: set[str] = set()

    async def told() -> None:
        await _lay(run, patch)
        newest = f"{run.draft.rev}.{len(rule) + len(patch.lines)}"
        begun.add(newest)
        line = patch.lines[-1]
        beside = tuple(other.heading for other in patch.lines[:-1] if other.part == line.part and other.heading)
        begin(next(item for item in run.report.items() if item.id == newest), beside)

    task = writing.outline_task(run.draft, run.kind, rule)
    listener = _LineListener(patch, told)
    try:
        last = await ask(run, task, listener, Tries())
        if patch.add(last) is not None:
            await told()
    except EngineError as error:
        run.failed = run.failed or error  # the rules' outline stands for what is not outlined yet
    await _lay(run, patch)
    for item in run.report.items():
        if item.id not in begun and item.state == "planned":
            begin(item, None)


async def _lay(run: Run, patch: Patch) -> None:
    numbered = patch.entries()
    grown = report.assemble(run.draft, run.kind, [entry for _, entry in numbered], [number for number, _ in numbered])
    if grown != run.report:
        run.report = grown
        await run.put(Outlined(grown))
