"""Notes to facts: what each line says, in which part it belongs, and why a line is not to be written.

Every note yields at least one fact, so that no line can be lost: what is not to be written carries its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter import kinds
from drafter.errors import InputError
from drafter.facts import cues, lines, settling, sorting
from drafter.facts.reader import Reader
from drafter.facts.rulings import decide
from drafter.facts.stretches import number_facts
from drafter.schema import Draft, Fact, Note


def understand(draft: Draft) -> Draft:
    """The draft with its facts read anew from its notes and decisions; `InputError` if no line is fit for a report."""
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    facts = decide(find_facts(draft.notes, kind, draft.request.period), draft)
    if not any(fact.wanted for fact in facts) and not draft.decisions:
        raise InputError(
            "no line of the notes says what was done, what went wrong or what is planned; add at least one"
        )
    return draft.model_copy(update={"facts": facts})


def find_facts(notes: Sequence[Note], kind: kinds.Kind, period: str = "") -> tuple[Fact, ...]:
    """Facts in the order of the notes, before any decision of the writer."""
    cue = cues.for_kind(kind, period)
    numbers = {notes[i].id: number for i, number in lines.typed_numbers([note.text for note in notes]).items()}
    return tuple(settling.settle(read_facts(notes, cue), cue, numbers))


def read_facts(notes: Sequence[Note], cue: cues.Cues) -> list[Fact]:
    """What each line says by itself, with its figures; twins are found, what a later line takes back is not yet looked for."""
    found: list[Fact] = []
    for origin in dict.fromkeys(note.origin for note in notes):  # captions head what came with them, nothing else
        reader = Reader([note for note in notes if not note.removed and note.origin == origin], cue)
        found += _sort(list(number_facts(reader.read())), cue, captioned=reader.captioned)
    return list(_with_figures(found, cue))


def _sort(found: Sequence[Fact], cue: cues.Cues, *, captioned: bool) -> list[Fact]:
    """Facts that no caption has put into a part go where their wording and their neighbours say; a caption ends a run."""
    decided = list(found)
    run: list[int] = []
    for index, fact in enumerate([*found, None]):
        if fact is not None and fact.part is None and fact.reason is None:
            run.append(index)
        elif run and (fact is None or fact.part is not None or fact.reason == "caption"):
            parts = sorting.in_a_row([cue.leaning(found[i].text, captioned=captioned) for i in run])
            for i, part in zip(run, parts, strict=True):
                decided[i] = found[i].model_copy(update={"part": part})
            run = []
    return decided


def _with_figures(found: Iterable[Fact], cue: cues.Cues) -> Iterator[Fact]:
    """Facts with their figures and flags, and twins found: what says the same thing as an earlier fact."""
    twins = lines.Twins()
    for fact in found:
        settled = fact
        if fact.reason is None:
            read = cue.figures(fact.text)
            flags = (*fact.flags, *(["placeholder"] if any(f.type == "placeholder" for f in read) else []))
            settled = fact.model_copy(update={"figures": read, "flags": flags})
            if twin := twins.find(settled):
                settled = settled.model_copy(update={"reason": "duplicate", "twin": twin.id})
        yield settled


__all__ = ["decide", "find_facts", "read_facts", "understand"]
