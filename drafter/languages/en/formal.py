"""English notes to full sentences: abbreviations out, fragments given the verb they lack, nothing asserted.

Wording stands in prompts/en/language.toml; quotations and titles are left letter by letter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from drafter import prompts
from drafter import text as texts
from drafter.languages.en.figures import read_figures
from drafter.languages.en.numerals import ONES, TENS
from drafter.schema import PartName

_SHELTER = 0xE000
_SUMS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


@cache
def wording() -> dict[str, object]:
    """The table `[formal]` of the language file."""
    return cast("dict[str, dict[str, object]]", prompts.read_table("en", "language.toml"))["formal"]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(f"(?i){find}" if "(?-i:" not in find else find), put)
        for find, put in cast("list[list[str]]", wording()["rules"])
    )


@cache
def _verb(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{wording()[key]})\b")


def formal(text: str) -> str:
    """The note with print's surface: abbreviations written out, thousands with commas, curly quotes, no typing debris."""
    text = "".join(c for c in texts.narrow(text) if not "\ue000" <= c <= "\uf8ff")
    sheltered, quotes = _shelter(text)
    for find, put in _rules():
        sheltered = find.sub(put, sheltered)
    sheltered = re.sub(r"([£$€])\s?([\d,.]+)\s?(k|m|bn)\b", _sum, sheltered)
    sheltered = re.sub(r"(?<![\w,.])(\d[\d.]*)k\b", lambda m: _sum(re.match(r"()([\d,.]+)(k)", m[0])), sheltered)  # type: ignore[arg-type]  # it matches
    sheltered = re.sub(r"(?<![\w£$€.,/-])(\d{4,})(?![\w%/-]|[.,]\d)", _commas, sheltered)
    sheltered = re.sub(r"(?<=\d)\s*(?:->|=>|→)\s*(?=[£$€\d])", " to ", sheltered)
    sheltered = re.sub(
        r"(?<![\w\d])(?:\?{2,}|XX+|TBC|TBD|tbc|tbd|n/a|N/A)(?!\w)(?:\s+[A-Z]\w+ has (?:the|it)\b[^,;.]*)?",
        str(wording()["to_confirm"]),
        sheltered,
    )
    sheltered = re.sub(r"\s*(?:--+|–|—)\s*", ", ", sheltered)
    sheltered = re.sub(r"\s*\.{3,}|\s*…", "", sheltered)
    sheltered = re.sub(r"(\w)\s*'\s?(?=s\b)", r"\1’", sheltered).replace("'", "’")
    sheltered = re.sub(r"\s+([,;:.)])", r"\1", re.sub(r"\s+", " ", sheltered))
    sheltered = re.sub(r"([,;:.])(?:\s*[,;:.])+", r"\1", sheltered).strip(" ,;:.-=>*")
    return _unshelter(sheltered, quotes)


def _shelter(text: str) -> tuple[str, tuple[str, ...]]:
    quotes: list[str] = []
    pieces: list[str] = []
    last = 0
    for start, end in texts.quoted_spans(text):
        pieces += [text[last:start], chr(_SHELTER + len(quotes))]
        inner = text[start + 1 : end - 1]
        quotes.append(f"《{inner}》" if text[start] == "《" else f"“{inner}”")
        last = end
    return "".join([*pieces, text[last:]]).replace('"', ""), tuple(quotes)


def _unshelter(text: str, quotes: tuple[str, ...]) -> str:
    return "".join(quotes[ord(c) - _SHELTER] if 0 <= ord(c) - _SHELTER < len(quotes) else c for c in text)


def _sum(match: re.Match[str]) -> str:
    from decimal import Decimal

    if match[3] != "k":
        return f"{match[1]}{match[2]} {'million' if match[3] == 'm' else 'billion'}"
    return f"{match[1]}{int(Decimal(match[2].replace(',', '')) * _SUMS[match[3]]):,}"


def _commas(match: re.Match[str]) -> str:
    digits = match[1]
    if len(digits) > 12 or digits.startswith("0") or (len(digits) == 4 and digits[:2] in {"19", "20"}):
        return digits
    return f"{int(digits):,}"


def spell(value: int) -> str:
    """1 to 99 in words."""
    if value < 20:
        return list(ONES)[value]
    tens, ones = divmod(value, 10)
    return list(TENS)[tens - 2] + (f"-{list(ONES)[ones]}" if ones else "")


def clauses(text: str) -> list[str]:
    """A formal note cut at semicolons, and at commas before a clause of its own (`pupils 1,190`, `spent £3`)."""
    return [piece.strip(" ,") for piece in re.split(r";\s*", text) if piece.strip(" ,")]


def sentence(text: str, part: PartName) -> str:
    """One clause as a full sentence without its stop, by the part's voice."""
    text = text.strip(" ,;.")
    first = re.match(r"[A-Za-z’-]+", text)
    word = first[0].lower() if first else ""
    if not text:
        return ""
    if re.match(r"(?i)we\b|i\b", text):
        return capital(text)
    if part == "plans":
        return _plan(text, word)
    if measured := _measured(text):
        return measured
    if _is_past(word, text):
        return f"We {lower(text)}"
    if finite(text):
        return _open_number(text)
    return _complete(text, part)


def _is_past(word: str, text: str) -> bool:
    """Whether a clause opens with a deed in the past tense that has an object (`planted 6,350 trees`)."""
    if not word or len(text.split()) < 2:
        return False
    if word.startswith("un") or word in {
        "need",
        "speed",
        "feed",
        "seed",
        "weed",
        "bed",
        "shed",
        "red",
        "unmet",
        "mixed",
        "limited",
        "planned",
        "increased",
        "reduced",
        "led",
        "improved",
    }:
        return word in {"increased", "reduced", "led", "improved"} and not re.match(
            r"\w+ (?:costs?|demand|attendance|use|numbers?)\b", text.lower()
        )
    return word.endswith("ed") or re.fullmatch(str(wording()["irregular"]), word) is not None


