"""The styles of a page as values, made from its layout. Word's styles and the preview's CSS are both written from these.

Chinese page: GB/T 9704-2012 §5.2, §7.3, §7.5: type area 156 × 225 mm, 22 lines of 28 characters, 3号 (16 pt) 仿宋, 2号 (22 pt)
小标宋 title, 4号 (14 pt) page numbers outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from math import ceil
from typing import Literal, TypeAlias

from drafter.formats.layout import Layout

Align: TypeAlias = Literal["both", "left", "center", "right"]

INK, GREY = "1F3A4D", "595959"
"""Colours of headings and of page numbers in English."""

SHADE = "FFF2A8"
"""What lies under a placeholder in a draft copy."""

SONG = "宋体"


@dataclass(frozen=True)
class Look:
    """A paragraph style; lengths in points, None: as the style that it is based on. A negative `first` hangs."""

    name: str
    based: str = "Normal"
    following: str = ""
    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    color: str | None = None
    tracking: float | None = None
    line: float | None = None
    before: float | None = None
    after: float | None = None
    left: float | None = None
    first: float | None = None
    right: float | None = None
    align: Align | None = None
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    outline: int | None = None
    rule: str = ""
    """Colour of a line under the paragraph."""
    tab: float = 0
    linked: bool = False
    """Whether a character style of the same look goes with it, for headings that run in."""
    shown: bool = True


Looks: TypeAlias = Mapping[str, Look]
"""Style id to look."""


def resolved(looks: Looks, name: str) -> Look:
    """A look with everything that it takes from those it is based on."""
    own = looks[name]
    if name == "Normal":
        return own
    given = {field.name: value for field in fields(own) if (value := getattr(own, field.name)) != field.default}
    return replace(resolved(looks, own.based), **{"following": "", "linked": False, **given})


@lru_cache(maxsize=16)
def looks_of(layout: Layout) -> Looks:
    """Every style of the page."""
    return _chinese(layout) if layout.language == "zh" else _english(layout)


def _chinese(layout: Layout) -> Looks:
    wide, line, fonts = layout.character, layout.line, layout.fonts
    right_inset = Look("", right=2 * wide, align="right")

    def heading(level: int, font: str) -> Look:
        return Look(f"heading {level}", following="BodyText", font=font, bold=level in layout.bold, keep_next=True,
                    left=0, right=0, first=2 * wide, outline=level - 1, linked=True)  # fmt: skip

    def note(name: str, left: float, hanging: float, before: float | None) -> Look:
        return Look(name, left=left * wide, first=-hanging * wide, right=0, before=before)

    last = Look("Attachments Note Last", based="AttachmentsNext", keep_next=True)
    footer = Look("", font=fonts.number, size=14, tracking=0, line=14, shown=False)
    body = Look("Body Text", left=0, right=0, first=2 * wide)
    table = Look("Table Text", size=12, tracking=0, line=18, align="center")
    return {
        "Normal": Look("Normal", font=fonts.body, size=layout.size, bold=False, color="000000", line=line, before=0, after=0,
                       tracking=-_quarter(layout) if layout.grid == "portable" else 0, align="both", left=0, first=0, right=0),
        "BodyText": body,
        "BodyTextLast": Look("Body Text Last", based="BodyText", keep_next=True),
        "BodyLead": Look("Body Text Short Item", based="BodyText", outline=1),
        "BodyLeadLast": Look("Body Text Short Item Last", based="BodyLead", keep_next=True),
        "Title": Look("Title", following="BodyText", font=fonts.title, size=layout.title_size, tracking=0, align="center",
                      after=line, keep_next=True, keep_lines=True),
        "Recipient": Look("Recipient", left=0, right=0, first=0, keep_next=True),
        "Heading1": heading(1, fonts.heading1), "Heading2": heading(2, fonts.heading2),
        "Heading3": heading(3, fonts.heading3), "Heading4": heading(4, fonts.heading3),
        "AttachmentOnly": replace(note("Attachment Note", 5, 3, line), keep_next=True),
        "Attachments": note("Attachments Note", 6.5, 4.5, line),
        "AttachmentsNext": note("Attachments Note Next", 6.5, 1.5, None),
        "AttachmentsLast": last,
        "AttachmentMark": Look("Attachment Mark", font=fonts.heading1, keep_next=True, new_page=True, left=0, right=0, first=0),
        "AttachmentTitle": Look("Attachment Title", based="Title", before=line),
        "SignatureName": replace(right_inset, name="Signature Name", keep_next=True, before=(2 if layout.seal else 1) * line),
        "SignatureDate": replace(right_inset, name="Signature Date", after=line if layout.seal else None),
        "SignatureDateOnly": replace(right_inset, name="Signature Date Only", before=line),
        "TableText": table,
        "TableTextLeft": Look("Table Text Left", based="TableText", align="left"),
        "TableHead": Look("Table Head", based="TableText", font=fonts.heading1, keep_next=True),
        "FooterOdd": _placed(footer, "Page Number Odd", layout, "right"),
        "FooterEven": _placed(footer, "Page Number Even", layout, "left"),
    }  # fmt: skip


def _quarter(layout: Layout) -> float:
    """By how much less than its size a character is set, in points; upwards to a twentieth, so that a line holds them all."""
    characters = int(layout.text_width / layout.character + 1e-6)
    return ceil(max(0.0, layout.size - layout.text_width / characters) * 20) / 20


def _placed(footer: Look, name: str, layout: Layout, side: Literal["left", "right"]) -> Look:
    """A page number where the layout wants it: outside, one character in, or in the middle."""
    if layout.numbers != "outside":
        return replace(footer, name=name, align="center")
    inset = 14.0
    return replace(
        footer, name=name, align=side, left=inset if side == "left" else None, right=inset if side == "right" else None
    )


def _english(layout: Layout) -> Looks:
    fonts, base = layout.fonts, layout.size
    mark = Look("", font=fonts.title, color=GREY)

    def heading(level: int, larger: float, before: float) -> Look:
        face = (fonts.heading1, fonts.heading2, fonts.heading3)[min(level, 3) - 1]
        return Look(f"heading {level}", following="BodyText", font=face, size=base + larger, bold=level in layout.bold, color=INK,
                    before=before, after=3, keep_next=True, keep_lines=True, outline=level - 1, linked=True)  # fmt: skip

    def note(name: str, before: float) -> Look:
        return Look(name, before=before, left=85.0, first=-85.0, tab=85.0)

    last = Look("Attachments Note Last", based="AttachmentsNext", keep_next=True)
    footer = replace(mark, font=fonts.number, size=base - 2, shown=False, before=0, after=0)
    return {
        "Normal": Look("Normal", font=fonts.body, size=base, bold=False, color="000000", tracking=0, line=layout.line, before=0, after=0,
                       align="left", left=0, first=0, right=0),
        "BodyText": Look("Body Text", before=5.5, after=5.5),
        "BodyTextLast": Look("Body Text Last", based="BodyText", keep_next=True),
        "BodyLead": Look("Body Text Short Item", based="BodyText"),
        "BodyLeadLast": Look("Body Text Short Item Last", based="BodyLead", keep_next=True),
        "Title": Look("Title", following="BodyText", font=fonts.title, size=layout.title_size, bold=True, color=INK, after=12,
                      keep_next=True, keep_lines=True, rule=INK),
        "Recipient": Look("Recipient", based="BodyText", keep_next=True),
        "Heading1": heading(1, 3, 16), "Heading2": heading(2, 1, 10), "Heading3": heading(3, 0, 8), "Heading4": heading(4, 0, 6),
        "AttachmentOnly": replace(note("Attachment Note", 12), keep_next=True), "Attachments": note("Attachments Note", 12), "AttachmentsNext": note("Attachments Note Next", 0),
        "AttachmentsLast": last,
        "AttachmentMark": replace(mark, name="Attachment Mark", keep_next=True, new_page=True),
        "AttachmentTitle": Look("Attachment Title", based="Heading1", following="BodyText", before=3, after=6),
        "SignatureName": Look("Signature Name", bold=True, before=72 if layout.seal else 24, keep_next=True),
        "SignatureDate": Look("Signature Date"),
        "SignatureDateOnly": Look("Signature Date Only", before=24),
        "TableText": Look("Table Text", font=fonts.heading1, size=base - 1, line=13, before=2.5, after=2.5),
        "TableTextLeft": Look("Table Text Left", based="TableText"),
        "TableHead": Look("Table Head", based="TableText", bold=True, color=INK, keep_next=True),
        "FooterOdd": _placed(footer, "Page Number", layout, "right"),
        "FooterEven": _placed(footer, "Page Number Even", layout, "left"),
    }  # fmt: skip
