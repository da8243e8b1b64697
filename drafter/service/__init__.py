"""What a person can do: draft, continue, redraft, edit, decide, check, export; and who owns a running job.

The verbs are functions from draft to draft. `changing` holds those of the writer's hand,
`documents` what is open: a `Desk` of `Document`s, each with its `Job`s.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from drafter import checks, editing, facts, formats, kinds, notes, pipeline
from drafter.editing import remedies
from drafter.engines import Engine
from drafter.errors import ExportRefused, InputError, NoReport, TargetError
from drafter.formats import Copy as Copy
from drafter.pipeline import REST as REST
from drafter.pipeline import Order as Order
from drafter.schema import PARTS, Draft, Finding, Item, Note, Request
from drafter.service.changing import ask_fresh as ask_fresh
from drafter.service.changing import bring_back as bring_back
from drafter.service.changing import choose as choose
from drafter.service.changing import decide as decide
from drafter.service.changing import delete_item as delete_item
from drafter.service.changing import drop_fact as drop_fact
from drafter.service.changing import edit as edit
from drafter.service.changing import fill as fill
from drafter.service.changing import fill_form as fill_form
from drafter.service.changing import in_line as in_line
from drafter.service.changing import link as link
from drafter.service.changing import lock as lock
from drafter.service.changing import merge_facts as merge_facts
from drafter.service.changing import move_fact as move_fact
from drafter.service.changing import move_item as move_item
from drafter.service.changing import repeat as repeat
from drafter.service.changing import restore as restore
from drafter.service.changing import restore_fact as restore_fact
from drafter.service.changing import retitle as retitle
from drafter.service.changing import type_notes as type_notes
from drafter.service.changing import why_not_merge as why_not_merge
from drafter.service.changing import write_in as write_in
from drafter.service.desk import Desk as Desk
from drafter.service.documents import Document as Document
from drafter.service.documents import Job as Job
from drafter.service.documents import start as start

if TYPE_CHECKING:
    from drafter.formats.layout import Layout
    from drafter.service.adopting import Adopted as Adopted
    from drafter.service.adopting import adopt as adopt
    from drafter.service.adopting import adopt_file as adopt_file
    from drafter.service.readback import ReadBack as ReadBack
    from drafter.service.readback import describe as describe
    from drafter.service.readback import read_back as read_back

_LATER = {
    "Adopted": "adopting",
    "adopt": "adopting",
    "adopt_file": "adopting",
    "ReadBack": "readback",
    "describe": "readback",
    "read_back": "readback",
}
"""What reads files of another hand, and its modules: loaded when first used, as a draft of notes has no need of them."""


def __getattr__(name: str) -> object:
    """A verb of `_LATER`."""
    if name in _LATER:
        return getattr(import_module(f"drafter.service.{_LATER[name]}"), name)
    raise AttributeError(f"module 'drafter.service' has no attribute {name!r}")


def new_draft(text: str | Sequence[Note], request: Request | None = None) -> Draft:
    """Read notes into a draft without a report yet: notes, facts, and a form filled from both.

    `InputError` when the notes hold nothing to report, and for a period or a date that is none.
    """
    lines = notes.read_notes(text) if isinstance(text, str) else tuple(text)
    typed = request or Request()
    asked = kinds.complete_request(typed, lines)
    kinds.refuse_odd({name: value for name, value in typed if isinstance(value, str)}, asked.language)
    return facts.understand(Draft(request=asked, notes=lines))


def draft(notes_text: str, *, engine: Engine | None = None, **form: str | int) -> Draft:
    """Rough notes to a finished draft; `form` takes the fields of `Request` (`unit=…, period=…, kind=…`)."""
    request = editing.request_from(form)
    return start(Document(new_draft(notes_text, request)), engine=engine).wait()


def redraft(draft: Draft, target: str, instruction: str = "", *, engine: Engine | None = None) -> Draft:
    """Write one part or one item again (`problems`, `problems/2`, or an item id); nothing else changes."""
    targets = find_targets(draft, target)
    return start(Document(draft), Order(targets, instruction), engine=engine).wait()


def check(draft: Draft) -> tuple[Finding, ...]:
    """Every open finding of the draft, errors first; confirmed ones are left out."""
    return checks.check_draft(draft)


def apply_remedy(draft: Draft, finding: Finding) -> Draft:
    """Carry a finding's remedy out (`Finding.remedy`); its item gets a new version by hand, all else stays.

    `TargetError` when there is no remedy, the item is locked, or the finding stands no more.
    """
    return remedies.apply(draft, finding, pipeline.now())


def export(
    draft: Draft,
    format: str = "docx",  # noqa: A002  # the word of the command line
    copy: Copy = "draft",
    *,
    anyway: bool = False,
    layout: Layout | str = "",
) -> bytes:
    """The report as a file's bytes, in a layout (`formats.layout_for`; none: the language's own).

    A clean copy raises `ExportRefused` while an error is open, or a warning of `checks.BLOCKS_CLEAN`, unless `anyway`; a draft
    without a report `NoReport`.
    """
    if draft.report is None:
        raise NoReport
    found = check(draft)
    if copy == "clean" and not anyway and (stops := checks.blocking(found)):
        more = f" and {len(stops) - 1} more" if len(stops) > 1 else ""
        raise ExportRefused(
            f"a clean copy is refused while this is open: {stops[0].message}{more}; settle it, or export anyway", stops
        )
    return formats.write(draft, format, copy, found, layout)


def file_name(draft: Draft, format: str, named: str = "{title}") -> str:  # noqa: A002  # the word of the command line
    """A name for the draft's file, from its title, fit for any disk; `named` is what stands around the title."""
    title = draft.report.title if draft.report else ""
    kept = "".join(c for c in title if c not in '\\/:*?"<>|' and c.isprintable())
    return f"{named.replace('{title}', kept[:80].strip(' .') or 'report')}.{format}"


