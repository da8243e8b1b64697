"""The surface of print in Chinese: punctuation by GB/T 15834-2011, numbers by GB/T 15835-2011. No value and no word is changed.

Quotations, titles in 《》, addresses, codes, document numbers and foreign phrases are left letter by letter. A rule whose result reads
as other figures is not applied.
"""

from __future__ import annotations

import re
from itertools import cycle

from drafter import text as texts
from drafter.languages.surface import MOST_SHELTERED, SHELTERED, settled, shelter, under, unshelter
from drafter.languages.zh.figures import read_figures
from drafter.languages.zh.formal import print_figure
from drafter.remembering import remembered

_HAN = f"[{texts.HAN}]"
_BESIDE = rf"[{texts.HAN}{SHELTERED}）》”】〕%℃，。；：、！？]"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_WIDE = {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)
} | {ord("％"): "%"}

_CALM = re.compile(rf"[{texts.HAN}A-Za-z0-9，。；、：！？（）【】“”《》%.]*")
"""What holds no blank and no half-width mark but the point of a decimal …"""

_STIR = re.compile(
    r"(?<!\d)\.|\.(?!\d)|[，。；：、！？]{2}|(?:年|月|^|[^\d.])0\d|\d(?:万|亿)?(?:立方(?!米)|平(?!方)|方)|\d号|[一二三四五六七八九十先次后]、"
    r"|[一二三四五六七八九十]是，|\d、|）[、.]|km|kg|m\d|”、“|》、《|“[^”]*(?:“|$)|^[^“]*”|”[^“]*”"
)
"""… and none of these is in print already."""

_FOREIGN = re.compile(
    r"https?://[^\s，。；、）》”]+|www\.[^\s，。；、）》”]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"  # addresses
    r"|[〔\[(（【]\s?\d{4}\s?[〕\])）】]\s?第?\d+号"  # document numbers
    r"|[A-Z][A-Za-z]*(?:/[A-Z]+)*[ -]?\d[\d.:/—–-]*[A-Za-z0-9]*(?![\d.]*\s?[㎡%])"  # GB/T 9704-2012
    r"|\d{3,4}-\d{7,8}|\d+(?:[-/.]\d+){2,}|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # telephones, 2025-05-20, clocks
    r"|【[^【】]*】"  # placeholders
    r"|[A-Za-z][A-Za-z'’]*(?:[ ,.&-]+[A-Za-z][A-Za-z'’]*)+"  # phrases in another language
)

_BARE = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?")


@remembered
def polish(text: str) -> str:
    """The text as it is printed; the same text again for one that is in print already. Figures keep their values."""
    if _CALM.fullmatch(text) and not _STIR.search(text):
        return text
    if _BARE.fullmatch(text):  # a table's cell
        return text.replace(",", "")
    if re.search(f"[{SHELTERED}]", text) or not re.search(_HAN, text):
        return text
    return settled(text, _once, read_figures)


def _once(text: str) -> str:
    text = under(text, (_quotes,), read_figures)
    sheltered, quotes = shelter(text, texts.quoted_spans(text))
    sheltered, foreign = shelter(sheltered, (match.span() for match in _FOREIGN.finditer(sheltered)), len(quotes))
    foreign = tuple(unshelter(one, quotes) for one in foreign)
    if len(quotes) + len(foreign) > MOST_SHELTERED:
        return text
    sheltered = under(sheltered, _RULES, read_figures)
    sheltered = re.sub(f"(?<=([{SHELTERED}]))、(?=([{SHELTERED}]))", lambda m: _between(m, quotes), sheltered)
    return unshelter(sheltered, (*quotes, *foreign))


