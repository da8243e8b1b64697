"""Do the notes agree with themselves: one thing, one value.

How two figures stand to each other is weighed by what was learned from annotated notes (prompts/<lang>/rivals.tsv). Silent
where lines agree. Each finding names the facts, so that both lines can be shown beside each other.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from drafter import learned
from drafter.checks.claims import Claim, claims, pairs
from drafter.checks.rules import Rules
from drafter.figures import number, quantity
from drafter.schema import Draft, Figure, Finding

CODES = {
    "notes-contradict": "two notes give one thing two values",
}

LEAST = 0.5
"""Below this share of each other two values are taken for two things, whatever the words."""

SWAPPED = 0.25
"""The same for values that have the same digits, two of them in each other's place."""

ROUGHLY = 0.9
"""A value said to be about, over or nearly is right for another from this share on."""

LIKELIER = 1.0
"""By how much a figure's other rival must be likelier for a pair not to be told."""

CLOSE, NEARLY = 0.85, 0.93
"""From these shares on two values may be one value mistyped or counted twice."""

BESIDE, COVERED = 5.0, (0.35, 0.55)
"""From this on what two dated clauses share, and the share of each one's words (the less and the more covered) makes them one event."""

EVENT = 0.5
"""The score of two dates of one event."""

SMALL, FEW = 5, 20
"""Figures below these are often the same by chance, or another thing's."""

MOST = {"words": 12.0, "digits": 4.0, "figures": 6.0, "apart": 10.0, "rare unit": 2.5}
"""Beyond this a feature tells no more."""

TURNS = ("target", "each", "among", "change")
"""Patterns of the language's table `[consistency]` that tell what a figure is of its thing."""

_DATE = re.compile(r"(?:-|\d{4})-(\d\d)(-\d\d)?")
_COUNTS = frozenset({"count", "bare", "measure"})


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Pairs of facts that give one thing two values. The weights sum to the logarithm of how likely that is, less what a finding
    must have.
    """
    found, tells = claims([fact for fact in draft.facts if fact.wanted], rules)
    units = Counter(claim.figure.unit for claim in found)
    scored = [
        (score, one, other)
        for one, other in pairs(found)
        if may_rival(one, other, rules)
        and not _is_target(one, other)
        and (score := _score(one, other, features(one, other, tells, units, rules), rules)) > 0
    ]
    told: dict[tuple[str, str], tuple[Claim, Claim]] = {}
    best: dict[tuple[str, int], float] = defaultdict(float)
    for score, one, other in sorted(scored, key=lambda entry: -entry[0]):
        ends = [(claim.fact.id, claim.figure.start) for claim in (one, other)]
        if (one.fact.id, other.fact.id) in told or any(best[end] > score + LIKELIER for end in ends):
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


def _score(one: Claim, other: Claim, told: Mapping[str, float], rules: Rules) -> float:
    """How likely a contradiction is, beyond what a finding must have; two days of one event are one, however far apart."""
    weighed = learned.weigh(told, rules.language, "rivals.tsv")
    return max(weighed, EVENT) if _one_event(one, other, told) else weighed


def _is_target(one: Claim, other: Claim) -> bool:
    """Whether one line tells what was reached and the other what is to be: no contradiction, but of days."""
    return (one.fact.part == "plans") != (other.fact.part == "plans") and one.figure.type != "date"


def _one_event(one: Claim, other: Claim, told: Mapping[str, float]) -> bool:
    """Whether two lines say of one event when it is: nearly the same words, a date each, and no count that tells two events apart
    (`7月台风转移312人`, `9月台风转移205人`).
    """
    scopes = [{said for said in claim.scope if said not in claim.figure.text} for claim in (one, other)]
    if "date" not in told or scopes[0] != scopes[1] or "groups differ" in told:
        return False
    dates = [sum(f.type == "date" for f in claim.fact.figures) for claim in (one, other)]
    counts = [{f.unit for f in claim.fact.figures if f.type in _COUNTS} for claim in (one, other)]
    less, more = told.get("cover, less", 0.0), told.get("cover, more", 0.0)
    return (
        dates == [1, 1]
        and not counts[0] & counts[1]
        and told.get("beside", 0.0) >= BESIDE
        and less >= COVERED[0]
        and more >= COVERED[1]
    )


def may_rival(one: Claim, other: Claim, rules: Rules) -> bool:
    """Whether two claims could be one thing with two values at all: like units, unlike values of one size, and no agreement."""
    low, high = _values(one, other)
    dated = {one.figure.type, other.figure.type} == {"date"}
    if low == high or not _like_units(one, other, rules):
        return False
    if not dated and low < LEAST * high and not (low > SWAPPED * high and _swapped(one, other)):
        return False
    if dated and not _like_dates(one.figure, other.figure):
        return False
    if "row" in one.fact.flags and "row" in other.fact.flags:
        return False  # rows of a table speak of different things
    if _of_two_events(one, other) if dated else _told_apart(one, other):
        return False
    return (dated or not _rounded(one.figure, other.figure)) and not _agree(one, other, rules)


def _told_apart(one: Claim, other: Claim) -> bool:
    """Whether each line names one month, one day or one thing by its number, and not the same (`7月台风转移312人`, `9月台风转移205人`;
    `1号机`, `2号机`; `Route 12`).
    """
    return any(
        len(ours) == len(theirs) == 1 and ours != theirs
        for ours, theirs in zip(*map(_names, (one, other)), strict=True)
    )


def _names(claim: Claim) -> tuple[set[str], ...]:
    """The months, the days, the ordinals and the numbered names of a claim's line."""
    said = [f for f in claim.fact.figures if f is not claim.figure]
    dates = [match for f in said if f.type == "date" and (match := _DATE.match(f.value))]
    return (
        {match[1] for match in dates},
        {match[0] for match in dates if match[2]},
        {f.value for f in said if f.type == "ordinal"},
        {f.value for f in said if f.type == "code" and " " in f.value},
    )


