"""Quoted phrases and 《》 titles stand letter by letter in the sources, the form or the kind's fixed wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import comparison
from drafter import text as texts
from drafter.checks.rules import Reading, Rules
from drafter.schema import Fact, Finding, Item

CODES = {"quote-unsourced": "a quoted phrase or a title in 《》 that no source holds letter by letter"}

_LONG = re.compile("“([^“”\n]{61,})”|《([^《》\n]{81,})》")


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """One finding for each quotation that is in none of the item's facts; the heading's are held against them too."""
    known = {texts.content(q) for fact in facts for q in texts.quotations(fact.text)}
    source = "\x1f".join(texts.content(f"{fact.text}\n{fact.theme}") for fact in facts)
    fixed = texts.content("".join((rules.form_text, *rules.kind.opening, *(_headings(rules)))))
    readings = {reading.index: reading for reading in rules.readings(item, facts)}
    for index, sentence in enumerate(item.sentences):
        if sentence.sources == ("kind:gap",):
            continue
        for start, end in _spans(sentence.text):
            inner = texts.content(sentence.text[start:end])
            if not inner or inner in known or inner in source or inner in fixed:
                continue
            yield _finding(item, index, (start, end), readings.get(index), rules)
    if item.heading and item.facts:
        for start, end in _spans(item.heading):
            inner = texts.content(item.heading[start:end])
            if inner not in source and inner not in fixed:
                yield rules.finding(
                    "quote-unsourced", "error", item=item, span=(start, end), quote=item.heading[start:end], note=""
                )


def _headings(rules: Rules) -> Iterator[str]:
    for theme in rules.kind.themes:
        yield from (*theme.achievements, theme.problems, theme.plans)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return (*texts.quoted_spans(text), *(match.span() for match in _LONG.finditer(text)))


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
