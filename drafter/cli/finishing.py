"""Commands on a report that is written: check, export, versions and edit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.files import (
    Delivery,
    Page,
    deliver,
    find_layout,
    read_bytes,
    read_draft,
    read_notes,
    refuse_notes,
    refuse_output,
)
from drafter.cli.options import (
    AnyReport,
    Anyway,
    AsJson,
    Copy,
    Force,
    Headings,
    LayoutName,
    ReportFile,
    Seal,
    Template,
    app,
)
from drafter.cli.printing import findings_as_data, list_findings, print_json, say, show_side_by_side, show_versions
from drafter.errors import InputError


@app.command(epilog="Example: drafter check chatbot.md --notes notes.txt")
def check(
    report: AnyReport,
    notes: Annotated[
        list[str], typer.Option("--notes", help="The notes behind a report that drafter did not write.")
    ] = [],  # noqa: B006  # typer's way of an option that may be repeated
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when an error or warning is open.")] = False,
    as_json: AsJson = False,
) -> int:
    """List what is open: untraced figures, placeholders, gaps, unused notes; in a report of any origin with --notes."""
    from drafter import service

    if notes:
        adopted = service.adopt_file(read_bytes(report), report.name, tuple(read_notes(notes)))
        draft = adopted.draft
        for line in adopted.left:
            say(f"fits nowhere, not checked: {line[:60]}")
    else:
        draft = read_draft(report)
    found = service.check(draft)
    if as_json:
        print_json(findings_as_data(found, draft))
    elif notes:
        show_side_by_side(found, draft, sys.stdout)
    else:
        list_findings(found, draft, sys.stdout)
    return 1 if strict and any(finding.severity != "hint" for finding in found) else 0


@app.command(epilog="Example: drafter export report.docx -o final.docx --copy clean")
def export(
    report: ReportFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .docx, .md, .txt or .json.")],
    copy: Copy = "draft",
    layout: LayoutName = "",
    headings: Headings = None,
    seal: Seal = False,
    template: Template = None,
    force: Force = False,
    anyway: Anyway = False,
) -> int:
    """Write a draft in another format, or as the clean copy that leaves the house."""
    kept = [path for path in (report if copy == "clean" else None, template) if path is not None]
    refuse_output(output, force=force, kept=kept)
    draft = read_draft(report)
    refuse_notes(output, draft)
    laid = find_layout(draft, output, Page(layout, headings, seal, template), like=report)
    return deliver(draft, Delivery(output, copy, laid, anyway))


@app.command(epilog="Example: drafter versions report.docx problems/2 --restore 1")
def versions(
    report: ReportFile,
    target: Annotated[str, typer.Argument(help="One item: problems/2, opening, or its id; none: all.")] = "",
    restore: Annotated[
        int | None, typer.Option(min=1, help="Make this version stand again; the same file is rewritten.")
    ] = None,
    as_json: AsJson = False,
    layout: LayoutName = "",
    headings: Headings = None,
    seal: Seal = False,
    template: Template = None,
) -> int:
    """List what every item has been, or make an earlier version stand again."""
    from drafter import service

    draft = read_draft(report, rewritten=restore is not None)
    names = service.find_items(draft, target)
    if restore is not None:
        refuse_output(report, force=True)
        laid = find_layout(draft, report, Page(layout, headings, seal, template), like=report)
        if len(names) != 1:
            raise InputError(f"{target or 'the whole report'!r} is more than one item; name one, such as problems/2")
        return deliver(service.restore(draft, names[0], restore), Delivery(report, layout=laid, as_json=as_json))
    show_versions(draft, names, as_json=as_json)
    return 0


@app.command(epilog="Example: drafter edit report.docx reviewed.docx")
def edit(
    report: ReportFile,
    edited: Annotated[
        Path, typer.Argument(help="A reviewed copy (.docx), or the exported text as edited (.md, .txt).")
    ],
    layout: LayoutName = "",
    headings: Headings = None,
    seal: Seal = False,
    template: Template = None,
) -> int:
    """Take a copy edited elsewhere back into the draft: words, tracked changes and comments; sources are found again."""
    refuse_output(report, force=True)
    before = read_draft(report, rewritten=True)
    laid = find_layout(before, report, Page(layout, headings, seal, template), like=report)
    return deliver(read_draft(edited, before), Delivery(report, layout=laid))
