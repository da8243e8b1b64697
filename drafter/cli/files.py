"""Files of the command line: notes and drafts read, reports delivered; a file is written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from stat import S_IMODE
from typing import TYPE_CHECKING, NamedTuple

from drafter.cli.printing import list_changes, list_findings, say
from drafter.errors import DrafterError, InputError

if TYPE_CHECKING:
    from drafter.formats import Copy
    from drafter.formats.layout import Layout
    from drafter.schema import Draft, Note


class Page(NamedTuple):
    """How a Word file is to be set, as the options say it: a layout's name or file, headings, room for a seal, a template."""

    layout: str = ""
    headings: str | None = None
    seal: bool = False
    template: Path | None = None


class Delivery(NamedTuple):
    """Where a report goes (None: it is printed), as which copy, in which layout; `as_json` prints the draft beside it."""

    output: Path | None
    copy: Copy = "draft"
    layout: Layout | str = ""
    anyway: bool = False
    as_json: bool = False


def read_notes(names: Sequence[str], alone: str = "notes") -> list[Note]:
    """The notes of several files (`-`: what is piped in), numbered on, each with its file as origin; those of a single one have
    the origin `alone`.
    """
    from drafter import formats, notes

    found: list[Note] = []
    for name in names:
        if name == "-" and sys.stdin.isatty():
            say("type the notes, a line each; Ctrl-D ends them")
        data = sys.stdin.buffer.read(notes.MAX_BYTES + 1) if name == "-" else read_bytes(Path(name))
        origin = alone if len(names) == 1 else Path(name).name
        text = formats.read_notes(data, "the piped notes" if name == "-" else name)
        if not text.strip() and len(names) > 1:
            raise InputError(f"{name!r} is empty; leave it out, or type at least one line into it")
        found += notes.read_notes(text, origin, first=len(found) + 1)
    return found


