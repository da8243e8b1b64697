"""Later lines that rule earlier ones: corrections (the later value wins everywhere) and retractions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import figures
from drafter.facts.cues import Cues
from drafter.schema import Fact, Figure

SHARED = {"zh": 2, "en": 6}
"""Characters in a row, figures aside, that two lines must share to speak of one thing."""

OWN_WORDS = {"zh": 14, "en": 26}
"""Letters beyond which a retraction is taken to withdraw its own line, not an earlier one."""

_NO_CORRECTION = frozenset({"date", "code", "placeholder", "vague"})


def settle(facts: Sequence[Fact], cue: Cues) -> list[Fact]:
    """The facts with superseded and retracted ones marked; figures that a correction replaces are replaced."""
    settled = list(facts)
    for index, fact in enumerate(facts):
        if fact.reason == "retracted":
            target = _retracted(index, settled, cue)
            if target is not None:
                settled[target] = settled[target].model_copy(update={"reason": "retracted"})
        elif fact.reason is None and cue.corrects(fact):
            for target in _corrected(index, settled, cue):
                settled[target] = _supersede(settled[target], settled[index], cue)
    return settled


def topic(text: str, cue: Cues) -> str:
    """A text's words without figures and the wording of corrections, for telling what it speaks of."""
    masked = text
    for figure in reversed(cue.figures(text)):
        masked = f"{masked[: figure.start]}\x00{masked[figure.end :]}"
    masked = cue.without_correction(masked)
    return re.sub(r"[^\w\x00]", "\x00", masked).lower()


def shared_run(one: str, other: str) -> int:
    """Length of the longest run of characters that both hold."""
    best = 0
    starts = range(len(one))
    for start in starts:
        while start + best < len(one):
            run = one[start : start + best + 1]
            if "\x00" in run or run not in other:
                break
            best += 1
    return best


def _retracted(index: int, facts: Sequence[Fact], cue: Cues) -> int | None:
    """The earlier fact that a retraction speaks of: the likest one, or the one just before when it names nothing."""
    said = cue.without_retraction(facts[index].text)
    ours = topic(said, cue)
    if len(re.sub(r"[\W\x00]", "", ours)) > OWN_WORDS[cue.language] and not cue.names_a_line(facts[index].text):
        return None  # it withdraws only what it says itself
    scored = [
        (shared_run(ours, topic(fact.text, cue)), i) for i, fact in enumerate(facts[:index]) if fact.reason is None
    ]
    best = max(scored, default=(0, -1))
    least = SHARED[cue.language] + (
        0 if cue.names_a_line(facts[index].text) or cue.points_back(facts[index].text) else 1
    )
    if best[0] >= least:
        return best[1]
    names_nothing = len(re.sub(r"[\W\x00]", "", ours)) <= 6
    before = [i for i, fact in enumerate(facts[:index]) if fact.reason is None]
    return before[-1] if names_nothing and before and facts[index].note - facts[before[-1]].note == 1 else None


def _corrected(index: int, facts: Sequence[Fact], cue: Cues) -> list[int]:
    """The facts whose value a correction replaces: the likest earlier one, and all that repeat its value."""
    fact = facts[index]
    ours = topic(fact.text, cue)
    best: tuple[int, int] | None = None
    for i, other in enumerate(facts):
        if i >= index or other.reason is not None or other.note == fact.note or not _rivals(fact, other):
            continue
        run = shared_run(ours, topic(other.text, cue))
        if cue.points_back(fact.text) and i == index - 1:
            run += SHARED[cue.language]
        if run >= SHARED[cue.language] and (best is None or (run, i) >= best):
            best = (run, i)
    if best is None:
        return []
    wrong = {(f.value, f.unit) for f, _ in _rivals(fact, facts[best[1]])}
    name = topic(facts[best[1]].text, cue)
    also = [
        i for i, other in enumerate(facts)
        if i not in {index, best[1]} and other.reason is None
        and any((f.value, f.unit) in wrong for f in other.figures)
        and shared_run(name, topic(other.text, cue)) >= 2 * SHARED[cue.language]
    ]  # fmt: skip
    return [best[1], *also]


def _rivals(new: Fact, old: Fact) -> list[tuple[Figure, Figure]]:
    """Figures of an old fact beside those of one unit in the new one that say another value."""
    pairs = []
    for theirs in old.figures:
        if theirs.type in _NO_CORRECTION or any(figures.same(theirs, ours) for ours in new.figures):
            continue
        same_unit = [f for f in new.figures if f.type == theirs.type and f.unit == theirs.unit]
        if same_unit:
            pairs.append((theirs, same_unit[0]))
    return pairs


def _supersede(old: Fact, new: Fact, cue: Cues) -> Fact:
    """The old fact left out; where it says more than the corrected value, its text with the value replaced."""
    pairs = _rivals(new, old)
    others = [f for f in old.figures if f.type not in {"date", "code"} and all(f != wrong for wrong, _ in pairs)]
    if not others or len(pairs) > 1:
        return old.model_copy(update={"reason": "superseded", "twin": new.id})
    text = old.text
    for wrong, right in sorted(pairs, key=lambda pair: pair[0].start, reverse=True):
        text = text[: wrong.start] + right.text + text[wrong.end :]
    return old.model_copy(update={"text": text, "figures": cue.figures(text), "flags": (*old.flags, "corrected")})
