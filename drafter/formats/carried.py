"""The draft inside a Word draft copy: a custom XML part of our own namespace, written and read back.

Reading is bounded: nothing in the file is executed, entities are not resolved, and members that unpack too large are refused.
"""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from drafter.errors import DraftFormatError
from drafter.schema import Draft, dump_draft, load_draft

if TYPE_CHECKING:
    from docx.document import Document

NAMESPACE = "urn:drafter:draft:1"
MAX_MEMBER = 32 * 1024 * 1024
"""The most bytes that a member of a package may unpack to."""

_GUID = "{7C1D6F5A-3B0E-4C58-9E0B-6F2D7A51D4A1}"
_ITEM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"


def carry(document: Document, draft: Draft) -> None:
    """Put the draft into the document; Word, WPS and LibreOffice keep the part through their own saving."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    packed = base64.b64encode(zlib.compress(dump_draft(draft).encode("utf-8"), 6)).decode("ascii")
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<draft xmlns="{NAMESPACE}">{packed}</draft>'
    props = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem xmlns:ds='
        f'"http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{_GUID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    number = name.removeprefix("/customXml/item").removesuffix(".xml")
    item = Part(name, "application/xml", xml.encode("utf-8"), package)
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    item.relate_to(Part(PackURI(f"/customXml/itemProps{number}.xml"), kind, props.encode("utf-8"), package), _PROPS)
    document.part.relate_to(item, _ITEM)


def read_carried(data: bytes, name: str) -> Draft:
    """The draft in a .docx; `DraftFormatError` for a damaged file, a bomb, or one that carries none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [
                m for m in package.infolist() if m.filename.startswith("customXml/item") and "Props" not in m.filename
            ]
            for member in members:
                if draft := _draft_in(_bounded(package, member, name), name):
                    return draft
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise DraftFormatError(
            f"{name} is damaged or encrypted and cannot be opened as a Word file: {error}"
        ) from error
    raise DraftFormatError(f"{name} carries no draft; a draft copy written by drafter is expected, not a clean copy")


def _bounded(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    with package.open(member) as file:
        data = file.read(MAX_MEMBER + 1)
    if len(data) > MAX_MEMBER:
        raise DraftFormatError(f"{name} unpacks to more than {MAX_MEMBER // 1024 // 1024} MB; it is not read")
    return data


def _draft_in(xml: bytes, name: str) -> Draft | None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{NAMESPACE}}}draft":
        return None
    unpack = zlib.decompressobj()
    try:
        text = unpack.decompress(base64.b64decode(root.text or "", validate=True), MAX_MEMBER)
    except (ValueError, zlib.error) as error:
        raise DraftFormatError(f"the draft inside {name} is damaged: {error}") from error
    if unpack.unconsumed_tail:
        raise DraftFormatError(
            f"the draft inside {name} unpacks to more than {MAX_MEMBER // 1024 // 1024} MB; it is not read"
        )
    return load_draft(text)
