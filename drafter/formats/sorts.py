"""What a received file is, told by its bytes: whoever is given one asks here."""

from __future__ import annotations

import json
import re
from typing import Literal, TypeAlias

from drafter.formats import unpacking
from drafter.schema import PARTS

Sort: TypeAlias = Literal["copy", "word", "saved", "clean", "json", "text"]
"""`copy`: a Word file that carries its draft; `word`: any other; `saved`: a draft as .json; `clean`: a report as .json, without its
draft; `json`: any other object; `text`: everything else, whether or not it can be read."""

_SAVED = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:')
"""How a saved draft begins, be it damaged behind that."""


def sort_of(data: bytes, name: str) -> Sort:
    """The sort of a file called `name`. `DraftFormatError` for a Word file that is not to be opened (see `unpacking`)."""
    if unpacking.is_package(data):
        from drafter.formats import carried  # XML is loaded when a Word file is read

        return "copy" if carried.carries(unpacking.Package(data, name)) else "word"
    try:
        found = json.loads(data)  # with a byte order mark or without
    except (ValueError, RecursionError):  # no JSON, or nested without end
        found = None
    if isinstance(found, dict):
        return "saved" if {"format", "notes"} <= found.keys() else "clean" if _is_report(found) else "json"
    if _SAVED.match(data):
        return "saved"
    return "json" if name.lower().endswith(".json") else "text"


def _is_report(found: dict[str, object]) -> bool:
    return {"title", *PARTS} <= found.keys() and "notes" not in found
