"""A real page in a real browser: the app as a subprocess on a free port, Debian's Chromium through Playwright."""

import os
import signal
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

told = set()

def answer(task):
    text = offline_answer(task)
    if "held" in task.request.author and task.part == "achievements" and text not in told and sys.argv[3] == "0":
        told.add(text)  # stays in mid-sentence, the first time that it is asked for, until it is stopped or killed
        return [text[:12], *[""] * 4000, text[12:]]
    if "slow" in task.request.author:
        return [text[at : at + 2] for at in range(0, len(text), 2)]  # seconds an item
    return text if len(text) < 2000 else [text[at : at + 500] for at in range(0, len(text), 500)]

desk = Desk(Store(sys.argv[2]), lambda: ScriptedEngine(answer, delay=0.03, destination=""))
serving.serve(serving.make_app(desk), web.listen("127.0.0.1", int(sys.argv[1])))
"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
USER = "X-Office-User"


class App:
    """The page's server as its own process, on a port and a store that stay when it is killed and started again."""

    def __init__(self, folder, **settings):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.store = str(folder / "drafts.db")
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DRAFTER_", "OPENAI_"))}
        self._env = clean | {"PYTHONPATH": str(ROOT)} | settings
        self._process = None
        self._killed = 0

    def start(self):
        self._process = subprocess.Popen([sys.executable, "-c", APP, str(self.port), self.store, str(self._killed)], env=self._env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.url}health", timeout=1).close()
            except OSError:
                assert self._process.poll() is None, "the page did not start"
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the page did not answer")

    def kill(self):
        self._killed += 1
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(10)

    def end(self):
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    running = App(tmp_path_factory.mktemp("store")).start()
    yield running.url
    running.end()


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """A second server, behind a proxy that names its users."""
    settings = {"DRAFTER_USER_HEADER": USER, "DRAFTER_TRUSTED_PROXIES": "127.0.0.1/32"}
    running = App(tmp_path_factory.mktemp("office"), **settings).start()
    yield running
    running.end()


@pytest.fixture(scope="session")
def browser():
    sync_api = needs.module("playwright.sync_api")
    chromium = needs.command("chromium", "chromium-browser", "google-chrome")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser):
    """Open the page in a new context (or, given one, in another window of it); at the end no window may have had a fault."""
    contexts, faults = [], []

    def watch(tab, url):
        tab.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        tab.on("dialog", lambda dialog: dialog.accept())
        inside = (url, "data:", "blob:", "about:")
        tab.on("request", lambda request: None if request.url.startswith(inside) else faults.append(request.url))

    def opened(url, context=None, **options):
        if context is None:
            options = {
                "locale": "zh-CN",
                "viewport": {"width": 1500, "height": 950},
                "accept_downloads": True,
            } | options
            context = browser.new_context(**options)
            contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(30_000)
        watch(tab, url.partition("?")[0])
        tab.goto(url)
        tab.wait_for_selector("body[data-ready]")
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def clerk(browser):
    """One clerk's browser: what it has loaded serves every test, what it remembers of a draft is forgotten before each."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1500, "height": 950}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def page(app, visit, clerk):
    clerk.clear_cookies()
    blank = clerk.new_page()
    blank.goto(f"{app}health")
    blank.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    blank.close()
    yield visit(app, clerk)
    for tab in clerk.pages:
        tab.close()
