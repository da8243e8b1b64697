"""What a person can do: draft, continue, redraft, edit, decide, check, export; and who owns a running job.

The verbs are functions from draft to draft. `documents` holds what is open: a `Desk` of `Document`s, each with its `Job`s.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from drafter import checks, editing, facts, formats, kinds, notes, pipeline
from drafter.engines import Engine
from drafter.errors import ExportRefused, InputError, TargetError
from drafter.schema import PARTS, Decision, Draft, Filled, Finding, Note, Request
from drafter.service.documents import Desk as Desk
from drafter.service.documents import Document as Document
from drafter.service.documents import Job as Job
from drafter.service.documents import start as start

if TYPE_CHECKING:
    from drafter.formats.layout import Layout

Copy = Literal["draft", "clean"]


def new_draft(text: str | Sequence[Note], request: Request | None = None) -> Draft:
    """Read notes into a draft without a report yet: notes, facts, and a form filled from both.

    `InputError` when the notes hold nothing to report.
    """
    lines = notes.read_notes(text) if isinstance(text, str) else tuple(text)
    asked = kinds.complete_request(request or Request(), lines)
    return facts.understand(Draft(request=asked, notes=lines))


def draft(notes_text: str, *, engine: Engine | None = None, **form: str | int) -> Draft:
    """Rough notes to a finished draft; `form` takes the fields of `Request` (`unit=…, period=…, kind=…`)."""
    request = editing.request_from(form)
    return start(Document(new_draft(notes_text, request)), engine=engine).wait()


def redraft(draft: Draft, target: str, instruction: str = "", *, engine: Engine | None = None) -> Draft:
    """Write one part or one item again (`problems`, `problems/2`, or an item id); nothing else changes."""
    targets = find_targets(draft, target)
    return start(Document(draft), targets, instruction, engine=engine).wait()


def check(draft: Draft) -> tuple[Finding, ...]:
    """Every open finding of the draft, errors first; confirmed ones are left out."""
    return checks.check_draft(draft)


def export(
    draft: Draft,
    format: str = "docx",  # noqa: A002  # the word of the command line
    copy: Copy = "draft",
    *,
    anyway: bool = False,
    layout: Layout | str = "",
) -> bytes:
    """The report as a file's bytes, in a layout (`formats.layout_for`; none: the language's own).

    A clean copy raises `ExportRefused` while errors or placeholders are open.
    """
    if draft.report is None:
        raise InputError("this draft has no report yet; write it first")
    found = check(draft)
    if copy == "clean" and not anyway and (stops := checks.blocking(found)):
        more = f" and {len(stops) - 1} more" if len(stops) > 1 else ""
        raise ExportRefused(
            f"a clean copy is refused while this is open: {stops[0].message}{more}; settle it, or export anyway", stops
        )
    return formats.write(draft, format, copy, found, layout)


def preview(draft: Draft, layout: Layout | str = "") -> str:
    """The report's pages as they will be printed: self-contained HTML to put into a page. `InputError` without a report."""
    return formats.preview(draft, layout)


def edit(draft: Draft, item: str, text: str, heading: str | None = None) -> Draft:
    """Put the writer's own words into an item; each sentence gets its sources back by alignment."""
    return editing.edit_item(draft, item, text, heading, pipeline.now())


def restore(draft: Draft, item: str, number: int) -> Draft:
    """Make version `number` (counted from 1) of an item the one that stands; it is added, none is lost."""
    return editing.restore_version(draft, item, number, pipeline.now())


def lock(draft: Draft, item: str, *, locked: bool = True) -> Draft:
    """Lock an item against every run, or unlock it."""
    return editing.lock_item(draft, item, locked=locked)


def decide(draft: Draft, decision: Decision) -> Draft:
    """Record a ruling of the writer and read the facts anew under it; a filled placeholder is filled in the text too."""
    ruled = facts.understand(draft.model_copy(update={"decisions": (*draft.decisions, decision), "rev": draft.rev + 1}))
    if isinstance(decision, Filled):
        name = decision.placeholder.partition("#")[0]
        before = next((fact for fact in draft.facts if fact.id == name), None)
        return editing.fill_sentences(ruled, decision, before, pipeline.now()) if before else ruled
    return ruled


def add_notes(draft: Draft, text: str, origin: str = "") -> Draft:
    """Notes that came later: new lines are read and placed, items that need them planned again; `start` goes on from there.

    Lines that the draft has already are passed over. Hand-written and locked items are left alone; what is stale is found
    by `check`. `InputError` when there is nothing new.
    """
    known = {note.text.strip() for note in draft.notes}
    fresh = "\n".join(line for line in text.splitlines() if line.strip() and line.strip() not in known)
    if not fresh:
        raise InputError("every line of these notes is in the draft already")
    last = max((note.id for note in draft.notes), default=0)
    name = origin or f"later-{last + 1}"
    added = notes.read_notes(
        fresh, name if name not in {n.origin for n in draft.notes} else f"{name}-{last + 1}", first=last + 1
    )
    read = facts.understand(draft.model_copy(update={"notes": (*draft.notes, *added), "rev": draft.rev + 1}))
    return pipeline.place(read) if read.report is not None else read


def take_text(draft: Draft, text: str) -> tuple[Draft, tuple[str, ...]]:
    """Edits made by hand in the exported Markdown or text come back as versions; the paragraphs that fit nowhere are returned."""
    return editing.take_text(draft, text, pipeline.now())


def find_items(draft: Draft, target: str = "") -> tuple[str, ...]:
    """The item ids behind a target, locked ones included; none: all items of the report."""
    if draft.report is None:
        raise TargetError("this draft has no report yet; write it first")
    if not target:
        return tuple(item.id for item in draft.report.items())
    return find_targets(draft.model_copy(update={"report": editing.unlocked(draft.report)}), target)


def find_targets(draft: Draft, target: str) -> tuple[str, ...]:
    """The unlocked item ids behind `problems`, `problems/2`, `opening` or an id; `TargetError` names what there is."""
    if draft.report is None:
        raise TargetError("this draft has no report yet; write it first")
    name, _, number = target.partition("/")
    if target in {item.id for item in draft.report.items()}:
        return (target,)
    if name not in PARTS:
        raise TargetError(f"{target!r} is no part; give {', '.join(PARTS)}, one of these with /number, or opening")
    items = draft.report.part(name).items
    if not number:
        open_items = tuple(item.id for item in items if not item.locked)
        if not open_items:
            raise TargetError(f"every item of {name} is locked" if items else f"{name} has no item, only a gap")
        return open_items
    if not number.isdecimal() or not 1 <= int(number) <= len(items):
        raise TargetError(f"{target!r} does not exist; {name} has the items 1 to {len(items)}")
    return (items[int(number) - 1].id,)
