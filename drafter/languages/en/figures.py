"""Reads figures in English text. Offsets are those of the text as typed.

Counts have no unit (what is counted stands beside them); money has the code of its currency; `may`, `march` and `second` are
figures only where they are months or ordinals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from drafter import prompts
from drafter import text as texts
from drafter.figures import plain
from drafter.languages.en import currencies, dates
from drafter.languages.en.numerals import ONES, ORDINALS, TENS, number
from drafter.remembering import remembered
from drafter.schema import Figure, FigureType, Modifier

UNITS = {
    **dict.fromkeys(("km", "kms", "kilometres", "kilometers", "kilometre"), "km"), **dict.fromkeys(("m", "metres", "meters", "metre"), "m"),
    **dict.fromkeys(("cm", "centimetres"), "cm"), **dict.fromkeys(("mm", "millimetres"), "mm"), **dict.fromkeys(("mile", "miles"), "miles"),
    **dict.fromkeys(("ha", "hectares", "hectare"), "hectares"), **dict.fromkeys(("acre", "acres"), "acres"),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilograms"), "kg"), **dict.fromkeys(("tonnes", "tonne", "tons", "t"), "tonnes"),
    **dict.fromkeys(("litres", "litre", "liters", "l"), "litres"), **dict.fromkeys(("hours", "hour", "hrs", "hr", "h"), "hours"),
    **dict.fromkeys(("minutes", "minute", "mins", "min"), "minutes"), **dict.fromkeys(("days", "day"), "days"),
    **dict.fromkeys(("weeks", "week", "wks", "wk"), "weeks"), **dict.fromkeys(("months", "month", "mths", "mth"), "months"),
    **dict.fromkeys(("years", "year", "yrs", "yr"), "years"), **dict.fromkeys(("kwh",), "kWh"), **dict.fromkeys(("mwh",), "MWh"),
    **dict.fromkeys(("sqm", "m2", "m²"), "m2"), **dict.fromkeys(("m3", "m³"), "m3"),
}  # fmt: skip
DURATIONS = {"hours", "minutes", "days", "weeks", "months", "years"}
_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|(?<![\d.,/-])(?<!Q[1-4] )[1-9]\d{0,2}(?: \d{3})+(?!\d|[,.]\d)|\d+(?:\.\d+)?"
"""A number; thousands are parted by commas or, as the SI has it, by blanks; in India lakhs and crores by commas too."""

_SFX = r"(?:k|mn|m|bn)(?![A-Za-z²³23])|\s(?:thousand|million|billion|lakhs?|crores?)\b"
_WORD = "|".join((*ONES, *TENS))
_SCALE = "hundred|thousand|million"
_DECIMAL = "|".join(list(ONES)[:10])
_MORE = rf"(?=(?:{_WORD}|{_SCALE})\b)"
_WORDS = rf"(?:a\s+|half\s+a\s+)?(?:(?:{_WORD}|dozen)(?:[-\s]+{_MORE})?|(?:{_SCALE})(?:[-\s]+(?:and\s+)?{_MORE})?)+(?:\s+point(?:\s+(?:{_DECIMAL})\b)+)?"
_PH = r"(?:[Xx]{2,}|\?{2,}|_{2,}|\*{2,}|TBC|TBD|tbc|tbd|N/A|n/a)"
_NUMBERED = (
    r"obj|Section|Article|Grade|Level|Key Stage|Phase|Year|Yr|Clause|Part|Annex|Room|Objective|Goal|Work package|Lot|Block|Bay|Route|Ref|Para|Point"
    r"|Table|Figure|Appendix|Chapter|Item|Aim|Stage|Zone|Platform|Class|Form|Van|Rack|Bus|Plot|Sheet|Slide|Ward|Voice note"
)
_COMPARED = (
    "as|more|less|fewer|higher|lower|larger|bigger|smaller|greater|better|faster|longer|the|our|its|their|that|what|last"
    r"|over(?!\s(?:the|a|all|two|three|four|five|six|this)\b)"
)
"""What stands behind `3 times` where it tells a multiple and not how often something was done."""
_SIGN = r"(?:(?<![\w.)])[+-])?"
_START = r"(?=\S)(?:(?<![A-Za-z])|(?![A-Za-z]))"
"""Where a figure can begin: not on a blank, nor inside a word. Asked once, so that most places are not asked of every rule."""


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(re.escape(u) for u in sorted(UNITS, key=len, reverse=True))
    cur = currencies.BEFORE
    rules = (
        *dates.rules(unit),
        (
            rf"(?P<code>\bNos?\.\s?\d+\b|(?-i:\b(?:FY|AY)\s?\d{{2,4}}(?:/\d{{2,4}})?|\b(?!(?:{currencies.CODE}|MK|TBC|TBD)\b)[A-Z]{{2,}}(?:[ -]?\d+)+\b(?!\s?%)"
            rf"|\b(?!{currencies.RAND})[A-Z]\d+\b)"
            rf"|\b(?<!this )(?<!last )(?<!per )(?!year\s(?:\d+[.,]\d|1[4-9]|[2-9]\d))(?:{_NUMBERED})\s\d{{1,3}}(?:[.:]\d+)*\b(?!\s?%|,\d|\s(?:{dates.SURE_MONTH})\b)"
            r"|\b\d+:\d{2}\b|\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b|\b\d{9,}\b)"
        ),
        rf"(?P<ph>\[[^\[\]\n]{{0,60}}\]|(?<![A-Za-z]){_PH}(?![A-Za-z])%?)",
        rf"(?P<moneyrange>(?:{cur})(?:{_NUM})(?:{_SFX})?{dates.DASH}(?:{currencies.SIGN})?(?:{_NUM})(?:{_SFX})?)",
        rf"(?P<money>{_SIGN}(?:{cur})\s?(?:{_NUM})(?:{_SFX})?|\b(?:{_NUM})(?:{_SFX})?\s(?:{currencies.BEHIND})\b)",
        rf"(?P<pct>{_SIGN}(?:{_NUM}){dates.DASH}(?:{_NUM})\s?%|{_SIGN}(?:{_NUM})\s?(?:%|per\s?cent\b|percent\b)(?!\s?points?)|\b(?:{_WORDS})\s(?:per\s?cent|percent)\b(?!\s?points?))",
        rf"(?P<pts>{_SIGN}(?:{_NUM})\s?(?:pp\b|ppts?\b|percentage[\s-]points?\b|%\s?points?\b|per\s?cent\s?points?\b)|\b(?:{_WORDS})\spercentage[\s-]points?\b)",
        rf"(?P<frac>\b(?:one|two|three|four|\d)[\s-](?:third|quarter|fifth|tenth|sixth|eighth|half|halve)s?\b|\b(?:one|two|three|\d{{1,2}})\sin\s(?:{_WORD}|\d{{1,2}})\b(?!\d)|\ba\s(?:quarter|third|fifth)\sof\b|(?<![\d/])\d{{1,2}}/\d{{1,3}}(?![\d/]))",
        r"(?P<half>\bhalf\b(?!-| term| day| a dozen| an hour|way))",
        r"(?P<vague>\b(?:dozens|hundreds|thousands|scores)\b(?!\sof\s\d))",
        r"(?P<ord>\b\d+(?:st|nd|rd|th)\b|\b(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?![\s-](?:of|party|sector)))",
        rf"(?P<range>\b(?:{_NUM}){dates.DASH}(?:{_NUM})(?:\s?(?:{unit})\b)?(?![\w%]))",
        rf"(?P<amount>(?<![\w.]){_SIGN}(?:{_NUM})\s?-?(?P<unit>{unit})\b(?!['’]))",
        rf"(?P<wordamount>\b(?:{_WORDS})[\s-](?P<wunit>{'|'.join(u for u in UNITS if len(u) > 2)})\b)",
        rf"(?P<times>\b(?:{_NUM})(?:x\b|\s?fold\b|\s?times\b(?=\s(?:{_COMPARED})\b))|\b(?:twice|threefold|twofold)\b)",
        rf"(?P<num>(?<![\w.]){_SIGN}(?:{_NUM})(?:{_SFX})?(?:\+)?(?![A-Za-z\d]))",
        rf"(?P<words>\b(?:{_WORDS})\b)",
    )
    return re.compile(rf"(?i){_START}(?:{'|'.join(rules)})")


_BEFORE: tuple[tuple[str, Modifier], ...] = (
    ("no more than", "le"), ("up to", "le"), ("at most", "le"), ("a maximum of", "le"), ("within", "le"), ("at least", "ge"),
    ("no fewer than", "ge"), ("no less than", "ge"), ("a minimum of", "ge"), ("more than", "over"), ("over", "over"), ("above", "over"),
    ("exceeding", "over"), ("fewer than", "under"), ("less than", "under"), ("under", "under"), ("below", "under"), ("nearly", "near"),
    ("almost", "near"), ("close to", "near"), ("about", "about"), ("around", "about"), ("approximately", "about"), ("approx.", "about"),
    ("approx", "about"), ("roughly", "about"), ("some", "about"), ("c.", "about"), ("circa", "about"), ("~", "about"), (">", "over"),
    ("<", "under"), ("≥", "ge"), ("≤", "le"),
)  # fmt: skip
_AFTER: tuple[tuple[str, Modifier], ...] = (
    ("or more", "ge"),
    ("or so", "about"),
    ("+", "over"),
    ("or fewer", "le"),
    ("or less", "le"),
)


@remembered
def read_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in order; spans are character offsets into the text and never overlap."""
    plain_text = texts.narrow(text)
    chars = list(plain_text)
    for start, end in texts.quoted_spans(text):
        chars[start:end] = "\x00" * (end - start)
    for match in _masks().finditer(plain_text):
        chars[match.start() : match.end()] = "\x00" * (match.end() - match.start())
    return tuple(currencies.in_millions(text, _scan(text, "".join(chars))))


