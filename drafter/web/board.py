"""A document as the JSON that the board shows: parts, items, sentences with their notes and marks, findings beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from drafter import checks, kinds
from drafter import text as texts
from drafter.formats import numbering, title
from drafter.schema import Draft, Finding, Item
from drafter.service import Document
from drafter.web import wording

MARKS = {
    "figure-unsourced": "unsourced",
    "figure-elsewhere": "unsourced",
    "quote-unsourced": "unsourced",
    "placeholder": "placeholder",
}


def show(document: Document | None, language: str, *, busy: bool = False) -> dict[str, Any]:
    """The board's value; `rev` rises with every change of the draft and with every look while prose is in flight."""
    words = wording.board(language)
    if document is None:
        return {
            "doc": "",
            "rev": 0,
            "busy": False,
            "words": words,
            "empty": wording.page(language)["empty"],
            "parts": [],
        }
    draft, partial = document.draft, dict(document.partial)
    found = checks.check_draft(draft)
    state = {
        "doc": draft.id,
        "rev": draft.rev,
        "tick": sum(map(len, partial.values())),
        "busy": busy,
        "words": words,
        "title": "",
        "parts": [],
        "findings": [_finding(f) for f in found],
    }
    report = draft.report
    if report is None:
        return state
    view = _View(draft, found, partial)
    parts = [{"name": name, "title": numbering.part_number(draft.request.language, number) + part.title, "gap": part.gap,
              "items": [view.item(item, numbering.item_number(draft.request.language, number, count))
                        for count, item in enumerate(part.items, 1)]}
             for number, (name, part) in enumerate(report.parts(), 1)]  # fmt: skip
    items = [item for item in report.items() if item.facts]
    return state | {
        "title": "\n".join(title.title_rows(report.title)) if draft.request.language == "zh" else report.title,
        "opening": view.item(report.opening, ""),
        "parts": parts,
        "signature": [report.signature.issuer, report.signature.date] if report.signature else [],
        "done": sum(item.state != "planned" for item in items),
        "all": len(items),
        "length": _length(draft),
    }


def _length(draft: Draft) -> int:
    assert draft.report is not None  # show has looked
    whole = "\n".join((item.heading or "") + item.text for item in draft.report.items())
    return texts.count_characters(whole) if draft.request.language == "zh" else len(whole.split())


class _View:
    """What an item's JSON needs to know of the draft: which notes stand behind facts, which findings lie where."""

    def __init__(self, draft: Draft, found: Sequence[Finding], partial: dict[str, str]) -> None:
        notes = {note.id: note.text.strip() for note in draft.notes}
        self._notes = {fact.id: f"{fact.note}. {notes.get(fact.note, fact.text)}" for fact in draft.facts}
        self._form = kinds.load_kind(draft.request.language, draft.request.kind).name
        self._partial = partial
        self._marks: dict[tuple[str, int], list[list[object]]] = defaultdict(list)
        for finding in found:
            if finding.item is not None and finding.sentence is not None and finding.code in MARKS:
                self._marks[finding.item, finding.sentence].append([finding.start, finding.end, MARKS[finding.code]])

    def item(self, item: Item, number: str) -> dict[str, Any]:
        """One card."""
        return {
            "id": item.id,
            "number": number,
            "heading": item.heading or "",
            "state": item.state,
            "locked": item.locked,
            "versions": len(item.versions),
            "partial": self._partial.get(item.id),
            "sentences": [
                {"text": s.text, "sources": [self._notes.get(name, self._form) for name in s.sources], "marks": sorted(self._marks[item.id, i])}
                for i, s in enumerate(item.sentences)
            ],
        }  # fmt: skip


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "item": finding.item,
        "sentence": finding.sentence,
    }
