"""File formats, written and read. You may add one here: a module with `write`, and its line in `FORMATS`."""

from __future__ import annotations

from importlib import import_module
from typing import Literal, Protocol, cast

from drafter.errors import DraftFormatError, InputError
from drafter.schema import Draft, Finding, load_draft

FORMATS: dict[str, str] = {
    "docx": "drafter.formats.docx",
    "md": "drafter.formats.md",
    "txt": "drafter.formats.txt",
    "json": "drafter.formats.json",
}

Copy = Literal["draft", "clean"]


class Format(Protocol):
    """What a format's module offers."""

    def write(self, draft: Draft, copy: Copy, findings: tuple[Finding, ...]) -> bytes:
        """The file's bytes; the same draft gives the same bytes."""
        ...


def known_format(name: str) -> str:
    """The name itself if it is a known format; `InputError` names the known ones."""
    if name not in FORMATS:
        raise InputError(f"{name!r} is no format; give one of {', '.join(FORMATS)}")
    return name


def write(draft: Draft, name: str, copy: Copy = "draft", findings: tuple[Finding, ...] = ()) -> bytes:
    """The report in that format. A draft copy carries marks, and in Word the draft; a clean copy only the report."""
    module = cast("Format", import_module(FORMATS[known_format(name)]))
    if draft.report is None:
        raise InputError("this draft has no report yet; write it first")
    return module.write(draft, copy, findings)


def read_draft(data: bytes, name: str = "the file") -> Draft:
    """The draft inside a .docx draft copy or a .json file; `DraftFormatError` in one line if there is none."""
    if data.startswith(b"PK"):
        from drafter.formats.carried import read_carried  # lxml is loaded for Word files only

        return read_carried(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DraftFormatError(f"{name} is an encrypted or an old .doc file; save it as .docx without a password")
    return load_draft(data)
