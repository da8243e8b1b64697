"""Word: the report on the page of GB/T 9704-2012 (or a plain A4 page in English), made of real styles.

The body is written as one XML string into a styles-only template; the same draft gives the same bytes. A draft copy
shades placeholders, carries findings as comments and the draft in a custom XML part; a clean copy holds the report.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
from docx.oxml.parser import parse_xml

from drafter import text as texts
from drafter.formats import carried, numbering
from drafter.formats.build_templates import pack
from drafter.formats.layout import title_rows, width, wording
from drafter.schema import Draft, Finding, Item, Report, Signature, Table

if TYPE_CHECKING:
    from docx.document import Document

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STAMP = datetime(2025, 1, 1)  # noqa: DTZ001  # a constant: a file says nothing of when it was made, and is reproducible
_PLACEHOLDER = re.compile(
    r"【待[^】]*】|\[[^\[\]]*(?:to be|TBC|TBD)[^\[\]]*\]|XXXX年XX月XX日|(?<![A-Za-z])[XＸ×]{2,4}(?![A-Za-z])"
)
SHORT = 40
"""Characters up to which an item with a run-in heading stands in the navigation pane as a whole."""

UNIT = 315
"""Twips of a character at 3号 with the page's spacing: 15.75 pt."""


def write(draft: Draft, copy: str, findings: tuple[Finding, ...]) -> bytes:
    """The .docx as bytes; comments stand at the sentence that they speak of."""
    report, language = draft.report, draft.request.language
    assert report is not None  # formats.write has looked
    page = _Page(language, marked=copy == "draft")
    document = docx.Document(io.BytesIO(_template(language)))
    body = document.element.body
    xml = f"<w:body {_W}>{''.join(page.paragraphs(report))}</w:body>"
    for index, paragraph in enumerate(list(parse_xml(xml))):
        body.insert(index, paragraph)
    if copy == "draft":
        _comment(document, findings, language)
        carried.carry(document, draft)
    properties = document.core_properties
    properties.title = (
        texts.printable(report.title).replace("\n", "").replace("\t", " ")[:255]
    )  # the package format's limit
    properties.language = "zh-CN" if language == "zh" else "en-GB"
    properties.created = properties.modified = _STAMP
    out = io.BytesIO()
    document.save(out)
    return _restamp(out.getvalue())


@cache
def _template(language: str) -> bytes:
    name = "template_gongwen.docx" if language == "zh" else "template_english.docx"
    return (Path(__file__).parent / name).read_bytes()