def _of_two_events(one: Claim, other: Claim) -> bool:
    """Whether two dated lines count things of one unit, and have no count in common."""
    ours, theirs = (
        {(f.unit, f.value) for f in claim.fact.figures if f.type in _COUNTS or f.type == "money"}
        for claim in (one, other)
    )
    return bool({unit for unit, _ in ours} & {unit for unit, _ in theirs}) and not ours & theirs


def features(
    one: Claim, other: Claim, tells: Mapping[str, float], units: Counter[str], rules: Rules
) -> dict[str, float]:
    """How two claims stand to each other: the words they share, their values, units, scopes and lines; `other` comes later."""
    low, high = _values(one, other)
    dated, apart = one.figure.type == "date", high - low
    percent, money = one.figure.type == "percent", "money" in {one.figure.type, other.figure.type}
    beside, across, loose, kin = _shared(one, other, tells, rules)
    covers = sorted((_cover(one, other, tells), _cover(other, one, tells)))
    counted = [sum(f.type in _COUNTS or f.type == "money" for _, f in claim.line) for claim in (one, other)]
    nearest = [a.nearest in b.words for a, b in ((one, other), (other, one)) if a.nearest]
    disputed = "disputes" in other.fact.flags
    found = {
        "": 1.0,
        "beside": beside, "beside, root": math.sqrt(beside), "across": across, "pieces": loose, "kin": kin, "kin alone": kin if not beside else 0.0,
        "cover, less": covers[0], "cover, more": covers[1], "cover, both": covers[0] * covers[1],
        "ratio": low / high, "close": low > CLOSE * high, "nearly": low > NEARLY * high,
        "beside and close": beside * (low / high),
        "nearest same": one.nearest == other.nearest != "", "nearest known": sum(nearest),
        "nearest strange": len(nearest) == 2 and not any(nearest),  # both have a word beside them
        "digits": min(MOST["digits"], len(one.digits), len(other.digits)), **_mistyped(one, other),
        "register": one.sourced or other.sourced, "later register": other.sourced,
        "scopes differ": one.scope != other.scope, "groups differ": bool(one.group and other.group and one.group != other.group),
        "one group": one.group == other.group != frozenset(),
        "alone, earlier": counted[0] == 1, "alone, later": counted[1] == 1, "figures": min(MOST["figures"], max(counted)),
        "below five": high < SMALL, "below twenty": high < FEW,
        "same unit": one.figure.unit == other.figure.unit, "no unit": "" in {one.figure.unit, other.figure.unit},
        "rare unit": _rare_unit(one.figure, units),
        "date": dated, "date beside": beside if dated else 0.0, "date across": across if dated else 0.0, "date, nearest": dated and one.nearest == other.nearest != "",
        "days apart": min(1.0, apart / 60) if dated else 0.0, "one month": dated and one.value // 30.4 == other.value // 30.4, "one day": dated and _day(one) == _day(other) != "",
        "date alone": sum(len(claim.fact.figures) == 1 for claim in (one, other)) if dated else 0.0, "date cover": covers[0] if dated else 0.0,
        "a month": dated and not _day(one), "time": one.figure.type == "duration", "units differ": one.figure.unit != other.figure.unit,
        "percent": percent, "percent beside": beside if percent else 0.0, "money": money,
        "roughly": bool(one.figure.modifier or other.figure.modifier),
        "one part": one.fact.part == other.fact.part, "plans": sum(claim.fact.part == "plans" for claim in (one, other)),
        "plan and deed": (one.fact.part == "plans") != (other.fact.part == "plans"),
        "one theme": one.fact.theme == other.fact.theme, "label": bool(other.fact.theme),
        "apart": min(MOST["apart"], abs(one.fact.note - other.fact.note)) / MOST["apart"],
        "next": abs(one.fact.note - other.fact.note) == 1,
        "disputes": disputed, "disputes, beside": beside if disputed else 0.0, "disputes, pieces": loose if disputed else 0.0,
        "row": "row" in one.fact.flags or "row" in other.fact.flags,
    }  # fmt: skip
    ours, theirs = (rules.cued(claim.clause, TURNS) for claim in (one, other))
    for name in (*ours, *theirs):
        found[f"{name}, {'both' if name in ours and name in theirs else 'one'}"] = True
    return {name: float(value) for name, value in found.items() if value}


