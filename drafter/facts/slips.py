"""Figures that the writer takes back in free words: `三亩二，我那个是估起说的`, `bin the 402, it's 377`.

What sounds like taking back is learned (prompts/<lang>/slips.tsv). The new value is put into the line that held the old one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import figures, languages, learned
from drafter.facts.corrections import same_value
from drafter.facts.cues import Cues
from drafter.figures import number
from drafter.schema import Fact, Figure

CLASSES = ("slip", "none")
"""What a line or clause with a figure may be: it takes another figure back, or says its own."""

SURE, NAMED = 0.85, 0.6
"""How likely (0 to 1) words must take something back: where they do not name the old value, and where they do."""

NEAR = {"zh": 3, "en": 7}
"""Characters in a row that a line must share with the one that it takes back, unless that is the line above and its value is named."""

LEAST = 0.3
"""The smallest share of each other that an old value and a new one have: a slip seldom changes a value's size."""

_COUNTED = frozenset({"count", "bare", "measure", "money", "percent", "duration"})
_CLAUSE = re.compile(r"[，,；;。！!？?]\s*|\s+(?=哦|噢|啊|嗐|呃|哎)|\.\s+|\s-+\s|……|\.\.+\s*")


def features(text: str, cue: Cues) -> set[str]:
    """A text's words, how long it is, how many figures it has, and whether the rules call it a correction."""
    counted = [f for f in cue.figures(text) if f.type in _COUNTED]
    found = languages.load(cue.language).words(text)
    rule = {"#rule"} if cue.is_correction(text) else set()
    return found | rule | {f"#figures {min(len(counted), 3)}"}


def likelihood(text: str, cue: Cues) -> float:
    """How likely (0 to 1) a text takes a figure back."""
    return learned.likely(features(text, cue), cue.language, "slips.tsv")[0]


def within(fact: Fact, cue: Cues) -> Fact:
    """The fact with a slip inside its own line mended: `材料37筐 哦不对，37是箱号，实际29筐` → `材料29筐`."""
    cuts = [match for match in _CLAUSE.finditer(fact.text) if 0 < match.start() < match.end() < len(fact.text)]
    for place, cut in enumerate(cuts):
        ends = [later.start() for later in cuts[place + 1 : place + 4]] + [len(fact.text)]
        before = [f for f in fact.figures if f.end <= cut.start() and f.type in _COUNTED]
        for end in ends:
            said = fact.text[cut.end() : end]
            after = [f for f in fact.figures if cut.end() <= f.start and f.end <= end and f.type in _COUNTED]
            pairs = [(old, new) for old in reversed(before) for new in reversed(after) if _may_replace(old, new)]
            if not pairs or not cue.correction("slip_start").match(said) or likelihood(said, cue) < NAMED:
                continue
            old, new = next((pair for pair in pairs if any(same_value(pair[0], f) for f in after)), pairs[0])
            text = replaced(fact.text[: cut.start()], old, new) + fact.text[end:]
            return fact.model_copy(
                update={"text": text, "figures": cue.figures(text), "flags": (*fact.flags, "corrected")}
            )
    return fact


def find_slip(index: int, facts: Sequence[Fact], cue: Cues, runs: Sequence[int]) -> tuple[int, Figure, Figure] | None:
    """The earlier fact that the one at `index` takes a figure back from, the old figure and the new; `runs` tells for each
    earlier fact how many characters in a row it shares with this one.
    """
    fact = facts[index]
    ours = [f for f in fact.figures if f.type in _COUNTED]
    likely = likelihood(fact.text, cue) if ours else 0.0
    if likely < NAMED or cue.correction("elsewhere").search(fact.text) or "row" in fact.flags:
        return None
    best: tuple[float, int, Figure, Figure] | None = None
    for i, other in enumerate(facts[:index]):
        if other.reason is not None or other.note == fact.note or "row" in other.flags:
            continue
        for old in (f for f in other.figures if f.type in _COUNTED and len(f.text) > 1):
            named = any(same_value(old, f) for f in ours)
            for new in ours:
                tied = runs[i] >= NEAR[cue.language] or (named and index - i == 1 and likely >= SURE)
                if not _may_replace(old, new) or not tied or not (named or likely >= SURE):
                    continue
                score = 10.0 * named + runs[i] + 2.0 / (index - i)
                if best is None or score >= best[0]:
                    best = (score, i, old, new)
    return best[1:] if best else None


def _may_replace(old: Figure, new: Figure) -> bool:
    ours, theirs = number(old), number(new)
    if old.type not in _COUNTED or not ours or not theirs or ours == theirs:
        return False
    if min(ours, theirs) < LEAST * float(max(ours, theirs)):
        return False
    return old.unit == new.unit or "" in {old.unit, new.unit} or {old.type, new.type} <= {"count", "bare"}


_NUMBER = re.compile(
    r"(?:[\d.,]|[一二三四五六七八九十百万亿零两〇]|千(?![瓦克米]))+(?:\s*(?:[万亿百]|千(?![瓦克米])|million\b|thousand\b|billion\b|bn\b|[km]\b))?",
    re.IGNORECASE,
)
"""The number of a figure with its scale, to be put out so that its currency and its unit are left."""


_SPOKEN = re.compile("[亩米块斤吨里][二三四五六七八九半]$")
"""A decimal as it is spoken (`三亩二`), which is read as one only where nothing follows it."""


def replaced(text: str, old: Figure, new: Figure) -> str:
    """The text with one figure in another's place, in the old one's unit where the new one has none."""
    said = f"{new.value}{new.unit}" if _SPOKEN.search(new.text) else new.text
    value = said if new.unit or not old.unit else in_the_unit_of(old, new.text)
    return text[: old.start] + value + text[old.end :]


def in_the_unit_of(old: Figure, number_: str) -> str:
    """A number without a unit as the figure that it replaces was written: `19,500` for `£18,500` → `£19,500`."""
    return _NUMBER.sub(lambda _: number_, old.text, count=1)


def says_no_more(fact: Fact, old: Figure, new: Figure) -> bool:
    """Whether a line that takes a figure back has no other figures."""
    return all(f.type not in _COUNTED or same_value(f, old) or figures.same(f, new) for f in fact.figures)
