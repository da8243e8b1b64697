"""A report as the blocks of its page, in printed order: paragraphs in styles and tables. Word and the preview print the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from drafter import beyond
from drafter.formats import layout, numbering
from drafter.formats.layout import Layout
from drafter.formats.title import ROW, title_rows
from drafter.schema import Attachment, Item, Report, Sentence, Signature, Table, join_sentences

SHORT = 40
"""Up to so many characters an item with a run-in heading stands in the navigation pane, whole."""

Anchor: TypeAlias = tuple[str, int | None]
"""Item id and sentence index; no index: the item's number and heading, or the title of what stands beyond the three parts."""

TITLE: Anchor = ("", None)
"""Where the report as a whole is spoken of."""

LEAD = "Heading2Char"
"""The style of a heading that runs in, and of a number before a text."""

BREAK, TAB = "\n", "\t"

_OWN_LEAD = re.compile(r"（[一二三四五六七八九十百]+）(?:[^。]{1,30}。)?")
"""A level mark that stands in a paragraph already, with its short heading."""


class Run(NamedTuple):
    """Letters of one look: the text (`BREAK` and `TAB` stand alone), its character style, and what it belongs to."""

    text: str
    style: str = ""
    place: Anchor | None = None


class Paragraph(NamedTuple):
    """A paragraph: its style, its runs, and the item that it belongs to (empty: none)."""

    style: str
    runs: tuple[Run, ...]
    item: str = ""

    @property
    def text(self) -> str:
        """The paragraph's letters."""
        return "".join(layout.line(run.text) if run.text not in (BREAK, TAB) else run.text for run in self.runs)


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class _Printer:
    """Turns a report into blocks under a layout; `names` are not broken in a title."""

    layout: Layout
    names: tuple[str, ...]

    @property
    def language(self) -> str:
        return self.layout.language

    def blocks(self, report: Report) -> Iterator[Block]:
        main = list(self._main(report))
        if report.signature and not report.attachments:
            main[-1] = _kept_with_next(main[-1])
        yield from main
        yield from self._list_of(report.attachments)
        if report.signature:
            yield from _signature(report.signature)
        several = len(report.attachments) > 1
        for number, attachment in enumerate(report.attachments, 1):
            if attachment.paragraphs:
                yield from self._attachment(attachment, str(number) if several else "", (f"attachments/{number}", None))

    def _main(self, report: Report) -> Iterator[Block]:
        yield Paragraph("Title", self._title(report.title, TITLE))
        if report.recipient:
            yield _plain("Recipient", numbering.addressed(self.language, report.recipient))
        if report.opening.sentences:
            yield Paragraph("BodyText", tuple(_sentences(report.opening, (report.opening.id, None))), report.opening.id)
        for number, part in enumerate(numbering.sections(report), 1):
            place = (part.name, None) if part.name else None
            yield _plain("Heading1", numbering.part_number(self.language, number) + part.title, place)
            for count, piece in enumerate(part.content, 1):
                if isinstance(piece, Item):
                    yield from self._item(piece, numbering.item_number(self.language, number, count))
                else:
                    yield _verbatim(piece)
            if part.gap:
                yield _plain("BodyText", part.gap)
        if report.closing:
            yield _plain("BodyText", join_sentences(report.closing), (beyond.CLOSING, None))

    def _title(self, title: str, place: Anchor | None = None) -> tuple[Run, ...]:
        chinese = self.language == "zh"
        most = min(ROW, self.layout.text_width / self.layout.title_size)
        rows = title_rows(title, self.names, most) if chinese else title.split("\n")
        runs = [Run(piece, "", place) for row in rows for piece in (BREAK, row)]
        return tuple(runs[1:])

    def _item(self, item: Item, number: str) -> Iterator[Block]:
        """A heading runs in before its sentences, or stands on its own line; one without sentences always does."""
        heading, here = item.heading or "", (item.id, None)
        alone = heading and (not item.sentences or self.layout.headings == "own-line")
        if alone:
            yield Paragraph("Heading2", (Run(number + numbering.own_line(heading), "", here),), item.id)
        if item.sentences or not heading:
            lead = "" if alone else number + (numbering.run_in(self.language, heading) if heading else "")
            runs = ((Run(lead, LEAD, here),) if lead else ()) + tuple(_sentences(item))
            yield Paragraph("BodyText" if alone else _style_of(lead + item.text), runs, item.id)
        if item.table and item.table.header:
            yield item.table

    def _list_of(self, attachments: tuple[Attachment, ...]) -> Iterator[Paragraph]:
        """The attachments by name after the text (§7.3.4): the first beside the word, the others under it."""
        label, gap = layout.wording(self.language)["attachments"], () if self.language == "zh" else (Run(TAB),)
        for number, attachment in enumerate(attachments, 1):
            mark = f"{number}. " if len(attachments) > 1 else ""
            later = "AttachmentsLast" if number == len(attachments) else "AttachmentsNext"
            style = "AttachmentOnly" if not mark else "Attachments" if number == 1 else later
            lead = (Run(label), *gap) if number == 1 else gap
            yield Paragraph(style, (*lead, Run(mark + layout.one_line(attachment.title, self.language))))

    def _attachment(self, attachment: Attachment, number: str, place: Anchor) -> Iterator[Paragraph]:
        """An attachment's own pages (§7.3.7)."""
        gap = "" if self.language == "zh" or not number else " "
        yield _plain("AttachmentMark", layout.wording(self.language)["attachment"] + gap + number)
        yield Paragraph("AttachmentTitle", self._title(attachment.title, place))
        yield from (_plain("BodyText", paragraph) for paragraph in attachment.paragraphs)


