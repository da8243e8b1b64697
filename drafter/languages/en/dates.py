"""Reads dates in English text: years, months, days, quarters and stretches of them, with or without a year.

A value is an ISO 8601 date as far as it is told, `-` where the year is not: `2025-03-18`, `--05-17`, `--Q1`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter.languages.en.numerals import ORDINALS, TENS
from drafter.schema import FigureType

Read = tuple[FigureType, str, str]
"""What a date is worth: (type, value, unit)."""

_NAMES = [
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
MONTHS = {form.lower(): number for number, name in enumerate(_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
"""Month to its number, by its name and its beginning, in small letters."""

MONTH_NAMES = {name[:3].lower(): name for name in _NAMES}
"""The beginning of a month's name to the name as print has it."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DAY_WORD = (
    rf"(?:twenty[\s-](?:{'|'.join(list(ORDINALS)[:9])})|{'|'.join(reversed(ORDINALS))}|thirtieth|thirty[\s-]first)"
)
SURE_MONTH = "January|February|April|June|July|August|September|October|November|December|Sept|Oct|Nov|Dec|Jan|Feb|Apr|Jun|Jul|Aug"
"""Names that are always a month: may and march are words too, and are one only behind what leads to a date."""

_JOINTS = (" and ", " or ", ", ", "/", " & ")
_LEADING = (
    *(
        "in ",
        "by ",
        "since ",
        "until ",
        "til ",
        "till ",
        "from ",
        "of ",
        "end ",
        "not ",
        "before ",
        "mid-",
        "late ",
        "early ",
    ),
    *(f"{month}{joint}" for month in SURE_MONTH.split("|") for joint in _JOINTS),
)
_AFTER_WORDS = f"(?:{'|'.join(f'(?<={words})' for words in _LEADING)})"

DASH = r"\s?(?:[-–—~]|to)\s?"
"""What stands between the two ends of a stretch."""


def rules(unit: str) -> tuple[str, ...]:
    """Regular expressions for dates, named as in `READERS`, in the order in which they are to be tried; `unit` matches any unit."""
    return (
        r"(?P<slashed>(?<![\d/])(?:\d{1,2}/\d{1,2}/(?:20)?\d\d|(?<!\.)(?:3[01]|[12]\d|0?[1-9])\.(?:1[0-2]|0?[1-9])\.(?:20)?[12]\d(?!\.?\d)|0[1-9]/[0-3]\d|[0-3]\d/0[1-9])(?![\d/]))",
        r"(?P<quarter>\bQ[1-4](?:[ /-]?(?:19|20)\d\d|[/-]?\d\d| \d\d(?=/\d\d\b))?\b)",  # behind a blank, `Q1 45` counts
        r"(?P<iso>\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:3[01]|[12]\d|0[1-9]))?\b)",
        rf"(?P<dayrange>\b{_DAY}{DASH}{_DAY}\s(?:of\s)?(?:{_MONTH})\b(?:,?\s(?:19|20)\d\d\b)?)",
        (
            rf"(?P<dmy>\b{_DAY}\s(?:of\s)?(?:{_MONTH})\b\.?(?:,?\s(?:19|20)\d\d\b)?|\b{_DAY_WORD}\s(?:of\s(?:{_MONTH})|(?:{SURE_MONTH}))\b(?:,?\s(?:19|20)\d\d\b)?"
            rf"|(?!(?<=\bin )(?:{_MONTH})\b\.?\s{_DAY}\s(?!to\b|and\b|or\b|un?til\b|through\b|at\b)[a-z])\b(?:{_MONTH})\b\.?\s{_DAY}\b(?!\s?%)(?![,.]?\d)(?:,?\s(?:19|20)\d\d\b)?)"
        ),
        rf"(?P<my>\b(?:{_MONTH})\b\.?\s(?:19|20)\d\d\b)",
        rf"(?P<mm>\b(?:{_MONTH}){DASH}(?:{_MONTH})\b(?:\s(?:19|20)\d\d\b)?)",
        rf"(?P<mon>{_AFTER_WORDS}(?:{_MONTH})\b|\b(?:{SURE_MONTH})\b)",
        r"(?P<years>\b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\b(?![-/]\d))",
        rf"(?P<year>(?<![£$€\d,.])\b(?:19|20)\d\d\b(?![,.]\d)(?!\s?(?:%|(?:{unit})\b|k\b)))",
    )


def _date(match: re.Match[str]) -> Read:
    text = match[0].lower()
    year = re.search(r"(?:19|20)\d\d", text)
    month = re.search(rf"\b(?:{_MONTH})\b", text)
    assert month  # the rule has matched one
    days = _days(text[: month.start()] or text[month.end() :].replace(year[0] if year else "\x00", ""))
    head = f"{year[0] if year else '-'}-{MONTHS[month[0]]:02d}"
    return ("date", "/".join(f"{head}-{day:02d}" for day in days) or head, "")


def _days(text: str) -> list[int]:
    """The days of the month that a date names, in digits or in words (`the twenty-first of`)."""
    found = [int(day) for day in re.findall(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text)]
    words = re.findall("[a-z]+", text)
    named = sum(ORDINALS.get(word, 0) + TENS.get(word, 0) + (30 if word == "thirtieth" else 0) for word in words)
    return found or ([named] if named else [])


def _months(match: re.Match[str]) -> Read:
    first, last = re.findall(rf"\b(?:{_MONTH})\b", match[0].lower())[:2]
    year = re.search(r"(?:19|20)\d\d", match[0])
    head = year[0] if year else "-"
    return ("date", f"{head}-{MONTHS[first]:02d}/{head}-{MONTHS[last]:02d}", "")


def _slashed(match: re.Match[str]) -> tuple[FigureType, str, str]:
    """`05/06/2025`, `5.6.25` or `05/06`, the day first as in Britain unless it can only be the month; the checks ask where both are possible."""
    first, second, *year = re.split("[/.]", match[0])
    day, month = (second, first) if int(second) > 12 else (first, second)
    return ("date", f"{f'20{year[0][-2:]}' if year else '-'}-{int(month):02d}-{int(day):02d}", "")


def _quarter(match: re.Match[str]) -> Read:
    year = re.search(r"\d{2,4}$", match[0][2:])
    head = "-" if not year else year[0] if len(year[0]) == 4 else f"20{year[0]}"
    return ("date", f"{head}-Q{match[0][1]}", "")


def _years(match: re.Match[str]) -> Read:
    first, last = re.findall(r"\d+", match[0])
    return ("date", f"{first}/{last if len(last) == 4 else first[:2] + last}", "")


READERS: dict[str, Callable[[re.Match[str]], Read]] = {
    "iso": lambda m: ("date", m[0], ""),
    "dayrange": _date,
    "dmy": _date,
    "my": _date,
    "mon": _date,
    "mm": _months,
    "slashed": _slashed,
    "quarter": _quarter,
    "years": _years,
    "year": lambda m: ("date", m[0], ""),
}
