"""What happens while a report is written, as values: the store, the page, the command line and tests fold the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from drafter.schema import Item, Report, Usage


@dataclass(frozen=True)
class Started:
    """A run begins. `destination` is the host that text will be sent to, empty when none leaves the machine;
    `items` is how many items will be written (0: not known yet), `tokens` a rough estimate of the cost.
    """

    destination: str = ""
    engine: str = "offline"
    items: int = 0
    tokens: int = 0


@dataclass(frozen=True)
class Outlined:
    """The skeleton as far as it is known: headings, and which facts stand under which, no prose yet.

    It may come several times while a model's outline streams in; each holds the whole report, every fact in it.
    """

    report: Report


@dataclass(frozen=True)
class Prose:
    """Some more characters of an item's prose, source marks already taken out; nothing is kept from it.

    `again`: the item starts over (its first answer failed its checks), so what came before is void.
    """

    item: str
    delta: str
    again: bool = False


@dataclass(frozen=True)
class Finished:
    """An item is written and checked; `item` holds its new version."""

    item: Item


@dataclass(frozen=True)
class StoodIn:
    """The model did not deliver this item; the offline sentences stand in, marked. `reason` is for the writer."""

    item: Item
    reason: str


@dataclass(frozen=True)
class Ended:
    """The run is over. `why`: `done`, `stopped`, or one line on what ended it; `remarks` are lines for the writer."""

    usage: Usage
    why: str = "done"
    remarks: tuple[str, ...] = ()


Event: TypeAlias = Started | Outlined | Prose | Finished | StoodIn | Ended
