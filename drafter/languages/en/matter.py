"""What an English statement is about: the thing that it opens with, before its verb or its figure."""

from __future__ import annotations

from drafter.languages.en.grammar import head, tagged

MOST = 5
"""Words of a matter that may lead a sentence."""

_OF_A_THING = ("NOUN", "PROPN", "ADJ", "DET", "VERB.Ger")


def matter(text: str) -> str:
    """`soil tests 430 done with the lab` → `soil tests`; empty where no thing opens it, or one that only points (`it`, `this`)."""
    words = tagged(text)
    length = next((i for i, word in enumerate(words) if not word.tag.startswith(_OF_A_THING)), len(words))
    opening = words[:length]
    if not 0 < length <= MOST or length == len(words) or not opening[-1].tag.startswith(("NOUN", "PROPN")):
        return ""
    return text[opening[0].start : opening[-1].end] if head(opening) is not None else ""
