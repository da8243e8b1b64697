"""Names in English text: runs of capitalised words that are no common ones."""

from __future__ import annotations

import re
from functools import lru_cache

from drafter import marks
from drafter.languages.names import Name
from drafter.remembering import remembered

_CAPITAL = re.compile(r"(?<![\w’'.])[A-Z][A-Za-z&]+(?:[’'](?!s\b)[A-Za-z]+)?")
_OPENS = re.compile(r"(?:^|[.!?:“\"]\s*)$")


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(marks.words("en", "names", "common"))


def renamed(_before: str, _new: str, _old: str, _after: str) -> bool:
    """English names are known by their capitals; nothing is told by shape."""
    return False


@remembered
def read_names(text: str) -> tuple[Name, ...]:
    """The names of a text in order; a capital that opens a sentence is not surely a name."""
    return tuple(
        Name(match.start(), match.end(), sure=not _OPENS.search(text[: match.start()]))
        for match in _CAPITAL.finditer(text)
        if match[0] not in _common() and "[" not in text[max(0, match.start() - 12) : match.start()]
    )
