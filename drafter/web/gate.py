"""The door of the page's server: who is asking, what may be asked for, and how much may be sent. Plain ASGI, no Gradio."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address, ip_network
from typing import Any

from drafter.errors import InputError
from drafter.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_SENT = 10 * 1024 * 1024
"""Bytes that one request may send: an upload with what is around it."""

OWNER = "x-drafter-owner"
"""The header that the door itself sets, percent-free and trusted by everything behind it; one from outside is taken off."""

_OPEN = re.compile(
    r"/|/health|/drafts/[^/]+/[^/]+|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/pwa_icon(/\d+)?"
    r"|/(static|assets|svelte)/.*"
    r"|/gradio_api/(info/?|call/.*|queue/(join/?|data|status)|heartbeat/\w+|startup-events|theme\.css|cancel|reset/?|app_id/?|component_server/?)"
)
"""What may be asked for. Everything else that the web framework serves (files by path, uploads, proxies, recordings) stays shut:
files come in as text of a question, by way of the draft's owner, and are never laid on the disk."""

_POLICY = (
    b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; "
    b"frame-ancestors 'self'; form-action 'self'; base-uri 'self'"
)
"""The browser is told as well to ask no other host for anything."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"content-security-policy", _POLICY),
)


class Gate:
    """Lets a request in to `app` when its path is open, its sender is known (where users are told apart) and it is small.

    `settings.user_header` names the header in which a proxy tells the user; it counts only from `trusted_proxies`.
    """

    def __init__(self, app: App, settings: Settings, root_path: str = "") -> None:
        self._app = app
        self._header = settings.user_header.lower().encode("latin-1")
        self._root = root_path.rstrip("/")
        try:
            self._trusted = [
                ip_network(part.strip(), strict=False) for part in settings.trusted_proxies.split(",") if part.strip()
            ]
        except ValueError as error:
            raise InputError(
                f"DRAFTER_TRUSTED_PROXIES: {error}; addresses or networks such as 10.0.0.0/8 are expected"
            ) from error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})  # the page needs none

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope = self._without_root(scope)
        headers = dict(scope["headers"])
        owner = self._owner(scope, headers)
        if not _OPEN.fullmatch(scope["path"]):
            await _refuse(send, 404, "there is nothing here")
        elif owner is None and scope["path"] != "/health":
            await _refuse(send, 401, "the proxy names no user; ask for this page through the office's own address")
        elif scope["method"] == "POST" and headers.get(b"sec-fetch-site") == b"cross-site":
            await _refuse(send, 403, "another site's page may not write here")
        elif int(headers.get(b"content-length", b"0") or b"0") > MOST_SENT:
            await _refuse(send, 413, f"up to {MOST_SENT // 1024 // 1024} MB may be sent at once")
        else:
            kept = [(name, value) for name, value in scope["headers"] if name not in {OWNER.encode(), self._header}]
            scope["headers"] = [*kept, (OWNER.encode(), (owner or "").encode("latin-1"))]
            await self._app(scope, _counted(receive), _with_headers(send))

    def _without_root(self, scope: Scope) -> Scope:
        """A proxy may hand the sub-path on or take it off; behind this door it is off."""
        path = str(scope["path"])
        if self._root and (path + "/").startswith(self._root + "/"):
            path = path[len(self._root) :] or "/"
        return {**scope, "path": path, "raw_path": path.encode()}

    def _owner(self, scope: Scope, headers: dict[bytes, bytes]) -> str | None:
        """Whose drafts may be seen: empty where users are not told apart, None when the proxy names nobody."""
        if not self._header:
            return ""
        client = scope.get("client")
        name = headers.get(self._header, b"").decode("latin-1").strip()
        if not client or not 0 < len(name) <= 200:
            return None
        try:
            trusted = any(ip_address(client[0]) in network for network in self._trusted)
        except ValueError:
            return None
        return name if trusted else None


def _counted(receive: Receive) -> Receive:
    """`receive`, ending a body that goes on past the limit though it did not say so."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_SENT:
            return {"type": "http.disconnect"}
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, why: str) -> None:
    body = json.dumps({"detail": why}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
