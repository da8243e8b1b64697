"""What every language's surface is made with: what is left letter by letter is sheltered, and no rule changes a figure.

A sheltered stretch (a quotation, an address, a code) is one private-use character while rules go over the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from drafter.schema import Figure

Polish: TypeAlias = Callable[[str], str]
ReadFigures: TypeAlias = Callable[[str], tuple[Figure, ...]]

SHELTERED = "\ue000-\uf8ff"
"""The characters that stand for sheltered stretches, as a range of a regular expression."""

MOST_SHELTERED = 0x1000
"""Stretches of one text that are sheltered; a text with more is left as it is."""

_FIRST = 0xE000
_TRIES = 4


def without_shelters(text: str) -> str:
    """The text without private-use characters, so that each one in it stands for a sheltered stretch from here on."""
    return re.sub(f"[{SHELTERED}]", "", text)


def shelter(text: str, spans: Iterable[tuple[int, int]], before: int = 0) -> tuple[str, tuple[str, ...]]:
    """The text with each stretch (start, end; in order) as one private-use character, and what these stand for.

    `before` is how many stretches of the text are sheltered already.
    """
    kept: list[str] = []
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], chr(_FIRST + before + len(kept))]
        kept.append(text[start:end])
        last = end
    return "".join([*pieces, text[last:]]), tuple(kept)


def unshelter(text: str, kept: Sequence[str]) -> str:
    """The text with its sheltered stretches back."""
    return "".join(kept[ord(c) - _FIRST] if 0 <= ord(c) - _FIRST < len(kept) else c for c in text)


def under(text: str, rules: Sequence[Polish], read: ReadFigures) -> str:
    """The text under each rule in turn; a rule that would give other figures is passed over."""
    for rule in rules:
        after = rule(text)
        if after != text and _values(after, read) == _values(text, read):
            text = after
    return text


def settled(text: str, once: Polish, read: ReadFigures) -> str:
    """The text under a rule again and again until nothing changes; as it was where it never settles or its figures change."""
    now = text
    for _ in range(_TRIES):  # what one rule leaves may be another's
        before, now = now, once(now)
        if now == before:
            return now if _values(now, read) == _values(text, read) else text
    return text


def _values(text: str, read: ReadFigures) -> list[tuple[str, str, str, str]]:
    """What the figures of a text say, in order; how they are printed aside."""
    return [(f.type, f.value, f.unit, f.modifier) for f in read(text) if f.type != "placeholder"]
