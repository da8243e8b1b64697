"""Reads figures in Chinese text. Offsets are those of the text as typed.

Numerals inside quotations, set phrases, list marks and articles (一个 …) are no figures (see prompts/zh/set_phrases.txt).
Sources: GB/T 15835-2011 for the ways of writing numbers; units from prompts/zh/units.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from drafter import prompts
from drafter import text as texts
from drafter.figures import plain
from drafter.languages.zh import days
from drafter.languages.zh.numerals import MAGNITUDE as _MAG
from drafter.languages.zh.numerals import MAGNITUDES, number
from drafter.remembering import remembered
from drafter.schema import Figure, FigureType, Modifier

_SIGN = r"(?:(?<![\dA-Za-z.)%号])[+-])?"
_A = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_C = "[零〇一二两三四五六七八九十百千万亿廿卅半壹贰叁肆伍陆柒捌玖拾佰仟]"
_S = rf"{_C}+(?:点{_C}+)?"
_NUM = rf"(?:(?:{_A})\s?(?:(?:{_MAG})(?:\d+(?:{_MAG})?)?)?|{_S})"
_GROUPED = r"(?<![\d.,])[1-9]\d{0,2}(?:[ \u202f]\d{3})+(?!\d|[.,]\d)"
"""A number whose thousands are parted by blanks: of one with a unit only, for two numbers may stand beside each other."""

_PH = r"(?:[XxＸ×]{1,4}|\*{1,4}|_{2,}|[?？]{1,4}|[○〇]{2,}|若干)"
_FIRST = r"[\dA-Za-z零〇一二两三四五六七八九十百千万亿廿卅半壹贰叁肆伍陆柒捌玖拾佰仟Ｘ×*_?？○若待未第〔\[【(（+\-上下好几数成\s]"
"""Every character that a figure may begin with: looked at first, for trying each rule at each character takes four times as long."""

_OPEN = "待定|待统计|待补充?|待核实?|待报|未定|TBD|TBC"
_ASKED = r"(?:(?<=[率额量值:：为])|(?<=[系人户件次总]数)|(?<=面积)|(?<=比例)|(?<=占比)|(?<=意度))[?？](?=$|[，。；,;(（)）])|\A[?？]\Z"
"""A measure, and a question mark for its value; or nothing but that."""
_ASKING = re.compile("怎么|怎样|如何|为什么|多少|几|吗|呢|啥|咋|哪|谁|什么|[不没]")
"""With one of these before it a question mark ends a question."""


@cache
def _units() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    table = prompts.read_table("zh", "units.toml")
    counts = {unit: unit for unit in table["counts"]}  # type: ignore[attr-defined]  # a TOML array
    money, measures, durations = (
        prompts.read_section("zh", "units.toml", name) for name in ("money", "measures", "durations")
    )
    return counts, money, measures, durations


_NAMED = r"\d{1,2}号(?=[机楼线炉泵仓库井桥坝矿门窑岗闸墩棚池])"
"""What is called by its number: no count of it, and no day (`2号机C修`)."""


@cache
def _pattern() -> re.Pattern[str]:
    counts, money, measures, durations = _units()
    words = sorted({*counts, *money, *measures, *durations}, key=len, reverse=True)
    latin = "|".join(re.escape(u) for u in words if u.isascii())
    han = texts.trie_pattern(tuple(u for u in words if not u.isascii()))
    han = rf"(?!平[台均安时等稳整衡原面凡])(?:{han})"  # `832平台` is no 832 square metres
    unit = rf"(?:(?:{han})|(?:{latin})(?![A-Za-z0-9]))"
    rules = (
        rf"(?P<held>[【〔\[][^【】〔〕\[\]\n]{{0,10}}?(?:{_OPEN})[^【】〔〕\[\]\n]{{0,6}}[】〕\]]\s?(?:万|亿|余)?\s?(?:{unit})?)",
        r"(?P<docnum>[〔\[(（]\s?\d{4}\s?[〕\])）]\s?第?\d+号|第\d+号(?:令|文)?)",
        *days.rules(unit),
        r"(?P<clock>(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<=[上下中]午|晚上|早上|凌晨|傍晚)(?:[一二三四五六七八九十]{1,2}|\d{1,2})点半?)",
        rf"(?P<permille>千分之\s?(?:{_NUM})|(?:{_A})\s?‰)",
        rf"(?P<fraction>(?:{_C}+|\d+)分之(?:{_S}|(?:{_A})|百?(?<=百分之){_PH}))",
        r"(?P<share>(?:[一二三四五六七八九两]|\d(?:\.\d)?)成(?!立|功|果|员|绩|熟|本|效|为|长|都|交|分|人|品|群|套|型|片|了)[一二三四五六七八九半]?)",
        rf"(?P<points>{_SIGN}(?:{_A}|{_S}|{_PH})\s?(?:个\s?)?(?:百分点|(?<=个)点(?![位次])|pp))",
        rf"(?P<percent>{_SIGN}(?:{_A})\s?%\s?[-~—–至到]+\s?(?:{_A})\s?%|{_SIGN}(?:{_A})\s?[-~—–]\s?(?:{_A})\s?%|{_SIGN}(?:{_A}|{_PH})\s?%)",
        rf"(?P<mult>(?:{_A}|{_S})(?:多|余)?倍)",
        rf"(?P<code>A[345](?=[双单]面|纸)|\d+(?:\s?\+\s?[\dNnXx]+)+|[A-Za-z]+[-/]?\d[A-Za-z0-9./-]*(?![0-9.]*\s?(?:{unit}))|(?<![\d.])\d{{1,2}}[A-Z](?![A-Za-z])级?|\d{{3,4}}-\d{{7,8}}|(?<!\d)\d{{7,}}(?!\s?(?:{unit}|万|亿|\d|[,.]\d)))",
        rf"(?P<vague>(?:好几|几|数|上|成)[十百千万亿]+(?!分之)(?:余|多)?\s?(?:{unit})?|十几\s?(?:{unit})?|好几\s?(?:{unit}))",
        rf"(?P<ordinal>第\s?(?:\d+|{_C}+)\s?(?:{unit}|名|届|批|期|次|位|轮|季)?|(?<![\d.,月]){_NAMED})",
        rf"(?P<range>(?:{_NUM})\s?(?:{unit})?\s?[-~—–至到]{{1,2}}\s?(?:{_NUM})\s?(?:{unit}))",
        rf"(?P<adjacent>(?:一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)十?[百千万]?(?:{unit})(?!级))",
        rf"(?P<placeholder>{_PH}\s?(?:万|亿|余)?\s?(?:{unit}|人民币)|(?:20)?[XxＸ×]{{2,4}}年|(?<![A-Za-z])(?:[Xx×]{{2,4}}|[?？]{{2,4}}|_{{2,}}|\*{{2,4}})(?=$|[，。；,;)）、\s])|{_ASKED})",
        r"(?P<spoken>[一二两三四五六七八九十\d]+(?:亩|米|块|斤|吨|公里|里)[二三四五六七八九半](?=$|[，。；、,;)）\s的]|左右))",
        rf"(?P<amount>{_SIGN}(?:{_GROUPED}|{_NUM})\s?(?:多|余|来|几)?\s?(?P<unit>{unit}))",
        rf"(?P<number>[一二两三四五六七八九十][零一二两三四五六七八九十百千]*[万亿][零一二两三四五六七八九十百千万]*(?![一二三四五六七八九十]?(?:{unit}))(?![多余来几火里物])|{_SIGN}(?:{_A})\s?[万亿][1-9](?![\d.,千百万亿个])|{_SIGN}(?:{_A})\s?(?:{_MAG})?(?:余|多)?)",
        rf"(?P<open>{_OPEN})",
    )
    return re.compile(f"(?={_FIRST})(?:{'|'.join(rules)})")


_BEFORE: tuple[tuple[str, Modifier], ...] = (
    ("将近", "near"), ("接近", "near"), ("近", "near"), ("超过", "over"), ("超", "over"), ("逾", "over"), ("突破", "over"),
    ("高于", "over"), ("不少于", "ge"), ("不低于", "ge"), ("至少", "ge"), ("不超过", "le"), ("不高于", "le"), ("至多", "le"),
    ("最多", "le"), ("控制在", "le"), ("不足", "under"), ("不到", "under"), ("低于", "under"), ("未达", "under"),
    ("大约", "about"), ("大概", "about"), ("约", "about"), ("≤", "le"), ("≥", "ge"), ("<", "under"), (">", "over"),
)  # fmt: skip
_MODIFIERS = dict(_BEFORE)
_ENDS_MODIFYING = re.compile(f"(?:{'|'.join(_MODIFIERS)})$")
_ENDS_IN_A_WORD = re.compile("[节租签预条合公契制邀特失违解缔履续简俭集守]约$")
_AFTER: tuple[tuple[str, Modifier], ...] = (
    ("左右", "about"), ("上下", "about"), ("以上", "ge"), ("以内", "le"), ("之内", "le"), ("以下", "le"), ("出头", "over"),
    ("多", "over"), ("余", "over"),
)  # fmt: skip
_MODIFIERS_AFTER = dict(_AFTER)
_BEGINS_MODIFYING = re.compile("|".join(_MODIFIERS_AFTER))
_COUNTED_STOP = re.compile(r"[,，;；。:：、()（）\d\x00]")


@cache
def _mask_pattern() -> re.Pattern[str]:
    lines = prompts.read_text("zh", "set_phrases.txt").splitlines()
    phrases = tuple(
        sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")}, key=len, reverse=True)
    )
    marks = r"(?:(?<=[。；;\n])|^)\s*(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、).](?!\d)|第[一二三四五六七八九十][,，、])"
    listed = r"(?:(?<=[。；;，,：:\n])|^)[一二三四五六七八九十]是"
    grades = r"(?<![提最升])高[一二三](?![十百千万点倍个成项])|初[一二三](?![十百千万点])|(?<![扩增加最])大[一二三四](?=学|年级|新生)"
    clashing = r"十分(?!钟|之|[一二三四五六七八九十])|十一(?=黄金周|假期|期间|长假|国庆|前后|、|[，。])"
    heading = r"(?<=[(（/])[十百千万亿]{1,2}[^\d()（）]{1,3}(?=[)）]|$)"  # the unit that a column is in: 进煤（万吨）
    return re.compile(
        rf"(?<![\d一二三四五六七八九十百千万亿两.])(?:{texts.trie_pattern(phrases)}|{clashing})|{grades}|{marks}|{listed}|{heading}"
    )


@remembered
def read_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in order; spans are character offsets into the text and never overlap."""
    plain_text = texts.narrow(text)
    return tuple(_scan(text, _mask(text, plain_text)))


