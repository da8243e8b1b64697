"""File formats, written and read. You may add one here: a module with `write`, and its line in `FORMATS`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, cast

from drafter import notes
from drafter.errors import InputError, NoReport
from drafter.formats import layout as layouts
from drafter.formats import surface
from drafter.formats.layout import Layout
from drafter.formats.surface import Change
from drafter.saving import load_draft
from drafter.schema import Draft, Finding, Report

if TYPE_CHECKING:
    from drafter.formats.foreign import Foreign

FORMATS: dict[str, str] = {
    "docx": "drafter.formats.docx",
    "md": "drafter.formats.md",
    "txt": "drafter.formats.txt",
    "json": "drafter.formats.json",
}
"""Name to module; a module is loaded when it is first asked for."""

Copy = Literal["draft", "clean"]
COPIES: tuple[Copy, ...] = ("draft", "clean")


class Format(Protocol):
    """What a format's module offers."""

    def write(self, draft: Draft, copy: Copy, findings: tuple[Finding, ...], page: Layout) -> bytes:
        """The file's bytes; the same draft gives the same bytes. `draft.report` is there."""
        ...


def known_format(name: str) -> str:
    """The name itself if it is a known format; `InputError` names the known ones."""
    if name not in FORMATS:
        raise InputError(f"{name!r} is no format; give one of {', '.join(FORMATS)}")
    return name


def known_copy(name: str) -> Copy:
    """A copy's name; `InputError` for any other."""
    for copy in COPIES:
        if copy == name:
            return copy
    raise InputError(f"{name!r} is no copy; give draft or clean")


def write(
    draft: Draft,
    format: str,  # noqa: A002  # the word of the command line
    copy: Copy = "draft",
    findings: tuple[Finding, ...] = (),
    layout: Layout | str = "",
) -> bytes:
    """The report as the bytes of a file. A draft copy carries marks, and in Word the findings and the draft; a clean copy
    holds only the report, its surface put right (`printed`). `layout` is a value, a preset's name or a file's; none: the language's own. Nothing is refused
    here for what it says: `service.export` does that.

    `InputError` for an unknown format or copy, `NoReport` for a draft that has none yet.
    """
    module = cast("Format", import_module(FORMATS[known_format(format)]))
    copy = known_copy(copy)
    if draft.report is None and (format, copy) != ("json", "draft"):
        raise NoReport
    if copy == "clean" and draft.report is not None:
        draft = draft.model_copy(update={"report": printed(draft)[0]})
    return module.write(draft, copy, findings, layout_for(draft, layout))


def printed(draft: Draft) -> tuple[Report, tuple[Change, ...]]:
    """The report with the surface of print, as a Word file and every clean copy has it, and what was put right for that."""
    if draft.report is None:
        raise NoReport
    return surface.polish_report(draft.report, layouts.language_of(draft))


def layout_for(draft: Draft, layout: Layout | str = "", **changes: object) -> Layout:
    """The layout to print a draft in, by a preset's name or a file (`….toml`), with `changes` to its keys; those that are None
    change nothing. `InputError` names the presets, or what is wrong with a key.
    """
    if isinstance(layout, str):
        return layouts.find_layout(layouts.language_of(draft), layout, **changes)
    return layouts.changed(layout, **changes)


def preview(draft: Draft, layout: Layout | str = "") -> str:
    """The report's pages as self-contained HTML, as they will be printed. `NoReport` for a draft that has none yet."""
    from drafter.formats import html  # only when pages are looked at

    if draft.report is None:
        raise NoReport
    return html.pages(draft, layout_for(draft, layout))


def read_draft(data: bytes, name: str = "") -> Draft:
    """The draft inside a .docx draft copy or a .json file. `name` is what messages call it.

    `DraftFormatError` in one line for what is damaged, foreign, encrypted, newer, too large, or carries no draft.
    """
    from drafter.formats import carried, sorts  # zip and XML are loaded when something is read

    called = name or "the file"
    return carried.read_carried(data, called) if sorts.sort_of(data, called) in {"copy", "word"} else load_draft(data)


def read_notes(data: bytes, name: str) -> str:
    """The text of a file of notes, Word files included. `InputError` for what cannot be read, for a draft copy or a saved draft, whose
    notes are in its draft, and for a clean copy in .json.
    """
    from drafter.formats import sorts  # zip and XML are loaded when something is read

    sort = sorts.sort_of(data, name)
    if sort in {"copy", "saved"}:
        called = "a draft copy" if sort == "copy" else "a saved draft"
        raise InputError(f"{name} is {called}, no notes; to write it again: drafter redraft {name} PART")
    if sort == "clean":
        raise InputError(f"{name} is the clean copy of a report, no notes; give the notes that it was made of")
    if sort == "word" or name.lower().endswith((".docx", ".doc")):
        from drafter.formats import foreign  # knows much of reports

        return foreign.read_text(data, name)
    return notes.decode(data, name)


def read_layout(data: bytes, name: str = "") -> Layout | None:
    """How a Word draft copy is set, None for every file that does not say. `DraftFormatError` for a damaged one."""
    from drafter.formats import carried, sorts, unpacking  # zip and XML are loaded when something is read

    called = name or "the file"
    return carried.find_layout(unpacking.Package(data, called)) if sorts.sort_of(data, called) == "copy" else None


def read_report(data: bytes, name: str = "") -> Foreign:
    """A report that drafter did not write (.txt, .md, .docx), and the pieces of it that fit nowhere (see `foreign`).

    `InputError` in one line for what cannot be read.
    """
    from drafter.formats import foreign  # zip and XML are loaded when something is read

    return foreign.read_report(data, name or "the file")
