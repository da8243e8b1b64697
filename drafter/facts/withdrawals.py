"""Which line another takes back altogether: `孤儿那条别写了`, `keep the piano out of it`, `巡演没去成`.

How much the words of a line sound like that is learned (prompts/<lang>/withdrawing.tsv). Which line it speaks of is a choice
between all the others and none, weighed by what annotated notes teach (prompts/<lang>/withdrawals.tsv): what it shares with each,
how rare that is in the notes, and where they stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from drafter import learned
from drafter import text as texts
from drafter.facts import pointing, reasons
from drafter.facts.cues import Cues
from drafter.facts.links import Matters, odds, shared_run
from drafter.schema import Fact, Reason

CLASSES = ("withdrawal", "none")
"""What a line may be: it takes another back altogether, or not."""

SOUNDS = 0.25
"""How likely (0 to 1) a line must take another back, by its words alone, to be looked at."""

FACTS = 0.4
"""The same for a line that is a fact by all else."""

SURE = 0.45
"""How likely (0 to 1) a line must speak of one other line for that to be left out."""

ASKED = 0.35
"""The same for a line that is no fact itself: it was typed for whoever writes the report."""

RULED = 0.24
"""The same for a line that takes back by the rules (`scrap the BBC one, …`)."""

PLEADS, PLEADED = 0.5, 0.28
"""How likely (0 to 1) a private line or a remark to the drafter must take another back by its words to be a plea to leave that out,
and how likely it must then speak of it: a line that somebody wants kept quiet is better left out, and listed, than printed.
"""

ASKS = 0.5
"""How likely (0 to 1) it must speak of any for the writer to be asked of which."""

MANY = 400
"""Facts from which on a line is held only against those that share a word with it or stand beside it."""

ASIDE = 0.6
"""How likely (0 to 1) a remark in brackets must take another line back to be read apart from what it stands in."""

SURELY, ONE_WORD, FAINT = 0.55, 0.8, 0.35
"""How likely (0 to 1) a line must speak of one with which hardly anything ties it: at most what a single rare word weighs, and a
smaller share of their pieces.
"""

SHOWN = 3
"""Lines that the writer is shown then, at most."""

SHORT = {"zh": 16, "en": 40}
"""Characters below which a line that takes back has no room to say much of what it speaks of."""

STANDS: frozenset[Reason | None] = frozenset({None, "private", "rumour", "chatter", "instruction", "retracted"})
"""Reasons of facts that may be spoken of: what is left out already may be forbidden once more."""


NAMES, AHEAD = {"zh": 3, "en": 8}, 1.5
"""Characters in a row by which a line names a clause of another, and how many times as many as those of that line's first clause."""

OWN_WORDS = 3
"""Words of its own with which a line says something."""

LONGEST = 400
"""Characters up to which a line is looked through for remarks in brackets."""

_ASIDE = re.compile(r"[（(]([^（()）]{3,})[)）]")

_CLAUSES = re.compile(r"(?<=[，；;、])|(?<=, )")
_LAST = re.compile(r"(?:[，；;。]\s*|[,.]\s+|\s[-–—]+\s|——|\s{2,})([^，,；;。.（()）]{3,40}?)[。.!！\s]*$")
"""The last clause of a line."""

ONLY_SHARED: frozenset[Reason | None] = frozenset({"private", "rumour", "chatter"})
"""Reasons that a line may have for its own sake: it takes back only what it shares a word with, as does a remark in brackets, which
may speak of its own line.
"""


class Withdrawal(NamedTuple):
    """The place of the fact that is taken back; none where it is unclear which, and then the places of the likeliest, or where a line
    takes back itself.
    """

    target: int | None
    likeliest: tuple[int, ...] = ()


Told = dict[str, float]


def likelihood(text: str, cue: Cues) -> float:
    """How likely (0 to 1) a text takes another line back, by its words alone."""
    return learned.likely(reasons.features(text, cue), cue.language, "withdrawing.tsv")[0]


