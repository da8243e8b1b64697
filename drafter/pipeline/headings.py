"""Whether a model's heading may stand: it is about its facts, or plainly names a kind of work, and asserts nothing of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafter import checks, languages, prompts
from drafter import text as texts
from drafter.comparison import STEM, share_of_stems, stems
from drafter.kinds import Kind, form_fields
from drafter.outline import faults
from drafter.schema import Draft, Fact, Finding, Item, Sentence

ASSERTS = frozenset({
    "figure-unsourced", "figure-elsewhere", "figure-rounded", "figure-derived", "unit-changed", "modifier-changed",
    "year-changed", "figure-swapped", "direction-turned", "direction-added", "name-changed", "name-unsourced",
    "quote-unsourced", "claim-unsourced", "told-as-done",
})  # fmt: skip
"""Findings of a heading that asserts something; it need not repeat what its facts say, as a sentence must."""

GROUND = {"zh": 0.25, "en": 0.5}
"""Share of a heading's wording that its facts, the kind's headings or the list of free words must have."""

A_FEW = frozenset({"1", "2"})
"""Values that are no figures when they stand in words: "one funder"."""

SHORTEST = {"zh": 4, "en": 12}
"""Characters that a clause must have to be a heading by itself."""


@dataclass(frozen=True)
class Verdict:
    """The heading as it may stand, empty when none of it may; and why it was not taken as it was typed."""

    heading: str
    why: str = ""


def settle(heading: str, facts: tuple[Fact, ...], draft: Draft, kind: Kind) -> Verdict:
    """A typed heading, one of its clauses where the whole may not stand, or nothing; never a word that was not typed.

    In English it comes in sentence case: names keep the capitals that the notes give them.
    """
    ground = _ground(facts, draft, kind)
    plain = heading if kind.language == "zh" else _sentence_case(heading, ground, draft)
    why = _fault(plain, ground, facts, draft, kind)
    if not why:
        return Verdict(plain)
    for clause in map(str.strip, re.split("[，,;；:：]", plain)):
        if SHORTEST[kind.language] <= len(clause) < len(plain) and not _fault(clause, ground, facts, draft, kind):
            return Verdict(clause[0].upper() + clause[1:], why)
    return Verdict("", why)


def _fault(heading: str, ground: str, facts: tuple[Fact, ...], draft: Draft, kind: Kind) -> str:
    """What is wrong with a heading, in a word or two; empty when it may stand."""
    if _known(heading, ground, kind.language) < GROUND[kind.language]:
        return "it is about something else"
    rules = checks.rules_for(draft, kind)
    text = heading
    if kind.language == "en" and _free(heading.split(" ", maxsplit=1)[0], ground):
        text = heading[0].lower() + heading[1:]  # its first word has a capital in any case
    item = Item(id="heading", sentences=(Sentence(text=text, sources=tuple(fact.id for fact in facts)),))
    for finding in checks.check_item(item, facts, rules):
        if finding.code in ASSERTS and not _harmless(finding, text, ground, rules):
            return finding.message
    told = "\n".join(fact.text for fact in facts).lower()
    if name := _name(text, ground, rules):
        return f"no note of it names {name!r}"
    usual = f"{ground}\n{_words(kind.language)[0]}".lower()
    said = [match[0] for name in ("wholly", "greatly") for match in rules.listed("claims", name).finditer(text)]
    if facts[0].part != "plans" and not any("done" in mark.classes for mark in rules.marks(told)):
        said += [mark.word for mark in rules.marks(text) if mark.classes == {"done"}]
    said = [word for word in said if word.lower() not in f"{told}\n{usual}"]
    return f"no note of it says {said[0]!r}" if said else ""


def _name(heading: str, ground: str, rules: checks.Rules) -> str:
    """The longest name in a Chinese heading that is neither given nor made of free words; empty if there is none.

    A heading has few words round a name to know it by, so that doubtful ones count too.
    """
    if rules.language != "zh":
        return ""
    known = f"{ground}\n{rules.form_text}\n{_words('zh')[0]}"
    names = (heading[name.start : name.end] for name in languages.load("zh").read_names(heading))
    strange = [name for name in names if name not in known]
    return max(strange, key=len, default="")


def _harmless(finding: Finding, heading: str, ground: str, rules: checks.Rules) -> bool:
    """Whether a finding is about a free word taken for a name, or about a number in words that counts nothing."""
    words = heading[finding.start : finding.end]
    if finding.code == "name-unsourced":
        return rules.language == "zh" and (words in ground or words in _words("zh")[0])
    if not finding.code.startswith("figure") or any(char.isdigit() for char in words):
        return False
    return all(figure.value in A_FEW for figure in rules.figures(words))


def _ground(facts: tuple[Fact, ...], draft: Draft, kind: Kind) -> str:
    """The words that a heading may come from: the kind's, its facts', and those of the other notes that are written, with their captions."""
    themes = (*kind.themes, *(fault.theme for fault in faults.read_faults(kind.language)))
    known = [words for theme in themes for words in (*theme.achievements, theme.problems, theme.plans, *theme.cues)]
    told = [f"{fact.theme} {fact.text}" for fact in facts]
    return "\n".join([*known, *told, *(fact.text for fact in draft.facts if fact.wanted or fact.reason == "caption")])


def _known(heading: str, ground: str, language: str) -> float:
    """Share (0 to 1) of a heading's wording that is known: pairs of characters, in English the words that carry something."""
    free, idle = _words(language)
    if language == "zh":
        return texts.overlap(heading, f"{ground}\n{free}")
    ours = {*stems(word for word in re.findall("[a-z]+", heading.lower()) if word not in idle)}
    return share_of_stems(ours, {*stems(re.findall("[a-z]+", f"{ground} {free}".lower()))})


def _free(word: str, ground: str) -> bool:
    """Whether an English word is a common one here, and no name that nobody has given."""
    free, idle = _words("en")
    low = word.lower().strip(".,;:’'")
    common = stems(re.findall(r"\b[a-z]+", f"{ground} {free}"))
    return len(low) < STEM or low.endswith("ing") or low in idle or low[:STEM] in common


def _sentence_case(heading: str, ground: str, draft: Draft) -> str:
    """A heading in title case as a sentence would have it; one that is not stays as it is."""
    first, *rest = heading.split(" ")
    longer = [word for word in rest if len(word) >= STEM and word[0].isalpha()]
    if not longer or not all(word[0].isupper() and word[1:].islower() for word in longer):
        return heading
    written = " ".join([*(fact.text for fact in draft.facts), *form_fields(draft.request).values()])
    names = set(re.findall(r"\b[A-Z][\w’']+", written))
    lowered = [
        word.lower() if word[1:].islower() and word not in names and _free(word, ground) else word for word in rest
    ]
    return " ".join([first, *lowered])


def free_words(language: str) -> str:
    """The words that a heading may use freely: kinds of work and of trouble, which are no names."""
    return _words(language)[0]


@cache
def _words(language: str) -> tuple[str, frozenset[str]]:
    """The words that a heading may use freely, and those that add nothing."""
    lines = [line for line in prompts.read_text(language, "heading_words.txt").splitlines() if not line.startswith("#")]
    idle = " ".join(line[4:] for line in lines if line.startswith("idle"))
    return "\n".join(line for line in lines if not line.startswith("idle")), frozenset(idle.split())