def preview(draft: Draft, layout: Layout | str = "") -> str:
    """The report's pages as they will be printed: self-contained HTML to put into a page. `InputError` without a report."""
    return formats.preview(draft, layout)


def add_notes(draft: Draft, text: str | Sequence[Note]) -> Draft:
    """Notes that came later, typed or as `notes.read_notes` has them: new lines are read and placed, items that need them planned
    again; `start` goes on from there.

    What the draft has already is passed over, but for captions: they say what stands below them. Hand-written and locked items are
    left alone; what is stale is found by `check`. `InputError` when there is nothing new.
    """
    known = {note.text.strip() for note in draft.notes if not note.removed}
    heads = {fact.note for fact in draft.facts if fact.reason == "caption"}
    captions = {note.text.strip() for note in draft.notes if note.id in heads}
    last = max((note.id for note in draft.notes), default=0)
    typed = notes.read_notes(text, "later") if isinstance(text, str) else text
    new = [note for note in typed if note.text.strip() not in known - captions]
    if not any(note.text.strip() not in captions for note in new):
        raise InputError("every line of these notes is in the draft already")
    taken = {note.origin for note in draft.notes} | {"later"}
    named = {name: f"{name}-{last + 1}" if name in taken else name for name in {note.origin for note in new}}
    added = [
        note.model_copy(update={"id": number, "origin": named[note.origin]})
        for number, note in enumerate(new, last + 1)
    ]
    read = facts.understand(draft.model_copy(update={"notes": (*draft.notes, *added), "rev": draft.rev + 1}))
    return pipeline.place(read) if read.report is not None else read


def reread_notes(draft: Draft, fresh: Sequence[Note]) -> Draft:
    """The notes that a draft was made of, as they were edited since and `notes.read_notes` has them, each file under its origin: a
    line that changed little keeps its id, a new one is placed, and items that cite a changed or removed one are found stale by
    `check`; nothing that is written is touched. `InputError` when none is of an origin that the draft has notes of.
    """
    known = dict.fromkeys(note.origin for note in draft.notes)
    if known and not any(note.origin in known for note in fresh):
        given = ", ".join(dict.fromkeys(note.origin for note in fresh))
        raise InputError(f"the draft has no notes of {given} that were edited; its notes are of {', '.join(known)}")
    read = type_notes(draft, fresh)
    return pipeline.place(read) if read.report is not None else read


def is_by_hand(item: Item) -> bool:
    """Whether an item's words are the writer's own: a run over its part leaves them."""
    return item.state == "hand" and bool(item.sentences)


def find_by_hand(draft: Draft, target: str) -> tuple[str, ...]:
    """The ids of a part's unlocked items that were written by hand: a run over the part leaves them. Of any other target none."""
    part = next((name for name in PARTS if name == target), None)
    items = draft.report.part(part).items if draft.report and part else ()
    return tuple(item.id for item in items if not item.locked and is_by_hand(item))


def find_items(draft: Draft, target: str = "") -> tuple[str, ...]:
    """The item ids behind a target, locked ones included; none: all items of the report."""
    if draft.report is None:
        raise NoReport
    if not target:
        return tuple(item.id for item in draft.report.items())
    return find_targets(draft.model_copy(update={"report": editing.unlocked(draft.report)}), target, by_hand=True)


def find_targets(draft: Draft, target: str, *, by_hand: bool = False) -> tuple[str, ...]:
    """The item ids behind `problems`, `problems/2`, `opening` or an id; `TargetError` names what there is.

    Of a part those that are not locked, and not written `by_hand` unless these are asked for.
    """
    if draft.report is None:
        raise NoReport
    name, _, number = target.partition("/")
    if target in {item.id for item in draft.report.items()}:
        return (target,)
    if name not in PARTS:
        raise TargetError(f"{target!r} is no part; give {', '.join(PARTS)}, one of these with /number, or opening")
    items = draft.report.part(name).items
    if not number:
        unlocked = [item for item in items if not item.locked]
        if not unlocked:
            raise TargetError(f"every item of {name} is locked" if items else f"{name} has no item, only a gap")
        found = tuple(item.id for item in unlocked if by_hand or not is_by_hand(item))
        if not found:
            raise TargetError(f"every item of {name} was written by hand; name the one to be written again: {name}/1")
        return found
    if not number.isdecimal() or not 1 <= int(number) <= len(items):
        raise TargetError(f"{target!r} does not exist; {name} has the items 1 to {len(items)}")
    return (items[int(number) - 1].id,)