def _mask(text: str, plain_text: str) -> str:
    """The text with quotations, set phrases and list marks blanked, at the same offsets."""
    chars = list(plain_text)
    spans = [*texts.quoted_spans(text), *(match.span() for match in _mask_pattern().finditer(plain_text))]
    for start, end in spans:
        chars[start:end] = "\x00" * (end - start)
    return "".join(chars)


def _scan(text: str, masked: str) -> Iterator[Figure]:
    for match in _pattern().finditer(masked):
        rule = match.lastgroup if match.lastgroup != "unit" else "amount"
        figure = _READERS[rule or "number"](match)
        if figure is None:
            continue
        kind, value, unit = figure
        start, end = match.span()
        while end > start and masked[end - 1] == " ":
            end -= 1
        yield Figure(
            text=text[start:end],
            start=start,
            end=end,
            type=kind,
            value=value,
            unit=unit,
            modifier=_modifier(masked, start, end, match[0]),
            counted=_counted(masked, start),
        )


def _modifier(masked: str, start: int, end: int, found: str) -> Modifier:
    before = masked[max(0, start - 5) : start].rstrip().removesuffix("了").removesuffix("达").removesuffix("为")
    if (match := _ENDS_MODIFYING.search(before)) and not _ENDS_IN_A_WORD.search(before):
        return _MODIFIERS[match[0]]
    if match := _BEGINS_MODIFYING.match(masked[end : end + 3].lstrip()):
        return _MODIFIERS_AFTER[match[0]]
    return "over" if "多" in found or "余" in found else ""


