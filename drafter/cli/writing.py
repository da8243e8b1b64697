"""Commands that write prose: draft and redraft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.files import (
    Delivery,
    Page,
    deliver,
    find_layout,
    is_same,
    read_draft,
    read_notes,
    refuse_notes,
    refuse_output,
)
from drafter.cli.options import (
    Anyway,
    AsJson,
    Copy,
    DryRun,
    EngineName,
    Fallback,
    Force,
    Headings,
    LayoutName,
    MaxTokens,
    Outline,
    Output,
    ReportFile,
    Seal,
    Template,
    app,
)
from drafter.cli.printing import follow, say
from drafter.cli.prompting import show_prompts, warm, with_engine
from drafter.errors import InputError

if TYPE_CHECKING:
    from drafter.schema import Draft
    from drafter.service import Document, Order

UNREACHED = 3
"""Exit status when the engine could not be reached and no fallback was allowed."""


@app.command(epilog="Example: drafter draft notes.txt -o report.docx --unit 林业局 --period 2025")
def draft(
    notes: Annotated[list[str], typer.Argument(help="Notes files, or - to read what is piped in.")],
    output: Output = None,
    kind: Annotated[str, typer.Option(help="Kind of report, see drafter kinds; guessed if not given.")] = "",
    unit: Annotated[str, typer.Option(help="Who reports.")] = "",
    period: Annotated[str, typer.Option(help="The year reported on, such as 2025.")] = "",
    issuer: Annotated[str, typer.Option(help="Who signs, if not the unit.")] = "",
    recipient: Annotated[str, typer.Option(help="To whom the report goes.")] = "",
    author: Annotated[str, typer.Option(help="Who wrote it, where the kind names the author.")] = "",
    date: Annotated[str, typer.Option(help="The date under the signature, as printed.")] = "",
    length: Annotated[int, typer.Option(min=0, help="Length to aim at, in characters or words.")] = 0,
    engine: EngineName = "auto",
    copy: Copy = "draft",
    layout: LayoutName = "",
    headings: Headings = None,
    seal: Seal = False,
    template: Template = None,
    force: Force = False,
    anyway: Anyway = False,
    as_json: AsJson = False,
    onto: Annotated[
        Path | None, typer.Option(help="A draft that these notes came too late for: they are added to it.")
    ] = None,
    edited: Annotated[
        bool, typer.Option("--edited", help="The notes are those of the --onto draft, as you have edited them since.")
    ] = False,
    outline: Outline = "model",
    fallback: Fallback = True,
    max_tokens: MaxTokens = 0,
    dry_run: DryRun = False,
) -> int:
    """Draft a report from rough notes: prints Markdown, or writes the file named with -o."""
    from drafter import service
    from drafter.schema import Request

    if not dry_run:
        kept = [*map(Path, notes), template, onto if copy == "clean" else None]
        _refuse(output or onto, onto, [path for path in kept if path is not None], force=force)
        warm(engine)
    form = {"unit": unit, "period": period, "issuer": issuer, "recipient": recipient, "author": author, "date": date}
    if edited and onto is None:
        raise InputError("--edited needs --onto and the draft that the edited notes are of")
    if onto is None:
        request = Request(kind=kind, length=length, engine=engine, **form)
        document = service.Document(service.new_draft(read_notes(notes), request))
    elif kind or length:
        raise InputError("--kind and --length are for a new draft; the one that notes are added to keeps its own")
    else:
        old = read_draft(onto, rewritten=output is None or is_same(output, onto))
        refuse_notes(output := output or onto, old)
        filled = service.fill_form(old, {name: value for name, value in form.items() if value})
        document = service.Document(with_engine(_noted(filled, notes, edited=edited), engine))
    order = service.Order(outline=outline, fallback=fallback, max_tokens=max_tokens)
    if dry_run:
        return show_prompts(document.draft, order, output)
    laid = find_layout(document.draft, output, Page(layout, headings, seal, template), like=onto)
    return _write(document, order, Delivery(output, copy, laid, anyway, as_json))


def _noted(draft: Draft, names: Sequence[str], *, edited: bool) -> Draft:
    """The draft with the notes of these files, that came later or are its own as they were `edited` since."""
    from drafter import service

    own = Path(names[0]).name
    if not edited:
        return service.add_notes(draft, read_notes(names, alone=own))
    known = {note.origin for note in draft.notes}
    return service.reread_notes(draft, read_notes(names, alone=own if own in known else "notes"))


def _write(document: Document, order: Order, delivery: Delivery) -> int:
    """Carry an order out and deliver what came of it; nothing is touched when no engine could be reached."""
    from drafter import service

    before = document.draft
    status = follow(service.start(document, order))
    if status == UNREACHED and not _wrote(before, document.draft):
        return status
    if same := _came_out_the_same(before, document.draft, order.targets):
        say(f"written again, and came out the same: {', '.join(same)}")
    return deliver(document.draft, delivery, fresh=True) or status


def _wrote(before: Draft, after: Draft) -> bool:
    """Whether a run has written any item."""
    had = {item.id: len(item.versions) for item in before.report.items()} if before.report else {}
    items = after.report.items() if after.report else ()
    return any(item.facts and len(item.versions) > had.get(item.id, 0) for item in items)


def _came_out_the_same(before: Draft, after: Draft, targets: Sequence[str]) -> list[str]:
    """What a person calls the items that were to be written again and have the words that they had."""
    from drafter import report

    if before.report is None or after.report is None:
        return []
    pairs = ((report.find_item(before.report, name), report.find_item(after.report, name)) for name in targets)
    return [
        report.called(after.report, new.id)
        for old, new in pairs
        if old and new and len(new.versions) > len(old.versions) and (old.heading, old.text) == (new.heading, new.text)
    ]


def _refuse(target: Path | None, onto: Path | None, kept: list[Path], *, force: bool) -> None:
    """What may not be overwritten: what is `kept`, and a file that exists, unless it is the draft that the notes are added to."""
    if target is not None:
        refuse_output(target, force=force or (onto is not None and is_same(target, onto)), kept=kept)


@app.command(epilog='Example: drafter redraft report.docx problems/2 -i "更简洁"')
def redraft(
    report: ReportFile,
    target: Annotated[
        str, typer.Argument(help="achievements, problems or plans, one item of it (problems/2), or opening.")
    ],
    instruction: Annotated[str, typer.Option("-i", "--instruction", help="What to do differently.")] = "",
    output: Output = None,
    engine: EngineName = "auto",
    force: Force = False,
    as_json: AsJson = False,
    fallback: Fallback = True,
    max_tokens: MaxTokens = 0,
    dry_run: DryRun = False,
    layout: LayoutName = "",
    headings: Headings = None,
    seal: Seal = False,
    template: Template = None,
) -> int:
    """Write one part or one item again; everything else stays, to the byte. Without -o the same file is rewritten."""
    from drafter import service

    rewritten = output is None or is_same(output, report)
    written = output or report
    if not dry_run:
        refuse_output(written, force=force or rewritten, kept=[template] if template else [])
        warm(engine)
    document = service.Document(with_engine(read_draft(report, rewritten=rewritten and not dry_run), engine))
    refuse_notes(written if not dry_run else None, document.draft)
    targets = service.find_targets(document.draft, target)
    if kept := service.find_by_hand(document.draft, target):
        say(f"{len(kept)} of {target} written by hand stay as they are; name one to have it written again")
    order = service.Order(targets, instruction, fallback=fallback, max_tokens=max_tokens)
    if dry_run:
        return show_prompts(document.draft, order, output)
    laid = find_layout(document.draft, written, Page(layout, headings, seal, template), like=report)
    return _write(document, order, Delivery(written, layout=laid, as_json=as_json))
