"""Blocks as WordprocessingML, in styles, without direct formatting; and where items and findings stand in it.

In a draft copy each item lies in a bookmark, so that it is found again after the file was edited elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from drafter.formats import layout, tables
from drafter.formats.blocks import BREAK, LEAD, TAB, Block, Paragraph, Run
from drafter.formats.comments import Comments
from drafter.formats.layout import Layout

_BREAK, _TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"
_AMBIGUOUS = re.compile("[“”‘’—…·×]")
_EAST = '<w:rFonts w:hint="eastAsia"/>'


def bookmark_of(item: str) -> str:
    """The name of an item's bookmark: `drafter_` and the id, at most 40 characters of Word's letters, no two ids alike."""
    plain = re.fullmatch(r"[A-Za-z0-9.]{1,28}", item)
    return "drafter_" + (item.replace(".", "_") if plain else f"x_{hashlib.sha256(item.encode()).hexdigest()[:24]}")


@dataclass(frozen=True)
class Markup:
    """How blocks are written: under which layout, whether marked (placeholders shaded, items in bookmarks), and which
    comments stand where.
    """

    layout: Layout
    marked: bool = False
    comments: Comments = field(default_factory=Comments)

    def body(self, blocks: Sequence[Block]) -> str:
        """All blocks as the inside of a body."""
        pieces: list[str] = []
        for number, (item, group) in enumerate(
            groupby(blocks, key=lambda b: b.item if isinstance(b, Paragraph) else "")
        ):
            of_item = list(group)
            marks = self._bookmark(item, number) if item and self.marked else ("", "")
            for index, block in enumerate(of_item):
                around = (marks[0] if index == 0 else "", marks[1] if index == len(of_item) - 1 else "")
                pieces.append(self._block(block, *around))
        if blocks and not isinstance(blocks[-1], Paragraph):
            pieces.append(self._block(Paragraph("BodyText", ()), "", ""))  # Word wants a paragraph after a table
        return "".join(pieces)

    def _block(self, block: Block, before: str, after: str) -> str:
        if isinstance(block, Paragraph):
            inside = before + "".join(self._runs(block.runs)) + after
            return f'<w:p><w:pPr><w:pStyle w:val="{block.style}"/></w:pPr>{inside}</w:p>'
        height = self.layout.line if self.layout.language == "zh" else 0
        return tables.table(block, round(self.layout.text_width * 20), round(height * 20), self._cell)

    @staticmethod
    def _bookmark(item: str, number: int) -> tuple[str, str]:
        return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_of(item)}"/>', f'<w:bookmarkEnd w:id="{number}"/>'

    def _runs(self, runs: Sequence[Run]) -> Iterator[str]:
        """The runs, those of one place together under its comment."""
        for place, of_place in groupby(runs, key=lambda run: run.place):
            yield self.comments.anchored(place, "".join(self._run(run.text, run.style) for run in of_place))

    def _cell(self, style: str, text: str) -> str:
        return self._block(Paragraph(style, (Run(text),)), "", "")

    def _run(self, text: str, style: str) -> str:
        """Runs of the text in a character style; where marked, placeholders stand out."""
        if text in (BREAK, TAB):
            return _BREAK if text == BREAK else _TAB
        pieces, last = [], 0
        if self.marked:
            for match in layout.placeholder(self.layout.language).finditer(text):
                pieces.append(self._letters(text[last : match.start()], style))
                pieces.append(self._letters(match[0], "PlaceholderLead" if style == LEAD else "Placeholder"))
                last = match.end()
        return "".join([*pieces, self._letters(text[last:], style)])

    def _letters(self, text: str, style: str) -> str:
        if not text:
            return ""
        look = f'<w:rStyle w:val="{style}"/>' if style else ""
        if self.layout.fonts.latin and _AMBIGUOUS.search(text):  # marks of both scripts are set as Chinese ones
            look += _EAST
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        return f'<w:r>{look}<w:t xml:space="preserve">{layout.xml(text)}</w:t></w:r>'
