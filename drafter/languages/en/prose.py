"""Joins English statements into sentences: few facts each, full verbs, no two neighbours opening alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, cycle
from typing import NamedTuple

from drafter import text as texts
from drafter.languages.en.acceptability import is_acceptable
from drafter.languages.en.certain import is_certain
from drafter.languages.en.formal import formal, spans_kept
from drafter.languages.en.grammar import tagged
from drafter.languages.en.joining import is_order
from drafter.languages.en.lexicon import continued, lower, wording
from drafter.languages.en.sentences import (
    clauses,
    in_own_words,
    in_turn,
    is_deed,
    is_label,
    is_sure,
    labelled,
    opened,
    sentence,
)
from drafter.languages.en.verbs import hides_verb, main_verb
from drafter.schema import Fact, PartName

MAX_WORDS = 32

MOST_CLAUSES = 6
"""Clauses of notes in their own words in one sentence at most, if it is not one note that has more."""


class _Said(NamedTuple):
    """A sentence without its stop and the facts that it rests on; `noted`: it is no sentence, but a note in its own words."""

    text: str
    ids: tuple[str, ...]
    noted: bool = False


def compose(
    facts: Sequence[Fact], part: PartName, _period: str, _heading: str = ""
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Formal sentences with the ids of the facts that each rests on; every fact is in at least one. The headings of the kinds are in
    no note's words, so that no sentence can repeat one.
    """
    said: list[_Said] = []
    theme = ""
    for fact in facts:
        label = fact.theme if fact.theme != theme else ""
        theme = fact.theme
        said += _say(fact, part, label)
    return tuple(_vary(_join(_gathered(said, part))))


def _say(fact: Fact, part: PartName, label: str) -> list[_Said]:
    """A fact's sentences without their stops; the writer's label leads where it names a thing that the words do not say, or stands
    where it belongs.
    """
    text = formal(fact.text) or fact.text.strip()
    pieces = clauses(text) or [text]
    name = formal(label.lower() if label.isupper() and len(label) > 4 else label)
    if "labelled" in fact.flags and (placed := _placed(name, pieces[0])):
        name, pieces = "", [placed, *pieces[1:]]
    leads = name and texts.overlap(name, text) < 0.6 and (is_label(name) or _is_planned(name, part))
    first = sentence(pieces[0], part)
    if leads:
        first = opened(labelled(lower(name), pieces[0], part)) if is_label(name) else _planned(name, pieces[0], part)
    made = [
        (f"{name}: {pieces[0]}" if leads else pieces[0], first),
        *((piece, sentence(piece, part)) for piece in pieces[1:]),
    ]
    said = [told for piece, composed in made for told in _sure(piece, composed, part, fact.id)]
    if said and "labelled" in fact.flags and _sums_up(name) and not said[0].text.startswith("In all"):
        said[0] = said[0]._replace(text=f"In all, {continued(said[0].text)}")
    whole = " ".join(told.text for told in said)
    if said and spans_kept(text, whole) and all(quote in whole for quote in re.findall("“[^”]*”", text)):
        return said
    return [_Said(f"{name}: {text}" if leads else text, (fact.id,), noted=True)]  # wording must not cost a figure


def _sums_up(label: str) -> bool:
    return re.fullmatch(wording()["label_total"], label) is not None


def _placed(label: str, text: str) -> str:
    """A figure that stands behind a label which names no thing, with the label where it belongs: `spent so far: $9 of the $12` →
    `spent $9 of the $12 so far`, `still to do: 3 houses` → `3 houses still to do`; empty for any other label.
    """
    if not re.match(r"(?:about |nearly |over )?[£$€]?\d", text):
        return ""
    first, _, rest = label.partition(" ")
    if is_deed(lower(first)) and tagged(label)[0].tag.startswith("VERB"):
        return f"{first} {rest} of {text}" if re.match("an? ", rest) else f"{first} {text} {rest}".rstrip()
    return f"{text} {lower(label)}" if re.match(wording()["label_behind"], label) else ""


def _is_planned(label: str, part: PartName) -> bool:
    """Whether a label says what will be done, and not only of what (`halve the debt queue: second adviser from April`)."""
    return part == "plans" and len(label.split()) > 2 and is_order(tagged(label))


def _planned(label: str, text: str, part: PartName) -> str:
    """`halve the debt queue: second adviser from April` → `We will halve the debt queue: second adviser from April`."""
    return f"{sentence(label, part)}: {continued(in_own_words(text))}"


