"""Plain text that can be pasted into an e-mail; Markdown is the same with marks for headings and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drafter.formats import numbering
from drafter.formats.layout import Layout, language_of, line, one_line, wording
from drafter.schema import Draft, Finding, Item, Report, Table, join_sentences


def write(draft: Draft, _copy: str, _findings: tuple[Finding, ...], _page: Layout) -> bytes:
    """UTF-8, one paragraph a line, a blank line between."""
    return joined(draft, Marks())


def tabbed(table: Table) -> str:
    """A row a line, cells between tabs: pastes into a spreadsheet."""
    return "\n".join("\t".join(line(cell) for cell in row) for row in (table.header, *table.rows))


@dataclass(frozen=True)
class Marks:
    """What stands before the title and part titles and around run-in headings, and how a table is drawn."""

    title: str = ""
    part: str = ""
    lead: str = ""
    table: Callable[[Table], str] = tabbed


def joined(draft: Draft, marks: Marks) -> bytes:
    """The report's paragraphs with a blank line between, as UTF-8."""
    assert draft.report is not None  # formats.write has looked
    found = (*_main(draft.report, language_of(draft), marks), *_end(draft.report, language_of(draft), marks))
    return ("\n\n".join(paragraph for paragraph in found if paragraph.strip()) + "\n").encode("utf-8")


def _main(report: Report, language: str, marks: Marks) -> Iterator[str]:
    yield marks.title + line(one_line(report.title, language))
    if report.recipient:
        yield line(numbering.addressed(language, report.recipient))
    yield line(report.opening.text)
    for number, part in enumerate(numbering.sections(report), 1):
        yield f"{marks.part}{numbering.part_number(language, number)}{line(part.title)}"
        for count, piece in enumerate(part.content, 1):
            if isinstance(piece, str):
                yield line(piece)
                continue
            yield _item(piece, language, numbering.item_number(language, number, count), marks.lead)
            if piece.table:
                yield marks.table(piece.table)
        yield line(part.gap or "")
    yield line(join_sentences(report.closing))


def _item(item: Item, language: str, number: str, lead: str) -> str:
    if not item.heading:
        return number + line(item.text)
    head = number + line(numbering.run_in(language, item.heading))
    return f"{lead}{head.rstrip()}{lead}{head[len(head.rstrip()) :]}{line(item.text)}".rstrip()


def _end(report: Report, language: str, marks: Marks) -> Iterator[str]:
    titles = [line(one_line(attachment.title, language)) for attachment in report.attachments]
    if titles:
        label = wording(language)["attachments"] + ("" if language == "zh" else " ")
        yield label + (
            titles[0] if len(titles) == 1 else "\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
        )
    if report.signature:
        yield "\n".join(line(words) for words in (report.signature.issuer, report.signature.date) if words)
    for attachment in report.attachments:
        if attachment.paragraphs:
            yield marks.part + line(one_line(attachment.title, language))
            yield from (line(paragraph) for paragraph in attachment.paragraphs)
