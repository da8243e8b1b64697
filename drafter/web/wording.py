"""The page's words, by language, from prompts/<lang>/page.toml."""

from __future__ import annotations

from typing import cast

from drafter import prompts


def page(language: str) -> dict[str, str]:
    """What stands around the board."""
    return cast("dict[str, dict[str, str]]", prompts.read_table(language, "page.toml"))["page"]


def board(language: str) -> dict[str, object]:
    """What stands on the board."""
    return cast("dict[str, dict[str, object]]", prompts.read_table(language, "page.toml"))["board"]
