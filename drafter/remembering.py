"""What was read out of a text is remembered while the text is worked on, and forgotten when too much has gathered."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper  # what the type checker calls a function that remembers

T = TypeVar("T")

MOST = 16384
"""Texts that one function remembers at most: a report of 200,000 characters, with its notes."""

_ALL: list[_lru_cache_wrapper[object]] = []


def remembered(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
    """The function, remembering what it gave for each text; `forget` empties it."""
    wrapped = lru_cache(maxsize=MOST)(function)
    _ALL.append(wrapped)
    return wrapped


def forget(beyond: int) -> None:
    """Forget everything if any function remembers more than that many texts.

    Between two runs of a server's many drafts this keeps memory in bounds; within a run nothing is read twice.
    """
    if any(wrapped.cache_info().currsize > beyond for wrapped in _ALL):
        for wrapped in _ALL:
            wrapped.cache_clear()