@cache
def _masks() -> re.Pattern[str]:
    lines = prompts.read_text("en", "set_phrases.txt").splitlines()
    phrases = sorted(
        {re.escape(line.strip()) for line in lines if line.strip() and not line.startswith("#")}, key=len, reverse=True
    )
    return re.compile(rf"(?i)\b(?:{'|'.join(phrases)})\b")


def _scan(text: str, masked: str) -> Iterator[Figure]:
    for match in _pattern().finditer(masked):
        rule = match.lastgroup or "num"
        rule = {"unit": "amount", "wunit": "wordamount"}.get(rule, rule)
        read = _READERS[rule](match)
        if read is None:
            continue
        kind, value, unit = read
        start, end = match.span()
        if (
            kind == "range" and not unit and _falls(value)
        ):  # "131 visits" told as "visits 131 to 37 families": two figures
            for piece in re.finditer(_NUM, match[0]):
                low, high = start + piece.start(), start + piece.end()
                yield Figure(text=text[low:high], start=low, end=high, type="count", value=_value(piece[0]), counted=_counted(masked, high))  # fmt: skip
            continue
        yield Figure(
            text=text[start:end], start=start, end=end, type=kind, value=value, unit=unit,
            modifier=_modifier(masked, start, end, match[0]), counted=_counted(masked, end),
        )  # fmt: skip