def _day(claim: Claim) -> str:
    """The day of a date, empty for a month."""
    return claim.figure.value.partition("/")[0][-2:] if _precise(claim.figure.value) else ""


def _shared(one: Claim, other: Claim, tells: Mapping[str, float], rules: Rules) -> tuple[float, float, float, float]:
    """How much the words tell that stand beside both figures, beside one of them, and the pieces of words beside both; the name
    of a rate alone (合格率) says nothing of what it is a rate of.
    """
    both = one.words & other.words & tells.keys()
    if one.figure.type == "percent":
        both = {word for word in both if not rules.cue("measure_words").search(word)}
    beside = math.fsum(tells[word] for word in both if word in one.beside and word in other.beside)
    across = math.fsum(tells[word] for word in both if (word in one.beside) != (word in other.beside))
    loose = math.fsum(tells[word] for word in one.loose & other.loose & tells.keys())
    kin = math.fsum(tells[group] for group in one.kin & other.kin & tells.keys() if group[1:] not in both)
    return min(MOST["words"], beside), min(MOST["words"], across), min(MOST["words"], loose), min(MOST["words"], kin)


def _cover(one: Claim, other: Claim, tells: Mapping[str, float]) -> float:
    """How much (0 to 1) of what one figure is said to be stands in the other's line."""
    whole = math.fsum(tells.get(word, 0.5) for word in one.beside)
    return math.fsum(tells.get(word, 0.5) for word in one.beside & other.words) / whole if whole else 0.0


def _rare_unit(figure: Figure, units: Counter[str]) -> float:
    """A unit that few figures of these notes have (`盏`) speaks for one thing."""
    if not figure.unit or figure.type in {"percent", "money"}:
        return 0.0
    return min(MOST["rare unit"], math.log((sum(units.values()) + 30) / (units[figure.unit] + 0.5)))


def _mistyped(one: Claim, other: Claim) -> dict[str, bool]:
    """Whether two values look like one that was typed wrongly: two digits change places (5,312 and 5,132), or one is another."""
    ours, theirs = one.digits, other.digits
    if one.figure.type == "date" or len(ours) != len(theirs):
        return {}
    unlike = sum(a != b for a, b in zip(ours, theirs, strict=True))
    swapped, long = _swapped(one, other), len(ours) > 2
    return {"swapped": swapped, "swapped, long": swapped and long, "one digit": unlike == 1 and long}


