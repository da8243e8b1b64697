"""Later lines that rule earlier ones: corrections (the later value wins everywhere) and retractions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from drafter import figures
from drafter import text as texts
from drafter.facts import links, pointing, slips, withdrawals
from drafter.facts.corrections import Correction, read_correction, same_value
from drafter.facts.cues import Cues
from drafter.figures import number
from drafter.schema import Fact, Figure

SHARED = {"zh": 2, "en": 6}
"""Characters in a row, figures aside, that two lines must share to speak of one thing."""

DISPUTES = 0.5
"""How likely (0 to 1) a line must take a figure back, by its words, to be a likelier rival of those that it is not tied to."""

OWN = 0.8
"""How likely (0 to 1) a line without a figure must take another back, by its words, not to stand itself."""

TELLS = {"zh": 4, "en": 12}
"""Characters that a clause behind a corrected value has at least to say something of its own (`12期，全部改在线上`)."""

SETTLED = frozenset({"caption", "form", "injected", "private", "duplicate", "rumour"})
"""Reasons that lines have which take no figure back."""

MUTE = frozenset({"caption", "form", "injected", "duplicate"})
"""Reasons that lines have which take no line back."""

_CLAUSE = re.compile(r"[，,；;。]\s*")

_NO_CORRECTION = frozenset({"date", "code", "placeholder", "vague"})


def settle(facts: Sequence[Fact], cue: Cues, numbers: Mapping[int, int] | None = None) -> list[Fact]:
    """The facts with superseded and retracted ones marked; figures that a correction replaces are replaced. `numbers`: note to the
    number that it was typed with.
    """
    settled = list(facts)
    matters = links.Matters(facts, cue, numbers)
    sounds = [0.0 if fact.reason in MUTE else withdrawals.likelihood(fact.text, cue) for fact in facts]
    for index, fact in enumerate(facts):
        if settled[index].reason != fact.reason or fact.reason in MUTE:
            continue
        ruled = cue.corrects(fact) or pointing.opens_with_number(fact.text, cue)
        if fact.reason is None and ruled and _correct(index, settled, matters, cue):
            continue
        if fact.reason in SETTLED or not _take_back(index, settled, matters, cue):
            _withdraw(index, settled, sounds, matters, cue)
    return _still_unclear(settled)


def _still_unclear(facts: Sequence[Fact]) -> list[Fact]:
    """The facts; those of which it is unclear what they take back name only what no other line has taken back since."""
    standing = {fact.id for fact in facts if fact.reason is None and fact.twin is None}
    return [
        fact.model_copy(update={"unclear": tuple(name for name in fact.unclear if name in standing)}) if fact.unclear else fact
        for fact in facts
    ]  # fmt: skip


def _take_back(index: int, settled: list[Fact], matters: links.Matters, cue: Cues) -> bool:
    """Put the figure that the fact at `index` says in free words into the line whose figure it takes back, if it does."""
    fact = settled[index]
    said = fact.figures or cue.figures(fact.text)
    found = links.find_link(index, said, settled, matters, cue)
    if found is None:
        if fact.reason is None and said and slips.likelihood(fact.text, cue) >= DISPUTES:
            settled[index] = fact.model_copy(update={"flags": (*fact.flags, "disputes")})
        return False
    target, old, new = found
    before = settled[target]
    for i, other in enumerate(settled):
        if i != index and other.note == fact.note and _is_remark(other, cue):
            settled[i] = other.model_copy(update={"reason": "superseded", "twin": before.id})
    settled[target] = slips.mended(before, old, new, cue)
    for further, instead in _also_corrected(before, fact.model_copy(update={"figures": said}), (old, new), cue):
        moved = next((f for f in settled[target].figures if f.text == further.text), None)
        if moved:
            settled[target] = slips.mended(settled[target], moved, instead, cue)
    rest = slips.rest(fact, old, new, cue)
    change = {"flags": (*fact.flags, "correction"), "reason": None, "part": before.part}
    if _says_more(said, rest, found, fact.text, cue):
        settled[index] = fact.model_copy(update={"flags": change["flags"], "figures": said})
    elif rest is None:  # the line that it mends says it all
        kept = tuple(f for f in said if figures.same(f, new))
        settled[index] = fact.model_copy(update={**change, "twin": before.id, "figures": kept})
    else:
        settled[index] = fact.model_copy(update={**change, "text": rest, "figures": cue.figures(rest)})
    return True


def _says_more(said: Sequence[Figure], rest: str | None, link: links.Link, text: str, cue: Cues) -> bool:
    """Whether a line that takes a figure back has figures of its own that its rest has not: then it stands whole. A date tells when
    the mistake was made (`我漏了12月的`).
    """
    kept = cue.figures(rest) if rest else ()
    counted = slips.COUNTED - {"date"}
    own = [f for f in said if f.type in counted and not slips.one_value(f, link.old) and not figures.same(f, link.new)]
    own = [f for f in own if not cue.correction("mistaken").search(_clause_of(text, f))]  # `之前把6、9弄反了`
    return any(not any(figures.same(f, held) for held in kept) for f in own)


def _withdraw(index: int, settled: list[Fact], sounds: Sequence[float], matters: links.Matters, cue: Cues) -> None:
    """Mark the line that the fact at `index` takes back altogether, if it takes one back; one that says no more is left out too."""
    fact = settled[index]
    change: dict[str, object]
    if name := pointing.hidden_name(fact.text, cue):  # the writer says what becomes of the lines that have it
        named = [other.id for other in settled if name in other.text and other.wanted and other.note != fact.note]
        change = {"unclear": tuple(named[: withdrawals.SHOWN]), "reason": fact.reason or "instruction", "part": None}
        settled[index] = fact.model_copy(update=change)
        return
    numbered = matters.numbered(index) if sounds[index] >= withdrawals.SOUNDS or fact.reason == "retracted" else []
    for place in numbered:
        settled[place] = _without(settled[place], fact, cue)
    if numbered:
        settled[index] = fact.model_copy(update={"reason": fact.reason or "retracted", "part": None})
        return
    found = withdrawals.find_withdrawn(index, settled, sounds, matters, cue)
    if "aside" in fact.flags and (found is None or found.target is None):
        _withdraw_own_line(fact, settled)
        return
    if found is None:
        return
    change = {}
    if found.target is None:
        change = {"unclear": tuple(settled[place].id for place in found.likeliest)}
    elif settled[found.target].reason is None:
        settled[found.target] = _without(settled[found.target], fact, cue)
    taken = cue.figures(settled[found.target].text) if found.target is not None else ()
    own = [f for f in cue.figures(fact.text) if not any(figures.same(f, theirs) for theirs in taken)]
    bears = cue.bears_fact(fact.text) and bool(own or not taken)
    if fact.reason is None and not bears and sounds[index] >= OWN:
        change |= {"reason": "retracted", "part": None}
    settled[index] = fact.model_copy(update=change)


def _without(target: Fact, fact: Fact, cue: Cues) -> Fact:
    """A fact without what another takes back: the whole of it, or the one clause that is named."""
    left = withdrawals.left_of(target.text, fact.text, cue) if "row" not in target.flags else ""
    if not left:
        return target.model_copy(update={"reason": "retracted"})
    return target.model_copy(update={"text": left, "figures": cue.figures(left), "flags": (*target.flags, "corrected")})


def _withdraw_own_line(aside: Fact, settled: list[Fact]) -> None:
    """Leave out what a remark in brackets stands in, as it names no other line: `古树挂牌120株（这条先别写）`."""
    for place, fact in enumerate(settled):
        if fact.note == aside.note and fact.reason is None:
            settled[place] = fact.model_copy(update={"reason": "retracted"})


def _is_remark(fact: Fact, cue: Cues) -> bool:
    """Whether a piece of a line only says that a figure is wrong: `My fuel figure was from the pro-forma; actual is …`."""
    return fact.reason is None and not fact.figures and slips.likelihood(fact.text, cue) >= slips.TOLD


def _correct(index: int, settled: list[Fact], matters: links.Matters, cue: Cues) -> bool:
    """Let the correction at `index` rule the facts before it, if it names any; it keeps only what it says now."""
    fact = settled[index]
    if pointing_at := cue.correction("pointer").search(fact.text):  # `two lines up` counts nothing
        said = fact.text[: pointing_at.start()] + fact.text[pointing_at.end() :]
        fact = fact.model_copy(update={"text": said, "figures": cue.figures(said)})
    if named := matters.numbered(index):
        said = pointing.without_number(fact.text, cue)
        fact = fact.model_copy(update={"text": said, "figures": cue.figures(said)})
    correction = read_correction(fact, cue)
    plain = fact.model_copy(update={"text": correction.text, "figures": correction.right})
    numbered = [place for place in named if _rivals(correction.right, settled[place])]
    if not numbered and not cue.corrects(fact):
        return False
    likest = max(numbered, key=lambda place: matters.compared(index, place).get("pieces", 0.0), default=None)
    targets = _corrected(index, settled, correction, matters, cue) if likest is None else [likest]
    refers = likest is not None or pointing_at is not None or cue.correction("refers").search(fact.text) is not None
    for target in targets:
        settled[target] = _supersede(settled[target], plain, correction.wrong, cue, refers=refers)
    if not targets and not correction.wrong:
        return False
    first = settled[targets[0]] if targets else None
    rides = first is not None and first.reason is None and _says_no_more(plain, first)
    flags = plain.flags if "correction" in plain.flags else (*plain.flags, "correction")
    twin, part = first.id if rides and first else None, first.part if first else plain.part
    settled[index] = plain.model_copy(update={"flags": flags, "twin": twin, "part": part})
    return True


def _says_no_more(fact: Fact, other: Fact) -> bool:
    """Whether every figure of a fact stands in another, so that it need not be written a second time."""
    return all(any(figures.same(f, theirs) or same_value(f, theirs) for theirs in other.figures) for f in fact.figures)


def _corrected(
    index: int, facts: Sequence[Fact], correction: Correction, matters: links.Matters, cue: Cues
) -> list[int]:
    """The facts whose value a correction replaces: the likest earlier one, and all that repeat its value; among many facts only those
    that share a word with it or stand beside it are looked at.
    """
    fact = facts[index]
    ours = cue.topic(
        f"{fact.theme if 'labelled' in fact.flags else ''}\x00{correction.text}"
    )  # a caption is of its neighbours too
    best: tuple[float, int] | None = None
    many = len(facts) > withdrawals.MANY
    for i in (place for place in (matters.near(index) if many else range(index)) if place < index):
        other = facts[i]
        if other.reason is not None or other.note == fact.note:
            continue
        theirs = cue.topic(f"{other.theme}\x00{other.text}")
        run = links.shared_run(ours, theirs)
        common = {word for word in set(ours.split("\x00")) & set(theirs.split("\x00")) if len(word) >= 4}
        if _holds(other, correction.wrong):
            score = 10.0 + run
        elif (pairs := _rivals(correction.right, other)) and (run >= SHARED[cue.language] or len(common) >= 2):
            score = run + len(common) + 3 * _nearness(pairs)
        elif pairs and i == index - 1 and pointing.points_back(fact.text, cue):
            score = 1.0
        else:
            continue
        if best is None or (score, i) >= best:
            best = (score, i)
    if best is None:
        return []
    wrong = correction.wrong or tuple(f for f, _ in _rivals(correction.right, facts[best[1]])[:1])
    name = cue.topic(facts[best[1]].text)
    also = [
        i for i in (matters.near(best[1]) if many else range(len(facts)))
        if i not in {index, best[1]} and facts[i].reason is None and "correction" not in facts[i].flags
        and _holds(facts[i], wrong) and links.shared_run(name, cue.topic(facts[i].text)) >= 2 * SHARED[cue.language]
    ]  # fmt: skip
    return [best[1], *also]


def _holds(fact: Fact, wrong: Sequence[Figure]) -> bool:
    return any(same_value(f, bad) for f in fact.figures for bad in wrong)


def _nearness(pairs: Sequence[tuple[Figure, Figure]]) -> float:
    """How near (0 to 1) the nearest value and its rival are: a correction seldom changes a value's size."""
    return 1.0 - float(min((_apart(old, new) for old, new in pairs), default=Decimal(1)))


