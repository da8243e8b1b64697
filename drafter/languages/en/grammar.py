"""Parts of speech of a note's words where they stand, and what a noun phrase takes: number, article.

The tags come from a small averaged perceptron trained on the English Web Treebank (denckring-en-pos); it tells a finite verb
from a participle by the words around it, which no list of words can. Closed classes stand in prompts/en/language.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from drafter.languages.en.lexicon import is_known, is_mass, is_name, is_plural, listed, lower, model, own_tag

_TOKEN = re.compile(
    r"(?P<quote>“[^”]*”|《[^》]*》)|(?P<gap>\[[^\[\]]*\])|(?P<aside>\([^()]*\))"
    r"|(?P<compound>\d+(?:-[^\W\d_]+)+)|(?P<code>x\d+|[A-Z][A-Za-z]*-?\d[\w.-]*)|(?P<number>[£$€~+-]?\d(?:[\d,.:/–-]*\d)?(?:\s?%|(?:st|nd|rd|th|k|m|bn|pp|am|pm)\b)?)|(?P<word>[^\W\d_]+(?:[’'-][^\W\d_]+|-\d+)*)"
)
_SHAPES = {"compound": "annual", "quote": "London", "code": "London", "gap": "10"}


class Word(NamedTuple):
    """A word of a text with its place (characters) and its part of speech: `NOUN`, `VERB.Fin`, `NUM` and so on."""

    text: str
    start: int
    end: int
    tag: str


class Clause(NamedTuple):
    """A clause that could stand as a sentence, without capital and stop; `kind` says how the next piece joins it."""

    kind: str
    text: str


def is_present(words: Sequence[Word]) -> bool:
    """Whether a piece opens with a verb in the present tense (`starts in May`), not with a thing of that name."""
    after = words[1].tag if len(words) > 1 else "ADV"
    return own_tag(words[0].text) == "VERB|Fin" and not after.startswith(("AUX", "VERB", "NOUN"))


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text with their parts of speech; what stands in brackets is passed over."""
    found = [match for match in _TOKEN.finditer(text) if match.lastgroup != "aside"]
    if not found:
        return ()
    words = [_SHAPES.get(str(match.lastgroup)) or match[0].replace("’", "'").strip("£$€~+% ") for match in found]
    if found[0].lastgroup == "word":
        words[0] = lower(text[found[0].start() :])[: len(words[0])].replace("’", "'")
    tags = [label.removesuffix("|-").replace("|", ".") for label in model().tag(words)]
    if len(found) > 1 and found[1].lastgroup == "number" and listed("months").fullmatch(found[0][0]):
        tags[0] = "PROPN"  # `May 3 flood`
    tags = [
        "ADJ" if match.lastgroup == "compound" else "NUM" if match.lastgroup in {"number", "gap"} else tag
        for match, tag in zip(found, tags, strict=True)
    ]
    words_ = [Word(match[0], match.start(), match.end(), tag) for match, tag in zip(found, tags, strict=True)]
    return tuple(_mended(words_))


def _mended(words: list[Word]) -> list[Word]:
    """Tags that the closed classes and the words beside a word rule out."""
    mended = list(words)
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else None
        mended[place] = word._replace(tag=_closed(word, mended[place - 1].tag if place else "", after))
    if mended and mended[0].text[:1].isalpha():
        mended[0] = mended[0]._replace(tag=_first(mended[0], words[1] if len(words) > 1 else None))
    if len(mended) > 1 and mended[0].text.lower() == "online" and mended[1].text.endswith("ing"):
        mended[:2] = [mended[0]._replace(tag="ADJ"), mended[1]._replace(tag="NOUN")]
    for place in range(1, len(mended)):
        last = place + 1 == len(mended) or mended[place + 1].tag in {"ADP", "AUX.Fin", "VERB.Fin"}
        if mended[place].tag == "ADJ" and last and listed("ordinals").fullmatch(mended[place - 1].text.lower()):
            mended[place] = mended[place]._replace(tag="NOUN")  # `second van by June`
        if mended[place].tag == "VERB.Fin" and not _agrees(mended[:place], mended[place].text):
            mended[place] = mended[place]._replace(tag="NOUN")
    if (
        len(mended) > 1
        and mended[-1].tag == mended[-2].tag == "NOUN"
        and own_tag(mended[-1].text).startswith("ADJ|")
        and mended[-1].text != "firm"
    ):
        mended[-1] = mended[-1]._replace(tag="ADJ")  # `landlord slow`
    return mended