def _swapped(one: Claim, other: Claim) -> bool:
    """Whether two digits of one value stand in each other's place in the other (31 and 13)."""
    ours, theirs = one.digits, other.digits
    unlike = sum(a != b for a, b in zip(ours, theirs, strict=False))
    return len(ours) == len(theirs) and unlike == 2 and sorted(ours) == sorted(theirs)


def _agree(one: Claim, other: Claim, rules: Rules) -> bool:
    """Whether one line has the other's value too, of like unit, or says it roughly: then they speak of two things, or agree."""
    if _roughly(one, other) or _roughly(other, one):
        return True
    return _stands_in(one, other, rules) or _stands_in(other, one, rules)


def _roughly(rough: Claim, exact: Claim) -> bool:
    """Whether a value that is said roughly is right for another: 二十二万多 is more, and 近八百 less, than what is said."""
    share, way = exact.value / rough.value, rough.figure.modifier
    if not way or min(share, 1 / share) < ROUGHLY:
        return False
    if exact.figure.modifier or way == "about":
        return True
    return share >= 1 if way in {"over", "ge"} else share <= 1


def _stands_in(claim: Claim, other: Claim, rules: Rules) -> bool:
    return any(value == claim.value and _alike(f, claim.figure, rules) for value, f in other.line)


def _like_dates(one: Figure, other: Figure) -> bool:
    """Whether two dates are of one sort, days or months, and not of two years that both name."""
    years = {figure.value[:4] for figure in (one, other) if figure.value[0] != "-"}
    return len(years) < 2 and _precise(one.value) == _precise(other.value)


def _precise(value: str) -> bool:
    """Whether a date names a day."""
    return re.fullmatch(r"(?:-|\d{4})-\d\d-\d\d", value.partition("/")[0]) is not None


def _values(one: Claim, other: Claim) -> tuple[float, float]:
    """The values of two claims, the lower first, as plain numbers where only one is told as a time (`162 days`, `feeding days 158`)."""
    if (one.figure.type == "duration") != (other.figure.type == "duration"):
        low, high = sorted(float(number(claim.figure) or 0) for claim in (one, other))
    else:
        low, high = sorted((one.value, other.value))
    return low, high


def _like_units(one: Claim, other: Claim, rules: Rules) -> bool:
    """Whether two claims may count one thing by their units; a count may be of days or hours if its clause names them."""
    for time, count in ((one, other), (other, one)):
        if time.figure.type == "duration" and count.figure.type in {"count", "bare"}:
            unit = rf"(?<![a-z]){time.figure.unit.removesuffix('s')}s?(?![a-z])"
            return not count.figure.unit and re.search(unit, count.clause.lower()) is not None
    return _alike(one.figure, other.figure, rules)


def _alike(one: Figure, other: Figure, rules: Rules) -> bool:
    """Whether two figures may count one thing: the same unit, units of one dimension, classifiers of one sort (名, 人, 位), or one of
    them without any.
    """
    if one.unit == other.unit and one.type == other.type:
        return True
    kinds, units = {one.type, other.type}, {one.unit, other.unit}
    if len(units) == 1:
        return kinds <= _COUNTS
    if "" in units:
        return kinds <= _COUNTS or kinds <= {"count", "bare", "money"}
    if len(kinds) == 1 and quantity(one).dimension == quantity(other).dimension:
        return True
    return (kinds <= _COUNTS or kinds == {"count", "money"}) and rules.like_units(one.unit, other.unit)


def _rounded(figure: Figure, rival: Figure) -> bool:
    """Whether two values differ by rounding only, in the unit of the rougher one."""
    return _rounds_to(figure, rival) or _rounds_to(rival, figure)


def _rounds_to(fine: Figure, rough: Figure) -> bool:
    value, said = number(fine) or Decimal(0), number(rough) or Decimal(0)
    if fine.unit != rough.unit and quantity(fine).dimension == quantity(rough).dimension:
        value = Decimal(quantity(fine).value) * said / Decimal(quantity(rough).value)  # 1,860 kg in tonnes
    kept, places = (-int(each.as_tuple().exponent) for each in (value, said))
    return kept > places and round(value, places) == said
