"""Which part a statement belongs to where no caption says so: what its wording leans to, and what stands beside it.

The weights in prompts/<lang>/sorting.tsv are learned from annotated lines (`python -m tests.make_sorting`): a feature of the
wording, and how far it speaks for each part, in hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from drafter import prompts
from drafter.errors import PromptError
from drafter.schema import PARTS, PartName

Leaning = Mapping[PartName, float]

STAYS = 0.8
"""What it costs to leave a part from one line to the next: notes come in runs of one part."""

GOES_BACK = 0.4
"""What it costs beside that to go back to a part that comes earlier in a report."""


@cache
def weights(language: str) -> dict[str, tuple[float, ...]]:
    """Feature to its weight for each part, in the order of `PARTS`; `PromptError` for a line that is none."""
    table: dict[str, tuple[float, ...]] = {}
    for number, line in enumerate(prompts.read_text(language, "sorting.tsv").splitlines(), 1):
        feature, *values = line.split("\t")
        try:
            table[feature] = tuple(int(value) / 100 for value in values)
        except ValueError as error:
            raise PromptError(
                f"prompts/{language}/sorting.tsv, line {number}: {line!r} is no feature and numbers"
            ) from error
    return table


def lean(features: Collection[str], language: str) -> Leaning:
    """How far a statement's features speak for each part; only the differences mean something."""
    table = weights(language)
    known = [table[feature] for feature in features if feature in table]
    size = math.sqrt(len(known) or 1)
    bias = table.get("", (0.0,) * len(PARTS))
    return {part: bias[i] + sum(values[i] for values in known) / size for i, part in enumerate(PARTS)}


def best(leaning: Leaning) -> PartName:
    """The part that a statement alone would go to."""
    return max(PARTS, key=lambda part: leaning[part])


def in_a_row(leanings: Sequence[Leaning]) -> list[PartName]:
    """The likeliest parts of lines that follow each other (Viterbi): a doubtful line goes with its neighbours."""
    if not leanings:
        return []
    score = dict(leanings[0])
    back: list[dict[PartName, PartName]] = []
    for leaning in leanings[1:]:
        before = {part: max(PARTS, key=lambda old, part=part: score[old] - _cost(old, part)) for part in PARTS}  # type: ignore[misc]  # a default binds the loop's value
        score = {part: score[before[part]] - _cost(before[part], part) + leaning[part] for part in PARTS}
        back.append(before)
    parts = [best(score)]
    for before in reversed(back):
        parts.append(before[parts[-1]])
    return parts[::-1]


def _cost(old: PartName, new: PartName) -> float:
    if old == new:
        return 0.0
    return STAYS + (GOES_BACK if PARTS.index(new) < PARTS.index(old) else 0.0)