def finite(text: str) -> bool:
    """Whether a clause has a finite verb of its own after its subject."""
    body = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text)
    words = [w.lower() for w in re.findall(r"[A-Za-z’]+", body)]
    if _verb("verbs").search(body):
        return True
    return any(
        (
            w.endswith("ed")
            and w
            not in {
                "need",
                "speed",
                "seed",
                "feed",
                "limited",
                "united",
                "mixed",
                "shed",
                "unrestricted",
                "restricted",
                "monitored",
                "trained",
                "disabled",
                "experienced",
                "skilled",
            }
        )
        or re.fullmatch(f"{wording()['irregular']}", w)
        for w in (words if text[:1].isdigit() else words[1:])
    )


def _plan(text: str, word: str) -> str:
    if re.match(rf"(?i)(?:{wording()['plan_verbs']})\b", word):
        return f"We will {lower(text)}"
    if finite(text):
        return _open_number(text)
    if re.match(r"(?i)to\b", text):
        return f"We plan {lower(text)}"
    match = re.match(r"(?i)(?:aim|target|goal|plan)\s*(?:is|:)?\s*(?:to\b)?\s*(.+)$", text)
    if match and re.match(rf"(?i)(?:{wording()['plan_verbs']})\b", match[1]):
        return f"We aim to {lower(match[1])}"
    return f"Our plans include {lower(text)}"


def _complete(text: str, part: PartName) -> str:
    """A fragment without a verb: `school visits 34` → `There were 34 school visits`, `income £3` → `Income was £3`."""
    plural = re.match(
        r"(?:over |about |around |nearly |more than |approximately )?(?:\d|[a-z]+-[a-z]+ )", text.lower()
    ) and not re.match(r"(?:1|one)\s", text.lower())
    if part == "problems" and not re.match(r"[\d.]+\s?%", text):
        return f"There {'were' if plural else 'was'} {lower(text)}"
    return f"We recorded {lower(text)}"


_NOUN_FIRST = re.compile(
    r"([A-Za-z][A-Za-z’ -]{2,40}?)\s*[:=]?\s+((?:about |over |nearly |around |approximately |up |down )?(?:[£$€]\s?)?\d[\d,.]*"
    r"(?:\s?(?:%|million|billion|km|kg|tonnes|hours|percentage points|pp))?)((?:\s*\(.*\)|\s+(?:against|from|in|this|per|by)\b.*)?)"
)
_FIGURE_FIRST = re.compile(
    r"((?:about |over |nearly |around |approximately )?\d[\d,.]*) ([a-z][A-Za-z’ -]{2,40})(\s*\(.*\))?"
)
_PREPOSITION = re.compile(r"\b(?:at|of|in|by|to|for|on|with|from|than|and|or|the)$")
_NOUNS = {"spent": "expenditure", "raised": "the sum raised", "reached": "the number reached"}


def _measured(text: str) -> str:
    """Clauses of `noun figure`, joined: sums and rates with "was", counts with "there were"; empty if any is neither."""
    said: list[str] = []
    for piece in re.split(r",\s+(?![^()]*\))", text):
        found = _measure(piece)
        if not found:
            return ""
        counted = found.startswith("there were ") and any(other.startswith("there were ") for other in said)
        said.append(found.removeprefix("there were ") if counted else found)
    return capital(_and(said)) if said else ""


def _measure(piece: str) -> str:
    if match := _FIGURE_FIRST.fullmatch(piece):
        return "" if finite(match[2]) else f"there were {piece}"
    match = _NOUN_FIRST.fullmatch(piece)
    if not match or _PREPOSITION.search(match[1]):
        return ""
    noun, amount, rest = lower(_NOUNS.get(match[1].lower(), match[1])), match[2], match[3]
    if amount.startswith(("up ", "down ")):
        return f"{noun} {'rose' if amount.startswith('up') else 'fell'} by {amount.split(' ', 1)[1]}{rest}"
    if re.search(r"[£$€%]|million|billion", amount) or _verb("sums").search(noun):
        return f"{noun} {'were' if noun.endswith('s') else 'was'} {amount}{rest}"
    return f"there were {amount} {noun}{rest}"


def _and(pieces: list[str]) -> str:
    return pieces[0] if len(pieces) == 1 else ", ".join(pieces[:-1]) + " and " + pieces[-1]


def _open_number(text: str) -> str:
    """A sentence does not open with digits: `27 farms signed` → `Twenty-seven farms signed`, `265 …` → `In all, 265 …`."""
    match = re.match(r"(\d[\d,]*)(?=\s[A-Za-z])", text)
    if not match:
        return capital(text) if not re.match(r"[\d£$€]", text) else f"In all, {text}"
    value = int(match[1].replace(",", ""))
    return capital(spell(value)) + text[match.end() :] if 0 < value < 100 else f"In all, {text}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The first letter small, unless the word is a name or an abbreviation."""
    word = re.match(r"[A-Za-z’-]+", text)
    if not word or (len(word[0]) > 1 and word[0][1:] != word[0][1:].lower()) or word[0] == "I":
        return text
    months = {
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
    }
    following = text[word.end() :].lstrip()
    if word[0] in months or (following[:1].isupper() and word[0][0].isupper()):
        return text
    return text[:1].lower() + text[1:]


def spans_kept(before: str, after: str) -> bool:
    """Whether every figure of one text stands in the other with its value."""
    from drafter.figures import same

    ours, theirs = read_figures(before), read_figures(after)
    return all(f.type == "placeholder" or any(same(f, other) for other in theirs) for f in ours)
