"""The offline engine: arranges the facts into formal sentences by rule. It does not compose, and needs no network."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Collection, Sequence
from typing import Literal

from drafter import languages, prompts
from drafter.engines import OpeningTask, OutlineTask, Task, wire
from drafter.errors import InputError
from drafter.schema import Fact, Usage
from drafter.settings import Settings

Wish = Literal["shorter", "reorder", "one_each"]

_CLAUSE = re.compile(r"[，,；;。！!\n]+|\.(?=\s|$)")


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
        wishes = wishes_of(task.instruction)
        language = languages.load(task.request.language)
        names = {fact.id for fact in task.facts}
        riders = {fact.twin: fact.id for fact in task.facts if fact.twin in names}
        for group in _arranged([fact for fact in task.facts if fact.twin not in names], wishes):
            for text, sources in language.compose(group, task.part, task.request.period, task.heading or ""):
                beside = [riders.pop(name) for name in sources if name in riders]
                yield wire.of_sentence(text, (*sources, *beside))


def wishes_of(instruction: str) -> frozenset[Wish]:
    """What an instruction asks for that rules can do, in whatever language it is said; empty where it asks for nothing of that, or
    for anything else beside.
    """
    return frozenset() if not instruction or _beyond(instruction) else _known(instruction)


def refuse_unknown(instruction: str, language: str) -> None:
    """`InputError` says what rules can do when an instruction asks for anything else, and for what, if only for half of it."""
    if not instruction or wishes_of(instruction):
        return
    can = f"it can: {_words(language)['can']}. A model can do more"
    if _known(instruction):
        raise InputError(
            f"the offline engine follows {instruction!r} only in part, not {_beyond(instruction)!r}, and has done nothing; {can}"
        )
    raise InputError(f"the offline engine cannot follow {instruction!r}; {can}")


def _known(instruction: str) -> frozenset[Wish]:
    """The wishes that an instruction speaks of."""
    known: tuple[Wish, ...] = ("one_each", "reorder", "shorter")
    tables = [_words(language) for language in prompts.languages()]
    return frozenset(
        wish for wish in known if any(re.search(table[wish], instruction, re.IGNORECASE) for table in tables)
    )


def _beyond(instruction: str) -> str:
    """What an instruction says beside what rules understand: its clauses that have other words, as they were typed."""
    understood = "|".join(_words(language)["understood"] for language in prompts.languages())
    clauses = (clause.strip() for clause in _CLAUSE.split(instruction))
    return "; ".join(c for c in clauses if re.search(r"\w", re.sub(understood, " ", c, flags=re.IGNORECASE)))


def _words(language: str) -> dict[str, str]:
    return prompts.read_section(language, "language.toml", "wishes")


def _arranged(facts: Sequence[Fact], wishes: Collection[Wish]) -> list[list[Fact]]:
    arranged = list(reversed(facts)) if "reorder" in wishes else list(facts)
    if "shorter" in wishes:  # the writer's labels go, no figure does
        arranged = [fact.model_copy(update={"theme": ""}) for fact in arranged]
    return [[fact] for fact in arranged] if "one_each" in wishes else [arranged]


def open_engine(_name: str, _settings: Settings) -> OfflineEngine:
    """The offline engine; it has no settings."""
    return OfflineEngine()