def _rivals(right: Sequence[Figure], old: Fact) -> list[tuple[Figure, Figure]]:
    """Figures of an old fact beside those of one unit among the right ones that say another value, the nearest first: as many as there
    are of both in their order, else each beside the nearest. What the old one says already takes no other's place.
    """
    pairs = []
    olds = [f for f in old.figures if f.type not in _NO_CORRECTION and not any(figures.same(f, ours) for ours in right)]
    right = [f for f in right if not any(figures.same(f, held) for held in old.figures)]
    for theirs in olds:
        alike = [f for f in right if _one_kind(theirs, f) and (theirs.unit == f.unit or _like_size(theirs, f))]
        mates = [f for f in olds if _one_kind(theirs, f)]
        if len(mates) == len(alike) > 0:
            pairs.append((theirs, alike[mates.index(theirs)]))
        elif alike:
            pairs.append((theirs, min(alike, key=lambda f: _apart(theirs, f))))
    return sorted(pairs, key=lambda pair: _apart(*pair))


def _like_size(one: Figure, other: Figure) -> bool:
    """Whether two values are of one size: of two units only such are one thing (no `128排CT` is `1280万`)."""
    ours, theirs = number(one), number(other)
    return not ours or not theirs or min(ours, theirs) >= Decimal(str(slips.LEAST)) * max(ours, theirs)


