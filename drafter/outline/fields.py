"""Which field of work a fact is of: by the cues of the kind's themes, else by the facts around it.

What misleads stands in `[outline]` of prompts/<lang>/language.toml: words that hold a cue and are not about it (上级检查 is no
inspection of ours), and cues that say too little to call a field of work faulty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from drafter import prompts
from drafter.kinds import Kind, Theme
from drafter.schema import Fact, PartName


def assign_themes(facts: Sequence[Fact], kind: Kind) -> dict[str, Theme]:
    """A theme for each fact: by its cues, else that of the facts under the same label, else of its neighbour; the rows of a table have
    one together.
    """
    scores = {fact.id: [_score(theme, fact, kind.language) for theme in kind.themes] for fact in facts}
    labelled: dict[tuple[str, PartName | None], list[str]] = defaultdict(list)
    tables: dict[tuple[tuple[str, ...], PartName | None], list[str]] = defaultdict(list)
    for fact in facts:
        if fact.theme:
            labelled[fact.theme, fact.part].append(fact.id)
        if fact.columns:
            tables[fact.columns, fact.part].append(fact.id)
    sure: dict[str, Theme | None] = {}
    for fact in facts:
        own = scores[fact.id]
        if fact.columns:
            own = _summed(scores, tables[fact.columns, fact.part])
        if not max(own) and fact.theme:
            own = _summed(scores, labelled[fact.theme, fact.part])
        best = kind.themes[own.index(max(own))] if max(own) else None
        sure[fact.id] = None if best and fact.part == "problems" and _is_weak(best, fact, kind.language) else best
    done = [fact for fact in facts if fact.part == "achievements"]
    before, after = _nearest(done, sure), _nearest(done[::-1], sure)
    broad = next((theme for theme in kind.themes if theme.broad), kind.themes[-1])
    return {
        fact.id: sure[fact.id]
        or (_between(fact, before[fact.id], after[fact.id], sure) or broad if fact.id in before else kind.themes[-1])
        for fact in facts
    }


def _summed(scores: Mapping[str, Sequence[int]], names: Sequence[str]) -> list[int]:
    """The scores of several facts together, a theme each."""
    return [sum(column) for column in zip(*(scores[name] for name in names), strict=True)]


def _nearest(facts: Sequence[Fact], sure: Mapping[str, Theme | None]) -> dict[str, Fact | None]:
    """For each fact the last one before it whose theme is sure."""
    nearest: dict[str, Fact | None] = {}
    last = None
    for fact in facts:
        nearest[fact.id] = last
        last = fact if sure[fact.id] else last
    return nearest


def _between(fact: Fact, before: Fact | None, after: Fact | None, sure: Mapping[str, Theme | None]) -> Theme | None:
    """The theme of an achievement without cues: that of both its neighbours, or of the one before under the same label."""
    near = sure[before.id] if before else None
    same = before is not None and before.theme == fact.theme != ""
    return near if same or (after and sure[after.id] is near) else None


def _score(theme: Theme, fact: Fact, language: str) -> int:
    """Cues found, the longer the surer; what the fact itself says counts twice, for a label may be that of a whole section."""
    body, label = told(fact.text, language).lower(), told(fact.theme, language).lower()
    return sum(len(cue.strip()) * (2 * holds(body, cue) + holds(label, cue)) for cue in map(str.lower, theme.cues))


def _is_weak(theme: Theme, fact: Fact, language: str) -> bool:
    """Whether nothing but cues that say too little speak for a theme, which would be called faulty by its name."""
    body = told(f"{fact.theme}\n{fact.text}", language).lower()
    found = {cue for cue in map(str.lower, theme.cues) if holds(body, cue)}
    return bool(found) and not theme.broad and found <= _weak(language)


def holds(text: str, cue: str) -> bool:
    """Whether a text, in small letters, has a cue: one in Latin letters where a word begins, as a whole word if a blank ends it."""
    if not cue.isascii():
        return cue in text
    return cue.strip() in text and _word(cue).search(text) is not None


@cache
def _word(cue: str) -> re.Pattern[str]:
    begins = "(?<![a-z])" if cue[0].isalpha() else ""
    return re.compile(begins + re.escape(cue.strip()) + ("s?(?![a-z])" if cue.endswith(" ") else ""))


def told(text: str, language: str) -> str:
    """A text without the words that hold a cue and are not about it."""
    return _misleading(language).sub("\x00", text)


@cache
def _misleading(language: str) -> re.Pattern[str]:
    return re.compile(wording(language)["misleading"])


@cache
def _weak(language: str) -> frozenset[str]:
    return frozenset(wording(language)["weak"].split())


def wording(language: str) -> dict[str, Any]:
    """The table `[outline]` of the language file."""
    return prompts.read_section(language, "language.toml", "outline")
