"""Do the notes agree with themselves: one thing, one value; totals against their parts; rates against their counts.

Silent where they agree. Each finding names the facts, so that both lines can be shown beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import combinations

from drafter.checks.rules import Rules
from drafter.schema import Draft, Fact, Figure, Finding

CODES = {
    "notes-contradict": "two notes give one thing two values",
    "sum-wrong": "a total that differs from the sum of its parts",
    "rate-wrong": "a rate that does not follow from the counts beside it",
}

NEAR = Decimal("0.3")
"""Two values of one thing differ by at most this share; beyond it they are taken for two things."""

ALIKE = 0.55
"""Share of character pairs that the wording around two figures must have in common to count the same thing."""

MOST = 400
"""Figures of one unit that are compared with each other; a year's notes of a large office have fewer."""

MISSED = Decimal("0.15")
"""Parts that miss their total by more than this share were not meant to make it up."""

NEXT_TO = 30
"""Characters within which a rate must follow the counts that it is made of."""

CLOSE = Decimal("0.06")
"""Up to this share two values may be one value mistyped or counted twice."""

_MEASURE = re.compile("[一-鿿]{0,2}(?:率|度|数|额|量|分|收入|面积)")

_RATE_END = re.compile("[一-鿿]{2}(?:率|度)$")

_COUNTED = frozenset({"count", "bare", "measure", "money", "percent", "duration"})


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Contradictions, wrong totals and wrong rates among the facts that are written."""
    facts = [fact for fact in draft.facts if fact.wanted and fact.part == "achievements"]
    yield from _contradictions(facts, rules)
    yield from _totals(facts, rules)
    for fact in facts:
        yield from _rates(fact, rules)


def _number(figure: Figure) -> Decimal | None:
    try:
        return abs(Decimal(figure.value))
    except InvalidOperation:
        return None


def _contradictions(facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    held = [(fact, figure, _counts(fact, figure, rules)) for fact in facts for figure in fact.figures
            if figure.type in _COUNTED and (_number(figure) or Decimal(0)) >= 5 and not rules.cue("elsewhere").search(_around(fact, figure))]  # fmt: skip
    by_unit: dict[tuple[str, str], list[tuple[Fact, Figure, str]]] = {}
    for entry in held:
        by_unit.setdefault((entry[1].type, entry[1].unit), []).append(entry)
    told: set[tuple[str, str]] = set()
    for entries in by_unit.values():
        for (fact, figure, counted), (other, rival, theirs) in combinations(entries[:MOST], 2):
            if fact.note == other.note or (fact.id, other.id) in told or not _rival_values(figure, rival):
                continue
            if "row" in fact.flags and "row" in other.flags:
                continue  # the rows of a table speak of different things
            close = abs((_number(figure) or Decimal(0)) - (_number(rival) or Decimal(0))) <= CLOSE * (
                _number(figure) or Decimal(0)
            )
            if rules.language == "zh":
                alike = _same_thing(counted, theirs, close=close) or (
                    close and figure.type == "count" and _transposed(figure, rival, counted, theirs)
                )
            else:
                alike = _same_words(fact, other, counted, theirs, close=close, money=figure.type == "money")
            if alike:
                told.add((fact.id, other.id))
                yield rules.finding("notes-contradict", "warning", facts=(fact, other), one=f"{fact.note}. {fact.text}", other=f"{other.note}. {other.text}",
                                    value=figure.text, rival=rival.text)  # fmt: skip


def _around(fact: Fact, figure: Figure) -> str:
    return fact.text[max(0, figure.start - 14) : figure.end + 6]


def _counts(fact: Fact, figure: Figure, rules: Rules) -> str:
    """The words that say what a figure counts: before it in Chinese, around it in English."""
    if rules.language == "zh":
        pieces = re.split(r"[，。；,;：:\d]", re.sub(r"[（(][^（）()]*[）)]", "", fact.text[: figure.start]))
        said = (rules.cue("empty_words").sub("", piece.replace(" ", ""))[-12:] for piece in reversed(pieces))
        return next((words for words in said if len(words) >= 2), "")
    around = f"{re.split(r'[,;.]', fact.text[: figure.start])[-1][-24:]} {figure.counted}"
    return rules.cue("empty_words").sub("", around.lower())


def _rival_values(figure: Figure, rival: Figure) -> bool:
    ours, theirs = _number(figure), _number(rival)
    if ours is None or theirs is None or ours == theirs:
        return False
    return abs(ours - theirs) <= NEAR * max(ours, theirs)


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


def _transposed(figure: Figure, rival: Figure, one: str, other: str) -> bool:
    """Whether two values are the same digits in another order, of things that share a character: a slip of the pen."""
    return len(figure.value) >= 3 and sorted(figure.value) == sorted(rival.value) and bool(set(one) & set(other))


def _same_words(fact: Fact, other: Fact, one: str, two: str, *, close: bool, money: bool) -> bool:
    """English: most of a line's words stand in the other, or the words beside two close values."""
    ours, theirs = (set(re.findall(r"[a-z]{4,}", text.lower())) for text in (fact.text, other.text))
    shared = len(ours & theirs)
    if shared >= 3 and shared >= 0.6 * min(len(ours), len(theirs)):
        return True
    beside = set(re.findall(r"[a-z]{4,}", one)) & set(re.findall(r"[a-z]{4,}", two))
    return close and (len(beside) >= 2 or (len(beside) >= 1 and (shared >= 2 or money)))


