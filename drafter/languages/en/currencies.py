"""Currencies as English notes write them: signs, ISO 4217 codes in capitals, and names behind the number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from drafter.figures import plain
from drafter.schema import Figure

_SIGNS = {"£": "GBP", "$": "USD", "€": "EUR", "₹": "INR", "₦": "NGN", "₱": "PHP", "₵": "GHS", "¥": "JPY"}
_SHORT = {"KSh": "KES", "Ksh": "KES", "KShs": "KES", "Kshs": "KES", "TSh": "TZS", "USh": "UGX", "Rs": "INR", "Rs.": "INR", "MK": "MWK",
          "GH₵": "GHS", "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "Php": "PHP", "Tk": "BDT"}  # fmt: skip
_ISO_4217 = (
    "GBP USD EUR KES UGX TZS RWF ETB MWK ZMW ZAR NGN GHS XOF XAF SLE LRD MZN BWP NAD EGP MAD TND INR PKR BDT NPR LKR PHP IDR VND "
    "THB MMK KHR LAK MYR SGD HKD CNY JPY KRW AUD NZD CAD CHF SEK NOK DKK ISK PLN CZK HUF RON BGN UAH GEL AMD AZN KZT KGS TJS UZS TRY "
    "ILS JOD LBP IQD AFN BRL ARS CLP COP PEN BOB MXN GTQ HNL NIO DOP HTG JMD FJD PGK SBD VUV"
)
_CODES = _ISO_4217.split()
_NAMES = {"pounds": "GBP", "dollars": "USD", "euros": "EUR", "rupees": "INR", "shillings": "KES", "naira": "NGN", "pesos": "PHP", "kwacha": "MWK",
          "cedis": "GHS", "birr": "ETB", "rand": "ZAR", "francs": "CHF", "taka": "BDT", "kroner": "NOK", "quid": "GBP"}  # fmt: skip

_BEFORE = "|".join(map(re.escape, sorted((*_SHORT, *_CODES), key=len, reverse=True)))
SIGN = rf"[{''.join(_SIGNS)}]"
"""What stands right before a number, any pattern."""

RAND = r"(?-i:(?<![A-Za-z])R)(?=\d{1,3}(?:,\d{3})+\b|\d+(?:\.\d+)?\s?(?:m|million|bn|billion|k)\b)"
"""`R480,000` and `R9.84m` are money, `R2` is a room."""

BEFORE = rf"(?-i:(?<![A-Za-z])(?:{_BEFORE})(?![A-Za-z]))\s?|{RAND}|{SIGN}|\b(?:GBP|USD|EUR)(?![a-z])\s?"
BEHIND = rf"(?:{'|'.join(_NAMES)})|(?-i:{'|'.join(_CODES)})"
CODE = "|".join(_CODES)

_ANY = re.compile(f"{BEFORE}|(?:{BEHIND})", re.IGNORECASE)
_KNOWN = {
    **_SIGNS,
    **{name.lower(): code for name, code in _SHORT.items()},
    **{code.lower(): code for code in _CODES},
    **_NAMES,
    "r": "ZAR",
}


_MILLIONS = re.compile(r"\d\s?m")
_NO_LENGTH = re.compile(
    r"(?i)\s*(?:$|[,;.)]|[-–—]|(?:received|spent|still|left|to|so|over|under|in|from|for|short|paid|went|was|is|more|less)\b)"
)


def in_millions(text: str, found: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, those that seem metres as money where one before them is in millions and no thing of that length follows
    (`UGX 412m received, 356m spent`, but not `£3m, 400m of path`).
    """
    currency = ""
    for figure in found:
        if figure.type == "money" and _MILLIONS.search(figure.text):
            currency = figure.unit
        metres = (
            figure.type == "measure" and figure.unit == "m" and figure.text.endswith("m") and " " not in figure.text
        )
        if currency and metres and ("." in figure.text or _NO_LENGTH.match(text, figure.end)):
            value = plain(Decimal(figure.value) * 1_000_000)
            yield figure.model_copy(update={"type": "money", "value": value, "unit": currency})
        else:
            yield figure


def parted(text: str) -> tuple[str, str]:
    """An amount of money as its number's text and the currency's code, empty where none is named."""
    found = _ANY.search(text)
    if found is None:
        return text, ""
    left = (text[: found.start()] + text[found.end() :]).strip()
    return left, _KNOWN[found[0].strip().lower()]
