"""What hangs on the verb of an English note: which one the note hangs on, who acts, and the auxiliary that is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.languages.en.grammar import Word, head
from drafter.languages.en.lexicon import is_plural, is_verb, listed
from drafter.schema import PartName


def main_verb(words: Sequence[Word]) -> int | None:
    """The place of the finite verb that the whole piece hangs on; those of `who …`, `that …`, `we asked` are passed over."""
    open_, named = 0, False
    for place, word in enumerate(words):
        small = word.text.lower()
        if listed("subordinators").fullmatch(small) and _subordinates(words, place, named):
            open_ += 1
        elif (
            listed("speakers").fullmatch(small)
            and named
            and not open_
            and words[place - 1].tag == "NOUN"
            and words[0].tag not in {"ADP", "SCONJ", "ADV", "VERB.Ger"}
        ):
            open_ += 1  # `20 firms we asked gave money`
        elif word.tag.endswith(".Fin"):
            if not open_:
                return place
            open_ -= 0 if word.tag == "AUX.Fin" and _verb_follows(words, place) else 1
        elif word.tag == "VERB.Part" and open_ and words[place - 1].tag != "AUX.Fin":
            open_ -= 1
        named = named or word.tag in {"NOUN", "PROPN", "NUM"}
    return None


def _subordinates(words: Sequence[Word], place: int, named: bool) -> bool:
    """Whether a word such as `who`, `that` or `since` opens a clause with a verb of its own."""
    small, after = words[place].text.lower(), words[place + 1].tag if place + 1 < len(words) else ""
    if small in {"after", "before", "until", "since"}:
        return named and after not in {"NUM", "VERB.Ger", ""}
    return words[place].tag in {"SCONJ", "PRON", "ADV", "DET"} or small in {"who", "which"}


def _verb_follows(words: Sequence[Word], place: int) -> bool:
    rest = [word for word in words[place + 1 : place + 3] if word.tag not in {"ADV", "PART"}]
    return bool(rest) and rest[0].tag.startswith(("VERB.Part", "VERB.Inf", "AUX"))


def hides_verb(words: Sequence[Word]) -> bool:
    """Whether a word that was taken for a noun is the verb of the piece: `13 houses take walkers`, `walkers load the map`."""
    if any(word.text == "shall" for word in words):
        return True  # the tagger's own word for it is a noun
    of = [n for n, word in enumerate(words[:-3]) if n and word.text == "of" and words[n + 1].tag == "NUM"]
    if any(words[n + 2].tag == "NOUN" and words[n + 2].text.endswith("s") and is_verb(words[n + 2].text) for n in of):
        return True  # `a cohort of 26 begins in May`
    for place, (before, word, after) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if leads(before.text.lower()) or before.text.lower() == "no":
            return False
        runs_on = after.start - word.end == word.start - before.end == 1
        if runs_on and before.tag == word.tag == "NOUN" and is_plural(before.text) and before.text.endswith("s"):
            if after.tag in {"NOUN", "NUM"} and is_verb(word.text) and not listed("sums").fullmatch(word.text):
                return True
            if after.text == "to" and is_verb(word.text) and [w.text for w in words[place + 3 : place + 4]] != ["be"]:
                return True  # `trustees mean to let the lodge`
            if listed("opens_a_thing").fullmatch(after.text.lower()):
                return True
    return False


def names_with(word: Word, particle: Word, after: Sequence[Word]) -> bool:
    """Whether a particle makes one noun with the word before it (`follow up of`, `sign up for`), and is no state (`spend up on`)."""
    if particle.text not in {"up", "off", "down", "over"} or not after or listed("sums").fullmatch(word.text):
        return False
    behind = after[0].text.lower()
    return behind == "of" or (is_verb(word.text) and particle.text == "up" and behind in {"for", "with"})


def leads(word: str) -> bool:
    """Whether a word, in small letters, opens a clause with its own subject."""
    return listed("subordinators").fullmatch(word) is not None or listed("nominatives").fullmatch(word) is not None


def planned_link(verb: str, plural: bool, rest: str) -> str:
    """What is done to a thing in a plan: it is expected, has been ordered, or is to be fitted; no plan tells of what was done."""
    if re.fullmatch(r"expected|planned|booked|agreed|scheduled|wanted|needed|proposed|intended|promised", verb):
        return "are" if plural else "is"
    if re.search(r"(?i)\b(?:by|before|in|from|next|until|once|every|each|on|over|during)\b", rest):
        return "are to be" if plural else "is to be"
    if listed("settled").fullmatch(verb) or listed("until_now").search(rest):
        return "have been" if plural else "has been"
    return "are to be" if plural else "is to be"


def belongs(words: Sequence[Word], place: int) -> bool:
    """Whether a participle belongs to the noun behind it: `84 matched pairs`, `one shared diary`."""
    return (
        words[place - 1].tag in {"NUM", "DET", "ADJ"}
        and place + 1 < len(words)
        and [word.text for word in words[place + 1 : place + 3]] != ["first", "time"]
        and words[place + 1].tag in {"NOUN", "ADJ"}
    )


def acts(subject: Sequence[Word], verb: Word, after: Sequence[Word]) -> bool:
    """Whether the subject did it itself (`17 farms signed plans`, `attendance dropped`), rather than had it done to it."""
    small = verb.text.lower()
    dated = len(after) > 1 and listed("times").fullmatch(after[1].text.lower())  # `lease signed in May`
    if listed("moves").fullmatch(small) and after and after[0].text in {"up", "out", "in"} and not dated:
        return True
    if len(after) == 1 and after[0].tag == "ADP" and not listed("particles").fullmatch(after[0].text.lower()):
        return False  # `licence applied for`
    if _by_someone(after):
        return False
    sum_in = [word.text[:1] for word in after[:2]] in (["i", "£"], ["i", "$"], ["i", "€"])  # `fares brought in £61,300`
    if listed("unaccusative").fullmatch(small) or (
        listed("yields").fullmatch(small) and after and (after[0].tag == "NUM" or sum_in)
    ):
        return True
    follows = next(
        (
            word
            for word in after
            if word.tag != "ADV"
            and word.text not in {"about", "around", "nearly"}
            and not listed("particles").fullmatch(word.text.lower())
        ),
        None,
    )
    if follows is not None and follows.text.lower() == "by":
        return False
    doer = head(subject)
    if all(word.text.isdecimal() for word in subject) and listed("come_and_go").fullmatch(small) and not after:
        return True  # `11 left, 9 joined`
    person = doer is not None and listed("people").fullmatch(doer.text.lower()) is not None
    if person and [word.text.lower() for word in after[:2]] in (["with", "us"], ["alongside", "us"]):
        return True
    if doer is not None and person and is_plural(doer.text) and listed("granted").fullmatch(small):
        return False  # `seekers granted leave`
    behind = after[after.index(follows) + 1 :] if follows is not None else ()
    timed = any(listed("times").fullmatch(word.text.lower()) for word in behind[:1])
    if timed and listed("gathers").fullmatch(small):
        return True  # `the circle met nine times`
    if (
        follows is not None
        and follows.tag in {"DET", "PRON", "NUM", "NOUN", "PROPN", "PART", "SCONJ"}
        and not timed
        and not listed("times").fullmatch(follows.text.lower())
    ):
        return True
    if follows is not None and not timed and listed("quantities").fullmatch(follows.text.lower()):
        return True
    body = doer is not None and len(doer.text) > 2 and doer.text.isupper()  # `CQC inspected in May`
    goes = doer is not None and (
        (small == "visited" and listed("rounds").fullmatch(doer.text.lower()) is not None)  # `vans visited weekly`
        or (small == "paid" and not after and listed("payers").fullmatch(doer.text.lower()) is not None)
        or (doer.tag == "PROPN" and not after and listed("come_and_go").fullmatch(small) is not None)
    )
    return (
        goes
        or (person and listed("by_people").fullmatch(small) is not None)
        or (body and listed("by_bodies").fullmatch(small) is not None)
    )


def _by_someone(after: Sequence[Word]) -> bool:
    """Whether someone is named behind a verb as who did it: `opened in June by the mayor`, not `by June`, `by a third`."""
    by = next((n for n, word in enumerate(after) if word.text.lower() == "by"), None)
    doer = head(after[by + 1 :]) if by is not None else None
    if doer is None or listed("times").fullmatch(doer.text.lower()):
        return False
    return doer.tag == "PROPN" or listed("people").fullmatch(doer.text.lower()) is not None


def linked(plural: bool, part: PartName, text: str) -> str:
    """The auxiliary between a subject and its state, by the part of the report."""
    if part == "plans":
        return "are to be" if plural else "is to be"
    if since(text):
        return "have been" if plural else "has been"
    return "were" if plural else "was"


def since(text: str) -> bool:
    """Whether a text tells what has held until now."""
    return re.search(r"\bsince\b", text) is not None


def speaks_of(words: Sequence[Word]) -> bool:
    """Whether words name something that a verb could speak of."""
    return head(words) is not None or words[-1].tag == "NUM"
