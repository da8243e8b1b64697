"""The report's order by the writer's hand: items moved, taken out and brought back, its title, and which plan answers what."""

from __future__ import annotations

from drafter import kinds, report
from drafter.editing import ruling
from drafter.errors import InputError, Locked, NoReport, TargetError
from drafter.schema import PARTS, Draft, Item, Moved, Part, PartName, Removed, Report


def move_item(draft: Draft, name: str, part: PartName, place: int) -> Draft:
    """The item at another place, counted from 0, of that part; one beyond the ends is the end.

    In another part it takes its facts with it (as decisions) and loses its links between problem and plan. A part that
    falls empty shows its gap. `TargetError` for the opening and for an unknown item.
    """
    found = _report(draft)
    home, index = _place_of(found, name)
    item = found.part(home).items[index]
    if home == part:
        others = [other for other in found.part(part).items if other.id != name]
        others.insert(max(0, min(place, len(others))), item)
        if tuple(others) == found.part(part).items:
            return draft
        return _with(draft, _put_items(draft, found, part, tuple(others)))
    left = _unlinked(_put_items(draft, found, home, _without(found.part(home), name)), name)
    items = list(left.part(part).items)
    items.insert(max(0, min(place, len(items))), item.model_copy(update={"answers": ()}))
    moved = _with(draft, _put_items(draft, left, part, tuple(items)))
    known = {fact.id for fact in draft.facts}
    return ruling.rule(moved, *(Moved(fact=fact, part=part) for fact in item.facts if fact in known))


def delete_item(draft: Draft, name: str) -> Draft:
    """The item taken out of the report and kept aside, to be brought back; its facts count as unused until then."""
    found = _report(draft)
    part, index = _place_of(found, name)
    item = found.part(part).items[index]
    if item.locked:
        raise Locked(report.called(found, name))
    left = _put_items(draft, found, part, _without(found.part(part), name))
    gone = Removed(item=item, part=part, place=index)
    return _with(draft, left.model_copy(update={"removed": (*left.removed, gone)}))


def bring_back(draft: Draft, name: str) -> Draft:
    """An item that was taken out stands where it stood, or as near to it as the part is long now."""
    found = _report(draft)
    gone = next((gone for gone in found.removed if gone.item.id == name), None)
    if gone is None:
        raise TargetError(f"no item {name!r} was taken out of this report")
    items = list(found.part(gone.part).items)
    items.insert(min(gone.place, len(items)), gone.item)
    back = _put_items(draft, found, gone.part, tuple(items))
    removed = tuple(other for other in found.removed if other is not gone)
    return _with(draft, back.model_copy(update={"removed": removed}))


def in_line(draft: Draft) -> Draft:
    """The draft with every item that may be rewritten holding only the facts that are still its own.

    One that lost a fact is planned again, one that lost them all is taken out (it can be brought back). Locked and
    hand-written items stay as they are; the checks name them as stale.
    """
    if draft.report is None:
        return draft
    known = {fact.id: fact for fact in draft.facts}
    for part, holder in draft.report.parts():
        for item in holder.items:
            cited = {source for sentence in item.sentences for source in sentence.sources if ":" not in source}
            own = {
                name
                for name in {*cited, *item.facts}
                if name in known and known[name].wanted and known[name].part == part
            }
            if own == {*cited, *item.facts} or item.locked or item.state == "hand":
                continue
            left = tuple(name for name in item.facts if name in own)
            if item.facts and not left:  # what left it may come back, and is then written anew
                bare = item.model_copy(update={"facts": ()})
                draft = delete_item(_with(draft, report.replace_item(_report(draft), bare)), item.id)
            else:
                planned = item.model_copy(update={"facts": left, "state": "planned"})
                draft = _with(draft, report.replace_item(_report(draft), planned))
    return draft


def retitle(draft: Draft, title: str) -> Draft:
    """The report under another title; `InputError` for an empty one."""
    lines = [" ".join(line.split()) for line in title.splitlines() if line.strip()]
    if not lines:
        raise InputError("the title is empty; type what the report is called")
    found = _report(draft)
    return (
        draft if found.title == "\n".join(lines) else _with(draft, found.model_copy(update={"title": "\n".join(lines)}))
    )


def link(draft: Draft, plan: str, problem: str, *, linked: bool = True) -> Draft:
    """The plan item set down as an answer to the problem item, or no longer so."""
    found = _report(draft)
    item = next((item for item in found.plans.items if item.id == plan), None)
    if item is None:
        raise TargetError(f"the draft has no plan {plan!r}")
    if problem not in {other.id for other in found.problems.items}:
        raise TargetError(f"the draft has no problem {problem!r}")
    if (problem in item.answers) == linked:
        return draft
    answers = (*item.answers, problem) if linked else tuple(name for name in item.answers if name != problem)
    return _with(draft, report.replace_item(found, item.model_copy(update={"answers": answers})))


def place_of(draft: Draft, name: str) -> tuple[PartName, int]:
    """The part that an item stands in, and its place there, counted from 0; `TargetError` if it stands in none."""
    return _place_of(_report(draft), name)


def _report(draft: Draft) -> Report:
    if draft.report is None:
        raise NoReport
    return draft.report


def _place_of(found: Report, name: str) -> tuple[PartName, int]:
    for part in PARTS:
        for index, item in enumerate(found.part(part).items):
            if item.id == name:
                return part, index
    raise TargetError("the opening stays where it is" if name == "opening" else f"the draft has no item {name!r}")


def _without(part: Part, name: str) -> tuple[Item, ...]:
    return tuple(item for item in part.items if item.id != name)


def _put_items(draft: Draft, found: Report, name: PartName, items: tuple[Item, ...]) -> Report:
    """The report with these items in a part; a part without any shows the gap that its kind has for it."""
    part = found.part(name)
    gap = None if items else part.gap or kinds.load_kind(draft.request.language, draft.request.kind).parts[name].gap
    return found.model_copy(update={name: part.model_copy(update={"items": items, "gap": gap})})


def _unlinked(found: Report, problem: str) -> Report:
    """The report with no plan that answers this item."""
    for item in found.plans.items:
        if problem in item.answers:
            answers = tuple(name for name in item.answers if name != problem)
            found = report.replace_item(found, item.model_copy(update={"answers": answers}))
    return found


def _with(draft: Draft, found: Report) -> Draft:
    return draft.model_copy(update={"report": found, "rev": draft.rev + 1})
