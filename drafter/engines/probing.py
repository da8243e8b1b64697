"""What can write here: the configured engine tried with a line of our own, and model servers of this machine looked for."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from drafter import kinds, prompts
from drafter.engines import ItemTask, open_engine, presets, rendering, wire
from drafter.schema import Fact, Request
from drafter.settings import Settings

PATIENCE = 0.2
"""Seconds that a server of this machine has to say that it is there."""

MOST_NAMED = 4
"""Models of a server that are named; the others are counted."""

_MOST_READ = 1_000_000


@dataclass(frozen=True)
class Trial:
    """How the configured engine did: seconds to its first words, tokens a second after them, and what to know, one line each."""

    engine: str
    destination: str
    first: float = 0.0
    speed: float = 0.0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Server:
    """A model server of this machine: what it looks like, where it is, and its models."""

    name: str
    address: str
    models: tuple[str, ...]
    note: str


async def try_configured(settings: Settings, language: str = "zh") -> Trial | None:
    """The configured engine asked for one short item of ours; None when only the offline one is. Raises its `EngineError`."""
    if not (settings.model or settings.base_url):
        return None
    engine = open_engine("auto", settings)
    start = time.perf_counter()
    first, text = 0.0, ""
    async for piece in engine.stream(_task(language)):
        first = first or time.perf_counter() - start
        text += piece
    spent = max(time.perf_counter() - start - first, 0.001)
    told = "tells its usage" if not engine.usage.estimated else "does not tell its usage: costs are estimates"
    marks = "keeps source marks" if wire.mark(("1",)) in text else "drops source marks: sources are found by wording"
    return Trial(engine.name, engine.destination, first, rendering.tokens(text) / spent, (told, marks, *engine.remarks))


def _task(language: str) -> ItemTask:
    """A task whose text is the prompt file's own first example; nothing of the writer's is sent."""
    table = prompts.read_table(language, "language.toml")
    kind = kinds.load_kind(language, str(table["default_kind"]))
    example = next(line for line in prompts.read_text(language, "item.md").splitlines() if line.startswith(wire.OPEN))
    fact = Fact(id="1", note=1, text=example.partition(f"{wire.CLOSE} ")[2], part="achievements")
    return ItemTask(Request(language=language), kind, "achievements", None, (fact,), length=60)


def local_servers(ports: Sequence[int] = ()) -> tuple[Server, ...]:
    """The model servers that answer on this machine within `PATIENCE`; all ports (none: the presets') are asked at once."""
    asked = tuple(ports) or tuple(preset.port for preset in presets.presets().values() if preset.port)
    with ThreadPoolExecutor(len(asked)) as pool:
        return tuple(server for server in pool.map(_look, asked) if server is not None)


def _look(port: int) -> Server | None:
    address = f"http://127.0.0.1:{port}/v1"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # this machine is asked without a proxy
    try:
        with direct.open(f"{address}/models", timeout=PATIENCE) as answer:
            listed = json.loads(answer.read(_MOST_READ))["data"]
            models = tuple(str(model["id"]) for model in listed)
    except (OSError, ValueError, LookupError, TypeError):
        return None
    preset = presets.known_at(address)
    return Server(preset.name if preset else "a model server", address, models, preset.note if preset else "")


def describe(server: Server) -> str:
    """A server in a line: what it has and what to set."""
    if not server.models:
        return f"{server.name} at {server.address} has no model loaded; {server.note}"
    more = len(server.models) - MOST_NAMED
    names = ", ".join(server.models[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    note = f"; {server.note}" if server.note else ""
    return f"{server.name} has {names}: DRAFTER_BASE_URL={server.address} DRAFTER_MODEL={server.models[0]}{note}"
