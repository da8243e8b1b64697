"""The draft inside a Word draft copy, and how the copy is set: a custom XML part of our own namespace, written and read back.

Reading is bounded (see `unpacking`): nothing in the file is executed, no entity is resolved.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from pydantic import ValidationError

from drafter.errors import DraftFormatError, InputError
from drafter.formats.layout import Layout
from drafter.formats.package import RELATIONS, XML, Member, attach
from drafter.formats.unpacking import MAX_MEMBER, Package
from drafter.saving import dump_draft, load_draft
from drafter.schema import Draft

if TYPE_CHECKING:
    from docx.document import Document

NAMESPACE = "urn:drafter:draft:1"
_GUID = "{7C1D6F5A-3B0E-4C58-9E0B-6F2D7A51D4A1}"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPS = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = re.compile(r"customXml/item\d*\.xml")
_HEAD = 1024


def carry(document: Document, draft: Draft, page: Layout) -> None:
    """Put the draft into the document, and beside it the layout, so that the copy is written again as it is set. Word and
    LibreOffice keep such a part when they save. Of a template nothing is told: its path is this machine's own.

    `InputError` if the draft is larger than what is read back.
    """
    dumped = dump_draft(draft).encode("utf-8")
    if len(dumped) > MAX_MEMBER:
        raise InputError(
            f"the draft is {len(dumped) // 1024 // 1024} MB, a Word file carries up to {_megabytes()}; save it as .json"
        )
    packed = base64.b64encode(zlib.compress(dumped, 6)).decode("ascii")
    layout = quoteattr(page.model_dump_json(exclude={"about", "template"}))
    held = f'{XML}<draft xmlns="{NAMESPACE}" layout={layout}>{packed}</draft>'
    item = Member("customXml/item1.xml", "", f"{RELATIONS}/customXml", held)
    about = (
        f'{XML}<ds:datastoreItem xmlns:ds="{_CUSTOM}" ds:itemID="{_GUID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    props = Member("customXml/itemProps1.xml", _PROPS, f"{RELATIONS}/customXmlProps", about)
    attach(document, props, owner=attach(document, item))


def read_carried(data: bytes, name: str) -> Draft:
    """The draft in a .docx; `DraftFormatError` in one line for a damaged file, a bomb, or one that carries none."""
    draft = find_carried(Package(data, name))
    if draft is None:
        raise DraftFormatError(
            f"{name} carries no draft; a draft copy written by drafter is expected, not a clean copy"
        )
    return draft


def carries(package: Package) -> bool:
    """Whether an opened file carries a draft; it is not unpacked."""
    return _held_in(package) is not None


def find_carried(package: Package) -> Draft | None:
    """The draft in an opened file, None if it carries none. Other programs' parts are not unpacked beyond their head."""
    part = _part(package)
    return None if part is None else _unpacked(part, package.name)


def find_layout(package: Package) -> Layout | None:
    """How an opened draft copy is set; None if it does not say, or says what no page can be. A file that was received names no
    template: no other file is opened on its word.
    """
    part = _part(package)
    told = None if part is None else part.get("layout")
    try:
        layout = Layout.model_validate_json(told) if told else None
    except ValidationError:  # a newer drafter's, or no page
        return None
    return layout.model_copy(update={"template": ""}) if layout is not None else None


def _part(package: Package) -> ET.Element | None:
    member = _held_in(package)
    return None if member is None else _parsed(package.read(member), package.name)


def _held_in(package: Package) -> str | None:
    """The member that the draft is in."""
    ours = (name for name in package.names if _ITEM.fullmatch(name) and NAMESPACE.encode() in package.head(name, _HEAD))
    return next(ours, None)


def _parsed(xml: bytes, name: str) -> ET.Element:
    if b"<!" in xml:  # a document type could define entities that grow without bound
        raise DraftFormatError(
            f"the draft inside {name} is damaged: it holds a document type, which drafter never writes"
        )
    try:
        return ET.fromstring(xml)  # noqa: S314  # no document type, and bounded in size
    except ET.ParseError as error:
        raise DraftFormatError(f"the draft inside {name} is damaged: {error}") from error


def _unpacked(root: ET.Element, name: str) -> Draft:
    try:
        unpack = zlib.decompressobj()
        text = unpack.decompress(base64.b64decode(root.text or "", validate=True), MAX_MEMBER + 1)
    except (ValueError, zlib.error) as error:
        raise DraftFormatError(f"the draft inside {name} is damaged: {error}") from error
    _refuse_large(len(text), f"the draft inside {name}")
    if not unpack.eof or unpack.unused_data:
        what = "something stands behind its end" if unpack.eof else "its end is missing"
        raise DraftFormatError(f"the draft inside {name} is damaged: {what}")
    return load_draft(text)


def _refuse_large(size: int, name: str) -> None:
    if size > MAX_MEMBER:
        raise DraftFormatError(f"{name} unpacks to more than {_megabytes()}; it is not read")


def _megabytes() -> str:
    return f"{MAX_MEMBER // 1024 // 1024} MB"
