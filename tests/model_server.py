"""A small server on 127.0.0.1 that speaks the OpenAI chat protocol, streaming, in whatever temper a test gives it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

CHUNK = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}


@dataclass(frozen=True)
class Reply:
    """What the server sends: a status, words in pieces, a pause before each, and whether the stream is torn off at its end."""

    words: str = ""
    status: int = 200
    pause: float = 0.0
    torn: bool = False
    finish: str = "stop"
    tokens: tuple[int, int] | None = None  # read and written, told at the end


class ModelServer:
    """Answers with what ``temper`` makes of the prompt; keeps what it was sent."""

    def __init__(self, temper: Callable[[str], Reply]) -> None:
        self.temper, self.requests = temper, []  # type: ignore[var-annotated]
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append(request)
                reply = server.temper(request["messages"][-1]["content"])
                if reply.status != 200:
                    self._send(reply.status, "application/json", json.dumps({"error": {"message": "no", "type": "t", "code": "c"}}))
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                for piece in _pieces(reply.words):
                    time.sleep(reply.pause)
                    self._tell({"content": piece})
                if not reply.torn:
                    self._tell({}, reply.finish)
                    if reply.tokens:
                        used = {"prompt_tokens": reply.tokens[0], "completion_tokens": reply.tokens[1], "total_tokens": sum(reply.tokens)}
                        self.wfile.write(f"data: {json.dumps(CHUNK | {'choices': [], 'usage': used})}\n\n".encode())
                    self.wfile.write(b"data: [DONE]\n\n")

            def _tell(self, delta: dict[str, str], finish: str | None = None) -> None:
                choice = {"index": 0, "delta": delta, "finish_reason": finish}
                try:
                    self.wfile.write(f"data: {json.dumps(CHUNK | {'choices': [choice]})}\n\n".encode())
                    self.wfile.flush()
                except OSError:  # the client has gone; nothing is left to be told
                    return

            def _send(self, status: int, kind: str, body: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *arguments: object) -> None:
                """Tests are silent."""

        return Handler


def _pieces(words: str) -> list[str]:
    return [words[start : start + 40] for start in range(0, len(words), 40)]


@contextmanager
def serving(temper: Callable[[str], Reply]) -> Iterator[ModelServer]:
    server = ModelServer(temper)
    Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()


def passages(prompt: str) -> list[dict[str, str]]:
    """The numbered passages of a prompt."""
    return [json.loads(line) for line in prompt.splitlines() if line.startswith('{"passage"')]


def line(text: str, number: int, quote: str) -> str:
    return json.dumps({"text": text, "evidence": [{"passage": number, "quote": quote}]})
