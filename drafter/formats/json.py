"""The draft itself as JSON: everything, so that work can go on anywhere. A clean copy holds only the report."""

from __future__ import annotations

import json
from typing import cast

from drafter.formats.layout import Layout
from drafter.saving import dump_draft
from drafter.schema import Draft, Finding

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
