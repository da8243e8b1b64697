"""A model's outline laid as a patch over the rule's: better headings and pairs, and no fact lost whatever it says.

A line is `part | heading | fact ids | problem numbers`. What it gets wrong falls away by itself: unknown facts and those
of another part are passed over, a fact that two lines claim stays with the first, a fact that no line claims stays
where the rule put it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drafter.kinds import Kind
from drafter.outline import MOST_ITEMS, assign_themes
from drafter.schema import PARTS, Entry, Fact, PartName

LONGEST_HEADING = {"zh": 26, "en": 80}
"""Characters beyond which a heading is a sentence."""

_DRESS = re.compile(r"^[\s\-*#>•·]*|[*`]+|[\s。.;；,，:：]+$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．)）])\s*"
)
_MARK = re.compile(r"[|⟦⟧\[\]<>{}]")


@dataclass(frozen=True)
class Line:
    """What a line of the model was understood as; `answers` counts the model's own problem lines from 0."""

    part: PartName
    heading: str | None
    facts: tuple[str, ...]
    answers: tuple[int, ...] = ()


class Patch:
    """Takes the model's lines one by one; `entries` is the whole outline so far.

    `accept(heading, facts)` says whether a heading asserts nothing that its facts do not; else the rule's heading stays.
    """

    def __init__(
        self,
        rule: Sequence[Entry],
        facts: Sequence[Fact],
        kind: Kind,
        accept: Callable[[str, Sequence[Fact]], bool],
    ) -> None:
        self._rule = tuple(rule)
        self._facts = {fact.id: fact for fact in facts if fact.wanted}
        self._kind = kind
        self._accept = accept
        self._placed: set[str] = set()
        self.lines: list[Line] = []

    def add(self, wire: str) -> Line | None:
        """The line as it was understood; None when it claims no fact that is still free, or its part is full."""
        fields = [field.strip() for field in re.split(r"[|｜]", _DRESS.sub("", wire))]
        part = next((name for name in PARTS if fields[0].strip("*` ").lower() == name), None)
        if part is None or len(fields) < 3 or sum(line.part == part for line in self.lines) >= MOST_ITEMS[part]:
            return None
        claimed = dict.fromkeys(re.findall(r"\d+[a-z]*", fields[2]))
        own = tuple(
            name
            for name in claimed
            if name in self._facts and self._facts[name].part == part and name not in self._placed
        )
        if not own:
            return None
        line = Line(part, self._heading(fields[1], part, own), own, self._answers(part, fields[3:]))
        self._placed.update(own)
        self.lines.append(line)
        return line

    def _heading(self, typed: str, part: PartName, own: tuple[str, ...]) -> str | None:
        heading = _NUMBERED.sub("", _DRESS.sub("", typed))
        taken = {line.heading for line in self.lines if line.part == part}
        fit = heading and len(heading) <= LONGEST_HEADING[self._kind.language] and not _MARK.search(heading)
        if fit and heading not in taken and self._accept(heading, [self._facts[name] for name in own]):
            return heading
        near = max(
            (entry for entry in self._rule if entry.part == part and entry.facts),
            key=lambda entry: len(set(entry.facts) & set(own)),
        )
        return near.heading if near.heading not in taken else None

    def _answers(self, part: PartName, more: Sequence[str]) -> tuple[int, ...]:
        problems = sum(line.part == "problems" for line in self.lines)
        numbers = (int(number) - 1 for text in more[:1] for number in re.findall(r"\d+", text))
        return tuple(number for number in numbers if 0 <= number < problems) if part == "plans" else ()

    def entries(self) -> tuple[tuple[int, Entry], ...]:
        """Every entry with a number that is its own for good: the rule's from 1, the model's after them.

        First the model's lines of a part, then what is left of the rule's entries; plans in the order of the problems
        that they answer, and a visible gap for each problem that no plan answers.
        """
        mine = [(len(self._rule) + 1 + n, line) for n, line in enumerate(self.lines)]
        left = [(n, self._rest(entry)) for n, entry in enumerate(self._rule, 1)]
        left = [(n, line) for n, line in left if line.facts]
        problems = [pair for pair in (*mine, *left) if pair[1].part == "problems"]
        achievements = [(n, _entry(line)) for n, line in (*mine, *left) if line.part == "achievements"]
        plans = [(n, line, self._answered(line, problems)) for n, line in (*mine, *left) if line.part == "plans"]
        answered = {index for *_, answers in plans for index in answers}
        ordered = [(n, _entry(line, answers)) for n, line, answers in plans]
        if plans:
            ordered += self._gaps(problems, answered, {entry.heading for _, entry in ordered})
        ordered.sort(key=lambda pair: min(pair[1].answers, default=len(problems)))
        return (*achievements, *((n, _entry(line)) for n, line in problems), *ordered)

    def _rest(self, entry: Entry) -> Line:
        """What the model's lines left of a rule's entry."""
        facts = tuple(name for name in entry.facts if name not in self._placed)
        taken = {line.heading for line in self.lines if line.part == entry.part}
        return Line(entry.part, None if entry.heading in taken else entry.heading, facts)

    def _answered(self, line: Line, problems: Sequence[tuple[int, Line]]) -> tuple[int, ...]:
        """The problems that a plan answers: those the model named, else those that the rule pairs its facts with."""
        if line.answers:
            return line.answers
        by_rule = [entry for entry in self._rule if entry.part == "problems"]
        paired = {
            name
            for entry in self._rule
            if entry.part == "plans" and set(entry.facts) & set(line.facts)
            for index in entry.answers
            for name in by_rule[index].facts
        }
        return tuple(index for index, (_, problem) in enumerate(problems) if paired & set(problem.facts))

    def _gaps(
        self, problems: Sequence[tuple[int, Line]], answered: set[int], taken: set[str | None]
    ) -> list[tuple[int, Entry]]:
        first = len(self._rule) + sum(MOST_ITEMS.values()) + 1
        gaps = []
        for index, (_, problem) in enumerate(problems):
            if index in answered:
                continue
            themes = assign_themes([self._facts[name] for name in problem.facts], self._kind)
            heading = themes[problem.facts[0]].plans
            gap = self._kind.plan_gap.replace("{heading}", problem.heading or self._facts[problem.facts[0]].text)
            entry = Entry(part="plans", heading=None if heading in taken else heading, answers=(index,), gap=gap)
            taken.add(heading)
            gaps.append((first + index, entry))
        return gaps


def _entry(line: Line, answers: tuple[int, ...] = ()) -> Entry:
    return Entry(part=line.part, heading=line.heading, facts=line.facts, answers=answers)


def to_wire(entries: Sequence[Entry]) -> str:
    """An outline as the lines that an engine is given to improve upon; gaps are left to the rules."""
    lines = []
    for entry in entries:
        if entry.facts:
            answers = f" | {','.join(str(index + 1) for index in entry.answers)}" if entry.answers else ""
            lines.append(f"{entry.part} | {entry.heading or '-'} | {','.join(entry.facts)}{answers}")
    return "\n".join(lines)
