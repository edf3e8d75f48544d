"""`onrecord` and the servers that it leans on as processes of their own, on free ports of this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from postgres_server import free_port

ONRECORD = [sys.executable, "-c", "from bot.cli import main; main()"]
STARTED = 120  # seconds to wait for a first answer on a busy machine


class Serving:
    """An `onrecord serve`, or what else answers over HTTP: its process, address and output."""

    def __init__(self, command: list[str], url: str, log: Path, environment: dict[str, str]) -> None:
        self.url, self.log = url, log
        with log.open("wb") as out:
            self.process = subprocess.Popen(command, env=os.environ | environment, stdout=out, stderr=out)

    def wait_for(self, path: str) -> None:
        until = time.monotonic() + STARTED
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if httpx.get(self.url + path, timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(f"{self.url} did not start: {self.log.read_text()}")

    def ask(self, question: str, thread: str | None = None) -> dict:
        answer = httpx.post(f"{self.url}/v1/ask", json={"question": question, "thread": thread}, timeout=60)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)


@contextmanager
def serving(store: Path, log: Path, *options: str, **environment: str) -> Iterator[Serving]:
    """`onrecord serve` over this store, ready to answer."""
    port = free_port()
    served = Serving(
        [*ONRECORD, "serve", "--store", str(store), "--port", str(port), *options], f"http://127.0.0.1:{port}", log, environment
    )
    try:
        served.wait_for("/readyz")
        yield served
    finally:
        served.stop()
    said = log.read_text()
    assert "Traceback" not in said, said
    if served.process.returncode != -signal.SIGKILL:  # a test may have killed it
        assert (served.process.returncode, said.count("Stopping: ")) == (0, 1), said


@contextmanager
def chroma(folder: Path) -> Iterator[str]:
    """The URL of a Chroma server over a folder."""
    port = free_port()
    program = shutil.which("chroma", path=str(Path(sys.executable).parent)) or "chroma"
    command = [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    served = Serving(command, f"http://127.0.0.1:{port}", folder.with_suffix(".log"), {})
    try:
        served.wait_for("/api/v2/heartbeat")
        yield served.url
    finally:
        served.stop()


def children(process: subprocess.Popen[bytes]) -> set[int]:
    """The numbers of the processes that it has started."""
    return {int(number) for number in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()}