def _one_kind(one: Figure, other: Figure) -> bool:
    """Whether two figures count in one unit; a bare number in a table or a hasty line may be of any counted one."""
    types = {"count" if f.type == "multiple" else f.type for f in (one, other)}  # `went out 140 times` is a count
    units = ["" if f.type == "multiple" else f.unit for f in (one, other)]
    if units[0] == units[1]:
        return len(types) == 1 or types <= {"count", "bare", "measure"}
    return "" in units and types <= {"count", "bare", "measure", "money"}


def _apart(old: Figure, new: Figure) -> Decimal:
    ours, theirs = number(old), number(new)
    return abs(ours - theirs) / max(ours, theirs) if ours and theirs else Decimal(1)


def _one_matter(one: tuple[Fact, Figure], other: tuple[Fact, Figure], cue: Cues) -> int:
    """How many characters in a row the clauses of two figures share."""
    first, second = (cue.topic(f"{fact.theme}\x00{_clause_of(fact.text, figure)}") for fact, figure in (one, other))
    return links.shared_run(first, second)


def _clause_of(text: str, figure: Figure) -> str:
    """The clause of a figure, as far as its first characters behind it."""
    before, behind = _CLAUSE.split(text[: figure.start])[-1], _CLAUSE.split(text[figure.end : figure.end + 12])[0]
    return before + text[figure.start : figure.end] + behind


