"""A sentence against the texts it rests on: which words stand there, and where it says something else in their place.

Words are single Chinese characters, Latin words and numerals. Offsets are in characters of the texts as typed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from drafter import text as texts
from drafter.remembering import remembered

_WORD = re.compile(rf"[{texts.HAN}]|\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)*")
_STOP = re.compile("[，,；;。！？\n]")
_PIECE_END = re.compile("[；;。！？\n]")

MOST_PLACES = 64
"""Places of one pair of words that are looked at: a text of one character ten thousand times over is no year's work."""

LONG_RUN = 5
"""Words in a row that no source has at this place; a run this long is looked for elsewhere in the sources."""

WIDEST = 14
"""Words of a source that may lie between two matched words and still count as what the sentence replaced."""

STEM = 4
"""Letters by which an inflected word is known."""

SHORT = 14
"""Words up to which a text may be known by its single words: told in other words, a few of them keep no neighbours."""

ANEW = 0.34
"""Share (0 to 1) of a short text's words that will do."""

_BAND = 8
"""Words by which a match may drift from its neighbours and still belong to the same stretch of a source."""

_SLACK = 3
"""Words more that a source may have before the first or after the last match of a stretch."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: the words in lower case, and where each begins and ends."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    joined: tuple[str, ...]
    """Each word with its right neighbour, a blank between them."""

    pairs: dict[str, tuple[int, ...]]
    """The same, with the numbers of the words at which they stand."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where a sentence departs from a source: `start` to `end` of the sentence stands where the source has `old_start` to `old_end`.

    Either side may be empty (words added, words left out). `source` is -1 for words that have no place in any source; `firm`
    says that the words on both sides stand in the source too, right beside.
    """

    start: int
    end: int
    source: int
    old_start: int
    old_end: int
    firm: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sentence laid over its sources. `places` gives for each word (source, word of it), None where no source has it."""

    sentence: Words
    sources: tuple[Words, ...]
    places: tuple[tuple[int, int] | None, ...]
    changes: tuple[Change, ...]
    support: float
    """Share (0 to 1) of the sentence's neighbouring word pairs that stand in any source; 1 when it has none."""

    def new(self, change: Change) -> str:
        """The changed words as the sentence has them."""
        return self.sentence.text[change.start : change.end]

    def free(self, source: int, start: int, end: int) -> bool:
        """Whether no word of the sentence was matched with a stretch of a source."""
        words = self.sources[source]
        taken = {place[1] for place in self.places if place and place[0] == source}
        return not any(words.starts[i] < end and words.ends[i] > start for i in taken)

    def old(self, change: Change) -> str:
        """What the source says in their place."""
        return self.sources[change.source].text[change.old_start : change.old_end] if change.source >= 0 else ""


@remembered
def read(text: str) -> Words:
    """A text cut into words."""
    plain = texts.narrow(text).lower().replace("’", "'")  # print curls what was typed straight
    found = list(_WORD.finditer(plain))
    words = tuple([match[0] for match in found])
    if "," in plain:
        words = tuple([word.replace(",", "") for word in words])
    joined = tuple([f"{one} {two}" for one, two in pairwise(words)])
    pairs: dict[str, tuple[int, ...]] = {pair: (index,) for index, pair in enumerate(joined)}
    if len(pairs) < len(joined):
        every: dict[str, list[int]] = {}
        for index, pair in enumerate(joined):
            every.setdefault(pair, []).append(index)
        pairs = {pair: tuple(at) for pair, at in every.items()}
    starts, ends = zip(*[match.span() for match in found], strict=True) if found else ((), ())
    return Words(text, words, starts, ends, joined, pairs)


@remembered
def compare(sentence: str, sources: tuple[str, ...]) -> Comparison:
    """Lay a sentence over its sources, each stretch where it fits best, whatever their order."""
    ours, theirs = read(sentence), tuple(read(source) for source in sources)
    places: list[tuple[int, int] | None] = [None] * len(ours.words)
    changes: list[Change] = []
    for start, end in _pieces(ours):
        _lay(ours, (start, end), theirs, places)
        _drop_strays(ours, places, start, end)
        changes += _changes(ours, theirs, places, start, end)
    known = set().union(*(source.pairs for source in theirs))
    held = sum(pair in known for pair in ours.joined)
    total = max(len(ours.words) - 1, 0)
    return Comparison(ours, theirs, tuple(places), tuple(changes), held / total if total else 1.0)


