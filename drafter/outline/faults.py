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
from drafter.outline.fields import told, wording
from drafter.schema import Fact


@dataclass(frozen=True)
class Fault:
    """A kind of fault: its headings, and the words that a problem or a plan of that kind has. A plain one wins over a theme; the plans
    of one that presumes a fault (加快推进滞后工作) only answer a problem.
    """

    theme: Theme
    said: re.Pattern[str]
    mended: re.Pattern[str]
    plain: bool
    presumes: bool

    def weight(self, fact: Fact, language: str) -> int:
        """How many characters of the fact speak of it."""
        words = self.mended if fact.part == "plans" else self.said
        return sum(len(match[0]) for match in words.finditer(told(fact.text, language)))


@cache
def read_faults(language: str) -> tuple[Fault, ...]:
    """The language's kinds of fault, the surest first; none where its file has no such table."""
    rows = cast("list[dict[str, str]]", prompts.read_table(language, "language.toml").get("faults", []))
    presuming = wording(language)["presumes"].split()
    return tuple(
        Fault(
            theme=Theme(id=row["id"], achievements=(), problems=row["problems"], plans=row["plans"]),
            said=re.compile(row["said"] or "(?!)"),
            mended=re.compile(row["mended"] or "(?!)"),
            plain=bool(row.get("plain")),
            presumes=row["id"] in presuming,
        )
        for row in rows
    )


def assign_faults(facts: Sequence[Fact], themes: Mapping[str, Theme], language: str) -> dict[str, Theme]:
    """A theme for each problem and plan: the kind of fault where it is plain or the field of work is a broad one, else the field."""
    faults = read_faults(language)
    return {fact.id: _fitting(fact, themes[fact.id], faults, language) for fact in facts}


def assign_free(plans: Sequence[Fact], fields: Mapping[str, Theme], language: str) -> dict[str, Theme]:
    """A theme for each plan that answers no problem: as any other, but none that presumes a fault which no note tells of."""
    faults = [fault for fault in read_faults(language) if not fault.presumes]
    return {fact.id: _fitting(fact, fields[fact.id], faults, language) for fact in plans}


def _fitting(fact: Fact, theme: Theme, faults: Sequence[Fault], language: str) -> Theme:
    broad = theme.broad or not theme.cues
    near = [fault for fault in faults if fault.plain or broad]
    best = max(near, key=lambda fault: fault.weight(fact, language), default=None)
    if best and best.weight(fact, language):
        return best.theme
    return faults[-1].theme if faults and broad else theme


def rest(kind: Kind) -> Theme:
    """What holds the problems that are left when there are too many kinds of them."""
    faults = read_faults(kind.language)
    return faults[-1].theme if faults else kind.themes[-1]


def own_words(facts: Sequence[Fact], heading: str, language: str) -> str:
    """The words of a single problem, or the writer's label before it, as its heading, where they make one and are not all that it
    says, and the heading that it has names none of its matters; else empty.
    """
    if len(facts) != 1 or shared(heading, facts[0].text, language):
        return ""
    known = languages.load(language)
    words = known.heading_from(facts[0].text)
    if len(facts[0].text) > len(words) + LEAST_BESIDE:
        return words or known.heading_from(facts[0].theme)
    return ""


def mending(problem: str, plans: Sequence[Fact], language: str) -> str:
    """The heading of the plans against a problem that is named in its own words; empty where none of them speaks of its matter."""
    spoken = not plans or any(shared(problem, fact.text, language) for fact in plans)
    return wording(language)["mend"].replace("{heading}", problem) if problem and spoken else ""


def shared(heading: str, text: str, language: str) -> int:
    """How many of the matters that a heading names a text has, by two characters or a word."""
    cut = languages.load(language).topics
    return len(set(cut(re.sub(wording(language)["bare"], "\n", heading))) & set(cut(text)))


def matters(
    problems: Sequence[Fact], plans: Sequence[Fact], fields: Mapping[str, Theme], language: str
) -> dict[str, str]:
    """Plan to the problem of the same matter: they share a word that hardly any other problem or plan has, of a broad one (系统, 培训)
    that none has; of two problems that do, the one of the plan's field of work.
    """
    cut = languages.load(language).topics
    frequent, broad = (set(cut(wording(language)[name])) for name in ("common", "broad"))
    topics = {fact.id: set(cut(fact.text)) - frequent for fact in (*problems, *plans)}
    spread = Counter(topic for fact in problems for topic in topics[fact.id])
    wide = Counter(topic for fact in plans for topic in topics[fact.id])
    holders: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        for topic in topics[problem.id]:
            most = 1 if topic in broad else RARE
            if spread[topic] <= most >= wide[topic]:
                holders[topic].append(problem.id)
    order = {problem.id: place for place, problem in enumerate(problems)}
    found = {}
    for plan in plans:
        common: dict[str, float] = defaultdict(float)
        for topic in topics[plan.id]:
            for name in holders.get(topic, ()):
                common[name] += (BROAD if topic in broad else 1) / spread[topic]
        if common:
            found[plan.id] = max(common, key=lambda name: (common[name], fields[name] == fields[plan.id], -order[name]))
    return found


LEAST_BESIDE = 3
"""Characters that a problem has at least beside the words that head it."""

RARE = 2
"""Problems, and plans, that may have a word in common for it still to say what they are about."""

BROAD = 0.5
"""How much a broad word tells beside another of what a problem or a plan is about."""
