"""What figures of the notes claim: a value, and the words that say of what, of whom and of which time it is."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from drafter.checks.rules import Rules
from drafter.figures import number, quantity
from drafter.remembering import remembered
from drafter.schema import Fact, Figure

COMMON = 10
"""Lines above which a word tells nothing about what a figure counts."""

COUNTED = frozenset({"count", "bare", "measure", "money", "percent", "duration"})
"""Types of figures that say how much of something there is."""

CLAUSE = 400
"""Characters on each side of a figure at most that are its clause, and as many again beyond that are its line."""

_STOP = re.compile(r"[，。；：、,;:|/](?!\d{3})|\s-\s|——")
_DAY = re.compile(r"(?:-|\d{4})-(\d\d)(?:-(\d\d)(?:/.+-\d\d-\d\d)?)?")
"""A month, a day, or days of which the first counts."""
_NUMERALS = re.compile(r"[\d.,%]+|[一二三四五六七八九十百千万两零]{2,}")


class Claim(NamedTuple):
    """A figure and what it is of. `beside` are the words of its own clause, `words` those of its line and label too; `loose` are
    pieces of words, which wordings of one thing share (在校, 在籍; advised, advice); `kin` are groups of synonyms; `nearest` is the
    word right beside the figure; `scope` says of what time or change, `group` of whom; `sourced`: the line names a register;
    `digits` are the significant ones of its value; `line` are all figures of its fact that say what is, each with its value;
    `telling`: the words that few lines have, by which the lines of one thing are found.
    """

    fact: Fact
    figure: Figure
    value: float
    clause: str
    words: AbstractSet[str]
    beside: AbstractSet[str]
    loose: AbstractSet[str]
    kin: AbstractSet[str]
    nearest: str
    scope: frozenset[str]
    group: frozenset[str]
    sourced: bool
    digits: tuple[int, ...]
    line: tuple[tuple[float, Figure], ...]
    telling: AbstractSet[str] = frozenset()


def claims(facts: Sequence[Fact], rules: Rules) -> tuple[list[Claim], Mapping[str, float]]:
    """The claims of all figures that say what is, and how much each of their words tells."""
    found = [claim for fact in facts for claim in _claims_of(fact, rules)]
    tells = _rarity(found, len(facts))
    return [
        claim._replace(telling=((claim.words | claim.loose | claim.kin) & tells.keys()) | _swappable(claim.digits))
        for claim in found
    ], tells


def _swappable(digits: Sequence[int]) -> set[str]:
    """The digits of a longer value in order of size: 5,312 and 5,132 are worth a look though no word is shared."""
    return {f"#{sorted(digits)}"} if len(digits) > 2 else set()


def pairs(found: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of different notes that share a telling word, each once, the earlier claim first."""
    holders: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, claim in enumerate(found):
        note = claim.fact.note
        met = {i for word in claim.telling for its, those in holders[word].items() if its != note for i in those}
        for other in sorted(met):
            yield found[other], claim
        for word in claim.telling:
            holders[word][note].append(index)


def _claims_of(fact: Fact, rules: Rules) -> Iterator[Claim]:
    line = tuple((value, figure) for figure in fact.figures if (value := _worth(figure)) is not None)
    return (_claim(fact, figure, value, line, rules) for value, figure in line if _is_claim(fact, figure, rules))


def _is_claim(fact: Fact, figure: Figure, rules: Rules) -> bool:
    """Whether a figure with a value says what is; last year's names another value on purpose."""
    if rules.cue("no_claim").match(fact.text, figure.end - 1):
        return False
    start, end = clause_around(fact.text, figure)
    return not rules.cue("last_year").search(fact.text[start:end])


def _worth(figure: Figure) -> float | None:
    """What a figure says as a number, in the base unit of its dimension, of a date the days since the year began; None for no claim."""
    if figure.type == "date":
        day = _DAY.fullmatch(figure.value)
        return 30.4 * int(day[1]) + int(day[2] or 0) if day else None
    if figure.type not in COUNTED or not number(figure):
        return None
    return float(quantity(figure).value)