def _restamp(data: bytes) -> bytes:
    """The same package with constant times, so that equal drafts give equal files."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return pack({name: package.read(name) for name in package.namelist()})


class _Page:
    """Turns a report into WordprocessingML paragraphs. `marked` shades placeholders and names sentences for comments."""

    def __init__(self, language: str, *, marked: bool) -> None:
        self.language = language
        self.marked = marked

    def paragraphs(self, report: Report) -> Iterator[str]:
        """Every paragraph in printed order."""
        rows = title_rows(report.title) if self.language == "zh" else report.title.split("\n")
        yield self._paragraph("Title", "<w:r><w:br/></w:r>".join(self._runs(row) for row in rows))
        if report.recipient:
            yield self._paragraph("Recipient", self._runs(report.recipient + ("：" if self.language == "zh" else ":")))
        if report.opening.sentences:
            yield self._paragraph("BodyText", self._sentences(report.opening))
        for number, (title, content, gap) in enumerate(numbering.sections(report), 1):
            yield self._paragraph("Heading1", self._runs(numbering.part_number(self.language, number) + title))
            if gap:
                yield self._paragraph("BodyText", self._runs(gap))
            for count, piece in enumerate(content, 1):
                if isinstance(piece, Item):
                    yield from self._item(piece, numbering.item_number(self.language, number, count))
                else:
                    yield self._paragraph("BodyText", self._runs(piece))
        yield from self._end(report)

    def _item(self, item: Item, number: str) -> Iterator[str]:
        """A run-in heading in its level's linked style, then the sentences; a heading alone is a real heading."""
        lead = ""
        if item.heading:
            stop = numbering.heading_stop(self.language)
            if not item.sentences:
                yield self._paragraph("Heading2", self._runs(number + item.heading))
                return
            lead = self._runs(number + item.heading + stop, "Heading2Char")
        else:
            lead = self._runs(number)
        size = len(number) + len(item.heading or "") + len(item.text)
        yield self._paragraph("BodyLead" if item.heading and size < SHORT else "BodyText", lead + self._sentences(item))
        if item.table:
            yield self._table(item.table)

    def _sentences(self, item: Item) -> str:
        pieces: list[str] = []
        for index, sentence in enumerate(item.sentences):
            blank = " " if index and item.sentences[index - 1].text[-1:].isascii() else ""
            pieces.append(self._named(item, index, self._runs(blank + sentence.text)))
        return "".join(pieces)

    def _named(self, item: Item, index: int, runs: str) -> str:
        """The runs between private marks that `_comment` looks for and takes out again."""
        if not self.marked:
            return runs
        name = escape(f"{item.id}#{index}", {'"': "&quot;"})
        return f'<w:proofErr w:type="spellStart" w:at="{name}"/>{runs}<w:proofErr w:type="spellEnd" w:at="{name}"/>'

    def _runs(self, text: str, style: str = "") -> str:
        """Runs of the text; in a draft copy placeholders stand out."""
        if not self.marked or style:
            return _run(text, style)
        pieces, last = [], 0
        for match in _PLACEHOLDER.finditer(text):
            pieces += [_run(text[last : match.start()]), _run(match[0], "Placeholder")]
            last = match.end()
        return "".join([*pieces, _run(text[last:])])

    def _paragraph(self, style: str, runs: str, more: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'

    def _table(self, table: Table) -> str:
        columns = len(table.header)
        each = 8844 // columns
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for _ in range(columns))
        rows = "".join(self._row(row, each, head=index == 0) for index, row in enumerate((table.header, *table.rows)))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{each * columns}" w:type="dxa"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def _row(self, cells: Sequence[str], each: int, *, head: bool) -> str:
        mark = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
        return f"<w:tr>{mark}" + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{each}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{self._paragraph('TableText', self._runs(cell))}</w:tc>"
            for cell in cells
        ) + "</w:tr>"  # fmt: skip

    def _end(self, report: Report) -> Iterator[str]:
        if report.closing:
            yield self._paragraph("BodyText", "".join(self._runs(s.text) for s in report.closing))
        several = len(report.attachments) > 1
        for number, attachment in enumerate(report.attachments, 1):
            mark = f"{number}. " if several else ""
            lead = wording(self.language)["attachments"] if number == 1 else ""
            style = "Attachments" if number == 1 else "AttachmentsNext"
            yield self._paragraph(style, self._runs(f"{lead}{mark}{attachment.title}"))
        if report.signature:
            yield from self._signature(report.signature)
        for number, attachment in enumerate(report.attachments, 1):
            if attachment.paragraphs:
                yield self._paragraph(
                    "AttachmentMark",
                    self._runs(wording(self.language)["attachment"] + (str(number) if several else "")),
                )
                yield self._paragraph("AttachmentTitle", self._runs(attachment.title))
                for paragraph in attachment.paragraphs:
                    yield self._paragraph("BodyText", self._runs(paragraph))

    def _signature(self, signature: Signature) -> Iterator[str]:
        """Name and date by the rule for papers without a seal (GB/T 9704-2012 §7.3.5.2); indents in characters."""
        name_right, date_right = _signature_indents(signature)
        for style, text, right in (
            ("SignatureName", signature.issuer, name_right),
            ("SignatureDate", signature.date, date_right),
        ):
            indent = (
                f'<w:ind w:rightChars="{round(right * 100)}" w:right="{round(right * UNIT)}"/>'
                if self.language == "zh"
                else ""
            )
            if text:
                yield self._paragraph(style, self._runs(text), indent)


def _signature_indents(signature: Signature) -> tuple[float, float]:
    """Right indents of name and date: the date begins two characters to the right of the name's first."""
    name, date = width(signature.issuer), width(signature.date)
    return (2.0, name - date) if date <= name else (4 + date - name, 2.0)


def _run(text: str, style: str = "") -> str:
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(texts.printable(text).replace(chr(9), " ").replace(chr(10), " "))}</w:t></w:r>'


def _comment(document: Document, findings: Sequence[Finding], language: str) -> None:
    """Findings as comments on their sentence, the others on the title; the private marks are taken out."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    marks = list(document.element.body.iter(qn("w:proofErr")))
    anchors: dict[str, list[object]] = {}
    for mark in marks:
        if mark.get(qn("w:type")) == "spellStart":
            runs = []
            node = mark.getnext()
            while node is not None and node.tag != qn("w:proofErr"):
                runs.append(node)
                node = node.getnext()
            anchors[str(mark.get(qn("w:at")))] = runs
    for mark in marks:
        mark.getparent().remove(mark)
    title = document.paragraphs[0]
    author = wording(language)["comment_author"]
    for finding in findings:
        if finding.severity == "hint" and finding.item is None:
            continue
        nodes = _anchor(finding, anchors)
        runs = [Run(node, title) for node in (nodes[0], nodes[-1])] if nodes else list(title.runs[:1])  # type: ignore[arg-type]  # lxml elements
        comment = document.add_comment(runs, text=texts.printable(finding.message), author=author, initials="")
        comment._comment_elm.set(qn("w:date"), _STAMP.strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: SLF001  # python-docx stamps the present


def _anchor(finding: Finding, anchors: dict[str, list[object]]) -> list[object]:
    if finding.item is None:
        return []
    index = finding.sentence or 0
    return anchors.get(f"{finding.item}#{index}", [])