def _agrees(words: Sequence[Word], verb: str) -> bool:
    """Whether a word can be the present tense of a verb right behind a noun of one: `the rate rises`, not `the DNA rate down`."""
    before = words[-1]
    if (before.tag == "NUM" or listed("quantities").fullmatch(before.text.lower())) and re.search(r"[^s]s$", verb):
        return False  # `412 households`, `fewer falls`
    present = verb.islower() and not re.search(r"(?:ed|s)$", verb) and not listed("irregular").fullmatch(verb)
    if not present:
        return True
    if (
        before.tag in {"ADP", "DET"}
        or (before.tag == "ADJ" and before.text.lower() == "average")
        or (before.tag == "PROPN" and before.text.isupper())
        or re.search(r"[’'](?:s)?$", before.text)
    ):
        return False
    if any(word.tag == "ADP" for word in words):
        return before.tag != "NOUN" or many(words)  # `seats of the minibus have no belts`
    return (
        before.tag != "NOUN"
        or is_plural(before.text)
        or listed("collective").fullmatch(before.text.lower()) is not None
    )


def _closed(word: Word, before: str, after: Word | None) -> str:
    """A word's tag, where it is one of a closed class, or where only those words could have the tag that it was given."""
    small = word.text.lower()
    if listed("determiners").fullmatch(small):
        return "DET"
    if listed("ordinals").fullmatch(small):
        return "ADJ"
    if listed("auxiliaries").fullmatch(word.text) and not word.tag.startswith("VERB"):
        return "AUX.Fin"
    if listed("prepositions").fullmatch(small) and word.tag not in {"SCONJ", "PART"}:
        return "ADP"
    noun = word.tag in {"NOUN", "ADJ", "PROPN", "ADV"}
    if noun and listed("surely_past").fullmatch(small) and (word.text == small or not before):
        return "VERB.Part"
    named = word.tag == "DET" and small != "till"  # `toddler group`
    if (
        (small == "youth" and word.tag == "ADV")
        or (named and not any(listed(key).fullmatch(small) for key in ("quantities", "function_words")))
        or (
            word.tag.startswith("AUX")
            and not listed("auxiliaries").fullmatch(small)
            and small not in {"be", "been", "being", "having"}
        )
        or (
            word.tag == "PRON"
            and not listed("function_words").fullmatch(small)
            and not listed("nominatives").fullmatch(small)
            and len(small) > 5
        )
    ):
        return "NOUN"
    if listed("finite_past").fullmatch(small) and word.text == small and word.tag.startswith(("VERB", "NOUN", "ADJ")):
        return "VERB.Fin"
    if word.tag.startswith("VERB"):
        return _verbal(word, before, after)
    if word.tag == "PROPN" and (word.text == small or not before) and not is_name(small.capitalize()):
        return "NOUN"
    if word.tag == "NOUN" and small.endswith("ing") and before == "ADV" and not (after and after.tag == "NOUN"):
        return "VERB.Ger"  # `84 pairs still meeting`
    if (
        word.tag == "NOUN"
        and before == "NOUN"
        and after is not None
        and own_tag(small) == "VERB|Fin"
        and (
            listed("ordinals").fullmatch(after.text)
            or after.text in {"every", "on", "weekly", "monthly", "fortnightly"}
        )
    ):
        return "VERB.Fin"  # `the group meets every Monday`
    objects = (
        after is not None
        and after.tag in {"DET", "PRON", "VERB.Ger", "SCONJ"}
        and after.text not in {"a", "an", "each", "every"}
    )
    if objects and word.tag == "NOUN" and before in {"NOUN", "PROPN"} and own_tag(small) == "VERB|Fin":
        return "VERB.Fin"  # `the officer spends half her time`
    return word.tag


