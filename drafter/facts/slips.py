"""Figures that the writer takes back in free words: `三亩二，我那个是估起说的`, `bin the 402, it's 377`.

What sounds like taking back is learned (prompts/<lang>/slips.tsv). The new value is put into the line that held the old one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import figures, languages, learned
from drafter import text as texts
from drafter.facts.corrections import same_value
from drafter.facts.cues import Cues
from drafter.figures import number
from drafter.schema import Fact, Figure

CLASSES = ("slip", "none")
"""What a line or clause with a figure may be: it takes another figure back, or says its own."""

OWN = 0.75
"""How likely (0 to 1) what stands behind a new value must take something back to be more of the remark, and no statement."""

TOLD = 0.9
"""How likely words take something back that plainly speak of a mistake (笔误, typo)."""

WITHIN = 0.87
"""How likely (0 to 1) a figure must be said instead of an earlier one of the same line."""

UNLIKE = 0.98
"""How likely where the two count things of two names."""

FAR, MOST_BETWEEN = 60, 3
"""Characters, and figures, between two such figures at most."""

STEP = {"zh": 4, "en": 10}
"""Characters by which near ones are told from far ones."""

CLOSE = 0.8
"""The share of each other from which on two values may be one mistyped or miscounted."""

LEAST = 0.3
"""The smallest share of each other that an old value and a new one have: a slip seldom changes a value's size."""

COUNTED = frozenset({"count", "bare", "measure", "money", "percent", "duration", "date"})
"""Sorts of figures that may be taken back."""

_BARE = frozenset({"count", "bare", "money", "measure"})
_MARKS = re.compile(r"[（(\[【—→←~✗✓❌✅×√/!！?？]|->|--|…")
_REMARK = re.compile(r"[（(\[【，,；;。！!?？→←✗❌×]|——|->|\s[-–—]+\s|\.\s|\.\.+|…")
_CLAUSE = re.compile(r"[，,；;。！!？?]\s*|\s+(?=哦|噢|啊|嗐|呃|哎)|\.\s+|\s-+\s|……|\.\.+\s*")


def features(text: str, cue: Cues) -> frozenset[str]:
    """A text's words, how many figures it has, and whether the rules call it a correction."""
    counted = [f for f in cue.figures(text) if f.type in COUNTED]
    found = languages.load(cue.language).words(text)
    rule = {"#rule"} if cue.is_correction(text) else set()
    return found | rule | {f"#figures {min(len(counted), 3)}"}


def likelihood(text: str, cue: Cues) -> float:
    """How likely (0 to 1) a text takes a figure back; the last row of a table does not (`合计  111.3  3978`)."""
    if (row := cue.search("consistency", "total_line", text)) and not re.search(r"\w", cue.topic(text[row.end() :])):
        return 0.0
    return at_least_told(learned.likely(features(text, cue), cue.language, "slips.tsv")[0], text, cue)


def at_least_told(likely: float, text: str, cue: Cues) -> float:
    """How likely (0 to 1) a text takes a figure back, where it may speak plainly of a mistake."""
    return max(likely, TOLD) if cue.correction("mistaken").search(text) else likely


def within(text: str, cue: Cues) -> tuple[str, Figure | None]:
    """The line with a slip inside it mended, and the figure that it takes back; the line as it is, and none, without one:
    `材料37筐 哦不对，37是箱号，实际29筐` → `材料29筐`.
    """
    best: tuple[float, Figure, Figure] | None = None
    if denied := _denied_remark(text, cue):
        return denied
    if cue.correction("confirms").search(text):
        return text, None  # `29 won out of 34 (yes, 29 too, not a typo)`
    for old, new, count in inside(cue.figures(text)):
        likely = learned.likely(inside_features(text, old, new, count, cue), cue.language, "inside.tsv")[0]
        between = text[old.end : new.start]
        plain = any(cue.correction(name).match(between) for name in ("slip_start", "slip_not"))
        if not plain and cue.correction("elsewhere").search(between):  # `267 visits (contract says 250)`
            continue
        said_behind = next(
            (text[new.end : end] for start, end in texts.bracketed(text) if old.end <= start < new.start < end), ""
        )
        spoken = cue.correction("mistaken").search(between) or cue.correction("settles").search(said_behind)
        sure = plain or (old.unit == new.unit and spoken is not None)
        if sure:
            likely = max(likely, TOLD)
        if _is_heard(text, new, cue):
            continue
        unsaid = cue.correction("slip_words").search(text, old.end) is None  # no word tells of a mistake
        if likely >= max(
            best[0] if best else WITHIN, UNLIKE if not sure and (_counts_other(old, new) or unsaid) else 0.0
        ):
            best = (likely, old, new)
    if best is None:
        return text, None
    _, old, new = best
    behind = cue.correction("wrong_before").search(text[old.end : new.start])
    if behind and not _is_denied(text, old, cue):  # it is the later one that the line calls wrong
        return _without_denied(text, old, new), new
    return _without_remark(text, old, new, cue), old


