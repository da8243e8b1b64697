"""A document as the JSON that the board draws: parts, items, sentences with sources and marks, notes, findings, what to fill.

A `whole` is sent when the draft changed, a `pulse` (prose in flight only) while it streams.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from typing import Any

from drafter import beyond, checks, editing, kinds, prompts
from drafter import text as texts
from drafter.checks.coverage import HIDDEN, SILENT
from drafter.engines import describe_engines
from drafter.errors import DrafterError
from drafter.formats import layout, numbering
from drafter.formats.title import title_rows
from drafter.schema import Draft, Dropped, Fact, Finding, Item, Merged, Moved, join_sentences
from drafter.service import Document
from drafter.settings import read_settings
from drafter.web import wording

WHOLE = frozenset({"no-source", "low-support", "too-many-sources"})
"""Codes that speak of a sentence as a whole: nothing in it is coloured for them."""

_BLANK = re.compile("[XxＸｘ×＊*_＿?？]+")
"""What holds the place of a value."""


def pulse(document: Document, *, busy: bool) -> dict[str, Any]:
    """What changes between two tokens, the prose in flight: `rev` rises with every change of the draft, `tick` with the prose."""
    partial = dict(document.partial)
    return {
        "doc": document.draft.id,
        "rev": document.draft.rev,
        "tick": sum(map(len, partial.values())),
        "busy": busy,
        "partial": partial,
    }


_shown: OrderedDict[str, tuple[Draft, dict[str, Any]]] = OrderedDict()
"""The last value of each draft and what was shown of it, for the windows and looks that ask for the same one."""


def whole(draft: Draft) -> dict[str, Any]:
    """All that the board shows of a draft."""
    kept = _shown.get(draft.id)
    if kept is not None and kept[0] is draft:
        return kept[1]
    value = _whole(draft)
    _shown[draft.id] = (draft, value)
    while len(_shown) > 64:
        _shown.popitem(last=False)
    return value


def _whole(draft: Draft) -> dict[str, Any]:
    found = checks.check_draft(draft)
    state: dict[str, Any] = {
        "language": draft.request.language,
        "title": "",
        "example": _is_example(draft),
        "chips": _chips(draft),
        "form": {
            name: getattr(draft.request, name)
            for name in ("kind", "unit", "period", "recipient", "issuer", "date", "length")
        },
        "kinds": [[kind.id, kind.name] for kind in kinds.list_kinds() if kind.language == draft.request.language],
        "layouts": list(layout.list_layouts(layout.language_of(draft)).items()),
        "parts": [],
        "notes": _notes(draft),
        "findings": [_finding(finding, draft) for finding in found],
        "confirmed": sum(decision.type == "confirmed" for decision in draft.decisions),
        "blocking": len(checks.blocking(found)),
    }
    report = draft.report
    if report is None:
        return state
    view = _View(draft, found)
    parts = [
        {
            "name": name, "title": numbering.part_number(view.language, number) + part.title, "bare": part.title, "gap": part.gap or "",
            "items": [view.item(item, numbering.item_number(view.language, number, count)) for count, item in enumerate(part.items, 1)],
            "length": sum(view.length(item) for item in part.items),
        }
        for number, (name, part) in enumerate(report.parts(), 1)
    ]  # fmt: skip
    items = [item for item in report.items() if item.facts]
    return state | {
        "title": report.title,
        "rows": "\n".join(title_rows(report.title, layout.names_of(draft))) if view.language == "zh" else report.title,
        "recipient": numbering.addressed(view.language, report.recipient) if report.recipient else "",
        "opening": view.item(report.opening, ""),
        "parts": parts,
        "closing": join_sentences(report.closing),
        "signature": [report.signature.issuer, report.signature.date] if report.signature else [],
        "done": sum(item.state != "planned" for item in items),
        "all": len(items),
        "length": sum(view.length(item) for item in report.items()),
    }


class _View:
    """What an item's JSON needs to know of the draft: marks by sentence, and who answers whom."""

    def __init__(self, draft: Draft, found: Sequence[Finding]) -> None:
        assert draft.report is not None  # whole has looked
        self.language = draft.request.language
        self._marks = marks(found, draft)
        self._answered: dict[str, list[str]] = defaultdict(list)
        for plan in draft.report.plans.items:
            for problem in plan.answers:
                self._answered[problem].append(plan.id)

    def item(self, item: Item, number: str) -> dict[str, Any]:
        """One card."""
        return {
            "id": item.id,
            "number": number,
            "heading": item.heading or "",
            "lead": numbering.run_in(self.language, item.heading) if item.heading else "",
            "state": item.state,
            "locked": item.locked,
            "facts": item.facts,
            "asked": item.asked,
            "answers": item.answers,
            "answered": self._answered.get(item.id, []),
            "version": len(item.versions),
            "by": item.versions[-1].by if item.versions else "",
            "table": {"header": item.table.header, "rows": item.table.rows} if item.table else None,
            "sentences": [
                {"text": s.text, "sources": s.sources, "marks": sorted(self._marks[item.id, i])}
                for i, s in enumerate(item.sentences)
            ],
        }

    def length(self, item: Item) -> int:
        """Characters (Chinese) or words of an item, heading included."""
        return texts.length(f"{item.heading or ''} {item.text}", self.language)


