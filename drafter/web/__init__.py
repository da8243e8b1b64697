"""The page in the browser: `launch` starts it. Gradio is loaded here and nowhere else."""

from __future__ import annotations

import os

from drafter.errors import InputError


def launch(
    host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = True, root_path: str = "", store: str = ""
) -> None:
    """Serve the page until interrupted; nothing is loaded from, or sent to, another host by the page itself.

    `root_path` is the sub-path under which a proxy shows it (`/draft`), `store` a file or a database's URL.
    """
    root = root_path or os.environ.get("GRADIO_ROOT_PATH", "")
    if root and not root.startswith("/"):
        raise InputError(f"the root path is {root!r}; a path such as /draft is expected")
    quiet_surroundings()
    from drafter.service import Desk
    from drafter.store import Store  # heavy: SQLAlchemy
    from drafter.web import serving  # heavy: Gradio

    serving.serve(serving.make_app(Desk(Store(store)), root_path=root), host, port, open_browser=open_browser)


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