def _falls(value: str) -> bool:
    """Whether the ends of a range stand the wrong way round for one."""
    low, _, high = value.partition("..")
    ends = number(low), number(high)
    return ends[0] is not None and ends[1] is not None and ends[0] > ends[1]


def _modifier(masked: str, start: int, end: int, found: str) -> Modifier:
    before = re.sub("[-=]+>$", "", masked[max(0, start - 16) : start].rstrip().lower())  # an arrow is no "more than"
    after = masked[end : end + 10].lstrip().lower()
    for word, modifier in _BEFORE:
        if before.endswith(word):
            return modifier
    for word, modifier in _AFTER:
        if after.startswith(word):
            return modifier
    return "over" if found.endswith("+") else ""


def _counted(masked: str, end: int) -> str:
    """The words after a figure that say what it counts, at most 24 characters."""
    return re.split(r"[,;:.()\d\x00]", masked[end : end + 24])[0].strip()


Read = tuple[FigureType, str, str] | None


def _value(text: str) -> str:
    found = number(text)
    return "" if found is None else plain(found)


def _amount(match: re.Match[str]) -> Read:
    unit = UNITS[(match["unit"]).lower()]
    value = _value(match[0][: match.start("unit") - match.start()].rstrip(" -"))
    return ("duration" if unit in DURATIONS else "measure", value, unit)


