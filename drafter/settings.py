"""Settings, read in one place: the environment first, then `drafter.toml` in the user's configuration folder.

| environment | file key | what it is |
|---|---|---|
| DRAFTER_MODEL | model | model name; set: a model writes by default |
| DRAFTER_BASE_URL | base_url | any OpenAI-compatible endpoint |
| DRAFTER_API_KEY | api_key | its key; OPENAI_API_KEY serves when this is empty, but never chooses an engine |
| DRAFTER_CONCURRENCY | concurrency | items written at once at most (default 16; a busy endpoint is asked less) |
| DRAFTER_TIMEOUT | timeout | seconds an answer may take (default 120) |
| DRAFTER_SILENCE | silence | seconds an endpoint may be silent (default 60) |
| DRAFTER_MAX_TOKENS | max_tokens | tokens, in and out, that one run may cost (default: no limit) |
| DRAFTER_PROMPTS | prompts | a folder laid out like prompts/, whose files win over the shipped ones |
| DRAFTER_LAYOUT | layout | how reports are set by default: a preset's name or a .toml file, see `drafter layouts` |
| DRAFTER_STORE | store | where drafts are kept: a file, or a database's URL (default: drafts.db in the user's data folder) |
| DRAFTER_USER_HEADER | user_header | the header in which a proxy names the user, such as X-Remote-User; each user then sees only their own drafts |
| DRAFTER_TRUSTED_PROXIES | trusted_proxies | addresses or networks that may set it, by commas (default 127.0.0.1,::1) |
| DRAFTER_CONFIG | | the settings file itself |
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafter.errors import InputError

_KEYS = {
    "model", "base_url", "api_key", "concurrency", "timeout", "silence", "max_tokens", "prompts", "layout", "store", "user_header",
    "trusted_proxies",
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What the user configured. Keys and the store's URL (it may hold a password) are left out of `repr`, so that they reach no log."""

    model: str = ""
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Keys of services as their own documentation names them (`DEEPSEEK_API_KEY`); each is for its own service only."""

    concurrency: int = 16
    timeout: float = 120.0
    silence: float = 60.0
    max_tokens: int = 0
    prompts: str = ""
    layout: str = ""
    store: str = field(default="", repr=False)
    user_header: str = ""
    trusted_proxies: str = "127.0.0.1,::1"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment, then the file; `InputError` names a wrong key or value."""
    env = os.environ if environment is None else environment
    given: dict[str, object] = dict(_read_file(_config_path(env)))
    for key in _KEYS:
        if value := env.get(f"DRAFTER_{key.upper()}", ""):
            given[key] = value
    return Settings(
        model=str(given.get("model", "")),
        base_url=str(given.get("base_url", "")),
        api_key=str(given.get("api_key", "") or env.get("OPENAI_API_KEY", "")),
        keys={name: value for name, value in env.items() if name.endswith("_API_KEY") and value},
        concurrency=int(_number(given, "concurrency", 16)),
        timeout=_number(given, "timeout", 120.0),
        silence=_number(given, "silence", 60.0),
        max_tokens=int(_number(given, "max_tokens", 0)) if "max_tokens" in given else 0,
        prompts=str(given.get("prompts", "")),
        layout=str(given.get("layout", "")),
        store=str(given.get("store", "")),
        user_header=str(given.get("user_header", "")),
        trusted_proxies=str(given.get("trusted_proxies", "127.0.0.1,::1")),
    )


def user_prompts() -> Path | None:
    """The user's own prompts folder, if there is one."""
    folder = read_settings().prompts
    return Path(folder).expanduser() if folder else None


def _config_path(env: Mapping[str, str]) -> Path:
    if named := env.get("DRAFTER_CONFIG", ""):
        return Path(named).expanduser()
    from platformdirs import user_config_path  # only when no file is named

    return user_config_path("drafter") / "drafter.toml"


def _read_file(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the settings file {path} cannot be read: {error}") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the settings file {path} is not valid TOML: {error}") from error
    if unknown := sorted(set(data) - _KEYS):
        raise InputError(
            f"the settings file {path} has the unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}"
        )
    return data


def _number(given: Mapping[str, object], key: str, default: float) -> float:
    value = given.get(key, default)
    try:
        number = float(str(value))
    except ValueError as error:
        raise InputError(f"DRAFTER_{key.upper()} is {value!r}; a number above 0 is expected") from error
    if not number > 0:
        raise InputError(f"DRAFTER_{key.upper()} is {value!r}; a number above 0 is expected")
    return number
