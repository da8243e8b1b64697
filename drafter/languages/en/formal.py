"""English notes to full sentences: abbreviations out, fragments given the verb they lack, nothing asserted.

Wording stands in prompts/en/language.toml; quotations and titles are left letter by letter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from drafter import prompts
from drafter import text as texts
from drafter.languages.en.figures import read_figures

_SHELTER = 0xE000
_MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_SUMS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


@cache
def wording() -> dict[str, object]:
    """The table `[formal]` of the language file."""
    return cast("dict[str, dict[str, object]]", prompts.read_table("en", "language.toml"))["formal"]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(f"(?i){find}" if "(?-i:" not in find else find), put)
        for find, put in cast("list[list[str]]", wording()["rules"])
    )


def formal(text: str) -> str:
    """The note with print's surface: abbreviations written out, thousands with commas, curly quotes, no typing debris."""
    text = "".join(c for c in texts.narrow(text) if not "\ue000" <= c <= "\uf8ff")
    sheltered, quotes = _shelter(text)
    for find, put in _rules():
        sheltered = find.sub(put, sheltered)
    sheltered = re.sub(r"([£$€])\s?([\d,.]+)\s?(k|m|bn)\b", _sum, sheltered)
    sheltered = re.sub(r"(?<![\w,.])(\d[\d.]*)k\b", lambda m: _sum(re.match(r"()([\d,.]+)(k)", m[0])), sheltered)  # type: ignore[arg-type]  # it matches
    sheltered = re.sub(r"(?<![\w£$€.,/-])(\d{4,})(?![\w%/-]|[.,]\d)", _commas, sheltered)
    sheltered = re.sub(r"(?<=\d)\s*(?:->|=>|→)\s*(?=[£$€\d])", ", now ", sheltered)
    sheltered = re.sub(
        r"(?<![\w\d])(?:\?{2,}|XX+|TBC|TBD|tbc|tbd|n/a|N/A)(?!\w)(?:\s+[A-Z]\w+ has (?:the|it)\b[^,;.]*)?",
        str(wording()["to_confirm"]),
        sheltered,
    )
    sheltered = re.sub(r"\s*(?:--+|–|—)\s*", ", ", sheltered)
    sheltered = _day_with_on().sub(r" on \1", sheltered)
    sheltered = re.sub(r"\s*\.{3,}|\s*…", "", sheltered)
    sheltered = re.sub(r"(\w)\s*'\s?(?=s\b)", r"\1’", sheltered).replace("'", "’")
    sheltered = re.sub(r"\s+([,;:.)])", r"\1", re.sub(r"\s+", " ", sheltered))
    sheltered = re.sub(r"([,;:.])(?:\s*[,;:.])+\s*", lambda m: f"{';' if ';' in m[0] else m[1]} ", sheltered).strip(
        " ,;:.-=>*"
    )
    return _unshelter(sheltered, quotes)


def _shelter(text: str) -> tuple[str, tuple[str, ...]]:
    quotes: list[str] = []
    pieces: list[str] = []
    last = 0
    for start, end in texts.quoted_spans(text):
        pieces += [text[last:start], chr(_SHELTER + len(quotes))]
        inner = text[start + 1 : end - 1]
        quotes.append(f"《{inner}》" if text[start] == "《" else f"“{inner}”")
        last = end
    return "".join([*pieces, text[last:]]).replace('"', ""), tuple(quotes)


def _unshelter(text: str, quotes: tuple[str, ...]) -> str:
    return "".join(quotes[ord(c) - _SHELTER] if 0 <= ord(c) - _SHELTER < len(quotes) else c for c in text)


@cache
def _day_with_on() -> re.Pattern[str]:
    """A day of the month straight behind a word that is no preposition: `Tannery Lane 22 August`."""
    before = "".join(rf"(?<!\b{word})" for word in str(wording()["before_days"]).split("|"))
    return re.compile(rf"(?<=[a-z]){before} (\d{{1,2}} (?:{'|'.join(_MONTHS)}))\b")


def _sum(match: re.Match[str]) -> str:
    from decimal import Decimal

    if match[3] != "k":
        return f"{match[1]}{match[2]} {'million' if match[3] == 'm' else 'billion'}"
    return f"{match[1]}{int(Decimal(match[2].replace(',', '')) * _SUMS[match[3]]):,}"


def _commas(match: re.Match[str]) -> str:
    digits = match[1]
    if len(digits) > 12 or digits.startswith("0") or (len(digits) == 4 and digits[:2] in {"19", "20"}):
        return digits
    return f"{int(digits):,}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The first letter small, unless the word is a name or an abbreviation."""
    word = re.match(r"[A-Za-z’-]+", text)
    if not word or (len(word[0]) > 1 and word[0][1:] != word[0][1:].lower()) or word[0] == "I":
        return text
    following = text[word.end() :].lstrip()
    if word[0] in _MONTHS or (following[:1].isupper() and word[0][0].isupper()):
        return text
    return text[:1].lower() + text[1:]


def spans_kept(before: str, after: str) -> bool:
    """Whether every figure of one text stands in the other with its value."""
    from drafter.figures import same

    ours, theirs = read_figures(before), read_figures(after)
    return all(f.type == "placeholder" or any(same(f, other) for other in theirs) for f in ours)
