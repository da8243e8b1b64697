"""Lines that tell what concerns one person alone (an illness, a debt, trouble at home), and numbers and words for no other's eyes.

Who is one person, and what such a trouble is, stands in prompts/<lang>/privacy.toml. A line that counts many people is no private matter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from drafter import prompts
from drafter import text as texts


def tells_of_one(line: str, language: str) -> bool:
    """Whether a line tells a trouble of one person, who is named or stands out, or a secret."""
    if _pattern(language, "secret").search(line):
        return True
    told = _troubled(language).search(line) or _pattern(language, "own").search(line)
    return told is not None and _pattern(language, "group").search(line) is None


@cache
def _troubled(language: str) -> re.Pattern[str]:
    """One person, and behind it in the same sentence a trouble."""
    reach = prompts.read_table(language, "privacy.toml")["reach"]
    one, trouble, served = (_pattern(language, key).pattern for key in ("one", "trouble", "served"))
    return re.compile(rf"(?:{one})(?:[^。；;.]|\.(?! )){{0,{reach}}}?(?:{trouble})(?!{served})", re.IGNORECASE)


@cache
def _pattern(language: str, key: str) -> re.Pattern[str]:
    table = prompts.read_table(language, "privacy.toml")
    held = table.get(key, [])
    joined = texts.any_pattern([held] if isinstance(held, str) else cast("list[str]", held))
    names = "|".join(prompts.read_text(language, "given_names.txt").split()) if "«given»" in joined else ""
    joined = joined.replace("«given»", names).replace("«surname»", str(table.get("surname", "")))
    return re.compile(joined, re.IGNORECASE)
