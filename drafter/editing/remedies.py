"""What a finding can be mended with: the note's figure put back, a placeholder restored, a sentence split, dropped or given its source."""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter import checks, languages, report, tracing
from drafter.editing import item_of, moving
from drafter.errors import Locked, TargetError
from drafter.schema import Draft, Fact, Finding, Item, PartName, Sentence, Version

_Mended = tuple[Sentence, ...]


def apply(draft: Draft, finding: Finding, at: str) -> Draft:
    """The draft with the finding's remedy carried out: its item gets a new version by hand; nothing else changes.

    `TargetError` when the finding has no remedy, its item is locked, or it stands no more because the text or the notes changed.
    """
    if finding.remedy not in REMEDIES or finding.item is None:
        raise TargetError(f"{finding.code} has no remedy that a program can apply; change the text, or confirm it")
    item = item_of(draft, finding.item)
    if item.locked:
        raise Locked(report.called(draft.report, item.id))
    if not any((found.code, found.digest) == (finding.code, finding.digest) for found in checks.check_draft(draft)):
        raise TargetError(
            f"this finding ({finding.code}) stands no more: the text or its notes have changed; check again"
        )
    sentences = REMEDIES[finding.remedy](draft, item, finding)
    if not sentences:
        return moving.delete_item(draft, item.id)
    version = Version(heading=item.heading, sentences=sentences, by="hand", instruction=finding.code, at=at)
    mended = report.with_version(item, version, "hand")
    assert draft.report is not None  # its item was found
    return draft.model_copy(update={"report": report.replace_item(draft.report, mended), "rev": draft.rev + 1})


def _place(item: Item, finding: Finding) -> tuple[int, Sentence]:
    number = finding.sentence or 0
    return number, item.sentences[number]


def _with(item: Item, number: int, *new: Sentence) -> _Mended:
    return (*item.sentences[:number], *new, *item.sentences[number + 1 :])


def _replace(_: Draft, item: Item, finding: Finding) -> _Mended:
    """The note's own wording in the place of what was found."""
    number, old = _place(item, finding)
    text = old.text[: finding.start] + finding.fix + old.text[finding.end :]
    return _with(item, number, old.model_copy(update={"text": text}))


def _drop(_: Draft, item: Item, finding: Finding) -> _Mended:
    """The item without the sentence; when it was the only one, the item itself is taken out."""
    return _with(item, _place(item, finding)[0])


def _cite(_: Draft, item: Item, finding: Finding) -> _Mended:
    """The sentence with the fact among its sources that it already speaks of."""
    number, old = _place(item, finding)
    return _with(item, number, old.model_copy(update={"sources": tuple(dict.fromkeys((*old.sources, finding.fix)))}))


def _uncite(_: Draft, item: Item, finding: Finding) -> _Mended:
    """The sentence without the sources that it takes nothing from."""
    number, old = _place(item, finding)
    kept = tuple(source for source in old.sources if source not in finding.facts)
    return _with(item, number, old.model_copy(update={"sources": kept}))


def _split(draft: Draft, item: Item, finding: Finding) -> _Mended:
    """The sentence cut at its semicolons, or at the comma nearest its middle; each half with the sources that it rests on."""
    number, old = _place(item, finding)
    chinese = draft.request.language == "zh"
    stop = "。" if chinese else "."
    pieces = [piece.strip(" ，,；;。.") for piece in re.split("[；;]", old.text)]
    if len(pieces) == 1:
        commas = [match.start() for match in re.finditer("[，,](?!\\d)", old.text)]
        if commas:
            middle = min(commas, key=lambda place: abs(place - len(old.text) // 2))
            pieces = [old.text[:middle].strip(), old.text[middle + 1 :].strip(" 。.")]
    facts = [fact for fact in draft.facts if fact.id in old.sources]
    new = []
    for piece in (piece for piece in pieces if piece):
        text = (piece if chinese else piece[:1].upper() + piece[1:]) + stop
        new.append(
            Sentence(text=text, sources=tracing.find_sources(text, facts, draft.request.language) or old.sources)
        )
    return _with(item, number, *new)


def _add(draft: Draft, item: Item, finding: Finding) -> _Mended:
    """What is missing of a fact: its clause at the end of the sentence that cites it, else the whole fact in formal words."""
    fact = next(fact for fact in draft.facts if fact.id == finding.facts[0])
    citing = [number for number, sentence in enumerate(item.sentences) if fact.id in sentence.sources]
    if finding.code == "clause-missing" and citing and finding.spans:
        old = item.sentences[citing[-1]]
        clause = fact.text[finding.spans[0].start : finding.spans[0].end].strip()
        joint = "，" if draft.request.language == "zh" else ", "
        text = re.sub(r"([。.！!]?)$", lambda match: f"{joint}{clause}{match[1]}", old.text.rstrip(), count=1)
        return _with(item, citing[-1], old.model_copy(update={"text": text}))
    kept = tuple(s for s in item.sentences if s.sources != (fact.id,))
    composed = languages.load(draft.request.language).compose((fact,), _part(fact), draft.request.period)
    return (*kept, *(Sentence(text=text, sources=sources) for text, sources in composed))


def _part(fact: Fact) -> PartName:
    return fact.part or "achievements"


REMEDIES: dict[str, Callable[[Draft, Item, Finding], _Mended]] = {
    "replace": _replace,
    "drop": _drop,
    "cite": _cite,
    "uncite": _uncite,
    "split": _split,
    "add": _add,
}
"""What `Finding.remedy` may name."""