def _also_corrected(old: Fact, new: Fact, pair: tuple[Figure, Figure], cue: Cues) -> Iterator[tuple[Figure, Figure]]:
    """Further figures of a line and what a correction says instead of them, each of one matter: `维持应该是6件，撤销2件`."""
    taken = [pair]
    for right in new.figures:
        standing = any(figures.same(right, f) for f in old.figures)
        rivals = [f for f, _ in _rivals([right], old) if all(f != before for before, _ in taken)]
        if standing or any(right == said for _, said in taken) or not rivals:
            continue
        likest = max(rivals, key=lambda f: _one_matter((old, f), (new, right), cue))
        if _one_matter((old, likest), (new, right), cue) >= SHARED[cue.language]:
            taken.append((likest, right))
            yield likest, right


def _says_only_that(new: Fact, pairs: Sequence[tuple[Figure, Figure]], old: Fact, cue: Cues) -> bool:
    """Whether a correction says nothing beside the values that it puts right, remarks on the mistake aside, so that the line which it
    corrects, where that names what it counts, is worded better (`整治飞线充电 217处` than `飞线那个数报多了，退一步，只有171处`).
    """
    counted = [f for f in new.figures if f.type not in {"date", "code"}]
    if old.cells or len(counted) > len(pairs) or not texts.content(cue.topic(old.text).replace("\x00", "")):
        return False
    behind = new.text[max((right.end for _, right in pairs), default=0) :]
    added = [clause for clause in _CLAUSE.split(behind) if len(texts.content(clause)) >= TELLS[cue.language]]
    return all(slips.likelihood(clause, cue) >= DISPUTES for clause in added)


def _supersede(old: Fact, new: Fact, wrong: Sequence[Figure], cue: Cues, *, refers: bool) -> Fact:
    """The old fact left out; where it says more than the corrected value, or the new one only refers to it, its text with the
    value replaced.
    """
    pairs = _rivals(new.figures, old)
    named = [(f, right) for f, right in pairs if any(same_value(f, bad) for bad in wrong)]
    right_ones = [f for f in new.figures if f.type not in _NO_CORRECTION]
    if not named and wrong and right_ones:  # the wrong value in another unit's spelling (`27` for `27张`)
        named = [(f, right_ones[0]) for f in old.figures if any(same_value(f, bad) for bad in wrong)]
    done = [  # `120场任务，实际演124场`
        (f, right) for f, right in pairs if slips.is_elsewhere(new, right, cue) or not slips.is_elsewhere(old, f, cue)
    ]
    pairs = named or (done or pairs)[: max(1, len(right_ones))]
    if not pairs:  # it says that something is wrong, and not what is right
        return old.model_copy(update={"flags": (*old.flags, "disputes")})
    counted = [f for f in old.figures if f.type not in {"date", "code"}]
    others = [f for f in counted if all(f != bad for bad, _ in pairs)]
    every = len(pairs) > 1 and len(pairs) == len(right_ones) == len(counted)
    if (not others or every) and not (pairs and (refers or _says_only_that(new, pairs, old, cue))):
        return old.model_copy(update={"reason": "superseded", "twin": new.id})
    if not every:  # of pairs alike in this, the nearest values, which stand first
        best = max(pairs, key=lambda pair: _one_matter((old, pair[0]), (new, pair[1]), cue))
        pairs = [best, *_also_corrected(old, new, best, cue)]
    text = old.text
    for bad, right in sorted(pairs, key=lambda pair: -pair[0].start):
        text = slips.replaced(text, bad, right)
    return old.model_copy(update={"text": text, "figures": cue.figures(text), "flags": (*old.flags, "corrected")})
