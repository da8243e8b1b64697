"""Do the figures of the notes come out: totals and their parts, what is left, differences, rates, averages.

How far figures were meant to give each other is weighed by what was learned from annotated notes
(prompts/<lang>/relations.tsv). Silent where they agree.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from drafter import learned
from drafter.checks import changes, columns, equations, totals
from drafter.checks.amounts import RATES, Wrong
from drafter.checks.arithmetic import Relation, Spot, relations, spots, tied
from drafter.checks.claims import clause_around
from drafter.checks.rules import Rules
from drafter.checks.weighing import clause_of, described, lone, told_of_two
from drafter.schema import Draft, Fact, Finding

CODES = {
    "sum-wrong": "a total that differs from the sum of its parts",
    "rate-wrong": "a rate that does not follow from the counts beside it",
}

TRAITS = ("sex", "age", "schooling", "lot")
"""In what ways people are told apart, by the tables of claims.toml."""

FAR = -1.5
"""The score from which what is left is held against a stock far above: it is found by words that hardly another line has."""

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_MAGNITUDES = {"亿": 10**8, "万": 10**4, "bn": 10**9, "m": 10**6, "k": 10**3}


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Wrong totals, remainders, rates and products among the facts that are written."""
    by_id = {fact.id: fact for fact in draft.facts}
    facts = in_place(draft.facts)
    typed = {note.id: note.text for note in draft.notes}
    settled: set[str] = set()
    for wrong in _wrong_totals(facts, typed, settled, rules):
        yield _finding(wrong, _plainly(wrong.given, wrong.said), by_id, rules)
    read = spots(facts, rules)
    found = [r for r in relations(read, rules) if not settled & {fact.id for fact in r.facts}]
    on_line: dict[int, list[Spot]] = defaultdict(list)
    for spot in read:
        on_line[spot.line].append(spot)
    sure = [r for r in found if totals.broken(r, on_line, typed, rules) or told_of_two(r, rules)]
    changed: set[str] = set()
    for lines, change, given in changes.wrong_changes(facts, rules):
        unit = change.figure.text.lstrip("0123456789.,+- ")
        changed.add(f"{lines[-1].id} {change.figure.text}")
        yield _finding(Wrong(lines, change.figure.text, given, "rate"), f"{given:.1f}{unit}", by_id, rules)
    for relation in _likeliest(found, rules, sure):
        said = relation.said.amount
        if f"{said.fact.id} {said.figure.text}" not in changed:
            wrong = Wrong(relation.facts, said.figure.text, relation.given, relation.kind)
            yield _finding(wrong, _computed(relation), by_id, rules)


