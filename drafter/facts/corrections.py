"""A correction taken apart: what it says now, and which of its own figures it calls wrong.

The wording stands in prompts/<lang>/language.toml under [corrections].
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.facts.cues import Cues
from drafter.figures import number
from drafter.schema import Fact, Figure

_CLAUSE = re.compile(r"[，,；;—]|\s-\s|\s--\s")
_THOUSANDS = re.compile(r"\d,\d{2,3}(?!\d)")


@dataclass(frozen=True)
class Correction:
    """`text` is what holds, without the words of the correction; `right` its figures; `wrong` the values it calls wrong."""

    text: str
    right: tuple[Figure, ...]
    wrong: tuple[Figure, ...]


def read_correction(fact: Fact, cue: Cues) -> Correction:
    """The correction in a fact; without any wording of its own the text stands as it is."""
    body = cue.strip_correction(fact.text)
    wrong: list[Figure] = []
    kept: list[str] = []
    clauses = [clause.strip() for clause in _clauses(body)]
    for clause, following in zip(clauses, [*clauses[1:], ""], strict=True):
        figures = cue.figures(clause)
        turned = cue.correction("turns").match(following) is not None
        bad = [f for f in figures if _called_wrong(clause, f, figures, cue, turned=turned)]
        wrong += bad
        good = [f for f in figures if f not in bad and f.type not in {"date", "code"}]
        if any(cue.correction("wrong_after").match(clause[f.end :]) for f in bad):
            named = bool("".join(kept))  # an excuse: why the old value was what it was
            kept.append("" if named else _topic_of(clause[: bad[0].start], cue, named=False))
        elif bad and good:
            kept.append(_without(clause, bad, good, cue))
        elif good:
            kept.append(cue.correction("filler").sub("", clause))
        else:
            named = bool("".join(kept))
            kept.append("" if bad and named else _topic_of(clause[: bad[0].start] if bad else clause, cue, named=named))
    text = _joined([clause.strip() for clause in kept if clause.strip()], cue)
    text = text.strip(" ，,。.；;：:—-") or body
    return Correction(text, cue.figures(text), tuple(wrong))


def _clauses(text: str) -> list[str]:
    pieces, last = [], 0
    for match in _CLAUSE.finditer(text):
        if match[0] == "," and _THOUSANDS.match(text, max(0, match.start() - 1)):
            continue  # a comma inside a number
        pieces.append(text[last : match.start()])
        last = match.end()
    return [piece for piece in (*pieces, text[last:]) if piece.strip()]


def _called_wrong(clause: str, figure: Figure, figures: tuple[Figure, ...], cue: Cues, *, turned: bool) -> bool:
    """Whether a figure stands where a correction puts the wrong value: after `not`, before `should be`, before its excuse."""
    before, after = clause[: figure.start], clause[figure.end :]
    if figure.type in {"date", "code", "placeholder"}:
        return False
    if cue.correction("wrong_before").search(before) or cue.correction("wrong_after").match(after):
        return True
    if turned and cue.correction("said_before").search(before):
        return True
    return len(figures) > 1 and cue.correction("changed").match(after) is not None


def _without(clause: str, bad: list[Figure], good: list[Figure], cue: Cues) -> str:
    """The clause with the wrong value and its wording out, so that its topic stands before the right value."""
    first, value = min(bad, key=lambda f: f.start), good[0]
    if first.start > value.start:
        return cue.correction("wrong_before").sub("", clause[: first.start]).rstrip()
    topic = cue.correction("wrong_before").sub("", clause[: first.start])
    return cue.correction("filler").sub("", topic).rstrip() + clause[value.start :]


def _topic_of(clause: str, cue: Cues, *, named: bool) -> str:
    """What a clause without a right value speaks of, its words of correction left out; nothing once the topic is named."""
    if named:
        return "" if cue.correction("aside").search(clause) else clause
    topic = cue.correction("filler").sub("", cue.correction("wrong_before").sub("", clause.rstrip()))
    excuse = cue.correction("aside").search(topic)
    return cue.correction("filler").sub("", topic[: excuse.start()] if excuse else topic).rstrip()


def _joined(clauses: list[str], cue: Cues) -> str:
    """Clauses in a row again; a topic that was left without its value runs into the next clause."""
    text = ""
    for clause in clauses:
        link = ", " if cue.language == "en" else "，" if cue.figures(text) else ""
        text += link + clause if text else clause
    return text


def same_value(one: Figure, other: Figure) -> bool:
    """Whether two figures have one value, a missing unit fitting any."""
    ours = number(one)
    return ours is not None and ours == number(other) and (one.unit == other.unit or "" in {one.unit, other.unit})
