"""The page's server as its own process, with a slow well-behaved engine, and every connection that it asks for on record.

Run as a module it serves: `python -m tests.server PORT STORE [ROOT_PATH]`; AUDIT in the environment names the record.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOSTILE = {
    "LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "lsv2_x", "LANGSMITH_ENDPOINT": "http://192.0.2.1",
    "HF_TOKEN": "hf_x", "HF_HUB_OFFLINE": "0", "HF_ENDPOINT": "http://192.0.2.2", "HUGGING_FACE_HUB_TOKEN": "hf_x",
    "GRADIO_ANALYTICS_ENABLED": "True", "GRADIO_SHARE": "True", "GRADIO_MCP_SERVER": "True", "GRADIO_SSR_MODE": "True",
    "GRADIO_ALLOWED_PATHS": "/", "SPACE_ID": "some/space", "SYSTEM": "spaces", "GRADIO_RUN_HISTORY": "True",
    "HTTP_PROXY": "http://192.0.2.3:3128", "HTTPS_PROXY": "http://192.0.2.3:3128", "ALL_PROXY": "socks5://192.0.2.3:1080", "NO_PROXY": "",
    "OPENAI_API_KEY": "sk-secret-of-the-shell", "OPENAI_BASE_URL": "http://192.0.2.4/v1", "SENTRY_DSN": "http://x@192.0.2.5/1",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://192.0.2.6:4318",
}  # fmt: skip
"""An environment that asks every library to talk to somebody."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def audit(path):
    """From here on, every address that this process connects to or looks up is a line of the file."""
    record = Path(path).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115  # open as long as the process lives

    def hook(event, arguments):
        if event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
            record.write(f"{event} {arguments[1][0]}\n")
        elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
            record.write(f"{event} {arguments[0]}\n")

    sys.addaudithook(hook)


@contextmanager
def running(folder, root_path="", pid=None, **environment):
    """A server on a free port and a store in `folder`; gives its address, and its process id into `pid` if that is a list.

    Ends by a signal to the process itself.
    """
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DRAFTER_", "OPENAI_"))}
    command = [sys.executable, "-m", "tests.server", str(port), str(folder / "drafts.db"), root_path]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, env=env | {"PYTHONPATH": str(ROOT)} | environment, stdout=log, stderr=log, cwd=ROOT
        )
    url = f"http://127.0.0.1:{port}"
    if pid is not None:
        pid.append(process.pid)
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(15)


def wait_for(url, process):
    plain = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        try:
            plain.open(f"{url}/health", timeout=2).close()
        except OSError:
            assert process.poll() is None, "the server did not start"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer within a minute")


def main(port, store, root_path="", delay="0.02"):
    if path := os.environ.get("AUDIT"):
        audit(path)
    from drafter import web

    web.quiet_surroundings()
    from drafter.engines.scripted import ScriptedEngine, offline_answer
    from drafter.service import Desk
    from drafter.store import Store
    from drafter.web import serving

    desk = Desk(Store(store), lambda: ScriptedEngine(offline_answer, delay=float(delay), destination=""))
    serving.serve(serving.make_app(desk, root_path=root_path), web.listen("127.0.0.1", int(port)))


if __name__ == "__main__":
    main(*sys.argv[1:])
