"""Quoted phrases and 《》 titles stand letter by letter in the sources, the form or the kind's fixed wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter import text as texts
from drafter.checks.rules import Rules
from drafter.schema import Fact, Finding, Item

CODES = {"quote-unsourced": "a quoted phrase or a title in 《》 that no source holds letter by letter"}


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """One finding for each quotation that is in none of the item's facts."""
    known = {texts.content(q) for fact in facts for q in texts.quotations(fact.text)}
    source = texts.content("".join(fact.text for fact in facts))
    fixed = "".join((rules.form_text, *rules.kind.opening, *(t.problems + t.plans for t in rules.kind.themes)))
    for index, sentence in enumerate(item.sentences):
        if sentence.sources == ("kind:gap",):
            continue
        for quote, span in zip(texts.quotations(sentence.text), texts.quoted_spans(sentence.text), strict=True):
            inner = texts.content(quote)
            if inner in known or inner in source or quote in fixed:
                continue
            yield rules.finding("quote-unsourced", "error", item=item, sentence=index, span=span, quote=quote)
