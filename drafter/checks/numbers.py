"""Every figure of a sentence stands in the facts that it cites, with its unit, its modifier and its year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from drafter import figures
from drafter.checks.rules import Reading, Rules
from drafter.schema import Fact, Figure, Finding, Item, NoteSpan, Severity

CODES = {
    "figure-unsourced": "a figure, date or code that none of the sentence's sources holds",
    "figure-elsewhere": "a figure that stands in a note which the sentence does not cite",
    "figure-rounded": "a figure that was rounded; the note has an exact one",
    "figure-derived": "a figure that the notes do not hold but that can be computed from them; confirm it",
    "unit-changed": "the note's value with another unit",
    "modifier-changed": "nearly, over, about and the like added, dropped or turned against the note",
    "year-changed": "another year than the note gives",
}

ROUNDED = Decimal("0.2")
"""Share by which a rounded figure may differ from the note's."""

_UPWARD = frozenset({"over", "ge"})
_COUNTS = frozenset({"count", "bare"})


@dataclass(frozen=True)
class Stated:
    """A figure of a sentence, with what it may rest on."""

    item: Item
    index: int
    number: Figure
    cited: tuple[Fact, ...]
    reading: Reading | None
    rules: Rules

    @property
    def here(self) -> list[tuple[Fact, Figure]]:
        """The figures of the cited facts."""
        return [(fact, f) for fact in self.cited for f in fact.figures if f.type != "placeholder"]

    @property
    def text(self) -> str:
        """The sentence."""
        return self.item.sentences[self.index].text


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Findings on the figures of an item's sentences; the heading's are held against all its facts."""
    by_id = {fact.id: fact for fact in facts}
    everywhere = figures.Shelf((fact, figure) for fact in facts for figure in fact.figures)
    readings = {reading.index: reading for reading in rules.readings(item, facts)}
    for index, sentence in enumerate(item.sentences):
        cited = tuple(by_id[source] for source in sentence.sources if source in by_id)
        fixed = any(source.startswith(("form:", "kind:")) for source in sentence.sources)
        known = _known(cited, rules, fixed=fixed)
        shelf = figures.Shelf(known)
        for number in rules.figures(sentence.text):
            if number.type == "placeholder":
                continue
            if number.type == "ordinal" and any(number.text in fact.text for fact in cited):
                continue  # it is in a name that is read otherwise there: 第二处置场
            stated = Stated(item, index, number, cited, readings.get(index), rules)
            fits = shelf.same(number)
            if fits:
                yield from _modifier(stated, fits)
                if not number.unit and rules.language != "zh":
                    yield from _counted(stated, fits)
            elif not _date_supported(number, known, cited, rules) and not _article(number, cited):
                yield _unsupported(stated, everywhere)
            elif found := _year(stated):
                yield found
    yield from _heading(item, facts, rules)


def _known(cited: Sequence[Fact], rules: Rules, *, fixed: bool) -> list[tuple[Fact | None, Figure]]:
    known: list[tuple[Fact | None, Figure]] = [(fact, f) for fact in cited for f in fact.figures]
    known += [(None, f) for theme in {fact.theme for fact in cited if fact.theme} for f in rules.figures(theme)]
    if fixed:
        fixed_text = f"{rules.form_text}\n{' '.join(rules.kind.opening)}\n{rules.kind.closing}"
        known += [(None, f) for f in rules.figures(fixed_text)]
    return known


def _modifier(stated: Stated, fits: Sequence[tuple[Fact | None, Figure]]) -> Iterator[Finding]:
    """A modifier that none of the note's figures of this value has."""
    ours, theirs = stated.number.modifier, {figure.modifier for _, figure in fits}
    if ours in theirs or (ours in _UPWARD and theirs & _UPWARD):
        return
    fact, figure = next(((fact, f) for fact, f in fits if fact), fits[0])
    yield _finding("modifier-changed", "error" if ours and "" not in theirs else "warning", stated, fact, figure)


def _unsupported(stated: Stated, everywhere: figures.Shelf[Fact]) -> Finding:
    """What is wrong with a figure that no source holds, as exactly as can be said; `everywhere` are the figures of the item's facts."""
    number, rules = stated.number, stated.rules
    elsewhere = tuple({fact.id: fact for fact, _ in everywhere.same(number)}.values())
    beside = _beside(number, stated.here, stated.reading)
    if not elsewhere and (found := _told_otherwise(stated, [*([beside] if beside else []), *stated.here])):
        return found
    if beside and beside[1].unit != number.unit:
        beside = None  # another thing's figure: no remedy for this one
    if beside and not elsewhere:
        year = number.type == beside[1].type == "date" and number.value.isdigit()
        return _finding("year-changed" if year else "figure-unsourced", "error", stated, *beside)
    return rules.finding(
        "figure-elsewhere" if elsewhere else "figure-unsourced", "error", item=stated.item, sentence=stated.index,
        span=(number.start, number.end), facts=elsewhere or stated.cited, figure=number.text,
        remedy="replace" if beside else "cite" if elsewhere else "drop",
        fix=beside[1].text if beside else elsewhere[0].id if elsewhere else "",
    )  # fmt: skip


