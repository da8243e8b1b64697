"""Set phrases of public life: quoted where they always are, in their order, and spelled right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from drafter import marks, prompts
from drafter import text as texts
from drafter.checks.rules import Rules
from drafter.schema import Fact, Finding, Item

CODES = {
    "phrase-unquoted": "a set phrase without its quotation marks",
    "phrase-misspelt": "a set phrase with a wrong character",
    "phrase-order": "set phrases in another order than the fixed one",
}


def check(item: Item, _facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Set phrases of the language's list in an item's sentences."""
    table = prompts.read_section(rules.language, "wording.toml", "phrases")
    first, _, second = str(table["ordered"]).partition(" ")
    for index, sentence in enumerate(item.sentences):
        text = sentence.text
        spans = texts.quoted_spans(text)
        for match in _phrases(rules.language).finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in spans):
                yield rules.finding("phrase-unquoted", "hint", item=item, sentence=index, span=match.span(), remedy="replace",
                                    fix=f"“{match[0]}”", words=match[0])  # fmt: skip
        for bad, good in table["wrong"].items():
            if (at := text.find(bad)) >= 0:
                yield rules.finding("phrase-misspelt", "warning", item=item, sentence=index, span=(at, at + len(bad)),
                                    remedy="replace", fix=good, words=bad, right=good)  # fmt: skip
        if second and -1 < text.find(second) < text.find(first):
            at = text.find(second)
            yield rules.finding(
                "phrase-order",
                "hint",
                item=item,
                sentence=index,
                span=(at, at + len(second)),
                words=second,
                right=first,
            )


@cache
def _phrases(language: str) -> re.Pattern[str]:
    return re.compile(texts.trie_pattern(marks.words(language, "phrases", "quoted", "wording.toml")))
