"""English notes to full sentences: abbreviations out, fragments given the verb they lack, nothing asserted.

Wording stands in prompts/en/language.toml; quotations and titles are left letter by letter.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from drafter import text as texts
from drafter.figures import same
from drafter.languages.en.articles import with_articles
from drafter.languages.en.dates import MONTH_NAMES
from drafter.languages.en.figures import read_figures
from drafter.languages.en.lexicon import is_plural, listed, wording
from drafter.languages.surface import shelter, unshelter, without_shelters

_MONTHS = frozenset(MONTH_NAMES.values())
_MONTH_SMALL = re.compile(
    r"\b(?:january|february|april|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
    r"|(?<=by )(?:may|march)\b|(?<=in )(?:may|march)\b|(?<=of )(?:may|march)\b|(?<=since )march\b|(?<=until )march\b|(?<=\d )(?:may|march)\b"
)
_NAMED_DAYS = "|".join((*_MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
_SPAN = re.compile(rf"\b({_NAMED_DAYS})\s?[–-]\s?({_NAMED_DAYS})\b")
_FIGURE = r"[£$€]?\d[\d,.]*(?:\s?%|\s(?:million|billion))?"
_MARKED = r"(?:[£$€]\d[\d,.]*(?:\s(?:million|billion))?|\d[\d,.]*\s?%)"
_SUMS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?i){find}" if "(?-i:" not in find else find), put) for find, put in wording()["rules"])


@cache
def _asides() -> tuple[re.Pattern[str], ...]:
    """Where an aside to the reader of the notes may stand: in brackets, at the start, at the end, between commas."""
    bare = wording()["asides_bare"]
    said = wording()["asides"].replace("«bare»", bare)
    return (
        re.compile(rf"(?i)\s*[(\[](?:{said})(?:[,;:.–-]? (?:{said}))?[.!]*[)\]]"),
        re.compile(rf"(?i)^[\s*•-]*(?:(?:{said})\s*[,;.!–—-]+\s*)+(?=\w)"),
        re.compile(rf"(?i)(?:(?:\s*[,;:.–—-]+\s*(?:{said})|\s+(?:{bare}))[.!]*)+$"),
        re.compile(rf"(?i)\s*,\s*(?:{said})(?=,)"),
    )


def _without_asides(text: str) -> str:
    """`hire was 3 advisors, sorry` → `hire was 3 advisors`; `we were sorry` stays, and so does a text that says no more."""
    told = text
    for place in _asides():
        told = place.sub(
            lambda m: m[0] if re.search(str(wording()["asides_kept"]), m.string[: m.start()]) else "", told
        )
    return told if len(texts.content(told)) > 1 else text


def formal(text: str) -> str:
    """The note with print's surface: abbreviations written out, thousands with commas, curly quotes, no typing debris."""
    sheltered, quotes = _shelter(without_shelters(texts.narrow(text)))
    sheltered = _without_asides(sheltered)
    for find, put in _rules():
        sheltered = find.sub(put, sheltered)
    sheltered = re.sub(r"\b(?:Mon|Wed|Fri|Sat|Sun)\b\.?", _weekday, sheltered)
    sheltered = _MONTH_SMALL.sub(lambda m: m[0].capitalize(), sheltered)
    sheltered = _SPAN.sub(r"\1 to \2", sheltered)
    sheltered = re.sub(r"\bc\.\s?(?=[£$€]?\d)", "about ", sheltered)
    sheltered = re.sub(r"(?<![\w~])~\s?(?=[£$€]?\d)", "about ", sheltered)
    sheltered = re.sub(r"([£$€])\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|bn)\b", _sum, sheltered)
    sheltered = re.sub(r"(?<![\w,.])(\d+(?:\.\d+)?)k\b", lambda m: _sum(re.match(r"()([\d,.]+)(k)", m[0])), sheltered)  # type: ignore[arg-type]  # it matches
    sheltered = re.sub(
        r"(?<![\w£$€.,/-])(?<!\bISO )(?!1[5-9]\d\d–(?:1[5-9]|20)\d\d\b)(?<!1[5-9]\d\d–)(\d{4,})(?![\w%/-]|[.,]\d)",
        _commas,
        sheltered,
    )
    sheltered = re.sub(rf"(?:\bfrom\s+)?({_MARKED})\s*(?:->|=>|→)\s*({_MARKED})", r"from \1 to \2", sheltered)
    sheltered = re.sub(r"(?<=[\d%])\s*(?:->|=>|→)\s*(?=[£$€\d])", ", now ", sheltered)
    sheltered = re.sub(r"(?<=[^\W\d])\s*(?:->|=>|→)\s*(?=[^\W\d])", ": ", sheltered)
    sheltered = re.sub(
        r"(?<![\w\d])(?:\?{2,}|_{2,}|XX+|TBC|TBD|tbc|tbd|n/a|N/A)(?!\w)(?:\s+[A-Z]\w+ has (?:the|it)\b[^,;.]*)?",
        _to_confirm,
        sheltered,
    )
    sheltered = re.sub(r"^([^,:;.\d]{3,40}?)\s+[-–—]+\s+(?=[£$€]?\d)", r"\1: ", sheltered)
    sheltered = re.sub(
        rf"(?<=[\d%a-z])\s+[-–—]+\s+((?:[^\d;.()]+ {_FIGURE}(?:,? and |, |$)){{2,}})$", r" (\1)", sheltered
    )
    sheltered = re.sub(
        r"\s*(?:--+|(?<!\d)–|–(?!\d)|—)\s*|(?<=[^\W\d])\s+-\s+(?=\w)|(?<=\d)\s+-\s+(?=[^\W\d])", ", ", sheltered
    )
    sheltered = re.sub(r"\s\|\s", ", ", re.sub(r"^([^|]+?)\s\|\s(?=[^|]*\d)", r"\1: ", sheltered))
    sheltered = re.sub(
        rf"\b(started|starts|began|begins|opened|opens|launched|finished|ended|ends|closed) (?=(?:{'|'.join(_MONTHS)})\b( \d{{1,2}}\b)?)",
        lambda m: f"{m[1]} {'on' if m[2] else 'in'} ",
        sheltered,
    )
    sheltered = _day_with_on().sub(r" on \1", sheltered)
    sheltered = re.sub(r"\s*\.{3,}|\s*…", "", sheltered)
    sheltered = re.sub(r"(\w)\s*'\s?(?=s\b)", r"\1’", sheltered).replace("'", "’")
    sheltered = re.sub(r"\s+([,;:.)])", r"\1", re.sub(r"\s+", " ", sheltered))
    sheltered = re.sub(r"([,;:.])(?:\s*[,;:.])+\s*", lambda m: f"{';' if ';' in m[0] else m[1]} ", sheltered).strip(
        " ,;:.-=>*"
    )
    return unshelter(with_articles(sheltered), quotes)


