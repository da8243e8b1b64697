"""A local OpenAI-compatible server for tests: the model's name chooses the scenario. Real HTTP, no library is patched.

A scenario plays on every request, or with `faulty` on some tasks only (`outline`, `item`, `opening`); the others are
answered well. Names may have a number: `status-500`, `busy-2` (429 for the first two requests).
"""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from drafter import kinds, loop, outline, prompts, report, service, writing
from drafter.engines import chat, clients
from drafter.settings import Settings

KEY = "sk-canary-key-1234567890"
MARK = re.compile(r"⟦[^⟧]*⟧")
FACT = re.compile(r"^⟦([^⟧]+)⟧ (?:[^:\n]{1,20}: )?(.*)$", re.MULTILINE)
PIECE = b'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"\xe5\xbc\x80"}}]}\n\n'
RAW = {
    "garbage": PIECE + b"data: {not json\n\n",
    "bytes": PIECE + b"data: \xff\xfe\n\n",
    "webpage": b"<html><body>Sign in to the network</body></html>",
    "nothing": b"data: [DONE]\n\n",
    "fields": b'data: {"choices": [{}]}\n\n',
    "failing": PIECE + b'data: {"error": {"message": "internal fault, key was KEY", "code": 500}}\n\n',
    "inspected-late": PIECE + b'data: {"error": {"message": "data_inspection_failed", "code": "x"}}\n\n',
    "unfinished": PIECE + b"data: [DONE]\n\n",
}
"""Answers that are no chat protocol, or break it; KEY stands for the key that was sent."""


UNRECORDED = 418
"""The status for a prompt without an answer: no server of models sends it, so that it is taken for no fault of one."""

REFUSAL = "抱歉，我无法协助完成这项请求。"
FOREIGN = "The committee met twelve times over the year and discussed a number of important matters at length."


def asked_for(messages):
    """Which task a request is: outline, opening or item."""
    head = messages[0]["content"][:24]
    for name in ("outline", "opening"):
        if any(prompts.read_text(language, f"{name}.md").startswith(head) for language in ("zh", "en")):
            return name
    return "item"


