"""Facts to an outline by rule: grouped by theme under the kind's headings, each plan beside the problem it answers.

No fact can be lost here: every wanted fact is in exactly one entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter import text as texts
from drafter.kinds import Kind, Theme
from drafter.outline import faults
from drafter.outline.fields import assign_themes, wording
from drafter.schema import Entry, Fact, PartName

MOST_ITEMS: dict[PartName, int] = {"achievements": 8, "problems": 6, "plans": 8}
LARGE = 12
"""Facts from which a theme is given a second heading, if it has one."""

MOST_COMPARED = 300
"""Problems with which a plan is compared word for word; in longer notes it answers those of its matter or its theme."""

ANSWERS = {"zh": 0.3, "en": 0.6}
"""Share of a problem's character pairs that a plan must share to answer it, themes aside."""

NAMED = 2
"""Matters that a plan must share with a problem whose own words head it."""


@dataclass(frozen=True)
class Group:
    """Facts under one theme. One fault alone that its theme's heading would not name has its own words as the heading."""

    theme: Theme
    facts: tuple[Fact, ...]
    words: str = ""

    @property
    def heading(self) -> str:
        """What heads it among the problems."""
        return self.words or self.theme.problems


def plan(facts: Sequence[Fact], kind: Kind) -> tuple[Entry, ...]:
    """The entries of all three parts, in the order of the report."""
    standing = {fact.id for fact in facts if fact.wanted}
    riders = {fact.id: fact.twin for fact in facts if fact.wanted and fact.twin in standing}
    wanted = [fact for fact in facts if fact.wanted and fact.id not in riders]
    themes = assign_themes(wanted, kind)
    others = [fact for fact in wanted if fact.part != "achievements"]
    fields = dict(themes)
    themes |= faults.assign_faults(others, themes, kind.language)
    achievements = _achievements(_of(wanted, "achievements"), themes, kind)
    problems = _faulty(_grouped(_of(wanted, "problems"), themes), kind)
    entries = (
        *achievements,
        *(Entry(part="problems", heading=g.heading, facts=_ids(g.facts)) for g in problems),
        *(_plans(_of(wanted, "plans"), problems, themes, fields, kind)),
    )
    return tuple(_with_riders(entry, riders) for entry in entries)


def answers(facts: Sequence[Fact], kind: Kind) -> dict[str, frozenset[str]]:
    """For each plan that answers a problem the facts that tell this one, by their ids."""
    entries = plan(facts, kind)
    problems = [frozenset(entry.facts) for entry in entries if entry.part == "problems"]
    return {
        name: frozenset[str]().union(*(problems[index] for index in entry.answers))
        for entry in entries
        if entry.part == "plans" and entry.answers
        for name in entry.facts
    }


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


def _grouped(facts: Sequence[Fact], themes: Mapping[str, Theme]) -> list[Group]:
    """Facts by theme, the facts of one label side by side; themes in the order in which they first come up."""
    by_theme: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_theme[themes[fact.id].id].append(fact)
    return [Group(themes[held[0].id], _by_label(held)) for held in by_theme.values()]


def _by_label(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that the writer put under one label side by side, at the place of the first."""
    place: dict[str, int] = {}
    for index, fact in enumerate(facts):
        place.setdefault(fact.theme or fact.id, index)
    return tuple(sorted(facts, key=lambda fact: place[fact.theme or fact.id]))


def _ordered(groups: Sequence[Group], kind: Kind) -> list[Group]:
    """Groups in the kind's order."""
    order = {theme.id: index for index, theme in enumerate(kind.themes)}
    return sorted(groups, key=lambda group: order.get(group.theme.id, len(order)))


def _joined(groups: Sequence[Group], most: int) -> list[Group]:
    """The smallest groups joined to their smaller neighbour, under half of each heading, until there are few enough."""
    left = list(groups)
    while len(left) > most:
        index = min(range(len(left)), key=lambda i: len(left[i].facts))
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(left)]
        near = min(beside, key=lambda i: len(left[i].facts)) if _halves(left[index].theme) else beside[0]
        low, high = sorted((index, near))
        left[low : high + 1] = [Group(_both(left[low], left[high]), (*left[low].facts, *left[high].facts))]
    return left


