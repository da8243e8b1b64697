"""The day that a line of a diary begins with."""

from __future__ import annotations

import re

from drafter.languages.en.figures import read_figures
from drafter.languages.en.grammar import tagged
from drafter.schema import Figure

_LONGEST = 60
"""Characters within which the day, or the days from and to, must end."""

_WEEKDAY = re.compile(r"(?i)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? (?=\d)")
_RANGE = re.compile(r"\s*(?:-|–|to|until|till|through|thru)\s*")
_BREAK = re.compile(r"\s*(?:[:,.–—-]\s*)?")
_ENTRY = re.compile(r"\s+(?:[A-Z]|(?:to|through)\b)")
_AND = re.compile(r"(?i)(?:and|or|&|/)\b")


def split_day(text: str) -> tuple[str, str]:
    """`14 June open day` → (`on 14 June`, `open day`); both empty where a line begins with no day or speaks of the day itself."""
    opens = _WEEKDAY.match(text)
    start = opens.end() if opens else 0
    days = [figure for figure in read_figures(text[:_LONGEST]) if figure.type == "date" or _is_entry(text, figure)]
    if not days or days[0].start != start or re.fullmatch(r"\d{4}(?:/\d{4})?", days[0].value):
        return "", ""
    said = "in " if re.fullmatch(r"(?:-|\d{4})-(?:\d\d|Q\d)", days[0].value) else "on "
    if days[0].type == "date" and "/" in days[0].value:
        said = "from "  # `April to July`
    end = days[0].end
    if len(days) > 1 and _RANGE.fullmatch(text, days[0].end, days[1].start):
        end, said = days[1].end, "from "
    rest = text[end + len(_BREAK.match(text, end)[0]) :]  # type: ignore[index]  # an empty match matches
    words = tagged(rest)
    if not words or _AND.match(rest) or (rest[0].islower() and words[0].tag in {"AUX.Fin", "ADP", "CCONJ"}):
        return "", ""
    return said + text[:end], rest


def _is_entry(text: str, figure: Figure) -> bool:
    """Whether a fraction is a day without its year: a capital begins the entry (`10/31 Shells measured`, not `10/31 schools`)."""
    return figure.type == "fraction" and "/" in figure.text and _ENTRY.match(text, figure.end) is not None
