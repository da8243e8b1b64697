"""English clauses to full sentences: the verb, the auxiliary or the article that a note leaves out; nothing asserted.

Wording stands in prompts/en/language.toml under [formal].
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from drafter.languages.en.formal import capital, lower, wording
from drafter.languages.en.numerals import ONES, TENS
from drafter.schema import PartName


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{wording()[key]})")


def spell(value: int) -> str:
    """1 to 99 in words."""
    if value < 20:
        return list(ONES)[value]
    tens, ones = divmod(value, 10)
    return list(TENS)[tens - 2] + (f"-{list(ONES)[ones]}" if ones else "")


def clauses(text: str) -> list[str]:
    """A formal note cut at semicolons; a piece that lives on the one before it stays with it."""
    said: list[str] = []
    for piece in (piece.strip(" ,") for piece in re.split(r";\s*", text) if piece.strip(" ,")):
        if said and hangs(piece):
            said[-1] += f"; {piece}"
        else:
            said.append(piece)
    return said


def hangs(piece: str) -> bool:
    """Whether a piece counts what the one before it named (`27 farms signed; 11 fenced cattle out`): alone it says nothing."""
    match = re.match(r"(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?) (?:of (?:them|these|those|which)\b|([a-z]+)\b)", piece.strip())
    if not match or not (piece.strip()[0].isdigit() or re.match(r"[a-z]+", piece.strip())[0] in {*ONES, *TENS}):  # type: ignore[index]  # the pattern above has letters
        return False
    return match[1] is None or _is_deed(match[1])


def _is_deed(word: str) -> bool:
    """Whether a word is a verb in the past tense."""
    if _words("no_deeds").fullmatch(word):
        return False
    return word.endswith("ed") or _words("irregular").fullmatch(word) is not None


def sentence(text: str, part: PartName) -> str:
    """One clause as a full sentence without its stop, by the part's voice."""
    text = _passive(text.strip(" ,;."))
    first = re.match(r"[A-Za-z’-]+", text)
    word = first[0].lower() if first else ""
    if not text:
        return ""
    head, more, rest = text.partition("; ")
    if more:
        return f"{sentence(head, part)}; {rest}"
    if re.match(r"(?i)we\b|i\b", text):
        return capital(text)
    if part == "plans":
        return _plan(text, word)
    if said := _counted(text) or _measured(text):
        return said
    if _opens_with_deed(word, text):
        return _article(f"We {_listed(lower(text))}")
    if finite(_pieces(text)[0] if text[0].isdigit() else text):
        return _open_number(text)
    return _complete(text, part)


def _pieces(text: str) -> list[str]:
    """A clause cut at the commas outside brackets; those inside a number have no blank behind them."""
    return re.split(r",\s+(?![^(]*\))", text)


def _passive(text: str) -> str:
    """`first salmon seen upstream` → `first salmon was seen upstream`; `74% checked by staff` → `74% were checked by staff`."""
    said: list[str] = []
    for piece in _pieces(text):
        match = re.match(
            r"((?:so |and |but )?)((?:(?!\b(?:we|who|which|that|as|if)\b)[\w’,.£$€%-]+ ){1,5}?)"
            rf"({wording()['participles']}|[a-z]+ed(?= by\b))(?= |$)(.*)$",
            piece,
        )
        if match and not finite(f"x {match[2]}"):
            many = re.match(r"\d", match[2]) and not re.match(r"1 ", match[2])
            plural = many or (match[2].strip().endswith("s") and not match[2].strip().endswith("ss"))
            subject = f"{'the ' if match[2].startswith('first ') else ''}{match[2]}"
            piece = f"{match[1]}{subject}{'were' if plural else 'was'} {match[3]}{match[4]}"  # noqa: PLW2901  # the same piece with its auxiliary
            said.append(f"{'; ' if said and not match[1] else ', '}{piece}")
        else:
            said.append(f", {piece}")
    return "".join(said).removeprefix(", ")


