"""The offline engine: arranges the facts into formal sentences by rule. It does not compose, and needs no network."""

from __future__ import annotations

from collections.abc import AsyncIterator

from drafter import languages
from drafter.engines import ItemTask, OutlineTask
from drafter.schema import Usage
from drafter.settings import Settings


class OfflineEngine:
    """Writes an item's facts one after the other in formal wording; adds nothing that asserts a fact."""

    name = "offline"
    destination = ""
    usage = Usage()

    async def stream(self, task: OutlineTask | ItemTask) -> AsyncIterator[str]:
        """The item's sentences in wire text; for an outline, the outline by rule as it is."""
        if isinstance(task, OutlineTask):
            yield task.rule
            return
        language = languages.load(task.request.language)
        for text, sources in language.compose(task.facts, task.part, task.request.period):
            yield f"{text}⟦{','.join(sources)}⟧"


def open_engine(_name: str, _settings: Settings) -> OfflineEngine:
    """The offline engine; it has no settings."""
    return OfflineEngine()
