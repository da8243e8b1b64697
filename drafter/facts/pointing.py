"""What a line says of other lines: which one it means, and whether it is to be left out. The wording stands under [settling]."""

from __future__ import annotations

from drafter.facts import lines
from drafter.facts.cues import Cues


def points_back(text: str, cue: Cues) -> bool:
    """Whether a correction or retraction speaks of the line just before it."""
    return cue.search("settling", "points_back", text) is not None


def points_below(text: str, cue: Cues) -> bool:
    """Whether a retraction speaks of a line that comes after it."""
    return cue.search("settling", "points_below", text) is not None


def leaves_out(text: str, cue: Cues) -> bool:
    """Whether a text has words by which something is left out, of the report or of the work."""
    return cue.search("settling", "leaves_out", text) is not None


def only_leaves_out(text: str, cue: Cues) -> bool:
    """Whether a text says no more than that something be left out (`先别写`, `don't mention yet`)."""
    return cue.search("settling", "only_leaves_out", text) is not None


def names_a_line(text: str, cue: Cues) -> bool:
    """Whether a retraction names another line (那条, that line)."""
    return cue.search("settling", "names_a_line", text) is not None


def names_another(text: str, cue: Cues) -> bool:
    """Whether a retraction names a line, and not the one that it stands in (这条, this)."""
    return names_a_line(text, cue) and not names_its_own(text, cue)


def names_a_half(text: str, cue: Cues) -> bool:
    """Whether a retraction names a piece of a line (`那半句`)."""
    return cue.search("settling", "names_a_half", text) is not None


def names_its_own(text: str, cue: Cues) -> bool:
    """Whether a text names the line that it stands in: `这条先别写`, `leave this out`."""
    return cue.search("settling", "names_its_own", text) is not None


def names_number(text: str, cue: Cues) -> int | None:
    """The number of a line that a text names: `第13条`, `item 4`."""
    match = cue.search("settling", "names_a_number", text)
    number = next(filter(None, match.groups()), "") if match else ""
    if match is None or number.isdecimal():
        return int(number) if number else None
    if len(number) == 1 and number.isascii():
        return lines.of_letter(number)
    return next((int(f.value) for f in cue.figures(match[0]) if f.value.isdecimal()), None)


def opens_with_number(text: str, cue: Cues) -> bool:
    """Whether a text first names a line by its number, so that what it says is of that line: `No 9, it was 6 weeks in the end`."""
    match = cue.search("settling", "names_a_number", text)
    return match is not None and cue.search("settling", "before_a_number", text[: match.start()]) is not None


def hidden_name(text: str, cue: Cues) -> str:
    """The name that a text asks to keep out: `Don't mention Gareth by name`; empty without one."""
    match = cue.search("settling", "hides_a_name", text)
    return match[1] if match else ""


def without_number(text: str, cue: Cues) -> str:
    """A text without the number by which it names a line."""
    match = cue.search("settling", "names_a_number", text)
    before = "" if opens_with_number(text, cue) or not match else text[: match.start()]
    return before + text[match.end() :] if match else text


def names_itself(text: str, cue: Cues) -> bool:
    """Whether a retraction says what it is about and then takes back just that: `有个老乡闹过一次，这个不用写了`."""
    return cue.search("settling", "names_itself", text) is not None and not names_another(text, cue)
