"""The draft itself as JSON: everything, so that work can go on anywhere. A clean copy holds only the report, and can be read back."""

from __future__ import annotations

import json
from itertools import count
from typing import cast

from pydantic import ValidationError

from drafter.errors import InputError
from drafter.formats.layout import Layout
from drafter.saving import dump_draft
from drafter.schema import PARTS, Draft, Finding, Report

_WORKINGS = {"id", "sources", "facts", "answers", "state", "locked", "versions", "asked", "removed"}
"""What a report carries for those who write it, and nobody else."""


def write(draft: Draft, copy: str, _findings: tuple[Finding, ...], _page: Layout) -> bytes:
    """UTF-8 JSON with a line end. Clean: title, parts, headings and sentences as printed, without their sources."""
    if copy == "draft":
        return (dump_draft(draft) + "\n").encode("utf-8")
    assert draft.report is not None  # formats.write has looked
    clean = _printed(draft.report.model_dump(mode="json"))
    return (json.dumps(clean, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _printed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _printed(inner) for key, inner in cast("dict[str, object]", value).items() if key not in _WORKINGS}
    return [_printed(inner) for inner in value] if isinstance(value, list) else value


def read_clean(data: bytes, name: str) -> Report:
    """The report of a clean copy: items in state `hand`, numbered through the report, without sources.

    `InputError` when a field is missing or of another shape.
    """
    found = json.loads(data)
    number = count(1)
    try:
        for item in (item for part in PARTS for item in found[part].get("items", ())):
            item.update(_standing(item, f"0.{next(number)}"))
        found["opening"].update(_standing(found["opening"], "opening"))
        return Report.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise InputError(f"{name} is no report as drafter writes it: {place}: {first['msg'].lower()}") from error
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError(f"{name} is no report as drafter writes it: an item or the opening is none") from error


def _standing(item: dict[str, object], name: str) -> dict[str, object]:
    """What a clean copy leaves out of an item."""
    version = {"heading": item.get("heading"), "sentences": item.get("sentences", ()), "by": "hand"}
    return {"id": name, "state": "hand", "versions": [version]}
