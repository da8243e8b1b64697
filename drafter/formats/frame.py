"""The frame of a report written elsewhere: title and recipient in front; closing, signature and attachments behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drafter.formats.cues import ReportCues
from drafter.formats.lines import Line
from drafter.schema import Attachment, Signature

FRONT, BACK = 8, 40
"""So many lines from either end are looked at for what stands around a report."""


@dataclass
class Frame:
    """What stands around the text, the lines of the text itself, and what belongs to neither."""

    lines: list[Line]
    title: str = ""
    recipient: str = ""
    closing: list[str] = field(default_factory=list)
    signature: Signature | None = None
    attachments: tuple[Attachment, ...] = ()
    left: list[str] = field(default_factory=list)
    behind: list[Line] = field(default_factory=list)


def find(lines: Sequence[Line], cues: ReportCues) -> Frame:
    """Take the frame off; foreign marks (pay walls) are cut out of every line."""
    cleaned = [replace(line, text=cues.strip.sub("", line.text).strip()) if line.text else line for line in lines]
    frame = Frame([line for line in cleaned if line.text or line.table])
    _outside(frame, cues)
    _front(frame, cues)
    pages = _attachment_pages(frame, cues)
    listed = _listed(frame.lines, cues)
    frame.signature = _signature(frame, cues)
    listed = listed or _listed(frame.behind, cues)
    pages = pages or _titled_pages(frame, listed)
    frame.left += [line.rows or line.text for line in frame.behind]
    _closing(frame, cues)
    frame.attachments = _joined(listed, pages)
    return frame


def _outside(frame: Frame, cues: ReportCues) -> None:
    """Lines that are no part of a report: a chatbot's greeting, a source, how often a page was read."""
    kept: list[Line] = []
    for index, line in enumerate(frame.lines):
        near = index < FRONT or index >= len(frame.lines) - FRONT
        if near and not line.level and line.table is None and cues.outside.search(line.text):
            frame.left.append(line.text)
        else:
            kept.append(line)
    frame.lines = kept


def _front(frame: Frame, cues: ReportCues) -> None:
    """Title (of one or more lines), what stands under it, and the recipient."""
    rows = _title_rows(frame.lines[:FRONT], cues)
    if rows:
        join = "" if cues.stop == "。" else " "
        frame.title = join.join(piece.strip() for row in rows for piece in row.text.split("\n")).strip("《》* ")
        frame.lines = frame.lines[len(rows) :]
    for line in frame.lines[:FRONT]:
        if line.table is None and not line.level and cues.title["below"].search(line.text) and len(line.text) <= 90:
            frame.left.append(line.text)
            frame.lines.remove(line)
        elif line.text == frame.title:
            frame.lines.remove(line)
        elif line.table is None and cues.recipient.search(line.text) and not _names_part(line, cues):
            frame.recipient = re.sub(r"(?i)^(?:to\s*:?|for the attention of\s*:?)\s+", "", line.text).strip(" ：:,，")
            frame.lines.remove(line)
            break
        else:
            break


def _names_part(line: Line, cues: ReportCues) -> bool:
    marked = cues.marked(line)
    is_title = marked.rank is None and cues.title["sure"].search(line.text) is not None
    return bool(cues.captions(marked.line.text)) and not is_title


def _title_rows(lines: Sequence[Line], cues: ReportCues) -> list[Line]:
    """The lines at the front that make up the title: of the title's style, else up to the word that ends a title."""
    styled = [line for line in lines if line.title]
    if styled and lines[0].title:
        return [line for index, line in enumerate(lines) if line.title and all(row.title for row in lines[:index])]
    if lines and lines[0].level == 1 and not _names_part(lines[0], cues):
        return list(lines[:1])
    rows: list[Line] = []
    for index, line in enumerate(lines):
        if not _may_be_title(line, cues) or (not rows and index):
            break
        rows.append(line)
        following = lines[index + 1] if index + 1 < len(lines) else None
        goes_on = following is not None and cues.title["goes_on"].search(following.text) is not None
        if cues.title["ends"].search(line.text) and not (goes_on and following and _may_be_title(following, cues)):
            return rows
    first = rows[:1]
    return first if first and (first[0].centred or first[0].lead >= len(first[0].text) or len(lines) > 1) else []


def _may_be_title(line: Line, cues: ReportCues) -> bool:
    text = line.text
    if line.table is not None or not text or len(text) > cues.lengths["title"] or text[-1] in "。；，：.;,:":
        return False
    return cues.marked(line).rank is None and not _names_part(line, cues) and not cues.title["below"].search(text)