def _claim(fact: Fact, figure: Figure, value: float, line: tuple[tuple[float, Figure], ...], rules: Rules) -> Claim:
    start, end = clause_around(fact.text, figure)
    near = _without_figures(f"{fact.text[start : figure.start]} {fact.text[figure.end : end]}", rules)
    far = f"{fact.theme} {fact.text[max(0, start - CLAUSE) : start]} {fact.text[end : end + CLAUSE]}"
    beside = rules.words(near)
    if rules.cue("whole").search(fact.text[start:end]):
        beside.add("#whole")
    return Claim(
        fact=fact,
        figure=figure,
        value=value,
        clause=fact.text[start:end],
        words=beside | rules.words(_without_figures(far, rules)),
        beside=beside,
        loose=rules.loose(near),
        kin=rules.kin(near),
        nearest=_nearest(fact.text[start : figure.start], fact.text[figure.end : end], rules),
        scope=_named(rules.cue("scope"), f"{fact.theme} {fact.text[start:end]}", rules),
        group=_named(rules.cue("group"), f"{fact.theme} {fact.text[start:end]}", rules),
        sourced=rules.cue("source").search(f"{far} {fact.text[start:end]}") is not None,
        digits=(number(figure) or Decimal(0)).normalize().as_tuple().digits,
        line=line,
    )


def clause_around(text: str, figure: Figure) -> tuple[int, int]:
    """Where the figure's own clause begins and ends: between commas, stops and the figures beside it."""
    return _clause_of(text, figure.start, figure.end)


@remembered
def _clause_of(text: str, low: int, high: int) -> tuple[int, int]:
    first, last = max(0, low - CLAUSE), min(len(text), high + CLAUSE)
    starts, ends = _stops(text)
    before, behind = bisect_right(ends, low), bisect_left(starts, high)
    # the comma in `，120人` is none of a number
    right_before = (match.end() for match in _STOP.finditer(text, max(first, low - 3), low))
    start = max([first, *ends[max(0, before - 1) : before], *right_before])
    return start, min([last, *starts[behind : behind + 1]])


@remembered
def _stops(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the stops of a text begin, and where they end."""
    found = [match.span() for match in _STOP.finditer(text)]
    return tuple([start for start, _ in found]), tuple([end for _, end in found])


def _named(pattern: re.Pattern[str], text: str, rules: Rules) -> frozenset[str]:
    """What a pattern finds in a text, the report's own year left out."""
    found = (match[0].lower() for match in pattern.finditer(text))
    return frozenset(words for words in found if not any(year in words for year in rules.years[:1]))


def _nearest(before: str, after: str, rules: Rules) -> str:
    """The word that stands closest to a figure: in Chinese before it, else after it; in English behind it, else the first of the clause."""
    for text in (before, after) if rules.language == "zh" else (after, before):
        said = rules.in_order(_without_figures(rules.cue("source").sub(" ", text), rules))
        if said:
            return said[-1] if rules.language == "zh" and text is before else said[0]
    return ""


def _without_figures(text: str, rules: Rules) -> str:
    plain = re.sub(r"[（(][^（）()]*[）)]?", " ", text) if rules.language == "zh" else text
    return _NUMERALS.sub(" ", rules.cue("empty_words").sub(" ", plain))


def _rarity(found: Sequence[Claim], lines: int) -> dict[str, float]:
    """How much a word tells: the fewer lines of these notes have it, the more; pieces of words tell half as much."""
    holders: dict[str, set[str]] = defaultdict(set)
    for claim in found:
        for word in claim.words | claim.loose | claim.kin:
            holders[word].add(claim.fact.id)
    return {
        word: math.log((lines + 30) / (len(facts) + 0.5)) for word, facts in holders.items() if len(facts) <= COMMON
    }
