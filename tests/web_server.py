"""A small website on 127.0.0.1 that answers as websites do, and remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # before the body is sent


@dataclass
class Site:
    """Answers by path; anything else is not found. ``asked`` holds (path, headers) of every request."""

    origin: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(self, path: str, body: str | bytes, **headers: str) -> str:
        """Serve ``body`` at ``path`` and give its URL; header names are written with underscores."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(data, headers={key.replace("_", "-"): value for key, value in headers.items()})
        return self.origin + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def running(address: str = "127.0.0.1") -> Iterator[Site]:
    """A site being served on a free port of ``address``."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            answer = site.answers.get(self.path, Answer(status=404))
            tag = answer.headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                answer = Answer(status=304, headers=answer.headers)
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            self.end_headers()
            time.sleep(answer.seconds)
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    site.origin = f"http://{address}:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
