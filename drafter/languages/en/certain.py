"""Sentences that are right whatever was learned of their like: what was put in is one verb, or `we`, where nothing else could stand.

What editors judged is mostly longer notes, so that a chain of short and plain clauses is taken for bad English as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.languages.en.grammar import Word, tagged
from drafter.languages.en.lexicon import is_plural, listed, own_tag
from drafter.languages.en.sentences import opens_for_us
from drafter.languages.en.splices import is_our_deed
from drafter.languages.en.verbs import main_verb

_NAMING = frozenset({"NOUN", "ADJ", "NUM", "DET"})
_LONGEST = 5  # words of a subject that is surely one thing


def is_certain(typed: str, said: str) -> bool:
    """Whether a clause says what was typed with no more put in than a verb that must stand there."""
    if "’s" in typed or re.search(r"[:()“]", typed):
        return False
    words = tagged(typed)
    opened = re.sub(r"^(?:the|a|an) ", "", said[:1].lower() + said[1:])
    plain = re.sub(r"^(?:the|a|an) ", "", typed[:1].lower() + typed[1:])
    if said[:1].lower() + said[1:] == typed[:1].lower() + typed[1:]:
        verb = main_verb(words)
        return bool(verb) and words[0].tag in {*_NAMING, "PRON", "PROPN"}
    if opened == f"we {plain}" and _counts(words):
        return True
    if said.startswith("our plans include a"):
        return _is_new(words) and re.sub(r", (?:with|for) ", ", ", said.split(" ", 3)[3].split(" ", 1)[1]) == plain
    if opened == f"we will {plain}":
        planned = listed("plan_verbs").fullmatch(words[0].text.lower()) is not None
        return planned and len(words) > 1 and (words[1].tag == "DET" or words[1].text == "again")
    if re.match("we (?:will|hope to|plan to|aim to|need to|intend to) ", said.lower()):
        rest = said.split(" ", 2)[2]
        rest = rest.removeprefix("to ")
        return typed.endswith(f" to {rest}") and typed.count(" ", 0, -len(rest)) == 2
    if opened == f"we {plain}":
        return is_our_deed(words) or opens_for_us(words)
    match = re.fullmatch(r"(.+?) (was|were|is|are) (.+)", opened)
    if not match or f"{match[1]} {match[3]}" != plain:
        return False
    at = len(typed) - len(match[3])
    subject = [word for word in words if word.end <= at]
    return _names(subject) and _is_said_of(subject, [word for word in words if word.start >= at])


def _counts(words: Sequence[Word]) -> bool:
    """Whether words are a deed and a number of things, or a thing that is named, that it was done to: `trained 14 GPs`."""
    if len(words) < 3 or words[1].tag not in {"DET", "NUM"}:
        return False
    past = re.fullmatch(rf"\w+ed|{listed('surely_past').pattern}", words[0].text.lower())
    return past is not None and listed("times").fullmatch(words[2].text.lower()) is None


def _is_new(words: Sequence[Word]) -> bool:
    """Whether words are a single thing that is new: `new caretaker by Easter`."""
    words = words[1:] if words[0].text.lower() in {"a", "an"} else words
    return (
        len(words) > 0
        and listed("new_things").fullmatch(words[0].text.lower()) is not None
        and len(words) > 1
        and words[1].tag == "NOUN"
        and (len(words) == 2 or words[2].tag == "ADP" or words[2].text in {"from", "by"})
        and not any(word.tag.startswith(("VERB", "AUX")) for word in words)
    )


def _names(subject: Sequence[Word]) -> bool:
    """Whether words are a plain subject: a few nouns with what belongs to them."""
    return (
        0 < len(subject) <= _LONGEST
        and subject[-1].tag == "NOUN"
        and all(word.tag in _NAMING for word in subject)
        and all(word.tag not in {"NUM", "DET"} and word.text != "one" for word in subject[1:])
        and not any(is_plural(word.text) for word in subject[:-1])
    )


def _is_said_of(subject: Sequence[Word], state: Sequence[Word]) -> bool:
    """Whether words are a state (`too low`, `off sick`), what was done (`cancelled in May`) or, of what has one, a figure (`£400`)."""
    if not state:
        return False
    first, after = state[0], state[1] if len(state) > 1 else None
    small = first.text.lower()
    if len(state) == 1 and first.tag == "ADJ" and own_tag(small) in {"ADJ|-", ""} and not small.endswith("ed"):
        return True
    if small in {"too", "very", "not"}:
        return after is not None and after.tag == "ADJ" and len(state) == 2
    if first.tag == "NUM":
        if len(subject) > 1 and is_plural(subject[-2].text):
            return False  # `the camps cost £400`
        priced = listed("sums").fullmatch(subject[-1].text) or listed("priced").fullmatch(subject[-1].text)
        return priced is not None and (len(state) == 1 or state[1].text == "against")
    if re.match("off (?:long[- ]term )?sick$", " ".join(word.text for word in state)):
        return True
    ends = after is None or after.tag in {"ADP", "ADV"} or listed("times").fullmatch(after.text.lower()) is not None
    done = small.endswith("ed") and first.tag.startswith("VERB") and listed("by_people").fullmatch(small) is None
    return ends and (done or listed("surely_states").fullmatch(small) is not None)