def in_place(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that are written, in the order of their lines; what replaces a line as a whole stands in that line's place, in its row."""
    written = {fact.id: fact for fact in facts if fact.wanted}
    replaced = {fact.twin: fact.id for fact in facts if fact.reason == "superseded" and fact.twin in written}
    standing: list[Fact] = []
    for fact in facts:
        if fact.id in written and fact.id not in replaced:
            standing.append(fact)
        elif fact.twin and replaced.get(fact.twin) == fact.id:
            standing.append(columns.in_row(written[fact.twin], fact))
    return standing


def _wrong_totals(facts: Sequence[Fact], typed: Mapping[int, str], settled: set[str], rules: Rules) -> Iterator[Wrong]:
    """Totals that are surely of the parts that they stand with; the facts that need no more looking at are added to `settled`."""
    for index, fact in enumerate(facts):
        if rows := columns.rows_above(index, facts, rules):
            settled.add(fact.id)
            if total := columns.wrong_total(fact, rows, rules):
                yield Wrong((fact,), *total)
    for wrong in (*totals.far_totals(facts, rules), *totals.counted_totals(facts, rules)):
        settled.add(wrong.facts[-1].id)
        yield wrong
    for wrong in (
        *totals.told_remainders(facts, rules),
        *totals.told_in_line(facts, rules),
        *totals.nested_totals(facts, typed, rules),
    ):
        settled.update(fact.id for fact in wrong.facts)
        yield wrong
    others = [fact for fact in facts if fact.id not in settled]
    for wrong in (*totals.listed_totals(others, rules), *equations.wrong_equations(others, rules)):
        settled.update(fact.id for fact in wrong.facts)
        yield wrong


def _computed(relation: Relation) -> str:
    """What a relation gives, a rate as finely as it is said."""
    said = relation.said.amount.figure
    digits = max(len(said.value.partition(".")[2]), 1)
    return f"{relation.given:.{digits}f}%" if relation.kind == "rate" else _plainly(relation.given, said.text)


def _plainly(value: Decimal, said: str) -> str:
    """A value as a number in the magnitude of the figure that it is held against: `58.4万` beside `61.4万`, `£3.1m` beside `£3m`."""
    magnitude = re.search(r"\d\s?([亿万])|(?:[£$€]|[A-Z]{3})\s?[\d.,]+(bn|m|k)\b", said)
    if magnitude is None:
        return f"{value.normalize():f}"
    name = magnitude[1] or magnitude[2]
    return f"{(value / _MAGNITUDES[name]).normalize():f}{name}"


def _finding(wrong: Wrong, given: str, by_id: Mapping[str, Fact], rules: Rules) -> Finding:
    facts = tuple(by_id[fact.id] for fact in wrong.facts)  # where they were typed
    return rules.finding(
        "sum-wrong" if wrong.way in {"sum", "difference"} else "rate-wrong", "warning", facts=facts, wording=wrong.way if wrong.way in {"difference", "product"} else "",
        line=_lines(facts), said=wrong.said, given=given,
    )  # fmt: skip


def _lines(facts: Sequence[Fact]) -> str:
    return " / ".join(f"{fact.note}. {fact.text}" for fact in facts)


def _likeliest(found: Sequence[Relation], rules: Rules, sure: Sequence[Relation] = ()) -> list[Relation]:
    """The relations that were meant, no figure in two of them, in the order of the notes; `sure` are those that need no score."""
    scored = [(math.inf, relation) for relation in sure]
    for relation, told in described(found, rules):
        score = learned.weigh(told, rules.language, "relations.tsv")
        if score > (FAR if relation.shape == "far" else 0) and not _of_other_things(relation, rules):
            scored.append((score, relation))
    used: set[int] = set()
    chosen = []
    for _, relation in sorted(scored, key=lambda entry: -entry[0]):
        places = {spot.place for spot in relation.spots}
        if not places & used:
            used |= places
            chosen.append(relation)
    return sorted(chosen, key=lambda relation: relation.said.place)


def _of_other_things(relation: Relation, rules: Rules) -> bool:
    """Whether the wording says that a relation's figures do not give each other, whatever their values suggest."""
    if relation.kind == "sum":
        return (
            _out_of_brackets(relation) or _holds_part_of_part(relation, rules)
            or _strangers(relation, rules) or _overlapping(relation, rules)
        )  # fmt: skip
    if relation.kind == "rate":
        level = relation.shape in {"growth", "fall"} and _between_rates(relation.said, rules)
        return level or _of_other_counts(relation, rules)
    each, count = (part.amount.fact for part in relation.parts)
    return relation.said.amount.fact is each and count is not each and not _kindred(each, count, rules)


def _of_other_counts(relation: Relation, rules: Rules) -> bool:
    """Whether a rate that tells a rise or a fall stands beside counts of other things: a change is no share, and between two counts it
    is of the first alone, unless wording ties the second to it (`门急诊18.6万人次，同比+6.2%；出院9820人次`).
    """
    if not changes.is_change(relation.said.amount, rules):
        return False
    if relation.shape in {"share", "over"}:
        return True
    one, other = relation.parts
    if not one.place < relation.said.place < other.place or tied(one, other, rules):
        return False
    ours, theirs = (rules.words(clause_of(part).replace(part.amount.figure.text, "")) for part in relation.parts)
    return ours.isdisjoint(theirs) and not any(
        rules.cue("last_year").search(clause_of(part)) for part in relation.parts
    )


def _out_of_brackets(relation: Relation) -> bool:
    """Whether the whole is one of several figures in brackets and no part stands there: these are parts of what is before them
    (`现有37名（在职29，退休8），发展2名`).
    """
    whole = relation.said.amount
    for match in _BRACKETS.finditer(whole.fact.text):
        if match.start() < whole.start < match.end():
            inside = [f for f in whole.fact.figures if match.start() < f.start < match.end()]
            parts = (part.amount for part in relation.parts if part.amount.fact is whole.fact)
            return len(inside) > 1 and not any(match.start() < part.start < match.end() for part in parts)
    return False


def _holds_part_of_part(relation: Relation, rules: Rules) -> bool:
    """Whether one part is said to be among the one before it: `整改1521条，其中重大2条`."""
    parts = sorted((part.amount for part in relation.parts), key=lambda amount: (amount.fact.note, amount.start))
    return any(
        one.fact is other.fact and rules.cue("part_of_it").search(one.fact.text, one.end, other.start) is not None
        for one, other in pairwise(parts)
    )


def _overlapping(relation: Relation, rules: Rules) -> bool:
    """Whether two parts that are more than their whole tell people apart in two ways: `50名，其中女30名，35岁以下25名`."""
    if len(relation.parts) > 2 or relation.given <= relation.said.amount.value:
        return False
    said = [_counted(part, rules) for part in relation.parts]
    ways = [{way for way in TRAITS if rules.listed("traits", way).search(text)} for text in said]
    return all(ways) and not ways[0] & ways[1]


def _counted(part: Spot, rules: Rules) -> str:
    """The words that say whom a figure counts: its clause, in English up to the figures beside it, those behind it where there are any."""
    fact, figure = part.amount.fact, part.amount.figure
    if rules.language == "zh":
        return clause_of(part)
    start, end = clause_around(fact.text, figure)
    start = max([start, *(f.end for f in fact.figures if f.end <= figure.start)])
    end = min([end, *(f.start for f in fact.figures if f.start >= figure.end)])
    behind = fact.text[figure.end : end]
    return behind if re.search(r"[^\W\d]", behind) else fact.text[start:end]


def _strangers(relation: Relation, rules: Rules) -> bool:
    """Whether a whole and its two parts stand on three lines, one of which speaks of another thing: no total is told, nothing left,
    and a part's line shares no word with the whole's.
    """
    whole, facts = relation.said.amount.fact, relation.facts
    if len(relation.parts) > 2 or len(facts) < 3 or lone(relation) == 1 or any("row" in fact.flags for fact in facts):
        return False
    parts = [fact for fact in facts if fact is not whole]
    total = any(rules.cued(fact.text, ("total_said", "total_line")) for fact in facts)
    left = any(
        rules.cued(fact.text, ("left", "remaining", "surplus"))
        and any(abs(fact.note - other.note) == 1 for other in facts)
        for fact in parts
    )
    return not (total or left or all(_kindred(whole, part, rules) for part in parts))


def _kindred(one: Fact, other: Fact, rules: Rules) -> bool:
    """Whether two lines have a label or a word in common, or words that mean the same."""
    ours, theirs = (rules.words(f"{fact.theme} {fact.text}") | rules.kin(fact.text) for fact in (one, other))
    return not ours.isdisjoint(theirs)


def _between_rates(rate: Spot, rules: Rules) -> bool:
    """Whether a rate is what another became (`从81%到90%`): then it is a level, and no change of two counts."""
    fact, figure = rate.amount.fact, rate.amount.figure
    beside = sorted((f for f in fact.figures if f.type in RATES), key=lambda f: f.start)
    return any(
        figure in pair and rules.cue("became").search(fact.text[pair[0].end : pair[1].start]) is not None
        for pair in pairwise(beside)
    )
