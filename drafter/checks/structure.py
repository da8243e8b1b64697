"""The three parts and the form: gaps, problems without a plan, what was guessed, and what the form still lacks."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.rules import Rules
from drafter.schema import Draft, Finding

CODES = {
    "part-gap": "one of the three parts has nothing in it",
    "plan-missing": "a problem that no plan answers",
    "stood-in": "an item that the model did not deliver; the offline sentences stand in",
    "form-missing": "the unit or the period is not given",
    "guessed": "kind, unit or another field of the form was read out of the notes",
}


def check_parts(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Gaps, unanswered problems, items for which the offline sentences stand in."""
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
    for item in report.items():
        if item.state == "stood_in":
            yield rules.finding("stood-in", "warning", item=item, heading=item.heading or "")


def check_form(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """What the form lacks, and what was guessed."""
    request = draft.request
    for field in ("unit", "period"):
        if not getattr(request, field):
            yield rules.finding("form-missing", "warning", field=_field(rules, field))
    for field in request.guessed:
        value = rules.kind.name if field == "kind" else str(getattr(request, field))
        yield rules.finding("guessed", "hint", field=_field(rules, field), value=value)


def _field(rules: Rules, field: str) -> str:
    from drafter import prompts  # only where the wording is needed

    table = prompts.read_table(rules.language, "findings.toml")["fields"]
    return str(table.get(field, field)) if isinstance(table, dict) else field