def stems(words: Iterable[str]) -> list[str]:
    """By what the longer words are known, their beginnings, and the numbers among them; in order."""
    return [word[:STEM] for word in words if len(word) >= STEM or word.isdigit()]


def share_of_stems(ours: Collection[str], theirs: AbstractSet[str]) -> float:
    """Share (0 to 1) of these stems that are among others; 1 when there are none."""
    return sum(map(theirs.__contains__, ours)) / len(ours) if ours else 1.0


def told_anew(ours: Sequence[str], theirs: AbstractSet[str], enough: float = ANEW) -> bool:
    """Whether a fair share (`enough`, 0 to 1) of a few words stands elsewhere, each by itself."""
    return len(ours) <= SHORT and sum(map(theirs.__contains__, ours)) >= enough * len(ours)


def _pieces(ours: Words) -> list[tuple[int, int]]:
    """The sentence's stretches between semicolons and stops, as word numbers."""
    ends = [match.start() for match in _PIECE_END.finditer(ours.text)]
    pieces, start = [], 0
    for end in (*ends, len(ours.text)):
        stop = start
        while stop < len(ours.starts) and ours.starts[stop] < end:
            stop += 1
        if stop > start:
            pieces.append((start, stop))
        start = stop
    return pieces


def _lay(
    ours: Words, stretch: tuple[int, int], theirs: Sequence[Words], places: list[tuple[int, int] | None], depth: int = 0
) -> None:
    """Match one stretch with the stretch of a source that shares most with it; what is left over is tried once more."""
    start, end = stretch
    if _lay_whole(ours, start, end, theirs, places):
        return
    found = _best_stretch(ours, start, end, theirs)
    if found is None:
        return
    number, left, right = found
    source = theirs[number]
    blocks = Levenshtein.opcodes(ours.words[start:end], source.words[left:right])
    for block in blocks:
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                places[start + block.src_start + step] = (number, left + block.dest_start + step)
    if depth >= 3:
        return
    run = start
    for index in range(start, end + 1):
        if index < end and places[index] is None:
            continue
        if index - run >= LONG_RUN and index - run < end - start:
            _lay(ours, (run, index), theirs, places, depth + 1)
        run = index + 1


def _lay_whole(ours: Words, start: int, end: int, theirs: Sequence[Words], places: list[tuple[int, int] | None]) -> bool:  # fmt: skip
    """Match a stretch that a source has letter by letter, and only once."""
    text = ours.text[ours.starts[start] : ours.ends[end - 1]]
    for number, source in enumerate(theirs):
        at = source.text.find(text)
        if at >= 0 and end - start > 1 and source.text.find(text, at + 1) < 0:
            low = bisect_left(source.starts, at)
            if source.words[low : low + end - start] != ours.words[start:end]:
                continue
            for step in range(end - start):
                places[start + step] = (number, low + step)
            return True
    return False


def _best_stretch(ours: Words, start: int, end: int, theirs: Sequence[Words]) -> tuple[int, int, int] | None:
    """The stretch of a source (its number, first word, end) that shares most with the sentence's, at one shift."""
    met: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    tables = [(number, source.pairs) for number, source in enumerate(theirs)]
    for index in range(start, end - 1):
        pair = ours.joined[index]
        for number, pairs in tables:
            if pair in pairs:
                for place in pairs[pair][:MOST_PLACES]:
                    met[number, place - index].append((index, place))
    if not met:
        return None
    number, shift = max(met, key=lambda key: len(met[key]))
    near = [
        spot for step in range(-_BAND, _BAND + 1) if (number, shift + step) in met for spot in met[number, shift + step]
    ]
    first, low = min(near)
    last, high = max(near)
    head, tail = first - start, end - last - 2
    left = low - head - (_SLACK if head else 0)
    right = high + 2 + tail + (_SLACK if tail else 0)
    return number, max(0, left), min(right, len(theirs[number].words))


