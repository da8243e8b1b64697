"""What can be done on the board to the draft that is shown: one function an action, and the table of them.

Every action that changes an item says how many versions of it the window had seen: on an item that has changed
meanwhile nothing is done, and the words of an edit are kept as a version aside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drafter import notes, service
from drafter.errors import DrafterError, InputError, StaleError
from drafter.schema import PARTS, Confirmed, Draft, Dropped, PartName, Reason
from drafter.service import Desk, Document
from drafter.web import board, filing, handlers, wording

Event = dict[str, Any]
Answer = dict[str, Any]

WRITER_REASONS: tuple[Reason, ...] = ("by_writer", "duplicate", "private", "rumour", "superseded")
"""Reasons that a writer may give for leaving a note out."""


def carry_out(desk: Desk, event: Event, owner: str = "") -> Answer:
    """Do what was asked on the board. The answer holds what the action gives back, and the number of the `step` that can be
    undone next where that is another one now; or it says why nothing was done:
    `error` in one line, `stale`, or `gone` for a draft that is not there. Never raises for bad input.
    """
    op = str(event.get("op", ""))
    try:
        if filed := filing.ACTIONS.get(op):
            return filed(desk, event, owner)
        action = ACTIONS.get(op)
        if action is None:
            raise InputError(f"{op!r} is nothing that the board can do")
        document = handlers.find(desk, str(event.get("doc", "")), owner)
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


def _text(event: Event, name: str, most: int = 200_000) -> str:
    value = event.get(name)
    return str(value)[:most] if value is not None else ""


def _part(name: object) -> PartName:
    found = next((part for part in PARTS if part == name), None)
    if found is None:
        raise InputError(f"{name!r} is no part; known are {', '.join(PARTS)}")
    return found


def _seen(event: Event) -> int | None:
    seen = event.get("seen")
    return seen if isinstance(seen, int) else None


def redo(desk: Desk, document: Document, event: Event) -> None:
    """Write an item again, or a part's items that are not locked and not written by hand (these too, if `by_hand` says so)."""
    item = _text(event, "item")
    if item:
        service.ask_fresh(document.draft, item, _seen(event))
    by_hand = bool(event.get("by_hand"))
    targets = service.find_targets(document.draft, item or _part(event.get("part")), by_hand=by_hand)
    handlers.start(desk, document, targets, _text(event, "text", 500))


def go_on(desk: Desk, document: Document, _event: Event) -> None:
    """Write what is not written yet."""
    handlers.start(desk, document)


def stop(_desk: Desk, document: Document, _event: Event) -> None:
    """Stop everything that runs on the draft."""
    document.stop()


def edit(_desk: Desk, document: Document, event: Event) -> Answer | None:
    """The writer's words into an item; those that came too late are kept as a version, whose number is answered."""
    item, text = _text(event, "item"), _text(event, "text")
    heading = _text(event, "heading") if item != "opening" else None
    before = document.draft.rev
    after = document.act(lambda draft: service.edit(draft, item, text, heading, _seen(event)))
    if after.rev == before or after.report is None:
        return None
    standing = next((held for held in after.report.items() if held.id == item), None)
    if standing is None:
        return {"kept": 0}
    late = len(standing.versions) - 1
    return {"kept": late} if late and standing.versions[late - 1].aside and _seen(event) != late else None


def restore(_desk: Desk, document: Document, event: Event) -> None:
    """An earlier version stands again."""
    number = int(event.get("number", 0))
    document.act(lambda draft: service.restore(draft, _text(event, "item"), number, _seen(event)))


def lock(_desk: Desk, document: Document, event: Event) -> None:
    """Lock an item, or unlock it."""
    document.act(lambda draft: service.lock(draft, _text(event, "item"), locked=bool(event.get("locked"))))


def move(_desk: Desk, document: Document, event: Event) -> None:
    """An item up or down in its part, or into another part."""
    item, by = _text(event, "item"), int(event.get("by", 0))
    part = _part(event["part"]) if event.get("part") else None

    def change(draft: Draft) -> Draft:
        service.ask_fresh(draft, item, _seen(event))
        return service.move_item(draft, item, part, by=by)

    document.act(change)


def delete(_desk: Desk, document: Document, event: Event) -> None:
    """An item taken out; undo brings it back."""
    document.act(lambda draft: service.delete_item(draft, _text(event, "item"), _seen(event)))


