"""What is planned, guessed or partly so in the notes is not told as done, certain or wholly so; what is done is not put off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import marks
from drafter.checks.rules import Reading, Rules
from drafter.clauses import Pair, Span
from drafter.comparison import Change
from drafter.schema import Fact, Finding, Item

CODES = {
    "told-as-done": "something planned or under way in the notes, told as done",
    "plan-word-lost": "a word such as will or planned that the sentence leaves out",
    "certainty-raised": "a guess told as certain, a part as the whole, a trace as a leap",
}

NEAR = 10
"""Characters around a change in which the source may say that the thing is done, in other words."""

_PAST = re.compile(r"(?i)[a-z]{2,}ed\b")

_STOPS = "，；。,;."

SHORT = 10
"""Characters beyond which a change is another statement, not another certainty."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Words of completion where the source has none, lost words of intention, doubt and degree."""
    for reading in rules.readings(item, facts):
        told: list[Span] = []
        for change in reading.compared.changes:
            if code := _raised(change, reading, rules):
                firm = change.firm and code == "told-as-done" and _old(change, reading, rules) & {"plan", "going"}
                told.append((change.start - 1, change.end + 1))
                yield rules.of_change(code, "error" if firm else "warning", item, reading, change)
        for entry in reading.pairs:
            code = "certainty-raised" if _surer(entry, reading, rules) else ""
            if entry.source < 0 and _done_too_early(entry, reading, rules):
                code = "told-as-done"
            if code and not any(low < entry.ours[1] and high > entry.ours[0] for low, high in told):
                told.append(entry.ours)
                yield rules.of_clause(code, item, reading, entry)


def _done_too_early(entry: Pair, reading: Reading, rules: Rules) -> bool:
    """Whether a clause tells as done what the clauses behind it, in their own words, only plan or have under way."""
    finished = "done" in marks.within(reading.text, rules.language, *entry.clause)
    if not finished and not _ended(reading.text, entry.clause, rules):
        return False
    said = [(number, span, reading.source(number)) for number, span in entry.others]
    classes = [marks.within(text, rules.language, *span) for _, span, text in said]
    if any("done" in found for found in classes) or any(_ended(text, span, rules) for _, span, text in said):
        return False
    ours = marks.within(reading.text, rules.language, 0, entry.clause[1])
    begun = rules.language != "zh" and "going" in ours and any("going" in found for found in classes)
    if ours & {"plan", "negation"} or begun:
        return False
    if any(found & {"plan", "going"} for found in classes):
        return True
    planned = any(reading.cited[number].part == "plans" for number, *_ in said)
    return planned and _ended(reading.text, entry.clause, rules)


def _ended(text: str, span: Span, rules: Rules) -> bool:
    """Whether a clause has a word that puts what it tells into the past."""
    part = text[slice(*span)]
    return (
        _told_past(part, rules) if rules.language != "zh" else rules.listed("claims", "ended").search(part) is not None
    )


def _surer(entry: Pair, reading: Reading, rules: Rules) -> bool:
    """Whether a clause of the sentence says whole or great where its sources do not, or one of theirs loses its doubt or its part."""
    here = _OPEN.sub(" ", reading.source(entry.source)[slice(*entry.clause)])
    there = " ".join([reading.source(number)[slice(*span)] for number, span in entry.others])
    if entry.source < 0:
        whole, great, said = (rules.listed("claims", key) for key in ("wholly", "greatly", "whole_said"))
        if whole.search(here) and not whole.search(there) and not said.search(there):
            return True
        return great.search(here) is not None and not great.search(there)
    doubts, parts = rules.listed("claims", "doubtful"), rules.listed("claims", "partly")
    if not (doubts.search(here) or parts.search(here)):
        return False
    kept = any(word.search(there) for word in (doubts, parts, rules.listed("figures", "before")))
    return not kept and not marks.within(there, rules.language, 0, len(there)) & {"plan", "soft"}


_OPEN = re.compile(r"\[[^\[\]]*\]|【[^】]*】")
"""Placeholders, whose own words (to be confirmed) say nothing."""


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


def _all_done(change: Change, reading: Reading, rules: Rules) -> bool:
    """Whether a word for all, or one that takes up what something is done to, was put in other words in a clause whose end says
    that it is done: `都公示了`, `均已公示`; `把坝加固了`, `已加固坝`.
    """
    rest = re.split("[，。；,;]", reading.compared.sources[change.source].text[change.old_end :])[0]
    whole, ended = rules.listed("claims", "whole_said"), rules.listed("claims", "ended")
    old, taken = reading.compared.old(change), rules.listed("claims", "taken_up")
    return (whole.fullmatch(old) or taken.fullmatch(old)) is not None and ended.search(rest) is not None


def _done_there(change: Change, source: str, rules: Rules) -> bool:
    """Whether the source's own clause in a change's place says that it is done, and plans nothing: `封顶了，原计划12月投用`."""
    start = max(source.rfind(stop, 0, change.old_start) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := source.find(stop, change.old_end)) >= 0]
    found = marks.within(source, rules.language, start, min(ends, default=len(source)))
    return "done" in found and not found & {"plan", "going", "negation"}


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
    clause = max(reading.text.rfind(stop, 0, change.start) for stop in _STOPS) + 1
    if "done" in ours and marks.within(reading.text, rules.language, clause, change.end) & {"plan", "negation"}:
        return ""  # `争取备案率达到90%`, `未签订合同`: the sentence itself keeps the intention, or denies
    signs = marks.signs(rules.language, "done_signs")
    if (
        theirs & {"plan", "going"}
        and not ours & {"plan", "going"}
        and not signs.isdisjoint(new)
        and signs.isdisjoint(old)
    ):
        return "told-as-done"  # `着力解决`, which sounds done already, told as `已化解`
    if "done" in ours and "done" not in theirs:
        if _all_done(change, reading, rules):
            return ""
        if (
            theirs & {"plan", "going"}
            or (old and change.firm and "done" not in around and set(new).isdisjoint(old))
            or (not old and (planned or ("plan" in around and not _done_there(change, source, rules))))
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