def cut_aside(line: str, cue: Cues) -> tuple[str, str]:
    """A line without the remarks in brackets or at its end that take it or another back, and the remarks; the second empty without
    one: `培训改成现场教（上游签字那个去掉吧）`, `one referral, a boy of 15, LEAVE THIS OUT`. One with a figure stays: `12 bids sent (3 withdrawn)`.
    """
    if len(line) > LONGEST or cue.reason(line) == "private":  # then not even what is left out is shown
        return line, ""
    if (
        (last := _LAST.search(line))
        and cue.bears_fact(line[: last.start()])
        and pointing.leaves_out(last[1], cue)
        and _takes_back(last[1], cue)
    ):
        return line[: last.start()].rstrip(), last[1]
    asides = [match for match in _ASIDE.finditer(line) if _takes_back(match[1], cue)]
    told = line
    for match in reversed(asides):
        told = told[: match.start()].rstrip() + told[match.end() :]
    return (told.strip(), "；".join(match[1].strip() for match in asides)) if texts.content(told) else (line, "")


def _takes_back(remark: str, cue: Cues) -> bool:
    ruled = cue.reason(remark) == "retracted" or (
        pointing.leaves_out(remark, cue) and pointing.names_its_own(remark, cue)
    )
    ruled = ruled or pointing.only_leaves_out(remark, cue)
    return not cue.bears_fact(remark) and (ruled or likelihood(remark, cue) >= ASIDE)


def left_of(text: str, taken_back: str, cue: Cues) -> str:
    """What is left of a line of which another takes one clause back by its figure or its words, and not the line by its beginning
    (`七一表彰那条删掉优秀党务工作者`); empty where it takes back the whole.
    """
    clauses = [clause for clause in _CLAUSES.split(text) if texts.content(clause)]
    said = pointing.without_number(taken_back, cue)
    runs = [shared_run(cue.topic(said), cue.topic(clause)) for clause in clauses]
    values = {f.value for f in cue.figures(said) if f.type != "date"}
    figured = [bool(values & {f.value for f in cue.figures(clause)}) for clause in clauses]
    least = 1 if pointing.names_a_half(taken_back, cue) else NAMES[cue.language]
    named = [
        place for place in range(1, len(clauses))
        if figured[place] or (runs[place] >= least and runs[place] > AHEAD * runs[0])
    ]  # fmt: skip
    if len(named) != 1 or figured[0]:
        return ""
    left = "".join(clause for place, clause in enumerate(clauses) if place not in named).rstrip(" ，,；;、")
    told = any(f.type not in {"date", "code", "ordinal"} for f in cue.figures(left))
    return left if told or re.search("[“《]", left) else ""


def find_withdrawn(
    index: int, facts: Sequence[Fact], sounds: Sequence[float], matters: Matters, cue: Cues
) -> Withdrawal | None:
    """What the fact at `index` takes back altogether, if it takes anything back; `sounds`: how likely (0 to 1) each of the facts
    takes one back, by its words.
    """
    reason = facts[index].reason
    if sounds[index] < (SOUNDS if reason else FACTS) and reason != "retracted":
        return None
    if pointing.names_itself(facts[index].text, cue):
        return Withdrawal(None)
    others, none = choices(index, facts, sounds, matters, cue)
    if not others:
        return None
    nothing, *likely = learned.choice([none, *others.values()], cue.language, "withdrawals.tsv")
    ranked = sorted(zip(likely, others, strict=True), key=lambda entry: (-entry[0], -entry[1]))
    standing = [place for _, place in ranked if facts[place].reason is None]
    if _speaks_of_itself(facts[index], facts[ranked[0][1]], others[ranked[0][1]], matters.size(index), cue):
        return Withdrawal(None)
    if ranked[0][0] >= _enough(reason, sounds[index]):
        tied = [place for place in standing if others[place]["likest"] and _stands_apart(others[place], facts[place])]
        unclear = len(tied) > 1 and ranked[0][1] in tied  # no word tells them apart
        if not unclear and ranked[0][0] < SURELY and _is_faint(facts[index], others[ranked[0][1]], cue):
            return Withdrawal(None, (ranked[0][1],)) if facts[ranked[0][1]].reason is None else None
        return Withdrawal(None, tuple(tied[:SHOWN])) if unclear else Withdrawal(ranked[0][1])
    return Withdrawal(None, tuple(standing[:SHOWN])) if 1 - nothing >= ASKS and standing else None


def _speaks_of_itself(fact: Fact, likest: Fact, told: Told, size: int, cue: Cues) -> bool:
    """Whether a line takes back what it says itself: it has words of its own, and shares none with the likest other, nor a figure
    (`院长收红包被查，别写`).
    """
    shares = not told["nothing shared"] or any(
        f.value == own.value for f in likest.figures for own in cue.figures(fact.text)
    )
    return fact.reason == "retracted" and size >= OWN_WORDS and not _points(fact.text, cue) and not shares


