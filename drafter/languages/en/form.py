"""What the first lines of English notes say of the form: whose report it is, of what sort and of when.

Wording stands in prompts/en/language.toml under [form].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafter import prompts
from drafter import text as texts
from drafter.languages.en.dates import MONTH_NAMES

_FIRST = 6
"""Lines in which the form is looked for."""

_NAME = re.compile(r"(?:The )?[A-Z][\w’'&.-]*(?: (?:[A-Z][\w’'&.-]*|of|the|for|and|&|in|on|at))* [A-Z][\w’'&.-]*")

_OPEN = re.compile(r"(?:^|[.;|,)/]|\s{2}|\t)[\s#*•>–—-]*$")
"""A place at which a key may stand."""


class Head(NamedTuple):
    """What a line says that only heads the notes: whose they are, and of when; either may be empty."""

    unit: str
    period: str


class _Patterns(NamedTuple):
    """The patterns of [form.head], compiled."""

    periods: tuple[re.Pattern[str], ...]
    parts: re.Pattern[str]
    paper: re.Pattern[str]
    small: re.Pattern[str]
    addressed: re.Pattern[str]
    mail: re.Pattern[str]
    charity: re.Pattern[str]


def read_form(lines: Sequence[str]) -> dict[str, str | int]:
    """Organisation, year, recipient and so on, out of the first lines and `key: value` pairs."""
    table = prompts.read_section("en", "language.toml", "form")
    head = [texts.narrow(line) for line in lines[:_FIRST]]
    heads = [read_head(line) for line in head]
    form: dict[str, str | int] = {}
    for field in ("unit", "recipient", "issuer", "author", "date", "period"):
        matches = [m for p in table[field] for line in head if (m := re.search(p, line)) and _is_key(m, field)]
        form[field] = next(map(_value, matches), "")
    told = next((found for found in heads if found and found.unit), None)
    form["unit"] = form["unit"] or (told.unit if told else "") or _named(head, heads)
    dated = next((found for found in heads if found and found.period), None)
    form["period"] = _spelled_out(str(form["period"] or (dated.period if dated else "")))
    lengths = (m[1] for p in table["length"] for line in head if (m := re.search(p, line)))
    form["length"] = int(next(lengths, "0").replace(",", ""))
    return form


def _is_key(match: re.Match[str], field: str) -> bool:
    """Whether what a pattern found is said of the form: whose report it is and to whom it goes, at the start of a line or behind a
    stop, or to whom behind what tells of a paper (`report to: …`), but never behind what is hoped for (`Hoping to: buy minibus`).
    """
    key = re.search(r"\w", match[0])
    before = match.string[: match.start() + (key.start() if key else 0)]
    if field not in {"unit", "recipient"} or _OPEN.search(before):
        return True
    return field == "recipient" and _patterns().addressed.search(before) is not None


def _value(match: re.Match[str]) -> str:
    """What a key says; where another key follows on the line, what is before that (`From: Lorna / To: Femi`)."""
    said = match[1]
    if match.string[match.end(1) :].startswith(":"):
        said = re.split(r"[./|]\s+|\s{2,}", said)[0]
    return said.strip(" .")


def is_head(line: str) -> bool:
    """Whether a line only says whose report it is, of what sort and of when: `2025 – Hillside Animal Rescue`, `Green Futures Trust`."""
    name = texts.narrow(line).strip(" #*.")
    alone = _NAME.fullmatch(name) is not None and _patterns().charity.search(name) is not None
    return alone or read_head(line) is not None


def read_head(line: str) -> Head | None:
    """What a line says whose every piece is a name, a period or what paper it is (`Reporting: Q3 2025`, `Grant ref LH-2207 Year 2
    progress, Green Futures Trust`); None for any other. A name without a period must be an organisation's.
    """
    patterns, plain = _patterns(), texts.narrow(line)
    if patterns.mail.search(plain):
        return None
    dated = next((match for pattern in patterns.periods if (match := pattern.search(plain))), None)
    rest = f"{plain[: dated.start()]},{plain[dated.end() :]}" if dated else plain
    pieces = [piece.strip() for piece in patterns.parts.split(rest) if piece.strip()]
    names = [name for piece in pieces if (name := _without_paper(piece))]
    if len(names) > 1 or not (names or dated) or not all(_NAME.fullmatch(name) for name in names):
        return None
    if not dated and (names == pieces or not _is_organisation(names[0])):
        return None
    return Head(names[0] if names else "", dated[1] if dated else "")


def _without_paper(piece: str) -> str:
    """What a piece says beside the words at its ends that only tell what paper it is."""
    patterns, words = _patterns(), piece.split()
    paper = [patterns.paper.fullmatch(word.strip(".")) is not None for word in words]
    small = [patterns.small.fullmatch(word) is not None for word in words]
    first, last = 0, len(words)
    while first < last and (paper[first] or (small[first] and any(paper[first:last]))):
        first += 1
    while last > first and (paper[last - 1] or (small[last - 1] and last < len(words))):
        last -= 1
    kept = words[first:last]
    return "" if all(small[first:last]) else " ".join(kept[kept[0] == "of" :])


def _named(head: Sequence[str], heads: Sequence[Head | None]) -> str:
    """The organisation that the first line names alone, or the second below one that tells only the period, or that stands in a title."""
    table = prompts.read_section("en", "language.toml", "form")
    first = 1 if heads[:1] and heads[0] else 0
    if head[first:] and (named := re.search(table["name_line"], head[first])):
        return str(named[1]).strip(" .")
    if not head or not re.search(table["title_line"], head[0]):
        return ""
    title = re.sub(table["title_lead"], "", head[0])
    match = re.match(
        r"[#\s*]*((?:[A-Z][\w’'&.-]*|of|for|the|and|&)(?:\s+(?:[A-Z][\w’'&.-]*|of|for|the|and|&))+)", title
    )
    ends = r"\s{2,}|\s(?=(?:Annual|Progress|Report|Notes|Yearly|Grant)\b)|[:,–—-]\s"
    name = re.split(ends, match[1])[0] if match else ""
    return name if len(name.split()) > 1 else ""


def _is_organisation(name: str) -> bool:
    return re.search(prompts.read_section("en", "language.toml", "form")["name_line"], name) is not None


def _spelled_out(period: str) -> str:
    """`Jan-Jun 25` → `January to June 2025`, `Year to 31 Aug 2025` → `year to 31 August 2025`."""
    written = re.sub(r"\b([A-Za-z]{3,4})\b\.?", lambda m: MONTH_NAMES.get(m[1].lower()[:3], m[0]), period)
    written = re.sub(r"(?<=[a-z])\s?[–-]\s?(?=[A-Z\d])", " to ", written)
    written = re.sub(r"(?<=[a-z] )(\d\d)$", r"20\1", written)
    return re.sub(r"^(?:[Tt]he )?([A-Z])(?=\w* ?\w* (?:to|ended|ending) \d)", lambda m: m[1].lower(), written)


@cache
def _patterns() -> _Patterns:
    groups = prompts.read_section("en", "language.toml", "form")["words"]
    head = prompts.read_section("en", "language.toml", "form")["head"]

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(re.sub("«(\\w+)»", lambda match: str(groups[match[1]]), pattern))

    return _Patterns(
        tuple(compiled(pattern) for pattern in head["periods"]),
        compiled(head["parts"]),
        compiled(head["paper"]),
        compiled(head["small"]),
        compiled(head["addressed"]),
        compiled(head["mail"]),
        compiled(head["charity"]),
    )
