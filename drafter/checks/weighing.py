"""How the figures of a relation stand to each other, as features to be weighed: values, units, lines, the wording between."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.checks.amounts import RATES, like
from drafter.checks.arithmetic import Relation, Spot, tied
from drafter.checks.changes import goes_on_from
from drafter.checks.claims import clause_around
from drafter.checks.rules import Rules

CUES = (
    "total", "total_said", "total_after", "total_line", "total_of_above", "parts_line", "partition", "left", "remaining", "changed_by",
    "change", "last_year", "among", "target", "each", "of_whole", "rate", "rate_pair", "rate_tied", "rate_near", "surplus", "aside", "rises", "falls",
)  # fmt: skip
"""Patterns of the language's table `[consistency]` that tell how figures belong together."""

WIDE = 40
"""Characters between two figures beyond which they are simply far from each other."""

_STOPS = re.compile(r"[。；;！？!?]|\.\s")
_COMMAS = re.compile(r"[，、,]|\band\b|&|\+")


def described(found: Sequence[Relation], rules: Rules) -> Iterator[tuple[Relation, dict[str, float]]]:
    """Each relation with its features."""
    wholes = Counter((relation.kind, relation.said.place) for relation in found)
    for relation in found:
        yield relation, features(relation, wholes[relation.kind, relation.said.place], rules)


def features(relation: Relation, rivals: int, rules: Rules) -> dict[str, float]:
    """How the figures of a relation stand to each other: values, units, lines, the wording between; `rivals`: relations for its whole."""
    told = {**_values(relation), **_places(relation), **_wording(relation, rules), "rivals": math.log(rivals)}
    kind = relation.kind if relation.kind != "sum" or len(relation.parts) > 2 else "pair"
    found = {f"{kind}: {name}": float(value) for name, value in told.items() if value}
    cued = any(name.startswith("cue") for name in told)
    for name in ("same line", "near", "close", "one digit", "first", "last", "between", "one unit", "share", "growth"):
        if told.get(name):
            found[f"{kind}: {name}, {'told' if cued else 'untold'}"] = 1.0
    return found | {"": 1.0, kind: 1.0}


def _values(relation: Relation) -> dict[str, float]:
    """Of the values: how far off they are and in what way, how large, of what unit."""
    said, given = float(relation.said.value), float(relation.given)
    off = abs(said - given)
    share = off / max(said, 1e-9)
    ours, theirs = (re.sub(r"\D", "", f"{value:.2f}") for value in (said, given))
    unlike = [a != b for a, b in zip(ours, theirs, strict=False)] if len(ours) == len(theirs) else []
    units = {spot.amount.unit for spot in relation.spots}
    parts = [spot.value for spot in relation.parts]
    return {
        "off": share, "near": share < 0.03, "close": share < 0.08, "points": off / 10 if relation.kind == "rate" else 0,
        "by one": abs(off - 1) < 1e-9, "one digit": sum(unlike) == 1, "swapped": sum(unlike) == 2 and sorted(ours) == sorted(theirs),
        "round": off > 0 and len(f"{off:.10g}".strip("0.")) == 1, "small": said < 20, "large": said >= 1000,
        "digits": min(4, len(f"{said:.10g}".replace(".", "").strip("0"))),
        "one unit": units != {""} and len(units) == 1, "no unit": "" in units, "units": len(units - {""}) > 1,
        "money": any(s.amount.figure.type == "money" for s in relation.spots),
        "percent": all(s.amount.figure.type in RATES for s in relation.spots),
        "time": any(s.amount.figure.type == "duration" for s in relation.spots),
        "roughly": any(s.amount.figure.modifier for s in relation.spots), "parts": len(relation.parts) - 2,
        "like": min(parts) / max(parts) if max(parts) else 0, "tiny part": min(parts) < 0.06 * said,
    }  # fmt: skip


def _places(relation: Relation) -> dict[str, float]:
    """Of where the figures stand: in one line or several, how far apart, in what order."""
    spots_ = relation.spots
    lines = {spot.line for spot in spots_}
    gaps = [b.amount.start - a.amount.end if a.amount.fact is b.amount.fact else WIDE / 2 for a, b in pairwise(spots_)]
    between = [_between(a, b) for a, b in pairwise(spots_)]
    facts = relation.facts
    return {
        relation.shape: 1, "skipped": relation.skipped, "same line": len(lines) == 1, "same fact": len(facts) == 1,
        "two lines": len(lines) == 2, "a line each": len(lines) == len(spots_), "lines": (max(lines) - min(lines)) / 5,
        "said alone": len(lines) > 1 and sum(spot.line == relation.said.line for spot in spots_) == 1,
        "gap": min(WIDE, max(gaps)) / WIDE, "list": all(gap <= 8 for gap in gaps), "parts as list": _as_list(relation),
        "stops": min(3, sum(len(_STOPS.findall(text)) for text in between)),
        "commas": all(_COMMAS.search(text) for text in between if text),
        "plans": any(f.part == "plans" for f in facts), "all plans": all(f.part == "plans" for f in facts),
        "parts differ": len({f.part for f in facts}) > 1, "row": any("row" in f.flags for f in facts),
        "line gap": min(3, max(b.line - a.line for a, b in pairwise(spots_))), "lone": lone(relation),
        "places between": min(4, spots_[-1].place - spots_[0].place - len(spots_) + 1),
    }  # fmt: skip