def blocks_of(report: Report, page: Layout, names: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """The report's blocks, from the title to the last attachment; `names` are kept whole in titles."""
    return tuple(_Printer(page, names).blocks(report))


def _plain(style: str, text: str, place: Anchor | None = None) -> Paragraph:
    return Paragraph(style, (Run(text, "", place),))


def _signature(signature: Signature) -> Iterator[Paragraph]:
    if signature.issuer:
        yield _plain("SignatureName", signature.issuer)
    if signature.date:
        yield _plain("SignatureDate" if signature.issuer else "SignatureDateOnly", signature.date)


def _verbatim(text: str) -> Paragraph:
    """A paragraph as it came; a level mark that it begins with looks like ours."""
    match = _OWN_LEAD.match(text)
    lead = match[0] if match else ""
    runs = (Run(lead, LEAD), Run(text[len(lead) :])) if lead else (Run(text),)
    return Paragraph(_style_of(text) if lead else "BodyText", runs)


def _sentences(item: Item, whole: Anchor | None = None) -> Iterator[Run]:
    """Each sentence as a run of its place; joined as everywhere, so that the text is the item's text."""
    before = Sentence(text="")
    for index, sentence in enumerate(item.sentences):
        text = join_sentences((before, sentence))[len(before.text) :]
        yield Run(text, "", whole or (item.id, index))
        before = sentence if sentence.text else before


def _style_of(text: str) -> str:
    return "BodyLead" if len(layout.line(text).strip()) <= SHORT else "BodyText"


def _kept_with_next(block: Block) -> Block:
    """The last paragraph, or the last attachment named, goes with the signature, which never stands alone (§7.3.5.5)."""
    if isinstance(block, Paragraph) and block.style in ("BodyText", "BodyLead"):
        return block._replace(style=f"{block.style}Last")
    return block


def signature_indents(signature: Signature, *, seal: bool = False) -> tuple[float, float]:
    """Right indents of name and date in characters.

    Without a seal (GB/T 9704-2012 §7.3.5.2) the date begins two characters to the right of the name's first, and neither comes
    nearer to the edge than two. With one (§7.3.5.1) the date stands four in, and the name is centred over it.
    """
    name, date = layout.width(layout.line(signature.issuer)), layout.width(layout.line(signature.date))
    if not signature.issuer or not signature.date:
        return (4.0, 4.0) if seal else (2.0, 2.0)
    if seal:
        outer = max(0.0, (name - date) / 2 - 4.0)
        return max(0.0, 4.0 + (date - name) / 2), 4.0 + outer
    return (2.0, name - date) if date <= name else (4 + date - name, 2.0)
