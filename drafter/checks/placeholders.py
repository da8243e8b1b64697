"""Placeholders stay visible until the writer fills them: listed while they stand, an error when a value took their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checks.rules import Rules
from drafter.schema import Fact, Finding, Item

CODES = {
    "placeholder": "a figure or words still to be supplied (XX, 待补充, to be confirmed)",
    "placeholder-lost": "a fact's placeholder does not stand in the item that carries the fact",
}

_BRACKETS = re.compile(r"【待[^】]*】|\[[^\[\]]*(?:to be|TBC|TBD)[^\[\]]*\]")


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Placeholders in the text, and those of the facts that are no longer there."""
    standing = 0
    for index, sentence in enumerate(item.sentences):
        spans = [(*match.span(), match[0]) for match in _BRACKETS.finditer(sentence.text)]
        spans += [
            (f.start, f.end, f.counted + f.text)
            for f in rules.figures(sentence.text)
            if f.type == "placeholder" and not any(s <= f.start < e for s, e, _ in spans)
        ]
        for start, end, words in sorted(spans):
            standing += 1
            yield rules.finding(
                "placeholder", "warning", item=item, sentence=index, span=(start, end),
                mark=words,
            )  # fmt: skip
    asked = sum(1 for fact in facts if fact.id in item.facts for f in fact.figures if f.type == "placeholder")
    if item.sentences and standing < asked:
        holders = tuple(fact for fact in facts if "placeholder" in fact.flags and fact.id in item.facts)
        yield rules.finding("placeholder-lost", "error", item=item, facts=holders, count=str(asked - standing))
