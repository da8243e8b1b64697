"""Word: the report on the page of GB/T 9704-2012, or on a plain A4 page in English, made of real styles.

A pure function from draft to bytes: a styles-only template opened with python-docx, the body laid into it, and for a draft
copy the findings as comments and the draft itself as a part. The same draft gives the same bytes.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from drafter.formats import carried, comments, layout, package
from drafter.formats.body import Page
from drafter.schema import Draft, Finding, Signature

if TYPE_CHECKING:
    from docx.document import Document


def write(draft: Draft, copy: str, findings: tuple[Finding, ...]) -> bytes:
    """The .docx as bytes. A draft copy has placeholders shaded, findings at the sentences that they speak of, and the
    draft inside; a clean copy has the report, its title and its language, and nothing else.
    """
    report, language = draft.report, layout.language_of(draft)
    assert report is not None  # formats.write has looked
    marked = copy == "draft"
    found = comments.place(findings if marked else (), report, language)
    names = tuple(name for name in (draft.request.unit, draft.request.issuer) if name)
    document = docx.Document(io.BytesIO(_template(language)))
    _fill(document, Page(language, marked, found, names).body(report))
    if report.signature:
        _indent(document, report.signature)
    title = layout.line(report.title.replace("\n", ""))
    properties = package.core_properties(title, layout.wording(language)["proofing"], dated=marked)
    package.attach_properties(document, properties)
    for part in found.parts:
        package.attach(document, part)
    if marked:
        carried.carry(document, draft)
    return package.saved(document)


@cache
def _template(language: str) -> bytes:
    name = "template_gongwen.docx" if language == "zh" else "template_english.docx"
    return (Path(__file__).parent / name).read_bytes()


def _fill(document: Document, body: str) -> None:
    """The blocks before the section's own settings, which stand last in a body."""
    for index, block in enumerate(list(parse_xml(f"<w:body {package.W}>{body}</w:body>"))):
        document.element.body.insert(index, block)


def _indent(document: Document, signature: Signature) -> None:
    """The signature's two right indents, which depend on how wide its name and date are; a page whose styles have no
    such indents stays as it is.
    """
    for style, characters in zip(("SignatureName", "SignatureDate"), signature_indents(signature), strict=True):
        for indent in document.styles.element.get_by_id(style).iter(qn("w:ind")):
            indent.set(qn("w:rightChars"), str(round(characters * 100)))
            indent.set(qn("w:right"), str(round(characters * package.CHARACTER)))


def signature_indents(signature: Signature) -> tuple[float, float]:
    """Right indents of name and date in characters, without a seal (GB/T 9704-2012 §7.3.5.2): the date begins two
    characters to the right of the name's first, and neither comes nearer to the edge than two.
    """
    name, date = layout.width(layout.line(signature.issuer)), layout.width(layout.line(signature.date))
    if not signature.issuer or not signature.date:
        return 2.0, 2.0
    return (2.0, name - date) if date <= name else (4 + date - name, 2.0)
