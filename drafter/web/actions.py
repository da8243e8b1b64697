"""What can be done on the board to the draft that is shown: one function an action, and the table of them.

Every action that changes an item says how many versions of it the window had seen: on an item that has changed
meanwhile nothing is done, and the words of an edit are kept as a version aside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drafter import notes, service
from drafter.errors import DrafterError, InputError, StaleError
from drafter.schema import Confirmed, Draft, Reason
from drafter.service import Desk, Document, Order
from drafter.web import asked, board, filing, handlers, wording
from drafter.web.asked import Event

Answer = dict[str, Any]

WRITER_REASONS: tuple[Reason, ...] = ("by_writer", "duplicate", "private", "rumour", "superseded")
"""Reasons that a writer may give for leaving a note out."""


def carry_out(desk: Desk, event: Event, owner: str = "") -> Answer:
    """Do what was asked on the board. The answer holds what the action gives back, and the number of the `step` that can be
    undone next where that is another one now; or it says why nothing was done:
    `error` in one line, `stale`, or `gone` for a draft that is not there. Never raises for bad input.
    """
    try:
        op = asked.name(event, "op")
        if filed := filing.ACTIONS.get(op):
            return filed(desk, event, owner)
        action = ACTIONS.get(op)
        if action is None:
            raise InputError(f"{op!r} is nothing that the board can do")
        document = handlers.find(desk, asked.name(event, "doc"), owner)
        if document is None:
            return {"gone": True}
        return _stepped(action, desk, document, event)
    except StaleError as error:
        return {"stale": str(error)}
    except DrafterError as error:
        return {"error": wording.error(str(event.get("language", "")), str(error))}


def _stepped(
    action: Callable[[Desk, Document, Event], Answer | None], desk: Desk, document: Document, event: Event
) -> Answer:
    newest = document.newest
    answer = action(desk, document, event) or {}
    return answer if document.newest == newest else {**answer, "step": document.newest}


def redo(desk: Desk, document: Document, event: Event) -> None:
    """Write an item again, or a part's items that are not locked and not written by hand (these too, if `by_hand` says so)."""
    item = asked.name(event, "item")
    if item:
        service.ask_fresh(document.draft, item, asked.whole(event, "seen"))
    by_hand = bool(event.get("by_hand"))
    targets = service.find_targets(document.draft, item or asked.part(event), by_hand=by_hand)
    handlers.start(desk, document, Order(targets, asked.text(event, "text", 500)))


def go_on(desk: Desk, document: Document, _event: Event) -> None:
    """Write what is not written yet."""
    handlers.start(desk, document)


def stop(_desk: Desk, document: Document, _event: Event) -> None:
    """Stop everything that runs on the draft."""
    document.stop()


def edit(_desk: Desk, document: Document, event: Event) -> Answer | None:
    """The writer's words into an item; those that came too late are kept as a version, whose number is answered."""
    item, text, seen = asked.name(event, "item"), asked.text(event, "text"), asked.whole(event, "seen")
    heading = asked.text(event, "heading") if item != "opening" else None
    before = document.draft.rev
    after = document.act(lambda draft: service.edit(draft, item, text, heading, seen))
    if after.rev == before or after.report is None:
        return None
    standing = next((held for held in after.report.items() if held.id == item), None)
    if standing is None:
        return {"kept": 0}
    late = len(standing.versions) - 1
    return {"kept": late} if late and standing.versions[late - 1].aside and seen != late else None


def restore(_desk: Desk, document: Document, event: Event) -> None:
    """An earlier version stands again."""
    number = asked.whole(event, "number") or 0
    document.act(lambda draft: service.restore(draft, asked.name(event, "item"), number, asked.whole(event, "seen")))


def lock(_desk: Desk, document: Document, event: Event) -> None:
    """Lock an item, or unlock it."""
    document.act(lambda draft: service.lock(draft, asked.name(event, "item"), locked=bool(event.get("locked"))))


def move(_desk: Desk, document: Document, event: Event) -> None:
    """An item up or down in its part, or into another part."""
    item, by = asked.name(event, "item"), asked.whole(event, "by") or 0
    part = asked.part(event) if asked.name(event, "part") else None

    def change(draft: Draft) -> Draft:
        service.ask_fresh(draft, item, asked.whole(event, "seen"))
        return service.move_item(draft, item, part, by=by)

    document.act(change)


def delete(_desk: Desk, document: Document, event: Event) -> None:
    """An item taken out; undo brings it back."""
    document.act(lambda draft: service.delete_item(draft, asked.name(event, "item"), asked.whole(event, "seen")))


def link(_desk: Desk, document: Document, event: Event) -> None:
    """Which problems a plan answers: these and no others."""
    plan, wanted = asked.name(event, "item"), asked.names(event, "problems")

    def change(draft: Draft) -> Draft:
        for problem in draft.report.problems.items if draft.report else ():
            draft = service.link(draft, plan, problem.id, linked=problem.id in wanted)
        plans = draft.report.plans.items if draft.report else ()
        answered = {problem for held in plans if held.facts for problem in held.answers}
        for held in plans:  # the blank that stood for a plan goes when a plan takes its place
            if (
                not held.facts
                and not held.locked
                and held.state == "done"
                and held.answers
                and answered >= {*held.answers}
            ):
                draft = service.delete_item(draft, held.id)
        return draft

    document.act(change)