def _is_heard(text: str, figure: Figure, cue: Cues) -> bool:
    """Whether a figure stands in brackets that tell hearsay: `2.8%（老李说是3.1%，没对过）`."""
    spans = [text[start:end] for start, end in texts.bracketed(text) if start < figure.start < end]
    return any(cue.reasons["rumour"].search(span) for span in spans)


def _denied_remark(text: str, cue: Cues) -> tuple[str, Figure] | None:
    """The line without a remark in brackets that only names the value which it has no more, and that: `走访15家（上次写12家是错的）`."""
    for start, end in texts.bracketed(text):
        if cue.correction("denied_remark").search(text[start + 1 : end - 1]):
            read = cue.figures(text)
            said = [f for f in read if f.end <= start]
            told = [f for f in read if start < f.start < end]
            denied = [f for f in told if any(may_replace(f, right) for right in said[-1:])]
            if denied and not any(one_value(f, right) for f in told for right in said):
                return text[:start].rstrip() + text[end:], denied[0]
    return None


def _counts_other(old: Figure, new: Figure) -> bool:
    """Whether two figures without a unit count things of two names: `22 men, 31 children`."""
    return not old.unit and not new.unit and bool(old.counted and new.counted) and old.counted != new.counted


def _is_denied(text: str, figure: Figure, cue: Cues) -> bool:
    """Whether the words before a figure call it wrong: `不是24次，一共29次`."""
    return cue.correction("wrong_before").search(text[: figure.start]) is not None


def inside(read: Sequence[Figure]) -> list[tuple[Figure, Figure, int]]:
    """The pairs of figures of one line of which the later may be said instead of the earlier, and how many stand between them."""
    return [(old, new, count) for i, old in enumerate(read) for count, new in enumerate(read[i + 1 : i + 1 + MOST_BETWEEN])
            if may_replace(old, new) and 0 <= new.start - old.end <= FAR]  # fmt: skip


def inside_features(text: str, old: Figure, new: Figure, count: int, cue: Cues) -> set[str]:
    """What stands between two figures of a line and around the later one, and how they stand to each other."""
    words = languages.load(cue.language).words
    between, after = text[old.end : new.start], _CLAUSE.split(text[new.end : new.end + FAR], maxsplit=2)
    values = [number(old), number(new)]
    ratio = min(v for v in values if v) / max(v for v in values if v) if all(values) else 1
    told = {f"between {word}" for word in words(between)} | {f"after {word}" for word in words(" ".join(after[:2]))}
    told |= {f"mark {mark}" for mark in _MARKS.findall(between)} | {f"#figures between {min(2, count)}"}
    return told | {
        f"#ratio {int(5 * ratio)}",
        f"#unit {old.unit == new.unit}",
        f"#date {old.type == 'date'}",
        f"#gap {min(6, len(between) // STEP[cue.language])}",
    }


def _without_denied(text: str, right: Figure, wrong: Figure) -> str:
    """The line without the clause that calls a later figure wrong: `repaired 118 items, not 108 as printed` → `repaired 118 items`."""
    between = text[right.end : wrong.start]
    remark = _REMARK.search(between)
    behind = _CLAUSE.search(text, wrong.end)
    rest = text[behind.start() :] if behind else ""
    return re.sub(r"\s{2,}", " ", text[: right.end] + between[: remark.start() if remark else 0] + rest).strip(
        " ,，;；:：—-"
    )