def _sure(piece: str, composed: str, part: PartName, fact: str) -> list[_Said]:
    """The sentences made of a piece of the fact of that id, or its own words where they are likelier to be bad English than not; own
    words without a verb, or with one at their very start, which has no subject then, are no sentence.
    """
    own = in_own_words(piece)
    if composed == own or is_sure(piece, composed) or is_acceptable(piece, composed.replace("\n", " "), part):
        return [_Said(line, (fact,)) for line in composed.split("\n") if line]
    turns = in_turn(piece, part)
    if turns and composed != own and all(is_certain(typed, said) for typed, said in turns):
        return [_Said(line, (fact,)) for line in composed.split("\n") if line]
    words = tagged(own)
    return [_Said(own, (fact,), noted=not main_verb(words) and not hides_verb(words))]


def _gathered(said: Sequence[_Said], part: PartName) -> list[_Said]:
    """Neighbouring notes in their own words as one sentence that lists them: `We report the following: …; …`."""
    first, later = wording()["noted_first"][part], wording()["noted_later"][part]
    leads = chain([first[_place(said) % len(first)]], cycle(later))
    runs: list[list[_Said]] = []
    for told in said:
        size = sum(_count_clauses(other.text) for other in runs[-1]) if runs and runs[-1][0].noted else MOST_CLAUSES
        if told.noted and size + _count_clauses(told.text) <= MOST_CLAUSES:
            runs[-1].append(told)
        else:
            runs.append([told])
    return [_list(run, next(leads)) if run[0].noted else run[0] for run in runs]


def _place(said: Sequence[_Said]) -> int:
    """Where in the notes an item begins, so that not every item of a report leads in with the same words; it stays what it is
    however often the item is written.
    """
    number = re.match(r"\d+", said[0].ids[0]) if said else None
    return int(number[0]) - 1 if number else 0


def _list(notes: Sequence[_Said], lead: str) -> _Said:
    ids = dict.fromkeys(name for note in notes for name in note.ids)
    return _Said(f"{lead} {'; '.join(_listed(note.text) for note in notes)}", tuple(ids))


def _count_clauses(text: str) -> int:
    return len(re.findall(r"[,;](?!\d)", text)) + 1


def _listed(note: str) -> str:
    """A note as one of a list: without its stop, its first letter small unless it is a name's."""
    return continued(note.rstrip("."))


def _join(said: Sequence[_Said]) -> list[tuple[str, tuple[str, ...]]]:
    """Two short neighbours that both open with `We` share it: `We planted A and tested B`."""
    joined: list[tuple[str, tuple[str, ...]]] = []
    for text, ids, _ in said:
        if joined and _can_share(joined[-1][0], text) and len(set(joined[-1][1]) | set(ids)) <= 2:
            before, ids_before = joined[-1]
            lead = "We will " if text.startswith("We will ") else "We "
            joined[-1] = (f"{before} and {text.removeprefix(lead)}", tuple(dict.fromkeys((*ids_before, *ids))))
        else:
            joined.append((text, ids))
    return joined


def _can_share(before: str, text: str) -> bool:
    if " and " in before or " and " in text or "," in before or "(" in before or ":" in before + text:
        return False
    if len(before.split()) + len(text.split()) > MAX_WORDS:
        return False
    if before.startswith("We will ") or text.startswith("We will "):
        return before.startswith("We will ") and text.startswith("We will ")
    return before.startswith("We ") and text.startswith("We ") and re.match(r"We \w+(?:ed|t|n|w|d)\b", text) is not None


def _vary(sentences: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Stops, and a connective where two neighbours would open with the same word."""
    links = wording()["connectives"]
    done: list[tuple[str, tuple[str, ...]]] = []
    used = 0
    for text, ids in sentences:
        body = text
        if done and body.split()[0] == done[-1][0].split()[0]:
            again = re.match(r"(?:\S+ ){0,3}also\b", body) is not None  # `Also, the report also covers …`
            link = next(
                text
                for text in (*links[used % len(links) :], *links)
                if text.split()[0] != done[-1][0].split()[0] and not (again and text.startswith("Also"))
            )
            body = link + (continued(body) if body.split()[0] != "I" else body)
            used += 1
        done.append((_stop(body), ids))
    return done


def _stop(text: str) -> str:
    text = text.strip(" ,;:")
    return text if re.search(r"[.!?][”)]?$", text) else f"{text}."
