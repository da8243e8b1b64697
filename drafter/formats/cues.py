"""The wording by which a report written elsewhere is read, from prompts/<lang>/foreign.toml, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple, TypeAlias, cast

from drafter import prompts
from drafter import text as texts
from drafter.formats.lines import Comment, Line, without
from drafter.schema import PARTS, PartName

Pattern: TypeAlias = re.Pattern[str]
SURE = 2
"""The score from which a heading's words alone name its part."""

_END = " \t：:。.;；,，、"
_INSIDE = re.compile(r"[。；！？!?]|[.;]\s")
_BRACKETED = re.compile(
    r"\s*[【〖［\[「『]\s*(?!待)([^【】〖〗［］\[\]「」『』。；]{2,24}?)\s*[】〗］\]」』]\s*[：:]?\s*"
)
"""A heading in brackets; what is still to be supplied stands in such brackets too."""

_NUMERALS = {char: number for number, char in enumerate("一二三四五六七八九", 1)}


class Marked(NamedTuple):
    """A line without its list mark: the sort of mark (0 the highest; None: no mark), its number (0: none), the rest."""

    rank: int | None
    number: int
    line: Line


@dataclass(frozen=True)
class ReportCues:
    """The cues by which a language's reports are read."""

    marks: tuple[Pattern, ...]
    listing: Pattern
    strip: Pattern
    outside: Pattern
    title: Mapping[str, Pattern]
    recipient: Pattern
    parts: Mapping[str, Pattern]
    words: Mapping[PartName, tuple[tuple[Pattern, int], ...]]
    paragraphs: Mapping[str, Pattern]
    tail: Mapping[str, Pattern]
    lengths: Mapping[str, int]
    about: str
    stop: str

    def marked(self, line: Line) -> Marked:
        """The line with its list mark taken off."""
        for rank, pattern in enumerate(self.marks):
            match = pattern.match(line.text)
            if match and match.end() < len(line.text):
                return Marked(rank, _number(match[0]), without(line, match.end()))
        bracketed = _BRACKETED.fullmatch(line.text)
        if bracketed:
            inside = bracketed[1].strip()
            return Marked(None, 0, replace(line, text=inside, lead=len(inside)))
        return Marked(None, 0, line)

    def is_heading(self, marked: Marked) -> bool:
        """Whether the line is a heading on its own line: short, without a sentence's end, and set apart in some way."""
        text = marked.line.text
        apart = marked.line.level > 0 or marked.rank is not None
        if (
            not text
            or len(text) > self.lengths["marked" if apart else "heading"]
            or _INSIDE.search(text.rstrip(_END))
            or text[-1] in "，,；;"
        ):
            return False
        if self.captions(text):
            return True
        return text[-1] not in "。." and (apart or marked.line.lead >= len(text))

    def captions(self, heading: str) -> tuple[PartName, ...]:
        """The parts that a heading names in so many words."""
        text = heading.strip(_END)
        return tuple(part for part in PARTS if self.parts[part].search(text))

    def score(self, heading: str) -> dict[PartName, int]:
        """How surely a heading names each part: its words' weights, more where it is that part's caption."""
        text = heading.strip(_END)
        scores = {
            part: sum(weight for pattern, weight in self.words[part] if pattern.search(text))
            + (2 if self.parts[part].search(text) else 0)
            for part in PARTS
        }
        if self.parts["done"].search(text) and not scores["problems"]:
            scores["plans"] = min(scores["plans"], 1) if scores["achievements"] >= SURE else scores["plans"]
        return scores

    def is_extra(self, heading: str) -> bool:
        """Whether a heading is of a part beyond the three."""
        return self.parts["extra"].search(heading.strip(_END)) is not None

    def instruction(self, comment: Comment) -> str:
        """A reviewer's comment as an instruction; one on some words only says which."""
        return self.about.format(quote=comment.quote[:60], text=comment.text) if comment.quote else comment.text

    def closed(self, text: str) -> str:
        """The text with a stop at its end, if it has no mark there."""
        return text if not text or text[-1] in "。！？；：，、.!?;:,…”’）)】]" else text + self.stop


def _number(mark: str) -> int:
    """What a list mark counts: `（十二）` is 12, `2.` is 2; 0 for a bullet."""
    if digits := re.findall(r"\d+", mark):
        return int(digits[-1])
    numerals = re.sub(r"[^一二三四五六七八九十]", "", mark)
    tens, ten, ones = numerals.rpartition("十")
    value = _NUMERALS.get(ones[-1:], 0)
    return value + 10 * (_NUMERALS.get(tens[-1:], 1)) if ten else value


@cache
def load(language: str) -> ReportCues:
    """The cues of a language's reports."""
    table = prompts.read_table(language, "foreign.toml")
    parts = prompts.read_section(language, "foreign.toml", "parts")
    flags = re.IGNORECASE if language != "zh" else 0

    def compiled(value: object) -> Pattern:
        listed = [value] if isinstance(value, str) else cast("Sequence[str]", value)
        return re.compile(texts.any_pattern(listed), flags)

    def section(name: str) -> dict[str, Pattern]:
        return {key: compiled(value) for key, value in prompts.read_section(language, "foreign.toml", name).items()}

    weighed = {part: tuple((compiled(words), weight) for words, weight in parts[f"{part}_words"]) for part in PARTS}
    return ReportCues(
        marks=tuple(compiled(pattern) for pattern in cast("Sequence[str]", table["marks"])),
        listing=compiled(table["listing"]),
        strip=compiled(table["strip"]),
        outside=compiled(table["outside"]),
        title=section("title"),
        recipient=section("recipient")["line"],
        parts={key: compiled(value) for key, value in parts.items() if not key.endswith("_words")},
        words=weighed,
        paragraphs=section("paragraphs"),
        tail=section("tail"),
        lengths=prompts.read_section(language, "foreign.toml", "lengths"),
        about=prompts.read_section(language, "foreign.toml", "comment")["about"],
        stop="。" if language == "zh" else ".",
    )
