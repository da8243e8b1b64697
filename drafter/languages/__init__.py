"""Languages: a module (or folder) each with the verbs below, beside a folder in prompts/ for its words.

Adding one is not done with these: the stages hold lengths and shares by language, and ask in places for one of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from drafter.errors import InputError
from drafter.languages.names import Name
from drafter.schema import Fact, Figure, PartName

LANGUAGES = {"zh": "drafter.languages.zh", "en": "drafter.languages.en"}


class Language(Protocol):
    """What a language's module offers; the modules themselves are the implementations."""

    def read_figures(self, text: str) -> tuple[Figure, ...]:
        """Every figure of a text, spans in characters of the text as typed."""
        ...

    def read_form(self, lines: Sequence[str]) -> dict[str, str | int]:
        """What the first lines say of the form: fields of `Request`."""
        ...

    def is_head(self, line: str) -> bool:
        """Whether a line of those only says whose report it is, of what sort and of when."""
        ...

    def words(self, text: str) -> frozenset[str]:
        """What a statement is made of, for telling what it speaks for: its words, or pieces of them."""
        ...

    def topics(self, text: str) -> list[str]:
        """The pieces of a text by which it is known what it speaks of, inflection aside, in order."""
        ...

    def pieces(self, text: str) -> set[str]:
        """What different words for one thing may share: single characters, the beginnings of words."""
        ...

    def split_statements(self, text: str) -> tuple[str, ...]:
        """A line's statements."""
        ...

    def split_turn(self, text: str) -> tuple[str, str]:
        """A statement before and after a turn such as "but"; the second empty when it has none."""
        ...

    def matter(self, text: str) -> str:
        """What a statement is about in a few words, where a thing opens it; else empty."""
        ...

    def say_row(self, cells: Sequence[str], header: Sequence[str]) -> str:
        """A row of a pasted table as a statement."""
        ...

    def compose(
        self, facts: Sequence[Fact], part: PartName, period: str, heading: str = "", /
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Formal sentences made of the facts by rule, each with the ids of the facts it rests on."""
        ...

    def heading_from(self, text: str) -> str:
        """A problem's own words as its heading; empty when it has none that would do."""
        ...

    def polish(self, text: str) -> str:
        """The text as it is printed, by the language's rules of punctuation and numbers; figures keep their values."""
        ...

    def read_names(self, text: str) -> tuple[Name, ...]:
        """People, places and organisations that a text names."""
        ...

    def renamed(self, before: str, new: str, old: str, after: str) -> bool:
        """Whether two texts between the same words are, by their shape, two names of one sort."""
        ...


@cache
def load(name: str) -> Language:
    """The language of that code; `InputError` names the known ones."""
    if name not in LANGUAGES:
        raise InputError(f"{name!r} is no known language; known are {', '.join(LANGUAGES)}")
    return cast("Language", import_module(LANGUAGES[name]))
