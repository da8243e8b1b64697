"""Plain text that can be pasted anywhere; Markdown is the same with marks for headings."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.formats import numbering
from drafter.schema import Draft, Finding, Item, Report


def write(draft: Draft, _copy: str, _findings: tuple[Finding, ...] = ()) -> bytes:
    """UTF-8, one paragraph a line, a blank line between."""
    return ("\n\n".join(paragraphs(draft)) + "\n").encode("utf-8")


def paragraphs(draft: Draft, *, title: str = "", part: str = "", lead: str = "") -> Iterator[str]:
    """The report's paragraphs in order; the marks go before the title and part titles, and around run-in headings."""
    report, language = draft.report, draft.request.language
    assert report is not None  # formats.write has looked
    yield title + report.title.replace("\n", "")
    if report.recipient:
        yield report.recipient + ("：" if language == "zh" else ":")
    if report.opening.text:
        yield report.opening.text
    for number, (name, content, gap) in enumerate(numbering.sections(report), 1):
        yield f"{part}{numbering.part_number(language, number)}{name}"
        if gap:
            yield gap
        for count, piece in enumerate(content, 1):
            yield _item(piece, language, (number, count), lead) if isinstance(piece, Item) else piece
    yield from _end(report, language)


def _item(item: Item, language: str, place: tuple[int, int], lead: str) -> str:
    number = numbering.item_number(language, *place)
    stop = numbering.heading_stop(language)
    head = (
        f"{lead}{number}{item.heading}{stop.rstrip()}{lead}{' ' if stop.endswith(' ') else ''}"
        if item.heading
        else number
    )
    return head + item.text + "".join("\n" + "\t".join(row) for row in _rows(item))


def _rows(item: Item) -> tuple[tuple[str, ...], ...]:
    return (item.table.header, *item.table.rows) if item.table else ()


def _end(report: Report, language: str) -> Iterator[str]:
    if report.closing:
        yield "".join(sentence.text for sentence in report.closing)
    if report.attachments:
        from drafter.formats.layout import wording  # only where a report has attachments

        names = [
            f"{n}. {a.title}" if len(report.attachments) > 1 else a.title for n, a in enumerate(report.attachments, 1)
        ]
        yield wording(language)["attachments"] + "\n".join(names)
    if report.signature:
        yield "\n".join(line for line in (report.signature.issuer, report.signature.date) if line)
    for attachment in report.attachments:
        if attachment.paragraphs:
            yield attachment.title
            yield from attachment.paragraphs
