"""The LangChain clients, with as little as can be left for the shell to decide. Loading them takes seconds: `warm` begins early."""

from __future__ import annotations

import os
import threading
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from drafter.engines.presets import Place, Provider, is_here, split
from drafter.errors import InputError
from drafter.settings import Settings

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel

DEFAULT_MODEL = "default"
CONNECT = 5.0
"""Seconds to reach a host; one that is not there should not take a minute to say so."""


@cache
def warm() -> threading.Thread:
    """Load the clients beside everything else, once a process; the thread that does it."""
    thread = threading.Thread(target=_load, name="drafter-warm", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    for name in ("langchain_openai.chat_models", "langsmith.run_helpers"):  # what a first call would wait for
        import_module(name)


def look_for(provider: Provider) -> None:
    """`InputError` names the package to install when the provider's is missing."""
    if find_spec(provider.package.replace("-", "_")) is None:
        raise InputError(
            f"models of {provider.name} need the package {provider.package}; install it with: pip install {provider.package}"
        )


def connect(place: Place, key: str, settings: Settings, *, plain: bool = False) -> BaseChatModel:
    """The client of a place; `plain` leaves out everything that is not the protocol's own."""
    for name in ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER"):
        os.environ.pop(name, None)  # a tracer that is no more: where one is set, LangChain refuses every call
    if place.provider is not None:
        return _of_provider(place.provider, place.model, settings)
    import httpx2
    from langchain_openai import ChatOpenAI

    preset = place.preset
    return ChatOpenAI(
        model=place.model if place.model != "chat" else DEFAULT_MODEL,
        base_url=place.address,
        api_key=key or "none",
        stream_usage=not plain and (preset is None or preset.usage == "option"),
        max_retries=0,
        timeout=httpx2.Timeout(settings.silence, connect=min(CONNECT, settings.silence)),
        stream_chunk_timeout=None,  # its wait_for swallows a Stop that comes with a piece; the engine minds the silence
        extra_body=preset.body_for(place.model) or None if preset and not plain else None,
        http_async_client=connections(direct=is_here(split(place.address)[0])),
        http_client=httpx2.Client(trust_env=False),  # never used; LangChain's own would read the shell's proxies
        http_socket_options=(),
        openai_proxy="",
        use_responses_api=False,
        output_version="v0",
    )


def _of_provider(provider: Provider, model: str, settings: Settings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    options = {**provider.options, "timeout": settings.silence}
    client: BaseChatModel = init_chat_model(model, model_provider=provider.id, **options)
    return client


def errors_of(place: Place) -> tuple[type[Exception], ...]:
    """What the client of a place raises; known once it is loaded."""
    if place.provider is None:
        import openai

        return (openai.OpenAIError,)
    found = []
    for name in place.provider.errors:
        module, _, attribute = name.partition(":")
        if find_spec(module.partition(".")[0]) is not None:
            found.append(getattr(import_module(module), attribute))
    return tuple(found)


@cache
def connections(*, direct: bool) -> httpx2.AsyncClient:
    """The process's connections: there is one event loop (`drafter.loop`), so one pool serves every run.

    `direct`: no proxy of the shell stands between; text for a model on this machine must not travel through one.
    """
    import httpx2

    return httpx2.AsyncClient(trust_env=not direct)