def retitle(_desk: Desk, document: Document, event: Event) -> None:
    """Another title."""
    document.act(lambda draft: service.retitle(draft, asked.text(event, "text", 300)))


def move_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note into another part, or back into the report."""
    part = asked.part(event)
    document.act(lambda draft: service.move_fact(draft, asked.name(event, "fact"), part))


def drop_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note left out, with the reason."""
    reason: Reason = next((r for r in WRITER_REASONS if r == event.get("reason")), "by_writer")
    document.act(lambda draft: service.drop_fact(draft, asked.name(event, "fact"), reason))


def merge_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note that says the same as another."""
    document.act(lambda draft: service.merge_facts(draft, asked.name(event, "fact"), asked.name(event, "into")))


def restore_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note as it was before the writer ruled on it."""
    document.act(lambda draft: service.restore_fact(draft, asked.name(event, "fact")))


def write_in(desk: Desk, document: Document, event: Event) -> None:
    """A note that stands nowhere, written in where it belongs."""
    handlers.start(desk, document, change=lambda draft: service.write_in(draft, asked.name(event, "fact")))


def fill(_desk: Desk, document: Document, event: Event) -> None:
    """Placeholders' values, put wherever they stand; the last of a note first, for the rest then keep their numbers."""
    given = [(asked.name(one, "hole"), asked.text(one, "value", 100).strip()) for one in asked.rows(event, "values")]
    values = sorted(((h, v) for h, v in given if v), key=lambda one: one[0].rpartition("#")[2].zfill(4), reverse=True)
    if not values:
        raise InputError("the value is empty; type what stands in place of XX")

    def change(draft: Draft) -> Draft:
        for hole, value in values:
            draft = service.fill(draft, hole, value)
        return draft

    document.act(change)


def fill_form(_desk: Desk, document: Document, event: Event) -> None:
    """Unit, period and the like of the draft."""
    fields = asked.fields(event, "fields", 200)
    document.act(lambda draft: service.fill_form(draft, fields))


def choose(_desk: Desk, document: Document, event: Event) -> None:
    """The value that holds where two notes contradict each other."""
    names = asked.names(event, "facts")
    document.act(lambda draft: service.choose(draft, names, asked.text(event, "value", 200)))


def confirm(_desk: Desk, document: Document, event: Event) -> None:
    """The writer stands by what a finding questions."""
    ruling = Confirmed(code=asked.name(event, "code"), digest=asked.name(event, "digest"))
    document.act(lambda draft: service.decide(draft, ruling))


def remedy(_desk: Desk, document: Document, event: Event) -> None:
    """What a finding can be mended with, done."""

    def change(draft: Draft) -> Draft:
        wanted = (asked.name(event, "code"), asked.name(event, "digest"), asked.name(event, "item"))
        found = [f for f in service.check(draft) if (f.code, f.digest, f.item) == wanted]
        if not found:
            raise StaleError("the finding stands no more")
        return service.apply_remedy(draft, found[0])

    document.act(change)


def settle(desk: Desk, document: Document, _event: Event) -> None:
    """Bring the text in line with notes and rulings, and write what that calls for."""
    handlers.start(desk, document, change=service.in_line)


def add_notes(desk: Desk, document: Document, event: Event) -> None:
    """Notes that came later: placed, and what they call for written."""
    handlers.start(
        desk, document, change=lambda draft: service.add_notes(draft, asked.text(event, "text", notes.MAX_BYTES))
    )


def undo(_desk: Desk, document: Document, event: Event) -> None:
    """The writer's last step taken back; where a `step` is named, that one and no other."""
    if asked.whole(event, "step") not in {None, document.newest}:
        raise StaleError("another step was the last one")
    document.undo()


def redo_step(_desk: Desk, document: Document, _event: Event) -> None:
    """The last undo taken back."""
    document.redo()


def weigh(_desk: Desk, document: Document, event: Event) -> Answer:
    """What would be found if an item said this."""
    item = asked.name(event, "item")
    return board.weigh(
        document.draft, item, asked.text(event, "text"), asked.text(event, "heading") if item != "opening" else None
    )


def versions(_desk: Desk, document: Document, event: Event) -> Answer:
    """All that an item has been."""
    return {"versions": board.versions(document.draft, asked.name(event, "item"))}


def preview(_desk: Desk, document: Document, event: Event) -> Answer:
    """The pages as they will print."""
    page = wording.layout(document.draft, asked.name(event, "layout"), seal=bool(event.get("seal")))
    return {"html": service.preview(document.draft, page)}


ACTIONS: dict[str, Callable[[Desk, Document, Event], Answer | None]] = {
    "redo": redo, "continue": go_on, "stop": stop, "edit": edit, "restore": restore, "lock": lock, "move": move,
    "delete": delete, "link": link, "retitle": retitle, "move-note": move_note, "drop-note": drop_note,
    "merge-note": merge_note, "restore-note": restore_note, "write-in": write_in, "fill": fill, "form": fill_form,
    "choose": choose, "confirm": confirm, "remedy": remedy, "settle": settle, "add-notes": add_notes, "undo": undo, "redo-step": redo_step,
    "weigh": weigh, "versions": versions, "preview": preview,
}  # fmt: skip
"""What the board may ask for, by name."""
