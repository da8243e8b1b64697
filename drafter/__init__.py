"""drafter: rough notes to a formal three-part report, every figure traced to a note.

In reading order: `notes` `facts` `outline` `writing` `checks` `repair` `report` are the stages; `pipeline` knows their
order; `service` is what a person can do; `cli` and `web` are where people touch it; `engines`, `formats`, `languages`
and prompts/ are where things are added; `schema` holds the values.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.service import check, draft, export, redraft

__all__ = ["__version__", "check", "draft", "export", "redraft"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The four verbs of the service, loaded when first used."""
    if name in __all__:
        return getattr(import_module("drafter.service"), name)
    raise AttributeError(f"module 'drafter' has no attribute {name!r}")