def _counted(masked: str, start: int) -> str:
    """The wording before a figure that says what it counts: back to the last stop, at most 12 characters."""
    before = _COUNTED_STOP.split(masked[max(0, start - 12) : start])[-1]
    return before.replace(" ", "")


# --- what each rule's match is worth: (type, value, unit), None when it is no figure after all

_Read = tuple[FigureType, str, str] | None


def _text_value(text: str) -> str:
    value = number(text)
    return "" if value is None else plain(value)


def _unit_of(text: str) -> tuple[FigureType, str]:
    counts, money, measures, durations = _units()
    if text in money:
        return "money", money[text]
    if text in measures:
        return "measure", measures[text]
    if text in durations:
        return "duration", durations[text]
    return "count", counts.get(text, text)


_DIGIT = re.compile("[\\d一二两三四五六七八九半壹贰叁肆伍陆柒捌玖廿卅]")


def _read_amount(match: re.Match[str]) -> _Read:
    raw, unit = match[0], match["unit"]
    numeral = raw[: len(raw) - len(unit)].strip()
    kind, canonical = _unit_of(unit)
    if kind == "money" and not _DIGIT.search(numeral) and not numeral.startswith("十"):
        return None
    if kind == "count" and (numeral == "一" or (numeral in {"百", "千", "万", "亿", "万千"})):
        return None
    if (
        kind == "measure"
        and unit in {"平", "方", "里", "克", "斤", "升"}
        and numeral in {"一", "十", "百", "千", "万", "四"}
    ):
        return None
    if kind == "duration" and numeral in {"一", "百", "千", "万"}:
        return None
    if unit in {"个半小时", "个半月"}:
        value = number(numeral)
        return None if value is None else ("duration", plain(value + Decimal("0.5")), canonical)
    if numeral == "半" and kind != "duration":
        return None
    value_text = _text_value(numeral)
    return (kind, value_text, canonical) if value_text else None


