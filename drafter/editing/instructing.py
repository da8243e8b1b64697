"""What a redo instruction tells beside how to write: its figures become a note, else the checks would rightly call them invented."""

from __future__ import annotations

import re

from drafter import facts, languages, prompts, report
from drafter.schema import Draft, Dropped, Fact, Moved, Note, PartName

ORIGIN = "instruction"


def note_figures(draft: Draft, item: str, instruction: str) -> Draft:
    """The draft with the instruction as a note that the item rests on, if it holds figures of the matter.

    Figures of form (200字, two sentences, a third shorter) are none; an instruction without others leaves the draft as it is.
    """
    language = draft.request.language
    part = _part_of(draft, item)
    if draft.report is None or part is None or not _tells(instruction, language):
        return draft
    number = max((note.id for note in draft.notes), default=0) + 1
    text = " ".join(instruction.split())
    if any(note.text == text and note.origin == ORIGIN for note in draft.notes):
        return draft
    noted = draft.model_copy(update={"notes": (*draft.notes, Note(id=number, text=text, origin=ORIGIN))})
    pieces = [fact for fact in facts.understand(noted).facts if fact.note == number]
    own = [fact.id for fact in pieces if _tells(fact.text, language)]
    rulings = [Moved(fact=f.id, part=part) if f.id in own else Dropped(fact=f.id, reason="instruction") for f in pieces]
    ruled = facts.understand(noted.model_copy(update={"decisions": (*draft.decisions, *rulings), "rev": draft.rev + 1}))
    held = report.find_item(draft.report, item)
    assert held is not None  # its part was found
    kept = held.model_copy(update={"facts": (*_standing(held.facts, ruled.facts), *own)})
    return ruled.model_copy(update={"report": report.replace_item(draft.report, kept)})


def _standing(names: tuple[str, ...], read: tuple[Fact, ...]) -> tuple[str, ...]:
    """An item's facts without those that the instruction has just put right."""
    gone = {fact.id for fact in read if fact.reason == "superseded"}
    return tuple(name for name in names if name not in gone)


def _part_of(draft: Draft, item: str) -> PartName | None:
    if draft.report is None:
        return None
    return next((name for name, part in draft.report.parts() if any(i.id == item for i in part.items)), None)


def _tells(text: str, language: str) -> bool:
    """Whether a text holds a figure of the matter, not only of the form of what is to be written."""
    form = prompts.read_section(language, "language.toml", "answers")["form"]
    matter = re.sub(form, " ", text, flags=re.IGNORECASE)
    return any(
        figure.type not in {"bare", "vague", "ordinal", "placeholder"}
        for figure in languages.load(language).read_figures(matter)
    )
