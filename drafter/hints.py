"""What single words hint at in notes: a fault, a deed, an intention, or nothing for a report.

`prompts/<lang>/hints.tsv` holds what a reader of notes would say of each: a class, a tab, and its entries between ` / `. The
classes are `problem`, `done` and `plan` (with `!` where the word alone leaves hardly a doubt), `talk`, `private`, `hearsay` and
`form`; `not` are the words that turn one round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from drafter import prompts
from drafter.errors import PromptError

CLASSES = frozenset(
    {"problem!", "problem", "done!", "done", "plan!", "plan", "talk", "private", "hearsay", "form", "not"}
)

LONGEST = 5
"""Words of an entry at most."""

DENIES = 3
"""Words before an entry among which one that denies it may stand."""


@cache
def entries(language: str) -> Mapping[str, str]:
    """Entry to its class; `PromptError` for a line that is none."""
    table: dict[str, str] = {}
    for number, line in enumerate(prompts.read_text(language, "hints.tsv").splitlines(), 1):
        name, _, words = line.partition("\t")
        if name not in CLASSES or not words:
            raise PromptError(
                f"prompts/{language}/hints.tsv, line {number}: {line!r} is no class and words; "
                f"a class is one of {', '.join(sorted(CLASSES))}"
            )
        table |= dict.fromkeys(words.split(" / "), name)
    return table


def found(words: Sequence[str], language: str, joint: str) -> set[str]:
    """How the words of a statement speak, as features: the class of each entry in it, the longest first, with `not ` before one
    that is denied; `joint` stands between the words of an entry.
    """
    known = entries(language)
    hints: set[str] = set()
    index = 0
    while index < len(words):
        for size in range(min(LONGEST, len(words) - index), 0, -1):
            if name := known.get(joint.join(words[index : index + size])):
                before = words[max(0, index - DENIES) : index]
                denied = "not " if any(known.get(word) == "not" for word in before) else ""
                hints |= {f"={denied}{name}", f"={denied}{name.rstrip('!')}?"}
                break
        index += size
    return hints