def marks(found: Sequence[Finding], draft: Draft) -> dict[tuple[str, int], list[list[object]]]:
    """Spans of the draft's sentences to be coloured: `[start, end, kind]`, by item and sentence. Of a blank with its unit only the
    blank is: what stands behind it may as well be another word's beginning.
    """
    spans: dict[tuple[str, int], list[list[object]]] = defaultdict(list)
    said = {item.id: item.sentences for item in (draft.report.items() if draft.report else ())}
    for finding in found:
        if (
            finding.item not in said
            or finding.sentence is None
            or finding.end <= finding.start
            or finding.severity == "hint"
        ):
            continue
        if finding.code not in WHOLE:
            kind = (
                "placeholder"
                if finding.code == "placeholder"
                else "unsourced"
                if finding.severity == "error"
                else "doubt"
            )
            text = said[finding.item][finding.sentence].text
            blank = _BLANK.match(text, finding.start, finding.end) if kind == "placeholder" else None
            spans[finding.item, finding.sentence].append([finding.start, blank.end() if blank else finding.end, kind])
    return spans


def _chips(draft: Draft) -> list[str]:
    """Instructions offered for a redo, in the draft's language: those that its engine can follow."""
    language, engine = draft.request.language, draft.request.engine
    offline = next(bool(row["auto"]) for row in describe_engines(read_settings()) if row["name"] == "offline")
    if engine == "offline" or (engine == "auto" and offline):
        return re.split(r"[、,]\s*", prompts.read_section(language, "language.toml", "wishes")["can"])
    return list(wording.board(language)["chips"])


def _is_example(draft: Draft) -> bool:
    """Whether the draft was made of the example's notes."""
    lines = prompts.read_text(draft.request.language, "example.txt").splitlines()
    return [note.text.strip() for note in draft.notes] == [line.strip() for line in lines if line.strip()]


def _notes(draft: Draft) -> list[dict[str, Any]]:
    """Every fact as the list of notes shows it: part or reason, figures, the items that carry it, what is to be filled."""
    reasons = prompts.read_section(draft.request.language, "findings.toml", "reasons")
    carried: dict[str, list[str]] = defaultdict(list)
    for item in (*draft.report.items(), *beyond.traced(draft)) if draft.report else ():
        for name in dict.fromkeys((*item.facts, *(source for s in item.sentences for source in s.sources))):
            carried[name].append(item.id)
    ruled = {decision.fact for decision in draft.decisions if isinstance(decision, Moved | Dropped | Merged)}
    gone = {(name, out.part) for out in (draft.report.removed if draft.report else ()) for name in out.item.facts}
    origins = {note.id: note.origin for note in draft.notes}
    return [
        {
            "id": fact.id,
            "note": fact.note,
            "text": fact.text,
            "theme": fact.theme,
            "part": fact.part if fact.wanted else "",
            "reason": reasons.get(fact.reason, fact.reason) if fact.reason else "",
            "why": fact.reason or "",
            "secret": fact.reason in HIDDEN,
            "twin": fact.twin or "",
            "order": fact.reason in {"instruction", "injected"} or "aside" in fact.flags,
            "taken_out": (fact.id, fact.part) in gone,
            "ruled": fact.id in ruled,
            "later": origins.get(fact.note, "notes") != "notes",
            "figures": [[f.start, f.end, f.type] for f in fact.figures],
            "items": carried.get(fact.id, []),
            "holes": _holes(fact),
        }
        for fact in draft.facts
        if fact.reason not in SILENT
    ]  # fmt: skip


