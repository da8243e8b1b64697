"""Finds and reads the files under prompts/: wording, cues, kinds and prompts, by language.

A file of the same path in the user's own prompts folder (`DRAFTER_PROMPTS`) wins over the shipped one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from drafter import settings
from drafter.errors import PromptError

_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


@cache
def shipped() -> Path:
    """The shipped prompts folder: inside an installed package, or beside it in a checkout."""
    inside = Path(str(files("drafter") / "_prompts"))
    return inside if inside.is_dir() else Path(str(files("drafter"))).parent / "prompts"


def folders() -> tuple[Path, ...]:
    """Where prompt files are looked for, the user's folder first."""
    own = settings.user_prompts()
    return (own, shipped()) if own else (shipped(),)


def read_text(language: str, name: str) -> str:
    """The text of `prompts/<language>/<name>`; `PromptError` if no folder has it."""
    for folder in folders():
        path = folder / language / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise PromptError(f"no prompt file {language}/{name}; looked in {', '.join(map(str, folders()))}")


@cache
def read_table(language: str, name: str) -> dict[str, object]:
    """The TOML file `prompts/<language>/<name>` as a dictionary; treat it as read-only."""
    try:
        return tomllib.loads(read_text(language, name))
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"prompts/{language}/{name} is not valid TOML: {error}") from error


def languages() -> tuple[str, ...]:
    """The languages that prompts exist for."""
    return tuple(sorted({path.parent.name for folder in folders() for path in folder.glob("*/language.toml")}))


def render(template: str, values: dict[str, str]) -> str:
    """Put values in for `{{name}}`, once: braces inside a value stay as typed. Names missing or unused are errors."""
    declared = set(_VARIABLE.findall(template))
    if declared != set(values):
        wrong = sorted(declared ^ set(values))
        raise PromptError(f"the prompt's variables are {sorted(declared)}, given were {sorted(values)}; {wrong} differ")
    return _VARIABLE.sub(lambda match: values[match[1]], template)
