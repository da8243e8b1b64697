"""What is known of endpoints, as data: presets of the OpenAI protocol, and services behind a LangChain package.

`place_of` reads a model's name as people type it: `qwen3:8b`, `deepseek:deepseek-v4-flash`, `anthropic:claude-…`.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

from drafter.errors import InputError
from drafter.settings import Settings


@dataclass(frozen=True)
class Preset:
    """An endpoint that speaks the OpenAI protocol; the fields are explained in presets.toml."""

    id: str
    name: str
    address: str
    hosts: tuple[str, ...] = ()
    port: int = 0
    key: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    models: tuple[Mapping[str, Any], ...] = ()
    usage: Literal["option", "none"] = "option"
    context: int = 0
    turns: int = 0
    note: str = ""

    def body_for(self, model: str) -> dict[str, Any]:
        """What a request to a model carries beside the protocol's own fields."""
        special: Mapping[str, Any] = next((row["body"] for row in self.models if re.search(row["match"], model)), {})
        return {**self.body, **special}


@dataclass(frozen=True)
class Provider:
    """A service behind a LangChain package; the fields are explained in providers.toml."""

    id: str
    name: str
    package: str
    key: str
    host: str
    errors: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a model is: its own name, the address, and what is known of it; `provider` is set where LangChain leads there."""

    model: str
    address: str
    preset: Preset | None = None
    provider: Provider | None = None


def _table(name: str) -> dict[str, dict[str, Any]]:
    text = (files("drafter.engines") / name).read_text(encoding="utf-8")
    return {key: {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()} for key, row in tomllib.loads(text).items()}  # fmt: skip


@cache
def presets() -> dict[str, Preset]:
    """Every preset by its id."""
    return {name: Preset(id=name, **row) for name, row in _table("presets.toml").items()}


@cache
def providers() -> dict[str, Provider]:
    """Every service behind a LangChain package by its id."""
    return {name: Provider(id=name, **row) for name, row in _table("providers.toml").items()}


def place_of(name: str, settings: Settings) -> Place:
    """Where a model of that name is asked for; `InputError` when the name and DRAFTER_BASE_URL point to two services."""
    prefix, _, rest = name.partition(":")
    if rest and prefix in providers():
        provider = providers()[prefix]
        if settings.base_url:
            raise InputError(
                f"the model {name!r} is one of {provider.name}, but DRAFTER_BASE_URL is set; unset it, or name another model"
            )
        return Place(rest, f"https://{provider.host}", provider=provider)
    if rest and prefix in presets():
        preset = presets()[prefix]
        address = settings.base_url or preset.address
        if preset.hosts and not _is_of(preset, address):
            raise InputError(
                f"the model {name!r} is one of {preset.name}, but DRAFTER_BASE_URL is {shown(address)!r}; unset one"
            )
        return Place(rest, address, preset=preset)
    address = settings.base_url or presets()["openai"].address
    return Place(name, address, preset=known_at(address))


def known_at(address: str) -> Preset | None:
    """The preset of an address, by its host, or by its port on a machine near by."""
    host, port = split(address)
    for preset in presets().values():
        if _is_of(preset, address) or (port == preset.port and port and is_near(host)):
            return preset
    return None


def key_for(place: Place, settings: Settings) -> str:
    """The key to send: DRAFTER_API_KEY wherever the writer leads it, else what the service's own variable holds, which no other
    service is sent; OPENAI_API_KEY also goes to an address that no preset knows, for the writer has named it and gateways to
    OpenAI's interface ask for it.
    """
    name = place.preset.key if place.preset else "OPENAI_API_KEY"
    own = settings.keys.get(name, "")
    if name == "OPENAI_API_KEY":
        return settings.api_key or own
    # the settings file's key may be meant for another endpoint: the service's own wins over it
    return settings.keys.get("DRAFTER_API_KEY") or own or settings.api_key


def _is_of(preset: Preset, address: str) -> bool:
    host, _ = split(address)
    return any(host == end or host.endswith(f".{end}") for end in preset.hosts)


def split(address: str) -> tuple[str, int]:
    """The host of an address, and its port or 0; `InputError` for what is no address."""
    with suppress(ValueError):  # a port that is no number, a bracket left open
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return parts.hostname, parts.port or 0
    raise InputError(
        f"DRAFTER_BASE_URL is {shown(address)!r}; an address such as http://localhost:11434/v1 is expected"
    )


def shown(address: str) -> str:
    """An address without what stands before an @: it may be a password."""
    return address.rpartition("@")[2]


def destination(address: str) -> str:
    """Host and port as people read them; `InputError` for what is no address."""
    split(address)
    return shown(urlsplit(address).netloc)


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_near(host: str) -> bool:
    """Whether a host is this machine or stands in the same house, where model servers seldom ask for a key."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".internal"))