def _verbal(word: Word, before: str, after: Word | None) -> str:
    """The tag of what the tagger takes for a verb: a noun by its form (`paperwork`), by its neighbours (`waiting list`), or a verb."""
    small, following = word.text.lower(), after.text.lower() if after else ""
    if small == "waiting" and re.match("lists?|rooms?|times?", following):
        return "ADJ"
    if small in {"list", "lists", "room", "time", "times"} and before == "ADJ":
        return "NOUN"
    if small.endswith("ing") and before not in {"ADV", "PART"} and own_tag(small).startswith("NOUN"):
        return "NOUN"
    if word.tag != "VERB.Fin" or listed("irregular").fullmatch(small) or listed("plan_verbs").fullmatch(small):
        return word.tag
    rare = (
        not is_known(small)
        and not re.search(r"(?:ed|s)$", small)
        and not (after and after.tag in {"DET", "NUM", "PRON"})
    )
    return "NOUN" if rare or (is_mass(small) and not own_tag(small).startswith("VERB")) else word.tag


def _first(word: Word, after: Word | None) -> str:
    """The tag of a note's first word: notes leave subjects out in the past tense only, and `the` stands behind a verb."""
    small = word.text.lower()
    if small == "average" and after is not None and after.tag.startswith(("NOUN", "ADJ", "VERB")):
        return "ADJ"
    if after is not None and after.tag == "VERB.Part" and listed("no_deeds").fullmatch(small):
        return "NOUN"  # `shed broken into`
    objects = after is not None and after.tag in {"DET", "PRON"}
    if word.tag == "VERB.Fin" and re.search(r"[^s]s$", small) and not objects:
        return "NOUN"
    if (
        word.tag == "ADJ"
        and not listed("ordinals").fullmatch(small)
        and after is not None
        and after.tag == "NUM"
        and not small.endswith(("ed", "al"))
    ):
        return "NOUN"
    if (
        word.tag in {"ADJ", "ADV"}
        and after is not None
        and not small.endswith(("ly", "ed"))
        and not listed("function_words").fullmatch(small)
    ):
        heads = (
            own_tag(small) != "ADJ|-"
            and after.tag in {"ADP", "AUX.Fin", "VERB.Fin"}
            and after.text.lower()
            not in {
                "of",
                "to",
                "for",
                "about",
                "with",
                "on",
            }
        )
        if heads or (word.tag == "ADV" and after.tag == "NOUN"):
            return "NOUN"  # `phosphate at Low Mill`, `river festival`
    if after is not None and word.tag in {"NOUN", "ADJ", "PROPN", "ADV", "ADP"} and _opens_as_verb(small, after):
        return "VERB.Part" if small.endswith("ed") else "VERB.Fin"
    return word.tag


def _opens_as_verb(word: str, after: Word) -> bool:
    """Whether a word that opens a note is a verb by what follows it: `chase the …`, `merge our …`."""
    if listed("function_words").fullmatch(word) or listed("prepositions").fullmatch(word):
        return False
    return (
        not word.endswith("ly")
        and listed("determiners").fullmatch(after.text.lower()) is not None
        and not listed("quantities").fullmatch(word)
    )


