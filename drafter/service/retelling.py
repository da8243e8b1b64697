"""A report that another tool wrote, and nothing behind it, as a draft: its own sentences stand as its notes.

So the same verbs work on it. The checks then see whether it agrees with itself; to check it against notes is `adopting`.
"""

from __future__ import annotations

from drafter import beyond, facts, kinds
from drafter import text as texts
from drafter.errors import InputError
from drafter.formats.foreign import Foreign
from drafter.formats.layout import one_line
from drafter.schema import Draft, Fact, Item, Moved, Note, PartName, Report, Request

ANSWERS = 0.1
"""How alike a plan and a problem are, at least, for the plan to be taken for the answer."""


def retell(found: Foreign, name: str) -> Draft:
    """The report as a draft: each sentence is a note with the file's name as its origin, and rests on that note's facts.

    The form is read out of the title and the sentences. A report without any line fit for notes is a draft without notes.
    """
    report = found.report
    further = beyond.items(report)  # behind the rest, for the parts' sentences are counted from the first note
    told = [sentence.text for item in (*report.items(), *further) for sentence in item.sentences]
    lines = (one_line(report.title, found.language) or name, *told)
    notes = tuple(Note(id=number, text=line, origin=name) for number, line in enumerate(lines, 1))
    request = kinds.complete_request(Request(language=found.language), notes)
    try:
        draft = facts.understand(Draft(request=request, notes=notes))
    except InputError:
        return Draft(request=request, report=_linked(report))
    retelling = _Retelling(draft.facts)
    opening = retelling.item(report.opening, None)
    parts: dict[str, object] = {
        name: part.model_copy(update={"items": tuple(retelling.item(item, name) for item in part.items)})
        for name, part in report.parts()
    }
    report = _linked(report.model_copy(update={"opening": opening, **parts}))
    for item in further:  # what these rest on is found by their words
        retelling.item(item, None)
    draft = draft.model_copy(update={"decisions": tuple(retelling.moved)})
    return facts.understand(draft).model_copy(update={"report": report})


class _Retelling:
    """Gives sentences in reading order the facts of their notes, and puts these into the sentences' parts."""

    def __init__(self, found: tuple[Fact, ...]) -> None:
        self.moved: list[Moved] = []
        self._note = 1
        self._facts: dict[int, list[Fact]] = {}
        for fact in found:
            self._facts.setdefault(fact.note, []).append(fact)

    def item(self, item: Item, part: PartName | None) -> Item:
        """The item with its sentences' sources, holding these facts."""
        sentences, held = [], list[str]()
        for sentence in item.sentences:
            self._note += 1
            behind = self._facts.get(self._note, [])
            names = tuple(fact.id for fact in behind)
            held += names
            sentences.append(sentence.model_copy(update={"sources": names}))
            self.moved += [
                Moved(fact=fact.id, part=part or fact.part or "achievements")
                for fact in behind
                if fact.reason is not None or (part is not None and fact.part != part)
            ]
        versions = tuple(version.model_copy(update={"sentences": tuple(sentences)}) for version in item.versions)
        return item.model_copy(update={"sentences": tuple(sentences), "facts": tuple(held), "versions": versions})


def _linked(report: Report) -> Report:
    """The report with each plan answering the problem that its words are most like."""
    problems = {item.id: f"{item.heading or ''}{item.text}" for item in report.problems.items}
    plans = []
    for plan in report.plans.items:
        text = f"{plan.heading or ''}{plan.text}"
        likeness = {name: texts.likeness(text, problem) for name, problem in problems.items()}
        best = max(likeness, key=lambda name: likeness[name], default="")
        plans.append(plan.model_copy(update={"answers": (best,)}) if best and likeness[best] >= ANSWERS else plan)
    return report.model_copy(update={"plans": report.plans.model_copy(update={"items": tuple(plans)})})
