"""Do the notes agree with themselves: one thing, one value.

Silent where they agree. Each finding names the facts, so that both lines can be shown beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from drafter.checks.rules import Rules
from drafter.figures import number
from drafter.schema import Draft, Fact, Figure, Finding

CODES = {
    "notes-contradict": "two notes give one thing two values",
}

NEAR = Decimal("0.3")
"""Two values of one thing differ by at most this share; beyond it they are taken for two things."""

ALIKE = 0.55
"""Share of character pairs that the wording around two figures must have in common to count the same thing."""

MOST = 400
"""Figures of one unit that are compared with each other; a year's notes of a large office have fewer."""

CLOSE = Decimal("0.06")
"""Up to this share two values may be one value mistyped or counted twice."""

_MEASURE = re.compile("[一-鿿]{0,2}(?:率|度|数|额|量|分|收入|面积)")

_RATE_END = re.compile("[一-鿿]{2}(?:率|度)$")

_COUNTED = frozenset({"count", "bare", "measure", "money", "percent", "duration"})


class Claim(NamedTuple):
    """A figure and what it counts: the words before it and after it."""

    fact: Fact
    figure: Figure
    before: str
    after: str


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Pairs of facts that give one thing two values."""
    claims = [_claim(fact, figure, rules) for fact in draft.facts if fact.wanted
              for figure in fact.figures if _is_claim(fact, figure, rules)]  # fmt: skip
    told: set[tuple[str, str]] = set()
    for group in _comparable(claims):
        for one, other in combinations(group[:MOST], 2):
            pair = (one.fact.id, other.fact.id)
            if pair not in told and _contradict(one, other, rules):
                told.add(pair)
                yield rules.finding(
                    "notes-contradict", "warning", facts=(one.fact, other.fact), value=one.figure.text,
                    rival=other.figure.text, one=f"{one.fact.note}. {one.fact.text}",
                    other=f"{other.fact.note}. {other.fact.text}",
                )  # fmt: skip


def _is_claim(fact: Fact, figure: Figure, rules: Rules) -> bool:
    """Whether a figure says what is; last year's, a target's, and a plan's name other values on purpose."""
    if figure.type not in _COUNTED or (number(figure) or 0) < 5:
        return False
    if fact.part == "plans":  # only a labelled value (`在册人数：230人`), which is data wherever it stands
        label = f"{fact.theme}:" if figure.start == 0 and fact.theme else fact.text[: figure.start]
        return rules.cue("labelled").search(label) is not None
    return not rules.cue("elsewhere").search(_around(fact, figure))


