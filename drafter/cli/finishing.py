"""Commands on a report that is written: check, export, versions and edit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.files import asked_layout, deliver, read_draft, refuse_overwrite
from drafter.cli.options import Anyway, AsJson, Copy, Force, Headings, LayoutName, ReportFile, Seal, Template, app
from drafter.cli.printing import list_findings, print_json
from drafter.errors import InputError


@app.command(epilog="Example: drafter check report.docx --strict")
def check(
    report: ReportFile,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when an error or warning is open.")] = False,
    as_json: AsJson = False,
) -> int:
    """List what is open: untraced figures, placeholders, gaps, unused notes."""
    from drafter import service

    found = service.check(read_draft(report))
    if as_json:
        print_json([finding.model_dump() for finding in found])
    else:
        list_findings(found, sys.stdout)
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
    refuse_overwrite(output, force=force)
    page = asked_layout(layout, headings, template, seal=seal)
    return deliver(read_draft(report), output, copy, anyway=anyway, layout=page)


@app.command(epilog="Example: drafter versions report.docx problems/2 --restore 1")
def versions(
    report: ReportFile,
    target: Annotated[str, typer.Argument(help="One item: problems/2, opening, or its id; none: all.")] = "",
    restore: Annotated[int, typer.Option(min=0, help="Make this version stand again.")] = 0,
    as_json: AsJson = False,
) -> int:
    """List what every item has been, or make an earlier version stand again."""
    from drafter import service

    draft = read_draft(report, rewritten=bool(restore))
    names = service.find_items(draft, target)
    if restore:
        if len(names) != 1:
            raise InputError(f"{target or 'the whole report'!r} is more than one item; name one, such as problems/2")
        return deliver(service.restore(draft, names[0], restore), report, "draft")
    items = [item for item in (draft.report.items() if draft.report else ()) if item.id in names]
    if as_json:
        print_json([{"id": item.id, "versions": [version.model_dump() for version in item.versions]} for item in items])
        return 0
    for item in items:
        print(f"{item.id} {item.heading or ''}")
        for number, version in enumerate(item.versions, 1):
            print(f"  {number} {version.by:<6}{version.at}  {''.join(s.text for s in version.sentences)[:60]}")
    return 0


@app.command(epilog="Example: drafter edit report.docx reviewed.docx")
def edit(
    report: ReportFile,
    edited: Annotated[
        Path, typer.Argument(help="A reviewed copy (.docx), or the exported text as edited (.md, .txt).")
    ],
) -> int:
    """Take a copy edited elsewhere back into the draft: words, tracked changes and comments; sources are found again."""
    return deliver(read_draft(edited, read_draft(report, rewritten=True)), report, "draft")