def _signature(frame: Frame, cues: ReportCues) -> Signature | None:
    """The date at the end, and the short line before it."""
    for index in range(len(frame.lines) - 1, len(frame.lines) // 3, -1):
        line = frame.lines[index]
        together = cues.tail["together"].search(line.text)
        rows = [row.strip() for row in line.text.split("\n")]
        if together:
            issuer, date, taken = together["issuer"], together["date"], 1
        elif len(rows) == 2 and cues.tail["date"].search(rows[1]):
            issuer, date, taken = rows[0], rows[1], 1
        elif line.text and cues.tail["date"].search(line.text):
            issuer, date, taken = _issuer(frame.lines[:index], cues), line.text, 1
            taken += bool(issuer)
        else:
            continue
        if not issuer and len(frame.lines) - index > 4:
            continue
        frame.behind = frame.lines[index + 1 :]
        del frame.lines[index + 1 - taken :]
        return Signature(issuer=re.sub(r"^[^：:]{2,4}[：:]\s*", "", issuer).strip(), date=date.strip())
    return None


def _issuer(lines: Sequence[Line], cues: ReportCues) -> str:
    if not lines or lines[-1].table is not None or lines[-1].level:
        return ""
    text = lines[-1].text
    is_issuer = cues.tail["issuer"].search(text) and cues.marked(lines[-1]).rank is None and not cues.captions(text)
    return text if is_issuer and not cues.tail["attachments"].search(text) else ""


def _closing(frame: Frame, cues: ReportCues) -> None:
    while frame.lines and frame.lines[-1].text and cues.paragraphs["closing"].search(frame.lines[-1].text):
        frame.closing.insert(0, frame.lines.pop().text)


def _listed(lines: list[Line], cues: ReportCues) -> list[str]:
    """The titles in the list of attachments; its lines are taken off."""
    for index in range(max(len(lines) - BACK, 0), len(lines)):
        match = cues.tail["attachments"].search(lines[index].text)
        if not match:
            continue
        titles = [match["rest"] or match["rest2"] or ""]
        end = index + 1
        while end < len(lines) and _is_next(lines[end]):
            titles.append(lines[end].text)
            end += 1
        del lines[index:end]
        return [bare for title in titles for row in title.split("\n") if (bare := _unnumbered(row))]
    return []


def _is_next(line: Line) -> bool:
    return (
        line.table is None and re.match(r"\s*\d{1,2}\s*[.．、]", line.text) is not None and line.text[-1] not in "。；"
    )


def _unnumbered(title: str) -> str:
    return re.sub(r"^\s*\d{1,2}\s*[.．、]\s*", "", title).strip().strip("。；;")


def _attachment_pages(frame: Frame, cues: ReportCues) -> list[Attachment]:
    """The attachments themselves: from a line that says no more than that one begins."""
    marks = [i for i, line in enumerate(frame.lines) if line.text and cues.tail["attachment"].search(line.text)]
    marks = [i for i in marks if i >= len(frame.lines) // 3]
    pages = []
    for start, end in zip(marks, [*marks[1:], len(frame.lines)], strict=False):
        inside = frame.lines[start + 1 : end]
        title = inside[0].text if inside and inside[0].table is None else ""
        rest = inside[1:] if title else inside
        pages.append(Attachment(title=title, paragraphs=tuple(line.rows or line.text for line in rest)))
    if marks:
        del frame.lines[marks[0] :]
    return pages


def _titled_pages(frame: Frame, titles: Sequence[str]) -> list[Attachment]:
    """The attachments behind the signature that begin with no more than a title out of the list; a page for each in it."""
    places = {line.text: at for at, line in enumerate(frame.behind) if line.text in titles}
    if not places:
        return []
    ends = sorted([*places.values(), len(frame.behind)])
    pages = []
    for title in titles:
        at = places.get(title)
        inside = frame.behind[at + 1 : ends[ends.index(at) + 1]] if at is not None else []
        pages.append(Attachment(title=title, paragraphs=tuple(line.rows or line.text for line in inside)))
    frame.behind = frame.behind[: min(places.values())]
    return pages


def _joined(titles: Sequence[str], pages: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Listed titles with their pages, by order; a page without a title of its own has the listed one."""
    joined = []
    for index in range(max(len(titles), len(pages))):
        page = pages[index] if index < len(pages) else Attachment(title="")
        title = titles[index] if index < len(titles) else page.title
        joined.append(page.model_copy(update={"title": title or page.title}))
    return tuple(joined)
