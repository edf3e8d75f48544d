"""A server that is asked to stop finishes what is being answered, says so in one line, and ends with exit code 0."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

CANNOT_START = 3  # uvicorn's word for it: another try would end alike
STOPPING = "Stopping: nothing more is taken, and what is being answered is finished first."


class Server(uvicorn.Server):
    """uvicorn kills itself anew by the signal once it has stopped; whoever stops this one hears 0."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; a second Ctrl-C does not wait for what is in work."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is in work."""
        say_stopping()
        await super().shutdown(sockets)


class Supervisor(Multiprocess):
    """The parent of several workers."""

    def terminate_all(self) -> None:
        """Have each worker finish what it has in work."""
        say_stopping()
        super().terminate_all()


@contextmanager
def stoppable() -> Iterator[None]:
    """While a server is being made, and nothing is answered yet, SIGTERM ends the process at once, with 0 as well."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run(app: Any, **options: Any) -> None:  # noqa: ANN401 - an ASGI app or its name, and what uvicorn.Config takes
    """Serve until stopped; SystemExit(3) where the server could not start."""
    config = uvicorn.Config(app, **{"workers": 1, **options})
    if config.workers > 1:
        Supervisor(config, sockets=[config.bind_socket()]).run()
        return
    server = Server(config)
    server.run()
    if not server.started:
        sys.exit(CANNOT_START)


def say_stopping() -> None:
    """Tell whoever watches the process that it ends, and how."""
    print(STOPPING, file=sys.stderr, flush=True)
