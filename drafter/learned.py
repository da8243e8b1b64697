"""Weights learned from annotated lines: a feature of the wording, and how far it speaks for each class, in hundredths.

They stand in prompts/<lang>/*.tsv and are written by `python -m tests.make_tables`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from drafter import prompts
from drafter.errors import PromptError

MOST = 65536
"""Features whose weights are remembered: the words of a long report, for every table."""


@cache
def _lines(language: str, name: str) -> list[bytes]:
    """The lines of a table in order, to be looked up. Few of them ever are: to part them all would take longer."""
    return sorted(prompts.read_lines(language, name))


@lru_cache(maxsize=MOST)
def weights(feature: str, language: str, name: str) -> tuple[float, ...]:
    """The weights of a feature for each class of a table; none where the table does not have it, `PromptError` for no numbers."""
    table, sought = _lines(language, name), f"{feature}\t".encode()
    at = bisect_left(table, sought)
    if at == len(table) or not table[at].startswith(sought):
        return ()
    written = table[at].removeprefix(sought)
    try:
        return tuple(int(value) / 100 for value in written.split(b"\t"))
    except ValueError as error:
        raise PromptError(
            f"a table of weights under prompts/ says {written.decode(errors='replace')!r} instead of numbers between tabs"
        ) from error


def forget() -> None:
    """Forget all tables: they have been written anew."""
    _lines.cache_clear()
    weights.cache_clear()


def weigh(told: Mapping[str, float], language: str, name: str) -> float:
    """How far what is told of a thing, each by how much, speaks for it; of a table with one class."""
    known = ((weights(feature, language, name), much) for feature, much in told.items())
    return sum(values[0] * much for values, much in known if values)


def choice(told: Sequence[Mapping[str, float]], language: str, name: str) -> tuple[float, ...]:
    """How likely (0 to 1, together 1) each of several things is the one that is meant, by what is told of each."""
    return _shares([weigh(one, language, name) for one in told])


def scores(features: Collection[str], language: str, name: str) -> tuple[float, ...]:
    """How far the features speak for each class; only the differences mean something."""
    # in one order: sums of floats depend on it
    known = [values for feature in sorted(features) if (values := weights(feature, language, name))]
    size = math.sqrt(len(known) or 1)
    return tuple(bias + sum(v[i] for v in known) / size for i, bias in enumerate(weights("", language, name) or ()))


def likely(features: Collection[str], language: str, name: str) -> tuple[float, ...]:
    """How likely (0 to 1, together 1) each class of the table is."""
    return _shares(scores(features, language, name))


def _shares(said: Sequence[float]) -> tuple[float, ...]:
    size = [math.exp(value - max(said)) for value in said]
    return tuple(value / sum(size) for value in size)
