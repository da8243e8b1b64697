"""English numerals: what `1,190`, `£74k`, `twenty-seven` and `a dozen` are worth."""

from __future__ import annotations

import re
from decimal import Decimal

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * (i + 2)
    for i, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
          "lakh": 10**5, "crore": 10**7}  # fmt: skip
SUFFIX = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "thousand": 10**3, "million": 10**6, "billion": 10**9,
          "lakh": 10**5, "crore": 10**7}  # fmt: skip
_IN_ORDER = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
ORDINALS = {word: value for value, word in enumerate(_IN_ORDER, 1)}


def number(text: str) -> Decimal | None:
    """The worth of digits or number words (`1,190`, `74k`, `twenty-seven`, `a dozen`, `one point eight`)."""
    text = text.strip().lower().lstrip("£$€").rstrip("+").strip()
    if match := re.fullmatch(
        r"([+-]?)[£$€]?\s?(\d[\d,]*(?: \d{3})*(?:\.\d+)?|[\d,]+(?:\.\d+)?)\s?(k|mn|m|bn|thousand|million|billion|lakhs?|crores?)?",
        text,
    ):
        value = Decimal(re.sub("[, ]", "", match[2])) * SUFFIX.get((match[3] or "").rstrip("s"), 1)
        return -value if match[1] == "-" else value
    whole, _, decimals = text.partition(" point ")
    total, current = 0, 0
    for word in re.split(r"[\s-]+", whole):
        if word in ONES:
            current += ONES[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0
        elif word == "dozen":
            current = (current or 1) * 12
        elif word not in {"a", "and", "half", ""}:
            return None
    value = Decimal(total + current)
    if not all(word in ONES for word in decimals.split()):
        return None
    if decimals:
        value += Decimal("0." + "".join(str(ONES[word]) for word in decimals.split()))
    return value / 2 if text.startswith("half a") else value
