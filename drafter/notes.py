"""Rough text to notes: decoding what an office saves, one note a line, and ids that stay when the text is edited."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from drafter import text as texts
from drafter.errors import InputError
from drafter.schema import Note

MAX_BYTES = 2_000_000
"""The most that notes may hold: about 600,000 Chinese characters."""

SAME_LINE = 0.6
"""A changed line keeps its note's id when it is at least this alike (0 to 1)."""

MOST_PAIRS = 40_000
"""Pairs of changed lines that are compared; a text rewritten throughout beyond that starts with new ids."""

_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc",
)


def decode(data: bytes, name: str = "the notes") -> str:
    """Bytes of a notes file to text: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030; any line ends.

    `InputError` for more than 2 MB, for a file that is no text, and for undecodable bytes.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} has {len(data):,} bytes; notes of up to {MAX_BYTES:,} bytes can be read")
    if data.startswith(_BINARY):
        raise InputError(f"{name} is not a text file; save the notes as .txt or .md")
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or _odd_share(text) > 0.1:
            break
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise InputError(f"{name} is not readable as text (UTF-8, UTF-16 or GB18030); save the notes as .txt in UTF-8")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def _odd_share(text: str) -> float:
    odd = sum(
        1 for c in text if (ord(c) < 32 and c not in "\t\n\r\f\x0b") or "\ue000" <= c <= "\uf8ff" or c == "\ufffd"
    )
    return odd / max(len(text), 1)


def read_notes(text: str, origin: str = "notes", first: int = 1) -> tuple[Note, ...]:
    """One note for each line that is not blank, numbered from `first`; `InputError` if there is none.

    The text of a note is the line as typed, without its line end.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InputError(f"the notes have {len(text):,} characters; up to {MAX_BYTES:,} bytes can be read")
    lines = [line.rstrip() for line in map(texts.printable, text.splitlines())]
    standing = [(line, i > 0 and not lines[i - 1]) for i, line in enumerate(lines) if line]
    if sum(apart for _, apart in standing) * 2 > len(standing):  # blank lines between all of them set none apart
        standing = [(line, False) for line, _ in standing]
    if not standing:
        raise InputError("the notes are empty; type or paste at least one line that says what was done")
    return tuple(Note(id=first + i, text=line, origin=origin, apart=apart) for i, (line, apart) in enumerate(standing))


def reread(old: Sequence[Note], fresh: Sequence[Note]) -> tuple[Note, ...]:
    """The notes after they were edited, `fresh` as `read_notes` has them: unchanged and lightly changed lines of an origin keep
    their ids there.

    Lines that are gone stay as `removed` notes, so that no id is ever used twice; notes of an origin that is not among the
    fresh ones stay as they are.
    """
    next_id = max((note.id for note in old), default=0) + 1
    origins = dict.fromkeys(note.origin for note in fresh)
    notes: list[Note] = []
    for origin in origins:
        typed = [note for note in fresh if note.origin == origin]
        ours = [note for note in old if note.origin == origin and not note.removed]
        kept = _match(ours, [note.text for note in typed])
        for index, note in enumerate(typed):
            notes.append(note.model_copy(update={"id": kept[index].id if index in kept else next_id}))
            next_id += index not in kept
    standing = {note.id for note in notes}
    gone = [n.model_copy(update={"removed": n.removed or n.origin in origins}) for n in old if n.id not in standing]
    return (*notes, *gone)


def _match(ours: Sequence[Note], fresh: Sequence[str]) -> dict[int, Note]:
    """For each new line (by index) the old note that it goes on from."""
    matcher = SequenceMatcher(None, [n.text for n in ours], fresh, autojunk=False)
    kept: dict[int, Note] = {}
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            kept |= {b1 + i: ours[a1 + i] for i in range(a2 - a1)}
        elif tag == "replace":
            kept |= _match_changed(ours[a1:a2], fresh, range(b1, b2))
    used = {note.id for note in kept.values()}
    moved = {note.text: note for note in reversed(ours) if note.id not in used}
    for index, line in enumerate(fresh):
        if index not in kept and line in moved:
            kept[index] = moved.pop(line)
    used = {note.id for note in kept.values()}
    left = [note for note in ours if note.id not in used]
    new = [index for index in range(len(fresh)) if index not in kept]
    if len(left) * len(new) <= MOST_PAIRS:  # moved and changed at once
        kept |= _match_changed(left, fresh, new)
    return kept


def _match_changed(ours: Sequence[Note], fresh: Sequence[str], places: Sequence[int]) -> dict[int, Note]:
    """The likest pairs of old notes and new lines (by index) first."""
    if len(ours) * len(places) > MOST_PAIRS:
        return {}
    pairs = sorted(
        ((texts.likeness(note.text, fresh[i]), -i, note) for note in ours for i in places),
        key=lambda pair: pair[:2],
        reverse=True,
    )
    kept: dict[int, Note] = {}
    taken: set[int] = set()
    for alike, minus, note in pairs:
        if alike >= SAME_LINE and -minus not in kept and note.id not in taken:
            kept[-minus] = note
            taken.add(note.id)
    return kept