def _both(one: Group, other: Group) -> Theme:
    """A theme for two groups: in a language whose headings have two halves one half of each, else the larger one's."""
    larger = one.theme if len(one.facts) >= len(other.facts) else other.theme
    halves = [_halves(theme) for theme in (one.theme, other.theme)]
    if not all(halves):
        return larger
    return larger.model_copy(update={"achievements": ("，".join(pair[0] for pair in halves),)})


def _halves(theme: Theme) -> list[str]:
    """The two halves of a theme's first heading; none where it has only one."""
    pair = theme.achievements[0].split("，") if theme.achievements else []
    return pair if len(pair) == 2 else []


def _faulty(groups: Sequence[Group], kind: Kind) -> list[Group]:
    """Problem groups as the notes have them, the smallest of too many in one last group."""
    most = MOST_ITEMS["problems"]
    if not faults.read_faults(kind.language):
        return _joined(_ordered(groups, kind), most)
    ranked = sorted(groups, key=lambda group: (group.theme.id != faults.rest(kind).id, len(group.facts)), reverse=True)
    kept = ranked[: most if len(ranked) <= most else most - 1]
    left = tuple(fact for group in groups if group not in kept for fact in group.facts)
    last = [Group(faults.rest(kind), left)] if left else []
    return [
        Group(group.theme, group.facts, faults.own_words(group.facts, group.theme.problems, kind.language))
        for group in (*(group for group in groups if group in kept), *last)
    ]