def head(words: Sequence[Word]) -> Word | None:
    """The noun that a noun phrase is about: the last one before its first preposition or clause."""
    found: Word | None = None
    for word in words:
        if found is not None and word.tag != "NOUN" and listed("subordinators").fullmatch(word.text.lower()):
            break
        if found is not None and word.text in {"every", "each"}:
            break  # `screenings every month`
        if (
            word.tag in {"NOUN", "PROPN", "PRON"}
            or (word.tag == "VERB.Ger" and found is None)
            or (found is None and word.text.lower().endswith("ing"))
        ):
            found = word
        elif found is not None and word.tag in {"ADP", "SCONJ", "VERB.Part", "PART", "VERB.Fin", "AUX.Fin"}:
            break
    return found


def many(words: Sequence[Word]) -> bool:
    """Whether a noun phrase takes a verb in the plural."""
    if not words:
        return False
    first = words[0].text.lower()
    if re.match(r"[£$€]|(?:each|every|nobody|nothing|no-?one|an?|one|1)$", first):
        return False
    if match := re.match(r"(?:half|most|all|some|none|more|\d[\d.]*\s?%|a third|a quarter)$", first):
        of = next((n for n, word in enumerate(words) if word.text.lower() == "of"), None)
        rest = words[of + 1 :] if of is not None else words[1:]
        subject = head(rest)
        return is_plural(subject.text) if subject else "%" in match[0]
    if words[0].tag == "NUM" or listed("numbers_many").fullmatch(first):
        return True
    subject = head(words)
    if subject is None:
        return False
    place = words.index(subject)
    before = [word for word in words[:place] if word.tag == "CCONJ" and word.text.lower() in {"and", "&"}]
    return is_plural(subject.text) or bool(
        before and any(w.tag in {"NOUN", "PROPN"} for w in words[: words.index(before[0])])
    )


def bare(words: Sequence[Word]) -> bool:
    """Whether a noun phrase is a single countable thing without its article: `second van`."""
    if not words or (
        words[0].tag not in {"NOUN", "ADJ", "ADV", "VERB.Part", "VERB.Ger"}
        and not re.match(r"[a-z]+-(?:year|month|week|day|hour|term|part|person|bed|mile)", words[0].text)
    ):
        return False
    if any(listed(key).fullmatch(words[0].text.lower()) for key in ("quantities", "numbers_many")):
        return False
    subject = head(words)
    if subject is None or subject.tag != "NOUN" or (subject.text[:1].isupper() and subject is not words[0]):
        return False
    spacious = subject.text == "room" and subject is words[0]  # `room for 12`, not `new play room`
    return not is_plural(subject.text) and (spacious is False if subject.text == "room" else not is_mass(subject.text))


def article(text: str) -> str:
    """`a ` or `an ` by the sound that a text opens with; `the ` before what there is only one of."""
    word = re.match(r"[\w’-]*", text)
    small = word[0].lower() if word else ""
    if re.match(r"(?:first|last|only|same|next|\w{3,}est)$", small) and small not in {
        "test",
        "rest",
        "forest",
        "guest",
        "request",
        "harvest",
        "contest",
    }:
        return "the "
    if re.match(r"[A-Z]{2,}$", word[0] if word else ""):
        return "an " if re.match(r"[AEFHILMNORSX]", text) else "a "
    vowel = re.match(r"[aeiou]|hour|hono|heir|8|11\b|18\b", small) and not re.match(
        r"uni(?!n|m)|use|usu|eu|one\b|once|ut[io]", small
    )
    return "an " if vowel else "a "


def with_article(text: str, words: Sequence[Word], which: str = "the") -> str:
    """A noun phrase with the article that it lacks; `which` is `the`, or `a` for what is new to the reader."""
    said = lower(text)
    if which == "the" and len(words) == 1 and article(words[0].text.lower()) == "the " and words[0].tag == "ADJ":
        return f"the {said}"  # `oldest is 97`
    if not bare(words) or said.startswith("only ") or (said[:1].isupper() and not re.match(r"[A-Z]{2}", said)):
        return said
    return f"{'the ' if which == 'the' else article(said)}{said}"