def lone(relation: Relation) -> float:
    """The share of the parts that stand on a short line of their own."""
    alone = [len(spot.amount.fact.text) <= WIDE and len(spot.amount.fact.figures) == 1 for spot in relation.parts]
    return sum(alone) / len(alone)


def _as_list(relation: Relation) -> bool:
    """Whether the parts follow each other closely."""
    parts = sorted(relation.parts, key=lambda spot: spot.place)
    return all(
        b.amount.fact is a.amount.fact and b.amount.start - a.amount.end <= WIDE / 4 and b.place == a.place + 1
        for a, b in pairwise(parts)
    )


def _between(one: Spot, other: Spot) -> str:
    """The words between two figures of one fact."""
    return one.amount.fact.text[one.amount.end : other.amount.start] if one.amount.fact is other.amount.fact else ""


def _wording(relation: Relation, rules: Rules) -> dict[str, float]:
    """Of the words around the figures: which cues stand at the whole, between, and at the last; what lines and parts share."""
    said, first, last = relation.said, relation.spots[0], relation.spots[-1]
    around = {
        "whole": clause_of(said), "first": clause_of(first), "last": clause_of(last),
        "before whole": said.amount.fact.text[max(0, said.amount.start - 8) : said.amount.start],
        "after whole": said.amount.fact.text[said.amount.end : said.amount.end + 8],
        "before last": last.amount.fact.text[max(0, last.amount.start - 8) : last.amount.start],
        "between": _between(*relation.spots[:2]), "between last": _between(*relation.spots[-2:]),
        "line": said.amount.fact.text, "label": said.amount.fact.theme,
    }  # fmt: skip
    told = {f"cue {cue}, {place}": 1.0 for place, text in around.items() for cue in rules.cued(text, CUES)}
    counted = relation.kind == "product" and _counts_by(rules, *relation.parts)
    return {**told, **_shared(relation, rules), "plain": float(_plain(relation, rules)), "by its unit": float(counted)}


def _counts_by(rules: Rules, each: Spot, count: Spot) -> bool:
    """Whether one figure is said to be for each of what the other counts: `19 a day on 412 days`, `每期50人，培训12期`."""
    clause = clause_of(count)
    named = (
        count.amount.unit or clause[clause.find(count.amount.figure.text) + len(count.amount.figure.text) :].lstrip()
    )
    return any(named.startswith(match[1]) for match in rules.cue("for_each").finditer(clause_of(each)))


def clause_of(spot: Spot) -> str:
    """The clause that a figure stands in."""
    start, end = clause_around(spot.amount.fact.text, spot.amount.figure)
    return spot.amount.fact.text[start:end]


def _shared(relation: Relation, rules: Rules) -> dict[str, float]:
    """Whether words of the whole's line stand in the parts' lines, and whether the parts are said to be different things."""
    said = relation.said.amount.fact
    others = [fact for fact in relation.facts if fact is not said]
    ours = rules.words(f"{said.theme} {said.text}") if others else set()
    shared = [len(ours & rules.words(f"{fact.theme} {fact.text}")) for fact in others]
    kin = [len(rules.kin(said.text) & rules.kin(fact.text)) for fact in others]
    clauses = [rules.words(clause_of(part)) for part in relation.parts]
    same = [len(a & b) / max(1, min(len(a), len(b))) for a, b in pairwise(clauses)]
    lengths = [len(clause_of(part)) for part in relation.parts]
    whole = rules.words(clause_of(relation.said))
    counted = [len(whole & clause) for clause in clauses]
    return {
        "shared": min(3, *shared) if shared else 0, "nothing shared": bool(shared) and not min(shared),
        "kin": min(2, *kin) if kin else 0,
        "one theme": bool(said.theme) and all(fact.theme == said.theme for fact in others),
        "a part speaks of it": any(counted), "all parts speak of it": all(counted), "more words": sum(min(6, len(c - whole)) for c in clauses) / len(clauses) / 3,
        "parts alike": min(same, default=0), "short parts": max(lengths) <= 14, "long parts": max(lengths) > 40,
    }  # fmt: skip


def told_of_two(relation: Relation, rules: Rules) -> bool:
    """Whether a share goes on, on a line of its own, from a line with two counts of one sort and no other figure
    (`接件3120件，办结2700件` and `也就是92%`).
    """
    said, above = relation.said.amount.fact, relation.parts[0].amount.fact
    alone = {fact.id for fact in relation.facts} == {said.id, above.id} and len(above.figures) == 2
    one, other = (part.amount for part in relation.parts[:2])
    return relation.shape == "share" and alone and like(one, other) and goes_on_from(said, above, rules)


def _plain(relation: Relation, rules: Rules) -> bool:
    """Whether a rate stands alone on a line right below the only two counts that it may be of, or two that wording ties together."""
    said, holders = relation.said.amount.fact, {part.amount.fact.id: part.amount.fact for part in relation.parts}
    above = next(iter(holders.values()))
    if relation.kind != "rate" or relation.shape != "share" or len(holders) > 1 or len(said.figures) > 1:
        return False
    one, other = relation.parts
    if said.note - above.note != 1 or not (len(above.figures) == 2 or tied(one, other, rules)):
        return False
    return rules.cue("rate_alone").match(said.text) is not None or goes_on_from(said, above, rules)
