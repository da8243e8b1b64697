"""The body of a Word file: a report's paragraphs as WordprocessingML, in styles, without direct formatting.

Both pages, the Chinese and the English one, are printed by this; how they look is in the templates' styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from drafter.formats import layout, numbering, tables
from drafter.formats.comments import TITLE, Comments
from drafter.schema import Attachment, Item, Report, Sentence, Signature, join_sentences

SHORT = 40
"""Up to so many characters an item with a run-in heading stands in the navigation pane, whole."""

GRID = 579
"""Twips of a line of the Chinese page, 22 of which make 225 mm."""

_BREAK = "<w:r><w:br/></w:r>"
_TAB = "<w:r><w:tab/></w:r>"
_OWN_LEAD = re.compile(r"（[一二三四五六七八九十百]+）(?:[^。]{1,30}。)?")
"""A level mark that stands in a paragraph already, with its short heading."""


class Paragraph(NamedTuple):
    """A paragraph: its style, and its runs as XML."""

    style: str
    runs: str

    @property
    def xml(self) -> str:
        """The paragraph as WordprocessingML."""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.style}"/></w:pPr>{self.runs}</w:p>'


Block: TypeAlias = Paragraph | str
"""A paragraph, or a table as XML."""


@dataclass(frozen=True)
class Page:
    """What printing needs to know: the language, whether placeholders are shaded, which comments stand where,
    and the names that a title is not broken in.
    """

    language: str
    marked: bool = False
    comments: Comments = field(default_factory=Comments)
    names: tuple[str, ...] = ()

    def body(self, report: Report) -> str:
        """Everything from the title to the last attachment."""
        blocks = list(self._main(report))
        if report.signature or report.attachments:
            blocks[-1] = _kept_with_next(blocks[-1])
        blocks += self._end(report)
        if isinstance(blocks[-1], str):
            blocks.append(Paragraph("BodyText", ""))  # Word wants a paragraph after a table
        return "".join(block if isinstance(block, str) else block.xml for block in blocks)

    def _main(self, report: Report) -> Iterator[Block]:
        yield Paragraph("Title", self.comments.anchored(TITLE, self._title(report.title)))
        if report.recipient:
            yield Paragraph("Recipient", self._runs(numbering.addressed(self.language, report.recipient)))
        if report.opening.sentences:
            about = self.comments.anchored((report.opening.id, None), self._sentences(report.opening))
            yield Paragraph("BodyText", about)
        for number, part in enumerate(numbering.sections(report), 1):
            yield Paragraph("Heading1", self._runs(numbering.part_number(self.language, number) + part.title))
            for count, piece in enumerate(part.content, 1):
                if isinstance(piece, Item):
                    yield from self._item(piece, numbering.item_number(self.language, number, count))
                else:
                    yield self._verbatim(piece)
            if part.gap:
                yield Paragraph("BodyText", self._runs(part.gap))
        if report.closing:
            yield Paragraph("BodyText", self._runs(join_sentences(report.closing)))

    def _title(self, title: str) -> str:
        rows = layout.title_rows(title, self.names) if self.language == "zh" else title.split("\n")
        return _BREAK.join(self._runs(row) for row in rows)

    def _item(self, item: Item, number: str) -> Iterator[Block]:
        """A heading runs in before its sentences; one without sentences stands on its own line as a real heading."""
        heading = item.heading or ""
        here = (item.id, None)
        if heading and not item.sentences:
            yield Paragraph("Heading2", self.comments.anchored(here, self._runs(number + heading)))
        else:
            lead = number + (numbering.run_in(self.language, heading) if heading else "")
            runs = self.comments.anchored(here, self._runs(lead, "Heading2Char"))
            yield Paragraph(_style_of(lead + item.text), runs + self._sentences(item))
        if item.table:
            width, height = (8844, GRID) if self.language == "zh" else (9026, 0)  # twips between the margins; of a row
            yield tables.table(item.table, width, height, self._cell)

    def _verbatim(self, text: str) -> Paragraph:
        """A paragraph as it came; a level mark that it begins with looks like ours."""
        match = _OWN_LEAD.match(text)
        lead = match[0] if match else ""
        return Paragraph(
            _style_of(text) if lead else "BodyText", self._runs(lead, "Heading2Char") + self._runs(text[len(lead) :])
        )

    def _sentences(self, item: Item) -> str:
        """Each sentence with its comment; joined as everywhere, so that the text is the item's text."""
        pieces: list[str] = []
        before = Sentence(text="")
        for index, sentence in enumerate(item.sentences):
            text = join_sentences((before, sentence))[len(before.text) :]
            pieces.append(self.comments.anchored((item.id, index), self._runs(text)))
            before = sentence if sentence.text else before
        return "".join(pieces)

    def _end(self, report: Report) -> Iterator[Block]:
        yield from self._list_of(report.attachments)
        if report.signature:
            yield from self._signature(report.signature)
        several = len(report.attachments) > 1
        for number, attachment in enumerate(report.attachments, 1):
            if attachment.paragraphs:
                yield from self._attachment(attachment, str(number) if several else "")

    def _list_of(self, attachments: tuple[Attachment, ...]) -> Iterator[Paragraph]:
        """The attachments by name after the text (§7.3.4): the first beside the word, the others under it."""
        label, gap = layout.wording(self.language)["attachments"], "" if self.language == "zh" else _TAB
        for number, attachment in enumerate(attachments, 1):
            mark = f"{number}. " if len(attachments) > 1 else ""
            style = "AttachmentOnly" if not mark else "Attachments" if number == 1 else "AttachmentsNext"
            lead = self._runs(label) + gap if number == 1 else gap
            yield Paragraph(style, lead + self._runs(mark + attachment.title))

    def _signature(self, signature: Signature) -> Iterator[Paragraph]:
        if signature.issuer:
            yield Paragraph("SignatureName", self._runs(signature.issuer))
        if signature.date:
            style = "SignatureDate" if signature.issuer else "SignatureDateOnly"
            yield Paragraph(style, self._runs(signature.date))

    def _attachment(self, attachment: Attachment, number: str) -> Iterator[Paragraph]:
        """An attachment's own pages (§7.3.7)."""
        gap = "" if self.language == "zh" or not number else " "
        yield Paragraph("AttachmentMark", self._runs(layout.wording(self.language)["attachment"] + gap + number))
        yield Paragraph("AttachmentTitle", self._title(attachment.title))
        yield from (Paragraph("BodyText", self._runs(paragraph)) for paragraph in attachment.paragraphs)

    def _cell(self, style: str, text: str) -> str:
        return Paragraph(style, self._runs(text)).xml

    def _runs(self, text: str, style: str = "") -> str:
        """Runs of the text in a character style; where marked, placeholders stand out."""
        if not self.marked:
            return _run(text, style)
        pieces, last = [], 0
        for match in layout.placeholder(self.language).finditer(text):
            pieces += [
                _run(text[last : match.start()], style),
                _run(match[0], "PlaceholderLead" if style else "Placeholder"),
            ]
            last = match.end()
        return "".join([*pieces, _run(text[last:], style)])


def _style_of(text: str) -> str:
    return "BodyLead" if len(layout.line(text).strip()) <= SHORT else "BodyText"


def _kept_with_next(block: Block) -> Block:
    """The last paragraph goes with the signature, which never stands alone on a page (§7.3.5.5)."""
    if isinstance(block, Paragraph) and block.style in ("BodyText", "BodyLead"):
        return block._replace(style=f"{block.style}Last")
    return block


def _run(text: str, style: str = "") -> str:
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{layout.xml(text)}</w:t></w:r>'
