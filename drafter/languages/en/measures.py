"""Figures in English notes as clauses: `income £318,400`, `43 staff`, `no hot water`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.languages.en.grammar import Clause, Word, head, many, with_article
from drafter.languages.en.lexicon import is_plural, listed, lower
from drafter.languages.en.verbs import main_verb
from drafter.schema import PartName

_NUMBERED = (
    "year|objective|outcome|phase|part|section|level|grade|ward|zone|unit|line|group|module|stage|round|term"
    "|week|day|quarter|room|type|tier|band|note|sheet|page|item|slide|annex"
)
_NOT_NUMBERED = "".join(f"(?<!{word} )" for name in _NUMBERED.split("|") for word in (name, name.capitalize()))
_AMOUNT = re.compile(
    rf"(?P<name>(?:[^\d£$€\[“]|(?i:\b(?:{_NUMBERED})) \d+\b)*?[^\W\d_]\)?)(?::|\s*=|\s*-)?\s+{_NOT_NUMBERED}"
    r"(?P<amount>(?:(?:about|over|nearly|around|only|just|almost|approximately|up to|more than|under|at least) )?"
    r"(?:[£$€+-]?\d[\d,.]*(?:\s?%|(?![\w/:-]))|[£$€]?\[[^\]]*\])(?:\s(?:million|billion|per ?cent|percentage points|pounds|euros))?)(?P<rest>.*)"
)


def is_numbered(words: Sequence[Word]) -> bool:
    """Whether words open with a name that is a number: `phase 2 pond`, not `stage 3 plays`."""
    return (
        len(words) > 1
        and re.fullmatch(_NUMBERED, words[0].text.lower()) is not None
        and (words[1].text.isdecimal() or (words[1].tag == "NUM" and words[1].text.isalpha()))
        and not (len(words) > 2 and is_plural(words[2].text))
    )


def measured(text: str, words: Sequence[Word], part: PartName) -> Clause | None:
    """`income £318,400`, `average wait 13 days`, `volunteers 265 (240 last year)`."""
    match = _AMOUNT.fullmatch(text)
    if not match or listed("months").match(match["rest"].strip()):
        numbered = re.fullmatch(r"(\d+ [A-Z][\w’ -]+?) ([£$€]\S+)", text)  # `100 Club £1,160`
        return Clause("measure", f"{numbered[1]} was {numbered[2]}") if numbered else None
    name, amount, rest = match["name"], match["amount"], match["rest"].strip(" :=")
    named = tuple(word for word in words if word.end <= match.end("name"))
    behind = tuple(word for word in words if word.start >= match.end("amount"))
    if not named or not _is_measured(named, amount, rest, labelled=":" in text[: match.start("amount")]):
        return None
    if named[-1].text.lower() == "from":
        name = name[: -len("from")].rstrip()
        return Clause("stated", f"{with_article(name, named[:-1])} went from {amount} {rest}".strip())
    if behind and behind[0].tag.startswith("VERB"):
        return None  # `bus route 14 extended`
    subject, tail = head(named), f"{' ' if rest else ''}{rest}"
    unit = behind and behind[0].tag in {"NOUN", "PROPN"}
    if unit and subject is not None and part != "plans" and listed("events").fullmatch(subject.text):
        return Clause(
            "stated",
            f"the {lower(name)} had {amount}{tail}" if named[0].tag != "DET" else f"{lower(name)} had {amount}{tail}",
        )
    plain = re.search(r"\d$", amount) and not rest.startswith("to ") and not re.search(r"[£$€%.+-]|per", amount)
    if (
        plain
        and not unit
        and subject is not None
        and is_plural(subject.text)
        and not listed("sums").search(name.lower())
    ):
        one = re.search(r"\b1$", amount)
        return Clause("count", f"there {'was' if one else 'were'} {amount} {lower(name)}{tail}")
    now = part == "plans" or "[" in amount
    link = ("are" if now else "were") if many(named) else ("is" if now else "was")
    if listed("figures").fullmatch(name.lower().rpartition(" ")[2]):
        name = f"{name} figure"  # a table's column: `actual 114`
    return Clause("measure", f"{with_article(name, named)} {link} {amount}{tail}")


def _is_measured(named: Sequence[Word], amount: str, rest: str, *, labelled: bool) -> bool:
    """Whether what stands before a figure is what it measures, and not a name that it ends (`Ward 4`, `court 2`, `May 3`)."""
    last = named[-1].text.lower()
    if head(named) is None and not re.search("[%£$€]", amount):
        return False
    if (
        named[0].tag in {"ADP", "SCONJ"}
        or main_verb(named[1:]) is not None
        or (len(named) == 1 and named[0].tag.startswith("VERB"))
    ):
        return False
    if last == "from":
        return rest.startswith("to ")
    if named[-1].tag in {"ADP", "SCONJ", "DET", "CCONJ", "PART", "PRON", "AUX.Fin"} or listed("post_nominal").fullmatch(
        last
    ):
        return False
    capital = [word.text[0].isupper() for word in named[1:]]
    if (capital and capital[-1] and not all(capital) and not labelled) or listed("months").fullmatch(named[-1].text):
        return False
    return not (len(named) > 2 and named[-2].tag == "ADP" and re.fullmatch(r"\d+", amount))


def counted(text: str, words: Sequence[Word], part: PartName) -> Clause | None:
    """`43 staff`, `68% at grade level`, `£42,000 from the raffle`."""
    if part == "plans" or words[0].tag != "NUM":
        at = re.match(
            r"(?:about|over|nearly|around|only|just|almost|approximately|more than|fewer than|another) (?=\d)", text
        )
        if part == "plans" or not at:
            return None
    if (
        words[-1].text == "now"
        and not text.startswith(("£", "$"))
        and (aside := re.fullmatch(r"(.+) now (\(.+\))", text))
    ):
        return Clause("count", f"there {'are' if many(words) else 'is'} now {lower(aside[1])} {aside[2]}")
    if words[-1].text == "now" and not re.match(r"[£$€]|[\d.]+\s?%", text):
        return Clause("count", f"there {'are' if many(words) else 'is'} now {lower(text.removesuffix(' now'))}")
    share = re.match(r"[\d.]+\s?% (?:of\b)?", text)
    if match := re.match(r"([£$€][\d,.]+(?: million| billion)?|[\d.]+\s?% of [a-z ’]+?) (from .*)", text):
        return Clause("stated", f"{match[1]} came {match[2]}")
    if share and len(words) > 1 and words[1].tag in {"ADP", "ADJ", "ADV"} and not share[0].endswith("of"):
        return Clause(
            "stated",
            f"{share[0].strip()} were {text[share.end() :]}" if not _adjective_noun(words) else f"there was {text}",
        )
    if (match := re.fullmatch(r"([\d.]+\s?%) ((?!of\b)[a-z][a-z -]*)", text)) and head(words[1:]):
        noun = match[2]
        return Clause("measure", f"{with_article(noun, words[1:])} {'were' if many(words[1:]) else 'was'} {match[1]}")
    if words[-1].text == "left" and words[1].text == "of":
        return Clause("stated", text)  # `five of 24 left`
    if match := re.match(r"(.*\d) of (?:them|these|those|which) (.*)", text):
        return Clause("stated", f"{match[1]} of these were {match[2]}")
    if re.match(r"[£$€]", text):
        return Clause("count", f"there was {text}")
    return Clause("count", f"there {'were' if many(words) else 'was'} {lower(text)}")


def _adjective_noun(words: Sequence[Word]) -> bool:
    return len(words) > 2 and words[1].tag == "ADJ" and words[2].tag == "NOUN"


def missing(text: str, words: Sequence[Word], part: PartName) -> Clause | None:
    """`no hot water`, `not enough drivers`, `too few cots`, `only one coach`."""
    if part == "plans" or not re.match(
        r"(?i)(?:still )?(?:no|not enough|too (?:few|many|much|little)|only|hardly any|very (?:few|little)|few|little|fewer|less|more|several|many|some|enough)\b",
        text,
    ):
        return None
    subject = head(words)
    plural = bool(subject and is_plural(subject.text)) and not re.match(r"(?i)only (?:one|1|a)\b", text)
    return Clause("count", f"there {'were' if plural else 'was'} {lower(text)}")


def ends_measure(after: Sequence[Word]) -> bool:
    """Whether a figure is all that a verb is followed by, but for what it is compared with."""
    rest = after[1:]
    return (
        not rest
        or (rest[0].tag in {"ADP", "SCONJ", "CCONJ", "ADV"} and rest[0].text != "of")
        or rest[0].text.lower() in {"this", "last", "against"}
    )


def count_done(subject: str, before: Sequence[Word], verb: str, amount: str) -> Clause:
    """`foster carers recruited 17` → `17 foster carers were recruited`; `nurses qualified 3` → `3 nurses qualified`; sums keep their place."""
    match = re.match(r"\d[\d,]*(?![\d.,%])", amount)
    if not match or not many(before):
        link = "were" if many(before) else "was"
        return Clause("measure", f"{with_article(subject, before)} {verb} {link} {amount}")
    rest = amount[match.end() :]
    doer = head(before)
    if doer and listed("people").fullmatch(doer.text.lower()) and listed("by_people").fullmatch(verb):
        return Clause("stated", f"{match[0]} {lower(subject)} {verb}{rest}")
    link = "was" if match[0] == "1" else "were"
    return Clause("stated", f"{match[0]} {lower(subject)} {link} {verb}{rest}")
