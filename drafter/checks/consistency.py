"""Do the notes agree with themselves: one thing, one value.

Two figures are of one thing when the words beside them are the same rare words of these notes, and nothing sets their scopes
apart. Silent where lines agree. Each finding names the facts, so that both lines can be shown beside each other.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from drafter.checks.rules import Rules
from drafter.figures import number
from drafter.schema import Draft, Fact, Figure, Finding

CODES = {
    "notes-contradict": "two notes give one thing two values",
}

ENOUGH = {"zh": 6.0, "en": 4.5}
"""How much two figures' wordings must share, rare words counting more, to be of one thing."""

APART = 20.0
"""How much more they must share for each unit that the smaller value falls short of `CLOSE` times the larger."""

CLOSE = 0.85
"""From this share on two values may be one value mistyped or counted twice."""

ROUGHLY = 0.9
"""A value said to be about, over or nearly is right for another from this share on."""

LEAST = 0.5
"""Below this share two values are taken for two things, whatever the words."""

BESIDE, IN_LINE = 1.0, 0.55
"""What a word counts in the figure's own clause, and elsewhere in its line."""

UNIT = 2.5
"""The most that a rare unit adds."""

STRANGE = 1.5
"""What more is needed for each figure whose nearest word is nowhere in the other's line."""

SOURCE = 3.0
"""What less is needed where a line names a register or a system that its figure is from."""

SAME = 1.0
"""What less is needed where the same word stands right beside both figures."""

PRECISE = 0.6
"""What less is needed for each digit beyond the second that both values are given with."""

SMALL = 1.5
"""What more is needed of figures below five."""

COMMON = 10
"""Lines above which a word tells nothing about what a figure counts."""

_MOST_LESS = SAME + 2 * PRECISE + SOURCE
"""All that can be asked less, together."""

_COUNTED = frozenset({"count", "bare", "measure", "money", "percent", "duration"})


class Claim(NamedTuple):
    """A figure and the words that say what it counts, each with its weight (`beside`: those of its own clause); `nearest` is the one right beside it;
    `scope` says of what time or change, `group` of whom; `digits` are its significant ones, up to
    four; `sourced` tells whether its line names a register; `telling` are the words that few lines have.
    """

    fact: Fact
    figure: Figure
    value: float
    words: Mapping[str, float]
    beside: AbstractSet[str]
    nearest: str
    scope: frozenset[str]
    group: frozenset[str]
    digits: int
    sourced: bool
    telling: AbstractSet[str] = frozenset()


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Pairs of facts that give one thing two values."""
    wanted = [fact for fact in draft.facts if fact.wanted]
    claims = [
        _claim(fact, figure, rules) for fact in wanted for figure in fact.figures if _is_claim(fact, figure, rules)
    ]
    rarity = _rarity(claims, len(wanted))
    claims = [claim._replace(telling=claim.words.keys() & rarity.keys()) for claim in claims]
    units = Counter(claim.figure.unit for claim in claims)
    scored = [
        (score, one, other) for one, other in _pairs(claims) if (score := _score(one, other, rarity, units, rules)) > 0
    ]
    told: dict[tuple[str, str], tuple[Claim, Claim]] = {}
    best: dict[tuple[str, int], float] = defaultdict(float)
    for score, one, other in sorted(scored, key=lambda entry: -entry[0]):
        ends = [(claim.fact.id, claim.figure.start) for claim in (one, other)]
        if (one.fact.id, other.fact.id) in told or any(best[end] > score + 1 for end in ends):
            continue  # the same lines again, or a figure that has a likelier rival
        for end in ends:
            best[end] = max(best[end], score)
        told[one.fact.id, other.fact.id] = (one, other)
    for one, other in sorted(told.values(), key=lambda pair: (pair[0].fact.note, pair[1].fact.note)):
        yield rules.finding(
            "notes-contradict", "warning", facts=(one.fact, other.fact), value=one.figure.text,
            rival=other.figure.text, one=f"{one.fact.note}. {one.fact.text}",
            other=f"{other.fact.note}. {other.fact.text}",
        )  # fmt: skip


def _is_claim(fact: Fact, figure: Figure, rules: Rules) -> bool:
    """Whether a figure says what is; last year's, a target's, and a plan's name other values on purpose."""
    if figure.type not in _COUNTED or not number(figure) or rules.cue("no_claim").match(fact.text[figure.end - 1 :]):
        return False
    if (
        fact.part == "plans"
    ):  # only a labelled value (`在册人数：230人`), or what a register says: data wherever it stands
        label = f"{fact.theme}:" if figure.start == 0 and fact.theme else fact.text[: figure.start]
        if not rules.cue("labelled").search(label) and not rules.cue("source").search(f"{fact.theme} {fact.text}"):
            return False
    return not rules.cue("elsewhere").search(_around(fact, figure))


