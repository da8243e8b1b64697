"""Quoted phrases and 《》 titles stand letter by letter in the sources, the form or the kind's fixed wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import comparison
from drafter import text as texts
from drafter.checks.rules import Reading, Rules
from drafter.schema import Fact, Finding, Item

CODES = {"quote-unsourced": "a quoted phrase or a title in 《》 that no source holds letter by letter"}

LEAST = 3
"""Characters from which a quotation may be one of the form's values."""

_QUOTE = re.compile('[“《「"]')
_LONG = re.compile("“([^“”\n]{61,})”|《([^《》\n]{81,})》")


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """One finding for each quotation that is in none of the item's facts; the heading's are held against them too."""
    if not _QUOTE.search("".join((item.heading or "", *(sentence.text for sentence in item.sentences)))):
        return
    said = {fact.id: f"{fact.theme}\n{fact.text}" for fact in facts}  # a label's quotation is printed before its line
    quoted = {name: {_letters(text[s:e]) for s, e in _all_spans(text)} for name, text in said.items()}
    source = "\x1f".join(_letters(_unquoted(f"{fact.text}\n{fact.theme}")) for fact in facts)
    fixed = {_letters(q) for q in texts.quotations("".join((*rules.kind.opening, *_headings(rules))))}
    form = _letters(rules.form_text)
    readings = {reading.index: reading for reading in rules.readings(item, facts)}
    for index, sentence in enumerate(item.sentences):
        if sentence.sources == ("kind:gap",):
            continue
        for start, end in _spans(sentence.text):
            inner = _letters(sentence.text[start:end])
            cited = [quoted[name] for name in sentence.sources if name in quoted] or list(quoted.values())
            known: set[str] = set().union(*cited)
            clipped = any(inner in quote for quote in known)
            if (
                not inner
                or inner in known
                or inner in fixed
                or (len(inner) >= LEAST and inner in form)
                or (inner in source and not clipped)
            ):
                continue
            yield _finding(item, index, (start, end), readings.get(index), rules)
    if item.heading and item.facts:
        for start, end in _spans(item.heading):
            inner = _letters(item.heading[start:end])
            if inner not in source and inner not in fixed:
                yield rules.finding(
                    "quote-unsourced", "error", item=item, span=(start, end), quote=item.heading[start:end], note=""
                )


def _letters(text: str) -> str:
    """Letters, digits and Han, narrow, large and small letters told apart."""
    return "".join(c for c in texts.narrow(text) if c.isalnum())


def _headings(rules: Rules) -> Iterator[str]:
    for theme in rules.kind.themes:
        yield from (*theme.achievements, theme.problems, theme.plans)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return (*texts.quoted_spans(text), *(match.span() for match in _LONG.finditer(text)))


def _all_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where quotations stand, and quotations within quotations."""
    for start, end in _spans(text):
        yield start, end
        for low, high in _spans(text[start + 1 : end - 1]):
            yield start + 1 + low, start + 1 + high


def _unquoted(text: str) -> str:
    """The text without its quotations, a mark where each stood: part of a quotation is no quotation."""
    for start, end in reversed(texts.quoted_spans(text)):
        text = f"{text[:start]}\u3400{text[end:]}"
    return text


def _finding(item: Item, index: int, span: tuple[int, int], reading: Reading | None, rules: Rules) -> Finding:
    """The finding, with the note's own wording where it can be told which quotation was meant."""
    text = item.sentences[index].text
    fact, note = _meant(text[slice(*span)], reading)
    return rules.finding(
        "quote-unsourced", "error", item=item, sentence=index, span=span, quote=text[slice(*span)],
        facts=(fact,) if fact else reading.cited if reading else (), remedy="replace" if note else "", fix=note, note=note,
    )  # fmt: skip


def _meant(quote: str, reading: Reading | None) -> tuple[Fact | None, str]:
    """The note's quotation that this one is nearest to."""
    quotes = [(fact, q) for fact in (reading.cited if reading else ()) for q in texts.quotations(fact.text)]
    if not quotes:
        return None, ""
    fact, best = max(quotes, key=lambda entry: texts.likeness(entry[1], quote))
    return (fact, best) if comparison.read(best).words and texts.likeness(best, quote) >= 0.3 else (None, "")
