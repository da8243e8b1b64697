"""Do the sums in the notes come out: totals against their parts, what is left against what was done, rates against counts.

Silent where they agree, and where the figures were not meant to make each other up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from drafter.checks.amounts import Amount, amounts, cell_amounts, like, slack
from drafter.checks.claims import clause_around
from drafter.checks.rules import Rules
from drafter.schema import Draft, Fact, Finding

CODES = {
    "sum-wrong": "a total that differs from the sum of its parts",
}

MISSED = Decimal("0.15")
"""Parts that miss their total by more than this share were not meant to make it up."""

TENTH = Decimal("0.1")
"""Share of the whole by which what is said to be left may miss and still be meant for it."""

ROWS = 15
"""Rows above a line of totals that may belong to it."""

LOOKS_BACK = 3
"""Facts before a remainder in which what it is left of may stand."""


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Wrong totals and remainders among the facts that are written."""
    wanted = [fact for fact in draft.facts if fact.wanted]
    data = [fact for fact in wanted if fact.part != "plans"]
    for index in range(len(data)):
        found = list(_totals(index, data, rules)) or list(_remainders(index, data, rules))
        yield from found or _changes(data[index], rules)
    yield from _left_to_do(wanted, rules)
    yield from _surplus(data, rules)


def _totals(index: int, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    fact = facts[index]
    if any(rules.cue("total_line").search(words) for words in (fact.theme, fact.text)):
        column = _column(fact, facts[max(0, index - ROWS) : index], rules)
        if column is not None:
            if column:
                yield _finding(rules, (fact,), *column)
            return
    if wrong := _inner(fact, rules):
        yield _finding(rules, (fact,), *wrong)
    elif index and (wrong := _of_neighbours(facts[index - 1], fact, rules)):
        yield _finding(rules, (facts[index - 1], fact), *wrong)


def _column(fact: Fact, above: Sequence[Fact], rules: Rules) -> tuple[str, Decimal] | tuple[()] | None:
    """A row of totals against the rows above it, column by column: a wrong total and what the rows add up to, empty where all
    come out, None where it is no such row.
    """
    totals = _row(fact, rules)
    rows: list[list[Decimal | None]] = []
    for other in reversed(above):
        row = _row(other, rules)
        if len(row) != len(totals) or other.note >= fact.note or fact.note - other.note > len(rows) + 2:
            break
        rows.append(row)
    if len(rows) < 2 or not any(totals):  # one row is no sum
        return None
    for column, total in enumerate(totals):
        values = [row[column] for row in rows]
        if total is None or None in values:
            continue
        sums = [sum((v for v in values[:count] if v is not None), Decimal(0)) for count in range(2, len(rows) + 1)]
        near = min(sums, key=lambda value: abs(value - total))
        if near != total and abs(near - total) <= MISSED * total:
            return _written(fact, total), near
    return ()


def _row(fact: Fact, rules: Rules) -> list[Decimal | None]:
    return cell_amounts(fact, rules) if fact.cells else [a.value for a in amounts(fact, rules)]


def _written(fact: Fact, value: Decimal) -> str:
    """A value as the fact writes it."""
    return next((f.text for f in fact.figures if f.value and f.type != "date" and _same(f.value, value)), f"{value:f}")


def _same(text: str, value: Decimal) -> bool:
    return text.replace(".", "", 1).isdigit() and Decimal(text) == value


def _inner(fact: Fact, rules: Rules) -> tuple[str, Decimal] | None:
    """A total and its parts inside one fact that do not add up (`47处，其中18处、15处、9处`, `41个 优12 良23 中8`)."""
    found = amounts(fact, rules)
    for cue in rules.cue("total").finditer(fact.text):
        before = [a for a in found if a.end <= cue.start()]
        after = [a for a in found if a.start >= cue.start()]
        if rules.cue("total_after").search(
            cue[0]
        ):  # parts first, then the total: right behind the cue, or right before it
            totals = [a for a in after[:1] if a.start - cue.end() <= CLOSE_BY]
            totals = totals or [a for a in before[-1:] if cue.start() - a.end <= CLOSE_BY]
            parts = [a for a in reversed(found) if totals and a.end <= totals[0].start]
            least = 2 if rules.cue("total_said").search(cue[0]) else 3
        else:
            totals, parts, least = before[-1:], after, 2
        if totals and (wrong := _wrong(totals[0], _run(totals[0], parts), least=least)):
            return wrong
    if rules.cue("partition").search(fact.text) and len(found) > 2:  # a whole and two halves
        return _wrong(found[0], _run(found[0], found[1:]), least=2)
    listed = [one.end + CLOSE_BY / 2 >= other.start for one, other in pairwise(found)]
    return _wrong(found[0], _run(found[0], found[1:]), least=3) if len(listed) > 2 and all(listed) else None  # a list


CLOSE_BY = 24
"""Characters within which a total must stand beside the word that calls it one."""


def _run(total: Amount, others: Sequence[Amount]) -> list[Amount]:
    """The amounts nearest to a total that are of its unit, up to the first that is as large as it."""
    run: list[Amount] = []
    for other in others:
        if other.value >= total.value:
            break
        if like(total, other):
            run.append(other)
    unit = total.unit or Counter(a.unit for a in run).most_common(1)[0][0] if run else ""
    return [a for a in run if a.unit in {unit, ""}]


def _of_neighbours(before: Fact, fact: Fact, rules: Rules) -> tuple[str, Decimal] | None:
    """A total on one line, its parts on the line next to it, above or below."""
    if fact.note - before.note > 2:  # a line between them
        return None
    ours, theirs = amounts(fact, rules), amounts(before, rules)
    if any(rules.cue("parts_line").search(words) for words in (fact.theme, fact.text)):
        totals, parts = theirs, ours
    elif rules.cue("total_of_above").search(f"{fact.theme} {fact.text}"):
        units = {a.unit for a in theirs}
        totals, parts = [a for a in ours if a.unit in units][:1], theirs
    else:
        said = [rules.words(f"{holder.theme} {holder.text}") for holder in (before, fact)]
        related = said[0] & said[1] and fact.note - before.note <= 1
        return (_listed(theirs, ours, fact, rules) or _listed(ours, theirs, before, rules)) if related else None
    for total in totals:
        alike = [a for a in parts if like(total, a) and a.value < total.value]
        if sum((a.value for a in alike), Decimal(0)) == total.value:
            return None
        if wrong := _wrong(total, alike, least=2 if totals is theirs else 3):
            return wrong
    return None


def _listed(
    totals: Sequence[Amount], parts: Sequence[Amount], holder: Fact, rules: Rules
) -> tuple[str, Decimal] | None:
    """A total and the list of its parts on the next line, where nothing but the figures says so: three or more of one unit."""
    if len(totals) > 2 or len(parts) < LIST or len({a.unit for a in parts}) > 1:  # a line of many figures is no total
        return None
    if rules.cue("total_said").search(holder.text) or any(a.value % 1 for a in parts):
        return None
    for total in totals:
        whole = sum((a.value for a in parts), Decimal(0))
        if like(total, parts[0]) and whole != total.value and abs(whole - total.value) <= LISTED * total.value:
            return _wrong(total, parts, least=LIST)
    return None


LIST = 3
"""Figures of one unit that make a list."""

LISTED = Decimal("0.1")
"""Share by which a list may miss the total on the line beside it and still be meant for it."""


def _wrong(total: Amount, parts: Sequence[Amount], *, least: int) -> tuple[str, Decimal] | None:
    """A total and what its parts add up to, where they were meant to make it up and miss it by little; None where they fit."""
    values = [a.value for a in parts]
    if len(values) < least:
        return None
    sums = [sum(values[:count], Decimal(0)) for count in range(2, len(values) + 1)]
    sums += [sum(values[count:], Decimal(0)) for count in range(1, len(values) - 1)]
    allowed = slack(total, parts)
    if any(abs(value - total.value) <= allowed for value in sums):
        return None
    whole = sum(values, Decimal(0))
    return (total.figure.text, whole) if abs(whole - total.value) <= MISSED * total.value else None


def _remainders(index: int, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """What is said to be left, against what there was less what was done (`836册，修好215册，还剩641册`)."""
    fact = facts[index]
    mine = amounts(fact, rules)
    left = _left(fact, mine, rules)
    if left is None:
        return
    others = [a for a in mine if a is not left and a.figure is not left.figure and like(a, left)]
    if len(others) < 2:  # what there was, and what was done
        others = [a for f in facts[max(0, index - LOOKS_BACK) : index] if fact.note - f.note <= LOOKS_BACK
                  for a in amounts(f, rules) if like(a, left)] + others  # fmt: skip
    if len(others) < 2 and left.unit:  # nothing near: a line further away that speaks of the same thing
        others = [a for f in facts[:index] if len(rules.words(f.text) & rules.words(fact.text)) >= SHARED + 1
                  for a in amounts(f, rules) if a.unit == left.unit]  # fmt: skip
    yield from _difference(left, others, rules)


def _left(fact: Fact, mine: Sequence[Amount], rules: Rules) -> Amount | None:
    """The amount that a fact says is left, if it says so."""
    cue = next(reversed(list(rules.cue("left").finditer(fact.text))), None)
    if cue is None:
        return mine[0] if len(mine) == 1 and rules.cue("left").search(fact.theme) else None
    left = next((a for a in mine if a.start >= cue.start()), None) or (mine[-1] if mine else None)
    if left is None or min(abs(left.start - cue.end()), abs(cue.start() - left.end)) > CLOSE_BY:
        return None
    return left


def _difference(left: Amount, others: Sequence[Amount], rules: Rules) -> Iterator[Finding]:
    pairs = [(whole, done) for whole, done in combinations(others, 2) if whole.value > done.value]
    pairs = [(whole, done) for whole, done in pairs if whole.value > left.value]
    if any(abs(whole.value - done.value - left.value) <= slack(left, [whole, done]) for whole, done in pairs):
        return
    for whole, done in pairs:
        rest = whole.value - done.value
        if 0 < abs(rest - left.value) <= max(MISSED * left.value, min(left.value / 2, TENTH * whole.value)):
            facts = tuple(dict.fromkeys((whole.fact, done.fact, left.fact)))
            yield _finding(rules, facts, left.figure.text, rest)
            return


def _changes(fact: Fact, rules: Rules) -> Iterator[Finding]:
    """A change against the two values before it (`十八件去年二十五件少了九件`, `78.6，上学年75.1，提高4.5分`)."""
    found = amounts(fact, rules)
    for one, other, change in zip(found, found[1:], found[2:], strict=False):
        if not rules.cue("changed_by").search(fact.text[: change.start]) or change.start - other.end > CLOSE_BY:
            continue
        apart = abs(one.value - other.value)
        if like(one, other) and like(other, change) and max(one.value, other.value) > change.value:
            allowed = max(change.step, Decimal(0)) / 2 if change.value % 1 else Decimal(0)
            if allowed < abs(apart - change.value) <= max(NEAR, change.value / 2):
                yield _finding(rules, (fact,), change.figure.text, apart)
                return


def _left_to_do(facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """A plan for what is left (`the last 14 beams`), against a line that tells how many of how many were done (`38 of 54 beams`)."""
    done = [(pair, fact) for fact in facts if fact.part != "plans" for pair in _of_whole(fact, rules)]
    for plan in (fact for fact in facts if fact.part == "plans"):
        for left in amounts(plan, rules):
            if not rules.cue("remaining").search(plan.text[: left.start]):
                continue
            words = rules.words(plan.text)
            for (part, whole), fact in done:
                rest = whole.value - part.value
                shared = words & rules.words(fact.text)
                if (
                    len(shared) >= SHARED
                    and rest != left.value
                    and abs(rest - left.value) <= max(NEAR, MISSED * rest, TENTH * whole.value)
                ):
                    yield _finding(rules, (fact, plan), left.figure.text, rest)


SHARED = 2
"""Words that a plan must share with the line that it goes on from."""

NEAR = Decimal(2)
"""How far a remainder of few may miss and still be meant for it."""


def _surplus(facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """A surplus or deficit against income less expenditure, wherever in the notes these stand."""
    money = {name: [a for fact in facts for a in amounts(fact, rules) if a.figure.type == "money" and _said(name, a, rules)]
             for name in ("income", "expenditure", "surplus")}  # fmt: skip
    rest = {abs(one.value - other.value): (one, other) for one in money["income"] for other in money["expenditure"]}
    for said in money["surplus"]:
        near = min(rest, key=lambda value: abs(value - said.value), default=None)
        if (
            near is None
            or abs(near - said.value) <= slack(said, rest[near])
            or abs(near - said.value) > ODD * said.value
        ):
            continue
        holders = tuple(dict.fromkeys(a.fact for a in (*rest[near], said)))
        yield _finding(rules, holders, said.figure.text, near)


ODD = Decimal("0.35")
"""Share by which a surplus may miss income less expenditure and still be meant for it: it is small beside them."""


def _said(name: str, amount: Amount, rules: Rules) -> bool:
    start, end = clause_around(amount.fact.text, amount.figure)
    return rules.cue(name).search(amount.fact.text[start:end]) is not None


def _of_whole(fact: Fact, rules: Rules) -> Iterator[tuple[Amount, Amount]]:
    found = amounts(fact, rules)
    for part, whole in pairwise(found):
        if part.value < whole.value and rules.cue("of_whole").match(fact.text[part.end : whole.start]):
            yield part, whole


def _finding(rules: Rules, facts: tuple[Fact, ...], total: str, found: Decimal) -> Finding:
    return rules.finding(
        "sum-wrong",
        "warning",
        facts=facts,
        line=" / ".join(f"{fact.note}. {fact.text}" for fact in facts),
        total=total,
        sum=f"{found.normalize():f}",
    )