def _shelter(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its quotations sheltered, each to come back in curly quotes; an odd straight quote is dropped."""
    sheltered, typed = shelter(text, texts.quoted_spans(text))
    quotes = tuple(quote if quote[0] == "《" else f"“{quote[1:-1]}”" for quote in typed)
    return sheltered.replace('"', ""), quotes


@cache
def _day_with_on() -> re.Pattern[str]:
    """A day of the month straight behind a word that is no preposition: `Tannery Lane 22 August`."""
    before = "".join(rf"(?<!\b{word})" for word in wording()["before_days"].split("|"))
    return re.compile(rf"(?<=[a-z]){before} (\d{{1,2}} (?:{'|'.join(_MONTHS)}))\b")


def _to_confirm(match: re.Match[str]) -> str:
    """What stands for what is still to come: a number, a day where the words before it speak of one, or what no number says (`venue`)."""
    before = match.string[: match.start()]
    behind = match.string[match.end() :]
    if re.search(str(wording()["places_before"]), before) and re.match(str(wording()["behind_places"]), behind):
        return str(wording()["to_confirm_words"])
    if not re.match(r"\s*(?:[,;:.)]|$)", behind):
        return str(wording()["to_confirm"])
    if match[0][:2].lower() != "tb":
        return str(wording()["to_confirm"])
    if re.search(wording()["days_before"], before):
        return str(wording()["to_confirm_day"])
    named = re.search(r"([a-z]{3,}):?\s+$", before)
    if named is None or re.search(wording()["asks_for_numbers"], before) or _can_be_many(named[1]):
        return str(wording()["to_confirm"])
    return str(wording()["to_confirm_words"])


def _can_be_many(word: str) -> bool:
    """Whether a word that stands before what is still to come asks for a number: `visitors`, `cost`, `raised`, `of`."""
    closed = any(listed(key).fullmatch(word) for key in ("sums", "function_words", "prepositions"))
    return closed or is_plural(word) or word.endswith("ed")


def _weekday(match: re.Match[str]) -> str:
    """The first letters of a weekday written out, where what stands beside them shows that they are one."""
    before, behind = match.string[: match.start()], match.string[match.end() :]
    shown = re.search(wording()["before_short_days"], before) or re.match(wording()["behind_short_days"], behind)
    return wording()["short_days"][match[0][:3]] if shown else match[0]


def _sum(match: re.Match[str]) -> str:
    if match[3] != "k":
        return f"{match[1]}{match[2]} {'billion' if match[3] == 'bn' else 'million'}"
    return f"{match[1]}{int(Decimal(match[2].replace(',', '')) * _SUMS[match[3]]):,}"


def _commas(match: re.Match[str]) -> str:
    digits = match[1]
    if len(digits) > 12 or digits.startswith("0") or (len(digits) == 4 and digits[:2] in {"19", "20"}):
        return digits
    if re.fullmatch(r"1[5-8]\d\d", digits) and re.search(
        r"\b(?:in|since|before|after|from|until|of|dated)\s$", match.string[: match.start()]
    ):
        return digits  # a year
    if re.fullmatch(r"1[5-8]\d\d", digits) and re.match(r" [a-z]+[’']s?\b", match.string[match.end() :]):
        return digits  # `the 1894 builder's plate`
    if re.search(r"(?i)\bnos?\.\s?$", match.string[: match.start()]):
        return digits  # the number of a paper, not of things
    return f"{int(digits):,}"


def spans_kept(before: str, after: str) -> bool:
    """Whether every figure of one text stands in the other with its value."""
    ours, theirs = read_figures(before), read_figures(after)
    return all(f.type == "placeholder" or any(same(f, other) for other in theirs) for f in ours)