def _points(text: str, cue: Cues) -> bool:
    """Whether a text says where the line that it takes back stands, or that it is another one."""
    another = pointing.names_another(text, cue) or pointing.names_a_half(text, cue)
    return another or pointing.points_back(text, cue) or pointing.points_below(text, cue)


def _is_faint(fact: Fact, told: Told, cue: Cues) -> bool:
    """Whether hardly anything ties a line to that which takes it back: they share at most one word, none where that names it (`那个`)
    and is not private for its own sake, and it is said nowhere where the line stands.
    """
    text = fact.text
    placed = pointing.points_back(text, cue) or pointing.points_below(text, cue) or pointing.names_a_half(text, cue)
    most = 0.0 if pointing.names_another(text, cue) and fact.reason != "private" else ONE_WORD
    return not placed and not told["next"] and told.get("words", 0.0) <= most and told.get("pieces: share", 0.0) < FAINT


def _stands_apart(told: Told, fact: Fact) -> bool:
    """Whether a line is likest by its own words: not for standing beside the one that speaks of it, nor by a caption of both."""
    return not told["next"] and not (told["one theme"] and fact.theme)


def _enough(reason: Reason | None, sounds: float) -> float:
    """How likely (0 to 1) a line must speak of one other for that to be left out."""
    if reason in {"private", "instruction"} and sounds >= PLEADS:
        return PLEADED
    return SURE if reason is None else RULED if reason == "retracted" else ASKED


def choices(
    index: int, facts: Sequence[Fact], sounds: Sequence[float], matters: Matters, cue: Cues
) -> tuple[dict[int, Told], Told]:
    """Every fact that the one at `index` could take back, by its place, with what tells for it, and what tells for none."""
    fact = facts[index]
    own = {
        "points back": float(pointing.points_back(fact.text, cue)),
        "points below": float(pointing.points_below(fact.text, cue)),
        "short": float(len(fact.text) < SHORT[cue.language]),
    }
    said = {f.text for f in cue.figures(fact.text)}
    pleads = pointing.names_a_line(fact.text, cue) and pointing.leaves_out(
        fact.text, cue
    )  # it names the line, also by its figure
    shared = {place: matters.compared(index, place) for place in _reach(index, facts, matters)}
    like = {place: told.get("words", 0.0) + told.get("pieces", 0.0) for place, told in shared.items()}
    if fact.reason in ONLY_SHARED or ("aside" in fact.flags and not pointing.names_another(fact.text, cue)):
        shared = {place: told for place, told in shared.items() if "words" in told}
    first, second, *_ = (*sorted(like.values(), reverse=True), 0.0, 0.0)
    others = {}
    for place, told in shared.items():
        where = matters.placed(index, place)
        others[place] = {
            **told,
            **where,
            "nothing shared": float(not like[place]),
            "likest": float(0 < like[place] == first),
            "ahead": like[place] - (second if like[place] == first else first),
            "left out": float(facts[place].reason is not None),
            "sounds so too": odds(sounds[place]) / 3,
            "same figure": float(not pleads and any(f.text in said for f in facts[place].figures)),
            **{f"{name}, next": value * where["next"] for name, value in own.items()},
            **{f"{name}, below": value * where["below"] for name, value in own.items()},
        }
    none = {
        "none": 1.0,
        "none: sounds": odds(sounds[index]),
        "none: ruled": float(fact.reason == "retracted"),
        "none: left out": float(fact.reason in {"private", "instruction", "rumour", "chatter"}),
        "none: names a line": float(pointing.names_a_line(fact.text, cue)),
        "none: pleads": float(pleads),
        "none: figures": min(3.0, len(said)),
        "none: first": first,
        "none: many": math.log(len(shared) or 1),
        **{f"none: {name}": value for name, value in own.items()},
    }
    return others, none


def _reach(index: int, facts: Sequence[Fact], matters: Matters) -> list[int]:
    """The places of the facts that the one at `index` may speak of."""
    looked = matters.near(index) if len(facts) > MANY else range(len(facts))
    return [
        place for place in looked
        if matters.apart(index, place) and facts[place].reason in STANDS and facts[place].twin is None
    ]  # fmt: skip
