"""Finds and reads the files under prompts/: wording, cues, kinds and prompts, by language.

A file of the same path in the user's own prompts folder (`DRAFTER_PROMPTS`) wins over the shipped one.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from functools import cache, reduce
from importlib.resources import files
from pathlib import Path
from typing import Any

from drafter import reading, settings
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
    """The text of `prompts/<language>/<name>`; `PromptError` if no folder has it, `InputError` for a file that is no text in UTF-8."""
    return reading.text(_paths(language, name)[0])


def read_lines(language: str, name: str) -> list[bytes]:
    """The lines of a long table as they stand in the file, in UTF-8: few of them are ever asked for, and made text then."""
    return _paths(language, name)[0].read_bytes().removeprefix(BOM_UTF8).splitlines()


def _paths(language: str, name: str) -> list[Path]:
    """The files of that name, the user's own first; `PromptError` without one."""
    paths = [path for folder in folders() if (path := folder / language / name).is_file()]
    if not paths:
        raise PromptError(f"no prompt file {language}/{name}; looked in {', '.join(map(str, folders()))}")
    return paths


@cache
def read_table(language: str, name: str) -> dict[str, object]:
    """The TOML file `prompts/<language>/<name>` as a dictionary; treat it as read-only.

    A user's own table of a language (`language.toml`) has as shipped what it lacks, so that one made for an earlier drafter still
    serves; a layout (`layouts/<name>.toml`) is whole. `PromptError` if no folder has it, `InputError` for a file that is no TOML.
    """
    first, *others = (reading.toml(path) for path in _paths(language, name))
    return first if "/" in name else reduce(_filled, others, first)


def read_section(language: str, name: str, section: str) -> dict[str, Any]:
    """The table `[section]` of the TOML file `prompts/<language>/<name>`; treat it as read-only. `PromptError` if it has none."""
    found = read_table(language, name).get(section)
    if not isinstance(found, dict):
        raise PromptError(f"{language}/{name} has no table [{section}]; the shipped files show what it holds")
    return found


def _filled(own: dict[str, object], shipped: dict[str, object]) -> dict[str, object]:
    """A table with what it lacks taken from another, also within its sections."""
    filled = {**shipped, **own}
    for key, section in own.items():
        if isinstance(section, dict) and isinstance(under := shipped.get(key), dict):
            filled[key] = _filled(section, under)
    return filled


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
