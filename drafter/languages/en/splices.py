"""What stands behind a comma in an English note and is no part of the clause before it: who did it, what it is set against.

Notes go from a thing to its people and back at a comma (`boiler broken, had to buy heaters`). Wording stands in
prompts/en/language.toml under [formal].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from drafter.languages.en.grammar import Clause, Word, head, many, tagged
from drafter.languages.en.lexicon import listed, lower, wording
from drafter.languages.en.verbs import main_verb
from drafter.schema import PartName


def mended(pieces: Sequence[str], part: PartName) -> list[str]:
    """The pieces of a note, those that a comma says too little of written out: `was 23 last year` → `against 23 last year`."""
    told: list[str] = []
    for piece in pieces:
        before = told[-1] if told else ""
        if before and (both := _counted_too(piece, before)):
            told[-1] = both
        else:
            told.append(_set_against(piece, before) or _spelled_out(piece, before, part))
    return told


def _spelled_out(piece: str, before: str, part: PartName) -> str:
    """A piece with what it leaves out (`deadline 14 March` → `the deadline is 14 March`), by the piece before it; else as it is."""
    for find, put, where in _shapes():
        wanted = set(where.split())
        behind = bool(before) or wanted.isdisjoint({"behind", "thing"})
        here = (
            wanted.isdisjoint({"plans", "problems", "past"}) or part in wanted or ("past" in wanted and part != "plans")
        )
        whole = "thing" not in wanted or not (_stands(before) or re.search(r" (?:all|both|each) ", before))
        if behind and here and whole and (match := find.fullmatch(piece if before else lower(piece))):
            return match.expand(put)
    if pairs := re.fullmatch(r"(\d+ [a-z]+) (\d+ [a-z]+)", piece):
        return " and ".join(pairs.groups()) if all(_is_done(pair.split()[1]) for pair in pairs.groups()) else piece
    settled = before and re.fullmatch(str(wording()["settled_since"]), piece)
    return _settled(settled, before) if settled else piece


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(find), put, where) for find, put, where in wording()["splices"])


def _set_against(piece: str, before: str) -> str:
    """What a figure was once, set against what it is: `was 23 last year`; else empty."""
    was = re.fullmatch(str(wording()["was_once"]), piece)
    if not was or not re.search(r"\d", before) or _stands(before):
        return ""
    return f"against {was[1]}{was[2] or ' before'}"


def _counted_too(piece: str, before: str) -> str:
    """A number of others to whom the same was done: `143 women supported this year`, `children 96`; else empty."""
    more = re.fullmatch(r"([a-z ]+s|children|women|men|people) (\d[\d,]*)", piece)
    first = re.fullmatch(str(wording()["counted_done"]), before)
    return f"{first[1]} and {more[2]} {more[1]} {first[2]}" if more and first else ""


def _settled(match: re.Match[str], before: str) -> str:
    """What has been done since about what stands before it: `one complaint about noise, sorted` → `which was sorted`."""
    words = tagged(before)
    if _stands(before) or any(word.tag.startswith("VERB") for word in words) or not _counts_a_thing(words):
        return match[0]
    number = "were" if many(words) else "was"
    return f"which {number} {match[0]}"


def _counts_a_thing(words: Sequence[Word]) -> bool:
    """Whether words are a thing and what it is of: `one complaint from a neighbour`."""
    return head(words) is not None and words[0].tag in {"NUM", "DET", "NOUN", "ADJ"}


def _is_done(word: str) -> bool:
    return word.endswith("ed") or listed("irregular").fullmatch(word) is not None


def _stands(piece: str) -> bool:
    return main_verb(tagged(piece)) is not None


def with_its_name(said: str, piece: str, words: Sequence[Word]) -> str:
    """What was made of a piece behind a comma, its first word with the capital that it was typed with where a verb follows: no line
    begins there, so that it is a name (`books donated, Penguin gave 2,000`).
    """
    name = re.match(r"[A-Z][a-z]+(?= )", piece)
    if name is None or len(words) < 2 or not words[1].tag.startswith(("VERB.Fin", "AUX")):
        return said
    return re.sub(rf"^(?:the |an? )?{name[0].lower()}\b", name[0], said)


def is_ours(said: Clause, words: Sequence[Word], before: Sequence[Word]) -> bool:
    """Whether a deed behind a comma is ours and not that of the subject before it: `the hall was cold, had to buy heaters`; behind
    what we could not do, a deed has its own `we` (`could not find a driver, asked the school`).
    """
    if not said.text.startswith("we ") or not words or not before:
        return False
    if before[0].tag == "AUX.Fin":
        return said.kind == "deed" and words[0].tag.startswith("VERB") and not words[0].text.endswith("ing")
    subject = head(before)
    if subject is None or before[0].tag.startswith(("VERB", "PRON")) or _is_agent(subject):
        return False
    return is_our_deed(words)


def is_our_deed(words: Sequence[Word]) -> bool:
    """Whether words open with what only people do: `sold 280 jars`, `had to carry water`, `applied to the council`."""
    small = words[0].text.lower()
    if listed("done_by_us_alone").fullmatch(small):
        return (
            len(words) > 1 and words[1].tag in {"ADP", "PART", "DET", "NUM", "PRON", "PROPN"} and words[1].text != "by"
        )
    if listed("done_by_us").fullmatch(small):
        return _has_object(words, 1)
    start = next((n for n, word in enumerate(words[:4]) if n and word.tag.endswith(".Inf")), None)
    opens = " ".join(word.text.lower() for word in words[:start])
    return bool(
        start
        and listed("bound_to_us").fullmatch(opens)
        and listed("do_for_us").fullmatch(words[start].text.lower())
        and _has_object(words, start + 1)
    )


def _has_object(words: Sequence[Word], place: int) -> bool:
    after = words[place] if place < len(words) else None
    return (
        after is not None
        and (after.tag in {"DET", "NUM", "NOUN", "ADJ", "PRON", "PROPN"} or after.text in {"both", "all"})
        and after.text.lower() not in {"its", "it"}
        and not listed("times").fullmatch(after.text.lower())
    )


def _is_agent(subject: Word) -> bool:
    """Whether a subject could have done the next thing itself: people, bodies, names."""
    small = subject.text.lower()
    return subject.tag in {"PROPN", "PRON"} or any(
        listed(key).fullmatch(small) for key in ("people", "collective", "payers", "single_people")
    )
