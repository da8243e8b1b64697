"""The page in the browser: `launch` starts it. Gradio is loaded here and nowhere else."""

from __future__ import annotations

import errno
import os
import socket

from drafter.errors import InputError


def launch(
    host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = True, root_path: str = "", store: str = ""
) -> None:
    """Serve the page until interrupted; nothing is loaded from, or sent to, another host by the page itself.

    `root_path` is the sub-path under which a proxy shows it (`/draft`), `store` a file or a database's URL; port 0 is any that
    is free. `InputError` or `StoreError` when it cannot be served there, before anything heavy is loaded.
    """
    root = root_path or os.environ.get("GRADIO_ROOT_PATH", "")
    if root and not root.startswith("/"):
        raise InputError(f"the root path is {root!r}; a path such as /draft is expected")
    from drafter.service import Desk
    from drafter.store import Store  # heavy: SQLAlchemy

    with listen(host, port) as door:
        desk = Desk(Store(store))
        quiet_surroundings()
        from drafter.web import serving  # heavy: Gradio

        serving.serve(serving.make_app(desk, root_path=root), door, open_browser=open_browser)


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections there; `InputError` says what is in the way, and what to do."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except PermissionError as error:
        raise InputError(f"port {port} is not for this user; give one from 1024 up with --port") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(
                f"port {port} is taken by another program, perhaps a page that runs already; end it, or give another with --port"
            ) from error
        raise InputError(
            f"{host!r} is no address of this machine: {error.strerror}; give 127.0.0.1 for this machine alone, 0.0.0.0 for all"
        ) from error


def quiet_surroundings() -> None:
    """Load Gradio so that it asks no other host for anything, whatever the shell says.

    Proxies of the shell serve the model's endpoint only: they are out of sight while Gradio sets up its own clients.
    """
    os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    for name in _LOUD:
        os.environ.pop(name, None)
    proxies = {name: value for name, value in os.environ.items() if name.lower() in _PROXIES}
    for name in proxies:
        del os.environ[name]
    try:
        import gradio  # noqa: F401  # heavy, and loaded here for what it does at import
    finally:
        os.environ |= proxies


_LOUD = (
    "SPACE_ID", "SYSTEM", "HF_ENDPOINT", "GRADIO_SHARE", "GRADIO_MCP_SERVER", "GRADIO_SSR_MODE", "GRADIO_ALLOWED_PATHS",
    "GRADIO_RUN_HISTORY", "GRADIO_DEBUG",
)  # fmt: skip
"""Variables that make Gradio share, trace, serve or fetch more than the page needs."""

_PROXIES = {"http_proxy", "https_proxy", "all_proxy"}
