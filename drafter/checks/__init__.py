"""Checks: what a careful reader with all day would find. You may add one here: a module, and below its import, its register and its codes.

An item check looks at one item and the facts it may rest on; a report check looks at the whole draft. Findings are
never stored: they are computed anew, and what the writer confirmed is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from drafter import beyond, kinds
from drafter.checks import (
    certainty,
    consistency,
    coverage,
    direction,
    names,
    negation,
    numbers,
    parts,
    phrases,
    placeholders,
    quotes,
    repeats,
    structure,
    sums,
    support,
    swaps,
    tables,
    wording,
)
from drafter.checks.rules import Rules, rules_for
from drafter.remembering import remembered
from drafter.schema import Confirmed, Draft, Fact, Finding, Item

ItemCheck = Callable[[Item, Sequence[Fact], Rules], Iterable[Finding]]
ReportCheck = Callable[[Draft, Rules], Iterable[Finding]]

ITEM_CHECKS: tuple[ItemCheck, ...] = (
    numbers.check,
    swaps.check,
    direction.check,
    negation.check,
    certainty.check,
    names.check,
    quotes.check,
    placeholders.check,
    support.check,
    coverage.check,
    phrases.check,
    wording.check,
)
REPORT_CHECKS: tuple[ReportCheck, ...] = (
    structure.check_parts,
    coverage.check_all,
    tables.check,
    consistency.check,
    sums.check,
    repeats.check,
    parts.check,
    wording.check_all,
    structure.check_form,
)

NOTES_CHECKS: tuple[ReportCheck, ...] = (consistency.check, sums.check)
"""Those of the report checks that look at the notes alone: an edit of the report leaves their findings as they are."""

CODES: dict[str, str] = {
    **numbers.CODES,
    **swaps.CODES,
    **direction.CODES,
    **negation.CODES,
    **certainty.CODES,
    **names.CODES,
    **quotes.CODES,
    **placeholders.CODES,
    **support.CODES,
    **coverage.CODES,
    **tables.CODES,
    **consistency.CODES,
    **sums.CODES,
    **structure.CODES,
    **parts.CODES,
    **repeats.CODES,
    **phrases.CODES,
    **wording.CODES,
}
"""Every code with what it means; the README's table is made from it."""

BLOCKS_CLEAN = frozenset({"placeholder", "part-gap", "plan-missing", "withdrawal-unclear"})
"""Warnings that stand in the way of a clean copy, beside every error."""

SENT_BACK = frozenset({
    "name-unsourced", "name-changed", "claim-unsourced", "no-source", "told-as-done", "negation-lost", "negation-added",
    "direction-turned", "direction-added", "figure-swapped", "figure-rounded", "figure-derived", "modifier-changed", "unit-changed",
    "year-changed",
})  # fmt: skip
"""Warnings for which a model's text goes back to it, beside every error: they may be a writer's own, never a model's.
A writer may compute a figure, for one; a model was told not to."""

_ORDER = {"error": 0, "warning": 1, "hint": 2}


def check_item(item: Item, facts: Sequence[Fact], rules: Rules) -> tuple[Finding, ...]:
    """Findings of one item, in the order of its text; `facts` are those it was written from.

    Results are kept by value, so that an edit costs one item.
    """
    return _checked(_Question(item, tuple(facts), rules))


class _Question:
    """An item with what its findings depend on; equal questions have equal answers."""

    def __init__(self, item: Item, facts: tuple[Fact, ...], rules: Rules) -> None:
        self.item, self.facts, self.rules = item, facts, rules
        self._key = (item.id, item.heading, item.sentences, item.facts, item.table, rules.key)
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Question) or self._key != other._key or len(self.facts) != len(other.facts):
            return False
        return all(ours is theirs or ours == theirs for ours, theirs in zip(self.facts, other.facts, strict=True))


@remembered
def _checked(question: _Question) -> tuple[Finding, ...]:
    item, facts, rules = question.item, question.facts, question.rules
    return tuple(finding for check in ITEM_CHECKS for finding in check(item, facts, rules))


def check_draft(draft: Draft) -> tuple[Finding, ...]:
    """Every open finding of a draft, errors first; confirmed ones are left out."""
    if draft.report is None:
        return ()
    rules = rules_for(draft, kinds.load_kind(draft.request.language, draft.request.kind))
    by_id = {fact.id: fact for fact in draft.facts}
    found: list[Finding] = []
    for item in draft.report.items():
        found += check_item(item, _facts_of(item, by_id), rules)
    for item in beyond.traced(draft):  # only the writer can mend what stands there
        told = check_item(item, _facts_of(item, by_id), rules)
        found += [finding.model_copy(update={"remedy": "", "fix": ""}) for finding in told]
    found += _of_notes(_Notes(draft, rules))
    for check in REPORT_CHECKS:
        if check not in NOTES_CHECKS:
            found += check(draft, rules)
    confirmed = {(d.code, d.digest) for d in draft.decisions if isinstance(d, Confirmed)}
    return tuple(sorted((f for f in found if (f.code, f.digest) not in confirmed), key=lambda f: _ORDER[f.severity]))


class _Notes:
    """What findings on the notes depend on: equal for the very same facts and decisions under equal rules."""

    def __init__(self, draft: Draft, rules: Rules) -> None:
        self.draft, self.rules = draft, rules

    def __hash__(self) -> int:
        return hash((id(self.draft.facts), id(self.draft.decisions)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Notes)
            and self.draft.facts is other.draft.facts
            and self.draft.decisions is other.draft.decisions
            and self.rules.key == other.rules.key
        )


@lru_cache(maxsize=32)  # a draft for each window that is open, about
def _of_notes(notes: _Notes) -> tuple[Finding, ...]:
    return tuple(finding for check in NOTES_CHECKS for finding in check(notes.draft, notes.rules))


def _facts_of(item: Item, by_id: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts that an item holds or cites, in the order in which it names them."""
    named = dict.fromkeys((*item.facts, *(source for sentence in item.sentences for source in sentence.sources)))
    return tuple(by_id[name] for name in named if name in by_id)


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that stand in the way of a clean copy."""
    return tuple(f for f in findings if f.severity == "error" or f.code in BLOCKS_CLEAN)


__all__ = [
    "BLOCKS_CLEAN",
    "CODES",
    "ITEM_CHECKS",
    "REPORT_CHECKS",
    "SENT_BACK",
    "Rules",
    "blocking",
    "check_draft",
    "check_item",
    "rules_for",
]
