"""How a short line stands among the others: its mark, and what tells a head from an entry of a list (prompts/<lang>/shapes.tsv)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from drafter import text as texts
from drafter.facts.cues import Cues
from drafter.schema import Note

LONGER = 1.5
"""How many times as long as a head the line below it mostly is."""


def mark(line: str) -> str:
    """A line's mark and brackets with numbers left out: what heads of one level share (`（0）`, `■`, `【】`)."""
    bare = texts.strip_mark(line)
    before = line.strip()[: len(line.strip()) - len(bare)].strip()
    before = re.sub(r"[一二三四五六七八九十]+|[0-9０-９]+|[①-⑳]|\b(?:[IVX]+|[A-Za-z])\b", "0", before)
    before = re.sub("[\u2600-\u2604\u2607-\u27bf\U0001f000-\U0001faff]\ufe0f?", "☺", before)  # `✅ done`, `⚠ trouble`
    return before + re.match(r"\W*", bare)[0] + "|" + re.search(r"[:：】\]）)*#=]*$", bare)[0]  # type: ignore[index]  # both match nothing


class Standing(NamedTuple):
    """What is known of all lines before any of them is judged: their marks, how many lines have each and how many of these hold a
    figure, and the marks of the known captions of problems and plans.
    """

    marks: tuple[str, ...]
    lines: Counter[str]
    figured: Counter[str]
    known: frozenset[str]


def standing(notes: Sequence[Note], cue: Cues, outlined: Collection[int] = ()) -> Standing:
    """How the lines of the notes stand among each other, looked at once; `outlined`: those whose number (`1.2`) was cut off."""
    marks = tuple(("0 " if index in outlined else "") + mark(note.text) for index, note in enumerate(notes))
    held = [its for note, its in zip(notes, marks, strict=True) if cue.bears_fact(note.text)]
    known = {its for note, its in zip(notes, marks, strict=True)
             if cue.caption(texts.strip_mark(note.text)) in {"problems", "plans"}}  # fmt: skip
    return Standing(marks, Counter(marks), Counter(held), frozenset(known))


def shape(index: int, notes: Sequence[Note], stand: Standing, none: float, cue: Cues) -> set[str]:
    """How a short line stands among the others; `none` is how likely its wording is no caption's."""
    text, below, marks = notes[index].text.strip(), notes[index + 1].text.strip(), stand.marks
    alike = stand.lines[marks[index]] - 1
    figured = stand.figured[marks[index]] - cue.bears_fact(notes[index].text)
    said = {f"#wording {max(-4, min(4, round(math.log((1.01 - none) / (none + 0.01)))))}"}
    tests = {
        "#apart": notes[index].apart,
        "#marked": marks[index] != "|",
        "#bullet": marks[index][0] in "-*•·▪○",
        "#alone": not alike,
        "#others of its mark are short": alike > 0 and not figured,
        "#others of its mark hold figures": figured > alike / 3,
        "#marks below": bool(re.match(r"\W", below)) and not re.match(r"\W", text),
        "#figures below": cue.bears_fact(below),
        "#longer below": len(below) > LONGER * len(text),
        "#same mark below": marks[index + 1] == marks[index],
        "#same mark above": index > 0 and marks[index - 1] == marks[index],
        "#stop": bool(re.search(r"[.!。！]$", text)),
        "#comma": bool(re.search("[,，]", text)),
        "#capital": text[:1].isupper(),
        "#colon": text[-1:] in {":", "："},
    }
    if {"#marked", "#same mark above", "#others of its mark hold figures"} <= {
        name for name, holds in tests.items() if holds
    }:
        said.add("#one of a list")
    return said | {name for name, holds in tests.items() if holds}