def _without_remark(text: str, old: Figure, new: Figure, cue: Cues) -> str:
    """The line with the new figure in the old one's place, and without the words that took it back."""
    between = text[old.end : new.start]
    words = cue.correction("slip_words").search(between)
    told = [
        f for f in cue.figures(between[: words.start() if words else 0]) if f.type in COUNTED and not one_value(f, old)
    ]
    kept = max(
        (f.end for f in told), default=0
    )  # `14 visits, 402 children. actually no 13 visits`: the remark is behind these
    cut = min((m.start() for m in (_REMARK.search(between, kept), words) if m), default=0)
    noun, opened = between[:cut].rstrip(), between[cut:].lstrip()[:1]
    rest = text[new.end :]
    held = re.search(r"[（(\[【][^）)\]】]*$", between[cut:])  # `5部吧？（再核：4部已用）`
    closing = {"（": "）", "(": ")", "[": "]", "【": "】"}.get(held[0][0] if held else opened)
    if closing and closing in rest:
        rest = rest.split(closing, 1)[1]
    else:
        word = noun if rest.startswith(noun) else next(iter(re.findall(r"[\w’'-]+", noun)), "")
        rest = (
            re.sub(rf"^\s*{re.escape(word.strip())}(?!\w)", "", rest, count=1)
            if word.isascii()
            else rest.removeprefix(word)
        )
    pieces = _CLAUSE.split(rest, maxsplit=1)
    while len(pieces) > 1 and not pieces[0].strip(" 。.!！"):
        tail = _CLAUSE.split(pieces[1], maxsplit=1)
        if not tail[0].strip() or _says_own(tail[0], cue):
            break
        rest = rest[len(rest) - len(tail[1]) - 1 :] if len(tail) > 1 else ""  # the mark before what follows is kept
        pieces = _CLAUSE.split(rest, maxsplit=1)
    said = replaced(text[: old.end], old, new)
    if _is_denied(text, old, cue):
        said = cue.correction("wrong_before").sub("", text[: old.start]) + said[old.start :]
    said += noun + rest
    return re.sub(r"\s{2,}", " ", said).strip(" ,，;；:：—-")


def _says_own(clause: str, cue: Cues) -> bool:
    """Whether a clause behind a mended figure is a statement, not more of the remark (`我记混了`)."""
    if cue.correction("remark").search(clause.strip()):
        return False
    return any(f.type in COUNTED for f in cue.figures(clause)) or likelihood(clause, cue) < TOLD / 2


def is_elsewhere(fact: Fact, figure: Figure, cue: Cues) -> bool:
    """Whether the clause of a figure speaks of another time, a target or a part."""
    start = max((m.end() for m in _CLAUSE.finditer(fact.text, 0, figure.start)), default=0)
    end = _CLAUSE.search(fact.text, figure.end)
    return cue.correction("elsewhere").search(fact.text[start : end.start() if end else len(fact.text)]) is not None


def one_value(one: Figure, other: Figure) -> bool:
    """Whether two figures say one value, dates included."""
    return same_value(one, other) or (one.type == other.type == "date" and one.value == other.value)


def may_replace(old: Figure, new: Figure) -> bool:
    """Whether a figure could be said instead of another: of one sort and unit, of another value of like size."""
    if "date" in {old.type, new.type}:
        return old.type == new.type and old.value != new.value and old.value.count("-") == new.value.count("-")
    ours, theirs = number(old), number(new)
    if old.type not in COUNTED or not ours or not theirs or ours == theirs:
        return False
    if min(ours, theirs) < LEAST * float(max(ours, theirs)):
        return False
    if any(one.type == "money" and other.type != "money" and other.counted for one, other in ((old, new), (new, old))):
        return False  # `108 boys`, `£90`
    return old.unit == new.unit or ("" in {old.unit, new.unit} and {old.type, new.type} <= _BARE)


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


def mended(fact: Fact, old: Figure, new: Figure, cue: Cues) -> Fact:
    """The fact with one figure in another's place."""
    text = replaced(fact.text, old, new)
    return fact.model_copy(update={"text": text, "figures": cue.figures(text), "flags": (*fact.flags, "corrected")})


def rest(fact: Fact, old: Figure, new: Figure, cue: Cues) -> str | None:
    """What a line that takes a figure back says beside that: the clauses behind the new value that have figures of their own."""
    clause = _CLAUSE.search(fact.text, new.end)
    if clause is None:
        return None
    behind = fact.text[clause.end() :]
    own = [f for f in cue.figures(behind) if f.type in COUNTED and not same_value(f, old) and not figures.same(f, new)]
    return behind if own and likelihood(behind, cue) < OWN else None