def _drop_strays(ours: Words, places: list[tuple[int, int] | None], start: int, end: int) -> None:
    """A single word that matches on its own, its neighbours elsewhere or nowhere, is a coincidence."""
    for index in range(start, end):
        place = places[index]
        if place is None or (ours.words[index][0].isdigit() and len(ours.words[index]) > 1):
            continue
        before = places[index - 1] if index > start else None
        after = places[index + 1] if index + 1 < end else None
        if (
            before != (place[0], place[1] - 1)
            and after != (place[0], place[1] + 1)
            and (before is None or after is None)
        ):
            places[index] = None


def _changes(ours: Words, theirs: Sequence[Words], places: Sequence[tuple[int, int] | None], start: int, end: int) -> list[Change]:  # fmt: skip
    found = []
    index = start
    last: tuple[int, int] | None = None
    while index <= end:
        run = index
        while index < end and places[index] is None:
            index += 1
        following = places[index] if index < end else None
        if change := _change(ours, theirs, (run, index), last, following):
            found.append(change)
        last = following
        index += 1
    return found


def _change(ours: Words, theirs: Sequence[Words], run: tuple[int, int], before: tuple[int, int] | None,
            after: tuple[int, int] | None) -> Change | None:  # fmt: skip
    """What stands between two matched words, against what the source has between them."""
    first, last = run
    beside = (
        before is not None
        and after is not None
        and before[0] == after[0]
        and 0 < after[1] - before[1] <= WIDEST + last - first
    )
    if first == last and not (beside and after is not None and before is not None and after[1] - before[1] > 1):
        return None
    start = ours.starts[first] if first < last else ours.ends[first - 1]
    end = ours.ends[last - 1] if first < last else start
    if not beside or before is None or after is None:
        edge = before or after
        if edge is None or first == last:
            return Change(start, end, -1, 0, 0, firm=False)
        return _at_the_edge(ours, theirs, run, before, after)
    source = theirs[before[0]]
    low, high = before[1] + 1, after[1]
    old_start = source.starts[low] if low < high else source.ends[before[1]]
    old_end = source.ends[high - 1] if low < high else old_start
    return Change(start, end, before[0], old_start, old_end, firm=True)


def _at_the_edge(ours: Words, theirs: Sequence[Words], run: tuple[int, int], before: tuple[int, int] | None,
                 after: tuple[int, int] | None) -> Change:  # fmt: skip
    """New words beside one matched word only: as many words of the source as they are on that side, within the clause."""
    first, last = run
    if before is not None and not (after is not None and _stops(ours, first)):
        source, number = theirs[before[0]], before[0]
        low = high = before[1] + 1
        beyond = _stops(ours, first)
        while high < min(len(source.words), low + last - first) and not (
            _stops(source, high) and (high > low or not beyond)
        ):
            high += 1
    else:
        assert after is not None  # the caller has looked
        source, number = theirs[after[0]], after[0]
        high = low = after[1]
        beyond = _stops(ours, last)
        first = max((at for at in range(first, last) if _stops(ours, at)), default=first)
        while low > max(0, high - (last - first)) and not (_stops(source, low) and (low < high or not beyond)):
            low -= 1
    while first < last and low < high and ours.words[first] == source.words[low]:
        first, low = first + 1, low + 1
    while first < last and low < high and ours.words[last - 1] == source.words[high - 1]:
        last, high = last - 1, high - 1
    start = ours.starts[first] if first < last else ours.ends[first - 1] if first else 0
    end = ours.ends[last - 1] if first < last else start
    if low >= high:
        return Change(start, end, -1, 0, 0, firm=False)
    return Change(start, end, number, source.starts[low], source.ends[high - 1], firm=False)


def _stops(source: Words, index: int) -> bool:
    """Whether a clause ends before the word of that number."""
    return index > 0 and _STOP.search(source.text, source.ends[index - 1], source.starts[index]) is not None
