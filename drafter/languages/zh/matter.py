"""What a Chinese statement is about: the thing at its beginning, before what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import prompts
from drafter import text as texts
from drafter.languages.zh.figures import read_figures
from drafter.languages.zh.names import tag

LEAST, MOST = 3, 10
"""Characters of a matter that may lead a sentence; of a single word two are enough."""

_THINGS = ("n", "s", "l", "vn", "an", "nz")
"""Beginnings of the word classes that a matter is made of, and must end with."""

_CLAUSE = re.compile(r"[，,；;。：:（(\s]")


def matter(text: str) -> str:
    """`去年剩的信访积案14件，化了11件` → `信访积案`, `高标准农田建了8000亩` → `高标准农田`; empty where no thing opens it."""
    first = _CLAUSE.split(text.strip(), maxsplit=1)[0]
    figures = read_figures(first)
    said = first[: figures[0].start] if figures else first
    return next((named for piece in reversed(said.split("的")) if (named := _thing(piece))), "")


def _thing(said: str) -> str:
    """The noun, with what belongs to it, that a few words begin with, whatever small words and deeds stand before it."""
    wording = prompts.read_section("zh", "language.toml", "outline")
    words = list(tag(said))
    while words and (words[0][1][0] in "tprmdc" or re.fullmatch(wording["deeds"], words[0][0])):
        words.pop(0)
    kept = words[: _length(words, wording["measures"])]
    named = "".join(word for word, _ in kept)
    if not kept or not (kept[-1][1].startswith(_THINGS) or re.fullmatch(wording["measures"], kept[-1][0])):
        return ""
    fits = LEAST <= len(named) <= MOST or (len(kept) == 1 and len(named) == LEAST - 1)
    return named if fits and re.fullmatch(f"[{texts.HAN}A-Za-z]+", named) else ""


def _length(words: Sequence[tuple[str, str]], measures: str) -> int:
    """How many words from the first belong to one thing: nouns, what a measure ends in (率), and verbs before another noun."""
    for place, (word, kind) in enumerate(words):
        leads = kind[0] in "vab" and place + 1 < len(words) and words[place + 1][1].startswith(_THINGS)
        if not (kind.startswith(_THINGS) or leads or kind == "j" or re.fullmatch(measures, word)):
            return place
    return len(words)
