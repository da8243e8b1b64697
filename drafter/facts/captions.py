"""Captions in words that nobody foresaw: a short line that says little more than good, bad or next heads what follows.

The hints stand in prompts/<lang>/language.toml under [heads].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, cast

from drafter import prompts
from drafter import text as texts
from drafter.facts.cues import Cues
from drafter.schema import PartName

_ORDER: tuple[PartName, ...] = ("problems", "plans", "achievements")
"""In this order hints are tried: `what did not work` speaks of problems although work is in it."""


_NUMBER = re.compile(r"^[0-9]{1,2}\s+(?=\D|20[0-9][0-9])")
"""A list number without any mark, before words or a year."""


class Head(NamedTuple):
    """A line that heads the lines below it: `part` None where it only says that late or mixed lines follow."""

    part: PartName | None


def find_heads(lines: Sequence[str], cue: Cues) -> dict[int, Head]:
    """The lines (by index) that are captions by their hints, or by standing in a row with captions of the same mark."""
    found = {index: head for index, line in enumerate(lines) if (head := _by_hint(line, index, lines, cue)) is not None}
    marks = {index: mark for index, line in enumerate(lines) if (mark := _head_mark(line, cue))}
    for mark in set(marks.values()):
        row = [index for index in sorted(marks) if marks[index] == mark]
        known = {
            i: p
            for i in row
            if (p := cue.caption(texts.strip_mark(lines[i])) or (found[i].part if i in found else None))
        }
        if len(row) >= 3 and {"problems", "plans"} & set(known.values()):
            found |= {i: Head(_between(i, known)) for i in row if i not in known and i not in found}
    return found


def _by_hint(line: str, index: int, lines: Sequence[str], cue: Cues) -> Head | None:
    """A head by its words: a hint, and hardly anything else."""
    words = _NUMBER.sub("", texts.narrow(texts.strip_mark(line))).strip(" \t#*【】[]()<>《》「」:：=-—–~。.!！")
    if (
        index + 1 == len(lines)
        or not words
        or len(words) > _number(cue, "longest")
        or cue.caption(texts.strip_mark(line))
    ):
        return None
    if cue.reason(texts.strip_mark(line)) or "\t" in line.strip() or re.search(r"[。；;]", words):
        return None
    plain = cue.without_next_year(words)
    if any(figure.type not in {"code", "ordinal"} and re.search(r"\d", figure.text) for figure in cue.figures(plain)):
        return None
    if _rest(plain, "late", cue) <= _number(cue, "late_rest"):
        return Head(None)
    allowed = (
        _number(cue, "rest") if _pattern(cue.language, "shape").search(line.strip()) else _number(cue, "rest_plain")
    )
    inside = re.search(r"[（(]([^（）()]+)[）)]?$", words)
    if inside and (head := _by_hint(inside[1], index, [*lines[:index], inside[1], *lines[index + 1 :]], cue)):
        return head  # `Burnt crusts (what went wrong)`
    for part in _ORDER:
        rest = _rest(plain, part, cue)
        if rest <= allowed or (part == "plans" and plain != words and _bare(plain, cue) <= allowed):
            return Head(part)
    return None


NONE = 999
"""What is left of a line that holds no hint at all: too much."""


def _rest(words: str, key: str, cue: Cues) -> int:
    """How much a line says beside its hint: characters of Chinese, words of English; `NONE` without a hint."""
    left, hints = _pattern(cue.language, key).subn(" ", words)
    return _bare(left, cue) if hints else NONE


def _bare(words: str, cue: Cues) -> int:
    left = words
    for key in (*_ORDER, "filler"):
        left = _pattern(cue.language, key).sub(" ", left)
    return len(re.findall(r"[a-z’']+" if cue.language == "en" else r"\w", left, re.IGNORECASE))


def _head_mark(line: str, cue: Cues) -> str:
    """The mark of a short line without figures that may head a section (`（四）`, `★`), its number left out; else empty."""
    bare = texts.strip_mark(line)
    mark = line.strip()[: len(line.strip()) - len(bare)].strip()
    if not mark or len(bare) > _number(cue, "longest") or re.search("[，。；,;:：\t]", bare) or cue.figures(bare):
        return ""
    return re.sub("[一二三四五六七八九十]+|[0-9０-９]+|[①-⑳]", "0", mark)


def _between(index: int, known: dict[int, PartName]) -> PartName | None:
    """The part of a head by its place among those that are known: what stands between achievements and plans is problems."""
    before = [known[i] for i in sorted(known) if i < index]
    after = [known[i] for i in sorted(known) if i > index]
    if not before:
        return "achievements"
    if before[-1] == "achievements" and after and after[0] == "plans":
        return "problems"
    if before[-1] == "problems" and not after:
        return "plans"
    return before[-1] if after else None


@cache
def _pattern(language: str, key: str) -> re.Pattern[str]:
    table = cast("dict[str, dict[str, str]]", prompts.read_table(language, "language.toml"))["heads"]
    return re.compile(str(table[key]), re.IGNORECASE)


def _number(cue: Cues, key: str) -> int:
    return int(str(cue.table["heads"][key]))
