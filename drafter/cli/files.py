"""Files of the command line: notes and drafts read, reports delivered; a file is written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from drafter.cli.printing import list_changes, list_findings, say
from drafter.errors import InputError

if TYPE_CHECKING:
    from drafter.schema import Draft, Note


class AskedLayout(NamedTuple):
    """A layout by name (a preset's or a file's), and what differs from it, by key."""

    name: str
    changes: dict[str, object]


def read_notes(names: Sequence[str]) -> list[Note]:
    """The notes of several files (`-`: what is piped in), numbered on, each with its file as origin."""
    from drafter import notes

    found: list[Note] = []
    for name in names:
        data = sys.stdin.buffer.read(notes.MAX_BYTES + 1) if name == "-" else read_bytes(Path(name))
        label = "the piped notes" if name == "-" else name
        origin = "notes" if len(names) == 1 else Path(name).name
        found += notes.read_notes(notes.decode(data, label), origin, first=len(found) + 1)
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
        raise InputError(f"{path.name} carries no draft and is not overwritten; name another file with -o")
    for line in service.describe(back, path.name):
        say(line)
    return back.draft


def deliver(
    draft: Draft,
    output: Path | None,
    copy: Literal["draft", "clean"],
    *,
    anyway: bool = False,
    as_json: bool = False,
    layout: AskedLayout | None = None,
) -> int:
    """Write the report, or print it without `output`; the check list goes to stderr. Returns the exit status."""
    from drafter import formats, service

    found = service.check(draft)
    if output is not None:
        name, asked = output.suffix.lstrip(".").lower(), layout or AskedLayout("", {})
        page = formats.layout_for(draft, asked.name, **asked.changes)
        _write(output, service.export(draft, name, copy, anyway=anyway, layout=page))
        if draft.report is not None and (name == "docx" or copy == "clean"):
            list_changes(formats.printed(draft)[1])
    if as_json:
        print(draft.model_dump_json())
    elif output is None:
        print(service.export(draft, "md", copy, anyway=anyway).decode("utf-8"), end="")
    list_findings(found, sys.stderr)
    if output is not None:
        say(f"written: {output}")
    return 0


def asked_layout(name: str, headings: str | None, template: Path | None, *, seal: bool) -> AskedLayout:
    """What the options say of the layout; what was not given changes nothing."""
    own = str(template) if template else None
    return AskedLayout(name, {"headings": headings, "seal": seal or None, "template": own})


def refuse_overwrite(path: Path, *, force: bool) -> None:
    """`InputError` for a format that is not known, and for a file that exists unless it may be overwritten."""
    from drafter.formats import known_format

    known_format(path.suffix.lstrip(".").lower())
    if path.exists() and not force:
        raise InputError(f"{str(path)!r} exists; give --force to overwrite it, or another name")
    if not path.parent.is_dir():
        raise InputError(f"{str(path.parent)!r} is no folder; make it first, or give another name")
    if not os.access(path.parent, os.W_OK):
        raise InputError(f"the folder {str(path.parent)!r} cannot be written to; give another one")


def _write(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that no half file is ever left."""
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
    mask = os.umask(0)
    os.umask(mask)
    return mask
