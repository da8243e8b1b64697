"""People, places and organisations are those of the notes, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import languages
from drafter.checks.rules import Reading, Rules
from drafter.comparison import Change
from drafter.languages.names import Name
from drafter.schema import Fact, Finding, Item

CODES = {
    "name-changed": "another name where the note names someone, some place or some organisation",
    "name-unsourced": "a name that no source holds",
}

LONGEST = {"zh": 14, "en": 40}
"""Characters of a change beyond which it is another statement, not another name."""

LEAST = 2
"""Characters that take a name's place at least, where they are no name by themselves."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Names that took another's place, and names from nowhere."""
    for reading in rules.readings(item, facts):
        said = "\n".join((*(source.text for source in reading.compared.sources), rules.form_text))
        ours = [
            n
            for n in languages.load(rules.language).read_names(reading.text)
            if not _known(reading.text[n.start : n.end], said)
        ]
        told: list[tuple[int, int]] = []
        for change in reading.compared.changes:
            if change.start == change.end or change.source < 0:
                continue
            listed = _listed(change, reading, rules)
            if listed or (_renamed(change, reading, ours, rules) and not _formal(change, reading, rules)):
                told.append((change.start, change.end))
                fact = reading.fact_of(change)
                yield rules.finding(
                    "name-changed", "error" if listed else "warning", item=item, sentence=reading.index,
                    span=(change.start, change.end), facts=(fact,) if fact else (), spans=reading.note_span(change),
                    remedy="replace", fix=reading.compared.old(change), name=reading.compared.new(change),
                    note=listed or reading.compared.old(change),
                )  # fmt: skip
        for name in ours:
            if name.sure and not any(low < name.end and high > name.start for low, high in told):
                told.append((name.start, name.end))
                yield rules.finding("name-unsourced", "warning", item=item, sentence=reading.index, span=(name.start, name.end),
                                    facts=reading.cited, name=reading.text[name.start : name.end])  # fmt: skip


def _formal(change: Change, reading: Reading, rules: Rules) -> bool:
    """Whether the new words are the language's own formal ones for the note's: 仅有 for 才, children for kids."""
    fact, new = reading.fact_of(change), reading.compared.new(change)
    return fact is not None and new in rules.formally((fact,))


def _known(name: str, said: str) -> bool:
    """Whether the sources have a name, in English also as part of another word form (`farms` for `Farm`)."""
    if name in said:
        return True
    return (
        name.isascii()
        and re.search(rf"(?i)\b{re.escape(name[:3]) if len(name) > 8 else re.escape(name.rstrip('s'))}", said)
        is not None
    )


def _listed(change: Change, reading: Reading, rules: Rules) -> str:
    """A name of the form that the source has at this place, and the sentence has not; `我局`, "our charity" and the like may stand for it."""
    source = reading.compared.sources[change.source].text
    new = reading.compared.new(change)
    for name in rules.names:
        if name in reading.text or rules.listed("names", "stand_ins").match(new):
            continue
        at = source.find(name)
        while at >= 0:
            if at < change.old_end and at + len(name) > change.old_start:
                return name
            at = source.find(name, at + 1)
    return ""


def _renamed(change: Change, reading: Reading, ours: Sequence[Name], rules: Rules) -> bool:
    """Whether one name took another's place: both the new words and the note's hold (part of) a name that the other lacks."""
    new, old = reading.compared.new(change), reading.compared.old(change)
    longest = LONGEST[rules.language]
    if not old or not new or len(new) > longest or len(old) > longest or re.search(r"\d", new + old):
        return False
    mine = [n for n in ours if n.start < change.end and n.end > change.start]
    if languages.load(rules.language).renamed(
        reading.text[: change.start][-1:], new, old, reading.text[change.end : change.end + 4]
    ):
        return True
    if not mine and (not change.firm or len(new) < LEAST):
        return False  # whatever the source names there
    source = reading.compared.sources[change.source].text
    theirs = [
        n for n in languages.load(rules.language).read_names(source)
        if n.start < change.old_end and n.end > change.old_start and not _known(source[n.start : n.end], reading.text)
    ]  # fmt: skip
    if any(a.sure for a in theirs) and (mine or change.firm):
        return bool(mine) or len(new) >= LEAST
    return bool(mine and theirs) and any(a.person == b.person for a in mine for b in theirs)
