"""The article that a note leaves out behind a preposition: `a letter from neighbour`, `at AGM`, `a move to new office`.

Only words that cannot do without one get it; they stand in prompts/en/language.toml under [formal].
"""

from __future__ import annotations

import re
from functools import cache

from drafter.languages.en.lexicon import wording


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    behind = str(wording()["ends_a_thing"])
    return tuple((re.compile(find.replace("«end»", behind)), put) for find, put in wording()["articles"])


def with_articles(text: str) -> str:
    """A formal note whose plain nouns behind prepositions have their articles; nothing else changes."""
    for find, put in _rules():
        text = find.sub(put, text)
    return text
