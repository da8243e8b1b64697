"""Commands that write prose: draft and redraft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.files import asked_layout, deliver, read_draft, read_notes, refuse_overwrite
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
from drafter.cli.printing import follow
from drafter.cli.prompting import show_prompts, warm

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
    outline: Outline = "model",
    fallback: Fallback = True,
    max_tokens: MaxTokens = 0,
    dry_run: DryRun = False,
) -> int:
    """Draft a report from rough notes: prints Markdown, or writes the file named with -o."""
    from drafter import formats, service
    from drafter.schema import Request

    if not dry_run:
        warm(engine)
    if output is not None and not dry_run:
        refuse_overwrite(output, force=force)
    request = Request(
        kind=kind, unit=unit, period=period, issuer=issuer, recipient=recipient, author=author, date=date,
        length=length, engine=engine,
    )  # fmt: skip
    read = read_notes(notes)
    if onto is None:
        document = service.Document(service.new_draft(read, request))
    else:
        before = read_draft(onto, rewritten=output is None)
        output = output or onto
        document = service.Document(service.add_notes(before, "\n".join(note.text for note in read), "+".join(notes)))
    order = service.Order(outline=outline, fallback=fallback, max_tokens=max_tokens)
    if dry_run:
        return show_prompts(document.draft, order, output)
    page = asked_layout(layout, headings, template, seal=seal)
    formats.layout_for(document.draft, page.name, **page.changes)  # a wrong name is told before anything is written
    status = follow(service.start(document, order=order))
    written = document.draft.report is not None and any(
        item.versions and item.facts for item in document.draft.report.items()
    )
    if status == UNREACHED and not written:
        return status
    return deliver(document.draft, output, copy, anyway=anyway, as_json=as_json, layout=page) or status


@app.command(epilog='Example: drafter redraft report.docx problems/2 -i "更简洁"')
def redraft(
    report: ReportFile,
    target: Annotated[
        str, typer.Argument(help="achievements, problems or plans, one item of it (problems/2), or opening.")
    ],
    instruction: Annotated[str, typer.Option("-i", "--instruction", help="What to do differently.")] = "",
    output: Output = None,
    engine: EngineName = "",
    force: Force = False,
    as_json: AsJson = False,
    fallback: Fallback = True,
    max_tokens: MaxTokens = 0,
    dry_run: DryRun = False,
) -> int:
    """Write one part or one item again; everything else stays, to the byte. Without -o the same file is rewritten."""
    from drafter import service

    if not dry_run:
        warm(engine)
    if output is not None and output != report and not dry_run:
        refuse_overwrite(output, force=force)
    document = service.Document(read_draft(report, rewritten=output is None))
    chosen = {"engine": engine or "auto"}  # a file never chooses where text is sent
    document.change(lambda d: d.model_copy(update={"request": d.request.model_copy(update=chosen)}))
    targets = service.find_targets(document.draft, target)
    order = service.Order(targets, instruction, fallback=fallback, max_tokens=max_tokens)
    if dry_run:
        return show_prompts(document.draft, order, output)
    status = follow(service.start(document, order=order))
    return deliver(document.draft, output or report, "draft", as_json=as_json) or status
