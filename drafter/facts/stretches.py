"""What a line says, cut where it says several things, and the facts that become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.schema import Fact, Note, PartName, Reason

Flag = Literal["labelled", "row", "correction", "corrected", "aside"]
"""How a stretch was read: its theme is a label in its own line, it is a row of a table, it corrects what stands elsewhere, a slip within
its line was mended, or it is a remark in brackets that takes a line back, its own or another.
"""


@dataclass(frozen=True)
class Stretch:
    """A stretch of a line: its text, and a part, or the reason why it is not written; neither: still to be sorted."""

    text: str
    part: PartName | None = None
    reason: Reason | None = None
    theme: str = ""
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()


def number_facts(said: Sequence[tuple[Note, Stretch]]) -> Iterator[Fact]:
    """The facts of notes with what each says, in their order."""
    of_note = Counter(note.id for note, _ in said)
    told: Counter[int] = Counter()
    for note, stretch in said:
        letters = "" if of_note[note.id] == 1 else _letters(told[note.id])
        told[note.id] += 1
        yield Fact(
            id=f"{note.id}{letters}",
            note=note.id,
            text=stretch.text,
            part=stretch.part if stretch.reason is None else None,
            theme=stretch.theme,
            flags=stretch.flags,
            reason=stretch.reason,
            columns=stretch.columns,
            cells=stretch.cells,
        )


def _letters(index: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(97 + rest) + text
    return text
