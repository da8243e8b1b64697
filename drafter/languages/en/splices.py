"""What stands behind a comma in an English note and is no part of the clause before it: who did it, what it is set against.

Notes go from a thing to its people and back at a comma (`boiler broken, had to buy heaters`). Wording stands in
prompts/en/language.toml under [formal].
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.languages.en.grammar import Clause, Word, head, many, tagged
from drafter.languages.en.lexicon import listed, wording
from drafter.languages.en.verbs import main_verb
from drafter.schema import PartName


def mended(pieces: Sequence[str], part: PartName) -> list[str]:
    """The pieces of a note, those that a comma says too little of written out: `was 23 last year` → `against 23 last year`."""
    told: list[str] = []
    for piece in pieces:
        was = re.fullmatch(
            r"(?:(?:it|this|that|which) )?(?:was|were) ([£$€]?\d[\d,.]*\s?%?(?: (?:million|billion|days|weeks|months|hours))?)( .*)?",
            piece,
        )
        if was and told and _is_then(was[2] or "") and re.search(r"\d", told[-1]) and not _stands(told[-1]):
            told.append(f"against {was[1]}{was[2] or ' before'}")
        elif told and re.match(r"took (?:[\w-]+ ){1,3}(?:hours|days|weeks|months|years|ages) to ", piece):
            told.append(f"it {piece}")
        elif told and part == "plans" and re.match(str(wording()["by_when"]), piece) and not _stands(told[-1]):
            told.append(f"to {piece}")
        elif counted := re.fullmatch(str(wording()["counted_late"]), piece):
            told.append(f"{counted[4]} {counted[1]} {counted[2]} {counted[3]}")
        elif (
            (more := re.fullmatch(r"([a-z ]+s|children|women|men|people) (\d[\d,]*)", piece))
            and told
            and (first := re.fullmatch(str(wording()["counted_done"]), told[-1]))
        ):
            told[-1] = f"{first[1]} and {more[2]} {more[1]} {first[2]}"
        elif told and (
            coming := re.fullmatch(
                r"((?:another \d+|\d+ more)) ((?:booked|planned|due|scheduled|lined up) (?:for|in) .+)", piece
            )
        ):
            number = re.sub(r"another | more", "", coming[1])
            told.append(f"a further {number} {'is' if number == '1' else 'are'} {coming[2]}")
        elif pairs := re.fullmatch(r"(\d+ [a-z]+) (\d+ [a-z]+)", piece):
            both = all(_is_done(pair.split()[1]) for pair in pairs.groups())
            told.append(" and ".join(pairs.groups()) if both else piece)
        elif dated := re.fullmatch(str(wording()["deadline"]), piece):
            told.append(f"the {dated[1].lower()} {'is' if part == 'plans' else 'was'} {dated[2]}")
        elif told and (settled := re.fullmatch(str(wording()["settled_since"]), piece)):
            told.append(_settled(settled, told[-1]))
        elif re.fullmatch(str(wording()["unsure"]), piece):
            told.append(f"we are {piece}")
        else:
            told.append(piece)
    return told


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


def _is_then(text: str) -> bool:
    """Whether what follows a figure is no more than when it held."""
    return re.fullmatch(str(wording()["then"]), text) is not None


def _is_done(word: str) -> bool:
    return word.endswith("ed") or listed("irregular").fullmatch(word) is not None


def _stands(piece: str) -> bool:
    return main_verb(tagged(piece)) is not None


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
        and after.tag in {"DET", "NUM", "NOUN", "ADJ", "PRON", "PROPN"}
        and after.text.lower() not in {"its", "it"}
        and not listed("times").fullmatch(after.text.lower())
    )


def _is_agent(subject: Word) -> bool:
    """Whether a subject could have done the next thing itself: people, bodies, names."""
    small = subject.text.lower()
    return subject.tag in {"PROPN", "PRON"} or any(
        listed(key).fullmatch(small) for key in ("people", "collective", "payers", "single_people")
    )
