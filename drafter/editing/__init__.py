"""The writer's own changes to a draft: words, versions, locks, and the form as typed at a command line or page."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from drafter import languages, report, tracing
from drafter.errors import InputError, Locked, NoReport, TargetError
from drafter.schema import Draft, Fact, Figure, Filled, Item, ItemState, Report, Request, Version


def item_of(draft: Draft, name: str) -> Item:
    """The item of that id; `TargetError` if the draft has none."""
    item = report.find_item(draft.report, name) if draft.report else None
    if item is None:
        raise TargetError(f"the draft has no item {name!r}")
    return item


def _put(draft: Draft, item: Item) -> Draft:
    if draft.report is None:
        raise NoReport
    return draft.model_copy(update={"report": report.replace_item(draft.report, item), "rev": draft.rev + 1})


def edit_item(draft: Draft, name: str, text: str, heading: str | None, at: str, *, base: int | None = None) -> Draft:
    """The draft with the writer's words in an item, sources realigned; unchanged text leaves the draft as it is.

    `heading` None keeps the heading, an empty one removes it. `TargetError` for a locked item, `InputError` for no text.
    `base` is how many versions the writer had seen: when the item was changed, locked or taken out since, the words are
    kept as a version aside and nothing else is touched.
    """
    gone = [out for out in draft.report.removed if out.item.id == name] if draft.report and base is not None else []
    item = gone[0].item if gone else item_of(draft, name)
    late = bool(gone) or (base is not None and (item.locked or len(item.versions) != base))
    if item.locked and not late:
        raise Locked(report.called(draft.report, name))
    if not text.strip():
        raise InputError("the text is empty; type what the item should say, or delete the item")
    kept = item.heading if heading is None else (heading.strip() or None)
    sentences = tracing.align(text.strip(), draft.facts, item.sentences, draft.request.language)
    if kept == item.heading and sentences == item.sentences:
        return draft
    version = Version(heading=kept, sentences=sentences, by="hand", at=at)
    if late:
        return _keep_aside(draft, item, version)
    return _put(draft, report.with_version(item, version, "hand"))


def _keep_aside(draft: Draft, item: Item, version: Version) -> Draft:
    assert draft.report is not None  # its item was found
    kept = report.with_aside(item, version)
    removed = tuple(
        out.model_copy(update={"item": kept}) if out.item.id == item.id else out for out in draft.report.removed
    )
    found = report.replace_item(draft.report.model_copy(update={"removed": removed}), kept)
    return draft.model_copy(update={"report": found, "rev": draft.rev + 1})


def restore_version(draft: Draft, name: str, number: int, at: str) -> Draft:
    """Version `number` (from 1) stands again, as a new version at the end; `TargetError` names how many there are."""
    item = item_of(draft, name)
    if item.locked:
        raise Locked(report.called(draft.report, name))
    if not 1 <= number <= len(item.versions):
        raise TargetError(
            f"{report.called(draft.report, name)} has the versions 1 to {len(item.versions)}, not {number}"
        )
    version = item.versions[number - 1].model_copy(update={"at": at, "aside": False})
    state: ItemState = "hand" if version.by in {"hand", "word"} else "done"
    return _put(draft, report.with_version(item, version, state))


def lock_item(draft: Draft, name: str, *, locked: bool) -> Draft:
    """The draft with the item locked or unlocked."""
    return _put(draft, item_of(draft, name).model_copy(update={"locked": locked}))


def fill_sentences(draft: Draft, decision: Filled, before: Fact, at: str) -> Draft:
    """The draft with a placeholder's value put into every sentence that cites its fact; locked items stay.

    `before` is the fact as it was; the n-th placeholder of it is looked for by the words that it counts.
    """
    number = int(decision.placeholder.partition("#")[2] or 1)
    holes = [figure for figure in before.figures if figure.type == "placeholder"]
    if draft.report is None or not 1 <= number <= len(holes):
        return draft
    hole, after = holes[number - 1], next((f for f in draft.facts if f.id == before.id), before)
    value = after.text[hole.start : hole.start + len(after.text) - len(before.text) + len(hole.text)]
    for item in draft.report.items():
        if item.locked or not any(before.id in sentence.sources for sentence in item.sentences):
            continue
        sentences = tuple(
            s.model_copy(update={"text": _filled(s.text, hole, value, draft.request.language)})
            if before.id in s.sources
            else s
            for s in item.sentences
        )
        if sentences != item.sentences:
            version = Version(
                heading=item.heading, sentences=sentences, by="hand", instruction=decision.placeholder, at=at
            )
            draft = _put(draft, report.with_version(item, version, item.state))
    return draft


def _filled(text: str, hole: Figure, value: str, language: str) -> str:
    """The sentence with the hole's mark replaced: the one that counts the same, else the only one of its unit."""
    open_ones = [
        f for f in languages.load(language).read_figures(text) if f.type == "placeholder" and f.unit == hole.unit
    ]
    same = [f for f in open_ones if hole.counted and f.counted.endswith(hole.counted[-2:])]
    target = same[0] if same else open_ones[0] if len(open_ones) == 1 else None
    return text if target is None else text[: target.start] + value + text[target.end :]


def unlocked(found: Report) -> Report:
    """The report with no item locked, for finding items whatever their state."""
    for item in found.items():
        if item.locked:
            found = report.replace_item(found, item.model_copy(update={"locked": False}))
    return found


def request_from(form: Mapping[str, str | int]) -> Request:
    """A form as typed; `InputError` names an unknown field, or one whose value is of another sort."""
    if unknown := sorted(set(form) - set(Request.model_fields)):
        raise InputError(f"{unknown[0]!r} is no field of the form; known are {', '.join(Request.model_fields)}")
    try:
        return Request.model_validate(dict(form))
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{first['loc'][0]} is {first['input']!r:.60}; {first['msg'].lower()}") from error
