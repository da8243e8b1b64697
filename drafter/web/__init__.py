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
    """Set, before Gradio is loaded, what keeps it from asking any other host for anything, whatever the shell says."""
    os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
    for name in (
        "SPACE_ID",
        "SYSTEM",
        "GRADIO_SHARE",
        "GRADIO_MCP_SERVER",
        "GRADIO_SSR_MODE",
        "GRADIO_ALLOWED_PATHS",
        "GRADIO_DEBUG",
    ):
        os.environ.pop(name, None)