def _achievements(facts: Sequence[Fact], themes: Mapping[str, Theme], kind: Kind) -> list[Entry]:
    most = min(MOST_ITEMS["achievements"], max(3, -(-len(facts) // 3)))
    groups = _joined(_ordered(_grouped(facts, themes), kind), most)
    entries: list[Entry] = []
    spare = MOST_ITEMS["achievements"] - len(groups)
    for group in groups:
        pieces = 2 if len(group.facts) > LARGE and len(group.theme.achievements) > 1 and spare > 0 else 1
        spare -= pieces - 1
        for heading, part in zip(
            group.theme.achievements, _halved(group.facts) if pieces > 1 else [group.facts], strict=False
        ):
            entries.append(Entry(part="achievements", heading=heading, facts=_ids(part)))
    return entries


def _halved(facts: Sequence[Fact]) -> list[Sequence[Fact]]:
    """The facts in two halves, no table cut in two."""
    middle = -(-len(facts) // 2)
    while middle < len(facts) and facts[middle].columns and facts[middle].columns == facts[middle - 1].columns:
        middle += 1
    return [half for half in (facts[:middle], facts[middle:]) if half]


def _plans(plans: Sequence[Fact], problems: Sequence[Group], themes: Mapping[str, Theme], fields: Mapping[str, Theme],
           kind: Kind) -> list[Entry]:  # fmt: skip
    """Plans that answer a problem, in the problems' order, a visible gap for each problem without one; then the rest. `fields` are
    the facts' fields of work, `themes` also kinds of fault: a problem that no plan answers has those of its field.
    """
    answering: dict[int, list[Fact]] = defaultdict(list)
    free: list[Fact] = []
    told = [fact for group in problems for fact in group.facts]
    of_a_matter = faults.matters(told, plans, fields, kind.language)
    for fact in plans:
        index = _answered(fact, problems, themes, kind, of_a_matter.get(fact.id))
        if index is None:
            free.append(fact)
        else:
            answering[index].append(fact)
    for index, problem in enumerate(problems):
        if index not in answering and (own := [fact for fact in free if fields[fact.id].id == problem.theme.id]):
            answering[index] = own
            free = [fact for fact in free if fact not in own]
    for fact in list(free):
        index = _tied([i for i in range(len(problems)) if i not in answering], fact, problems, kind)
        if index is not None:
            answering[index].append(fact)
            free.remove(fact)
    entries = []
    for index, problem in enumerate(problems):
        held = answering.get(index, ())
        gap = "" if held or not plans else kind.plan_gap.replace("{heading}", problem.heading)
        if held or gap:
            near = [theme for fact in held for theme in (themes[fact.id], fields[fact.id])]
            heading = faults.mending(problem.words, held, kind.language) or _of_the_plans(problem.theme, near).plans
            entries.append(Entry(part="plans", heading=heading, facts=_ids(held), answers=(index,), gap=gap))
    most = max(1, MOST_ITEMS["plans"] - len(entries))
    kept = _joined(_ordered(_grouped(free, faults.assign_free(free, fields, kind.language)), kind), most)
    return _under_one_heading(
        [*entries, *(Entry(part="plans", heading=g.theme.plans, facts=_ids(g.facts)) for g in kept)]
    )


def _of_the_plans(theme: Theme, near: Sequence[Theme]) -> Theme:
    """The theme that heads plans against a problem: the problem's; where that is a kind of fault and no plan is against one, the field
    of the same name (安全环保, not 安全隐患).
    """
    fields = [other for other in near if other.id == theme.id and other.achievements]
    return fields[0] if fields and not theme.achievements and theme not in near else theme


def _tied(open_: Sequence[int], fact: Fact, problems: Sequence[Group], kind: Kind) -> int | None:
    """The one problem of those still open that a free plan surely answers, whatever its words: told in the same line, or the one that
    lacks money where the plan asks for some (`缺口20万`, `争取财政支持30万`).
    """
    beside = [i for i in open_ if any(other.note == fact.note for other in problems[i].facts)]
    words = wording(kind.language)["money"]
    asks = re.search(words["asked"], fact.text) is not None
    lacking = [i for i in open_ if asks and any(re.search(words["lacking"], f.text) for f in problems[i].facts)]
    return next((found[0] for found in (beside, lacking) if len(found) == 1), None)


def _under_one_heading(entries: Sequence[Entry]) -> list[Entry]:
    """No two items under one heading: the later one's facts join the earlier, which is no gap any more."""
    first: dict[str | None, Entry] = {}
    for entry in entries:
        if (held := first.get(entry.heading)) is None:
            first[entry.heading] = entry
            continue
        joined = (*held.facts, *entry.facts)
        answers = (*held.answers, *entry.answers)
        first[entry.heading] = held.model_copy(
            update={"facts": joined, "answers": answers, "gap": "" if joined else held.gap}
        )
    return list(first.values())


def _answered(
    plan_fact: Fact, problems: Sequence[Group], themes: Mapping[str, Theme], kind: Kind, problem: str | None
) -> int | None:
    """The problem group that a plan answers: in nearly the same words, of the same matter, or of the same theme."""
    few = sum(len(group.facts) for group in problems) <= MOST_COMPARED
    best = max(
        (
            (max(texts.overlap(p.text, plan_fact.text) for p in group.facts), -i)
            for i, group in enumerate(problems)
            if few
        ),
        default=(0.0, 0),
    )
    if best[0] >= ANSWERS[kind.language]:
        return -best[1]
    if problem:
        return next(i for i, group in enumerate(problems) if any(fact.id == problem for fact in group.facts))
    named = [faults.shared(group.words, plan_fact.text, kind.language) if group.words else 0 for group in problems]
    if max(named, default=0) >= NAMED:
        return named.index(max(named))
    theme = themes[plan_fact.id]
    same = (i for i, group in enumerate(problems) if group.theme.id == theme.id)
    return next(same, None) if theme.cues or theme.id != faults.rest(kind).id else None
