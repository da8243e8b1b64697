"""Applies the rewording rules of prompts/zh/language.toml: what is found, what is put for it, and where words begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import Any

from drafter import prompts
from drafter import text as texts
from drafter.languages.zh.figures import read_figures

_LISTS = ("double", "taken", "person", "follows")
"""Lists of the language file that a rule may name in braces."""


@cache
def wording() -> dict[str, Any]:
    """The table `[formal]` of the language file."""
    return prompts.read_section("zh", "language.toml", "formal")


@dataclass(frozen=True)
class Rule:
    """What is found and what is put for it: only where words begin and end, unless it says that it stands within words too.

    Of the words `needed` one stands in all that it finds: a text without them is left alone before the pattern is compiled, which
    takes longer.
    """

    pattern: str
    put: str
    within: bool
    needed: tuple[str, ...]

    @cached_property
    def find(self) -> re.Pattern[str]:
        """The pattern, compiled for the first text that may have it."""
        return re.compile(self.pattern)

    def apply(self, text: str) -> str:
        """The text reworded."""
        if not any(word in text for word in self.needed) or not self.find.search(text):
            return text
        if self.within:
            return self.find.sub(self.put, text)
        edges = _edges(text)
        return self.find.sub(lambda found: found.expand(self.put) if self._replaced(found) <= edges else found[0], text)

    def _replaced(self, found: re.Match[str]) -> set[int]:
        """Where the words that are replaced begin and end; a first group that is put back first is only what they follow."""
        kept = self.put.startswith(r"\1") and found.start(1) == found.start()
        return {found.end(1) if kept else found.start(), found.end()}


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """The rules of a list of the language file, in their order."""
    listed = ((_spelled_out(find), *rest) for find, *rest in (*_brought_about(name), *wording()[name]))
    return tuple(Rule(find, put, bool(within), texts.needed(find)) for find, put, *within in listed)


def _spelled_out(find: str) -> str:
    """A pattern with the lists that it names put in."""
    for name in _LISTS:
        find = find.replace(f"{{{name}}}", str(wording()[name]))
    return find


def _brought_about(name: str) -> list[tuple[str, ...]]:
    """Rules for what something was or is brought to: `把工资要回来了` → `已追回工资`; with no 了 nothing is told as done."""
    if name != "rules":
        return []
    whole = "(?:" + wording()["whole"] + ")"
    return [
        (f"{{taken}}{put}(?:{end}){le}", f"{done}{verb}\\1", "within")
        for end, verb in wording()["brought"]
        for put, le, done in (
            ("", "了$", "已"),
            ("", r"了(?=\d)", ""),
            ("", "$", ""),
            (whole, "了?$", wording()["wholly"]),
        )
    ]


@cache
def _by_letter(name: str) -> dict[str, tuple[int, ...]]:
    """The numbers of the rules that need a word which begins with a letter; under no letter those that need none."""
    found: dict[str, tuple[int, ...]] = {}
    for number, rule in enumerate(rules(name)):
        for letter in {word[:1] for word in rule.needed}:
            found[letter] = (*found.get(letter, ()), number)
    return found


def _edges(text: str) -> set[int]:
    """Where words begin and end. Figures are read first: `9起降到2起` speaks of no 起降, and a dictionary would have it so."""
    import rjieba  # a dictionary of 5 MB: a tenth of a second, only where lines are reworded

    ends = sorted({0, len(text), *(edge for figure in read_figures(text) for edge in (figure.start, figure.end))})
    return {
        start + edge
        for start, end in pairwise(ends)
        for edge in accumulate(map(len, rjieba.cut(text[start:end], hmm=False)), initial=0)
    } | {0}


def reworded(text: str, name: str) -> str:
    """The text after each rule in its turn. Few of hundreds have a word in a clause; only those that may are asked, and asked anew
    once one has changed it.
    """
    known, by_letter = rules(name), _by_letter(name)
    last = -1
    while True:
        due = sorted({rule for letter in {"", *text} for rule in by_letter.get(letter, ()) if rule > last})
        for last in due:
            if (said := known[last].apply(text)) != text:
                text = said
                break
        else:
            return text
