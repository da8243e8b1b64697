"""Any chat model behind an OpenAI-compatible endpoint, through LangChain and the openai client.

The model is never trusted: what it writes is parsed, checked and repaired by the pipeline. Whatever an endpoint does,
it ends in one of the errors of `drafter.errors`, each one line for the writer. Their causes are cut off, because an
endpoint may echo the key or the notes in its own words.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drafter.engines import ItemTask, OutlineTask
from drafter.engines.plain import PlainReader
from drafter.engines.rendering import messages
from drafter.errors import Blocked, Busy, EngineError, InputError, Malformed, TimedOut, Truncated, Unreachable
from drafter.schema import Usage
from drafter.settings import Settings

if TYPE_CHECKING:
    import httpx2
    import openai
    from langchain_core.messages import AIMessageChunk
    from langchain_openai import ChatOpenAI

OPENAI = "https://api.openai.com/v1"
DEFAULT_MODEL = "default"
SILENCE = 60.0
"""Seconds that an endpoint may be silent: before an answer begins, and between two pieces of it."""

CONNECT = 5.0
"""Seconds to reach a host; one that is not there should not take a minute to say so."""

_FILTERED = re.compile(
    r"content.?filter|data_inspection|Content Exists Risk|inappropriate content|(?<!case[- ])sensitive", re.IGNORECASE
)
_BABBLE = (ValueError, LookupError, TypeError, AttributeError)
"""What the clients let through when an answer is no chat protocol at all: broken JSON, a web page, missing fields."""

_STATUS: dict[int, tuple[type[EngineError], str, str]] = {
    307: (Unreachable, "sends requests on to another address", "Set DRAFTER_BASE_URL to the final one."),
    401: (Unreachable, "refused the key", "Check DRAFTER_API_KEY."),
    402: (Unreachable, "says that the account has no credit left", "Top it up, or use another endpoint."),
    403: (Unreachable, "refused the key", "Check DRAFTER_API_KEY."),
    404: (Unreachable, "does not know the model", "Check DRAFTER_MODEL and DRAFTER_BASE_URL."),
    429: (Busy, "limits the rate", "Try again later, or lower DRAFTER_CONCURRENCY."),
}
"""What an HTTP status means for the writer; 3xx is read as 307, 5xx as busy, the others as a request not accepted."""


class ChatEngine:
    """A chat model. `usage` is the running total of its calls; `destination` the host that text is sent to."""

    def __init__(self, model: str, settings: Settings) -> None:
        self.name = model
        self._settings = settings
        self._base_url = settings.base_url or OPENAI
        self.destination, host = _address(self._base_url)
        self._here = _is_here(host)
        if not settings.api_key and not _is_near(host):
            raise Unreachable(f"no key is set for {self.destination}", "Set DRAFTER_API_KEY, or use --engine offline.")
        self.usage = Usage(model=model, host=self.destination)
        self._client: ChatOpenAI | None = None
        self._opening = asyncio.Lock()

    async def stream(self, task: OutlineTask | ItemTask) -> AsyncIterator[str]:
        """The answer piece by piece; raises an `EngineError` when it is cut off, refused, empty or late."""
        if isinstance(task, OutlineTask):
            yield task.rule
            return
        plain = PlainReader()
        try:
            async with asyncio.timeout(self._settings.timeout), aclosing(self._pieces(task)) as pieces:
                async for piece in pieces:
                    if text := plain.feed(piece):
                        yield text
        except TimeoutError:
            raise TimedOut(f"{self.destination} did not finish within {self._settings.timeout:g} seconds") from None
        if rest := plain.close():
            yield rest
        if not plain.said:
            raise Malformed(
                f"{self.destination} sent an empty answer",
                "The model may have spent all on thinking; turn thinking off.",
            )

    async def _pieces(self, task: ItemTask) -> AsyncGenerator[str, None]:
        """The answer as the model wrote it; what it cost is counted even if it breaks off."""
        finish, spent = "", Usage(calls=1)
        try:
            async with aclosing(self._chunks(task)) as chunks:
                async for chunk in chunks:
                    spent = _spent(chunk) or spent
                    finish = str(chunk.response_metadata.get("finish_reason") or finish)
                    if isinstance(chunk.content, str) and chunk.content:
                        yield chunk.content
        finally:
            self.usage += spent
        if fault := self._judge(finish):
            raise fault

    async def _chunks(self, task: ItemTask) -> AsyncGenerator[AIMessageChunk, None]:
        """The chunks of one call as LangChain gives them, every failure turned into an error of ours."""
        client = await self._opened()
        import openai
        from langsmith.run_helpers import tracing_context  # LangChain's own; nothing is ever sent to it

        system, ask = messages(task)
        begun = False
        try:
            with tracing_context(enabled=False):
                async for chunk in client.astream([("system", system), ("human", ask)]):
                    begun = True
                    yield chunk
        except openai.OpenAIError as error:
            raise self._fault(error, begun=begun) from None
        except TimeoutError:
            raise self._silent() from None
        except _BABBLE:
            raise Malformed(
                f"{self.destination} does not answer as a chat endpoint", "Check DRAFTER_BASE_URL; most end in /v1."
            ) from None

    async def _opened(self) -> ChatOpenAI:
        """The client, made at first use beside the loop: the import takes seconds, and Stop and other runs must go on."""
        async with self._opening:
            if self._client is None:
                try:
                    self._client = await asyncio.to_thread(self._connect)
                except (ImportError, OSError, ValueError) as error:
                    raise Unreachable(
                        f"a connection to {self.destination} cannot be set up ({type(error).__name__})",
                        "Check HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE; a SOCKS proxy needs the package socksio.",
                    ) from None
            return self._client

    def _connect(self) -> ChatOpenAI:
        """The LangChain client, with as little as can be left for the shell to decide."""
        for name in ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER"):
            os.environ.pop(name, None)  # a tracer that is no more: where one is set, LangChain refuses every call
        import httpx2
        from langchain_openai import ChatOpenAI

        return ChatOpenAI(
            model=self.name if self.name != "chat" else DEFAULT_MODEL,
            base_url=self._base_url,
            api_key=self._settings.api_key or "none",
            stream_usage=True,
            max_retries=2,
            timeout=httpx2.Timeout(SILENCE, connect=CONNECT),
            stream_chunk_timeout=SILENCE,
            http_async_client=_connections(direct=self._here),
            http_client=httpx2.Client(trust_env=False),  # never used; LangChain's own would read the shell's proxies
            http_socket_options=(),
            openai_proxy="",
            use_responses_api=False,
            output_version="v0",
        )

    def _judge(self, finish: str) -> EngineError | None:
        """What is wrong with an answer that ended for this reason; an empty one means that nothing ended it."""
        host = self.destination
        if finish == "stop":
            return None
        if finish == "length":
            return Truncated(f"{host} cut the answer off at its length limit", "Raise the model's output limit.")
        if finish in {"content_filter", "sensitive"}:
            return Blocked(
                f"{host} held the answer back (content filter)", "Use another endpoint, or keep the offline sentences."
            )
        if finish:
            return Truncated(f"{host} ended the answer early ({finish[:40]!r})", "Try this item again.")
        return Truncated(f"the connection to {host} ended before the answer did", "Try this item again.")

    def _fault(self, error: openai.OpenAIError, *, begun: bool) -> EngineError:
        """An error of the openai client as ours: one line, what to do, no key."""
        import openai

        host = self.destination
        if isinstance(error, openai.APITimeoutError):
            return self._silent()
        if isinstance(error, openai.APIConnectionError):
            if begun:
                return Truncated(f"the connection to {host} ended before the answer did", "Try this item again.")
            return Unreachable(
                f"no connection to {host}", "Check DRAFTER_BASE_URL and that the model server is running."
            )
        status = int(getattr(error, "status_code", 0))
        if status in {0, 400, 403, 422} and _FILTERED.search(str(error)):
            return Blocked(
                f"{host} refused this content", "Use another endpoint, or keep the offline sentences for this item."
            )
        if status == 0:
            return Truncated(f"{host} broke the answer off with a fault of its own", "Try this item again.")
        if known := _STATUS.get(307 if status < 400 else status):
            kind, what, hint = known
            return kind(f"{host} {what}{f' {self.name!r}' if status == 404 else ''}", hint)
        if status >= 500:
            return Busy(f"{host} has a fault (HTTP {status})", "Try again later.")
        return Malformed(f"{host} did not accept the request (HTTP {status})")

    def _silent(self) -> TimedOut:
        return TimedOut(f"{self.destination} was silent for {SILENCE:.0f} seconds", "Try again later.")


def _spent(chunk: AIMessageChunk) -> Usage | None:
    """What the call has cost so far, if the chunk says so. Some endpoints say it in every chunk: the last one counts."""
    used = chunk.usage_metadata
    if not used:
        return None
    cached = (used.get("input_token_details") or {}).get("cache_read")
    told = [n if isinstance(n, int) and n > 0 else 0 for n in (used["input_tokens"], used["output_tokens"], cached)]
    return Usage(calls=1, prompt_tokens=told[0], completion_tokens=told[1], cached_tokens=told[2])


def _address(url: str) -> tuple[str, str]:
    """An endpoint's host with its port, as people read it, and the host alone; `InputError` for what is no address."""
    with suppress(ValueError):  # a port that is no number, a bracket left open
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return parts.netloc.rpartition("@")[2], parts.hostname
    shown = url.rpartition("@")[2]  # what stands before it may be a password
    raise InputError(f"DRAFTER_BASE_URL is {shown!r}; an address such as http://localhost:11434/v1 is expected")


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_near(host: str) -> bool:
    """Whether a host is this machine or stands in the same house, where model servers seldom ask for a key."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".internal"))


@cache
def _connections(*, direct: bool) -> httpx2.AsyncClient:
    """The process's connections: there is one event loop (`drafter.loop`), so one pool serves every run.

    `direct`: no proxy of the shell stands between; text for a model on this machine must not travel through one.
    """
    import httpx2

    return httpx2.AsyncClient(trust_env=not direct)


def open_engine(name: str, settings: Settings) -> ChatEngine:
    """A chat model by its name; `chat` means the configured endpoint's own default."""
    return ChatEngine(name, settings)
