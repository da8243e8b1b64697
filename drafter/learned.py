"""Weights learned from annotated lines: a feature of the wording, and how far it speaks for each class, in hundredths.

They stand in prompts/<lang>/*.tsv and are written by `python -m tests.make_tables`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from drafter import prompts
from drafter.errors import PromptError


@cache
def weights(language: str, name: str) -> Mapping[str, str]:
    """Feature to its weights as they stand in the table; they are read where they are asked for, which few of them ever are."""
    return dict(line.partition("\t")[::2] for line in prompts.read_text(language, name).splitlines())


@cache
def numbers(written: str) -> tuple[float, ...]:
    """The weights of a feature for each class of its table; `PromptError` where they are no numbers."""
    try:
        return tuple(int(value) / 100 for value in written.split("\t"))
    except ValueError as error:
        raise PromptError(
            f"a table of weights under prompts/ says {written!r} instead of numbers between tabs"
        ) from error


def weigh(told: Mapping[str, float], language: str, name: str) -> float:
    """How far what is told of a thing, each by how much, speaks for it; of a table with one class."""
    table = weights(language, name)
    return sum(numbers(table[feature])[0] * much for feature, much in told.items() if feature in table)


def choice(told: Sequence[Mapping[str, float]], language: str, name: str) -> tuple[float, ...]:
    """How likely (0 to 1, together 1) each of several things is the one that is meant, by what is told of each."""
    return _shares([weigh(one, language, name) for one in told])


def scores(features: Collection[str], language: str, name: str) -> tuple[float, ...]:
    """How far the features speak for each class; only the differences mean something."""
    table = weights(language, name)
    # in one order: sums of floats depend on it
    known = [numbers(table[feature]) for feature in sorted(features) if feature in table]
    size = math.sqrt(len(known) or 1)
    return tuple(bias + sum(values[i] for values in known) / size for i, bias in enumerate(numbers(table[""])))


def likely(features: Collection[str], language: str, name: str) -> tuple[float, ...]:
    """How likely (0 to 1, together 1) each class of the table is."""
    return _shares(scores(features, language, name))


def _shares(said: Sequence[float]) -> tuple[float, ...]:
    size = [math.exp(value - max(said)) for value in said]
    return tuple(value / sum(size) for value in size)
