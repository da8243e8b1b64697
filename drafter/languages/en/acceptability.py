"""Whether a sentence made of a note is acceptable English that says what the note says: learned from sentences that editors judged.

What rules add to a note is right more often than not, and a reader stumbles over each time that it is not: `there was an oxygen
at 94%`. The weights stand in prompts/en/acceptability.tsv and are written by `python -m tests.make_tables`.
"""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from drafter import learned
from drafter.languages.en.grammar import Word, tagged
from drafter.languages.en.lexicon import own_tag
from drafter.schema import PartName

CLASSES = ("good", "bad")
"""What a sentence may be, to an editor who has only the note beside it."""

UNSURE = 0.6
"""How likely (0 to 1) a sentence must be bad for the note's own words to stand in its place."""

_RUNS = (2, 3, 4)


def is_acceptable(piece: str, said: str, part: PartName) -> bool:
    """Whether a sentence may stand for the piece of a note that it was made of."""
    return learned.likely(features(piece, said, part), "en", "acceptability.tsv")[1] < UNSURE


def features(piece: str, said: str, part: PartName) -> set[str]:
    """What was put in, what was taken out, between which words and parts of speech; how much of it, and how long the piece is."""
    old, new = tagged(piece), tagged(said)
    ours, theirs = [_plain(word) for word in new], [_plain(word) for word in old]
    edits = [edit for edit in Levenshtein.opcodes(theirs, ours) if edit.tag != "equal"]
    added = {at for edit in edits for at in range(edit.dest_start, edit.dest_end)}
    found = {f"part {part}", f"#edits {min(5, len(edits))}", f"#added {min(6, len(added))}"}
    found |= {f"#commas {min(4, piece.count(','))}", f"#words {min(8, len(old) // 3)}"}
    for edit in edits:
        change = f"{' '.join(theirs[edit.src_start : edit.src_end])}>{' '.join(ours[edit.dest_start : edit.dest_end])}"
        found |= {f"{change} {part}", *_around(change, new, edit.dest_start, edit.dest_end)}
    shape = ["^", *(f"+{ours[at]}" if at in added else word.tag for at, word in enumerate(new)), "$"]
    runs = (shape[at : at + size] for size in _RUNS for at in range(len(shape) - size + 1))
    return found | {" ".join(run) for run in runs if any(step[0] == "+" for step in run)} | {" ".join(shape[:6])}


def _around(change: str, words: tuple[Word, ...], start: int, end: int) -> set[str]:
    """A change beside the words that it stands between."""
    before, after = words[start - 1] if start else None, words[end] if end < len(words) else None
    left, right = before.tag if before else "^", after.tag if after else "$"
    found = {change, f"{change} {left}_{right}", f"{change} l {left}", f"{change} r {right}"}
    if before:
        found |= {f"{change} lw {_plain(before)}", f"{change} le {_plain(before)[-3:]}"}
    if after:
        found |= {
            f"{change} rw {_plain(after)}",
            f"{change} re {_plain(after)[-3:]}",
            f"{change} own {own_tag(_plain(after))}",
        }
        found |= {f"{change} rr {one.tag} {other.tag}" for one, other in pairwise(words[end : end + 2])}
    return found


def _plain(word: Word) -> str:
    """A word in small letters; any number is 0."""
    return "0" if word.tag == "NUM" and not word.text.isalpha() else word.text.lower().replace("’", "'")