def _told_otherwise(stated: Stated, candidates: Sequence[tuple[Fact, Figure]]) -> Finding | None:
    """The note's figure in another unit, rounded, or computed with."""
    number = stated.number
    for fact, figure in candidates:
        if _other_unit(number, figure):
            soft = {number.type, figure.type} <= _COUNTS and _equal(number, figure)
            return _finding("unit-changed", "warning" if soft else "error", stated, fact, figure)
    for fact, figure in candidates:
        if number.modifier and _rounded(number, figure):
            return _finding("figure-rounded", "error", stated, fact, figure)
    if how := derivation(number, [f for _, f in stated.here]):
        return stated.rules.finding(
            "figure-derived", "warning", item=stated.item, sentence=stated.index, span=(number.start, number.end),
            facts=stated.cited, figure=number.text, sum=how,
        )  # fmt: skip
    return None


def _finding(code: str, severity: Severity, stated: Stated, fact: Fact | None, figure: Figure) -> Finding:
    """A finding that can be mended by the note's own figure, modifier included."""
    source = fact.text if fact else ""
    start, end = _with_modifier(stated.rules, source, figure) if fact else (figure.start, figure.end)
    low, high = _with_modifier(stated.rules, stated.text, stated.number)
    fix = source[start:end] if fact else figure.text
    return stated.rules.finding(
        code, severity, item=stated.item, sentence=stated.index, span=(low, high), facts=(fact,) if fact else (),
        spans=(NoteSpan(fact=fact.id, start=start, end=end),) if fact else (), remedy="replace", fix=fix,
        figure=stated.text[low:high], note=fix,
    )  # fmt: skip


def _with_modifier(rules: Rules, text: str, figure: Figure) -> tuple[int, int]:
    """The span of a figure with the words that modify it."""
    if not figure.modifier:
        return figure.start, figure.end
    start, end = figure.start, figure.end
    for match in rules.listed("figures", "before").finditer(text, max(0, start - 20), start):
        if not text[match.end() : figure.start].strip(_LINKS):
            start = match.start()
            break
    if after := rules.listed("figures", "after").match(text.lower(), end + (text[end : end + 1] == " ")):
        end = after.end()
    return start, end


_LINKS = " 了达为"


def _beside(number: Figure, here: Sequence[tuple[Fact, Figure]], reading: Reading | None) -> tuple[Fact, Figure] | None:
    """The note's figure that stands where the sentence has this one."""
    if reading is None:
        return None
    for change in reading.compared.changes:
        if change.start < number.end and change.end > number.start and (fact := reading.fact_of(change)):
            inside = [
                f for f in fact.figures
                if f.start < change.old_end and f.end > change.old_start and f.type != "placeholder"
                and (f.type == "date") == (number.type == "date")
            ]  # fmt: skip
            if inside:
                return fact, next((f for f in inside if f.unit == number.unit), inside[0])
    ours = [(fact, f) for fact, f in here if f.unit == number.unit and f.type == number.type]
    return ours[0] if len(ours) == 1 else None


def _equal(one: Figure, other: Figure) -> bool:
    return figures.quantity(one).value == figures.quantity(other).value


def _other_unit(number: Figure, figure: Figure) -> bool:
    """Whether a figure is another with the unit changed: 46次 and 46万元, 1.2亿元 and 1.2万元, 5% and 5个百分点."""
    if "date" in {number.type, figure.type} or "code" in {number.type, figure.type}:
        return False
    ours, theirs = (
        re.match(r"[\d.,]+|[零〇一二两三四五六七八九十百]+", f.text.lstrip("+-£$€ ")) for f in (number, figure)
    )
    digits = ours is not None and theirs is not None and ours[0] == theirs[0]
    return (digits and number.text != figure.text) or (_equal(number, figure) and number.unit != figure.unit)


def _rounded(number: Figure, figure: Figure) -> bool:
    ours, theirs = figures.number(number), figures.number(figure)
    if ours is None or theirs is None or figures.quantity(number).dimension != figures.quantity(figure).dimension:
        return False
    return abs(ours - theirs) <= ROUNDED * theirs


def _article(number: Figure, cited: Sequence[Fact]) -> bool:
    """Whether a count of one is the note's article: 有一名教师, 办一期培训 have no figure, and print writes 1名, 1期."""
    unit = re.escape(number.unit)
    return (
        number.type == "count" and number.value == "1" and any(re.search(rf"一\s?{unit}", fact.text) for fact in cited)
    )


def _date_supported(
    number: Figure, known: Sequence[tuple[Fact | None, Figure]], cited: Sequence[Fact], rules: Rules
) -> bool:
    """The period's own years may stand anywhere, and complete a date that the note gives without a year."""
    if number.type != "date":
        return False
    if number.value in rules.years or (number.value == rules.last_year and rules.speaks_of_last_year(cited)):
        return True
    years = {*rules.years, rules.last_year}
    dates = [other for _, other in known if figures.same_date(number, other)]
    if number.value.startswith("--"):  # the month of a dated note, or of a span of months
        return any(other.value.startswith("--") or other.value[:4] in rules.years for other in dates)
    return number.value[:4] in years and bool(dates)


