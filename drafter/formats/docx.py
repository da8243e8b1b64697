"""Word: the report on the page of GB/T 9704-2012, or on a plain A4 page in English, made of real styles.

A pure function from draft to bytes: the layout's page opened with python-docx, the body laid into it, and for a draft copy the
findings as comments and the draft itself as a part. The same draft gives the same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from drafter.formats import carried, comments, layout, own_template, package, surface
from drafter.formats.blocks import blocks_of, signature_indents
from drafter.formats.layout import Layout
from drafter.formats.template import template
from drafter.formats.wordml import Markup
from drafter.schema import Draft, Finding, Signature

if TYPE_CHECKING:
    from docx.document import Document


def write(draft: Draft, copy: str, findings: tuple[Finding, ...], page: Layout) -> bytes:
    """The .docx as bytes. A draft copy has placeholders shaded, findings at the sentences that they speak of, and the
    draft inside; a clean copy has the report, its title and its language, and nothing else.
    """
    assert draft.report is not None  # formats.write has looked
    report, _ = surface.polish_report(draft.report, page.language)
    marked = copy == "draft"
    found = comments.gather(findings if marked else (), report, page.language)
    body = Markup(page, marked, found).body(blocks_of(report, page, layout.names_of(draft)))
    document, ids = docx.Document(io.BytesIO(template(page))), dict[str, str]()
    if page.template:
        document, ids = own_template.opened(page.template, document)
    own_template.lay_in(document, list(parse_xml(f"<w:body {package.W}>{body}</w:body>")), ids)
    if report.signature:
        _indent(document, report.signature, page)
    title = layout.line(layout.one_line(report.title, page.language))
    package.attach_properties(
        document, package.core_properties(title, layout.wording(page.language)["proofing"], dated=marked)
    )
    for member in found.members:
        package.attach(document, member)
    if marked:
        carried.carry(document, draft, page)
    return package.saved(document)


def _indent(document: Document, signature: Signature, page: Layout) -> None:
    """The signature's two right indents, which depend on how wide its name and date are; a page whose styles have no
    such indents stays as it is.
    """
    ids = own_template.style_ids(document)
    indents = signature_indents(signature, seal=page.seal)
    names = ("Signature Name", "Signature Date" if signature.issuer else "Signature Date Only")
    for name, characters in zip(names, indents, strict=True):
        for indent in document.styles.element.get_by_id(ids[name]).iter(qn("w:ind")):
            if indent.get(qn("w:rightChars")) is None:
                continue
            indent.set(qn("w:rightChars"), str(round(characters * 100)))
            indent.set(qn("w:right"), str(round(characters * page.character * 20)))
