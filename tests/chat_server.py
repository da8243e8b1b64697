"""A local OpenAI-compatible server for tests: the model's name chooses the scenario. Real HTTP, no library is patched."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ChatServer:
    """`answer(messages) -> str` writes; faults by model name. Counts requests and the most at once."""

    def __init__(self, answer, first=0.0, per_second=0.0):
        self.answer, self.first, self.per_second = answer, first, per_second
        self.requests, self.bodies, self.now, self.most = 0, [], 0, 0
        self.lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                with outer.lock:
                    outer.requests += 1
                    outer.now += 1
                    outer.most = max(outer.most, outer.now)
                try:
                    outer.serve(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                finally:
                    with outer.lock:
                        outer.now -= 1

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def serve(self, http):
        body = json.loads(http.rfile.read(int(http.headers["Content-Length"])))
        self.bodies.append(body)
        model = body["model"]
        if match := re.match(r"status-(\d+)", model):
            return self.error(http, int(match[1]), "no")
        if model == "inspected":
            return self.error(http, 400, "data_inspection_failed: Input data may contain inappropriate content")
        if model == "stall":
            time.sleep(3)
        self.stream(http, model, self.answer(body["messages"]))
        return None

    def error(self, http, status, message):
        data = json.dumps({"error": {"message": message, "type": "x", "code": "x"}}).encode()
        http.send_response(status)
        http.send_header("Content-Type", "application/json")
        if status == 429:
            http.send_header("Retry-After", "0")
        http.send_header("Content-Length", str(len(data)))
        http.end_headers()
        http.wfile.write(data)

    def stream(self, http, model, answer):
        answer = {
            "empty": "",
            "blank": "  \n ",
            "think": f"<think>长考…</think>{answer}",
            "fence": f"```text\n{answer}\n```",
        }.get(model, answer)
        http.send_response(200)
        http.send_header("Content-Type", "text/event-stream")
        http.send_header("Connection", "close")
        http.end_headers()
        http.close_connection = True
        time.sleep(self.first)
        pieces = [answer[i : i + 4] for i in range(0, len(answer), 4)]
        for number, piece in enumerate(pieces):
            if model == "cut" and number == len(pieces) // 2:
                return
            self.chunk(http, {"delta": {"content": piece}, "index": 0, "finish_reason": None})
            if self.per_second:
                time.sleep(1 / self.per_second)
        finish = {"length": "length", "filtered": "content_filter", "sensitive": "sensitive"}.get(model, "stop")
        self.chunk(http, {"delta": {}, "index": 0, "finish_reason": finish})
        usage = {
            "prompt_tokens": 100,
            "completion_tokens": len(pieces),
            "total_tokens": 100 + len(pieces),
            "prompt_tokens_details": {"cached_tokens": 40},
        }
        self.send(
            http,
            {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [], "usage": usage},
        )
        http.wfile.write(b"data: [DONE]\n\n")

    def chunk(self, http, choice):
        self.send(http, {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})

    def send(self, http, data):
        http.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
        http.wfile.flush()
