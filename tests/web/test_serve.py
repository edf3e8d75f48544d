"""`onrecord serve` and `onrecord demo` as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from bot.settings import Settings

ONRECORD = [sys.executable, "-c", "from bot.cli import main; main()"]
STARTED = 60  # seconds to wait for the first answer on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[httpx.Client]:
    """A server that answers, asked to end when it has served."""
    port = free_port()
    process = subprocess.Popen(
        [*ONRECORD, *arguments, "--port", str(port)], env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            yield answering(client)
    finally:
        process.terminate()
        _, said = process.communicate(timeout=30)
    assert (b"Traceback" in said, said.count(b"Stopping: "), process.returncode) == (False, 1, 0), said.decode()


def answering(client: httpx.Client) -> httpx.Client:
    until = time.monotonic() + STARTED
    while time.monotonic() < until:
        try:
            client.get("/healthz")
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return client
    raise AssertionError("the server did not start")


def test_several_processes_share_their_rates_and_figures(settings: Settings) -> None:
    with running("serve", "--workers", "2", "--store", str(settings.store), ONRECORD_ADDRESS_RATE="3") as client:
        asked = [httpx.post(f"{client.base_url}/v1/ask", json={"question": "Should I buy?"}, timeout=20).status_code for _ in range(8)]
        assert asked.count(200) == 3
        assert asked.count(429) == 5
        told = client.get("/metrics").text
        assert 'onrecord_answers_total{audience="investor",status="declined",surface="web"} 3.0' in told


def test_the_demo_serves_the_investor_page(settings: Settings) -> None:
    with running("demo", "--serve", "--store", str(settings.store)) as client:
        page = client.get("/demo").text
    assert "Medicines for the chronic conditions" in page
    assert '<script src="/widget.js"' in page


def test_a_record_that_is_not_there_is_told_in_one_line(settings: Settings) -> None:
    done = subprocess.run(
        [*ONRECORD, "serve", "--store", "nowhere", "--port", str(free_port())], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "nowhere" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
