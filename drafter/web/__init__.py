"""The page in the browser: `launch` starts it. Gradio is loaded here and nowhere else."""

from __future__ import annotations

import os


def launch(host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = True) -> None:
    """Serve the page until interrupted; nothing is loaded from, or sent to, another host by the page itself."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    from drafter.web import page  # heavy: Gradio

    page.build().launch(
        server_name=host, server_port=port, inbrowser=open_browser, share=False, ssr_mode=False, footer_links=[],
        theme=page.theme(), css=page.CSS, max_file_size="10mb", show_error=False, quiet=False,
    )  # fmt: skip
