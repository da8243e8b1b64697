"""What a report says beyond its three parts, as items: the checks read it, and people are shown it, as they are any other item."""

from __future__ import annotations

from functools import lru_cache

from drafter import text as texts
from drafter import tracing
from drafter.schema import Draft, Item, Report, Sentence

CLOSING = "closing"


def items(report: Report) -> tuple[Item, ...]:
    """Each section (`others/1`), the closing and each attachment (`attachments/1`) that says anything, in printed order.

    None of their sentences has sources but those of the closing that have.
    """
    found = [
        *(_item(f"others/{n}", other.title, other.paragraphs) for n, other in enumerate(report.others, 1)),
        Item(id=CLOSING, sentences=report.closing),
        *(_item(f"attachments/{n}", page.title, page.paragraphs) for n, page in enumerate(report.attachments, 1)),
    ]
    return tuple(item for item in found if item.sentences)


def _item(name: str, title: str, paragraphs: tuple[str, ...]) -> Item:
    lines = [texts.strip_mark(paragraph) for paragraph in paragraphs]  # the number of an entry is no figure
    sentences = tuple(Sentence(text=piece) for line in lines for piece in texts.split_sentences(line))
    return Item(id=name, heading=title or None, sentences=sentences)


def traced(draft: Draft) -> tuple[Item, ...]:
    """The same with what each sentence rests on: the note that it stands in word for word, else what its words and figures point to.

    An item holds the facts that it rests on and that none of the three parts holds. Nothing where the draft has no report.
    """
    return _traced(_Asked(draft)) if draft.report is not None else ()


class _Asked:
    """The draft, as what is asked for: equal where all that counts is the very same object."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._key = (id(draft.notes), id(draft.facts), id(draft.report), draft.request.language)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key  # both drafts are held, so no id is used twice


@lru_cache(maxsize=32)  # a draft for each window that is open, about; several checks of each ask
def _traced(asked: _Asked) -> tuple[Item, ...]:
    draft = asked.draft
    assert draft.report is not None  # traced has looked
    usable = [fact for fact in draft.facts if fact.reason is None]
    behind: dict[int, list[str]] = {}
    for fact in usable:
        behind.setdefault(fact.note, []).append(fact.id)
    told = {note.text: tuple(behind[note.id]) for note in draft.notes if note.id in behind}
    placed = {name for item in draft.report.items() for name in item.facts}
    found = []
    for item in items(draft.report):
        known = [s if s.sources else s.model_copy(update={"sources": told.get(s.text, ())}) for s in item.sentences]
        sentences = tracing.complete(known, usable, draft.request.language)
        held = dict.fromkeys(name for s in sentences for name in s.sources if ":" not in name and name not in placed)
        found.append(item.model_copy(update={"sentences": sentences, "facts": tuple(held)}))
    return tuple(found)
