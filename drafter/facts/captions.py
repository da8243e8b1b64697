"""What a short line's wording makes of it: the caption of a part, of a theme, or none.

It is learned (prompts/<lang>/heads.tsv); hints stand in prompts/<lang>/language.toml under [heads].
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from drafter import languages, learned, prompts
from drafter import text as texts
from drafter.facts.cues import Cues
from drafter.facts.lines import split_label
from drafter.schema import PARTS, PartName

_HINTED: tuple[PartName, ...] = ("problems", "plans", "achievements")


_NUMBER = re.compile(r"^[0-9]{1,2}\s+(?=20[0-9][0-9])")
"""A list number without any mark, before a year."""

_YEARS = re.compile(r"(?<!\d)(?:FY ?)?20\d\d(?:\s?[-–—/]\s?(?:20)?\d\d)?(?!\d)(?:年度?|学年)?|[’']\d\d\b")

_STATES = re.compile(r"[。；;]|\S\s*\[[^\]]+\]")
"""What no caption has: a stop, or a gap to be filled behind other words (`interim evaluation by [date]`)."""

CLASSES = (*PARTS, "theme", "none")
"""What a short line may be: the caption of a part, of a theme, or no caption."""


_TOLD = {"placeholder", "date", "money", "measure", "percent", "points"}
"""Figures that no caption has, in whatever numerals: `造林一万一千亩`."""


def may_head(line: str, cue: Cues) -> bool:
    """Whether a line is short enough for a caption, and has no figure, stop, gap or tab in it."""
    words = _words(line)
    if (
        not words
        or len(words) > _number(cue, "longest")
        or "\t" in line.strip()
        or _STATES.search(texts.strip_mark(line))
    ):
        return False
    plain = re.sub(str(cue.table["heads"]["spans"]), " ", _YEARS.sub(" ", words))
    figures = (f for f in cue.figures(plain) if f.type not in {"code", "ordinal"})
    return not any(re.search(r"\d", f.text) or f.type in _TOLD for f in figures)


def only_hints(line: str, cue: Cues) -> bool:
    """Whether a line says nothing beside words that hint at a part (`Nay`, `来年攒劲干`)."""
    words = cue.without_next_year(_words(line))
    return any(_rest(words, part, cue) == 0 for part in _HINTED)


def is_late(line: str, cue: Cues) -> bool:
    """Whether a short line says that lines of all parts follow, which came in late."""
    return may_head(line, cue) and _rest(cue.without_next_year(_words(line)), "late", cue) <= _number(cue, "late_rest")


def _words(line: str) -> str:
    return _NUMBER.sub("", texts.narrow(texts.strip_mark(line))).strip(" \t#*【】[]()<>《》「」:：=-—–~。.!！")


def features(line: str, cue: Cues) -> set[str]:
    """What a line's wording and shape say of it as a caption: its words, hints at a part with hardly a word beside, its shape."""
    words = _words(line)
    plain = cue.without_next_year(words)
    found = {*languages.load(cue.language).words(plain), f"#length {min(len(words) // _number(cue, 'step'), 6)}"}
    for part in (*_HINTED, "late"):
        if (rest := _rest(plain, part, cue)) != NONE:
            found.add(f"#{part} {min(rest, 4)}")
    if plain != words:
        found.add("#next year")
    if known := cue.caption(texts.strip_mark(line)):
        found.add(f"#known {known}")
    if match := _pattern(cue.language, "shape").search(line.strip()):
        found.add(f"#shape {'end' if match.start() else 'start'}")
    return found


def class_of(line: str, cue: Cues) -> dict[str, float]:
    """How likely (0 to 1) a line's wording makes it a caption of each part, of a theme, or none; what it has in brackets
    may say more (`Burnt crusts (what went wrong)`).
    """
    said = [dict(zip(CLASSES, learned.likely(features(text, cue), cue.language, "heads.tsv"), strict=True))
            for text in (line, *_in_brackets(line, cue))]  # fmt: skip
    return max(said, key=lambda likely: max(likely[part] for part in PARTS)) if len(said) > 1 else said[0]


def _in_brackets(line: str, cue: Cues) -> list[str]:
    match = re.search(r"\S\s*[（(]([^（）()]+)[）)]?$", _words(line))
    return [match[1]] if match and may_head(match[1], cue) else []


def split_lead(line: str, cue: Cues) -> tuple[PartName | None, str]:
    """The part whose caption opens a line before a colon, in whatever words, and the rest of the line; without one: the line."""
    known, rest = cue.leading_caption(line)
    if known is not None:
        return known, rest
    if coming := cue.after_next_year(line):
        return "plans", coming
    label, said = split_label(line)
    if not may_name(label, cue):
        return None, line
    likely = class_of(f"{label}:", cue)
    best = max(PARTS, key=lambda part: likely[part])
    agreed = cue.surely(said) in {None, best}  # `网购投诉：` names a matter where what follows is plainly a plan
    return (best, said) if likely[best] >= SURE and agreed else (None, line)


def may_name(label: str, cue: Cues) -> bool:
    """Whether a label before a colon may be a caption: it is no correction's, no figure's name and nobody's who wrote in a chat."""
    if not label or cue.is_data_label(label) or cue.is_speaker(label) or cue.is_correction(label):
        return False
    return may_head(label, cue)


def part_of(line: str, cue: Cues) -> PartName | None:
    """The part whose caption a line is, or begins with."""
    return cue.caption(line) or split_lead(line, cue)[0]


SURE = 0.7
"""How likely (0 to 1) a label before a colon must be the caption of a part: its line alone tells little more."""

NONE = 999
"""What is left of a line that holds no hint at all: too much."""


def _rest(words: str, key: str, cue: Cues) -> int:
    """How much a line says beside its hint: characters of Chinese, words of English; `NONE` without a hint."""
    left, hints = _pattern(cue.language, key).subn(" ", words)
    return _bare(left, cue) if hints else NONE


def _bare(words: str, cue: Cues) -> int:
    left = words
    for key in (*_HINTED, "filler"):
        left = _pattern(cue.language, key).sub(" ", left)
    return len(re.findall(r"[a-z’']+" if cue.language == "en" else r"\w", left, re.IGNORECASE))


@cache
def _pattern(language: str, key: str) -> re.Pattern[str]:
    table = cast("dict[str, dict[str, str]]", prompts.read_table(language, "language.toml"))["heads"]
    return re.compile(str(table[key]), re.IGNORECASE)


def _number(cue: Cues, key: str) -> int:
    return int(str(cue.table["heads"][key]))
