"""A Word package: parts added to a python-docx document, saved with constant times so that equal content is equal bytes.

Nothing here knows what a report is.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from drafter.formats.layout import xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part as PackagePart

EPOCH = (2025, 1, 1, 0, 0, 0)
"""The time stamped on every zip member: a file does not say when it was made."""

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"

Members: TypeAlias = dict[str, str]
"""Member name to its XML text; the order is the order in the file."""


class Member(NamedTuple):
    """A part to be added: its name in the package, content type (empty: plain XML), relationship type, and text."""

    name: str
    content_type: str
    relation: str
    text: str


def attach(document: Document, member: Member, owner: PackagePart | None = None) -> PackagePart:
    """A part more in an open document, related from `owner` (None: from the main part)."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as PackagePart

    kind, name = member.content_type or "application/xml", f"/{member.name}"
    if name in {
        str(other.partname) for other in document.part.package.iter_parts()
    }:  # a template of the user's has one
        name = str(document.part.package.next_partname(re.sub(r"\d*(?=\.xml$)", "%d", name)))
    new = PackagePart(PackURI(name), kind, member.text.encode("utf-8"), document.part.package)
    (owner or document.part).relate_to(new, member.relation)
    return new


def attach_properties(document: Document, member: Member) -> None:
    """These core properties instead of those that python-docx would invent."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as PackagePart

    package = document.part.package
    new = PackagePart(PackURI(f"/{member.name}"), member.content_type, member.text.encode("utf-8"), package)
    package.relate_to(new, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def saved(document: Document) -> bytes:
    """The document's bytes, stamped with `EPOCH`."""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        return pack({name: package.read(name).decode("utf-8") for name in package.namelist()})


def empty() -> Members:
    """A package without any part."""
    types = (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return {_TYPES: types}


def add(members: Members, member: Member, owner: str = MAIN) -> Members:
    """The members with a part more, related from `owner` (empty: from the package itself) by the next free rId."""
    folder, name = posixpath.split(owner)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    relations = members.get(listing, f'{XML}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>')
    number = relations.count("<Relationship ") + 1
    target = posixpath.relpath(member.name, folder or ".")
    link = f'<Relationship Id="rId{number}" Type="{member.relation}" Target="{target}"/>'
    types = members[_TYPES]
    if member.content_type:
        override = f'<Override PartName="/{member.name}" ContentType="{member.content_type}"/>'
        types = types.replace("</Types>", f"{override}</Types>")
    return members | {
        _TYPES: types,
        listing: relations.replace("</Relationships>", f"{link}</Relationships>"),
        member.name: member.text,
    }


def core_properties(title: str = "", language: str = "", *, dated: bool = False) -> Member:
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
    return Member("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", relation, text)


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
