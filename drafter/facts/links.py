"""Which line another takes a figure back from.

A choice between all figures that it could mean and none, weighed by what annotated notes teach (prompts/<lang>/links.tsv): the words
that two lines share and how rare these are in the notes, how their figures stand to each other, how far apart they are, and how much
the later one sounds like taking back.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from drafter import languages, learned
from drafter.facts import pointing, slips
from drafter.facts.cues import Cues
from drafter.facts.slips import COUNTED
from drafter.figures import number
from drafter.schema import Fact, Figure

BELOW = 2
"""Lines below the one that takes back at which the one that it speaks of may still stand."""

SOUNDS = 0.33
"""How likely (0 to 1) a line must take something back, by its words alone, to be looked at."""

SURE = 0.45
"""How likely (0 to 1) a line must take back a figure for that to be put right."""

NAMED = 0.9
"""How likely a line must take a figure back, by its words, for the figure that it names to be that one, whatever else they share."""

ADMITTED = 0.6
"""How likely (0 to 1) one figure must be meant, of all that could be, by words that plainly speak of a mistake."""

COMMON, NEXT = 60, 3
"""Facts that may have a word in common for it still to lead from one to the other, and facts beside one that are looked at anyway:
in the longest notes every line is held against a few others only.
"""

PIECES = 4
"""Facts of one note that speak of one matter; a note of more is a paragraph."""

USUAL = 40
"""Facts of usual notes: a word that two lines of few share is no less rare for it."""

RUN = {"zh": 4, "en": 10}
"""Characters in a row by which two lines surely speak of one thing."""

MOST = {"shared": 12.0, "run": 3.0, "odds": 6.0}
"""Beyond this a feature tells no more."""


_ARROW = re.compile(r"\s*(?:→|⇒|[-=]+>|——>)\s*")


class Link(NamedTuple):
    """The place of the fact whose figure is taken back, its old figure, the new one."""

    target: int
    old: Figure
    new: Figure


class _Matter(NamedTuple):
    topic: str
    words: frozenset[str]
    pieces: frozenset[str]


class Matters:
    """What each of some facts speaks of, figures and the wording of corrections aside, and how rare that is among them; `numbers`:
    note to the number that it was typed with.
    """

    def __init__(self, facts: Sequence[Fact], cue: Cues, numbers: Mapping[int, int] | None = None) -> None:
        self._facts, self._cue, self._numbers = tuple(facts), cue, numbers or {}

    @cached_property
    def _lines(self) -> dict[int, int]:
        """Note to its place among the lines: the ids of notes that were put in later are higher than those below them."""
        return {note: place for place, note in enumerate(dict.fromkeys(fact.note for fact in self._facts))}

    def apart(self, one: int, other: int) -> int:
        """Lines from the fact at one place up to the one at another; below zero where that stands further down."""
        return self._lines[self._facts[one].note] - self._lines[self._facts[other].note]

    def numbered(self, index: int) -> list[int]:
        """The places of the facts that the one at `index` names by their line's number (`第3条低保是72人`, `item 4 out please`);
        where several lists have it, those of the line that it shares most with.
        """
        fact = self._facts[index]
        number = pointing.names_number(fact.text, self._cue)
        named = self._at_number.get(number, ()) if number else ()
        found = [place for place in named if self._facts[place].note != fact.note and self._facts[place].reason is None]
        if len({self._facts[place].note for place in found}) < 2:
            return found
        shared = {place: self.compared(index, place).get("pieces", 0.0) for place in found}
        best = max(found, key=lambda place: shared[place])
        return [place for place in found if self._facts[place].note == self._facts[best].note] if shared[best] else []

    @cached_property
    def _at_number(self) -> dict[int, list[int]]:
        """The number of a line to the places of its facts."""
        places: dict[int, list[int]] = defaultdict(list)
        for place, fact in enumerate(self._facts):
            if fact.note in self._numbers:
                places[self._numbers[fact.note]].append(place)
        return places

    @cached_property
    def _said(self) -> tuple[_Matter, ...]:
        return tuple(self._matter(f"{fact.theme}\x00{fact.text}") for fact in self._facts)

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(word for said in self._said for word in said.words)

    @cached_property
    def _pieces(self) -> Counter[str]:
        return Counter(piece for said in self._said for piece in said.pieces)

    def _matter(self, text: str) -> _Matter:
        topic, language = self._cue.topic(text), languages.load(self._cue.language)
        plain = topic.replace("\x00", " ")
        return _Matter(topic, frozenset(language.topics(plain)), frozenset(language.pieces(plain)))

    @cached_property
    def _notes(self) -> dict[int, _Matter]:
        """What each whole note of a few facts speaks of: `My fuel figure was from the pro-forma; actual is £9,680`."""
        notes: dict[int, list[_Matter]] = defaultdict(list)
        for fact, said in zip(self._facts, self._said, strict=True):
            notes[fact.note].append(said)
        return {
            note: _Matter(
                "\x00".join(said.topic for said in held),
                frozenset[str]().union(*(said.words for said in held)),
                frozenset[str]().union(*(said.pieces for said in held)),
            )
            for note, held in notes.items()
            if len(held) <= PIECES
        }

    def _of_note(self, place: int) -> _Matter:
        """What the note of a fact speaks of; of a paragraph, and of a remark in brackets, the fact alone."""
        fact = self._facts[place]
        return self._said[place] if "aside" in fact.flags else self._notes.get(fact.note) or self._said[place]

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """Word, or piece of one, to the places of the facts that have it."""
        holders: dict[str, list[int]] = defaultdict(list)
        for place, said in enumerate(self._said):
            for word in said.words | said.pieces:
                holders[word].append(place)
        return holders

    def size(self, place: int) -> int:
        """How many words the fact at a place has, those of corrections and figures aside."""
        return len(self._said[place].words)

    def near(self, place: int) -> list[int]:
        """The places of the facts that share a word with the note of the one at a place which few have, and of its neighbours."""
        ours = self._of_note(place)
        held = (self._holders[word] for word in ours.words | ours.pieces)
        found = {at for places in held if len(places) <= COMMON for at in places}
        return sorted(found | {*range(max(0, place - NEXT), min(len(self._facts), place + NEXT + 1))})

    def compared(self, one: int, other: int) -> dict[str, float]:
        """What the note of the fact at a place, which may take back, shares with the fact at another."""
        ours, theirs = self._of_note(one), self._said[other]
        found = {
            **self._shared("words", ours.words, theirs.words, self._words),
            **self._shared("pieces", ours.pieces, theirs.pieces, self._pieces),
        }
        run = shared_run(ours.topic, theirs.topic) if found else 0
        return {**found, "run": min(MOST["run"], run / RUN[self._cue.language])}

    def placed(self, one: int, other: int) -> dict[str, float]:
        """How the fact at a place, which may take back, stands to the one at another."""
        apart = self.apart(one, other)
        same = float(self._facts[one].theme == self._facts[other].theme)
        return {
            "next": float(apart == 1),
            "far": math.log1p(abs(apart)) / 3,
            "below": float(apart < 0),
            "one theme": same,
        }

    def _shared(
        self, name: str, ours: frozenset[str], theirs: frozenset[str], counts: Counter[str]
    ) -> dict[str, float]:
        size = max(USUAL, len(self._said)) + 1
        # in one order: sums of floats depend on it
        rarity = {word: math.log(size / counts[word]) for word in sorted(ours & theirs)}
        if not rarity:
            return {}
        whole = sum(math.log(size / counts[word]) for word in sorted(ours))
        return {
            name: min(MOST["shared"], sum(rarity.values())) / 4,
            f"{name}: share": sum(rarity.values()) / (whole or 1.0),
            f"{name}: rarest": max(rarity.values()) / 4,
        }


def shared_run(one: str, other: str) -> int:
    """Length of the longest run of characters that both topics hold."""
    best = 0
    for start in range(len(one)):
        while start + best < len(one):
            run = one[start : start + best + 1]
            if "\x00" in run or run not in other:
                break
            best += 1
    return best


def find_link(index: int, ours: Sequence[Figure], facts: Sequence[Fact], matters: Matters, cue: Cues) -> Link | None:
    """The figure that the fact at `index`, which says the figures `ours`, takes back, if it takes one back."""
    if "row" in facts[index].flags or not any(f.type in COUNTED for f in ours):
        return None
    if moved := _moved(index, ours, facts, matters, cue):
        return moved
    sounds = slips.likelihood(facts[index].text, cue)
    if sounds >= NAMED and (link := _named(index, ours, facts)):
        return link
    links, none = possible_links(index, ours, facts, matters, cue, sounds=sounds)
    if not links:
        return None
    _, *likely = learned.choice([none, *(told for _, told in links)], cue.language, "links.tsv")
    # `sorry meant 258 home visits, 267 was with the cancelled ones`: what it names as said before is said anew nowhere
    named = [f for f in ours if any(link.new != f and slips.one_value(link.old, f) for link, _ in links)]
    meant = [(odd, link) for odd, (link, _) in zip(likely, links, strict=True) if link.new not in named]
    best = max(meant, key=lambda entry: entry[0], default=None)
    if best and best[0] < SURE and cue.correction("mistaken").search(facts[index].text):
        meant = [(odd, link) for odd, link in meant if _is_shared(index, link, facts, matters)]
        best = max(
            ((odd / sum(odd for odd, _ in meant), link) for odd, link in meant),
            key=lambda entry: entry[0],
            default=None,
        )
        return best[1] if best and best[0] >= ADMITTED else None
    return _with_its_digits(best[1], [link for _, link in meant]) if best and best[0] >= SURE else None


def _with_its_digits(best: Link, links: Sequence[Link]) -> Link:
    """The link, or one to the same line whose old value has the digits of the new one in another order (`140 children`, not `97`, for 104)."""
    swapped = [link for link in links if link.target == best.target and _swapped(link.old, link.new)]
    return swapped[0] if swapped and not _swapped(best.old, best.new) else best


def _is_shared(index: int, link: Link, facts: Sequence[Fact], matters: Matters) -> bool:
    """Whether two lines of a link share a word, and the earlier does not say the new value itself."""
    told = matters.compared(index, link.target)
    said_before = any(slips.one_value(figure, link.new) for figure in facts[link.target].figures)
    return not said_before and bool(told.get("words") or told.get("pieces"))


def _moved(index: int, ours: Sequence[Figure], facts: Sequence[Fact], matters: Matters, cue: Cues) -> Link | None:
    """The earlier figure of the same matter that a line says to be another by an arrow: `食堂改造 36.5万 → 38.2万`."""
    text, shared = facts[index].text, dict[int, float]()
    moves = [(old, new) for old, new in pairwise(ours) if _ARROW.fullmatch(text[old.end : new.start])]
    if len(moves) != 1 or not slips.may_replace(*moves[0]):
        return None
    held = {}
    for target in _reach(index, facts, matters):
        old = next((f for f in facts[target].figures if slips.one_value(f, moves[0][0])), None)
        told = matters.compared(index, target)
        if old and "words" in told and target < index and not slips.is_elsewhere(facts[target], old, cue):
            held[target], shared[target] = old, told["words"]
    best = max(held, key=lambda target: shared[target], default=None)
    return Link(best, held[best], moves[0][1]) if best is not None else None


def _named(index: int, ours: Sequence[Figure], facts: Sequence[Fact]) -> Link | None:
    """The earlier figure that a line names beside the one that is right, where these two are all it counts and the first stands in one
    line alone, the second in none: `ignore 118, Mair counted again and we've got 121`.
    """
    counted = [f for f in ours if f.type in COUNTED and f.type != "date"]
    if len(counted) != 2:
        return None
    held = [
        (target, f) for target, fact in enumerate(facts[:index]) if fact.reason is None for f in fact.figures
        if any(slips.one_value(f, one) for one in counted) and len(f.value) > 1
    ]  # fmt: skip
    if len(held) != 1 or facts[held[0][0]].twin:
        return None
    target, old = held[0]
    new = next((f for f in counted if not slips.one_value(f, old)), None)
    return Link(target, old, new) if new and slips.may_replace(old, new) else None


def possible_links(
    index: int, said: Sequence[Figure], facts: Sequence[Fact], matters: Matters, cue: Cues, *, sounds: float
) -> tuple[list[tuple[Link, dict[str, float]]], dict[str, float]]:
    """Every figure that the fact at `index` could take back by its sort and size, with how the two stand to each other, and what tells
    for none; `said` are the figures of that fact, `sounds` is how likely (0 to 1) it takes one back by its words.
    """
    fact = facts[index]
    ours = [f for f in said if f.type in COUNTED]
    ruled = cue.corrects(fact)
    if not ours or "row" in fact.flags or (sounds < SOUNDS and not ruled):
        return [], {}
    links: list[tuple[Link, dict[str, float]]] = []
    shared: list[float] = []
    for target in _reach(index, facts, matters):
        theirs = [f for f in facts[target].figures if f.type in COUNTED]
        pairs = [(old, new) for old in theirs for new in ours if slips.may_replace(old, new)]
        if pairs:
            alike = {**matters.compared(index, target), **matters.placed(index, target)}
            shared.append(alike.get("words", 0.0) + alike.get("pieces", 0.0))
            alike |= {"one old": float(len(theirs) == 1), "corrects too": float(cue.corrects(facts[target]))}
            links += [(Link(target, old, new), alike | _figures(old, new, said, fact, cue)) for old, new in pairs]
    return links, {
        "none": 1.0,
        "none: sounds": odds(sounds),
        "none: ruled": float(ruled),
        "none: one new": float(len(ours) == 1),
        "none: first": max(shared, default=0.0),
        "none: many": math.log(len(shared) or 1),
    }


def _reach(index: int, facts: Sequence[Fact], matters: Matters) -> Iterator[int]:
    """The places at which stand facts that the one at `index` may speak of."""
    for target in matters.near(index):
        apart = matters.apart(index, target)
        if apart and apart >= -BELOW and facts[target].reason is None and facts[target].twin is None:
            yield target


def _figures(old: Figure, new: Figure, said: Sequence[Figure], fact: Fact, cue: Cues) -> dict[str, float]:
    """How two figures stand to each other, and whether the fact that says the new one, among those `said`, names the old one too."""
    values = [number(old), number(new)]
    ratio = float(min(v for v in values if v) / max(v for v in values if v)) if all(values) else 1.0
    return {
        "one unit": float(old.unit == new.unit != ""),
        "bare new": float(new.unit == "" != old.unit),
        "bare old": float(old.unit == "" != new.unit),
        "bare both": float(old.unit == new.unit == ""),
        old.type: 1.0,
        "ratio": ratio,
        "close": float(ratio > slips.CLOSE),
        "swapped": float(_swapped(old, new)),
        "named": float(any(slips.one_value(old, f) for f in said)),
        "one name": float(old.counted == new.counted != ""),
        "elsewhere": float(slips.is_elsewhere(fact, new, cue)),
    }


def _swapped(old: Figure, new: Figure) -> bool:
    """Whether two values have the same digits in another order, three or more: `oops TNR is 462` of 426."""
    ours, theirs = (sorted(str(number(figure) or 0).replace(".", "")) for figure in (old, new))
    return len(ours) > 2 and ours == theirs


def odds(likely: float) -> float:
    """The logarithm of the odds of a likelihood (0 to 1), within bounds."""
    bounded = min(max(likely, 1e-6), 1 - 1e-6)
    return max(-MOST["odds"], min(MOST["odds"], math.log(bounded / (1 - bounded))))
