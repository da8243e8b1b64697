"""Every fact is used, merged with its twin, or listed as left out with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter import figures
from drafter import text as texts
from drafter.checks.rules import Rules
from drafter.schema import Draft, Fact, Figure, Finding, Item

CODES = {
    "fact-missing": "a fact that its item should carry does not stand in it, wholly or in part",
    "fact-unused": "a fact that is in no item",
    "fact-left-out": "a line that is not written, with the reason",
}

STANDS = 0.5
"""Share (0 to 1) of a fact's character pairs that its item's text must have."""

_SILENT = frozenset({"caption", "form"})
"""Reasons that need no line in the list: nothing was left out."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Facts of a written item whose figures or words do not stand in its text."""
    if not item.sentences:
        return
    standing = rules.figures(item.text)
    worth = {figures.amount(figure) for figure in standing}
    words = texts.bigrams(f"{item.heading or ''}{item.text}")
    cited = {source for sentence in item.sentences for source in sentence.sources}
    held = set(item.facts)
    for fact in facts:
        if fact.id not in held or not fact.wanted:
            continue
        checked = (f for f in fact.figures if f.type not in {"placeholder", "bare"} and figures.amount(f) not in worth)
        lost = [f.text for f in checked if not _stands(f, standing)]
        if lost:
            yield rules.finding("fact-missing", "error", item=item, facts=(fact,), fact=fact.text, lost="、".join(lost))
        elif fact.id not in cited and texts.share(texts.bigrams(fact.text), words) < STANDS:
            yield rules.finding("fact-missing", "error", item=item, facts=(fact,), fact=fact.text, lost=fact.text)


def _stands(figure: Figure, standing: Sequence[Figure]) -> bool:
    return any(figures.same(figure, other) or figures.same_date(figure, other) for other in standing)


def check_all(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Facts in no item at all, and the list of what is left out."""
    assert draft.report is not None  # check_draft has looked
    placed = {name for item in draft.report.items() for name in item.facts}
    placed |= {source for item in draft.report.items() for s in item.sentences for source in s.sources}
    for fact in draft.facts:
        if fact.wanted and fact.id not in placed:
            yield rules.finding("fact-unused", "error", facts=(fact,), fact=fact.text)
        elif fact.reason and fact.reason not in _SILENT:
            reason = _reason(rules, fact.reason)
            shown = (
                ""
                if fact.reason in {"injected", "private"}
                else f"：{fact.text}"
                if rules.language == "zh"
                else f": {fact.text}"
            )
            yield rules.finding("fact-left-out", "hint", facts=(fact,), note=str(fact.note), reason=reason, shown=shown)


def _reason(rules: Rules, reason: str) -> str:
    from drafter import prompts  # only where the wording is needed

    table = prompts.read_table(rules.language, "findings.toml")["reasons"]
    return str(table[reason]) if isinstance(table, dict) else reason