def _holes(fact: Fact) -> list[dict[str, Any]]:
    """The placeholders of a fact that is to be written, each with the name that `Filled` calls it by."""
    open_ones = [figure for figure in fact.figures if figure.type == "placeholder"]
    return [
        {"name": f"{fact.id}#{number}", "start": hole.start, "end": hole.end, "unit": hole.unit, "counted": hole.counted}
        for number, hole in enumerate(open_ones, 1)
        if fact.wanted
    ]  # fmt: skip


def _finding(finding: Finding, draft: Draft) -> dict[str, Any]:
    """A finding with what the writer can do about it."""
    value: dict[str, Any] = {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "item": finding.item or "",
        **_elsewhere(finding, draft),
        "sentence": finding.sentence,
        "facts": finding.facts,
        "remedy": finding.remedy,
        "fix": finding.fix,
        "digest": finding.digest,
    }
    if finding.code == "notes-contradict":
        value["choices"] = _choices(finding, draft)
    return value


def _elsewhere(finding: Finding, draft: Draft) -> dict[str, str]:
    """What a finding is about that stands beyond the three parts, where the board shows no text: the section's title, the sentence."""
    for item in beyond.items(draft.report) if draft.report else ():
        if item.id == finding.item:
            said = item.sentences[finding.sentence].text if finding.sentence is not None else ""
            return {"section": item.heading or "", "said": said}
    return {"section": "", "said": ""}


def _choices(finding: Finding, draft: Draft) -> list[dict[str, str]]:
    """The values that two notes give one thing: those that their message names."""
    facts = [fact for fact in draft.facts if fact.id in finding.facts]
    choices = []
    for fact in facts:
        named = [
            figure.text
            for figure in fact.figures
            if f"“{figure.text}”" in finding.message or f"{figure.text!r}" in finding.message
        ]
        value = (named or [figure.text for figure in fact.figures] or [fact.text])[0]
        choices.append({"value": value, "text": fact.text, "note": str(fact.note)})
    return choices  # fmt: skip


def weigh(draft: Draft, item: str, text: str, heading: str | None) -> dict[str, Any]:
    """What would be found if an item said `text`: spans of the text to be coloured, and all findings. Nothing is changed."""
    try:
        tried = editing.edit_item(draft, item, text, heading, "")
    except DrafterError:
        tried = draft
    found = checks.check_draft(tried)
    standing = editing.item_of(tried, item)
    by_sentence = marks(found, tried)
    spans: list[list[object]] = []
    at = 0
    for index, sentence in enumerate(standing.sentences):
        start = text.find(sentence.text, at)
        if start < 0:
            continue
        spans += [[start + int(str(s)), start + int(str(e)), kind] for s, e, kind in by_sentence[item, index]]
        at = start + len(sentence.text)
    return {
        "marks": sorted(spans),
        "findings": [_finding(finding, tried) for finding in found],
        "length": texts.length(text, draft.request.language),
    }


def versions(draft: Draft, item: str) -> list[dict[str, Any]]:
    """All that an item has been, oldest first."""
    return [
        {"number": number, "heading": v.heading or "", "text": join_sentences(v.sentences), "by": v.by, "instruction": v.instruction, "aside": v.aside, "at": v.at}
        for number, v in enumerate(editing.item_of(draft, item).versions, 1)
    ]  # fmt: skip
