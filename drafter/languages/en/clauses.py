"""One piece of an English note as a clause: the subject, auxiliary or article that it leaves out is supplied, nothing asserted.

What a piece is shows in the parts of speech of its words: a deed (`planted 6,350 trees`), a clause with its own subject, a thing
that something was done to (`ten boilers replaced`), a state (`van off the road`), a measure (`income £318,400`), or a thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.languages.en.grammar import Clause, Word, article, bare, head, many, tagged, with_article
from drafter.languages.en.lexicon import (
    continued,
    is_adverb,
    is_known,
    is_mass,
    is_plural,
    is_verb,
    listed,
    lower,
    own_tag,
)
from drafter.languages.en.measures import count_done, counted, ends_measure, is_numbered, measured, missing
from drafter.languages.en.verbs import (
    acts,
    belongs,
    hides_verb,
    leads,
    linked,
    main_verb,
    names_with,
    planned_link,
    speaks_of,
)
from drafter.schema import PartName


def clause(piece: str, part: PartName) -> Clause:
    """A piece of a note, as it was left, as a clause."""
    text = piece.strip(" ,;.")
    words = tagged(text)
    if not words or (text.startswith("“") and text.endswith("”")):
        return Clause("whole", text)
    words = _settled(words, part)
    later = re.match(
        r"(?i)(?:about |over |nearly )?[\w-]+ (?:days?|weeks?|months?|years?) (?:after|before|into|on|later)\b", text
    )
    if text.endswith("?") or (later and any(word.tag.endswith(".Fin") for word in words)):
        return Clause("stated", text)
    if hides_verb(words):
        return Clause("stated", text)
    for read in (
        _spoken,
        _lately,
        _we_are,
        _deed,
        _stated,
        _intended,
        _done_to,
        _predicated,
        measured,
        counted,
        missing,
    ):
        if said := read(text, words, part):
            return said
    return _thing(text, words, part)


def _settled(words: tuple[Word, ...], part: PartName) -> tuple[Word, ...]:
    """What opens a note of the past in the present tense is a noun (`lift out for 13 weeks`), unless an object follows."""
    first, after = words[0], words[1] if len(words) > 1 else None
    if is_numbered(words) or (first.text.isupper() and len(first.text) > 2 and first.tag.startswith("VERB")):
        return (first._replace(tag="NOUN"), *words[1:])
    small = first.text.lower()
    past = (
        re.search(r"(?:ed|ing)$", small)
        or listed("irregular").fullmatch(small)
        or listed("surely_past").fullmatch(small)
    )
    if part == "plans" or past or not first.tag.startswith("VERB"):
        return words
    if after is not None and (
        after.tag in {"DET", "PRON"}
        or (after.tag == "NUM" and is_verb(small) and not listed("sums").fullmatch(small))
        or (after.tag in {"NOUN", "ADJ"} and is_plural(words[-1].text))
    ):
        return words
    return (first._replace(tag="NOUN"), *words[1:])


def _spoken(text: str, words: Sequence[Word], _part: PartName) -> Clause | None:
    """`we …`, `I …`, `nobody …` and what begins with an auxiliary."""
    first = words[0].text.lower()
    anyone = re.match("(?i)(?:nobody|no[- ]one|everyone|everybody|someone|nothing) ", text)
    if anyone and len(words) > 2:
        return Clause("stated", text)
    if listed("nominatives").fullmatch(first) and main_verb(words) is not None:
        return Clause("stated", text)
    if words[0].tag == "AUX.Fin" and len(words) > 1:
        return Clause("deed", f"we {lower(text)}")
    return None


def _we_are(text: str, words: Sequence[Word], _part: PartName) -> Clause | None:
    """`unable to recruit`, `hard to find drivers`, `fully staffed on nights`, `still waiting on HMRC`: the verb is the missing `were`."""
    first, rest = words[0], words[1:]
    small, after = first.text.lower(), rest[0].text.lower() if rest else ""
    ours = listed("ours").fullmatch(small) is not None
    if (
        (first.tag == "ADJ" or (ours and after in {"of", "about"}))
        and (ours or own_tag(small) == "ADJ|-")
        and listed("behind_states").fullmatch(after)
    ):
        return Clause("stated", f"{'we were' if ours else 'it was'} {lower(text)}")
    if len(rest) < 2:
        return None
    if first.tag == "ADV" and small.endswith("ly") and (after.endswith("ed") or listed("irregular").fullmatch(after)):
        state = rest[1].tag == "ADP"
        return Clause("stated" if state else "deed", f"{'we were' if state else 'we'} {lower(text)}")
    if small in {"still", "now", "currently"} and after.endswith("ing") and rest[1].tag != "NOUN":
        return Clause("deed", f"we are {lower(text)}")
    if not small.endswith("ing") or not first.tag.startswith("VERB") or listed("no_doings").fullmatch(small):
        return None
    objects = rest[0].tag in {"DET", "NUM", "PRON"} or (is_verb(small) and after in {"on", "for"})
    spoken = any(listed("speakers").fullmatch(word.text.lower()) for word in rest[1:])
    return Clause("deed", f"we are {lower(text)}") if objects and not spoken else None


def _deed(text: str, words: Sequence[Word], part: PartName) -> Clause | None:
    """`planted 6,350 trees`: we did; nothing where the first word belongs to a thing (`broken windows`)."""
    first, rest = words[0], words[1:]
    small = first.text.lower()
    if (
        not first.tag.startswith("VERB")
        or not rest
        or small.endswith("ing")
        or continued(text)[:1].isupper()
        or listed("only_participles").fullmatch(small)
    ):
        return None
    if rest[0].text.lower() == "by" and small.endswith("ed"):
        return Clause("stated", f"this was {lower(text)}")
    later = main_verb(rest)
    ends = next(
        (
            n
            for n, word in enumerate(rest)
            if word.tag in {"CCONJ", "SCONJ"} or word.text.lower() in {"to", "that", "who", "which"}
        ),
        len(rest),
    )
    if later is not None and later < ends and not any(w.tag in {"NUM", "DET", "PRON"} for w in rest[:1]):
        return None  # `donated food fell 17%`
    if (listed("attributes").fullmatch(small) or part == "plans") and rest[0].tag in {"NOUN", "ADJ"}:
        return None
    if part == "problems" and listed("attributive").match(text.lower()) and rest[0].tag in {"NOUN", "ADJ"}:
        return None
    if small.endswith("s") and not small.endswith("ss") and first.tag == "VERB.Fin":
        return Clause("stated", f"this {lower(text)}")
    return Clause("deed", f"we {object_named(continued(text))}")


def _lately(text: str, _words: Sequence[Word], part: PartName) -> Clause | None:
    """`so far spent £86,210` → `so far, we spent £86,210`: a deed behind the time that it fell into."""
    match = re.match(rf"({listed('leads_in_time').pattern}) (?=[a-z])(.+)", text)
    if match and listed("speakers").fullmatch(match[2].split()[0]):
        return Clause("stated", text)
    if not match or part == "plans":
        return None
    said = _deed(match[2], tagged(match[2]), part)
    return Clause("stated", f"{lower(match[1])}, {said.text}") if said and said.kind == "deed" else None


def object_named(text: str) -> str:
    """`removed weir at …` → `removed the weir at …`: the article before a single countable thing that a deed is done to."""
    words = tagged(f"we {text}")[1:]
    start = next(
        (
            n
            for n, word in enumerate(words[1:], 1)
            if word.tag not in {"ADV", "ADP", "PART"} or word.text.lower() in {"of", "to"}
        ),
        None,
    )
    if (
        start is None
        or words[start].text[:1].isupper()
        or words[start - 1].text.lower() in {"as", "by", "in", "on", "at", "to", "for", "from", "with", "of"}
        or not bare(words[start:])
    ):
        return text
    at = words[start].start - 3
    return f"{text[:at]}{'the ' if not article(text[at:]).startswith('the') else article(text[at:])}{text[at:]}"


def _stated(text: str, words: Sequence[Word], _part: PartName) -> Clause | None:
    """A piece with a subject and a finite verb: only the article before the subject can be missing."""
    verb = main_verb(words)
    if not verb or (words[0].tag == "VERB.Fin" and verb == 0):
        return None
    before, after = words[:verb], words[verb + 1 :]
    if words[verb].tag == "VERB.Fin" and (
        words[verb].text.endswith("ed") or listed("transitive").fullmatch(words[verb].text)
    ):
        if belongs(words, verb):
            return None
        if (
            not after
            or after[0].tag in {"ADP", "ADV"}
            or any(listed("times").fullmatch(word.text.lower()) for word in after[: 2 if after[0].tag == "NUM" else 1])
            or [word.text for word in after[:2]] == ["first", "time"]
        ) and not acts(before, words[verb], after):
            return None
    return Clause("stated", with_article(text, words[:verb]))


def _done_to(text: str, words: Sequence[Word], part: PartName) -> Clause | None:
    """`sibling visits cancelled 8 times` → `sibling visits were cancelled 8 times`."""
    place = next(
        (
            n
            for n in range(1, len(words))
            if (words[n].tag in {"VERB.Part", "VERB.Fin", "VERB.Ger"} or _counts_doers(words, n))
            and not listed("post_nominal").fullmatch(words[n].text)
            and speaks_of(words[:n])
            and not belongs(words, n)
        ),
        None,
    )
    if place is None or any(leads(word.text.lower()) or word.tag.startswith("AUX") for word in words[:place]):
        return None
    verb, after, adverb = words[place], words[place + 1 :], words[place]
    while place > 1 and words[place - 1].tag in {"ADV", "PART"}:
        place -= 1
        adverb = words[place]
    before = words[:place]
    if (
        before[-1].tag in {"ADP", "DET", "CCONJ", "PRON"}
        or before[-1].text in {"get", "gets", "got"}
        or before[0].tag in {"ADP", "SCONJ", "ADV"}
        or (before[-1].tag == "NUM" and head(before[:-1]) and before[-2].text != "worth")
    ):
        return None
    if (
        after
        and after[0].tag in {"NOUN", "PROPN"}
        and not listed("times").fullmatch(after[0].text.lower())
        and before[-1].tag not in {"NOUN", "PROPN", "NUM", "ADV", "PRON"}
    ):
        return None
    subject = text[: adverb.start].rstrip()
    if verb.text.endswith("ing"):
        now = ("are" if many(before) else "is") if part == "plans" else linked(many(before), part, "")
        return Clause("stated", f"{with_article(subject, before)} {now} {text[adverb.start :]}")
    if (
        after
        and after[0].tag == "NUM"
        and before[0].tag != "NUM"
        and ":" not in subject
        and ends_measure(after)
        and many(before)
        and not listed("yields").fullmatch(verb.text)
    ):
        return count_done(subject, before, text[verb.start : verb.end], text[verb.end :].strip(" :"))
    if acts(before, verb, after):
        return Clause("stated", with_article(text, before))
    if adverb.tag == "ADV" and not is_adverb(adverb.text.lower()):
        return Clause("stated", text)  # `spare parts depot opened`: taken for one
    plural = many(before)
    if part == "plans":
        return Clause(
            "stated",
            f"{with_article(subject, before)} {planned_link(verb.text, plural, text[verb.end :])} {text[adverb.start :]}",
        )
    return Clause("stated", f"{with_article(subject, before)} {linked(plural, part, text)} {text[adverb.start :]}")


def _counts_doers(words: Sequence[Word], place: int) -> bool:
    """Whether what was taken for an adjective is what people did, with how many did: `nurses qualified 3`."""
    return (
        listed("by_people").fullmatch(words[place].text) is not None
        and listed("people").fullmatch(words[place - 1].text.lower()) is not None
        and words[place + 1 : place + 2] != ()
        and words[place + 1].tag == "NUM"
        and ends_measure(words[place + 1 :])
    )


def _intended(text: str, words: Sequence[Word], _part: PartName) -> Clause | None:
    """`survey to be repeated in June` → `the survey is to be repeated in June`."""
    place = next(
        (
            n
            for n, word in enumerate(words[:-1])
            if n and word.text.lower() == "to" and words[n + 1].tag.endswith(".Inf")
        ),
        None,
    )
    at = words[place].start if place else 0
    while place and place > 1 and words[place - 1].tag == "ADV":
        place -= 1
        at = words[place].start  # `supplier still to be chosen`
    subject = head(words[:place]) if place else None
    to = next((n for n, word in enumerate(words) if place and n >= place and word.text.lower() == "to"), 0)
    if (
        place is None
        or subject is None
        or words[0].tag in {"ADP", "SCONJ"}
        or words[place - 1].tag not in {"NOUN", "PROPN", "PRON"}
    ):
        return None
    if words[to + 1].text.lower() != "be" and (
        subject is not words[place - 1] or listed("to_nouns").fullmatch(subject.text.lower())
    ):
        return None
    if any(w.tag.startswith(("VERB", "AUX")) for w in words[:place]):
        return None
    return Clause(
        "stated",
        f"{with_article(text[:at].rstrip(), words[:place])} {'are' if many(words[:place]) else 'is'} {text[at:]}",
    )


def _predicated(text: str, words: Sequence[Word], part: PartName) -> Clause | None:
    """`van off the road for six weeks` → `the van was off the road for six weeks`; `complaints down 40%`."""
    for place in range(1, len(words) if part == "plans" or words[0].text.lower() not in {"no", "not"} else 0):
        word, before = words[place], words[:place]
        small = word.text.lower()
        if before[-1].tag not in {"NOUN", "PROPN", "PRON"} or head(before) is None or before[0].tag in {"ADP", "SCONJ"}:
            continue
        if listed("subordinators").fullmatch(before[-1].text.lower()) or names_with(
            before[-1], word, words[place + 1 :]
        ):
            continue
        after = words[place + 1 :]
        if not after and listed("adverbs_of_state").fullmatch(small):
            continue  # `61 volunteers now`
        if listed("how_often").fullmatch(small):
            return None
        if (
            (small.endswith("ed") or listed("irregular").fullmatch(small))
            and acts(before, word, after)
            and not listed("attributes").fullmatch(small)
        ):
            return Clause("stated", with_article(text, before))
        if small == "so" and not (after and after[0].tag in {"ADJ", "ADV"}):
            return None
        if after and after[0].tag == "NOUN" and not listed("before_things").fullmatch(small):
            continue  # `away day`
        known = is_known(small) or re.search(r"(?:ed|ful|less|[ai]ble|ive|ous|al|ic|y|ant|ent)$", small)
        adjective = word.tag == "ADJ" and known and not (after and after[0].tag in {"NOUN", "PROPN", "ADJ"})
        if small in {"in", "on", "over", "under"} and after and not _is_bound(before, small, after):
            continue
        opens = place == 1 and is_verb(words[0].text.lower()) and listed("particles").fullmatch(small)
        if opens and after and after[0].tag in {"DET", "PRON"}:
            return Clause("stated", text)
        if adjective or (
            listed("predicates").fullmatch(small) and (after or word.tag in {"ADV", "ADJ", "ADP", "VERB.Part"})
        ):
            link = linked(
                many(before),
                "problems"
                if listed("holds").fullmatch(small) and not re.search(r"\b(?:by|before)\b", text) and part == "plans"
                else part,
                text,
            )
            link = {"were": "are", "was": "is"}.get(link, link) if part == "plans" else link
            return Clause("stated", f"{with_article(text[: word.start].rstrip(), before)} {link} {text[word.start :]}")
    return None


def _is_bound(before: Sequence[Word], word: str, after: Sequence[Word]) -> bool:
    """Whether `over` or `under` says how much a thing was (`wait over 6 weeks`), not where or when (`3,744 loans over 39 Saturdays`)."""
    counted = any(w.tag == "NUM" for w in before) and any(w.tag in {"NOUN", "PROPN"} for w in after[1:2])
    return word in {"over", "under"} and after[0].tag == "NUM" and not counted


def _thing(text: str, words: Sequence[Word], part: PartName) -> Clause:
    """A thing without a verb: there was one; what is known to the reader already is told as a part of the work."""
    past = any(word.tag.startswith("VERB") or word.text.endswith("ed") for word in words[2:]) and words[0].tag in {
        "DET",
        "ADP",
    }
    if (past and part != "plans") or (
        any(word.tag.endswith(".Fin") for word in words) and words[0].tag in {"ADP", "SCONJ", "ADV", "PRON", "DET"}
    ):
        return Clause("stated", text)
    if part == "plans":
        named = is_numbered(words) and not (len(words) > 2 and words[2].tag in {"NOUN", "ADJ"})  # `phase two at …`
        return Clause("thing", f"our plans include {lower(text) if named else with_article(text, words, 'a')}")
    first = words[0].text.lower()
    if first in {"the", "our", "all", "both", "this", "these", "its", "their"} or words[0].tag == "PROPN":
        return Clause("thing", f"{'the difficulties' if part == 'problems' else 'our work'} included {lower(text)}")
    subject = head(words)
    if subject is None or words[0].tag in {"ADP", "ADV", "SCONJ", "PRON", "CCONJ"}:
        return Clause("thing", f"this was {lower(text)}")
    plural = many(words) and not is_mass(subject.text)
    return Clause("thing", f"there {'were' if plural else 'was'} {with_article(text, words, 'a')}")
