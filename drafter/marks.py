"""Words that turn a statement (direction, negation, how far a thing has got), found in a text; see prompts/<lang>/claims.toml."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import cast

from drafter import prompts
from drafter import text as texts
from drafter.remembering import remembered

CLASSES = ("up", "down", "negation", "soft", "undo", "plan", "going", "done")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with its place in the text and the classes it belongs to."""

    start: int
    end: int
    word: str
    classes: frozenset[str]


@cache
def words(language: str, table: str, key: str, file: str = "claims.toml") -> tuple[str, ...]:
    """A list of a language's table: words parted by blanks, or by bars where the words themselves have blanks."""
    text = cast("dict[str, dict[str, str]]", prompts.read_table(language, file))[table][key]
    pieces = text.replace("\n", " ").split("|") if "|" in text else text.split()
    return tuple(piece.strip() for piece in pieces if piece.strip())


@cache
def pattern(language: str, table: str, key: str) -> re.Pattern[str]:
    """Any word of a list of claims.toml, the longest first; never matches where the list is empty."""
    listed = words(language, table, key)
    if any(word.isascii() for word in listed) and language != "zh":
        return re.compile(rf"(?i)(?<![\w’'-])(?:{texts.trie_pattern(tuple(w.lower() for w in listed))})(?![\w’'])")
    return re.compile(texts.trie_pattern(listed))


@cache
def _classes(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in CLASSES:
        for word in words(language, "marks", name):
            found.setdefault(word.lower(), set()).add(name)
    for word in words(language, "marks", "plain"):
        found[word.lower()] = set()
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _any_mark(language: str) -> re.Pattern[str]:
    body = texts.trie_pattern(tuple(_classes(language)))
    return re.compile(body if language == "zh" else rf"(?<![\w’'-])(?:{body})(?![\w’'])")


@remembered
def find(text: str, language: str) -> tuple[Mark, ...]:
    """The marks of a text in order, the longest word at each place; words that only look like marks are left out."""
    classes = _classes(language)
    return tuple(
        [
            Mark(*match.span(), word, found)
            for match in _any_mark(language).finditer(texts.narrow(text).lower())
            if (found := classes[word := match[0]])
        ]
    )


def touching(text: str, language: str, start: int, end: int) -> tuple[Mark, ...]:
    """The marks of a text that touch a stretch of it."""
    found = find(text, language)
    first = bisect_right(found, start, key=lambda mark: mark.end)
    return found[first : bisect_left(found, end, lo=first, key=lambda mark: mark.start)]


def within(text: str, language: str, start: int, end: int) -> frozenset[str]:
    """The classes of all marks that touch a stretch of a text."""
    found = [mark.classes for mark in touching(text, language, start, end)]
    return frozenset().union(*found) if found else _NONE


_NONE: frozenset[str] = frozenset()


@cache
def signs(language: str, key: str) -> frozenset[str]:
    """The single characters of a list of claims.toml that hint at a class by themselves."""
    return frozenset("".join(words(language, "marks", key)))
