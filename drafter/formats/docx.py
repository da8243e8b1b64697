"""Word: the report on the page of GB/T 9704-2012, or on a plain A4 page in English, made of real styles.

A pure function from draft to bytes: a styles-only template, the body written into it as one string, and for a draft copy
the findings as comments and the draft itself as a part. The same draft gives the same bytes.
"""

from __future__ import annotations

import re

from drafter.formats import carried, comments, layout, package
from drafter.formats.body import Page
from drafter.schema import Draft, Finding, Signature


def write(draft: Draft, copy: str, findings: tuple[Finding, ...]) -> bytes:
    """The .docx as bytes. A draft copy has placeholders shaded, findings at the sentences that they speak of, and the
    draft inside; a clean copy has the report, its title and its language, and nothing else.
    """
    report, language = draft.report, layout.language_of(draft)
    assert report is not None  # formats.write has looked
    marked = copy == "draft"
    found = comments.place(findings if marked else (), report, language)
    names = tuple(name for name in (draft.request.unit, draft.request.issuer) if name)
    body = Page(language, marked, found, names).body(report)
    members = dict(package.template("template_gongwen.docx" if language == "zh" else "template_english.docx"))
    members[package.MAIN] = members[package.MAIN].replace("<w:body>", f"<w:body>{body}", 1)
    if report.signature:
        members["word/styles.xml"] = _indented(members["word/styles.xml"], report.signature)
    title = layout.line(report.title.replace("\n", ""))
    properties = package.core_properties(title, layout.wording(language)["proofing"], dated=marked)
    members = package.add(members, properties, owner="")
    for part in found.parts:
        members = package.add(members, part)
    return package.pack(carried.carry(members, draft) if marked else members)


def _indented(styles: str, signature: Signature) -> str:
    """The styles with the signature's two indents, which depend on how wide its name and date are; a page without
    such indents stays as it is.
    """
    for style, characters in zip(("SignatureName", "SignatureDate"), signature_indents(signature), strict=True):
        indent = f'w:rightChars="{round(characters * 100)}" w:right="{round(characters * package.CHARACTER)}"'
        styles = re.sub(
            rf'(w:styleId="{style}">(?:(?!</w:style>).)*<w:ind )[^>]*(/>)', rf"\g<1>{indent}\g<2>", styles, count=1
        )
    return styles


def signature_indents(signature: Signature) -> tuple[float, float]:
    """Right indents of name and date in characters, without a seal (GB/T 9704-2012 §7.3.5.2): the date begins two
    characters to the right of the name's first, and neither comes nearer to the edge than two.
    """
    name, date = layout.width(layout.line(signature.issuer)), layout.width(layout.line(signature.date))
    if not signature.issuer or not signature.date:
        return 2.0, 2.0
    return (2.0, name - date) if date <= name else (4 + date - name, 2.0)
