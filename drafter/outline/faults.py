"""What is wrong, and what a plan is for: the kind of fault as a heading, where the field of work would not fit.

The kinds of fault stand in `[[faults]]` of a language file, the commonest words of notes in its table `[outline]`;
a language without them goes by the kind's themes alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from drafter import languages, prompts
from drafter.kinds import Kind, Theme
from drafter.schema import Fact


@dataclass(frozen=True)
class Fault:
    """A kind of fault: its headings, and the words that a problem or a plan of that kind has. A plain one wins over a theme."""

    theme: Theme
    said: re.Pattern[str]
    mended: re.Pattern[str]
    plain: bool

    def weight(self, fact: Fact) -> int:
        """How many characters of the fact speak of it."""
        words = self.mended if fact.part == "plans" else self.said
        return sum(len(match[0]) for match in words.finditer(fact.text))


@cache
def read_faults(language: str) -> tuple[Fault, ...]:
    """The language's kinds of fault, the surest first; none where its file has no such table."""
    rows = cast("list[dict[str, str]]", prompts.read_table(language, "language.toml").get("faults", []))
    return tuple(
        Fault(
            theme=Theme(id=row["id"], achievements=(), problems=row["problems"], plans=row["plans"]),
            said=re.compile(row["said"] or "(?!)"),
            mended=re.compile(row["mended"] or "(?!)"),
            plain=bool(row.get("plain")),
        )
        for row in rows
    )


def assign_faults(facts: Sequence[Fact], themes: Mapping[str, Theme], language: str) -> dict[str, Theme]:
    """A theme for each problem and plan: the kind of fault where it is plain or the field of work is a broad one, else the field."""
    faults = read_faults(language)
    return {fact.id: _fitting(fact, themes[fact.id], faults) for fact in facts}


def _fitting(fact: Fact, theme: Theme, faults: Sequence[Fault]) -> Theme:
    broad = theme.broad or not theme.cues
    near = [fault for fault in faults if fault.plain or broad]
    best = max(near, key=lambda fault: fault.weight(fact), default=None)
    if best and best.weight(fact):
        return best.theme
    return faults[-1].theme if faults and broad else theme


def rest(kind: Kind) -> Theme:
    """What holds the problems that are left when there are too many kinds of them."""
    faults = read_faults(kind.language)
    return faults[-1].theme if faults else kind.themes[-1]


def matters(problems: Sequence[Fact], plans: Sequence[Fact], language: str) -> dict[str, str]:
    """Plan to the problem of the same matter: they share a word that hardly any other problem or plan has."""
    table = cast("dict[str, dict[str, str]]", prompts.read_table(language, "language.toml")).get("outline")
    if not table:
        return {}
    cut = languages.load(language).topics
    common = set(cut(table["common"]))
    topics = {fact.id: set(cut(fact.text)) - common for fact in (*problems, *plans)}
    spread = Counter(topic for fact in problems for topic in topics[fact.id])
    wide = Counter(topic for fact in plans for topic in topics[fact.id])
    holders: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        for topic in topics[problem.id]:
            if spread[topic] <= RARE >= wide[topic]:
                holders[topic].append(problem.id)
    order = {problem.id: place for place, problem in enumerate(problems)}
    found = {}
    for plan in plans:
        shared: dict[str, float] = defaultdict(float)
        for topic in topics[plan.id]:
            for name in holders.get(topic, ()):
                shared[name] += 1 / spread[topic]
        if shared:
            found[plan.id] = max(shared, key=lambda name: (shared[name], -order[name]))
    return found


RARE = 2
"""Problems, and plans, that may have a word in common for it still to say what they are about."""
