"""Changes that a line tells in full, from one value to another and by how much: `went from €15,000 to €17,250, a 25% rise`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter import marks
from drafter.checks.amounts import RATES, Amount, amounts, like
from drafter.checks.rules import Rules
from drafter.schema import Fact

BEHIND = 40
"""Characters between the new value and what is said of the change, and behind that, that may speak of it."""

ROUGHLY = Decimal("0.1")
"""Share by which a change may be off that is said to be about that much."""


NEAR = 6
"""Characters between a rate and the word that says whether it rose or fell."""

_WAYS = frozenset({"up", "down"})
_POINTS = re.compile(r"\s?(?:points?|pts?)\b")
_PARTS = re.compile(r"[，。；、,;:：\d（(]")
_STOPS = re.compile(r"[。；;]|(?<!i\.e)\.\s")
_APART = re.compile(r"([，,、/]|\b(?:vs\.?|versus|against|and|but)(?= ))")
"""Between two values: what is before it is said of the first, what is behind it of the second."""


def is_change(rate: Amount, rules: Rules) -> bool:
    """Whether a rate is said to be by how much something rose or fell, by its sign or the word beside it (`同比+6.2%`, `up 6.2%`), and no
    level that it reached (`提高到92%`).
    """
    text, figure = rate.fact.text, rate.figure
    if figure.text[0] in "+-＋－−":
        return True
    for mark in marks.touching(text, rules.language, figure.start - NEAR, figure.end + NEAR):
        before = mark.end <= figure.start
        between = text[mark.end : figure.start] if before else text[figure.end : mark.start]
        level = before and rules.cue("became").search(between) is not None
        if len(mark.classes & _WAYS) == 1 and len(between) <= NEAR and not level and not _PARTS.search(between):
            return True
    return False


def wrong_changes(facts: Sequence[Fact], rules: Rules) -> Iterator[tuple[tuple[Fact, ...], Amount, Decimal]]:
    """Facts, by how much they say that something rose or fell, and what its two values give instead, in per cent or in points."""
    for lines, told in _told(facts, rules):
        found = _without_differences(amounts(told, rules))
        for first, second, said in zip(found, found[1:], found[2:], strict=False):
            years = in_time(first, second, said, rules)
            since = years is not None and _tells_since(*years, said, rules)
            old, new = years if years and since else (first, second)
            if (since or _tells_change(first, second, said, rules)) and (given := _given(old, new, said)):
                yield lines, said, given


def _told(facts: Sequence[Fact], rules: Rules) -> Iterator[tuple[tuple[Fact, ...], Fact]]:
    """Each fact, and as one with it what goes on from it on the next line with a rate alone (`i.e. down by 25%`)."""
    for fact, below in zip(facts, [*facts[1:], None], strict=False):
        goes_on = below is not None and goes_on_from(below, fact, rules)
        yield ((fact, below), _joined(fact, below)) if below and goes_on else ((fact,), fact)


def goes_on_from(below: Fact, fact: Fact, rules: Rules) -> bool:
    """Whether a line says nothing but a rate of what the line above it says."""
    alone = below.note - fact.note == 1 and not below.cells and len(below.figures) == 1
    return alone and below.figures[0].type in RATES and rules.cue("goes_on").match(below.text) is not None


def _joined(fact: Fact, below: Fact) -> Fact:
    """Two lines as one, with the figures of both; behind the comma stands the very figure of the second."""
    start = len(fact.text) + 2
    moved = (f.model_copy(update={"start": f.start + start, "end": f.end + start}) for f in below.figures)
    return fact.model_copy(update={"text": f"{fact.text}, {below.text}", "figures": (*fact.figures, *moved)})


def _without_differences(found: Sequence[Amount]) -> list[Amount]:
    """The amounts without those that only tell the difference of the two before (`5宗，比去年8宗少3宗，降了37.5%`)."""
    return [
        amount for index, amount in enumerate(found)
        if index < 2 or amount.figure.type in RATES
        or amount.value != abs(found[index - 1].value - found[index - 2].value)
    ]  # fmt: skip


def _tells_change(old: Amount, new: Amount, said: Amount, rules: Rules) -> bool:
    """Whether wording leads from one value to the other, and calls the third the rise or the fall between them."""
    text = old.fact.text
    between = text[old.end : new.start]
    leads = old.figure is new.figure or rules.cue("leads_to").fullmatch(between) is not None
    if rules.cue("target").search(text[: old.start]) and rules.cue("spent").search(between):
        return like(old, new) and old.value > 0 and said.figure.type == "percent" and rules.cue("off_target").search(
            text[new.end : said.end + BEHIND // 2]) is not None  # fmt: skip
    tail, after = text[new.end : said.start], text[said.end : said.end + BEHIND // 2]
    if not leads or old.value <= 0 or not like(old, new) or len(tail) > BEHIND:
        return False
    if not _is_rate_of(said, old):
        return False
    apart = _STOPS.search(tail)
    wording = "rises" if new.value > old.value else "falls"
    return not apart and rules.cue(wording).search(f"{tail} {after}") is not None


def in_time(first: Amount, second: Amount, said: Amount, rules: Rules) -> tuple[Amount, Amount] | None:
    """The older and the newer of two values of a line, if its wording says which is of the year before, and a third value follows
    close behind (`4,820, 7,300 the year before, down`, `0.8 m in 2024, 1.3 m now, so gained`).
    """
    text = first.fact.text
    between, tail = text[first.end : second.start], text[second.end : said.start]
    if first.figure is second.figure or any(mark in between + tail for mark in "。；;") or len(tail) > BEHIND:
        return None
    *behind, ahead = _APART.split(between)
    if _is_before("".join(behind), rules):
        return (first, second) if len(between) <= BEHIND and not _is_before(ahead + tail, rules) else None
    before = len(between) <= BEHIND // 2 and _is_before(ahead + tail, rules)
    return (second, first) if before else None


def _is_before(text: str, rules: Rules) -> bool:
    """Whether a text names the year before the period, in words or by its number."""
    by_number = rules.last_year and re.search(rf"(?<!\d){rules.last_year}(?!\d)", text)
    return bool(by_number or rules.cue("last_year").search(text))


def _tells_since(older: Amount, newer: Amount, said: Amount, rules: Rules) -> bool:
    """Whether a third value is called the rise or the fall between two of two years."""
    text, behind = said.fact.text, max(older.end, newer.end)
    if older.value <= 0 or older.value == newer.value or not like(older, newer) or not _is_rate_of(said, older):
        return False
    wording = "rises" if newer.value > older.value else "falls"
    return rules.cue(wording).search(text[behind : said.start]) is not None


def _is_rate_of(said: Amount, old: Amount) -> bool:
    """Whether a figure may say by how much a value changed: in per cent, or in points where that is a rate itself."""
    return said.figure.type == "percent" or (_is_rate(old) and _in_points(said))


def _in_points(said: Amount) -> bool:
    """Whether a figure counts points, of per cent where it is said of a rate: `71% -> 84%, up 15 points`."""
    return said.figure.type == "points" or _POINTS.match(said.fact.text, said.figure.end) is not None


def _is_rate(amount: Amount) -> bool:
    return amount.figure.type in RATES or amount.unit == "%"


def _given(old: Amount, new: Amount, said: Amount) -> Decimal | None:
    """What two values give, if that is not what is said, rounding aside."""
    apart, rates = abs(new.value - old.value), _is_rate(old)
    share = 100 * apart / old.value
    given = [share, apart] if rates else [share]
    if _in_points(said):
        given = [apart]
    # a count is meant as it stands
    rounding = sum((a.step / 2 for a in (old, new) if rates or "." in a.figure.text), Decimal(0))
    slack = said.step / 2 + (rounding if rates else 100 * rounding / old.value)
    slack += ROUGHLY * said.value if said.figure.modifier else 0
    return None if any(abs(value - said.value) <= slack for value in given) else given[0]