def _around(fact: Fact, figure: Figure) -> str:
    """The figure's own clause, and what stands in brackets behind it."""
    start, end = _clause(fact.text, figure)
    return fact.text[start:end]


def _claim(fact: Fact, figure: Figure, rules: Rules) -> Claim:
    """The figure with the words of its own clause, of the rest of its line, and of the label over it."""
    start, end = _clause(fact.text, figure)
    beside = rules.words(_without_figures(f"{fact.text[start : figure.start]} {fact.text[figure.end : end]}", rules))
    in_line = rules.words(_without_figures(f"{fact.theme} {fact.text[:start]} {fact.text[end:]}", rules))
    nearest = _nearest(fact.text[start : figure.start], fact.text[figure.end : end], rules)
    around = f"{fact.theme} {fact.text[start:end]}"
    scope = frozenset(
        m[0].lower() for m in rules.cue("scope").finditer(around) if not any(year in m[0] for year in rules.years[:1])
    )
    group = frozenset(m[0].lower() for m in rules.cue("group").finditer(around))
    if rules.cue("whole").search(fact.text[start:end]):
        beside.add("#whole")
    return Claim(
        fact,
        figure,
        float(number(figure) or 0),
        dict.fromkeys(in_line, IN_LINE) | dict.fromkeys(beside, BESIDE),
        beside,
        nearest,
        scope,
        group,
        _digits(figure),
        rules.cue("source").search(f"{fact.theme} {fact.text}") is not None,
    )


def _clause(text: str, figure: Figure) -> tuple[int, int]:
    """Where the figure's own clause begins and ends: between commas, stops and the figures beside it."""
    start = max((m.end() for m in _STOP.finditer(text, 0, figure.start)), default=0)
    tail = _STOP.search(text, figure.end)
    return start, tail.start() if tail else len(text)


_STOP = re.compile(r"[，。；：、,;:|/](?!\d{3})|\s-\s|——")


def _nearest(before: str, after: str, rules: Rules) -> str:
    """The word that stands closest to a figure: in Chinese before it, else after it; in English behind it, else the first of the clause."""
    for text in (before, after) if rules.language == "zh" else (after, before):
        said = rules.in_order(_without_figures(rules.cue("source").sub(" ", text), rules))
        if said:
            return said[-1] if rules.language == "zh" and text is before else said[0]
    return ""


def _without_figures(text: str, rules: Rules) -> str:
    plain = rules.cue("empty_words").sub(
        " ", re.sub(r"[（(][^（）()]*[）)]?", " ", text) if rules.language == "zh" else text
    )
    return _NUMERALS.sub(" ", plain)


_NUMERALS = re.compile(r"[\d.,%]+|[一二三四五六七八九十百千万两零]{2,}")


def _rarity(claims: Sequence[Claim], lines: int) -> dict[str, float]:
    """How much a word tells: the fewer lines of these notes have it, the more."""
    holders: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for word in claim.words:
            holders[word].add(claim.fact.id)
    return {
        word: math.log((lines + 30) / (len(facts) + 0.5)) for word, facts in holders.items() if len(facts) <= COMMON
    }


