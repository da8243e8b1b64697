"""Reads dates in Chinese text: years, months, days, quarters and stretches of them, with or without a year.

A value is an ISO 8601 date as far as it is told, `-` where the year or the month is not: `2025-03-18`, `--05-17`, `--Q1`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter.languages.zh.numerals import DIGITS, number
from drafter.schema import FigureType

Read = tuple[FigureType, str, str]
"""What a date is worth: (type, value, unit)."""

_YEAR = r"(?:19|20)\d\d|[一二][零〇九][零〇一二三四五六七八九]{2}"

_DEEDS = "开工|复工|并网|投运|投用|竣工|通车|挂牌|揭牌|开业|启用|上线|投产|开园|开馆|开诊|开班|开学|验收|签约|点火|完工|封顶|交工|挂的牌|投的产|开的|办的|起(?=[施实执试正开对])"
"""What is done on a day: before one of these a number between Chinese characters is a date (`5.6开工6.28并网`)."""

_BEFORE_DAY = r"(?<![^，。；、,;（(\s\x00于在自从至])"
_NO_DAY = "[以左上下高低居排同较比提增减升个倍成分折代版级万亿多余几月日号年时分季]"
"""What stands behind a measured value, and no date."""


def rules(unit: str) -> tuple[str, ...]:
    """Regular expressions for dates, named as in `READERS`, in the order in which they are to be tried; `unit` matches any unit."""
    date_tail = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
    on_a_day = rf"(?:(?={_DEEDS})|(?!{unit}|{_NO_DAY})(?=[\u4e00-\u9fff]))"
    spoken_day = rf"(?:三十一?|二?十[一二三四五六七八九]?|[12]\d|3[01])(?!\s?(?:{unit}|{_NO_DAY}|[一二三四五六七八九十百千\d.,%]))(?=[\u4e00-\u9fff])"
    dotted = r"(?<![\d.])(?:1[0-2]|[1-9])(?:[.](?:3[01]|[12]\d|[1-9])|/(?:3[01]|2\d|1[3-9]))(?![\d.%‰])"
    return (
        r"(?P<iso>(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:3[01]|[12]\d|0?[1-9]))(?!\d)|(?:19|20)\d\d[.](?:0?[1-9]|1[0-2])(?![\d%])(?![.]\d))",
        rf"(?P<years>(?:{_YEAR})年?\s?[-~—–至到]+\s?(?:(?:{_YEAR})|\d\d(?=学年|年))(?:学年|年)?)",
        rf"(?P<ymd>(?:(?:{_YEAR})|(?<![\d.])\d\d(?=年\s?{date_tail}月))年\s?{date_tail}月(?:\s?{date_tail}[日号])?)",
        rf"(?P<monthrange>(?:(?:{_YEAR})年)?(?<!\d)\d{{1,2}}月?\s?[-~—–至到]+\s?\d{{1,2}}月)(?!份额)",
        rf"(?P<quarter>(?:(?:{_YEAR}|(?<!\d)\d\d)年)?\s?(?:第?[一二三四1-4]季度|[上下]半年))",
        rf"(?P<dayrange>{date_tail}月\s?\d{{1,2}}[日号]?[-~—–至到]+\s?(?:{date_tail}月)?\d{{1,2}}[日号])",
        rf"(?P<md>(?<![\d个])(?<!个\s){date_tail}\s?月(?:\s?{date_tail}[日号]|{spoken_day})?)(?!份额)",
        rf"(?P<year>(?<!\d)(?:{_YEAR})(?:\s?年度|学年|\s?年(?!级)|(?![\d,.]*\d)(?!\s?(?:{unit}|[万亿余多%‰]))))",
        r"(?P<shortyear>(?<![\d.,])[123]\d年(?=底|初|末|度|全年|年底|[上下]半年))",
        r"(?P<day>(?<!\d)\d{1,2}[日号](?=[前后起止、，]|上午|下午|之前|$))",
        rf"(?P<dotted>(?:{_BEFORE_DAY}{dotted}|(?<=[，。；、,;（(]){dotted}\s){on_a_day})",
        rf"(?P<dotteddeed>(?<=[\u4e00-\u9fff]){dotted}(?={_DEEDS}))",
    )


def _two(text: str) -> str:
    value = number(text)
    return f"{int(value):02d}" if value is not None else ""


def _year(text: str) -> str:
    digits = "".join(str(DIGITS.get(c, c)) for c in re.sub(r"[^\d零〇一二三四五六七八九]", "", text))
    return f"20{digits}" if len(digits) == 2 else digits


def _read_date(match: re.Match[str]) -> Read:
    day = r"\s?([^月年日号]+)"
    found = re.fullmatch(rf"(?:(.+?)年(?:度|学年)?)?\s?(?:([^年月]+?)月(?:{day}[日号]?)?|{day}[日号])?", match[0])
    if not found:
        return ("date", _year(match[0]), "")
    year, month, of_month, alone = found.groups()
    told = of_month or alone
    if not month and not told:
        return ("date", _year(year or match[0]), "")
    parts = (_year(year) if year else "-", _two(month) if month else "-", _two(told) if told else "")
    return ("date", "-".join(parts).removesuffix("-"), "")


def _read_iso(match: re.Match[str]) -> Read:
    year, *rest = re.split(r"[-/.]", match[0])
    return ("date", "-".join((year, *(f"{int(piece):02d}" for piece in rest))), "")


def _read_years(match: re.Match[str]) -> Read:
    first, second = re.findall(r"\d{2,4}|[零〇一二三四五六七八九]{4}", match[0])[:2]
    return ("date", f"{_year(first)}/{_year(second)}", "")


def _read_month_range(match: re.Match[str]) -> Read:
    year = re.match(rf"({_YEAR})年", match[0])
    first, second = re.findall(r"(?<!\d)\d{1,2}(?!\d)", match[0][year.end() if year else 0 :])
    head = _year(year[1]) if year else "-"
    return ("date", f"{head}-{int(first):02d}/{head}-{int(second):02d}", "")


def _read_day_range(match: re.Match[str]) -> Read:
    month, first, second_month, second = re.fullmatch(
        r"(.+?)月\s?(\d+)[日号]?[-~—–至到]+\s?(?:(.+?)月)?(\d+)[日号]", match[0]
    ).groups()  # type: ignore[union-attr]  # the rule has matched
    return ("date", f"--{_two(month)}-{int(first):02d}/--{_two(second_month or month)}-{int(second):02d}", "")


def _read_quarter(match: re.Match[str]) -> Read:
    year = re.match(r"\s?(.+?)年", match[0].replace("半年", "半"))
    head = _year(year[1]) if year else "-"
    if "半年" in match[0]:
        return ("date", f"{head}-H{1 if '上' in match[0] else 2}", "")
    numeral = re.search(r"[一二三四1-4](?=季)", match[0])
    assert numeral  # the rule has matched one
    return ("date", f"{head}-Q{number(numeral[0])}", "")


def _read_dotted(match: re.Match[str]) -> Read:
    """`5.17`, `5/20`: a month and a day."""
    month, day = re.split("[./]", match[0])
    return ("date", f"--{int(month):02d}-{int(day):02d}", "")


READERS: dict[str, Callable[[re.Match[str]], Read]] = {
    "iso": _read_iso, "years": _read_years, "ymd": _read_date, "monthrange": _read_month_range, "quarter": _read_quarter,
    "dayrange": _read_day_range, "md": _read_date, "year": _read_date, "shortyear": _read_date, "day": _read_date,
    "dotted": _read_dotted, "dotteddeed": _read_dotted,
}  # fmt: skip
