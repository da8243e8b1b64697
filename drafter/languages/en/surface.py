"""The surface of print in English: curly quotes, one blank between words, en dashes in ranges. No value and no word is changed.

Quotations, addresses and codes are left letter by letter. A rule whose result reads as other figures is not applied.
"""

from __future__ import annotations

import re

from drafter import text as texts
from drafter.languages.en.figures import read_figures
from drafter.languages.surface import MOST_SHELTERED, SHELTERED, settled, shelter, under, unshelter
from drafter.remembering import remembered

_LEFT_ALONE = re.compile(
    r"“[^“”\n]*”|https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|\[[^\[\]]*\]"
    r"|\b(?:[A-Z]{2,}[A-Z/]*[- ]?|[A-Z])\d[\d./:-]*\w*|\d+(?:[-/.]\d+){2,}|\b0\d+(?:[ -]\d+)+"
)
_HAN = f"[{texts.HAN}]"
_FULL = {"，": ", ", "；": "; ", "：": ": ", "。": ". ", "（": " (", "）": ") ", "！": "! ", "？": "? ", "％": "%"}


@remembered
def polish(text: str) -> str:
    """The text as it is printed; the same text again for one that is in print already. Figures keep their values."""
    if re.search(f"[{SHELTERED}]", text):  # stands for what is left alone
        return text
    return settled(text, _once, read_figures)


def _once(text: str) -> str:
    text = under(text, (_quotes,), read_figures)
    sheltered, alone = shelter(text, (match.span() for match in _LEFT_ALONE.finditer(text)))
    if len(alone) > MOST_SHELTERED:
        return text
    return unshelter(under(sheltered, (_marks, _blanks, _ranges), read_figures), alone).strip()


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
