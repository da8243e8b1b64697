"""The surface of print in English: curly quotes, one blank between words, en dashes in ranges. No value and no word is changed.

Quotations, addresses and codes are left letter by letter. A rule whose result reads as other figures is not applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter import text as texts
from drafter.languages.en.figures import read_figures
from drafter.remembering import remembered

_LEFT_ALONE = re.compile(
    r"“[^“”\n]*”|https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\[[^\[\]]*\]"
    r"|\b(?:[A-Z]{2,}[A-Z/]*[- ]?|[A-Z])\d[\d./:-]*\w*|\d+(?:[-/.]\d+){2,}|\b0\d+(?:[ -]\d+)+"
)
_HAN = f"[{texts.HAN}]"
_FULL = {"，": ", ", "；": "; ", "：": ": ", "。": ". ", "（": " (", "）": ") ", "！": "! ", "？": "? ", "％": "%"}


@remembered
def polish(text: str) -> str:
    """The text as it is printed; the same text again for one that is in print already. Figures keep their values."""
    if re.search("[\ue000-\uf8ff]", text):  # stands for what is left alone
        return text
    now = text
    for _ in range(4):
        before, now = now, _once(now)
        if now == before:
            return now if _values(now) == _values(text) else text
    return text


def _once(text: str) -> str:
    text = _kept(text, _quotes)
    alone: list[str] = []

    def hide(match: re.Match[str]) -> str:
        alone.append(match[0])
        return chr(0xE000 + len(alone) - 1)

    sheltered = _LEFT_ALONE.sub(hide, text)
    if len(alone) > 0x1000:
        return text
    for rule in (_marks, _blanks, _ranges):
        sheltered = _kept(sheltered, rule)
    return re.sub("[\ue000-\uf8ff]", lambda m: alone[ord(m[0]) - 0xE000], sheltered).strip()


def _kept(text: str, rule: Callable[[str], str]) -> str:
    """The text under a rule, or as it was where the rule would give other figures."""
    after = rule(text)
    return text if after == text or _values(after) != _values(text) else after


def _values(text: str) -> list[tuple[str, str, str, str]]:
    return [(f.type, f.value, f.unit, f.modifier) for f in read_figures(text) if f.type != "placeholder"]


def _quotes(text: str) -> str:
    """Straight double quotes to “ ” in pairs, an odd one stays; an apostrophe inside or after a word is curly."""
    if text.count('"') % 2 == 0:
        text = re.sub(r"\"([^\"\n]*)\"", r"“\1”", text)
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", text)


def _marks(text: str) -> str:
    """Full-width marks to half-width, but for those beside Chinese; three dots to …; two hyphens between words to a dash."""
    text = re.sub(f"(?<!{_HAN})[，；：。（）！？％](?!{_HAN})", lambda m: _FULL[m[0]], text)
    text = re.sub(r"\.{3,}", "…", text)
    return re.sub(r"(?<=\w)\s*(?<!-)--(?!-)\s*(?=\w)", " – ", text)


def _blanks(text: str) -> str:
    """One between words, none before a stop or inside brackets, none before a per cent sign."""
    text = re.sub(r"[ \t\u00a0\u3000]+", " ", text)
    text = re.sub(r" +([,;:.!?)](?=\s|$|[”’)]))", r"\1", text)
    text = re.sub(r"(?<=\() +", "", text)
    return re.sub(r"(?<=\d) (?=%)", "", text)


def _ranges(text: str) -> str:
    """`5-10` to `5–10` where the figures read as a range; minus signs, codes and dates in digits stay."""
    pieces, last = [], 0
    for figure in read_figures(text):
        span = figure.type == "range" or (figure.type == "date" and re.search("[./]", figure.value))
        printed = re.sub(r"(?<=[\d%a-z])[-~](?=[£$€]?\d)", "–", figure.text) if span else figure.text
        pieces += [text[last : figure.start], printed]
        last = figure.end
    return "".join([*pieces, text[last:]])