def _year(stated: Stated) -> Finding | None:
    """A year of the period in the place of another one that the note gives."""
    number = stated.number
    if number.type != "date" or not number.value.isdigit():
        return None
    said = {f.value for f in stated.rules.figures(stated.text) if f.type == "date"}
    dates = [(fact, f) for fact, f in stated.here if f.type == "date" and re.match(r"\d{4}", f.value)]
    gone = [(fact, f) for fact, f in dates if f.value not in said]
    beside = _beside(number, gone, stated.reading)
    if beside is None or beside[1].value[:4] == number.value or not re.match(r"\d{4}", beside[1].value):
        return None
    return _finding("year-changed", "error", stated, *beside)


def _counted(stated: Stated, fits: Sequence[tuple[Fact | None, Figure]]) -> Iterator[Finding]:
    """Another thing counted by the note's value, where counts have no unit (`58 schools` for `58 pupils`)."""
    people = stated.rules.listed("figures", "people")
    for change in stated.reading.compared.changes if stated.reading else ():
        fact = stated.reading.fact_of(change) if stated.reading else None
        if fact is None or not 0 < change.start - stated.number.end <= 1 or change.start == change.end:
            continue
        new, old = stated.text[change.start : change.end], fact.text[change.old_start : change.old_end]
        figure = next((f for owner, f in fits if owner is fact and 0 < change.old_start - f.end <= 1), None)
        if new[:3].lower() == old[:3].lower():
            continue  # the same word, cut short
        turned = stated.rules.marks(new) or stated.rules.marks(old)
        if (
            figure
            and not turned
            and new.isalpha()
            and old.isalpha()
            and not (people.fullmatch(new) and people.fullmatch(old))
            and f"{stated.number.text} {new}" not in stated.rules.formally((fact,))
        ):
            yield stated.rules.finding(
                "unit-changed", "warning", item=stated.item, sentence=stated.index, span=(stated.number.start, change.end), facts=(fact,),
                spans=(NoteSpan(fact=fact.id, start=figure.start, end=change.old_end),), remedy="replace",
                fix=fact.text[figure.start : change.old_end], figure=f"{stated.number.text} {new}", note=f"{figure.text} {old}",
            )  # fmt: skip


def _heading(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    if not item.heading or not item.facts:
        return
    known = [f for fact in facts for f in (*fact.figures, *rules.figures(fact.theme))]
    fixed = {heading for theme in rules.kind.themes for heading in (*theme.achievements, theme.problems, theme.plans)}
    for number in rules.figures(item.heading) if item.heading not in fixed else ():
        if (
            number.type != "placeholder"
            and number.value not in rules.years
            and not any(figures.same(number, f) for f in known)
        ):
            yield rules.finding("figure-unsourced", "error", item=item, span=(number.start, number.end),
                                facts=tuple(facts), figure=number.text, note="")  # fmt: skip


def derivation(number: Figure, here: Sequence[Figure]) -> str:
    """How a figure follows from others by a sum, a difference or a rate of growth (`18 + 29 = 47`); empty when it does not."""
    goal = figures.number(number)
    if goal is None or goal <= 2 or number.modifier:
        return ""
    alike = [f for f in here if f.type == number.type and f.unit == number.unit and figures.number(f)]
    values = [figures.number(f) or Decimal(0) for f in alike]
    if len(values) >= 2 and number.type in {"count", "money", "measure", "duration"}:
        totals = list(accumulate(values, initial=Decimal(0)))
        for size in range(2, len(values) + 1):
            for first in range(len(values) - size + 1):
                if totals[first + size] - totals[first] == goal:
                    return f"{' + '.join(f.text for f in alike[first : first + size])} = {number.text}"
        for first, one in enumerate(values):
            for other, two in enumerate(values):
                if first != other and one - two == goal:
                    return f"{alike[first].text} - {alike[other].text} = {number.text}"
    return _rate(number, here) if number.type == "percent" else ""


def _rate(number: Figure, here: Sequence[Figure]) -> str:
    goal = figures.number(number) or Decimal(0)
    places = len(number.value.partition(".")[2])
    unit = Decimal(1).scaleb(-places)
    counted = [f for f in here if f.type in {"count", "money", "measure"} and figures.number(f)]
    for one in counted:
        for two in counted:
            a, b = figures.number(one) or Decimal(1), figures.number(two) or Decimal(1)
            if one is two or one.unit != two.unit or a == b:
                continue
            for value, how in (
                (abs(a - b) / b * 100, f"({one.text} - {two.text}) / {two.text}"),
                (a / b * 100, f"{one.text} / {two.text}"),
            ):
                if value.quantize(unit) == goal and goal < 1000:
                    return f"{how} = {number.text}"
    return ""
