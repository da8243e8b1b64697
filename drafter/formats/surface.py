"""What print asks of a report's letters, put right on export by rule, with a list of what was changed.

The rules are the language's (`languages.*.surface`); they change no figure's value, and no word inside a quotation. The draft
itself stays as it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

from drafter import languages
from drafter.schema import Item, Part, Report, Sentence, Table

_AROUND = 4
"""Characters shown on each side of a change."""


class Change(NamedTuple):
    """A place that was put right: what stood there and what stands there now, with a few characters around it."""

    before: str
    after: str


def polish(text: str, language: str) -> tuple[str, tuple[Change, ...]]:
    """The text as it is printed in that language, and each change; none for a text that is in print already."""
    printed = languages.load(language).polish(text)
    if printed == text:
        return text, ()
    changes = []
    for tag, a, b, c, d in SequenceMatcher(None, text, printed, autojunk=False).get_opcodes():
        if tag != "equal":
            left, right = text[max(0, a - _AROUND) : a], text[b : b + _AROUND]
            changes.append(Change(left + text[a:b] + right, left + printed[c:d] + right))
    return printed, tuple(changes)


def polish_report(report: Report, language: str) -> tuple[Report, tuple[Change, ...]]:
    """The report as it is printed, and every change in reading order. What needs none is the same object as before."""
    changes: list[Change] = []

    def put_right(text: str) -> str:
        printed, found = polish(text, language)
        changes.extend(found)
        return printed

    def lines(text: str) -> str:
        return "\n".join(put_right(row) for row in text.split("\n"))

    update: dict[str, object] = {
        "title": lines(report.title),
        "recipient": put_right(report.recipient),
        "opening": _item(report.opening, put_right),
        **{name: _part(part, put_right) for name, part in report.parts()},
        "others": tuple(
            other.model_copy(update={"title": put_right(other.title), "paragraphs": tuple(map(put_right, other.paragraphs))})
            for other in report.others
        ),
        "closing": _sentences(report.closing, put_right),
        "signature": report.signature
        and report.signature.model_copy(update={"issuer": put_right(report.signature.issuer), "date": put_right(report.signature.date)}),
        "attachments": tuple(
            page.model_copy(update={"title": put_right(page.title), "paragraphs": tuple(map(put_right, page.paragraphs))})
            for page in report.attachments
        ),
    }  # fmt: skip
    return (report.model_copy(update=update) if changes else report), tuple(changes)


def _part(part: Part, put_right: Callable[[str], str]) -> Part:
    update = {"title": put_right(part.title), "items": tuple(_item(item, put_right) for item in part.items)}
    return part.model_copy(update=update)


def _item(item: Item, put_right: Callable[[str], str]) -> Item:
    heading = put_right(item.heading) if item.heading else item.heading
    sentences = _sentences(item.sentences, put_right)
    table = _table(item.table, put_right) if item.table else None
    if (heading, sentences, table) == (item.heading, item.sentences, item.table):
        return item
    return item.model_copy(update={"heading": heading, "sentences": sentences, "table": table})


def _sentences(sentences: tuple[Sentence, ...], put_right: Callable[[str], str]) -> tuple[Sentence, ...]:
    """The sentences put right; those that need nothing are the same objects."""
    printed = ((sentence, put_right(sentence.text)) for sentence in sentences)
    return tuple(s if text == s.text else s.model_copy(update={"text": text}) for s, text in printed)


def _table(table: Table, put_right: Callable[[str], str]) -> Table:
    rows = tuple(tuple(map(put_right, row)) for row in table.rows)
    return table.model_copy(update={"header": tuple(map(put_right, table.header)), "rows": rows})
