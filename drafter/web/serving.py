"""The page's server: the page, its files and its health on one application, behind one door."""

from __future__ import annotations

import gc
import socket
import sys
import threading
import webbrowser
from typing import Annotated
from urllib.parse import quote

import gradio as gr
import uvicorn
from fastapi import FastAPI, Header
from fastapi.responses import JSONResponse, Response

import drafter
from drafter import service
from drafter.errors import DrafterError, ExportRefused, StoreError
from drafter.formats import known_copy, known_format
from drafter.service import Desk
from drafter.settings import Settings, read_settings
from drafter.web import api, gate, page, wording

MOST_SESSIONS = 50
"""Windows whose form Gradio remembers, a tenth of a megabyte each; one beyond them goes on, in the language it began with."""

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


def make_app(desk: Desk, *, root_path: str = "", language: str = "zh", settings: Settings | None = None) -> gate.App:
    """The whole application over a desk. `root_path` is the sub-path under which a proxy shows it."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_health(app, desk)
    _add_files(app, desk)
    blocks = page.build(desk, language)
    api.attach(blocks, desk)
    blocks.state_session_capacity = MOST_SESSIONS
    gr.mount_gradio_app(
        app, blocks, path="/", root_path=root_path or None, footer_links=[], run_history=False,
        max_file_size=gate.MOST_SENT, show_error=False, ssr_mode=False, enable_monitoring=False, pwa=False, mcp_server=False,
        theme=page.theme(), head=page.HEAD,
    )  # fmt: skip
    return gate.Gate(app, settings or read_settings(), root_path)


def serve(app: gate.App, door: socket.socket, *, open_browser: bool = False) -> None:
    """Serve at a listening socket until interrupted; stderr says where.

    The peer's own address counts, not what it says of whom it speaks for.
    """
    config = uvicorn.Config(app, proxy_headers=False, log_level="warning", timeout_graceful_shutdown=2)
    address = _address(door)
    sys.stderr.write(f"the page is at {address} (Ctrl-C ends it)\n")
    if open_browser:
        threading.Timer(1.0, webbrowser.open, (address,)).start()
    gc.collect()
    gc.freeze()  # what is loaded stays; only what windows leave behind is looked through, often and briefly
    uvicorn.Server(config).run(sockets=[door])


def _address(door: socket.socket) -> str:
    """What a browser of this machine types to get there."""
    host, port = door.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # what stands for every address of the machine
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _add_health(app: FastAPI, desk: Desk) -> None:
    @app.get("/health")
    def health() -> JSONResponse:
        try:
            desk.store.check()
        except StoreError as error:
            return JSONResponse({"version": drafter.__version__, "store": str(error)}, status_code=503)
        return JSONResponse({"version": drafter.__version__, "store": "ok"})


def _add_files(app: FastAPI, desk: Desk) -> None:
    @app.get("/drafts/{name}/{file}")
    def export(
        name: str,
        file: str,
        *,
        anyway: bool = False,
        layout: str = "",
        seal: bool = False,
        owner: Annotated[str, Header(alias=gate.OWNER)] = "",
    ) -> Response:
        """`draft.docx`, `clean.docx`, `draft.md` …: the draft as a file, set in a preset's layout, to its owner alone."""
        copy, _, kind = file.partition(".")
        try:
            known_format(kind)
            draft = desk.open(name, owner).draft
            laid = wording.layout(draft, layout, seal=seal)
            kept = known_copy(copy)
            data = service.export(draft, kind, kept, anyway=anyway, layout=laid)
        except ExportRefused as error:
            return JSONResponse({"detail": str(error)}, status_code=409)
        except StoreError as error:
            return JSONResponse({"detail": str(error)}, status_code=503)
        except DrafterError as error:
            return JSONResponse({"detail": str(error)}, status_code=404)
        named = (
            f"attachment; filename=\"report.{kind}\"; filename*=UTF-8''{quote(wording.file_name(draft, kind, kept))}"
        )
        return Response(
            data, media_type=MEDIA.get(kind), headers={"content-disposition": named, "cache-control": "no-store"}
        )