def read_bytes(path: Path) -> bytes:
    """A file's bytes; `InputError` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be read: {error.strerror}") from error


def read_draft(path: Path, onto: Draft | None = None, *, rewritten: bool = False) -> Draft:
    """The draft in a draft copy or a saved draft, with what was changed in the copy since; stderr says what was taken over.

    `onto`: the draft that the file is a reviewed copy of. A report that another tool wrote is read as a draft over its own sentences,
    unless the file is to be `rewritten`: `InputError`, for it is not ours to overwrite.
    """
    from drafter import service

    back = service.read_back(read_bytes(path), path.name, onto)
    if back.foreign and rewritten:
        raise InputError(
            f"{path.name} carries no draft and is not overwritten; make a draft of it: drafter export {path.name} -o NEW.docx"
        )
    for line in service.describe(back, path.name):
        say(line)
    return back.draft


def deliver(draft: Draft, delivery: Delivery, *, fresh: bool = False) -> int:
    """Write the report, or print it; the check list goes to stderr. Returns the exit status.

    `fresh`: the draft has just been written and stands in no file yet. Should it come to nothing, what a model wrote is kept aside.
    """
    try:
        return _deliver(draft, delivery)
    except (DrafterError, OSError):
        if fresh and draft.usage.calls:
            _keep_aside(draft, delivery.output)
        raise


def _deliver(draft: Draft, delivery: Delivery) -> int:
    from drafter import formats, service

    output, copy, layout, anyway, as_json = delivery
    found = service.check(draft)
    if output is not None:
        name = output.suffix.lstrip(".").lower()
        _write(output, service.export(draft, name, copy, anyway=anyway, layout=layout))
        if draft.report is not None and (name == "docx" or copy == "clean"):
            list_changes(formats.printed(draft)[1])
    if as_json:
        print(draft.model_dump_json())
    elif output is None:
        print(service.export(draft, "md", copy, anyway=anyway).decode("utf-8"), end="")
    list_findings(found, draft, sys.stderr)
    if output is not None:
        say(f"written: {output}")
    return 0


def _keep_aside(draft: Draft, output: Path | None) -> None:
    """The draft in a file of its own, beside the output or else among the temporary files; stderr says where."""
    import tempfile

    from drafter.saving import dump_draft

    beside = output.parent if output is not None and os.access(output.parent, os.W_OK) else None
    descriptor, name = tempfile.mkstemp(".draft.json", f"{output.stem if output else 'report'}.", beside)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(dump_draft(draft))
    say(f"what the model wrote is kept in {name}; go on from it with drafter check, decide or export")


def find_layout(draft: Draft, output: Path | None, page: Page, like: Path | None = None) -> Layout:
    """The layout that is asked for; what was not given changes nothing. Without a name that of `like`, the draft copy that the
    draft was read from.

    Called before anything is written: `InputError` for a wrong name, key or template, and when no Word file is to be set.
    """
    from drafter import formats

    word = output is not None and output.suffix.lower() == ".docx"
    if not word and any(page):
        raise InputError(
            "--layout, --headings, --seal and --template set a Word file; name one, such as -o report.docx"
        )
    own = str(page.template) if page.template else None
    base = None if page.layout or like is None else formats.read_layout(read_bytes(like), like.name)
    layout = formats.layout_for(
        draft, base or page.layout, headings=page.headings, seal=page.seal or None, template=own
    )
    if layout.template and word:
        from drafter.formats import own_template  # heavy: python-docx

        own_template.read(layout.template)
    return layout


def refuse_output(path: Path, *, force: bool = False, kept: Sequence[Path] = ()) -> None:
    """`InputError` for a name without a known format, a place that cannot be written, one of the files that are `kept`
    whatever is asked, and for a file that exists unless it may be overwritten.
    """
    from drafter.formats import FORMATS, known_format

    if not path.suffix:
        raise InputError(f"{str(path)!r} says no format; give a name such as report.docx ({', '.join(FORMATS)})")
    known_format(path.suffix.lstrip(".").lower())
    if not path.parent.is_dir():
        raise InputError(f"{str(path.parent)!r} is no folder; make it first, or give another name")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise InputError(f"the folder {str(path.parent)!r} cannot be written to; give another one")
    if path.is_dir():
        raise InputError(f"{str(path)!r} is a folder; give the name of a file in it")
    if any(is_same(path, other) for other in kept):
        raise InputError(f"{str(path)!r} is what this is made from and is not overwritten; give another name")
    if path.exists() and not force:
        raise InputError(f"{str(path)!r} exists; give --force to overwrite it, or another name")
    if path.exists() and not os.access(path, os.W_OK):
        raise InputError(f"{str(path)!r} is write-protected; give another name")


def refuse_notes(output: Path | None, draft: Draft) -> None:
    """`InputError` when the file to be written is one that most lines of the draft's notes stand in: what was typed is not overwritten."""
    from drafter import formats

    if output is None or not output.is_file():
        return
    try:
        lines = {line.strip() for line in formats.read_notes(read_bytes(output), output.name).splitlines()}
    except InputError:  # a draft copy, or no text at all
        return
    for origin in {note.origin for note in draft.notes}:
        typed = [note.text.strip() in lines for note in draft.notes if note.origin == origin]
        if sum(typed) > len(typed) / 2:
            raise InputError(f"{str(output)!r} holds the notes of this draft and is not overwritten; give another name")


def is_same(one: Path, other: Path) -> bool:
    """Whether both are one file, by whatever name."""
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def _write(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that no half file is ever left; a file that is there keeps its mode, a link its target."""
    import tempfile

    try:
        path = path.resolve()
        mode = S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(beside).chmod(mode)  # mkstemp's files are for their owner alone
        Path(beside).replace(path)
    except PermissionError as error:
        raise InputError(f"{str(path)!r} cannot be written; if it is open in Word, close it first") from error
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be written: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
