"""A report that another tool or hand wrote, laid over the notes it should rest on, so that the same checks read it."""

from __future__ import annotations

from dataclasses import dataclass

from drafter import facts, formats, kinds, languages, tracing
from drafter.formats.foreign import Foreign
from drafter.schema import PARTS, Draft, Fact, Item, Moved, Note, PartName, Report, Request


@dataclass(frozen=True)
class Adopted:
    """A foreign report as a draft over its notes, and the pieces of its text that fit nowhere."""

    draft: Draft
    left: tuple[str, ...] = ()


def adopt(found: Foreign, notes: tuple[Note, ...], request: Request | None = None) -> Adopted:
    """The report with each sentence's sources found by alignment, and each fact in the part where the report has it.

    The form is filled from the notes, the period from the report's title where they do not say it. `InputError` when the notes
    hold nothing.
    """
    asked = request or Request()
    asked = asked if asked.language else asked.model_copy(update={"language": found.language})
    asked = kinds.complete_request(asked, notes)
    if not asked.period:
        read = languages.load(asked.language).read_form([found.report.title])
        asked = asked.model_copy(update={"period": str(read.get("period") or "")})
    draft = facts.understand(Draft(request=asked, notes=notes))
    usable = tuple(fact for fact in draft.facts if fact.reason is None)
    report = found.report.model_copy(update={"opening": _aligned(found.report.opening, usable, asked.language)})
    for part in PARTS:
        items = tuple(_aligned(item, usable, asked.language) for item in report.part(part).items)
        report = report.model_copy(update={part: report.part(part).model_copy(update={"items": items})})
    moved = tuple(Moved(fact=name, part=part) for name, part in _parts(report).items() if part != _part_of(draft, name))
    placed = facts.understand(draft.model_copy(update={"decisions": (*draft.decisions, *moved)})) if moved else draft
    return Adopted(placed.model_copy(update={"report": report}), found.left)


def adopt_file(data: bytes, name: str, notes: tuple[Note, ...], request: Request | None = None) -> Adopted:
    """The same from a file's bytes (.txt, .md, .docx)."""
    return adopt(formats.read_report(data, name), notes, request)


def _aligned(item: Item, usable: tuple[Fact, ...], language: str) -> Item:
    """The item with its sentences' sources, and the facts that it so holds."""
    sentences = tuple(
        s.model_copy(update={"sources": tracing.find_sources(s.text, usable, language)}) for s in item.sentences
    )
    held = tuple(dict.fromkeys(source for sentence in sentences for source in sentence.sources))
    return item.model_copy(update={"sentences": sentences, "facts": held})


def _parts(report: Report) -> dict[str, PartName]:
    """For each fact the first part that has it."""
    found: dict[str, PartName] = {}
    for part in PARTS:
        for item in report.part(part).items:
            for name in item.facts:
                found.setdefault(name, part)
    return found


def _part_of(draft: Draft, name: str) -> str | None:
    return next((fact.part for fact in draft.facts if fact.id == name), None)