class ChatServer:
    """`answer(messages) -> str` writes; faults by model name. Counts requests and the most at once."""

    def __init__(self, answer, first=0.0, per_second=0.0, faulty=("outline", "item", "opening"), cut=None):
        self.answer, self.first, self.per_second, self.faulty = answer, first, per_second, faulty
        self.cut = cut or (lambda text: [text[i : i + 4] for i in range(0, len(text), 4)])
        self.closing = threading.Event()
        self.started, self.times = time.perf_counter(), []
        self.requests, self.bodies, self.keys, self.now, self.most = 0, [], [], 0, 0
        self.lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                with outer.lock:
                    outer.requests += 1
                    outer.times.append(time.perf_counter() - outer.started)
                    outer.now += 1
                    outer.most = max(outer.most, outer.now)
                try:
                    outer.serve(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                finally:
                    with outer.lock:
                        outer.now -= 1

        class Server(ThreadingHTTPServer):
            request_queue_size = 128  # a dozen items knock at the same moment

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def serve(self, http):
        body = json.loads(http.rfile.read(int(http.headers["Content-Length"])))
        self.bodies.append(body)
        self.keys.append(http.headers["Authorization"])
        model = body["model"] if asked_for(body["messages"]) in self.faulty else "good"
        if match := re.match(r"status-(\d+)(?:-after-(\d+))?", model):
            return self.error(http, int(match[1]), "no", match[2])
        if model == "inspected":
            return self.error(http, 400, "data_inspection_failed: Input data may contain inappropriate content")
        if model == "risky":
            return self.error(http, 400, "Content Exists Risk")
        if model == "no-model":
            return self.error(http, 400, "The model `no-model` does not exist")
        if model == "echo":
            return self.error(http, 400, f"bad key {http.headers['Authorization']} in {body['messages']}")
        if (match := re.match(r"busy-(\d+)", model)) and self.requests <= int(match[1]):
            return self.error(http, 429, "slow down", "0")
        if model == "picky" and ("stream_options" in body or "reasoning_effort" in body):
            return self.error(http, 400, "Unrecognized request argument supplied: reasoning_effort, stream_options")
        if model == "moved":
            http.send_response(307)
            http.send_header("Location", f"{self.url}/elsewhere")
            http.send_header("Content-Length", "0")
            return http.end_headers()
        if model in RAW:
            return self.raw(http, RAW[model].replace(b"KEY", http.headers["Authorization"].encode()))
        if model == "torn":
            return self.raw(http, PIECE, promised=1000)
        if model == "stall":
            self.closing.wait(20)
        sent = 100 if model == "swallowing" else sum(tokens(message["content"]) for message in body["messages"])
        answer = self.answer(body["messages"])
        if answer is None:
            return self.error(http, UNRECORDED, "no answer is recorded for this")
        self.stream(http, model, answer, sent)
        return None

    def error(self, http, status, message, wait=None):
        data = json.dumps({"error": {"message": message, "type": "x", "code": "x"}}).encode()
        http.send_response(status)
        http.send_header("Content-Type", "application/json")
        if wait is not None:
            http.send_header("Retry-After", wait)
        http.send_header("Content-Length", str(len(data)))
        http.end_headers()
        http.wfile.write(data)

    def raw(self, http, data, promised=0):
        """These bytes; where more are promised than sent, the connection is torn in the middle."""
        http.send_response(200)
        http.send_header("Content-Type", "text/event-stream")
        http.send_header("Content-Length", str(promised or len(data)))
        http.end_headers()
        http.wfile.write(data)
        http.close_connection = True

    def stream(self, http, model, answer, sent):
        answer = {
            "empty": "",
            "blank": "  \n ",
            "think": f"<think>长考…</think>{answer}",
            "thought": f"长考…</think>{answer}",
            "boxed": f"<|begin_of_box|>**{answer}**<|end_of_box|>",
            "fence": f"```text\n{answer}\n```",
            "refuse": REFUSAL,
            "foreign": FOREIGN,
            "unmarked": MARK.sub("", answer),
            "unknown-marks": MARK.sub("⟦99⟧", answer),
            "endless": answer * 400,
        }.get(model, answer)
        http.send_response(200)
        http.send_header("Content-Type", "text/event-stream")
        http.send_header("Connection", "close")
        http.end_headers()
        http.close_connection = True
        begun = time.perf_counter()
        self.closing.wait(self.first)
        pieces = self.cut(answer)
        for number, piece in enumerate(pieces):
            if model == "cut" and number == len(pieces) // 2:
                return
            if model == "stall-middle" and number == len(pieces) // 2:
                self.closing.wait(20)
                return
            usage = self.usage(sent, number + 1) if model == "telling" else None
            self.chunk(http, {"delta": {"content": piece}, "index": 0, "finish_reason": None}, usage)
            if self.per_second:  # by the clock, so that a busy machine does not slow the model down
                self.closing.wait(max(0.0, begun + self.first + (number + 1) / self.per_second - time.perf_counter()))
        finish = {"length": "length", "filtered": "content_filter", "sensitive": "sensitive"}.get(model, "stop")
        self.chunk(http, {"delta": {}, "index": 0, "finish_reason": finish})
        end = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": []}
        if model != "untold":
            self.send(http, end | {"usage": self.usage(sent, len(pieces))})
        http.wfile.write(b"data: [DONE]\n\n")

    def usage(self, sent, tokens):
        told = {"prompt_tokens": sent, "completion_tokens": tokens, "total_tokens": sent + tokens}
        return told | {"prompt_tokens_details": {"cached_tokens": 40}}

    def chunk(self, http, choice, usage=None):
        told = {"usage": usage} if usage else {}
        self.send(
            http,
            {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]} | told,
        )

    def send(self, http, data):
        http.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
        http.wfile.flush()


def tokens(text):
    """One a Chinese character, one for four others."""
    wide = sum(char > "\u2e80" for char in text)
    return wide + (len(text) - wide + 3) // 4


def good_model(messages):
    """Writes every fact as a sentence of its own, faithfully; leaves outline and opening as they are given."""
    asked = messages[-1]["content"]
    if asked_for(messages) == "outline":
        return re.split(r"\n(?:规则排出的提纲：|The outline that the rules made:)\n", asked)[1].rpartition("\n")[0]
    if asked_for(messages) == "opening":
        return re.search(r"^(?:底稿：|Base text: )(.*)$", asked, re.MULTILINE)[1]
    facts = asked.partition("<<<")[2].partition(">>>")[0]
    return "".join(f"{' '.join(text.split())}。⟦{name}⟧".replace(" ", "，") for name, text in FACT.findall(facts))


def engine_for(server, model="good", **settings):
    return chat.ChatEngine(model, settings_for(server, model, **settings))


def settings_for(server, model="good", **settings):
    return Settings(**{"model": model, "base_url": server.url, "api_key": KEY, "timeout": 20.0, **settings})


def task_of(notes):
    """The task of the first item that these notes give."""
    draft = service.new_draft(notes)
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    skeleton = report.assemble(draft, kind, outline.plan(draft.facts, kind))
    return writing.item_task(draft, skeleton, kind, skeleton.achievements.items[0])


def ask(engine, task):
    """The whole answer, on the process's own loop; raises what the engine raises."""

    async def gather():
        return "".join([piece async for piece in engine.stream(task)])

    return loop.submit(gather()).result(30)


def close_connections():
    """Close the process's connections: they are opened anew by whoever comes next."""
    loop.submit(clients.connections(direct=True).aclose()).result(5)
    clients.connections.cache_clear()
