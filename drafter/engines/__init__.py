"""Engines turn a task into prose. You may add one here: a module with an `open_engine`, and its line in `ENGINES`.

Every engine answers in the same wire text. An outline is lines,

    achievements | 抓实隐患排查，守牢安全底线 | 3,5a,9
    plans | 充实监管力量 | 21 | 2            (the fourth field: which problem line, counted from 1, it answers)

an item is prose, each sentence followed by its source mark after the stop: `开展检查46次。⟦3,5a⟧`. One module
(`wire`) makes and reads it, and one set of checks serves them all.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeAlias

from drafter.errors import InputError
from drafter.schema import Fact, Finding, PartName, Request, Sentence, Usage

if TYPE_CHECKING:
    from drafter.kinds import Kind
    from drafter.settings import Settings


@dataclass(frozen=True)
class OutlineTask:
    """Group facts under headings. `rule` is the outline by rule, as wire lines, to be improved upon."""

    request: Request
    kind: Kind
    facts: tuple[Fact, ...]
    rule: str = ""


@dataclass(frozen=True)
class ItemTask:
    """Write one item from its own facts.

    `headings` are those of the other items of its part in order, so that the item fits in; `answered` is the text of
    the problems that a plan item answers (to be read, not cited); `length` is the aim in characters or words;
    `instruction`, `previous` and `findings` are set on a redo or a repair, `remark` when an answer could not be read.
    """

    request: Request
    kind: Kind
    part: PartName
    heading: str | None
    facts: tuple[Fact, ...]
    headings: tuple[str, ...] = ()
    answered: str = ""
    length: int = 0
    instruction: str = ""
    previous: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class OpeningTask:
    """Put the opening's formula into the words of this report. What may not change stands in `formula`, with its sources.

    `headings` are those of the achievements in order: what the year was about. The answer is prose without marks.
    """

    request: Request
    kind: Kind
    formula: tuple[Sentence, ...]
    headings: tuple[str, ...] = ()
    length: int = 0
    instruction: str = ""
    previous: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()
    remark: str = ""


Task: TypeAlias = OutlineTask | ItemTask | OpeningTask


class Engine(Protocol):
    """Something that writes.

    `destination` is the host text is sent to, empty when none leaves the machine; `turns` how many questions it takes at
    once (0: as many as are asked); `usage` what it has cost so far, and `remarks` what the writer should know of how it
    went, each said once.
    """

    name: str
    destination: str
    turns: int
    usage: Usage
    remarks: tuple[str, ...]

    async def open(self) -> None:
        """Get ready, before the first task of a run; raises `EngineError` when it cannot."""
        ...

    def stream(self, task: Task) -> AsyncGenerator[str, None]:
        """Answer a task in wire text, piece by piece, asking once; raises `EngineError` when it cannot."""
        ...


ENGINES: dict[str, str] = {
    "offline": "drafter.engines.offline",
    "scripted": "drafter.engines.scripted",
    "chat": "drafter.engines.chat",
}
"""Name to module; a module is loaded when it is first asked for, since the model clients are heavy."""


def open_engine(name: str, settings: Settings) -> Engine:
    """The engine of that name: `offline`, `auto` (a configured model, else offline), or a model's name."""
    if name == "auto":
        name = settings.model or ("chat" if settings.base_url else "offline")
    if not name or name != name.strip():
        raise InputError(f"{name!r} is not an engine; give auto, offline, or a model's name")
    if name not in {*ENGINES, settings.model} and (near := get_close_matches(name, ("offline", "auto"), 1, 0.75)):
        raise InputError(f"{name!r} is not an engine; did you mean {near[0]}?")
    module = import_module(ENGINES[name] if name in ENGINES else ENGINES["chat"])
    engine: Engine = module.open_engine(name, settings)
    return engine


def describe_engines(settings: Settings) -> list[dict[str, object]]:
    """What engines there are: name, destination (empty: nothing leaves the machine), what it is, whether `auto` means it."""
    from drafter.engines import presets  # tables that only a model needs

    model = settings.model or ("chat" if settings.base_url else "")
    rows: list[dict[str, object]] = [
        {"name": "offline", "destination": "", "about": "arranges the notes by rule, no network", "auto": not model}
    ]
    if model:
        place = presets.place_of(model, settings)
        known = place.provider or place.preset
        about = f"a chat model{f' at {known.name}' if known else ''}"
        rows.append({"name": model, "destination": presets.destination(place.address), "about": about, "auto": True})
    return rows


def describe_services() -> list[dict[str, object]]:
    """Services and model servers that a model's name may begin with, as `describe_engines`."""
    from drafter.engines import presets  # tables that only a model needs

    rows: list[dict[str, object]] = []
    for preset in presets.presets().values():
        note = preset.note if not preset.key else f"{preset.key}; {preset.note}"
        name = f"{preset.id}:MODEL"
        rows.append({"name": name, "destination": presets.destination(preset.address), "about": note, "auto": False})
    for provider in presets.providers().values():
        about = f"{provider.key}; needs the package {provider.package}"
        rows.append({"name": f"{provider.id}:MODEL", "destination": provider.host, "about": about, "auto": False})
    return rows