def _totals(facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    for index, fact in enumerate(facts):
        if found := _inner_total(fact, rules):
            total, parts = found
            yield _sum_finding(rules, (fact,), total, sum(parts, Decimal(0)))
        elif any(rules.cue("total_line").search(words) for words in (fact.theme, fact.text)):
            yield from _column_totals(fact, facts[:index], rules)


def _inner_total(fact: Fact, rules: Rules) -> tuple[Figure, list[Decimal]] | None:
    """A total and its parts inside one fact, when they do not add up (`47处，其中18处、15处、9处`, `41个 优12 良23 中8`)."""
    counted = [f for f in fact.figures if _number(f) is not None and f.type in {"count", "bare", "money", "measure"}]
    for cue in rules.cue("total").finditer(fact.text):
        before = [f for f in counted if f.end <= cue.start()]
        after = [f for f in counted if f.start >= cue.start()]
        last = rules.cue("total_after").search(cue[0]) is not None  # parts first, then the total
        total, parts = (
            (after[0], before) if last and after else (before[-1], after) if before and not last else (None, [])
        )
        if total is not None and (values := _wrong_parts(total, parts, least=2 if not last else 3)):
            return total, values
    if len(counted) >= 4 and (values := _wrong_parts(counted[0], counted[1:], least=3)):
        return counted[0], values
    return None


def _wrong_parts(total: Figure, parts: Sequence[Figure], *, least: int) -> list[Decimal]:
    """The parts' values when they were meant to make up the total and miss it by little; empty when they fit or were not."""
    goal = _number(total) or Decimal(0)
    values = [_number(f) or Decimal(0) for f in parts if f.unit in {total.unit, ""} and f.type in {total.type, "bare"}]
    sums = [sum(values[:count], Decimal(0)) for count in range(2, len(values) + 1)]
    if len(values) < least or goal in sums or any(value >= goal for value in values):
        return []
    return values if abs(sums[-1] - goal) <= MISSED * goal else []


def _column_totals(fact: Fact, before: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """A line of totals against the lines above it, column by column; right as soon as any run of them adds up."""
    totals = [value for f in fact.figures if (value := _number(f)) is not None and f.type != "percent"]
    rows: list[list[Decimal]] = []
    for other in reversed(before[-15:]):
        row = [value for f in other.figures if (value := _number(f)) is not None and f.type != "percent"]
        if len(row) != len(totals) or other.note >= fact.note or fact.note - other.note > len(rows) + 2:
            break
        rows.append(row)
    if len(rows) < 2 or not totals:
        return
    for column, total in enumerate(totals):
        sums = [sum((row[column] for row in rows[:count]), Decimal(0)) for count in range(2, len(rows) + 1)]
        if total not in sums:
            near = min(sums, key=lambda value: abs(value - total))
            if abs(near - total) <= NEAR * max(near, total):
                yield _sum_finding(rules, (fact,), fact.figures[column], near)


def _sum_finding(rules: Rules, facts: tuple[Fact, ...], total: Figure, found: Decimal) -> Finding:
    return rules.finding(
        "sum-wrong",
        "warning",
        facts=facts,
        line=f"{facts[0].note}. {facts[0].text}",
        total=total.text,
        sum=f"{found.normalize():f}",
    )


def _rates(fact: Fact, rules: Rules) -> Iterator[Finding]:
    """A percentage beside exactly two counts of one unit must be one of the rates that these give."""
    counts = [
        f for f in fact.figures if f.type in {"count", "bare", "money", "measure"} and (_number(f) or Decimal(0)) > 0
    ]
    percents = [f for f in fact.figures if f.type == "percent" and f.unit == "%"]
    if len(percents) != 1 or len(counts) != 2 or counts[0].unit != counts[1].unit:
        return
    percent = percents[0]
    if percent.start < counts[1].end or percent.start - counts[1].end > NEXT_TO:
        return
    if not rules.cue("rate").search(fact.text) or not rules.cue("rate_near").search(_around(fact, percent)):
        return
    named = re.search("([一-鿿]{2})率[为是]?$", fact.text[: percent.start].rstrip())
    if named and "row" not in fact.flags and named[1] not in fact.text[: percent.start - len(named[0])]:
        return  # the rate is of something that the counts do not speak of
    given = _number(percent) or Decimal(0)
    a, b = (_number(f) or Decimal(1) for f in counts)
    possible = [100 * x for x in (a / b, b / a, abs(a - b) / a, abs(a - b) / b)]
    decimals = len(percent.value.partition(".")[2])
    slack = Decimal(6) / Decimal(10) ** (decimals + 1)
    if all(abs(given - rate) > slack for rate in possible):
        near = min(possible, key=lambda rate: abs(rate - given))
        yield rules.finding("rate-wrong", "warning", facts=(fact,), line=f"{fact.note}. {fact.text}", rate=percent.text,
                            computed=f"{near:.{max(decimals, 1)}f}%")  # fmt: skip
