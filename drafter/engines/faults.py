"""Whatever an endpoint does wrong, as one of the errors of `drafter.errors`: one line for the writer, what to do, no key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from drafter.errors import Blocked, Busy, EngineError, Malformed, TimedOut, Truncated, Unreachable

BABBLE = (ValueError, LookupError, TypeError, AttributeError)
"""What the clients let through when an answer is no chat protocol at all: broken JSON, a web page, missing fields."""

_FILTERED = re.compile(
    r"content.?filter|data_inspection|Content Exists Risk|inappropriate content|(?<!case[- ])sensitive", re.IGNORECASE
)
_NO_MODEL = re.compile(
    r"model.{0,60}(?:not.{0,4}(?:found|exist)|does not exist|unknown|invalid)|unknown model", re.IGNORECASE
)
_TOO_LONG = re.compile(
    r"context.{0,12}(?:length|size|window)|too many tokens|maximum.{0,12}tokens|prompt is too long", re.IGNORECASE
)

_STATUS: dict[int, tuple[type[EngineError], str, str]] = {
    307: (Unreachable, "sends requests on to another address", "Set DRAFTER_BASE_URL to the final one."),
    401: (Unreachable, "refused the key", "Check DRAFTER_API_KEY."),
    402: (Unreachable, "says that the account has no credit left", "Top it up, or use another endpoint."),
    403: (Unreachable, "refused the key", "Check DRAFTER_API_KEY."),
    404: (Unreachable, "does not know the model", "Check DRAFTER_MODEL and DRAFTER_BASE_URL."),
}
"""What an HTTP status means for the writer; 3xx is read as 307, 5xx as busy, the others as a request not accepted."""


def silent(host: str, seconds: float) -> TimedOut:
    """Nothing came for so many seconds."""
    return TimedOut(f"{host} was silent for {seconds:g} seconds", "Try again later, or raise DRAFTER_SILENCE.")


def cut_off(host: str) -> Truncated:
    """The connection ended in the middle of the answer."""
    return Truncated(f"the connection to {host} ended before the answer did", "Try this item again.")


def unreachable(host: str) -> Unreachable:
    """Nobody answers there; one that has answered before may be back in a moment."""
    error = Unreachable(f"no connection to {host}", "Check DRAFTER_BASE_URL and that the model server is running.")
    error.retryable = True
    return error


def babble(host: str) -> Malformed:
    """What came is no answer of a chat endpoint."""
    return Malformed(f"{host} does not answer as a chat endpoint", "Check DRAFTER_BASE_URL; most end in /v1.")


def endless(host: str, characters: int) -> Malformed:
    """The answer goes on and on."""
    what = f"the answer of {host} had no end; it was cut off after {characters} characters"
    return Malformed(what, "Try another model.", "cut")


def empty(host: str) -> Malformed:
    """Nothing but blanks, or thoughts."""
    hint = "The model may have spent all on thinking; turn thinking off."
    return Malformed(f"{host} sent an empty answer", hint, "empty")


def ended(host: str, finish: str) -> EngineError | None:
    """What is wrong with an answer that ended for this reason; an empty one means that nothing ended it."""
    if finish in {"stop", "end_turn", "STOP", "COMPLETE"}:
        return None
    if finish in {"length", "max_tokens", "MAX_TOKENS"}:
        return Truncated(f"{host} cut the answer off at its length limit", "Raise the model's output limit.", "cut")
    if finish in {"content_filter", "sensitive", "refusal", "SAFETY", "PROHIBITED_CONTENT"}:
        return Blocked(
            f"{host} held the answer back (content filter)", "Use another endpoint, or keep the offline sentences."
        )
    if finish:
        return Truncated(f"{host} ended the answer early ({finish[:40]!r})", "Try this item again.")
    return cut_off(host)


def refused(host: str, model: str, status: int, said: str, headers: Mapping[str, str]) -> EngineError:
    """What an HTTP status (0: an error told in the middle of an answer) means; `said` is looked at and never shown."""
    if status in {0, 400, 403, 422} and _FILTERED.search(said):
        return Blocked(
            f"{host} refused this content", "Use another endpoint, or keep the offline sentences for this item."
        )
    if status == 0:
        return Truncated(f"{host} broke the answer off with a fault of its own", "Try this item again.")
    if status == 429:
        return Busy(f"{host} limits the rate", "Try again later, or lower DRAFTER_CONCURRENCY.", _wait(headers))
    if status in {400, 422} and _NO_MODEL.search(said):
        status = 404
    if known := _STATUS.get(307 if 300 <= status < 400 else status):
        kind, what, hint = known
        return kind(f"{host} {what}{f' {model!r}' if status == 404 else ''}", hint)
    if status >= 500:
        return Busy(f"{host} has a fault (HTTP {status})", "Try again later.", _wait(headers))
    if _TOO_LONG.search(said):
        return Blocked(f"{host} cannot take a prompt this long", "Raise the model's context length.")
    error = Malformed(f"{host} did not accept the request (HTTP {status})", "Check DRAFTER_MODEL and DRAFTER_BASE_URL.")
    error.retryable = False
    return error


def _wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that Retry-After asks for, given as seconds or as a date; None when it says nothing."""
    told = headers.get("retry-after", "")
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
