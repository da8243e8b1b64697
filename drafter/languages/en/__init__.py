"""English: its verbs, as `drafter.languages.Language` lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from drafter import hints
from drafter import text as texts
from drafter.comparison import STEM
from drafter.languages.en.figures import read_figures
from drafter.languages.en.form import is_head, read_form
from drafter.languages.en.grammar import tagged
from drafter.languages.en.matter import matter
from drafter.languages.en.names import read_names, renamed
from drafter.languages.en.prose import compose
from drafter.languages.en.sentences import hangs
from drafter.languages.en.surface import polish
from drafter.languages.en.targets import answers

__all__ = [
    "compose",
    "heading_from",
    "is_head",
    "matter",
    "pieces",
    "polish",
    "read_figures",
    "read_form",
    "read_names",
    "renamed",
    "say_row",
    "split_statements",
    "split_turn",
    "topics",
    "words",
]

_TURN = re.compile(
    r"^(.{8,}?)[,;.]?\s+(?:(?:but|however,?|although|though|unfortunately,?|sadly,?)\s+(?=.{8})|(?=\d+ of (?:them|these|which|those)\b))(.{8,})$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}+(?!'t\b)")  # won't has nothing of won
_ENDING = re.compile(r"(?<=\w{3})(?:(?<=[sxz])es|(?<!s)s|ing|ed|er)$")
_YS = re.compile("(?:ies|ied)$")


@lru_cache(maxsize=1024)  # a line is asked for by each of those who judge it
def words(text: str) -> frozenset[str]:
    """Words, pairs of neighbours and stems in small letters, any number as 0; endings, how the text begins and ends, runs of
    word classes, and how the words speak.
    """
    found = re.findall("[a-z’']+|0", re.sub(r"\d[\d.,]*", "0", texts.narrow(text).lower()))
    pairs = {f"{one} {other}" for one, other in pairwise(found)}
    endings = {f"-{word[-3:]}" for word in found if len(word) > 4}  # a shorter word is hardly more than its ending
    classes = ["^", *(word.tag for word in tagged(text)), "$"]
    grammar = {f"/{one} {other}" for one, other in pairwise(classes)} | {f"/{' '.join(classes[:4])}"}
    denied = (
        {"/not"}
        if re.search(r"\b(?:no|not|never|nobody|none|without|nothing|cannot)\b|n[’']t\b", text, re.IGNORECASE)
        else set()
    )
    said = hints.found([word.replace("’", "'") for word in found], "en", " ")
    stems = {f"~{stem}" for stem in topics(text)}
    ends = {*(f"^{word}" for word in found[:1]), *(f"{word}$" for word in found[-1:])}
    return frozenset({*found, *pairs, *stems, *endings, *ends, *grammar, *denied, *said})


def topics(text: str) -> list[str]:
    """Words of three letters and more without their endings, in order: `sessions` and `session` are one."""
    words_ = _WORD.findall(texts.narrow(text).lower().replace("’", "'").replace("'s", ""))
    return [_YS.sub("y", _ENDING.sub("", word)) for word in words_]


def pieces(text: str) -> set[str]:
    """The first four letters of each longer word: `advised` and `advice` share them."""
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{5,}", texts.narrow(text).lower())}


def split_statements(text: str) -> tuple[str, ...]:
    """Cut at semicolons and sentence ends outside brackets and quotations; never empty."""
    cut = [s.strip() for piece in texts.cut_outside(text, ";", "([“", ")]”") for s in texts.split_sentences(piece)]
    said: list[str] = []
    for piece in (piece for piece in cut if texts.content(piece)):
        if said and (hangs(piece) or answers(said[-1], piece)):
            said[-1] += f"; {piece}"
        else:
            said.append(piece)
    return tuple(said) or (text.strip(),)


def split_turn(text: str) -> tuple[str, str]:
    """Before and after but, however, although …; the second empty without one."""
    match = _TURN.match(text)
    return (match[1].strip(), match[2].strip()) if match else (text, "")


def say_row(cells: Sequence[str], header: Sequence[str]) -> str:
    """`(Trees, 5,000, 6,350)` under `(Objective, Target, Actual)` → `Trees: actual 6,350 (target 5,000)`."""
    if not header or len(header) < len(cells):
        return ", ".join(cell for cell in cells if cell)
    pairs = [(name.strip(), cell) for name, cell in zip(header, cells, strict=False) if cell]
    named = bool(pairs) and not re.fullmatch(r"[\d.,%£$€ ]+", pairs[0][1])
    lead = f"{pairs[0][1]}: " if named else ""
    return lead + ", ".join(_say_cell(name, cell) for name, cell in (pairs[1:] if named else pairs))


def _say_cell(name: str, cell: str) -> str:
    number = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", ",", cell)
    return f"{number} in {name}" if re.fullmatch(r"(?:19|20)\d\d", name) else f"{name.lower()} {number}"


def heading_from(_text: str) -> str:
    """English headings come from the kind."""
    return ""
