"""An item's paragraphs as they came back from a word processor, as heading and sentences; what was not touched keeps its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import text as texts
from drafter import tracing
from drafter.formats import cues, items, numbering, returned
from drafter.formats.lines import Line
from drafter.schema import Fact, Item, Sentence

SHORT = 48
"""The most characters of a Chinese heading on its own line; an English one may have twice as many."""

_STOPS = " 　。．.：:；;，,、"
_INSIDE = re.compile(r"[。；！？!?]|\.\s")


def same_words(item: Item, lines: Sequence[Line], language: str, *, numbered: bool) -> bool:
    """Whether the lines say what the item prints."""
    forms = returned.forms(item, language) if numbered else (returned.plain(item.text),)
    return said(lines, numbered=numbered) in forms


def said(lines: Sequence[Line], *, numbered: bool) -> str:
    """The lines' words without the printed number, a line each."""
    first = returned.unnumbered(lines[0]) if numbered else lines[0]
    return "\n".join(filter(None, (returned.plain(line.text) for line in (first, *lines[1:]))))


def read_words(item: Item, lines: Sequence[Line], language: str) -> tuple[str | None, str]:
    """Heading and text of an item that changed. The old heading is known again; a new one by its look."""
    rows = [line for line in (returned.unnumbered(lines[0]), *lines[1:]) if line.text]
    if not rows:
        return None, ""
    first, rest = rows[0], joined([returned.plain(line.text) for line in rows[1:]], language)
    text = returned.plain(first.text)
    heading, body = _split(item, first, text, language, followed=bool(rest) or not item.sentences)
    if heading and returned.plain(numbering.own_line(item.heading or "")) == heading:
        heading = item.heading
    return heading, joined([piece for piece in (body, rest) if piece], language)


def _split(item: Item, first: Line, text: str, language: str, *, followed: bool) -> tuple[str | None, str]:
    """The heading that a first line is or begins with, and the rest of it."""
    if item.heading:
        run_in = returned.plain(numbering.run_in(language, item.heading))
        if text.startswith(run_in):
            return item.heading, text[len(run_in) :].strip()
    is_short = len(text) <= SHORT * (1 if language == "zh" else 2) and not _INSIDE.search(text.rstrip(_STOPS))
    if followed and is_short and (first.level or item.heading or first.lead >= len(text)):
        return _bare(text), ""
    if 0 < first.lead < len(text):
        head = re.split(r"(?<=[。！？])|(?<=[.!?])\s", text[: first.lead], maxsplit=1)[0] or text[: first.lead]
        return _bare(head), text[len(head) :].strip(_STOPS if head[-1:] not in _STOPS else " ")
    if not item.versions and not item.sentences:  # a new one
        return items.split_lead(text, cues.load(language))
    if item.heading:
        head, body = _first(text)
        if body and (texts.likeness(head, item.heading) >= returned.ALIKE or _begins_like(body, item)):
            return _bare(head), body
    return None, text


def _first(text: str) -> tuple[str, str]:
    pieces = re.split(r"(?<=[。：])|(?<=[.:])\s", text, maxsplit=1)
    return (pieces[0], pieces[1].strip()) if len(pieces) == 2 else (text, "")


def _begins_like(body: str, item: Item) -> bool:
    start = returned.plain(item.sentences[0].text)[:8] if item.sentences else ""
    return bool(start) and body.startswith(start)


def _bare(heading: str) -> str | None:
    return heading.strip(_STOPS) or None


def joined(pieces: Sequence[str], language: str) -> str:
    """Paragraphs of one item in a row."""
    return ("" if language == "zh" else " ").join(pieces)


def read_sentences(
    text: str, before: Sequence[Sentence], shown: Sequence[Sentence], facts: Sequence[Fact], language: str
) -> tuple[Sentence, ...]:
    """The text's sentences. Those of `before` that stand at its start and its end as they were printed (`shown`) stay as they
    were, the others are traced anew.
    """
    printed = [returned.plain(sentence.text) for sentence in shown]
    head, start = 0, 0
    while head < len(before) and text.startswith(printed[head], start):
        start = _after_blank(text, start + len(printed[head]))
        head += 1
    tail, end = len(before), len(text)
    while tail > head and printed[tail - 1] and text.endswith(printed[tail - 1], start, end):
        end = len(text[: end - len(printed[tail - 1])].rstrip())
        tail -= 1
    middle = text[start:end].strip() if end > start else ""
    known = dict(zip(printed, before, strict=True))
    traced = tracing.align(middle, facts, shown, language) if middle else ()
    return (*before[:head], *(known.get(sentence.text, sentence) for sentence in traced), *before[tail:])


def _after_blank(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at
