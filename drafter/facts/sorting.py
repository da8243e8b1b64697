"""Which part a statement belongs to where no caption says so: what its wording leans to, and what stands beside it.

The weights in prompts/<lang>/sorting.tsv are learned from annotated lines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from drafter import learned
from drafter.schema import PARTS, PartName

Leaning = Mapping[PartName, float]

STAYS = 0.5
"""What it costs to leave a part from one line to the next: notes come in runs of one part."""

GOES_BACK = 0.4
"""What it costs beside that to go back to a part that comes earlier in a report."""


def lean(features: Collection[str], language: str) -> Leaning:
    """How far a statement's features speak for each part; only the differences mean something."""
    return dict(zip(PARTS, learned.scores(features, language, "sorting.tsv"), strict=True))


def best(leaning: Leaning) -> PartName:
    """The part that a statement alone would go to."""
    return max(PARTS, key=lambda part: leaning[part])


def in_a_row(leanings: Sequence[Leaning]) -> list[PartName]:
    """The likeliest parts of lines that follow each other: a doubtful line goes with its neighbours."""
    return best_row(leanings, [STAYS] * len(leanings))[0]


def best_row(leanings: Sequence[Leaning], moves: Sequence[float]) -> tuple[list[PartName], float]:
    """The likeliest parts of lines in a row, and their score (Viterbi); `moves` is what it costs to change part at each line."""
    if not leanings:
        return [], 0.0
    score = dict(leanings[0])
    back: list[dict[PartName, PartName]] = []
    for leaning, cost in zip(leanings[1:], moves[1:], strict=True):
        before: dict[PartName, PartName] = {}
        after: dict[PartName, float] = {}
        for part in PARTS:
            reached = {old: score[old] - _cost(old, part, cost) for old in PARTS}
            before[part] = max(PARTS, key=lambda old, reached=reached: reached[old])  # type: ignore[misc]  # a default binds the loop's value
            after[part] = reached[before[part]] + leaning[part]
        score = after
        back.append(before)
    parts = [best(score)]
    for before in reversed(back):
        parts.append(before[parts[-1]])
    return parts[::-1], max(score.values())


def _cost(old: PartName, new: PartName, moving: float) -> float:
    if old == new:
        return 0.0
    return moving + (GOES_BACK if PARTS.index(new) < PARTS.index(old) else 0.0)
