"""A real page in a real browser: the app as a subprocess on a free port, Debian's Chromium through Playwright."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests import needs

ROOT = Path(__file__).parent.parent.parent
APP = """
import sys
from drafter import web
web.quiet_surroundings()
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.service import Desk
from drafter.store import Store
from drafter.web import serving
desk = Desk(Store(sys.argv[2]), lambda: ScriptedEngine(offline_answer, delay=0.04, destination=""))
serving.serve(serving.make_app(desk), "127.0.0.1", int(sys.argv[1]))
"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DRAFTER_", "OPENAI_"))} | {
        "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", APP, str(port), str(tmp_path_factory.mktemp("store") / "drafts.db")],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}/"
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            break
        except OSError:
            assert process.poll() is None, "the page did not start"
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def browser():
    sync_api = needs.module("playwright.sync_api")
    chromium = needs.command("chromium", "chromium-browser", "google-chrome")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(app, browser):
    context = browser.new_context(locale="zh-CN", viewport={"width": 1500, "height": 950}, accept_downloads=True)
    tab = context.new_page()
    faults = []
    tab.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    tab.on(
        "request",
        lambda request: (
            None if request.url.startswith((app, "data:", "blob:")) else faults.append(f"outside: {request.url}")
        ),
    )
    tab.goto(app)
    tab.wait_for_selector("body[data-ready]")
    yield tab
    assert faults == []
    context.close()
