"""A draft as text, and read back: equal drafts give equal text, old formats are brought up, newer ones refused."""

from __future__ import annotations

import json
from collections.abc import Callable

from pydantic import ValidationError

from drafter.errors import DraftFormatError
from drafter.schema import Draft

FORMAT = 1


def dump_draft(draft: Draft) -> str:
    """The draft as JSON text, keys in the order of the schema; equal drafts give equal text."""
    return draft.model_dump_json()


def load_draft(text: str | bytes) -> Draft:
    """Read a saved draft; `DraftFormatError` in one line if it is damaged, foreign, nested without end, or newer."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DraftFormatError(f"this is not a saved draft: {error}; a .json written by drafter is expected") from error
    if not isinstance(data, dict) or "format" not in data or "notes" not in data:
        raise DraftFormatError("this JSON is not a saved draft: it has no 'format' and 'notes'")
    found = data["format"]
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise DraftFormatError(f"the draft's format is {found!r}; a whole number from 1 on is expected")
    if found > FORMAT:
        raise DraftFormatError(
            f"the draft has format {found}, this drafter reads up to {FORMAT}; install a newer drafter"
        )
    try:
        return Draft.model_validate(upgrade(data))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "draft"
        raise DraftFormatError(f"the saved draft is damaged at {place}: {first['msg']}") from error


def upgrade(data: dict[str, object]) -> dict[str, object]:
    """Bring the JSON of an older format up to the newest; each format adds one step to `UPGRADES`."""
    for number in range(int(str(data["format"])), FORMAT):
        data = UPGRADES[number](data) | {"format": number + 1}
    return data


UPGRADES: dict[int, Callable[[dict[str, object]], dict[str, object]]] = {}
"""For each old format, the function that makes it one newer."""
