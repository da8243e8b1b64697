"""Weights learned from annotated lines: a feature of the wording, and how far it speaks for each class, in hundredths.

They stand in prompts/<lang>/*.tsv and are written by `python -m tests.make_tables`.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import cache

from drafter import prompts
from drafter.errors import PromptError


@cache
def weights(language: str, name: str) -> dict[str, tuple[float, ...]]:
    """Feature to its weight for each class of the table; `PromptError` for a line that is none."""
    table: dict[str, tuple[float, ...]] = {}
    for number, line in enumerate(prompts.read_text(language, name).splitlines(), 1):
        feature, *values = line.split("\t")
        try:
            table[feature] = tuple(int(value) / 100 for value in values)
        except ValueError as error:
            raise PromptError(
                f"prompts/{language}/{name}, line {number}: {line!r} is no feature and numbers"
            ) from error
    return table


def scores(features: Collection[str], language: str, name: str) -> tuple[float, ...]:
    """How far the features speak for each class; only the differences mean something."""
    table = weights(language, name)
    # in one order: sums of floats depend on it
    known = [table[feature] for feature in sorted(features) if feature in table]
    size = math.sqrt(len(known) or 1)
    return tuple(bias + sum(values[i] for values in known) / size for i, bias in enumerate(table[""]))


def likely(features: Collection[str], language: str, name: str) -> tuple[float, ...]:
    """How likely (0 to 1, together 1) each class of the table is."""
    said = scores(features, language, name)
    size = [math.exp(value - max(said)) for value in said]
    return tuple(value / sum(size) for value in size)
