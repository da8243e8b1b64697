"""What leaves the machine when a model writes: to whom, through what, and never the key."""

import io
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from drafter import loop, service
from drafter.engines import chat, clients
from drafter.errors import Unreachable
from drafter.saving import dump_draft
from drafter.settings import Settings
from tests.chat_server import KEY, ChatServer, ask, engine_for, good_model, task_of


@pytest.fixture
def server():
    with ChatServer(good_model) as running:
        yield running


@pytest.fixture
def spy():
    """A host that nobody chose; `hits` is what reached it all the same."""
    hits = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def answer(self):
            hits.append((self.command, self.path))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST = do_PATCH = do_PUT = do_CONNECT = answer  # noqa: N815  # the library names them so

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.hits, http.url = hits, f"http://127.0.0.1:{http.server_address[1]}"
    threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
    yield http
    http.shutdown()
    http.server_close()


@pytest.fixture
def fresh():
    """No connections from earlier tests, and none left for later ones: they are opened under this test's shell."""

    def close():
        loop.submit(clients.connections(direct=True).aclose()).result(5)
        clients.connections.cache_clear()

    close()
    yield
    close()


TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


@pytest.mark.parametrize("names", [*((name,) for name in TRACING), TRACING])
def test_no_trace_is_sent_whatever_the_shell_says(server, spy, notes_zh, monkeypatch, names):
    from langchain_core.tracers.langchain import wait_for_all_tracers

    for name in names:
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", spy.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_canary")
    assert ask(engine_for(server), task_of(notes_zh)).endswith("⟧")
    wait_for_all_tracers()
    assert spy.hits == []
    assert server.requests == 1


@pytest.mark.parametrize(
    "name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY", "OPENAI_BASE_URL", "OPENAI_API_BASE"]
)
def test_text_for_a_model_on_this_machine_goes_to_it_and_nowhere_else(fresh, server, spy, notes_zh, monkeypatch, name):
    monkeypatch.setenv(name, spy.url)
    assert ask(engine_for(server), task_of(notes_zh)).endswith("⟧")
    assert spy.hits == []
    assert server.requests == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LC_OUTPUT_VERSION", "v1"),
        ("LC_OUTPUT_VERSION", "responses/v1"),
        ("LANGCHAIN_HANDLER", "langchain"),
        ("ALL_PROXY", "socks5://127.0.0.1:1080"),
        ("HTTP_PROXY", "::no proxy::"),
        ("SSL_CERT_FILE", "/nowhere.pem"),
    ],
)
def test_a_strange_shell_does_not_break_a_local_model(fresh, server, notes_zh, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert ask(engine_for(server), task_of(notes_zh)).endswith("⟧")


def test_a_proxy_that_cannot_be_used_is_said_so_and_nothing_is_sent(fresh, notes_zh, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks9://127.0.0.1:1080")
    engine = chat.ChatEngine("m", Settings(base_url="http://10.0.0.1/v1", api_key=KEY))
    with pytest.raises(Unreachable, match="cannot be set up") as caught:
        ask(engine, task_of(notes_zh))
    assert "ALL_PROXY" in caught.value.hint


@pytest.mark.parametrize("model", ["good", "echo", "status-401", "cut", "failing"])
def test_the_key_stands_in_no_log_no_repr_and_no_draft(server, notes_zh, model):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        engine = engine_for(server, model)
        draft = service.start(service.Document(service.new_draft(notes_zh)), engine=engine).wait(60)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert server.requests > 0
    assert KEY not in f"{written.getvalue()} {engine!r} {vars(engine)!r} {Settings(api_key=KEY)!r} {dump_draft(draft)}"
