"""What the notes deny is not affirmed, and what they affirm is not denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter import marks
from drafter.checks.rules import Reading, Rules
from drafter.clauses import Pair, Span
from drafter.comparison import Change
from drafter.schema import Fact, Finding, Item

CODES = {
    "negation-added": "a denial that the source does not have",
    "negation-lost": "a denial of the source that the sentence leaves out",
}

_DENIES = frozenset({"negation"})
_DOUBTS = frozenset({"negation", "soft"})
_UNDOES = frozenset({"negation", "soft", "undo"})
LONGEST = 12
"""Characters of a source beyond which what is missing is a statement, not a denial."""

FEW = 6
"""Characters of two wordings that may be each other's opposite by a single character."""

NEAR = 8
"""Characters around a change in which the same denial may stand in other words."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Denials that came or went: by the words that changed, and by clauses that say one thing in other words."""
    for reading in rules.readings(item, facts):
        told: list[Span] = []
        for change in reading.compared.changes:
            if code := _turned(change, reading, rules):
                firm = change.firm and _clear(change, reading) and not _by_sign(change, reading, rules)
                told.append((change.start - 1, change.end + 1))
                yield rules.of_change(code, "error" if firm else "warning", item, reading, change)
        for entry in reading.pairs:
            turned = _denials(reading.source(entry.source), entry.clause, rules) and not _denied(reading, entry, rules)
            if turned and not any(low < entry.ours[1] and high > entry.ours[0] for low, high in told):
                told.append(entry.ours)
                code = "negation-added" if entry.source < 0 else "negation-lost"
                yield rules.of_clause(code, item, reading, entry)


def _denials(text: str, span: Span, rules: Rules) -> list[str]:
    """The words of a clause that deny by a particle (not, no, never), whatever is denied."""
    particle = rules.listed("claims", "denials")
    return [
        mark.word for mark in rules.marks(text)
        if mark.classes & _DOUBTS and span[0] <= mark.start < span[1] and particle.search(mark.word)
    ]  # fmt: skip


def _denied(reading: Reading, entry: Pair, rules: Rules) -> bool:
    """Whether the other side's clauses deny, doubt or undo something too, in whatever words."""
    for number, span in entry.others:
        text = reading.source(number)
        if marks.within(text, rules.language, *span) & _UNDOES or _particles(text, span, rules):
            return True
        if not marks.signs(rules.language, "bad_signs").isdisjoint(text[slice(*span)]):
            return True
    return False


def _particles(text: str, span: Span, rules: Rules) -> int:
    """How often a clause denies, words set aside that only look so (不断, not only)."""
    plain = rules.listed("marks", "plain").sub(" ", text[slice(*span)])
    return len(rules.listed("claims", "denials").findall(plain))


def _clear(change: Change, reading: Reading) -> bool:
    """Whether little else changed at this place, so that the denial itself is what changed."""
    return len(reading.compared.new(change)) <= 6 and len(reading.compared.old(change)) <= 6


def _turned(change: Change, reading: Reading, rules: Rules) -> str:
    none: frozenset[str] = frozenset()
    said = change.end > change.start
    ours = marks.within(reading.text, rules.language, change.start, change.end) if said else none
    if change.source < 0:
        return "negation-added" if ours & _DENIES and not _denied_elsewhere(reading, rules) else ""
    source = reading.compared.sources[change.source].text
    had = change.old_end > change.old_start
    theirs = marks.within(source, rules.language, change.old_start, change.old_end) if had else none
    if ours & _DENIES and (_stands_so(change, reading, rules) or _as_often(change, reading, rules)):
        return ""
    if ours & _DENIES and not theirs & _DOUBTS and (change.firm or not _denied_elsewhere(reading, rules)):
        return "negation-added"
    if not theirs & _DOUBTS and _worse(reading.compared.new(change), reading.compared.old(change), rules, source):
        return "negation-added"
    if change.firm and _worse(reading.compared.old(change), reading.compared.new(change), rules):
        return "negation-lost"
    lost = theirs & _DENIES and not ours & _UNDOES and change.firm and change.old_end - change.old_start <= LONGEST
    about = marks.within(reading.text, rules.language, max(0, change.start - NEAR), change.end + NEAR)
    return "negation-lost" if lost and not about & _DENIES else ""


def _stands_so(change: Change, reading: Reading, rules: Rules) -> bool:
    """Whether every denial of the changed words stands in a source with the two characters before it, wherever that is."""
    denials = [
        mark for mark in rules.marks(reading.text)
        if mark.classes & _DENIES and mark.start < change.end and mark.end > change.start
    ]  # fmt: skip
    sources = reading.compared.sources
    return bool(denials) and all(
        any(reading.text[max(0, mark.start - 2) : mark.end] in source.text for source in sources) for mark in denials
    )


def _as_often(change: Change, reading: Reading, rules: Rules) -> bool:
    """Whether the clauses of the sources deny as often as the sentence's clause does: then it is a denial in other words."""
    for entry in reading.pairs:
        if entry.source < 0 and entry.clause[0] <= change.start < entry.clause[1]:
            ours = len(_denials(reading.text, entry.clause, rules))
            theirs = sum(_particles(reading.source(number), span, rules) for number, span in entry.others)
            return 0 < ours <= theirs
    return False


def _by_sign(change: Change, reading: Reading, rules: Rules) -> bool:
    """Whether only a character, no word, tells of the denial."""
    new, old = reading.compared.new(change), reading.compared.old(change)
    return not any(mark.classes & _DENIES for text in (new, old) for mark in rules.marks(text))


def _worse(new: str, old: str, rules: Rules, known: str = "") -> bool:
    """Whether a few words have a character of the bad side where the others have none: 合格 and 超标, 畅通 and 瘫痪."""
    if not (2 <= len(new) <= FEW and 2 <= len(old) <= FEW) or any(c.isdigit() for c in new + old):
        return False
    signs = marks.signs(rules.language, "bad_signs")
    plain = rules.listed("marks", "plain")  # 不断, 不停: words that only look bad
    return bool((signs & set(plain.sub("", new))) - set(known)) and signs.isdisjoint(old)


def _denied_elsewhere(reading: Reading, rules: Rules) -> bool:
    """Whether a source has a denial that no word of the sentence was matched with: it may be the one in other words."""
    compared = reading.compared
    return any(
        mark.classes & _DENIES and compared.free(number, mark.start, mark.end)
        for number, source in enumerate(compared.sources)
        for mark in rules.marks(source.text)
    )