def _listed(text: str) -> str:
    """A list's last comma as `and` (`6,350 trees, 4.2 km of bank`), where the last piece is one more of the same."""
    pieces = _pieces(text)
    if len(pieces) < 2 or re.search(r"\band\b", pieces[-1]) or not re.match(r"\d|[a-z]", pieces[-1]):
        return text
    if re.match(
        r"(?:so|but|which|who|with|including|as|after|before|while|when|where|against|up|down|[a-z]+ing)\b", pieces[-1]
    ):
        return text
    if any(finite(piece) and not _is_deed(piece.split()[0].lower()) for piece in pieces[1:]):
        return text
    return f"{', '.join(pieces[:-1])} and {pieces[-1]}"


def _article(text: str) -> str:
    """`We removed weir at …` → `We removed the weir at …`: the article before a single countable thing."""
    match = re.match(
        r"(We (?:will |(?!will ))[a-z]+ (?:(?:up|out|back|off|down|over|on|in) )?)((?:[a-z][a-z-]* ){0,2}?)([a-z][a-z-]+)(?=$|,| (?:at|in|on|to|for|of|with|from|by|as)\b)",
        text,
    )
    if match is None or _words("no_article").search(f" {match[2]}{match[3]} "):
        return text
    return f"{match[1]}the {text[match.end(1) :]}"


def _opens_with_deed(word: str, text: str) -> bool:
    """Whether a clause opens with a deed in the past tense that has an object (`planted 6,350 trees`)."""
    if not word or len(text.split()) < 2 or word.startswith("un") or _words("no_deeds").fullmatch(word):
        return False
    if word.endswith("ed") and re.match(r"\w+ by\b", text):
        return False
    rest = re.split(
        r",|\b(?:and|or|that|who|which|to|by|as|when|where|after|before|because|so)\b", text.partition(" ")[2]
    )[0]
    if any(_is_deed(w) for w in re.findall(r"[a-z’]+", rest)[1:]):
        return False  # `donated food fell 17%`: what looks like a deed belongs to the subject
    if re.match(r"(?:increased|reduced|improved) (?:costs?|demand|attendance|use|numbers?)\b", text.lower()):
        return False
    return _is_deed(word)


def finite(text: str) -> bool:
    """Whether a clause has a finite verb of its own after its subject."""
    body = re.sub(r"\([^)]*\)|\[[^\]]*\]|\bto be \w+", "", text)
    if re.search(rf"\b(?:{wording()['verbs']})\b", body):
        return True
    words = [w.lower() for w in re.findall(r"[A-Za-z’]+", body)]
    return any(
        _is_deed(w) and not _words("attributes").fullmatch(w) for w in (words if text[:1].isdigit() else words[1:])
    )


def _plan(text: str, word: str) -> str:
    for opening, said in cast("list[list[str]]", wording()["plan_openings"]):
        if match := re.match(f"(?i){opening}", text):
            return f"{said} {text[match.end() :].strip()}"
    if _opens_with_deed(word, text):
        return f"We {_listed(lower(text))}"
    if re.fullmatch(str(wording()["plan_verbs"]), word):
        return _article(f"We will {_listed(lower(text))}")
    if finite(text):
        return _open_number(text)
    match = re.match(r"(?i)(?:aim|target|goal|plan)\s*(?:is|:)?\s*(?:to\b)?\s*(.+)$", text)
    if match and re.match(rf"(?i)(?:{wording()['plan_verbs']})\b", match[1]):
        return f"We aim to {lower(match[1])}"
    pieces = _pieces(text)  # a thing, then what will be done with it: `fish survey all 10 sites, start in May`
    if len(pieces) == 2 and re.match(rf"(?:{wording()['plan_verbs']})\b", pieces[1]):
        return f"Our plans include {_thing(lower(pieces[0]))}, and we will {pieces[1]}"
    return f"Our plans include {_thing(lower(_listed(text)))}"


