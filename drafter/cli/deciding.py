"""The command by which the writer rules on facts and findings: decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from drafter.cli.files import Delivery, Page, deliver, find_layout, read_draft, refuse_output
from drafter.cli.options import EngineName, Headings, LayoutName, ReportFile, Seal, Template, app
from drafter.cli.printing import follow
from drafter.cli.prompting import with_engine
from drafter.errors import InputError

if TYPE_CHECKING:
    from drafter.schema import Draft, PartName

Ruling = Literal["move", "drop", "merge", "restore", "fill", "choose", "confirm"]


@app.command(
    epilog="Example: drafter decide report.docx fill 12#1 36   (or: move 7 plans, drop 7, merge 9 3, choose 3,9 3.31亿元)"
)
def decide(
    report: ReportFile,
    ruling: Annotated[Ruling, typer.Argument(help="What is ruled.")],
    what: Annotated[
        str,
        typer.Argument(
            help="The fact (7, 7a), its placeholder (7#1, as check names it), facts (3,9), or a finding's code."
        ),
    ],
    value: Annotated[str, typer.Argument(help="The part, the fact it says the same as, or the value.")] = "",
    engine: EngineName = "auto",
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Merge facts although they differ in figures or part.")
    ] = False,
    layout: LayoutName = "",
    headings: Headings = None,
    seal: Seal = False,
    template: Template = None,
) -> int:
    """Rule on a fact or a finding once and for all; items that the ruling touches are written again."""
    from drafter import service

    refuse_output(report, force=True)
    before = with_engine(read_draft(report, rewritten=True), engine)
    laid = find_layout(before, report, Page(layout, headings, seal, template), like=report)
    document = service.Document(service.in_line(_ruled(before, ruling, what, value, anyway=anyway)))
    after = document.draft.report
    waiting = after is not None and any(item.state == "planned" for item in after.items())
    status = follow(service.start(document)) if waiting else 0
    return deliver(document.draft, Delivery(report, layout=laid), fresh=True) or status


def _ruled(draft: Draft, ruling: Ruling, what: str, value: str, *, anyway: bool) -> Draft:
    from drafter import service
    from drafter.schema import PARTS, Confirmed

    if ruling in {"move", "merge", "fill", "choose"} and not value:
        raise InputError(f"{ruling} {what!r} lacks its value: a part, a fact or what holds (see drafter decide --help)")
    if ruling in {"drop", "restore", "confirm"} and value:
        raise InputError(f"{ruling} {what!r} takes no value; leave {value!r} out")
    if ruling == "move" and value not in PARTS:
        raise InputError(f"{value!r} is no part; give {', '.join(PARTS)}")
    if ruling == "merge" and not anyway and (why := service.why_not_merge(draft, what, value)):
        raise InputError(f"{why}; give --anyway to merge them all the same")
    if ruling == "confirm":
        for finding in (found := [f for f in service.check(draft) if what in {f.code, f.digest}]):
            draft = service.decide(draft, Confirmed(code=finding.code, digest=finding.digest))
        if not found:
            raise InputError(f"no open finding has the code or digest {what!r}; drafter check lists them")
        return draft
    rulings = {
        "move": lambda: service.move_fact(draft, what, cast("PartName", value)),
        "drop": lambda: service.drop_fact(draft, what),
        "merge": lambda: service.merge_facts(draft, what, value),
        "restore": lambda: service.restore_fact(draft, what),
        "fill": lambda: service.fill(draft, what, value),
        "choose": lambda: service.choose(draft, tuple(what.replace("，", ",").split(",")), value),
    }
    return rulings[ruling]()