def _comparable(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Claims of one unit; a bare number (a table's cell) may be of any counted unit."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        kind: str = "count" if claim.figure.type == "bare" else claim.figure.type
        groups.setdefault((kind, claim.figure.unit), []).append(claim)
    bare = groups.pop(("count", ""), [])
    yield bare
    for (kind, _), group in groups.items():
        yield sorted((*group, *bare), key=lambda claim: claim.fact.note) if kind == "count" else group


def _contradict(one: Claim, other: Claim, rules: Rules) -> bool:
    if one.fact.note == other.fact.note or not _rival_values(one.figure, other.figure):
        return False
    rows = sum("row" in claim.fact.flags for claim in (one, other))
    if rows == 2 or (rows == 0 and one.figure.unit != other.figure.unit):
        return False  # rows speak of different things; a unit is missing in tables only
    ours = number(one.figure) or Decimal(0)
    close = abs(ours - (number(other.figure) or Decimal(0))) <= CLOSE * ours
    if rules.language != "zh":
        return _same_words(one, other, close=close)
    if _different_nouns(one, other):
        return False
    return _same_thing(one.before, other.before, close=close) or (
        close and one.figure.type in ("count", "bare") and _transposed(one, other)
    )


def _claim(fact: Fact, figure: Figure, rules: Rules) -> Claim:
    if rules.language != "zh":
        around = f"{re.split(r'[,;.]', fact.text[: figure.start])[-1][-24:]} {figure.counted}"
        return Claim(fact, figure, rules.cue("empty_words").sub("", around.lower()), "")
    return Claim(fact, figure, _said_before(fact, figure, rules), _noun_after(fact.text[figure.end :]))


def _said_before(fact: Fact, figure: Figure, rules: Rules) -> str:
    """The nearest words before a figure that say something, the label over the line at last."""
    text = fact.text[: figure.start]
    for other in reversed([f for f in fact.figures if f.end <= figure.start]):
        text = f"{text[: other.start]}，{text[other.end :]}"
    pieces = re.split(r"[，。；,;：:\d]", re.sub(r"[（(][^（）()]*[）)]?", "", text))
    said = (rules.cue("empty_words").sub("", piece.replace(" ", ""))[-12:] for piece in reversed([fact.theme, *pieces]))
    return next((words for words in said if len(words) >= 2), "")


def _noun_after(text: str) -> str:
    """The noun that a count stands before (`9个社区`), empty where a stop or a particle follows."""
    match = re.match("[一-鿿]{2,6}", text)
    return match[0] if match else ""


def _different_nouns(one: Claim, other: Claim) -> bool:
    """Whether the counts stand before nouns that the other claim does not have."""
    return any(
        a.after and a.after[:2] not in f"{b.before}{b.after}{b.fact.text}" for a, b in ((one, other), (other, one))
    )


def _around(fact: Fact, figure: Figure) -> str:
    before = fact.text[max(0, figure.start - 14) : figure.start]
    if "row" in fact.flags:  # the cell beside it has a heading of its own
        before = re.split("[，,]", before)[-1]
    return before + fact.text[figure.start : figure.end + 6]


def _rival_values(figure: Figure, rival: Figure) -> bool:
    """Whether two values are near enough to be of one thing, and differ by more than rounding."""
    ours, theirs = number(figure), number(rival)
    if ours is None or theirs is None or ours == theirs or _rounds_to(ours, theirs) or _rounds_to(theirs, ours):
        return False
    return abs(ours - theirs) <= NEAR * max(ours, theirs)


def _rounds_to(fine: Decimal, rough: Decimal) -> bool:
    kept, places = (-int(value.as_tuple().exponent) for value in (fine, rough))
    return kept > places and round(fine, places) == rough


def _same_thing(one: str, other: str, *, close: bool) -> bool:
    """Whether two wordings count one thing: most of the shorter one's letters, in pairs, stand in the other.

    Values that are close (a slip of the pen) need less; a bare measure (合格率) is no thing of its own.
    """
    short, long = sorted((re.sub(r"\W", "", one), re.sub(r"\W", "", other)), key=len)
    if not short or (_MEASURE.fullmatch(short) and short != long):
        return False
    if _MEASURE.fullmatch(short):
        return close
    if short == long and len(short) >= 2:
        return True
    short, long = sorted((_RATE_END.sub("", short), _RATE_END.sub("", long)), key=len)
    if close and len(short) >= 2 and long.endswith(short):
        return True
    pairs = [short[i : i + 2] for i in range(len(short) - 1)]
    need = 0.3 if close else ALIKE
    return len(short) >= 3 and sum(pair in long for pair in pairs) >= need * len(pairs)


def _transposed(one: Claim, other: Claim) -> bool:
    """Whether two values are the same digits in another order, of things that share a character: a slip of the pen."""
    value, rival = one.figure.value, other.figure.value
    return len(value) >= 3 and sorted(value) == sorted(rival) and bool(set(one.before) & set(other.before))


def _same_words(one: Claim, other: Claim, *, close: bool) -> bool:
    """English: most of a line's words stand in the other, or the words beside two close values."""
    ours, theirs = (set(re.findall(r"[a-z]{4,}", claim.fact.text.lower())) for claim in (one, other))
    shared = len(ours & theirs)
    if shared >= 3 and shared >= 0.6 * min(len(ours), len(theirs)):
        return True
    labels = (one.fact.theme, other.fact.theme) if one.fact.theme != other.fact.theme else ("", "")
    near = (f"{label} {claim.before}".lower() for label, claim in zip(labels, (one, other), strict=True))
    beside = set.intersection(*(set(re.findall(r"[a-z]{4,}", words)) for words in near))
    return close and (len(beside) >= 2 or (len(beside) >= 1 and (shared >= 2 or one.figure.type == "money")))
