"""A name as every language's reader of names gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A person, a place or an organisation: its place in the text, and whether it surely is one."""

    start: int
    end: int
    sure: bool = True
    person: bool = False
