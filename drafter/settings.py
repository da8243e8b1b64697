"""Settings, read in one place: the environment first, then `drafter.toml` in the user's configuration folder.

| environment | file key | what it is |
|---|---|---|
| DRAFTER_MODEL | model | model name; set: a model writes by default |
| DRAFTER_BASE_URL | base_url | any OpenAI-compatible endpoint |
| DRAFTER_API_KEY | api_key | its key, sent to whichever is chosen; when empty OPENAI_API_KEY serves, for OpenAI and an address of no other service; it never chooses an engine |
| DRAFTER_CONCURRENCY | concurrency | items written at once at most (default 16; a busy endpoint is asked less) |
| DRAFTER_TIMEOUT | timeout | seconds an answer may take (default 120) |
| DRAFTER_SILENCE | silence | seconds an endpoint may be silent (default 60) |
| DRAFTER_MAX_TOKENS | max_tokens | tokens, in and out, that one run may cost (default: no limit) |
| DRAFTER_PROMPTS | prompts | a folder like prompts/; its files win over the shipped ones, a language's `.toml` by what it says (default: `prompts` beside the settings file) |
| DRAFTER_LAYOUT | layout | how reports are set by default: a preset's name or a .toml file, see `drafter layouts` |
| DRAFTER_STORE | store | where drafts are kept: a file, or a database's URL (default: drafts.db in the user's data folder) |
| DRAFTER_USER_HEADER | user_header | the header in which a proxy names the user, such as X-Remote-User; each user then sees only their own drafts |
| DRAFTER_TRUSTED_PROXIES | trusted_proxies | addresses or networks that may set it, by commas (default 127.0.0.1,::1) |
| DRAFTER_CONFIG | | the settings file itself |
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from drafter import reading
from drafter import text as texts
from drafter.errors import InputError

_KEYS = {
    "model", "base_url", "api_key", "concurrency", "timeout", "silence", "max_tokens", "prompts", "layout", "store", "user_header",
    "trusted_proxies",
}  # fmt: skip
_SECRET = {"api_key", "store"}
"""A key, and a URL that may hold a password: no message repeats them."""


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
    file: str = field(default="", repr=False, compare=False)
    """The settings file that was read, empty when there is none."""
    from_file: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """The keys whose values stand in that file and not in the environment."""

    def named(self, key: str) -> str:
        """What a message calls a setting, so that its reader finds it: the variable, or the key and its file."""
        return f"{key} in {self.file}" if key in self.from_file else f"DRAFTER_{key.upper()}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment, then the file; `InputError` names a wrong key or value and where it stands."""
    env = os.environ if environment is None else environment
    path = _config_path(env)
    in_file = _read_file(path)
    in_env = {key: value for key in _KEYS if (value := env.get(f"DRAFTER_{key.upper()}", ""))}
    given = _Given({**in_file, **in_env}, Settings(file=str(path), from_file=frozenset(in_file.keys() - in_env)))
    return Settings(
        model=given.text("model"),
        base_url=given.text("base_url"),
        api_key=given.text("api_key"),
        keys={name: value for name, value in env.items() if name.endswith("_API_KEY") and value},
        concurrency=given.whole("concurrency", least=1),
        timeout=given.seconds("timeout"),
        silence=given.seconds("silence"),
        max_tokens=given.whole("max_tokens", least=0),
        prompts=given.text("prompts"),
        layout=given.text("layout"),
        store=given.text("store"),
        user_header=given.header("user_header"),
        trusted_proxies=given.text("trusted_proxies"),
        file=given.settings.file,
        from_file=given.settings.from_file,
    )


def unknown_variables(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """A line for each `DRAFTER_` variable that means nothing, with the one that was probably meant."""
    from difflib import get_close_matches  # only when there is one, which is seldom

    known = {f"DRAFTER_{key.upper()}" for key in _KEYS} | {"DRAFTER_CONFIG"}
    for name in sorted(os.environ if environment is None else environment):
        if name.startswith("DRAFTER_") and name not in known:
            meant = get_close_matches(name, known, 1)
            yield f"{name} is no setting and is passed over{f'; did you mean {meant[0]}?' if meant else ''}"


def user_prompts() -> Path | None:
    """The user's own prompts folder, if there is one; `InputError` when the settings name one that is not there."""
    found = read_settings()
    folder = prompts_folder(found)
    if folder.is_dir():
        return folder
    if found.prompts:
        raise InputError(f"{found.named('prompts')} is {found.prompts!r}, which is no folder; make it, or name another")
    return None


def prompts_folder(settings: Settings) -> Path:
    """Where the user's own prompts and kinds belong, whether or not the folder is there yet."""
    return place(settings.prompts) if settings.prompts else _config_folder() / "prompts"


def place(named: str) -> Path:
    """The path that a person named, `~` at its front being a home folder; `InputError` for the home of nobody."""
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise InputError(
            f"{named!r} lies in the home folder of a user that there is not; give the whole path"
        ) from error


def _config_folder() -> Path:
    from platformdirs import user_config_path  # only when no place is named

    return user_config_path("drafter")


def _config_path(env: Mapping[str, str]) -> Path:
    named = env.get("DRAFTER_CONFIG", "")
    path = place(named) if named else _config_folder() / "drafter.toml"
    if named and not path.exists():
        raise InputError(f"DRAFTER_CONFIG is {named!r}, which is not there; name a file that is, or unset it")
    return path


def _read_file(path: Path) -> dict[str, object]:
    data = reading.toml(path) if path.exists() else {}
    if unknown := sorted(set(data) - _KEYS):
        raise InputError(
            f"the settings file {path} has the unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}"
        )
    return data


@dataclass(frozen=True)
class _Given:
    """Values as they were found, and the settings that know where."""

    values: Mapping[str, object]
    settings: Settings

    def text(self, key: str) -> str:
        value = self.values.get(key, getattr(self.settings, key))
        if not isinstance(value, str):
            raise self._wrong(key, "text in quotes")
        if not texts.is_unicode(value):
            raise self._wrong(key, "text in UTF-8")
        return value

    def header(self, key: str) -> str:
        """A header's name, as RFC 9110 has it: nothing else can come in from a proxy."""
        name = self.text(key)
        if not re.fullmatch(r"[\w!#$%&'*+.^`|~-]*", name, re.ASCII):
            raise self._wrong(key, "the name of an HTTP header, such as X-Remote-User,")
        return name

    def seconds(self, key: str) -> float:
        number = self._number(key)
        if not (number > 0 and isfinite(number)):
            raise self._wrong(key, "a number of seconds above 0")
        return number

    def whole(self, key: str, least: int) -> int:
        number = self._number(key)
        if not (number >= least and number.is_integer()):
            raise self._wrong(key, f"a whole number from {least} up")
        return int(number)

    def _number(self, key: str) -> float:
        try:
            return float(str(self.values.get(key, getattr(self.settings, key))))
        except ValueError as error:
            raise self._wrong(key, "a number") from error

    def _wrong(self, key: str, right: str) -> InputError:
        value = "set wrongly (its value is not shown)" if key in _SECRET else repr(self.values.get(key))
        return InputError(f"{self.settings.named(key)} is {value}; {right} is expected")
