"""The command line. Each command reads values, calls `service`, prints or writes; nothing else.

Everything heavy is imported inside the command that needs it: `drafter --help` loads typer only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from drafter.errors import DrafterError, EngineError, ExportRefused, InputError

if TYPE_CHECKING:
    from drafter.schema import Draft, Finding, Note
    from drafter.service import Job

app = typer.Typer(
    name="drafter",
    help="Rough notes in, a formal three-part work report out. Works offline; writes with a model when one is set.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Output = Annotated[Path | None, typer.Option("-o", "--output", help="File to write: .docx, .md, .txt or .json.")]
Copy = Annotated[
    Literal["draft", "clean"], typer.Option(help="draft: marks and comments in it; clean: only the report.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing output.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Write a clean copy although something is open.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
EngineName = Annotated[str, typer.Option("--engine", help="auto, offline, or a model's name.")]
ReportFile = Annotated[Path, typer.Argument(help="A draft copy (.docx) or a saved draft (.json).")]


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; an error is one line on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(list(arguments), prog_name="drafter", standalone_mode=False)
    except ExportRefused as error:
        for finding in error.open_findings[:20]:
            _say(f"  {getattr(finding, 'message', finding)}")
        return _fail(str(error), 1)
    except EngineError as error:
        return _fail(" ".join(filter(None, (str(error), error.hint))), 3)
    except DrafterError as error:
        return _fail(str(error), 2)
    except typer.TyperException as error:
        words = error.format_message() if hasattr(error, "format_message") else str(error)
        return _fail(words if words.startswith("Usage:") else f"{words} (see drafter --help)", 2)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except typer.Exit as error:
        return error.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'the system'}: {error.strerror or error}", 2)
    except Exception as error:  # noqa: BLE001  # the last line of defence: a person sees one line, never a traceback
        return _fail(f"an internal fault, please report it: {type(error).__name__}: {error}", 2)
    return status if isinstance(status, int) else 0


def _fail(message: str, status: int) -> int:
    _say(f"drafter: {message}")
    return status


def _say(text: str) -> None:
    print(text, file=sys.stderr)


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
    force: Force = False,
    anyway: Anyway = False,
    as_json: AsJson = False,
    onto: Annotated[
        Path | None, typer.Option(help="A draft that these notes came too late for: they are added to it.")
    ] = None,
) -> int:
    """Draft a report from rough notes: prints Markdown, or writes the file named with -o."""
    from drafter import service
    from drafter.schema import Request

    if output is not None:
        _refuse_overwrite(output, force=force)
    request = Request(
        kind=kind, unit=unit, period=period, issuer=issuer, recipient=recipient, author=author, date=date,
        length=length, engine=engine,
    )  # fmt: skip
    read = _read_notes(notes)
    if onto is None:
        document = service.Document(service.new_draft(read, request))
    else:
        output = output or onto
        document = service.Document(
            service.add_notes(_read_draft(onto), "\n".join(note.text for note in read), "+".join(notes))
        )
    status = _follow(service.start(document))
    return _deliver(document.draft, output, copy, anyway=anyway, as_json=as_json) or status


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
) -> int:
    """Write one part or one item again; everything else stays, to the byte. Without -o the same file is rewritten."""
    from drafter import service

    if output is not None and output != report:
        _refuse_overwrite(output, force=force)
    document = service.Document(_read_draft(report))
    if engine:
        document.change(lambda d: d.model_copy(update={"request": d.request.model_copy(update={"engine": engine})}))
    targets = service.find_targets(document.draft, target)
    status = _follow(service.start(document, targets, instruction))
    return _deliver(document.draft, output or report, "draft", as_json=as_json) or status


@app.command(epilog="Example: drafter check report.docx --strict")
def check(
    report: ReportFile,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when an error or warning is open.")] = False,
    as_json: AsJson = False,
) -> int:
    """List what is open: untraced figures, placeholders, gaps, unused notes."""
    from drafter import service

    found = service.check(_read_draft(report))
    if as_json:
        _print_json([finding.model_dump() for finding in found])
    else:
        _list_findings(found, sys.stdout)
    return 1 if strict and any(finding.severity != "hint" for finding in found) else 0


@app.command(epilog="Example: drafter export report.docx -o final.docx --copy clean")
def export(
    report: ReportFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .docx, .md, .txt or .json.")],
    copy: Copy = "draft",
    force: Force = False,
    anyway: Anyway = False,
) -> int:
    """Write a draft in another format, or as the clean copy that leaves the house."""
    _refuse_overwrite(output, force=force)
    return _deliver(_read_draft(report), output, copy, anyway=anyway)


@app.command(epilog="Example: drafter versions report.docx problems/2 --restore 1")
def versions(
    report: ReportFile,
    target: Annotated[str, typer.Argument(help="One item: problems/2, opening, or its id; none: all.")] = "",
    restore: Annotated[int, typer.Option(min=0, help="Make this version stand again.")] = 0,
    as_json: AsJson = False,
) -> int:
    """List what every item has been, or make an earlier version stand again."""
    from drafter import service

    draft = _read_draft(report)
    names = service.find_items(draft, target)
    if restore:
        if len(names) != 1:
            raise InputError(f"{target or 'the whole report'!r} is more than one item; name one, such as problems/2")
        return _deliver(service.restore(draft, names[0], restore), report, "draft")
    items = [item for item in (draft.report.items() if draft.report else ()) if item.id in names]
    if as_json:
        _print_json(
            [{"id": item.id, "versions": [version.model_dump() for version in item.versions]} for item in items]
        )
        return 0
    for item in items:
        print(f"{item.id} {item.heading or ''}")
        for number, version in enumerate(item.versions, 1):
            print(f"  {number} {version.by:<6}{version.at}  {''.join(s.text for s in version.sentences)[:60]}")
    return 0


@app.command(epilog="Example: drafter edit report.docx report.md")
def edit(
    report: ReportFile,
    edited: Annotated[Path, typer.Argument(help="The report's Markdown or text, as exported and then edited.")],
) -> int:
    """Take edits made in the exported Markdown or text back into the draft; sources are found again."""
    from drafter import notes, service

    draft, left = service.take_text(_read_draft(report), notes.decode(_read_bytes(edited), str(edited)))
    for paragraph in left:
        _say(f"fits nowhere, left out: {paragraph[:60]}")
    return _deliver(draft, report, "draft")


@app.command(epilog="Example: drafter kinds --new my_kind --like department")
def kinds(
    as_json: AsJson = False,
    new: Annotated[
        str, typer.Option(help="Start a kind of your own under this name, in the folder of DRAFTER_PROMPTS.")
    ] = "",
    like: Annotated[str, typer.Option(help="The kind to start from.")] = "department",
) -> int:
    """List the kinds of report, or start one of your own."""
    from drafter import kinds as all_kinds

    if new:
        print(all_kinds.start_kind(new, like))
        return 0
    found = all_kinds.list_kinds()
    if as_json:
        _print_json([kind.model_dump() for kind in found])
    else:
        for kind in found:
            print(f"{kind.id:<18}{kind.language}  {kind.name}")
    return 0


@app.command(epilog="Example: drafter engines")
def engines(as_json: AsJson = False) -> int:
    """List the engines, which one `auto` means now, and where text would be sent."""
    from drafter.engines import describe_engines
    from drafter.settings import read_settings

    rows = describe_engines(read_settings())
    if as_json:
        _print_json(rows)
    else:
        for row in rows:
            print(f"{'*' if row['auto'] else ' '} {row['name']:<24}{row['destination'] or '-':<36}{row['about']}")
    return 0


@app.command(epilog="Example: drafter web --port 7860")
def web(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> int:
    """Start the page: notes on the left, the report on the right."""
    from drafter import web as page

    page.launch(host=host, port=port, open_browser=browser)
    return 0


def _read_notes(names: Sequence[str]) -> list[Note]:
    from drafter import notes

    found: list[Note] = []
    for name in names:
        data = sys.stdin.buffer.read(notes.MAX_BYTES + 1) if name == "-" else _read_bytes(Path(name))
        label = "the piped notes" if name == "-" else name
        origin = "notes" if len(names) == 1 else Path(name).name
        found += notes.read_notes(notes.decode(data, label), origin, first=len(found) + 1)
    return found


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be read: {error.strerror}") from error


def _read_draft(path: Path) -> Draft:
    from drafter import formats

    return formats.read_draft(_read_bytes(path), path.name)


def _follow(job: Job) -> int:
    """Show a job's progress on stderr until it ends; Ctrl-C stops it, keeps what is finished, and gives 130."""
    from drafter.events import Ended, Finished, Outlined, Started, StoodIn

    done, total = 0, 0
    try:
        for event in job.events():
            if isinstance(event, Started):
                total = event.items
                where = f"your text goes to {event.destination}" if event.destination else "nothing leaves this machine"
                _say(f"{event.engine}: {total} items; {where}")
                if event.engine == "offline":
                    _say("offline: the notes are arranged in formal wording, not composed by a model")
            elif isinstance(event, Finished | StoodIn):
                done += 1
                stood = f" (offline sentences stand in: {event.reason})" if isinstance(event, StoodIn) else ""
                if stood or sys.stderr.isatty():
                    _say(f"{done}/{total} {event.item.heading or event.item.id}{stood}")
            elif isinstance(event, Ended) and event.usage.calls:
                used = event.usage
                _say(
                    f"{used.calls} calls, {used.prompt_tokens} + {used.completion_tokens} tokens, {used.seconds:.1f} s"
                )
            elif isinstance(event, Outlined) and sys.stderr.isatty():
                _say(event.report.title)
    except KeyboardInterrupt:
        job.stop()
        _say("stopped; what was finished is kept")
        return 130
    return 0


