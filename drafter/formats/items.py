"""The lines of a part as items: headings on their own lines, run-in leads, list numbers, or plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from drafter import text as texts
from drafter.formats.cues import Marked, ReportCues
from drafter.formats.lines import Comment, Line
from drafter.schema import Table

Key: TypeAlias = tuple[Literal["style", "mark", "bold", "plain"], int]
"""How headings of one rank look: a style's level, a sort of list mark, bold, or nothing but being short."""

_FIRST_ZH = re.compile(r"([^。！？：；]{2,}?)(?:。|：(?=.{6}))")
_FIRST_EN = re.compile(r"([^.!?:;]{3,}?)(?:\.|:)\s+(?=[A-Z“\"£$\d\[(])")
_AMOUNT = re.compile(r"[0-9０-９%％]|[XxＸ×*]{2,}|\b(?:was|were|is|are|has|have|will|had)\b")


@dataclass
class Found:
    """An item as found: its heading, its paragraphs in order, a table, and what a reviewer wrote beside it."""

    heading: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    table: Table | None = None
    comments: list[Comment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its paragraphs, a line each."""
        return "\n".join(self.paragraphs)


def key_of(marked: Marked) -> Key:
    """How the line looks as a heading."""
    if marked.line.level:
        return ("style", marked.line.level)
    if marked.rank is not None:
        return ("mark", marked.rank)
    return ("bold" if marked.line.lead else "plain", 0)


def _begins(marked: Marked, key: Key | None, cues: ReportCues) -> bool:
    """Whether the line looks like those that items begin with."""
    if key is None or (key[0] == "plain" and not _is_short(marked, cues)):
        return False
    return key_of(marked) == key or (key[0] == "mark" and marked.rank == key[1])


def find_items(lines: Sequence[Line], cues: ReportCues) -> tuple[list[Found], list[str]]:
    """The items in the lines of a part, and the lines that only lead in to them."""
    marked = [cues.marked(line) for line in lines]
    key = _item_key(marked, cues)
    items: list[Found] = []
    left: list[str] = []
    table: Table | None = None
    told = any(0 < m.line.lead < len(m.line.text) for m in marked if _begins(m, key, cues))
    for index, this in enumerate(marked):
        if this.line.table is not None:
            if items and items[-1].table is None:
                items[-1].table = this.line.table
            elif items:
                items.append(Found(table=this.line.table))
            else:
                table = table or this.line.table
            continue
        following = marked[index + 1] if index + 1 < len(marked) else None
        if key is None or _begins(this, key, cues) or not items:
            if key is not None and not _begins(this, key, cues) and _leads_in(this.line.text):
                left.append(this.line.text)
                continue
            items.append(_started(this, following, key, cues, guess=key is not None and not told))
            items[-1].table, table = table, None
        else:
            items[-1].paragraphs.append(cues.closed(this.line.text))
            items[-1].comments += this.line.comments
    return (items if table is None else [*items, Found(table=table)]), left


def flat(heading: str, lines: Sequence[Line], cues: ReportCues) -> Found:
    """A whole section as one item under its heading."""
    found = Found(heading=heading)
    for line in lines:
        if line.table is not None:
            found.table = found.table or line.table
        else:
            found.paragraphs.append(cues.closed(cues.marked(line).line.text))
        found.comments += line.comments
    return found


def _item_key(marked: Sequence[Marked], cues: ReportCues) -> Key | None:
    """How this part's items begin: a heading's style, else the highest list mark, else bold leads, else short lines."""
    plain = [m for m in marked if m.line.table is None]
    styled = [m for m in plain if m.line.level]
    ranks = [m.rank for m in plain if m.rank is not None]
    if styled and not (all(m.rank is not None for m in styled) and len({m.rank for m in styled}) == 1):
        return ("style", min(m.line.level for m in styled))
    if styled and styled[0].rank is not None:
        rank = styled[0].rank
        bare = [m for m in plain if m.rank == rank and not m.line.level]
        return ("style", styled[0].line.level) if not bare else ("mark", rank)
    if ranks:
        return ("mark", min(ranks))
    if any(m.line.lead for m in plain):
        return ("bold", 0)
    short = [i for i, m in enumerate(plain[:-1]) if _is_short(m, cues) and not _is_short(plain[i + 1], cues)]
    return ("plain", 0) if len(short) >= 2 and short[0] == 0 else None


def _is_short(marked: Marked, cues: ReportCues) -> bool:
    text = marked.line.text
    return len(text) <= cues.lengths["heading"] and not re.search(r"[。；！？.!?]\s*$|[。；！？]", text)


def _leads_in(text: str) -> bool:
    """Whether a paragraph does no more than announce what follows."""
    return len(text) <= 60 and text.rstrip().endswith(("：", ":"))


def _started(this: Marked, following: Marked | None, key: Key | None, cues: ReportCues, *, guess: bool) -> Found:
    """An item that begins with this line: a heading of its own, a run-in one, or none."""
    text, lead = this.line.text, this.line.lead
    found = Found(comments=list(this.line.comments))
    begins = _begins(this, key, cues)
    followed = following is not None and (following.line.table is not None or not _begins(following, key, cues))
    if (
        begins
        and followed
        and (cues.is_heading(this) or (key is not None and key[0] in ("plain", "bold") and _is_short(this, cues)))
    ):
        found.heading = _bare(text)
        return found
    if 0 < lead < len(text) and _is_lead(text[:lead], cues):
        found.heading, rest = _bare(text[:lead]), text[lead:].lstrip(" 。．.：:")
    elif begins and guess and not lead:
        found.heading, rest = split_lead(text, cues)
    else:
        rest = text
    found.paragraphs = [cues.closed(rest)] if rest else []
    return found


def _is_lead(text: str, cues: ReportCues) -> bool:
    return len(text) <= cues.lengths["heading"] and len(texts.split_sentences(text)) == 1


def split_lead(text: str, cues: ReportCues) -> tuple[str | None, str]:
    """A short first sentence that states no amount is a run-in heading; the rest follows it."""
    match = (_FIRST_ZH if cues.stop == "。" else _FIRST_EN).match(text)
    if not match or len(match[1]) > cues.lengths["lead"] or _AMOUNT.search(match[1]) or cues.listing.match(text):
        return None, text
    rest = text[match.end() :].strip()
    return (_bare(match[1]), rest) if rest else (None, text)


def _bare(heading: str) -> str:
    return heading.strip(" \t。．.：:；;，,、")
