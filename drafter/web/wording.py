"""The page's words, by language, from prompts/<lang>/page.toml."""

from __future__ import annotations

import re
from typing import Any

from drafter import formats, prompts, service
from drafter.errors import InputError
from drafter.formats import layout as layouts
from drafter.schema import Draft
from drafter.service import Copy


def page(language: str) -> dict[str, str]:
    """What stands around the board."""
    return prompts.read_section(language, "page.toml", "page")


def board(language: str) -> dict[str, Any]:
    """What stands on the board."""
    return prompts.read_section(language, "page.toml", "board")


def layout(draft: Draft, name: str = "", *, seal: bool = False) -> layouts.Layout:
    """The layout that a window asks for: a preset's name, or none for the usual one; never a file of the server's. `InputError`
    for any other.
    """
    known = layouts.list_layouts(layouts.language_of(draft))
    if name and name not in known:
        raise InputError(f"{name!r} is no layout; give {', '.join(known)}")
    return formats.layout_for(draft, name, seal=seal or None)


def file_name(draft: Draft, kind: str, copy: Copy) -> str:
    """The name that a copy of the draft goes out under, in the draft's language; it says which copy it is."""
    return service.file_name(draft, kind, str(board(draft.request.language)[f"file_{copy}"]))


def error(language: str, message: str) -> str:
    """An error's line in the page's language; one that has no translation there stays as it was raised."""
    known = language if language in prompts.languages() else "zh"
    for pattern, text in prompts.read_section(known, "page.toml", "errors").items():
        if match := re.fullmatch(pattern, message):
            return re.sub(r"\{(\d)\}", lambda number: match[int(number[1])], str(text))
    return message