def _read_spoken(match: re.Match[str]) -> _Read:
    """`三亩二` → 3.2亩, `两米半` → 2.5米, `三块五` → 3.5元."""
    unit = re.sub(r"[\d一二两三四五六七八九十半]", "", match[0])
    whole, tenth = match[0].split(unit)
    value = (number(whole) or Decimal(0)) + (Decimal(5) if tenth == "半" else number(tenth) or Decimal(0)) / 10
    return ("money", plain(value), "元") if unit == "块" else ("measure", plain(value), _units()[2][unit])


def _read_number(match: re.Match[str]) -> _Read:
    value = _text_value(match[0])
    return ("bare", value, "") if value else None


_SIGNED = re.compile(rf"{_SIGN}(?:{_A})")


def _read_percent(match: re.Match[str]) -> _Read:
    values = [_text_value(piece) for piece in _SIGNED.findall(match[0])]
    if not values:
        return ("placeholder", "", "%")
    if len(values) == 2:
        return ("range", "..".join(value.lstrip("-") for value in values), "%")
    return ("percent", values[0], "%")


_RISES = re.compile("[增升涨降跌减低差]|提高|比|[高超]$|[高超]出|[高超快慢少]了")
_MOST_POINTS = 20
"""`36个点` are places, unless something is said to rise or fall."""


def _read_points(match: re.Match[str]) -> _Read:
    value = _text_value(re.sub(r"\s?(?:个\s?)?(?:百分点|点|pp)$", "", match[0]))
    told = _COUNTED_STOP.split(match.string[max(0, match.start() - 12) : match.start()])[-1]
    if (
        not match[0].endswith(("百分点", "pp"))
        and value.isdigit()
        and int(value) > _MOST_POINTS
        and not _RISES.search(told)
    ):
        return ("count", value, "个")
    return ("points", value, "百分点") if value else ("placeholder", "", "百分点")