def link(_desk: Desk, document: Document, event: Event) -> None:
    """Which problems a plan answers: these and no others."""
    plan, wanted = _text(event, "item"), {str(name) for name in event.get("problems", ())}

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
    document.act(lambda draft: service.retitle(draft, _text(event, "text", 300)))


def move_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note into another part, or back into the report."""
    part = _part(event.get("part"))
    document.act(lambda draft: service.move_fact(draft, _text(event, "fact"), part))


def drop_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note left out, with the reason."""
    reason = next((r for r in WRITER_REASONS if r == event.get("reason")), "by_writer")
    document.act(lambda draft: service.decide(draft, Dropped(fact=_text(event, "fact"), reason=reason)))


def merge_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note that says the same as another."""
    document.act(lambda draft: service.merge_facts(draft, _text(event, "fact"), _text(event, "into")))


def restore_note(_desk: Desk, document: Document, event: Event) -> None:
    """A note as it was before the writer ruled on it."""
    document.act(lambda draft: service.restore_fact(draft, _text(event, "fact")))


def write_in(desk: Desk, document: Document, event: Event) -> None:
    """A note that stands nowhere, written in where it belongs."""
    handlers.start(desk, document, change=lambda draft: service.write_in(draft, _text(event, "fact")))


def fill(_desk: Desk, document: Document, event: Event) -> None:
    """Placeholders' values, put wherever they stand; the last of a note first, for the rest then keep their numbers."""
    given = [(str(one.get("hole", "")), str(one.get("value", ""))[:100].strip()) for one in event.get("values", ())]
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
    fields = {str(name): str(value)[:200] for name, value in dict(event.get("fields", {})).items()}
    document.act(lambda draft: service.fill_form(draft, fields))


def choose(_desk: Desk, document: Document, event: Event) -> None:
    """The value that holds where two notes contradict each other."""
    names = tuple(str(name) for name in event.get("facts", ()))
    document.act(lambda draft: service.choose(draft, names, _text(event, "value", 200)))


def confirm(_desk: Desk, document: Document, event: Event) -> None:
    """The writer stands by what a finding questions."""
    ruling = Confirmed(code=_text(event, "code", 60), digest=_text(event, "digest", 60))
    document.act(lambda draft: service.decide(draft, ruling))


def remedy(_desk: Desk, document: Document, event: Event) -> None:
    """What a finding can be mended with, done."""

    def change(draft: Draft) -> Draft:
        wanted = (_text(event, "code", 60), _text(event, "digest", 60), _text(event, "item"))
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
    handlers.start(desk, document, change=lambda draft: service.add_notes(draft, _text(event, "text", notes.MAX_BYTES)))


def undo(_desk: Desk, document: Document, event: Event) -> None:
    """The writer's last step taken back; where a `step` is named, that one and no other."""
    if event.get("step") not in {None, document.newest}:
        raise StaleError("another step was the last one")
    document.undo()


def redo_step(_desk: Desk, document: Document, _event: Event) -> None:
    """The last undo taken back."""
    document.redo()


def weigh(_desk: Desk, document: Document, event: Event) -> Answer:
    """What would be found if an item said this."""
    item = _text(event, "item")
    return board.weigh(
        document.draft, item, _text(event, "text"), _text(event, "heading") if item != "opening" else None
    )


def versions(_desk: Desk, document: Document, event: Event) -> Answer:
    """All that an item has been."""
    return {"versions": board.versions(document.draft, _text(event, "item"))}


def preview(_desk: Desk, document: Document, event: Event) -> Answer:
    """The pages as they will print."""
    page = wording.layout(document.draft, _text(event, "layout", 60), seal=bool(event.get("seal")))
    return {"html": service.preview(document.draft, page)}


ACTIONS: dict[str, Callable[[Desk, Document, Event], Answer | None]] = {
    "redo": redo, "continue": go_on, "stop": stop, "edit": edit, "restore": restore, "lock": lock, "move": move,
    "delete": delete, "link": link, "retitle": retitle, "move-note": move_note, "drop-note": drop_note,
    "merge-note": merge_note, "restore-note": restore_note, "write-in": write_in, "fill": fill, "form": fill_form,
    "choose": choose, "confirm": confirm, "remedy": remedy, "settle": settle, "add-notes": add_notes, "undo": undo, "redo-step": redo_step,
    "weigh": weigh, "versions": versions, "preview": preview,
}  # fmt: skip
"""What the board may ask for, by name."""
