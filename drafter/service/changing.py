"""The writer's hand on a draft, each a function from draft to draft: words, order, rulings, notes. All can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter import editing, facts, figures, kinds, languages, notes, pipeline
from drafter import text as texts
from drafter.editing import framing, moving, repeating, ruling
from drafter.errors import InputError, StaleError, TargetError
from drafter.schema import Chose, Decision, Draft, Dropped, Filled, Merged, Moved, Note, PartName, Reason, Request

FEW = 12
"""How many ids a message names."""


def edit(draft: Draft, item: str, text: str, heading: str | None = None, base: int | None = None) -> Draft:
    """Put the writer's own words into an item; each sentence gets its sources back by alignment.

    `base` is how many versions the item had when the writer began: if it has another number now, the words are kept as
    a version aside, to be looked at and restored, and what stands is not touched.
    """
    return editing.edit_item(draft, item, text, heading, pipeline.now(), base=base)


def restore(draft: Draft, item: str, number: int, base: int | None = None) -> Draft:
    """Make version `number` (counted from 1) of an item the one that stands; it is added, none is lost."""
    ask_fresh(draft, item, base)
    return editing.restore_version(draft, item, number, pipeline.now())


def lock(draft: Draft, item: str, *, locked: bool = True) -> Draft:
    """Lock an item against every run, or unlock it."""
    return editing.lock_item(draft, item, locked=locked)


def ask_fresh(draft: Draft, item: str, base: int | None) -> None:
    """`StaleError` if the item has not the number of versions that the one who acts on it has seen (None: any)."""
    if base is not None and len(editing.item_of(draft, item).versions) != base:
        raise StaleError("this item was changed in the meantime; look at it, then do it again")


def move_item(draft: Draft, item: str, part: PartName | None = None, place: int | None = None, by: int = 0) -> Draft:
    """Move an item `by` places down (up: negative) in its part, or to a `place` (from 0; None: the end) of a part."""
    home, here = moving.place_of(draft, item)
    if by:
        return moving.move_item(draft, item, home, max(0, here + by))
    target = part or home
    return moving.move_item(draft, item, target, 10**6 if place is None else place)


def delete_item(draft: Draft, item: str, base: int | None = None) -> Draft:
    """Take an item out; it is kept aside for `bring_back`, and its facts are listed as unused."""
    ask_fresh(draft, item, base)
    return moving.delete_item(draft, item)


def bring_back(draft: Draft, item: str) -> Draft:
    """Put an item that was taken out back where it stood."""
    return moving.bring_back(draft, item)


def retitle(draft: Draft, title: str) -> Draft:
    """Give the report another title."""
    return moving.retitle(draft, title)


def link(draft: Draft, plan: str, problem: str, *, linked: bool = True) -> Draft:
    """Say that a plan item answers a problem item, or that it does not."""
    return moving.link(draft, plan, problem, linked=linked)


def decide(draft: Draft, decision: Decision) -> Draft:
    """Record a ruling of the writer and read the facts anew under it; a filled placeholder is filled in the text too."""
    ruled = ruling.rule(draft, decision)
    if isinstance(decision, Filled):
        name = decision.placeholder.partition("#")[0]
        before = next((fact for fact in draft.facts if fact.id == name), None)
        return editing.fill_sentences(ruled, decision, before, pipeline.now()) if before else ruled
    return ruled


def move_fact(draft: Draft, fact: str, part: PartName) -> Draft:
    """Rule that a fact belongs to another part; `in_line` then carries it over."""
    return decide(draft, Moved(fact=_fact(draft, fact), part=part))


def drop_fact(draft: Draft, fact: str, reason: Reason = "by_writer") -> Draft:
    """Rule that a fact is not written, and why."""
    return decide(draft, Dropped(fact=_fact(draft, fact), reason=reason))


def merge_facts(draft: Draft, fact: str, into: str) -> Draft:
    """Rule that a fact says the same as another, which stands for both."""
    if _fact(draft, fact) == _fact(draft, into):
        raise InputError("a fact cannot be merged into itself; name another one")
    return decide(draft, Merged(fact=fact, into=into))


def why_not_merge(draft: Draft, fact: str, into: str) -> str:
    """Why two facts hardly say the same: another part, or a figure that would be lost; empty when they may."""
    one, other = (next((f for f in draft.facts if f.id == _fact(draft, name)), None) for name in (fact, into))
    assert one is not None  # `_fact` has looked
    assert other is not None
    if one.part is not None and other.part is not None and one.part != other.part:
        return f"fact {fact} belongs to {one.part}, fact {into} to {other.part}"
    for figure in one.figures:
        if not any(figures.same(figure, held) for held in other.figures):
            return f"fact {fact} says {figure.counted}{figure.text}, which fact {into} does not: it would be lost"
    return ""


def restore_fact(draft: Draft, fact: str) -> Draft:
    """Take back every ruling that moved, dropped or merged this fact; a fact left out by rule is written after all."""
    _fact(draft, fact)
    kept = [d for d in draft.decisions if not (isinstance(d, Moved | Dropped | Merged) and d.fact == fact)]
    back = facts.understand(draft.model_copy(update={"decisions": tuple(kept), "rev": draft.rev + 1}))
    now = next(other for other in back.facts if other.id == fact)
    if len(kept) < len(draft.decisions) or now.wanted:
        return back
    return ruling.rule(draft, Moved(fact=fact, part=now.part or "achievements"))


def fill(draft: Draft, placeholder: str, value: str) -> Draft:
    """Give a placeholder (`12a#1`) its value, in the notes and everywhere it stands in the text."""
    if not value.strip():
        raise InputError("the value is empty; type what stands in place of the placeholder")
    if not texts.is_unicode(value):
        raise InputError(f"the value is {value!r}; text in UTF-8 is expected")
    name, _, number = placeholder.partition("#")
    _fact(draft, name)
    fact = next((other for other in draft.facts if other.id == name), None)
    holes = sum(figure.type == "placeholder" for figure in fact.figures) if fact else 0
    if not number and holes > 1:
        raise InputError(f"fact {name} has {holes} placeholders; name one, from {name}#1 to {name}#{holes}")
    if (not number.isdecimal() and number) or not 1 <= int(number or 1) <= holes:
        raise InputError(f"fact {name} has no placeholder {number or 1}; it has {holes}")
    return decide(draft, Filled(placeholder=placeholder, value=value.strip()))


def choose(draft: Draft, names: tuple[str, ...], value: str) -> Draft:
    """Settle a contradiction between facts: the value that holds; `in_line` then rewrites what said otherwise."""
    for name in names:
        _fact(draft, name)
    chosen = languages.load(draft.request.language).read_figures(value)
    held = [figure for fact in draft.facts if fact.id in names for figure in fact.figures]
    if not any(figures.same(one, other) for one in chosen for other in held):
        raise InputError(
            f"{value!r} stands in none of the facts {', '.join(names)}; give the value of the one that holds"
        )
    return decide(draft, Chose(facts=names, value=value))


def write_in(draft: Draft, fact: str, item: str = "") -> Draft:
    """Have a fact written after all: into that item, or (none named) where it belongs. `start` then writes it."""
    if item:
        return ruling.take_up(draft, fact, item)
    known = next((other for other in draft.facts if other.id == _fact(draft, fact)), None)
    if known is not None and not known.wanted:
        draft = ruling.rule(draft, Moved(fact=fact, part=known.part or "achievements"))
    if draft.report is None:
        return draft
    if any(fact in held.facts for held in draft.report.items()):
        raise TargetError(f"fact {fact!r} is in the report already")
    return pipeline.place(draft, (fact,))


def in_line(draft: Draft) -> Draft:
    """Bring the report in line with notes and rulings: stale items without what left them, new facts placed; `start` writes."""
    lined = moving.in_line(draft)
    placed = pipeline.place(lined) if lined.report is not None else lined
    return placed if placed.report != lined.report else lined


def fill_form(draft: Draft, fields: Mapping[str, str]) -> Draft:
    """Fill in kind, unit, period, recipient, issuer, author or date; title, opening and signature follow where no hand wrote them."""
    return framing.fill_form(draft, fields, pipeline.now())


def type_notes(draft: Draft, text: str | Sequence[Note], request: Request | None = None) -> Draft:
    """The notes as typed so far, or as `notes.read_notes` has them, kept whatever they say; lines keep their ids, and no item is
    touched.

    A draft without a report may hold no note at all. `request` replaces the form.
    """
    asked = request or draft.request
    if isinstance(text, str):
        text = notes.read_notes(text) if text.strip() else ()
    lines = notes.reread(draft.notes, text) if text else _all_removed(draft)
    if lines == draft.notes and asked == draft.request:
        return draft
    typed = draft.model_copy(update={"notes": lines, "request": asked, "rev": draft.rev + 1})
    standing = [note for note in lines if not note.removed]
    if not standing:
        return typed.model_copy(update={"facts": ()})
    if typed.report is None:
        typed = typed.model_copy(update={"request": kinds.complete_request(_asked(asked), standing)})
    try:
        return facts.understand(typed)
    except InputError:  # nothing to report yet; the lines are kept
        return typed.model_copy(update={"facts": ()})


def _asked(request: Request) -> Request:
    """The form without what was guessed from the notes as they were before."""
    empty = Request()
    return request.model_copy(update={**{name: getattr(empty, name) for name in request.guessed}, "guessed": ()})


def _all_removed(draft: Draft) -> tuple[Note, ...]:
    return tuple(note.model_copy(update={"removed": True}) for note in draft.notes)


def repeat(draft: Draft) -> Draft:
    """A new draft "as last year": headings and wording kept, figures emptied to placeholders, no notes."""
    return repeating.repeat(draft, pipeline.now())


def _fact(draft: Draft, name: str) -> str:
    known = [fact.id for fact in draft.facts]
    if name not in known:
        few = known if len(known) <= FEW else [*known[: FEW - 1], "…", known[-1]]
        raise TargetError(f"the draft has no fact {name!r}; it has {', '.join(few)}")
    return name
