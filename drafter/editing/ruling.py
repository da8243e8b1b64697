"""The writer's rulings on facts, and a fact put into an item by hand."""

from __future__ import annotations

from drafter import facts, report
from drafter.errors import Locked, NoReport, TargetError
from drafter.schema import Decision, Draft, Item, Moved


def rule(draft: Draft, *decisions: Decision) -> Draft:
    """The draft with these decisions on record, its facts read anew under them; no text is touched."""
    if not decisions:
        return draft
    ruled = draft.model_copy(update={"decisions": (*draft.decisions, *decisions), "rev": draft.rev + 1})
    return facts.understand(ruled)


def take_up(draft: Draft, fact: str, item: str) -> Draft:
    """The draft with a fact held by that item, which is planned again; a fact of another part, or one left out, is moved.

    `TargetError` for an unknown fact or item, and for a locked item.
    """
    known = next((other for other in draft.facts if other.id == fact), None)
    if known is None:
        raise TargetError(f"the draft has no fact {fact!r}")
    if draft.report is None:
        raise NoReport
    holders = [(name, held) for name, part in draft.report.parts() for held in part.items if held.id == item]
    if not holders:
        raise TargetError(f"the draft has no item {item!r}")
    part, holder = holders[0]
    if holder.locked:
        raise Locked(report.called(draft.report, item))
    if not known.wanted or known.part != part:
        draft = rule(draft, Moved(fact=fact, part=part))
    assert draft.report is not None  # a ruling touches no report
    found = draft.report
    for other in found.items():
        if fact in other.facts and other.id != item:
            found = report.replace_item(found, _planned(other, tuple(name for name in other.facts if name != fact)))
    names = holder.facts if fact in holder.facts else (*holder.facts, fact)
    found = report.replace_item(found, _planned(holder, names))
    return draft.model_copy(update={"report": found, "rev": draft.rev + 1})


def _planned(item: Item, names: tuple[str, ...]) -> Item:
    return item.model_copy(update={"facts": names, "state": item.state if item.locked else "planned"})
