"""Chinese and mixed numerals: what `一百五`, `1.86亿` and `1万2千` are worth."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
DIGITS |= {c: i + 1 for i, c in enumerate("壹贰叁肆伍陆柒捌玖")} | {"俩": 2}
TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000, "萬": 10_000, "億": 100_000_000}
MAGNITUDES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百亿": 10**10,
              "千亿": 10**11, "万亿": 10**12}  # fmt: skip


MAGNITUDE = "万亿|千亿|百亿|千万|百万|十万|亿|万|千|百"
_LOOSE = re.compile(r"[\s,多余来几]")
_ARABIC = re.compile(rf"([+-]?)(\d+(?:\.\d+)?)({MAGNITUDE})?(\d+)?({MAGNITUDE})?")


def number(text: str) -> Decimal | None:
    """The worth of an Arabic, Chinese or mixed numeral (`1,486`, `1.86亿`, `一百五`, `1万2千`); None if it is none."""
    text = _LOOSE.sub("", text)
    if match := _ARABIC.fullmatch(text):
        sign, digits, magnitude, more, small = match.groups()
        value = Decimal(digits) * MAGNITUDES.get(magnitude or "", 1)
        if more:
            below = {"万": 10**4, "亿": 10**8, "千": 1000, "百": 100}.get(magnitude or "", 10) // 10
            value += Decimal(more) * (MAGNITUDES[small] if small else below if len(more) == 1 else 1)
        return -value if sign == "-" else value
    return _chinese(text)


def _chinese(text: str) -> Decimal | None:
    whole, dot, tail = text.partition("点")
    if dot:
        value = _chinese(whole)
        if value is None or not tail or any(c not in DIGITS for c in tail.rstrip("万亿")):
            return None
        decimals = "".join(str(DIGITS[c]) for c in tail.rstrip("万亿"))
        scale = GROUPS.get(tail[-1], 1)
        return (value + Decimal(f"0.{decimals}")) * scale
    if text == "半":
        return Decimal("0.5")
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total, section, digit, last = 0, 0, 0, 1
    for char in text.replace("廿", "二十").replace("卅", "三十"):
        if char in DIGITS:
            digit, last = DIGITS[char], (1 if char in "零〇" else last)
        elif char in TENS:
            section += (digit or 1) * TENS[char]
            digit, last = 0, TENS[char]
        elif char in GROUPS:
            group, told = GROUPS[char], section + digit
            total = total + (told or 1) * group if total >= group else (total + told or 1) * group  # 七亿一千万, 一万亿
            section, digit, last = 0, 0, GROUPS[char]
        else:
            return None
    return Decimal(total + section + digit * (last // 10 if last > 10 else 1))
