"""The offline engine: arranges the facts into formal sentences by rule. It does not compose, and needs no network."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Sequence
from typing import Literal, cast

from drafter import languages, prompts
from drafter.engines import OpeningTask, OutlineTask, Task, wire
from drafter.errors import InputError
from drafter.schema import Fact, Usage
from drafter.settings import Settings

Wish = Literal["shorter", "reorder", "one_each"]


class OfflineEngine:
    """Writes an item's facts one after the other in formal wording; adds nothing that asserts a fact."""

    name = "offline"
    destination = ""
    usage = Usage()
    turns = 0
    remarks: tuple[str, ...] = ()

    async def open(self) -> None:
        """It is always ready."""

    async def stream(self, task: Task) -> AsyncGenerator[str, None]:
        """The item's sentences in wire text; an outline and an opening stay as the rules have them."""
        if isinstance(task, OutlineTask):
            yield task.rule
            return
        if isinstance(task, OpeningTask):
            yield "".join(sentence.text for sentence in task.formula)
            return
        refuse_unknown(task.instruction, task.request.language)
        wish = wish_of(task.instruction, task.request.language)
        language = languages.load(task.request.language)
        names = {fact.id for fact in task.facts}
        riders = {fact.twin: fact.id for fact in task.facts if fact.twin in names}
        for group in _arranged([fact for fact in task.facts if fact.twin not in names], wish):
            for text, sources in language.compose(group, task.part, task.request.period):
                beside = [riders.pop(name) for name in sources if name in riders]
                yield wire.of_sentence(text, (*sources, *beside))


def wish_of(instruction: str, language: str) -> Wish | None:
    """What an instruction asks for, None where it asks for nothing that rules can do."""
    known: tuple[Wish, ...] = ("one_each", "reorder", "shorter")
    return next((wish for wish in known if re.search(_words(language)[wish], instruction, re.IGNORECASE)), None)


def refuse_unknown(instruction: str, language: str) -> None:
    """`InputError` says what rules can do when an instruction asks for anything else."""
    if instruction and wish_of(instruction, language) is None:
        can = _words(language)["can"]
        raise InputError(f"the offline engine cannot follow {instruction!r}; it can: {can}. A model can do more")


def _words(language: str) -> dict[str, str]:
    return cast("dict[str, dict[str, str]]", prompts.read_table(language, "language.toml"))["wishes"]


def _arranged(facts: Sequence[Fact], wish: Wish | None) -> list[list[Fact]]:
    if wish == "one_each":
        return [[fact] for fact in facts]
    if wish == "reorder":
        return [list(reversed(facts))]
    if wish == "shorter":  # the writer's labels go, no figure does
        return [[fact.model_copy(update={"theme": ""}) for fact in facts]]
    return [list(facts)]


def open_engine(_name: str, _settings: Settings) -> OfflineEngine:
    """The offline engine; it has no settings."""
    return OfflineEngine()
