"""The draft itself as JSON: everything, so that work can go on anywhere. A clean copy holds only the report."""

from __future__ import annotations

from drafter.schema import Draft, Finding, dump_draft


def write(draft: Draft, copy: str, _findings: tuple[Finding, ...] = ()) -> bytes:
    """UTF-8 JSON with a line end."""
    report = draft.report
    assert report is not None  # formats.write has looked
    text = (
        dump_draft(draft)
        if copy == "draft"
        else report.model_dump_json(exclude={"opening": {"versions"}, **_NO_HISTORY})
    )
    return (text + "\n").encode("utf-8")


_NO_HISTORY = {name: {"items": {"__all__": {"versions", "facts"}}} for name in ("achievements", "problems", "plans")}
