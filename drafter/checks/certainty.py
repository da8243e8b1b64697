"""What is planned or under way in the notes is not told as done, and what is done is not put off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import marks
from drafter.checks.rules import Reading, Rules
from drafter.comparison import Change
from drafter.schema import Fact, Finding, Item

CODES = {
    "told-as-done": "something planned or under way in the notes, told as done",
    "plan-word-lost": "a word such as will or planned that the sentence leaves out",
}

NEAR = 10
"""Characters around a change in which the source may say that the thing is done, in other words."""

_PAST = re.compile(r"(?i)[a-z]{2,}ed\b")

SHORT = 10
"""Characters beyond which a change is another statement, not another certainty."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Words of completion where the source has none, and lost words of intention."""
    for reading in rules.readings(item, facts):
        for change in reading.compared.changes:
            code = _raised(change, reading, rules)
            if not code:
                continue
            firm = change.firm and code == "told-as-done" and _old(change, reading, rules) & {"plan", "going"}
            yield rules.of_change(code, "error" if firm else "warning", item, reading, change)


def _old(change: Change, reading: Reading, rules: Rules) -> frozenset[str]:
    """The classes of what the source has at this place."""
    if change.source < 0 or change.old_end <= change.old_start:
        return frozenset()
    source = reading.compared.sources[change.source].text
    found = marks.within(source, rules.language, change.old_start, change.old_end)
    ended = rules.listed("claims", "ended").search(source[change.old_start : change.old_end + (rules.language == "zh")])
    return (
        found | {"done"}
        if ended or (rules.language != "zh" and _PAST.search(source, change.old_start, change.old_end))
        else found
    )


def _told_past(text: str, rules: Rules) -> bool:
    """Whether English words tell what is past: have found, was opened, trained."""
    return _PAST.search(text) is not None or rules.listed("claims", "ended").search(text) is not None


def _raised(change: Change, reading: Reading, rules: Rules) -> str:
    ours = (
        marks.within(reading.text, rules.language, change.start, change.end)
        if change.end > change.start
        else frozenset()
    )
    theirs = _old(change, reading, rules)
    if rules.language != "zh" and theirs & {"plan"} and _told_past(reading.compared.new(change), rules):
        ours |= {"done"}
    new, old = reading.compared.new(change), reading.compared.old(change)
    if change.source < 0 or len(new) > SHORT * (1 if rules.language == "zh" else 6):
        return ""
    source = reading.compared.sources[change.source].text
    around = marks.within(source, rules.language, max(0, change.old_start - NEAR), change.old_end + NEAR)
    planned = reading.cited and 0 <= change.source < len(reading.cited) and reading.cited[change.source].part == "plans"
    clause = max(reading.text.rfind(stop, 0, change.start) for stop in "，；。,;.") + 1
    if "done" in ours and "plan" in marks.within(reading.text, rules.language, clause, change.start):
        return ""  # `争取备案率达到90%`: the sentence itself keeps the intention
    if "done" in ours and "done" not in theirs:
        if (
            theirs & {"plan", "going"}
            or (old and change.firm and "done" not in around)
            or (not old and (planned or "plan" in around))
        ):
            return "told-as-done"
    elif (
        "plan" in theirs
        and not ours & {"plan", "going"}
        and change.firm
        and not planned
        and len(old) <= SHORT
        and not re.search(r"\d", new)
    ):
        return "plan-word-lost"
    return ""
