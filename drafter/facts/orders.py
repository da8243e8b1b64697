"""Orders among the notes to whoever writes the report, man or machine: where one begins in a line, so that it is never written.

What was done is told in statements; an order speaks of the report itself (its title, its paragraphs), to a writer, or against
the rules. The wording is prompts/<lang>/orders.toml.
"""

from __future__ import annotations

import re
from functools import cache

from drafter import languages, prompts
from drafter import text as texts
from drafter.schema import Figure

_CLAUSE = re.compile(r"(?<=[，,；;。！!？?（(\n])|(?<=\. )")
_IDLE = frozenset({"bare", "code", "placeholder", "ordinal", "vague"})
"""Types of figures that an order may hold as well as a fact."""


def cut_order(text: str, language: str, known: re.Pattern[str]) -> tuple[str, str]:
    """A line as what it says and what it orders, one of them maybe empty; `known` is other wording that is surely an order.

    What stands before the order is kept where it has a figure; what follows an order is part of it.
    """
    at = _find_order(text, language, known)
    if at is None:
        return text, ""
    before = text[:at].rstrip("，,；;（( ")
    return (before, text[at:]) if _tells(before, language) else ("", text)


def without_asides(text: str, language: str) -> str:
    """A line without the remarks in brackets that only tell the writer what to leave out."""
    asides = prompts.read_section(language, "orders.toml", "text")["asides"]
    return re.sub(asides, "", text, flags=re.IGNORECASE)


def _find_order(text: str, language: str, known: re.Pattern[str]) -> int | None:
    """Where the first clause begins that is an order."""
    plain = texts.narrow(text)
    starts = [0, *(match.start() for match in _CLAUSE.finditer(plain) if 0 < match.start() < len(plain))]
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        clause = plain[start:end].strip(" （()")
        sure = _any(language, "sure").search(clause) or known.search(clause)
        if sure or (not _tells(clause, language) and _any(language, "likely").search(clause)):
            return start
    over = _any(language, "sure").search(plain) or known.search(plain)  # an order may run over several clauses
    return max(start for start in starts if start <= over.start()) if over else None


def _tells(text: str, language: str) -> bool:
    """Whether the text has a figure, as facts have."""
    found: tuple[Figure, ...] = languages.load(language).read_figures(text)
    return any(figure.type not in _IDLE for figure in found)


@cache
def _any(language: str, sort: str) -> re.Pattern[str]:
    words = prompts.read_section(language, "orders.toml", "words")
    patterns = prompts.read_section(language, "orders.toml", "orders")[sort]
    joined = texts.any_pattern(patterns)
    for name, group in words.items():
        joined = joined.replace(f"«{name}»", group)
    return re.compile(joined, re.IGNORECASE)
