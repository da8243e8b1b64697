"""What a window asks for, read out of its JSON: a value of another shape than an action needs is refused in one line."""

from __future__ import annotations

from typing import Any, TypeVar

from drafter.errors import InputError
from drafter.schema import PARTS, PartName

Event = dict[str, Any]
T = TypeVar("T")

MOST = 200_000
"""Characters that are read of a text."""

MOST_OF_A_NAME = 200
"""Characters that are read of what calls something by its name."""


def event(sent: object) -> Event:
    """What a window sent, as an event; what is none asks for nothing."""
    return sent if isinstance(sent, dict) else {}


def clean(text: str) -> str:
    """The text without halves of characters that JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def text(event: Event, key: str, most: int = MOST) -> str:
    """The text under that key, cut to `most` characters; empty where there is none. `InputError` for what is no text."""
    return clean(_value(event, key, str, "text") or "")[:most]


def name(event: Event, key: str) -> str:
    """What calls something by its name: an id, a code, a word; as `text`, but short."""
    return text(event, key, MOST_OF_A_NAME)


def whole(event: Event, key: str) -> int | None:
    """The whole number under that key, None where there is none. `InputError` for what is no whole number."""
    return _value(event, key, int, "a whole number")


def names(event: Event, key: str) -> tuple[str, ...]:
    """The list of names under that key, empty where there is none. `InputError` for what is no such list."""
    return tuple(text({key: one}, key, MOST_OF_A_NAME) for one in _value(event, key, list, "a list of names") or ())


def fields(event: Event, key: str, most: int) -> dict[str, str]:
    """The texts under that key, each by its own and cut to `most` characters. `InputError` for what is no such thing."""
    given = _value(event, key, dict, "a table of texts") or {}
    return {field: text(given, field, most) for field in given}


def rows(event: Event, key: str) -> tuple[Event, ...]:
    """The list under that key, to be read row by row as events are. `InputError` for what is no such list."""
    given = _value(event, key, list, "a list of rows") or ()
    return tuple(_value({key: one}, key, dict, "a list of rows") or {} for one in given)


def part(event: Event) -> PartName:
    """The part that is asked about; `InputError` names the three."""
    given = name(event, "part")
    found = next((one for one in PARTS if one == given), None)
    if found is None:
        raise InputError(f"{given!r} is no part; known are {', '.join(PARTS)}")
    return found


def _value(event: Event, key: str, kind: type[T], expected: str) -> T | None:
    value = event.get(key)
    if value is None:
        return None
    if type(value) is not kind:  # as JSON tells them apart: true is no number
        raise InputError(f"{key} is {value!r:.60}; {expected} is expected")
    return value
