"""A model's outline laid as a patch over the rule's: better headings and pairs, and no fact lost whatever it says.

A line is `part | heading | fact ids | problem numbers`. What it gets wrong falls away by itself: unknown facts and those
of another part are passed over, a fact that two lines claim stays with the first, a fact that no line claims stays
where the rule put it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drafter import text as texts
from drafter.kinds import Kind
from drafter.outline import MOST_ITEMS
from drafter.outline.faults import assign_faults
from drafter.outline.fields import assign_themes
from drafter.schema import FACT_ID, PARTS, Entry, Fact, PartName

LONGEST_HEADING = {"zh": 26, "en": 80}
"""Characters beyond which a heading is a sentence."""

TITLE, SHORTEST_TITLE = 0.6, 3
"""Share of a typed part's name that a part's title must have, and characters below which it is no name."""

_DRESS = re.compile(r"^[\s\-*#>•·]*|[*`]+|[\s。.;；,，:：]+$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．)）])\s*"
)
_MARK = re.compile(r"[|⟦⟧\[\]<>{}]")


@dataclass(frozen=True)
class OutlineLine:
    """What a line of the model was understood as; `names` are the problems that it says it answers, as it typed them."""

    part: PartName
    heading: str | None
    facts: tuple[str, ...]
    names: tuple[str, ...] = ()


class Patch:
    """Takes the model's lines one by one; `entries` is the whole outline so far.

    `settle(heading, facts)` gives a heading back as it may stand over these facts; empty: the rule's heading stays.
    """

    def __init__(
        self,
        rule: Sequence[Entry],
        facts: Sequence[Fact],
        kind: Kind,
        settle: Callable[[str, Sequence[Fact]], str],
    ) -> None:
        self._rule = tuple(rule)
        self._facts = {fact.id: fact for fact in facts if fact.wanted}
        self._kind = kind
        self._settle = settle
        self._placed: set[str] = set()
        self._problems: list[frozenset[str]] = []
        """What each problem line that the model wrote claims, also of lines that were not taken: plans count them all."""
        self.lines: list[OutlineLine] = []

    def add(self, wire: str) -> OutlineLine | None:
        """The line as it was understood; None when it claims no fact that is still free, or its part is full."""
        fields = [field.strip() for field in re.split(r"[|｜]", _DRESS.sub("", wire).strip("|｜ "))]
        part = self._part(fields[0])
        if part is None or len(fields) < 3:
            return None
        claimed = dict.fromkeys(re.findall(FACT_ID, fields[2]))
        if part == "problems":
            self._problems.append(frozenset(claimed))
        own = tuple(
            name
            for name in claimed
            if name in self._facts and self._facts[name].part == part and name not in self._placed
        )
        if not own or sum(line.part == part for line in self.lines) >= MOST_ITEMS[part]:
            return None
        names = tuple(re.findall(FACT_ID, fields[3])) if part == "plans" and len(fields) > 3 else ()
        line = OutlineLine(part, self._heading(fields[1], part, own), own, names)
        self._placed.update(own)
        self.lines.append(line)
        return line

    def _part(self, typed: str) -> PartName | None:
        """The part that a line names, in our word for it or in (some of) the kind's title."""
        word = typed.strip("*` [】【]").lower()
        if word in PARTS or len(word) < SHORTEST_TITLE:
            return next((name for name in PARTS if name == word), None)
        alike = {name: texts.overlap(word, self._kind.parts[name].title.lower()) for name in PARTS}
        best = max(PARTS, key=lambda name: alike[name])
        return best if alike[best] >= TITLE else None

    def _heading(self, typed: str, part: PartName, own: tuple[str, ...]) -> str | None:
        heading = _NUMBERED.sub("", _DRESS.sub("", typed))
        taken = {line.heading for line in self.lines if line.part == part}
        fit = heading and len(heading) <= LONGEST_HEADING[self._kind.language] and not _MARK.search(heading)
        if fit and heading not in taken:
            settled = self._settle(heading, [self._facts[name] for name in own])
            if settled and settled not in taken:
                return settled
        near = max(
            (entry for entry in self._rule if entry.part == part and entry.facts),
            key=lambda entry: len(set(entry.facts) & set(own)),
        )
        return near.heading if near.heading not in taken else None

    def entries(self) -> tuple[tuple[int, Entry], ...]:
        """Every entry with a number that is its own for good: the rule's from 1, the model's after them.

        First the model's lines of a part in its own order, then what is left of the rule's entries; what is left of plans
        that answer a problem, and a visible gap for each problem that no plan answers, stand where that problem's turn is.
        """
        mine = [(len(self._rule) + 1 + n, line) for n, line in enumerate(self.lines)]
        left = [(n, self._rest(entry)) for n, entry in enumerate(self._rule, 1)]
        left = [(n, line) for n, line in left if line.facts]
        problems = [pair for pair in (*mine, *left) if pair[1].part == "problems"]
        achievements = [(n, _entry(line)) for n, line in (*mine, *left) if line.part == "achievements"]
        ordered = [
            (n, _entry(line, self._answered(line, problems))) for n, line in (*mine, *left) if line.part == "plans"
        ]
        own = sum(line.part == "plans" for _, line in mine)
        late = [*ordered[own:], *self._gaps(problems, [entry for _, entry in ordered])]
        plans = ordered[:own]
        for number, entry in late:
            plans.insert(_turn(entry, [other for _, other in plans]), (number, entry))
        return (*achievements, *((n, _entry(line)) for n, line in problems), *plans)

    def _rest(self, entry: Entry) -> OutlineLine:
        """What the model's lines left of a rule's entry."""
        facts = tuple(name for name in entry.facts if name not in self._placed)
        taken = {line.heading for line in self.lines if line.part == entry.part}
        return OutlineLine(entry.part, None if entry.heading in taken else entry.heading, facts)

    def _answered(self, line: OutlineLine, problems: Sequence[tuple[int, OutlineLine]]) -> tuple[int, ...]:
        """The problems that a plan answers: those the model named, else those that the rule pairs its facts with.

        A model that names any is taken at its word: its other plans answer none.
        """
        own = [frozenset(problem.facts) for _, problem in problems]
        if line.names:
            meant = [self._meant(name) for name in line.names]
            return tuple(index for index, facts in enumerate(own) if any(facts & one for one in meant))
        if line in self.lines and any(other.names for other in self.lines):
            return ()
        return tuple(sorted({index for name in line.facts for index in self._paired(name, own)}))

    def _paired(self, name: str, problems: Sequence[frozenset[str]]) -> tuple[int, ...]:
        """The problems that the rule pairs a plan's fact with; of several that it has under one heading, the likest."""
        by_rule = [entry for entry in self._rule if entry.part == "problems"]
        entry = next(entry for entry in self._rule if name in entry.facts)
        paired = {fact for index in entry.answers for fact in by_rule[index].facts}
        likeness = {
            index: max(texts.likeness(self._facts[fact].text, self._facts[name].text) for fact in facts & paired)
            for index, facts in enumerate(problems)
            if facts & paired
        }
        best = max(likeness.values(), default=0.0)
        if not best and len(likeness) > 1:
            return ()  # nothing tells which of them it is
        return tuple(index for index, alike in likeness.items() if alike == best)

    def _meant(self, name: str) -> frozenset[str]:
        """The facts of the problem that a plan names: by the number of its line, else by the id of a note in it."""
        if name.isdigit() and 0 < int(name) <= len(self._problems):
            return self._problems[int(name) - 1]
        return frozenset((name,))

    def _gaps(self, problems: Sequence[tuple[int, OutlineLine]], plans: Sequence[Entry]) -> list[tuple[int, Entry]]:
        """An entry that says so for each problem that no plan answers; none where nothing is planned at all."""
        first = len(self._rule) + sum(MOST_ITEMS.values()) + 1
        answered = {index for entry in plans for index in entry.answers}
        taken = {entry.heading for entry in plans}
        gaps: list[tuple[int, Entry]] = []
        for index, (_, problem) in enumerate(problems):
            if index in answered or not plans:
                continue
            facts = [self._facts[name] for name in problem.facts]
            themes = assign_faults(facts, assign_themes(facts, self._kind), self._kind.language)
            heading = themes[problem.facts[0]].plans
            gap = self._kind.plan_gap.replace("{heading}", problem.heading or self._facts[problem.facts[0]].text)
            entry = Entry(part="plans", heading=None if heading in taken else heading, answers=(index,), gap=gap)
            taken.add(heading)
            gaps.append((first + index, entry))
        return gaps


def _turn(entry: Entry, plans: Sequence[Entry]) -> int:
    """Where an entry is laid among plans: behind the last that answers the same problem or an earlier one."""
    if not entry.answers:
        return len(plans)
    before = [i for i, other in enumerate(plans, 1) if other.answers and min(other.answers) <= min(entry.answers)]
    return max(before, default=0)


def _entry(line: OutlineLine, answers: tuple[int, ...] = ()) -> Entry:
    return Entry(part=line.part, heading=line.heading, facts=line.facts, answers=answers)