def _pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of different notes that may be of one unit and share a telling word, each once."""
    holders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, claim in enumerate(claims):
        unit = claim.figure.unit
        alike = [holders[name] for name in ({unit, ""} if unit else list(holders)) if name in holders]
        met = {other for by_word in alike for word in claim.telling & by_word.keys() for other in by_word[word]}
        for other in sorted(met):
            if claims[other].fact.note != claim.fact.note:
                yield claims[other], claim
        for word in claim.telling:
            holders[unit][word].append(index)


def _score(one: Claim, other: Claim, rarity: Mapping[str, float], units: Counter[str], rules: Rules) -> float:
    """By how much two claims pass for one thing with two values; 0 and less: they do not."""
    low, high = sorted((one.value, other.value))
    if low == high or low < LEAST * high or not _one_unit(one.figure, other.figure):
        return 0.0
    if one.scope != other.scope or (one.group and other.group and one.group != other.group):
        return 0.0
    if "row" in one.fact.flags and "row" in other.fact.flags:
        return 0.0  # rows of a table speak of different things
    shared = _shared(one, other, rarity, rules)
    if shared + UNIT <= ENOUGH[rules.language] + APART * max(0.0, CLOSE - low / high) - _MOST_LESS:
        return 0.0  # nothing can make up for it
    score = shared + _unit_bonus(one.figure, units) - _need(one, other, rules)
    return 0.0 if score <= 0 or _rounded(one.figure, other.figure) or _agree(one, other) else score


def _shared(one: Claim, other: Claim, rarity: Mapping[str, float], rules: Rules) -> float:
    """The weight of the words that both have; the name of a rate alone (合格率) says nothing of what it is a rate of."""
    both: AbstractSet[str] = one.telling & other.telling
    if one.figure.type == "percent":
        both = {word for word in both if not rules.cue("measure_words").search(word)}
    return math.fsum(rarity[word] * min(one.words[word], other.words[word]) for word in both)


def _unit_bonus(figure: Figure, units: Counter[str]) -> float:
    """A unit that few figures of these notes have (`盏`) speaks for one thing."""
    if not figure.unit or figure.type in {"percent", "money"}:
        return 0.0
    return min(UNIT, math.log((sum(units.values()) + 30) / (units[figure.unit] + 0.5)))


def _need(one: Claim, other: Claim, rules: Rules) -> float:
    low, high = sorted((one.value, other.value))
    need = ENOUGH[rules.language] + APART * max(0.0, CLOSE - low / high)
    need += SMALL if high < 5 else 0.0
    need += STRANGE * sum(bool(a.nearest) and a.nearest not in b.words for a, b in ((one, other), (other, one)))
    need -= SAME if one.nearest and one.nearest == other.nearest else 0.0
    need -= PRECISE * max(0, min(one.digits, other.digits) - 2)
    if one.beside.isdisjoint(other.beside):
        need += STRANGE  # what they share stands elsewhere in their lines
    return need - (SOURCE if one.sourced or other.sourced else 0.0)


def _digits(figure: Figure) -> int:
    """Significant digits of a value, up to four: 1,866 and 1,886 are less often two things than 18 and 19."""
    return min(4, len((number(figure) or Decimal(0)).normalize().as_tuple().digits))


def _agree(one: Claim, other: Claim) -> bool:
    """Whether one line has the other's value too, of the same unit: then they speak of two things, or agree."""
    rough = [f for f in (one.figure, other.figure) if f.modifier or f.type == "vague"]
    if rough and min(one.value, other.value) >= ROUGHLY * max(one.value, other.value):
        return True
    return _stands_in(one, other.fact) or _stands_in(other, one.fact)


def _stands_in(claim: Claim, fact: Fact) -> bool:
    """Whether a line has a claim's value, of its unit."""
    value = number(claim.figure)
    return any(number(figure) == value and _one_unit(figure, claim.figure) for figure in fact.figures)


def _one_unit(one: Figure, other: Figure) -> bool:
    kinds = {one.type, other.type}
    if one.unit == other.unit:
        return len(kinds) == 1 or kinds <= {"count", "bare", "measure"}
    return "" in {one.unit, other.unit} and kinds <= {"count", "bare", "measure", "money"} and "bare" in kinds


def _rounded(figure: Figure, rival: Figure) -> bool:
    """Whether two values differ by rounding only."""
    ours, theirs = number(figure) or Decimal(0), number(rival) or Decimal(0)
    return _rounds_to(ours, theirs) or _rounds_to(theirs, ours)


def _rounds_to(fine: Decimal, rough: Decimal) -> bool:
    kept, places = (-int(value.as_tuple().exponent) for value in (fine, rough))
    return kept > places and round(fine, places) == rough
