"""Markdown: the plain text with headings marked."""

from __future__ import annotations

from drafter.formats import txt
from drafter.schema import Draft, Finding


def write(draft: Draft, _copy: str, _findings: tuple[Finding, ...] = ()) -> bytes:
    """UTF-8 Markdown: `#` title, `##` parts, bold run-in headings."""
    text = "\n\n".join(txt.paragraphs(draft, title="# ", part="## ", lead="**"))
    return (text + "\n").encode("utf-8")
