"""The three parts and the form: gaps, problems without a plan, what was guessed, and what the form still lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter import prompts
from drafter.checks.rules import Rules
from drafter.schema import Draft, Finding

CODES = {
    "part-gap": "one of the three parts has nothing in it",
    "plan-missing": "a problem that no plan answers",
    "stood-in": "an item that the model did not deliver; the offline sentences stand in",
    "asked": "a reviewer's instruction waits on an item; a redo without an instruction follows it",
    "stale": "an item rests on a fact that was since dropped, moved, merged or removed; redo it",
    "date-impossible": "a date that no calendar has",
    "date-ambiguous": "a date such as 05/06/2025 that may be read in two ways",
    "form-missing": "the unit or the period is not given",
    "guessed": "kind, unit or another field of the form was read out of the notes",
}


def check_parts(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Gaps, unanswered problems, items for which the offline sentences stand in or on which an instruction waits."""
    report = draft.report
    assert report is not None  # check_draft has looked
    for _, part in report.parts():
        if part.gap:
            yield rules.finding("part-gap", "warning", part=part.title)
    answered = {name for plan in report.plans.items if plan.facts for name in plan.answers}
    for number, problem in enumerate(report.problems.items, 1):
        if problem.id not in answered:
            yield rules.finding(
                "plan-missing", "warning", item=problem, number=str(number), heading=problem.heading or problem.text
            )
    yield from _stale(draft, rules)
    yield from _dates(draft, rules)
    for item in report.items():
        if item.state == "stood_in":
            yield rules.finding("stood-in", "warning", item=item, heading=item.heading or "")
        for instruction in item.asked:
            yield rules.finding("asked", "warning", item=item, text=instruction)


def _stale(draft: Draft, rules: Rules) -> Iterator[Finding]:
    assert draft.report is not None  # check_draft has looked
    facts = {fact.id: fact for fact in draft.facts}
    for name, part in draft.report.parts():
        for item in part.items:
            cited = {source for s in item.sentences for source in s.sources if ":" not in source} | set(item.facts)
            gone = [n for n in cited if n not in facts or not facts[n].wanted or facts[n].part != name]
            if gone and item.sentences:
                lost = tuple(facts[n] for n in sorted(gone) if n in facts)
                yield rules.finding("stale", "warning", item=item, facts=lost, heading=item.heading or item.text[:20])


def _dates(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Dates such as 4月31日 that stand in a fact, and those that say the day and the month in either order."""
    for fact in draft.facts:
        for figure in fact.figures:
            if not fact.wanted or figure.type != "date":
                continue
            line = f"{fact.note}. {fact.text}"
            match = re.search(r"-(\d\d)-(\d\d)$", figure.value)
            if match and not (1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= _DAYS[int(match[1])]):
                yield rules.finding("date-impossible", "warning", facts=(fact,), date=figure.text, line=line)
            elif (
                (two := _SLASHED.fullmatch(figure.text))
                and int(two[1]) != int(two[2])
                and int(two[2]) <= 12 >= int(two[1])
            ):
                yield rules.finding("date-ambiguous", "warning", facts=(fact,), date=figure.text, line=line)


_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def check_form(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """What the form lacks, and what was guessed."""
    request = draft.request
    for field in ("unit", "period"):
        if not getattr(request, field):
            yield rules.finding("form-missing", "warning", field=_field(rules, field))
    if not request.date and draft.report is not None and draft.report.signature is not None:
        yield rules.finding("form-missing", "hint", field=_field(rules, "date"))  # often written in when it is sealed
    for field in request.guessed:
        value = rules.kind.name if field == "kind" else str(getattr(request, field))
        yield rules.finding("guessed", "hint", field=_field(rules, field), value=value)


def _field(rules: Rules, field: str) -> str:
    table = prompts.read_table(rules.language, "findings.toml")["fields"]
    return str(table.get(field, field)) if isinstance(table, dict) else field
