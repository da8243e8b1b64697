"""Files of the user's that are read as text: settings, prompts, kinds, layouts, as whatever editor has saved them in UTF-8."""

from __future__ import annotations

import tomllib
from pathlib import Path

from drafter.errors import InputError


def text(path: Path) -> str:
    """A file's text in UTF-8, without the mark that some editors put before it; `InputError` in one line for what cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no text in UTF-8: {error}; save it as UTF-8") from error


def toml(path: Path) -> dict[str, object]:
    """What a TOML file says; `InputError` in one line where it cannot be read, or is none."""
    try:
        return tomllib.loads(text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not valid TOML: {error}") from error