def _quotes(text: str) -> str:
    """Corner brackets and straight quotes to “ ” in pairs; an odd straight one stays. Two “ without a ” are a pair."""
    text = text.translate({ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’"})
    straight = re.sub(r"[＂〝〞]", '"', text)
    if straight.count('"') and straight.count('"') % 2 == 0:
        text = _alternated(straight, '"')
    for one, other in ("“”", "”“"):
        if text.count(one) and text.count(one) % 2 == 0 and other not in text:
            text = _alternated(text, one)
    return re.sub(
        r"(?<![A-Za-z‘])'([^'\n“”]{1,40})'(?![A-Za-z])",
        lambda m: f"‘{m[1]}’" if re.search(_HAN, m[1]) else m[0],
        text,
    )


def _alternated(text: str, mark: str) -> str:
    sides = cycle("“”")
    return "".join(next(sides) if char == mark else char for char in text)


def _widths(text: str) -> str:
    """Full-width digits, letters and % to half-width."""
    return text.translate(_WIDE)


def _numbers(text: str) -> str:
    """Each figure as print has it: no commas or blanks inside, no leading zeros in dates, units in Chinese, ～ and — in ranges."""
    pieces, last = [], 0
    for figure in read_figures(text):
        pieces += [text[last : figure.start], _figure(figure.text, figure.type, print_figure(figure))]
        last = figure.end
    return "".join([*pieces, text[last:]])


_RANGE = re.compile(r"(?<=[\d%‰年月日人次个家户名件项场万亿元])\s*[-~－–—～〜∼]+\s*(?=\d)")


def _figure(typed: str, kind: str, printed: str) -> str:
    if kind in {"code", "placeholder", "vague"} or not re.match(r"[\d+-]", typed):
        return typed
    if kind == "date":
        plain = re.sub(r"^0(?=[1-9]月)|(?<=[年月—])0(?=[1-9])", "", _RANGE.sub("—", printed))
        return plain if re.search("[年月日季]", printed) else typed
    if re.search(r"\d\s?(?:方|平)$", typed):  # 三方, 打平: only where a magnitude says that something is measured
        return typed
    if kind == "range" or re.search(r"\d\s*[-~～–—]\s*\d", printed):
        return _range(_RANGE.sub("～", printed))
    return printed


def _range(text: str) -> str:
    """The sign or magnitude that both ends share stands at both: 5～10% → 5%～10%, 5～10万元 → 5万～10万元."""
    return re.sub(r"^(\d[\d.]*)～(\d[\d.]*)([%‰万亿])", r"\1\3～\2\3", text)


def _dates(text: str) -> str:
    """No leading zeros; 日, not 号."""
    text = re.sub(r"(?<=年)0(?=[1-9]月)|(?<=\d月)0(?=[1-9][日号])|(?<![\d.])0(?=[1-9]月0?\d{1,2}[日号])", "", text)
    return re.sub(r"(?<=\d)(月\d{1,2})号(?=$|[前后起至到的，。；、）]|[上下]午)", r"\1日", text)


def _blanks(text: str) -> str:
    """None beside Chinese characters and full-width marks."""
    beside = rf"[{texts.HAN}{SHELTERED}，。；：、！？（）《》“”【】]"
    return re.sub(rf"(?<={beside})[ \t\u3000\u00a0]+|[ \t\u3000\u00a0]+(?={beside})", "", text)


def _marks(text: str) -> str:
    """Half-width marks beside Chinese to full-width ones; a full stop, six dots, a dash of two cells."""
    text = re.sub(
        rf"(?<={_BESIDE})([,;:!?])|([,;:!?])(?={_HAN}|[{SHELTERED}（《“])", lambda m: _FULL[m[1] or m[2]], text
    )
    text = re.sub(r"(?<=[\d%])([,;])(?=\d{1,2}[^\d,]|\d{4,})", lambda m: _FULL[m[1]], text)
    text = re.sub(r"\(([^()（）]*)\)", _brackets, text)
    text = re.sub(r"\.{3,}|。{3,}|(?<!…)…(?!…)|…{3,}", "……", text)
    text = re.sub(rf"(?<={_BESIDE})(?:--+|－－+)(?={_HAN}|[{SHELTERED}])", "——", text)
    return re.sub(rf"(?<=[{texts.HAN}）%])[.．](?=$|{_HAN}|[{SHELTERED}])|(?<=[{SHELTERED}])[.．]$", "。", text)


def _brackets(match: re.Match[str]) -> str:
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    chinese = re.search(rf"{_HAN}|[{SHELTERED}]", match[1] + around)
    return f"（{match[1]}）" if chinese else match[0]


def _doubled(text: str) -> str:
    """One mark where two were typed."""
    text = re.sub(r"([，、；：。！？])\1+", lambda m: m[0] if m[0].startswith("。。。") else m[1], text)
    return re.sub(r"[，、；：]+(?=[。！？])|(?<=[。！？；])[，、]+|(?<=：)[，、；]+", "", text)


def _lists(text: str) -> str:
    """第一， and 1. and （一） as print has them."""
    text = re.sub(r"(?:^|(?<=[。；：]))(第[一二三四五六七八九十]|首先|其次|再次|最后)、", r"\1，", text)
    text = re.sub(r"(?<=[一二三四五六七八九十]是)，", "", text)
    text = re.sub(rf"(?:^|(?<=[。；]))(\d{{1,2}})、(?={_HAN})", r"\1.", text)
    return re.sub(r"(?<=（[一二三四五六七八九十\d]）)[、.．]", "", text)


def _between(match: re.Match[str], quotes: tuple[str, ...]) -> str:
    """Nothing between two quotations or two titles that stand side by side (GB/T 15834-2011 §4.5.3.5)."""
    first, second = (unshelter(mark, quotes)[:1] for mark in match.groups())
    return "" if first == second else match[0]


_RULES = (_widths, _blanks, _numbers, _dates, _marks, _blanks, _doubled, _lists)