def _word_amount(match: re.Match[str]) -> Read:
    unit = UNITS[match["wunit"].lower()]
    value = _value(match[0][: match.start("wunit") - match.start()].rstrip(" -"))
    if match[0].lower().startswith(("one ", "a ")) and unit in {"days", "years", "months", "weeks"} and not value:
        return None
    return ("duration" if unit in DURATIONS else "measure", value, unit)


def _money(match: re.Match[str]) -> Read:
    digits, currency = currencies.parted(match[0])
    return ("money", _value(digits), currency)


def _range_of(text: str) -> str:
    pieces = [p for p in re.split(r"\s?(?:[-–—~]|to)\s?", re.sub(rf"{currencies.SIGN}|%", "", text).strip()) if p]
    suffix = re.search(r"(k|m|bn)$", pieces[-1])
    low = pieces[0] + suffix[1] if suffix and pieces[0][-1].isdigit() else pieces[0]
    return f"{_value(low)}..{_value(pieces[-1])}"


def _money_range(match: re.Match[str]) -> Read:
    digits, currency = currencies.parted(match[0])
    return ("range", _range_of(digits), currency)


def _percent(match: re.Match[str]) -> Read:
    body = re.sub(r"(?i)%|per\s?cent", "", match[0]).strip()
    if re.search(r"\d\s?(?:[-–—~]|to)\s?\d", body):
        return ("range", _range_of(body), "%")
    return ("percent", _value(body), "%")


def _points(match: re.Match[str]) -> Read:
    unit = r"(?i)\s?(?:pp|ppts?|percentage[\s-]points?|%\s?points?|per\s?cent\s?points?)$"
    return ("points", _value(re.sub(unit, "", match[0])), "pp")


_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


def _fraction(match: re.Match[str]) -> Read:
    text = match[0].lower()
    if re.fullmatch(r"\d+/\d+", text):
        return ("fraction", text, "")
    if found := re.fullmatch(r"(\w+)\sin\s([\w-]+)", text):
        return ("fraction", f"{_value(found[1])}/{_value(found[2])}", "")
    words = re.split(r"[\s-]", text)
    if words[0] == "a":
        return ("fraction", f"1/{_PARTS[words[1]]}", "")
    return ("fraction", f"{_value(words[0])}/{_PARTS[words[1].rstrip('s')]}", "")


def _range(match: re.Match[str]) -> Read:
    end = re.search(r"[A-Za-z²³]+\d?$", match[0])
    unit = UNITS.get(end[0].lower()) if end else None
    return ("range", _range_of(match[0][: end.start()] if end and unit else match[0]), unit or "")


def _times(match: re.Match[str]) -> Read:
    words = {"twice": "2", "twofold": "2", "threefold": "3"}
    return (
        "multiple",
        words.get(match[0].lower(), _value(re.sub(r"(?i)x$|\s?(?:times|fold)$", "", match[0]))),
        "times",
    )


def _words(match: re.Match[str]) -> Read:
    text = match[0].lower().strip()
    before = match.string[max(0, match.start() - 16) : match.start()].rstrip().lower()
    after = match.string[match.end() : match.end() + 12].lower()
    if text in {"one", "a hundred", "hundred", "thousand", "million"} and (
        text != "one"
        or re.match(r"\s?(?:of|another|can|may|to|day|time\b|by\b)|[-,.;:]|$", after)
        or before.endswith(("no", "any", "each", "every", "this", "that", "the", "which"))
    ):
        return None
    return ("count", _value(text), "")


def _bare(match: re.Match[str]) -> Read:
    return ("count", _value(match[0]), "")


_READERS: dict[str, Callable[[re.Match[str]], Read]] = {
    **dates.READERS,
    "code": lambda m: ("code", re.sub(r"^yr\b", "year", m[0].lower()), ""),
    "ph": lambda _: ("placeholder", "", ""),
    "moneyrange": _money_range,
    "money": _money,
    "pct": _percent,
    "pts": _points,
    "frac": _fraction,
    "half": lambda _: ("fraction", "1/2", ""),
    "vague": lambda m: ("vague", m[0].lower(), ""),
    "ord": lambda m: ("ordinal", str(ORDINALS.get(m[0].lower(), re.sub(r"\D", "", m[0]))), ""),
    "range": _range,
    "amount": _amount,
    "wordamount": _word_amount,
    "times": _times,
    "num": _bare,
    "words": _words,
}
