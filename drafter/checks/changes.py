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
_PARTS = re.compile(r"[，。；、,;:：\d]")


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


def wrong_changes(facts: Sequence[Fact], rules: Rules) -> Iterator[tuple[Fact, Amount, Decimal]]:
    """A fact, how much it says that something rose or fell, and what its two values give instead, in per cent or in points."""
    for fact in facts:
        found = _without_differences(amounts(fact, rules))
        for first, second, said in zip(found, found[1:], found[2:], strict=False):
            old, new = (second, first) if _tells_since(first, second, said, rules) else (first, second)
            told = old is second or _tells_change(first, second, said, rules)
            if told and (given := _given(old, new, said)):
                yield fact, said, given


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
    apart = any(mark in tail for mark in "。；;") or ". " in tail
    wording = "rises" if new.value > old.value else "falls"
    return not apart and rules.cue(wording).search(f"{tail} {after}") is not None


def _tells_since(new: Amount, old: Amount, said: Amount, rules: Rules) -> bool:
    """Whether the value of before stands behind the one of now, and the third is called the rise or the fall since
    (`4,820, 7,300 the year before, down 34%`).
    """
    text = new.fact.text
    between, tail = text[new.end : old.start], text[old.end : said.start]
    before = rules.cue("last_year").search(between) or rules.cue("last_year").search(tail)
    near = len(between) <= BEHIND // 2 and len(tail) <= BEHIND and not any(mark in between + tail for mark in "。；;")
    if not before or not near or new.figure is old.figure or old.value <= 0 or new.value == old.value:
        return False
    if not like(old, new) or not _is_rate_of(said, old):
        return False
    wording = "rises" if new.value > old.value else "falls"
    return rules.cue(wording).search(text[old.end : said.start]) is not None


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