def _thing(text: str) -> str:
    """A noun of many parts with its article: `bank of 3 staff` → `a bank of 3 staff`."""
    return (
        f"a {text}"
        if re.match(r"(?:new )?(?:[a-z]+ )?(?:bank|team|panel|group|network|series|set|pool|range) of\b", text)
        else text
    )


def _complete(text: str, part: PartName) -> str:
    """A fragment without a verb: `new youth panel` → `There was a new youth panel`; else what it says was recorded."""
    count = r"(?:over |about |around |nearly |more than |approximately )?(?:\d|[a-z]+-[a-z]+ )"
    plural = re.match(count, text.lower()) and not re.match(r"(?:1|one)\s", text.lower())
    if match := re.match(r"(?i)((?:the )?(?:total )?number of [a-z ]+?) (\[[^\]]*\].*)", text):
        return f"The {lower(match[1]).removeprefix('the ')} is {match[2]}"
    if match := re.match(r"(?i)of (?:them|these|those|which),? (\d[\d,]*) (?!were|was)(.+)", text):
        return f"Of these, {match[1]} were {match[2]}"
    if match := re.match(r"([\d.]+\s?% of (?:our |the )?[a-z ]+?) (from .*)", text):
        return _open_number(f"{match[1]} came {match[2]}")
    if match := re.match(r"(?i)(new (?:[a-z-]+ ){0,3}?([a-z-]+))(?=,|$| (?:of|for|in|at|with)\b)(.*)", text):
        many = match[2].endswith("s") and not match[2].endswith("ss")
        return f"There {'were' if many else 'was a'} {lower(match[1])}{match[3].replace(', ', ', with ', 1) if match[3].startswith(', ') and match[3][2].isdigit() else match[3]}"
    if part == "problems" and (
        match := re.match(
            r"((?:[a-z-]+ ){1,3}?)(off|out of|down|closed|shut|empty|late|behind|broken|missing|unavailable|not)\b(.*)",
            lower(text),
        )
    ):
        one = match[1].split()[0]
        many = match[1].strip().endswith("s") and not match[1].strip().endswith("ss")
        subject = capital(match[1]) if one in ONES else f"The {match[1]}"
        return f"{subject}{'were' if many else 'was'} {match[2]}{match[3]}"
    if part == "problems" and not re.match(r"[\d.]+\s?%", text):
        return f"There {'were' if plural else 'was'} {lower(text)}"
    return f"We recorded {_listed(lower(text))}"


_NOUN_FIRST = re.compile(
    r"([A-Za-z][A-Za-z’ -]{2,40}?)\s*[:=]?\s+((?:about |over |nearly |around |approximately |up |down )?(?:[£$€]\s?)?\d[\d,.]*"
    r"(?:\s?(?:%|million|billion|km|kg|tonnes|hours|percentage points|pp))?)((?:\s*\(.*\)|\s+(?:against|from|in|this|per|by)\b.*)?)"
)
_FIGURE_FIRST = re.compile(
    r"((?:about |over |nearly |around |approximately )?\d[\d,.]*) ([a-z][A-Za-z’ -]{2,40})(\s*\(.*\))?"
)
_PREPOSITION = re.compile(r"\b(?:at|of|in|by|to|for|on|with|from|than|and|or|the)$")
_NOUNS = {"spent": "expenditure", "raised": "the sum raised", "reached": "the number reached"}


def _counted(text: str) -> str:
    """`265 volunteers, 4,870 hours` is measured; what opens with a count and says what these did is a sentence already."""
    match = re.match(r"(\d[\d,]*) (?:[a-z-]+ ){1,3}?([a-z]+)\b", text)
    return _open_number(_listed(text)) if match and _is_deed(match[2]) and finite(text) else ""


def _measured(text: str) -> str:
    """Clauses of `noun figure`, joined: sums and rates with "was", counts with "there were"; empty if any is neither."""
    said: list[str] = []
    for piece in _pieces(text):
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
    if re.search(r"[£$€%]|million|billion", amount) or re.search(rf"\b(?:{wording()['sums']})\b", noun):
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
