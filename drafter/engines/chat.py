"""Any chat model: behind an OpenAI-compatible endpoint through LangChain and the openai client, or behind a LangChain package.

The model is never trusted: what it writes is parsed, checked and repaired by the pipeline. Whatever an endpoint does,
it ends in one of the errors of `drafter.errors`, each one line for the writer. Their causes are cut off, because an
endpoint may echo the key or the notes in its own words.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from drafter.engines import Task, clients, faults, presets, rendering
from drafter.engines.plain import PlainReader
from drafter.errors import EngineError, Malformed, TimedOut, Unreachable
from drafter.schema import Usage
from drafter.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

SWALLOWED = 0.35
"""An endpoint that counts fewer than this share of the prompt's tokens has not read all of it; tokenizers differ by less."""


class ChatEngine:
    """A chat model. `usage` is the running total of its calls; `destination` the host that text is sent to."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self._settings = settings
        self._place = presets.place_of(name, settings)
        self.destination = presets.destination(self._place.address)
        self._look_for_key()
        self.usage = Usage(model=self._place.model, host=self.destination)
        self.turns = self._place.preset.turns if self._place.preset else 0
        self.remarks: tuple[str, ...] = ()
        self._remarked: set[str] = set()
        self._plain = False
        self._client: BaseChatModel | None = None
        self._errors: tuple[type[Exception], ...] = ()
        self._opening = asyncio.Lock()
        clients.warm()

    def _look_for_key(self) -> None:
        provider, preset = self._place.provider, self._place.preset
        if provider is not None:
            clients.look_for(provider)
            if not self._settings.keys.get(provider.key):
                raise Unreachable(f"no key is set for {provider.name}", f"Set {provider.key}.")
        elif not presets.key_for(self._place, self._settings) and not presets.is_near(
            presets.split(self._place.address)[0]
        ):
            own = f" or {preset.key}" if preset and preset.key else ""
            raise Unreachable(
                f"no key is set for {self.destination}", f"Set DRAFTER_API_KEY{own}, or use --engine offline."
            )

    async def open(self) -> None:
        """Load and make the client."""
        await self._opened()

    async def stream(self, task: Task) -> AsyncGenerator[str, None]:
        """The answer piece by piece; raises an `EngineError` when it is cut off, refused, empty, endless or late."""
        plain, length, most = PlainReader(), 0, rendering.longest(task)
        try:
            async with asyncio.timeout(self._settings.timeout), aclosing(self._pieces(task)) as pieces:
                async for piece in pieces:
                    if text := plain.feed(piece):
                        yield text
                    length += len(piece)
                    if length > most:
                        raise faults.endless(self.destination, most)
        except TimeoutError:
            raise TimedOut(
                f"{self.destination} did not finish within {self._settings.timeout:g} seconds",
                "Raise DRAFTER_TIMEOUT, or use a faster model.",
            ) from None
        if rest := plain.close():
            yield rest
        if not plain.said:
            raise faults.empty(self.destination)

    async def _pieces(self, task: Task) -> AsyncGenerator[str, None]:
        """One call's answer as the model wrote it, every failure as an error of ours; its cost is counted even if it breaks."""
        client = await self._opened()
        from langsmith.run_helpers import tracing_context  # LangChain's own; nothing is ever sent to it

        system, ask = rendering.messages(task)
        sent = rendering.tokens(system) + rendering.tokens(ask)
        self._mind_the_room(sent, rendering.cost(task)[1])
        finish, told, said, begun = "", None, 0, False
        clock, patience = asyncio.get_running_loop().time, self._settings.silence
        try:
            with tracing_context(enabled=False):
                answer = cast(
                    "AsyncGenerator[AIMessageChunk, None]", client.astream([("system", system), ("human", ask)])
                )
                async with asyncio.timeout(patience) as silence, aclosing(answer) as chunks:
                    async for chunk in chunks:
                        silence.reschedule(clock() + patience)
                        begun = True
                        told = _spent(chunk) or told
                        finish = str(chunk.response_metadata.get("finish_reason") or finish)
                        if text := chunk.content if isinstance(chunk.content, str) else chunk.text:
                            said += rendering.tokens(text)
                            yield text
        except TimeoutError:
            raise faults.silent(self.destination, self._settings.silence) from None
        except self._errors as error:
            raise self._fault(error, begun=begun) from None
        except faults.BABBLE:
            raise faults.babble(self.destination) from None
        finally:
            self._count(told, sent, said, begun=begun)
        if fault := faults.ended(self.destination, finish):
            raise fault

    async def _opened(self) -> BaseChatModel:
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

    def _connect(self) -> BaseChatModel:
        client = clients.connect(
            self._place, presets.key_for(self._place, self._settings), self._settings, plain=self._plain
        )
        self._errors = clients.errors_of(self._place)
        return client

    def _fault(self, error: Exception, *, begun: bool) -> EngineError:
        """An error of the client as ours: one line, what to do, no key."""
        import openai

        host = self.destination
        if isinstance(error, openai.APITimeoutError):
            if isinstance(error.__cause__, _connect_timeout()):
                return faults.unreachable(host)
            return faults.silent(host, self._settings.silence)
        if isinstance(error, openai.APIConnectionError):
            return faults.cut_off(host) if begun else faults.unreachable(host)
        status, said = _status(error), str(error)
        if status in {400, 422} and not self._plain and self._names_an_option(said):
            self._plain, self._client = True, None
            return Malformed(f"{host} did not take an option of its preset; it is left out from now on")
        headers = getattr(getattr(error, "response", None), "headers", None) or {}
        return faults.refused(host, self._place.model, status, said, headers)

    def _names_an_option(self, said: str) -> bool:
        """Whether a refusal speaks of something that we add to the plain protocol."""
        preset = self._place.preset
        return any(name in said for name in ("stream_options", *(preset.body_for(self._place.model) if preset else ())))

    def _mind_the_room(self, sent: int, answer: int) -> None:
        preset = self._place.preset
        if preset and preset.context and sent + answer > preset.context:
            self._remark(
                "room",
                f"a prompt of about {sent} tokens may not fit {preset.name}'s usual context of {preset.context}: {preset.note}",
            )

    def _count(self, told: Usage | None, sent: int, said: int, *, begun: bool) -> None:
        if told is None:
            self.usage += Usage(
                calls=1, estimated=int(begun), prompt_tokens=sent if begun else 0, completion_tokens=said
            )
            return
        self.usage += told
        if 0 < told.prompt_tokens < SWALLOWED * sent:
            self._remark(
                "cut",
                f"{self.destination} read only {told.prompt_tokens} of about {sent} tokens of a prompt: it cuts long prompts "
                "silently. Raise the server's context length (Ollama: OLLAMA_CONTEXT_LENGTH=16384)",
            )

    def _remark(self, about: str, text: str) -> None:
        """Say it once a run; later numbers add nothing."""
        if about not in self._remarked:
            self._remarked.add(about)
            self.remarks = (*self.remarks, text)


def _connect_timeout() -> type[Exception]:
    import httpx2  # loaded with the client

    return httpx2.ConnectTimeout


def _status(error: Exception) -> int:
    """The HTTP status that an error of some client carries, 0 when it carries none."""
    for name in ("status_code", "code"):
        told: Any = getattr(error, name, None)
        if isinstance(told, int):
            return told
    return 0


def _spent(chunk: AIMessageChunk) -> Usage | None:
    """What the call has cost so far, if the chunk says so. Some endpoints say it in every chunk: the last one counts."""
    used = chunk.usage_metadata
    if not used:
        return None
    cached = (used.get("input_token_details") or {}).get("cache_read")
    told = [n if isinstance(n, int) and n > 0 else 0 for n in (used["input_tokens"], used["output_tokens"], cached)]
    return Usage(calls=1, prompt_tokens=told[0], completion_tokens=told[1], cached_tokens=told[2])


def open_engine(name: str, settings: Settings) -> ChatEngine:
    """A chat model by its name; `chat` means the configured endpoint's own default."""
    return ChatEngine(name, settings)
