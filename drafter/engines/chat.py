"""Any chat model behind an OpenAI-compatible endpoint, through LangChain and the openai client.

The model is never trusted: what it writes is parsed, checked and repaired by the pipeline. Faults of the endpoint
arrive as the errors of `drafter.errors`, each with a line for the writer; a key never stands in any of them.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drafter.engines import ItemTask, OutlineTask
from drafter.engines.rendering import messages
from drafter.errors import Blocked, Busy, EngineError, InputError, Malformed, TimedOut, Truncated, Unreachable
from drafter.schema import Usage
from drafter.settings import Settings

if TYPE_CHECKING:
    import httpx2
    from langchain_core.messages import AIMessageChunk
    from langchain_openai import ChatOpenAI

OPENAI = "https://api.openai.com/v1"
DEFAULT_MODEL = "default"
FIRST_TEXT = 60.0
"""Seconds that an endpoint may take between two pieces of an answer, the first included."""

_LOCAL = re.compile(r"localhost$|127\.|\[?::1\]?$|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.")
_FILTERED = re.compile(
    r"content.?filter|data_inspection|Content Exists Risk|inappropriate content|sensitive", re.IGNORECASE
)
_THINK = re.compile(r"<think>.*?(?:</think>\s*|$)", re.DOTALL)


class ChatEngine:
    """A chat model. `usage` is the running total of its calls; `destination` the host that text is sent to."""

    def __init__(self, model: str, settings: Settings) -> None:
        self.name = model
        self._settings = settings
        self._base_url = settings.base_url or OPENAI
        parts = urlsplit(self._base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InputError(
                f"DRAFTER_BASE_URL is {self._base_url!r}; an address such as http://localhost:11434/v1 is expected"
            )
        self.destination = parts.netloc.rpartition("@")[2]
        if not settings.api_key and not _LOCAL.match(parts.hostname):
            raise Unreachable(f"no key is set for {self.destination}", "Set DRAFTER_API_KEY, or use --engine offline.")
        self.usage = Usage(model=model, host=self.destination)
        self._client: ChatOpenAI | None = None

    async def stream(self, task: OutlineTask | ItemTask) -> AsyncIterator[str]:
        """The answer piece by piece; raises an `EngineError` when it is cut off, refused, empty or late."""
        if isinstance(task, OutlineTask):
            yield task.rule
            return
        said = False
        try:
            async with asyncio.timeout(self._settings.timeout):
                async for text in _without_thinking(self._pieces(task)):
                    said = said or bool(text.strip())
                    yield text
        except TimeoutError as error:
            raise TimedOut(f"{self.destination} did not finish within {self._settings.timeout:.0f} seconds") from error
        if not said:
            raise Malformed(
                f"{self.destination} sent an empty answer",
                "The model may have spent all on thinking; turn thinking off.",
            )

    async def _pieces(self, task: ItemTask) -> AsyncIterator[str]:
        import openai  # heavy: only when a model is used

        system, user = messages(task)
        client = self._client or self._connect()
        self.usage = self.usage.model_copy(update={"calls": self.usage.calls + 1})
        finish = ""
        try:
            async for chunk in client.astream([("system", system), ("human", user)]):
                self._count(chunk)
                finish = str(chunk.response_metadata.get("finish_reason") or finish)
                if isinstance(chunk.content, str) and chunk.content:
                    yield chunk.content
        except openai.OpenAIError as error:
            raise self._fault(error) from error
        if finish == "length":
            raise Truncated(
                f"{self.destination} cut the answer off at its length limit", "Raise the model's output limit."
            )
        if finish in {"content_filter", "sensitive"}:
            raise Blocked(
                f"{self.destination} held the answer back (content filter)",
                "Use another endpoint, or keep the offline sentences.",
            )
        if finish not in {"stop", ""}:
            raise Truncated(f"{self.destination} ended the answer early ({finish})")
        if not finish:
            raise Truncated(f"the connection to {self.destination} ended before the answer did")

    def _connect(self) -> ChatOpenAI:
        """The LangChain client; LangSmith tracing is off, whatever the shell says."""
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            os.environ[name] = "false"  # LangChain reads nothing else
        from langchain_openai import ChatOpenAI

        self._client = ChatOpenAI(
            model=self.name if self.name != "chat" else DEFAULT_MODEL,
            base_url=self._base_url,
            api_key=self._settings.api_key or "none",
            stream_usage=True,
            max_retries=2,
            timeout=FIRST_TEXT,
            http_async_client=_connections(),
        )
        return self._client

    def _count(self, chunk: AIMessageChunk) -> None:
        used = chunk.usage_metadata
        if used:
            cached = (used.get("input_token_details") or {}).get("cache_read") or 0
            self.usage += Usage(
                prompt_tokens=used["input_tokens"], completion_tokens=used["output_tokens"], cached_tokens=int(cached)
            )

    def _fault(self, error: Exception) -> EngineError:
        """An error of the openai client as ours: one line, what to do, no key."""
        import openai

        host = self.destination
        if isinstance(error, openai.APITimeoutError):
            return TimedOut(f"{host} did not answer within {FIRST_TEXT:.0f} seconds")
        if isinstance(error, openai.APIConnectionError):
            return Unreachable(
                f"no connection to {host}", "Check DRAFTER_BASE_URL and that the model server is running."
            )
        status = getattr(error, "status_code", 0)
        if _FILTERED.search(str(error)):
            return Blocked(
                f"{host} refused this content", "Use another endpoint, or keep the offline sentences for this item."
            )
        if status in {401, 403}:
            return Unreachable(f"{host} refused the key", "Check DRAFTER_API_KEY.")
        if status == 404:
            return Unreachable(
                f"{host} does not know the model {self.name!r}", "Check DRAFTER_MODEL and DRAFTER_BASE_URL."
            )
        if status == 429:
            return Busy(f"{host} limits the rate", "Try again later, or lower DRAFTER_CONCURRENCY.")
        if status >= 500:
            return Busy(f"{host} has a fault (HTTP {status})", "Try again later.")
        return Malformed(f"{host} did not accept the request (HTTP {status or 'none'})")


@cache
def _connections() -> httpx2.AsyncClient:
    """The process's connections: there is one event loop (`drafter.loop`), so one pool serves every run."""
    import httpx2

    return httpx2.AsyncClient(timeout=httpx2.Timeout(FIRST_TEXT, connect=10.0))


async def _without_thinking(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """The answer without `<think>…</think>` and Markdown fences; text is held back only while it may be one of these."""
    held = ""
    async for piece in pieces:
        held += piece
        if "<think>" in held and "</think>" not in held:
            continue
        clean = _THINK.sub("", held)
        tail = re.search(r"<[^>]{0,7}$|`{1,3}\w{0,10}$", clean)
        if tail:
            out, held = clean[: tail.start()], clean[tail.start() :]
        else:
            out, held = clean, ""
        if out := re.sub(r"```\w*\n?|\*\*", "", out):
            yield out
    if rest := re.sub(r"```\w*\n?|`+$", "", _THINK.sub("", held)):
        yield rest


def open_engine(name: str, settings: Settings) -> ChatEngine:
    """A chat model by its name; `chat` means the configured endpoint's own default."""
    return ChatEngine(name, settings)
