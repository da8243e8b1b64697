"""A Word file as plain members: a template unpacked, parts added to it, packed with constant times.

Equal members give equal bytes. Nothing here knows what a report is.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from drafter.formats.layout import xml

EPOCH = (2025, 1, 1, 0, 0, 0)
"""The time stamped on every zip member: a file does not say when it was made."""

CHARACTER = 315
"""Twips of a Chinese character on the page: 3号 (16 pt) less a quarter of a point, 28 to a line."""

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "word/document.xml"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"

Members: TypeAlias = dict[str, str]
"""Member name to its XML text; the order is the order in the file."""


class Part(NamedTuple):
    """A part to be added: its member name, content type (empty: plain XML), relationship type, and text."""

    name: str
    content_type: str
    relation: str
    text: str


@cache
def template(name: str) -> MappingProxyType[str, str]:
    """The members of a shipped template; read-only, since every export starts from it."""
    with zipfile.ZipFile(Path(__file__).parent / name) as package:
        return MappingProxyType({member: package.read(member).decode("utf-8") for member in package.namelist()})


def empty() -> Members:
    """A package without any part."""
    types = (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return {_TYPES: types}


def add(members: Members, part: Part, owner: str = MAIN) -> Members:
    """The members with a part more, related from `owner` (empty: from the package itself) by the next free rId."""
    folder, name = posixpath.split(owner)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    relations = members.get(listing, f'{XML}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>')
    number = relations.count("<Relationship ") + 1
    target = posixpath.relpath(part.name, folder or ".")
    link = f'<Relationship Id="rId{number}" Type="{part.relation}" Target="{target}"/>'
    types = members[_TYPES]
    if part.content_type:
        override = f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        types = types.replace("</Types>", f"{override}</Types>")
    return members | {
        _TYPES: types,
        listing: relations.replace("</Relationships>", f"{link}</Relationships>"),
        part.name: part.text,
    }


def core_properties(title: str = "", language: str = "", *, dated: bool = False) -> Part:
    """Title and language of the document, no more; `dated` adds a constant date of making, never the real one."""
    stamp = "{}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*EPOCH)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
    )
    words = (f"<dc:title>{xml(title[:255])}</dc:title>" if title else "") + (
        f"<dc:language>{language}</dc:language>" if language else ""
    )
    text = (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{words}{dates if dated else ""}</cp:coreProperties>'
    )
    relation = f"{_PACKAGE}/relationships/metadata/core-properties"
    return Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", relation, text)


def pack(members: Members) -> bytes:
    """A zip of these members in this order, all stamped with `EPOCH`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            package.writestr(info, text.encode("utf-8"))
    return out.getvalue()
