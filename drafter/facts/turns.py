"""Where a line that tells a result goes on to a fault without saying so: `走访企业88家，回访跟不上`, `31 families a week, and the bill trebled`.

What a turn sounds like is learned (prompts/<lang>/turns.tsv) from lines in which it is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter import languages, learned
from drafter import text as texts
from drafter.facts import sorting
from drafter.facts.cues import Cues

CLASSES = ("turn", "none")
"""What a break of a line may be."""

SURE = 0.95
"""How likely (0 to 1) a line must turn to a fault at a break to be cut there."""

LIKELY = 0.5
"""How likely where the line as a whole would stand among the faults, while what is before the break tells good work."""

SHORTEST = {"zh": 4, "en": 10}
"""Characters that the statements before and behind a turn have at least."""

LONGEST = {"zh": 160, "en": 400}
"""Characters beyond which a line is a paragraph, that says where it turns."""

STEPS = 3
"""Steps, to either side, in which it is told how far a stretch of words speaks for a fault rather than for good work."""

_BREAK = {
    "zh": re.compile(r"[，,；。：](?!\d)\s*|——|…+"),
    "en": re.compile(r"[,;:.](?!\d)\s+|\s[-–—]+\s+|\s(?=(?:and|but|though|although|yet|still|only|except|with)\b)"),
}


class Break(NamedTuple):
    """A break between two clauses: what stands before it and behind it."""

    before: str
    mark: str
    behind: str


def breaks(text: str, language: str) -> Iterator[Break]:
    """The places of a line where it could turn, brackets apart: `秋季义诊（没搞成，人手不够）` tells one thing."""
    if len(text) > LONGEST[language]:
        return
    for match in _BREAK[language].finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if min(len(before), len(behind)) >= SHORTEST[language] and not texts.has_open_bracket(before):
            yield Break(before, match[0].strip(), behind)


def features(at: Break, cue: Cues) -> set[str]:
    """The words of the clauses beside a break, which of them have figures, and how far all before and behind speaks for a fault."""
    words = languages.load(cue.language).words
    last = _BREAK[cue.language].split(at.before)[-1] or at.before
    first = _BREAK[cue.language].split(at.behind)[0] or at.behind
    told = {f"behind {word}" for word in words(first)} | {f"before {word}" for word in words(last)}
    for name, text in (("before", at.before), ("behind", at.behind), ("next", first)):
        leaning = cue.leaning(text)
        step = round(leaning["problems"] - leaning["achievements"])
        told.add(f"#{name} {max(-STEPS, min(STEPS, step))}")
        told.add(f"#{name}, figure {cue.bears_fact(text)}")
    return told | {f"#mark {at.mark}"}


def split(text: str, cue: Cues, *, captioned: bool = False) -> tuple[str, str]:
    """Before and behind the likeliest turn to a fault; the second empty where there is hardly one, or where a caption of good work
    speaks against all but a plain one.
    """
    found = [(learned.likely(features(at, cue), cue.language, "turns.tsv")[0], at) for at in breaks(text, cue.language)]
    likely, at = max(found, key=lambda entry: entry[0], default=(0.0, Break(text, "", "")))
    turned = likely > SURE or (likely > LIKELY and not captioned and _is_torn(text, at, cue))
    return (at.before.strip(), at.behind.strip()) if turned else (text, "")


def _is_torn(text: str, at: Break, cue: Cues) -> bool:
    """Whether a line as a whole would stand among the faults, while what is before the break tells good work."""
    return sorting.best(cue.leaning(text)) == "problems" and sorting.best(cue.leaning(at.before)) == "achievements"