def _read_fraction(match: re.Match[str]) -> _Read:
    below, above = match[0].split("分之")
    if below == "百":
        value = _text_value(above)
        return ("percent", value, "%") if value else ("placeholder", "", "%")
    if below == "万":
        return ("fraction", f"{_text_value(above)}/10000", "")
    return ("fraction", f"{_text_value(above)}/{_text_value(below)}", "")


def _read_permille(match: re.Match[str]) -> _Read:
    return ("percent", _text_value(re.sub(r"千分之|‰", "", match[0])), "‰")


def _read_share(match: re.Match[str]) -> _Read:
    head, _, tail = match[0].partition("成")
    tens = number(head)
    if tens is None:
        return None
    ones = Decimal(5) if tail == "半" else (number(tail) or Decimal(0))
    return ("percent", plain(tens * 10 + ones), "%")


def _read_multiple(match: re.Match[str]) -> _Read:
    value = _text_value(match[0].removesuffix("倍"))
    return ("multiple", value, "倍") if value else None


def _read_ordinal(match: re.Match[str]) -> _Read:
    found = re.match(rf"(?:第\s?)?(\d+|{_C}+)\s?(.*)", match[0])
    assert found  # the rule has matched
    value = _text_value(found[1])
    return ("ordinal", value, found[2]) if value else None


def _read_range(match: re.Match[str]) -> _Read:
    pieces = re.fullmatch(rf"({_NUM})\s?(.*?)\s?[-~—–至到]{{1,2}}\s?({_NUM})\s?(\D+)", match[0])
    if not pieces:
        return None
    first, first_unit, second, unit = pieces.groups()
    kind, canonical = _unit_of(unit)
    low, high = number(first), number(second)
    if low is None or high is None or (first_unit and _unit_of(first_unit)[1] != canonical):
        return None
    magnitude = re.search(rf"({_MAG})$", second)
    if magnitude and not re.search(rf"({_MAG})", first) and low < high and kind != "duration":
        low *= MAGNITUDES[magnitude[1]] if re.fullmatch(_A, first) else 1
    return ("range", f"{plain(low)}..{plain(high)}", canonical)


def _read_placeholder(match: re.Match[str]) -> _Read:
    if match[0] in {"?", "？"} and _ASKING.search(_COUNTED_STOP.split(match.string[: match.start()])[-1]):
        return None
    unit = re.sub(rf"^{_PH}\s?(?:余)?\s?", "", match[0])
    if match[0].endswith("年") and (match[0].startswith("20") or not unit.endswith("年")):
        return ("placeholder", "", "年")
    unit = re.sub("^(?:万|亿)", "", unit) or unit
    if not unit or re.fullmatch(_PH, match[0]):
        return ("placeholder", "", "")
    return ("placeholder", "", _unit_of(unit)[1])


def _read_vague(match: re.Match[str]) -> _Read:
    return ("vague", match[0].replace(" ", ""), "")


def _read_code(match: re.Match[str]) -> _Read:
    return ("code", match[0].replace(" ", ""), "")


def _read_open(match: re.Match[str]) -> _Read:
    """`待统计`; of `【待补充】名` the brackets are part of what is filled in, and so is the unit."""
    unit = re.sub(r"^.*[】〕\]]\s?(?:万|亿|余)?\s?|^[^【〔\[].*", "", match[0])
    return ("placeholder", "", _unit_of(unit)[1] if unit else "")


_READERS = {
    **days.READERS, "docnum": _read_code, "clock": _read_code, "permille": _read_permille,
    "fraction": _read_fraction, "share": _read_share, "points": _read_points, "percent": _read_percent,
    "mult": _read_multiple, "code": _read_code, "vague": _read_vague, "ordinal": _read_ordinal, "range": _read_range,
    "adjacent": _read_vague, "placeholder": _read_placeholder, "amount": _read_amount, "spoken": _read_spoken, "number": _read_number,
    "open": _read_open, "held": _read_open,
}  # fmt: skip