def _deliver(
    draft: Draft, output: Path | None, copy: Literal["draft", "clean"], *, anyway: bool = False, as_json: bool = False
) -> int:
    from drafter import service

    found = service.check(draft)
    if output is not None:
        _write(output, service.export(draft, output.suffix.lstrip(".").lower(), copy, anyway=anyway))
    if as_json:
        print(draft.model_dump_json())
    elif output is None:
        print(service.export(draft, "md", copy, anyway=anyway).decode("utf-8"), end="")
    _list_findings(found, sys.stderr)
    if output is not None:
        _say(f"written: {output}")
    return 0


def _refuse_overwrite(path: Path, *, force: bool) -> None:
    from drafter.formats import known_format

    known_format(path.suffix.lstrip(".").lower())
    if path.exists() and not force:
        raise InputError(f"{str(path)!r} exists; give --force to overwrite it, or another name")


def _write(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that no half file is ever left."""
    import os
    import tempfile

    try:
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o666 & ~_umask())  # mkstemp's files are for their owner alone
        Path(beside).replace(path)
    except PermissionError as error:
        raise InputError(f"{str(path)!r} cannot be written; if it is open in Word, close it first") from error
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be written: {error.strerror}") from error


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def _list_findings(found: Sequence[Finding], stream: TextIO) -> None:
    """The check list, one finding a line, worst first."""
    for finding in found:
        print(f"{finding.severity:<8}{finding.code:<18}{finding.message}", file=stream)
    counts = {level: sum(f.severity == level for f in found) for level in ("error", "warning", "hint")}
    print(f"{counts['error']} errors, {counts['warning']} warnings, {counts['hint']} hints", file=stream)


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False))
