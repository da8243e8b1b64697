"""The form filled in later: the report's frame follows by the kind's formulas, unless a hand has changed it."""

from __future__ import annotations

from collections.abc import Mapping

from drafter import facts, kinds, report
from drafter.errors import InputError
from drafter.schema import Draft, Report, Request, Version

FIELDS = ("kind", "unit", "period", "recipient", "issuer", "author", "date")
"""Fields of the form that can be filled in after the report was written."""


def fill_form(draft: Draft, fields: Mapping[str, str], at: str) -> Draft:
    """The draft with these fields of its form filled in; what was guessed and is given now counts as given.

    `InputError` names a field that cannot be filled in later, and a period or a date that is none.
    """
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise InputError(f"{unknown[0]!r} cannot be filled in later; {', '.join(FIELDS)} can")
    given = {name: " ".join(value.split()) for name, value in fields.items()}
    changed = {name for name, value in given.items() if value != getattr(draft.request, name)}
    kinds.refuse_odd({name: given[name] for name in changed}, draft.request.language)
    guessed = tuple(name for name in draft.request.guessed if name not in given)
    if not changed and guessed == draft.request.guessed:
        return draft
    asked = draft.request.model_copy(update={**given, "guessed": guessed})
    filled = facts.understand(draft.model_copy(update={"request": asked, "rev": draft.rev + 1}))
    return _framed(filled, draft.request, at) if draft.report is not None else filled


def _framed(draft: Draft, before: Request, at: str) -> Draft:
    """The report's frame by the kind's formulas; a title or an opening that a hand has written stays."""
    assert draft.report is not None  # the caller has looked
    old = _assembled(draft.model_copy(update={"request": before}))
    new = _assembled(draft)
    standing = draft.report
    opening = standing.opening
    if not opening.locked and opening.text == old.opening.text and new.opening.sentences != opening.sentences:
        version = Version(heading=None, sentences=new.opening.sentences, by="rule", at=at)
        first = Version(heading=None, sentences=opening.sentences, by="rule", at=at)
        kept = opening if opening.versions else opening.model_copy(update={"versions": (first,)})
        opening = report.with_version(kept, version, opening.state)
    frame: dict[str, object] = {
        "title": new.title if standing.title == old.title else standing.title,
        "recipient": new.recipient,
        "opening": opening,
        "closing": new.closing if standing.closing == old.closing else standing.closing,
        "signature": new.signature if standing.signature == old.signature else standing.signature,
    }
    for name, part in standing.parts():
        was, now = old.part(name), new.part(name)
        title = now.title if part.title == was.title else part.title
        gap = now.gap if part.gap == was.gap else part.gap
        frame[name] = part.model_copy(update={"title": title, "gap": gap})
    return draft.model_copy(update={"report": standing.model_copy(update=frame)})


def _assembled(draft: Draft) -> Report:
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    return report.assemble(draft, kind, ())
