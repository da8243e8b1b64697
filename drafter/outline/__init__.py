"""Facts to an outline by rule: grouped by theme under the kind's headings, each plan beside the problem it answers.

No fact can be lost here: every wanted fact is in exactly one entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter import text as texts
from drafter.kinds import Kind, Theme
from drafter.schema import Entry, Fact, PartName

MOST_ITEMS: dict[PartName, int] = {"achievements": 8, "problems": 6, "plans": 8}
LARGE = 12
"""Facts from which a theme is given a second heading, if it has one."""

ANSWERS = 0.3
"""Share of a problem's character pairs that a plan must share to answer it, themes aside."""


@dataclass(frozen=True)
class Group:
    """Facts under one theme."""

    theme: Theme
    facts: tuple[Fact, ...]


def plan(facts: Sequence[Fact], kind: Kind) -> tuple[Entry, ...]:
    """The entries of all three parts, in the order of the report."""
    standing = {fact.id for fact in facts if fact.wanted}
    riders = {fact.id: fact.twin for fact in facts if fact.wanted and fact.twin in standing}
    wanted = [fact for fact in facts if fact.wanted and fact.id not in riders]
    themes = assign_themes(wanted, kind)
    achievements = _achievements(_of(wanted, "achievements"), themes, kind)
    problems = _grouped(_of(wanted, "problems"), themes, kind, MOST_ITEMS["problems"])
    plans = _of(wanted, "plans")
    entries = (
        *achievements,
        *(Entry(part="problems", heading=g.theme.problems, facts=_ids(g.facts)) for g in problems),
        *(_plans(plans, problems, themes, kind)),
    )
    return tuple(_with_riders(entry, riders) for entry in entries)


def _with_riders(entry: Entry, riders: Mapping[str, str | None]) -> Entry:
    """The entry with the facts that are written together with one of its own (a correction beside what it corrects)."""
    names = [
        name for held in entry.facts for name in (held, *(rider for rider, twin in riders.items() if twin == held))
    ]
    return entry if len(names) == len(entry.facts) else entry.model_copy(update={"facts": tuple(names)})


def _of(facts: Sequence[Fact], part: PartName) -> list[Fact]:
    return [fact for fact in facts if fact.part == part]


def _ids(facts: Sequence[Fact]) -> tuple[str, ...]:
    return tuple(fact.id for fact in facts)


def assign_themes(facts: Sequence[Fact], kind: Kind) -> dict[str, Theme]:
    """A theme for each fact: by its cues, else that of the facts under the same label, else of its neighbour."""
    scores = {fact.id: [_score(theme, fact) for theme in kind.themes] for fact in facts}
    labelled: dict[tuple[str, PartName | None], list[str]] = defaultdict(list)
    for fact in facts:
        if fact.theme:
            labelled[fact.theme, fact.part].append(fact.id)
    themes: dict[str, Theme] = {}
    last: Theme | None = None
    for fact in facts:
        own = scores[fact.id]
        if not max(own) and fact.theme:
            own = [sum(column) for column in zip(*(scores[i] for i in labelled[fact.theme, fact.part]), strict=True)]
        if max(own):
            last = kind.themes[own.index(max(own))]
            themes[fact.id] = last
        else:
            themes[fact.id] = last if last and fact.part == "achievements" and fact.theme else kind.themes[-1]
    return themes


def _score(theme: Theme, fact: Fact) -> int:
    """Cues found, the longer the surer; what the writer's own label says counts twice."""
    body, label = fact.text.lower(), fact.theme.lower()
    return sum(len(cue) * ((cue in body) + 2 * (cue in label)) for cue in map(str.lower, theme.cues))


def _grouped(facts: Sequence[Fact], themes: dict[str, Theme], kind: Kind, most: int) -> list[Group]:
    """Facts by theme in the kind's order; the smallest groups are joined to a neighbour until there are few enough."""
    by_theme: dict[str, list[Fact]] = defaultdict(list)
    order = {fact.id: index for index, fact in enumerate(facts)}
    for fact in facts:
        by_theme[themes[fact.id].id].append(fact)
    groups = [Group(theme, tuple(by_theme[theme.id])) for theme in kind.themes if theme.id in by_theme]
    while len(groups) > most:
        index = min(range(len(groups)), key=lambda i: len(groups[i].facts))
        near = index - 1 if index else 1
        low, high = sorted((index, near))
        theme = max(groups[low], groups[high], key=lambda g: len(g.facts)).theme
        joined = tuple(sorted(groups[low].facts + groups[high].facts, key=lambda f: order[f.id]))
        groups[low : high + 1] = [Group(theme, joined)]
    return groups


def _achievements(facts: Sequence[Fact], themes: dict[str, Theme], kind: Kind) -> list[Entry]:
    most = min(MOST_ITEMS["achievements"], max(3, len(facts) // 3))
    groups = _grouped(facts, themes, kind, most)
    entries: list[Entry] = []
    spare = MOST_ITEMS["achievements"] - len(groups)
    for group in groups:
        pieces = 2 if len(group.facts) > LARGE and len(group.theme.achievements) > 1 and spare > 0 else 1
        spare -= pieces - 1
        size = -(-len(group.facts) // pieces)
        for number in range(pieces):
            part = group.facts[number * size : (number + 1) * size]
            entries.append(Entry(part="achievements", heading=group.theme.achievements[number], facts=_ids(part)))
    return entries


def _plans(plans: Sequence[Fact], problems: Sequence[Group], themes: dict[str, Theme], kind: Kind) -> list[Entry]:
    """Plans that answer a problem, in the problems' order, a visible gap for each problem without one; then the rest."""
    answering: dict[int, list[Fact]] = defaultdict(list)
    free: list[Fact] = []
    for fact in plans:
        index = _answered(fact, problems, themes)
        if index is None:
            free.append(fact)
        else:
            answering[index].append(fact)
    by_theme = {problem.theme.id: index for index, problem in enumerate(problems)}
    for fact in list(free):  # no two items under one heading
        if (index := by_theme.get(themes[fact.id].id)) is not None:
            answering[index].append(fact)
            free.remove(fact)
    entries = []
    for index, problem in enumerate(problems):
        own = answering.get(index, ())
        gap = "" if own or not plans else kind.plan_gap.replace("{heading}", problem.theme.problems)
        if own or gap:
            entries.append(Entry(part="plans", heading=problem.theme.plans, facts=_ids(own), answers=(index,), gap=gap))
    most = max(1, MOST_ITEMS["plans"] - len(entries))
    rest = _grouped(free, themes, kind, most)
    return entries + [Entry(part="plans", heading=g.theme.plans, facts=_ids(g.facts)) for g in rest]


def _answered(plan_fact: Fact, problems: Sequence[Group], themes: dict[str, Theme]) -> int | None:
    """The problem group that a plan answers: of the same theme, or in nearly the same words."""
    best = max(
        ((max(texts.overlap(p.text, plan_fact.text) for p in group.facts), -i) for i, group in enumerate(problems)),
        default=(0.0, 0),
    )
    if best[0] >= ANSWERS:
        return -best[1]
    theme = themes[plan_fact.id]
    same = (i for i, group in enumerate(problems) if group.theme.id == theme.id and theme.cues)
    return next(same, None)
