"""A page of the user's own: a .docx whose styles of our names win; what it lacks is taken from the layout's page.

Where the file holds a paragraph `{{report}}` the report is laid in its place and everything around it stays (a letterhead);
without one the report takes the place of the text.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from drafter.errors import InputError
from drafter.settings import place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from lxml.etree import _Element

MARK = "{{report}}"

_REFERENCES = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link")
_CARRIED = re.compile(
    r"/(?:customXml|comments\w*|people|commentsIds|glossaryDocument|attachedToolbars|keyMapCustomizations|vbaProject)$"
)
MAX_BYTES = 32 * 1024 * 1024
"""The most that a member of the user's file may unpack to."""


def opened(path: str, ours: Document) -> tuple[Document, dict[str, str]]:
    """The user's document with our styles added where it has none of that name, and what our style ids are called there.

    Nothing else of what the file carried stays: no properties, comments, carried drafts or path of another template.
    `InputError` as `read`.
    """
    document = read(path)
    _forget(document)
    return document, _complete(document, ours)


def read(path: str) -> Document:
    """The user's document as it is; `InputError` for a file that is none, is damaged, or is too large."""
    file = place(path)
    try:
        with zipfile.ZipFile(file) as package:
            if any(member.file_size > MAX_BYTES for member in package.infolist()):
                raise InputError(
                    f"the template {path!r} unpacks to more than {MAX_BYTES // 1024 // 1024} MB; it is not read"
                )
        return docx.Document(str(file))
    except (OSError, zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError(f"the template {path!r} cannot be opened; a .docx saved by Word or WPS is expected") from error


def _forget(document: Document) -> None:
    """Everything that the file knows about who made it, and what was carried in it."""
    package = document.part.package
    for owner, kept in (
        (package, lambda kind: kind.endswith("/officeDocument")),
        (document.part, lambda kind: not _CARRIED.search(kind)),
    ):
        for ident, relation in list(owner.rels.items()):
            if not kept(relation.reltype):
                del owner.rels[ident]
    settings = document.settings.element
    for tag in ("w:attachedTemplate", "w:docVars", "w:rsids"):
        for element in settings.findall(qn(tag)):
            settings.remove(element)
    parts = [relation.target_part for relation in document.part.rels.values() if relation.reltype.endswith("/settings")]
    for part in parts:
        for ident, relation in list(part.rels.items()):
            if relation.is_external:
                del part.rels[ident]


def _complete(document: Document, ours: Document) -> dict[str, str]:
    """Our styles under ids that are free, those of a name that the document has left out; our ids to those they have now."""
    theirs = style_ids(document)
    taken = {*theirs.values()}
    renamed = {}
    for style in ours.styles.element.style_lst:
        name, ident = _name(style), str(style.styleId)
        renamed[ident] = theirs.get(name) or (ident if ident not in taken else f"Drafter{ident}")
    for style in ours.styles.element.style_lst:
        if _name(style) in theirs:
            continue
        added = copy.deepcopy(style)
        added.set(qn("w:styleId"), renamed[str(style.styleId)])
        _rename(added, renamed)
        document.styles.element.append(added)
    return renamed


def style_ids(document: Document) -> dict[str, str]:
    """Style names, in Word's own spelling, to the ids of this file: programs rename ids when they save."""
    return {_name(style): str(style.styleId) for style in document.styles.element.style_lst}


def _name(style: BaseOxmlElement) -> str:
    found = style.find(qn("w:name"))
    return "" if found is None else str(found.get(qn("w:val")))


def _rename(element: _Element, ids: Mapping[str, str]) -> None:
    """References to styles by the ids that these have here."""
    for reference in element.iter(*(qn(tag) for tag in _REFERENCES)):
        value = str(reference.get(qn("w:val")))
        reference.set(qn("w:val"), ids.get(value, value))


def lay_in(document: Document, blocks: Sequence[_Element], ids: Mapping[str, str]) -> None:
    """The report's blocks into the document: at its mark, else instead of its text; the section's own settings stand last.

    `ids` are what our style ids are called in this document, where they differ.
    """
    body = document.element.body
    mark = next((p for p in body.iterchildren(qn("w:p")) if _letters(p) == MARK), None)
    if mark is None:
        for block in list(body):
            if block.tag != qn("w:sectPr"):
                body.remove(block)
    index = 0 if mark is None else body.index(mark)
    for offset, block in enumerate(blocks):
        if ids:
            _rename(block, ids)
        body.insert(index + offset, block)
    if mark is not None:
        body.remove(mark)


def _letters(paragraph: _Element) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(qn("w:t"))).strip()
