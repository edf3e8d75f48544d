"""Load on the web API, by itself in one process: python tests/bench/load.py STORE [--minutes 3] [--sessions 200] [--workers 2].

Open sessions each ask a question of the sample company every 15 to 30 seconds, from an address of their own; then, with
``--saturate N``, N clients ask without pause. Prints counts by status, median, p95 and greatest time, and the server's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

QUESTIONS = Path(__file__).parents[2] / "data" / "questions.jsonl"


async def session(client: httpx.AsyncClient, number: int, until: float, asked: list[tuple[int, float]], pause: tuple[float, float]) -> None:
    chance = random.Random(number)
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    await asyncio.sleep(chance.uniform(0, pause[1]))
    thread = None
    while time.monotonic() < until:
        began = time.monotonic()
        headers = {"X-Forwarded-For": f"198.51.{number // 250}.{number % 250}"}
        answer = await client.post("/v1/ask", json={"question": chance.choice(questions), "thread": thread}, headers=headers)
        asked.append((answer.status_code, time.monotonic() - began))
        if answer.status_code == 200:
            thread = answer.json()["thread"]
        elif answer.status_code == 503:
            assert int(answer.headers["retry-after"]) > 0
        await asyncio.sleep(chance.uniform(*pause))


async def load(url: str, sessions: int, seconds: float, pause: tuple[float, float]) -> list[tuple[int, float]]:
    asked: list[tuple[int, float]] = []
    limits = httpx.Limits(max_connections=sessions)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        until = time.monotonic() + seconds
        await asyncio.gather(*(session(client, n, until, asked, pause) for n in range(sessions)))
    return asked


def memory(process: subprocess.Popen[bytes]) -> int:
    """Megabytes held by the server and its workers."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "--pid", str(process.pid), "--ppid", str(process.pid)], capture_output=True, text=True, check=True
    )
    return sum(map(int, told.stdout.split())) // 1024


def report(name: str, asked: list[tuple[int, float]], seconds: float) -> None:
    times = sorted(taken for status, taken in asked if status == 200) or [0.0]
    counts = dict(Counter(status for status, _ in asked))
    answered = counts.get(200, 0)
    print(
        f"{name}: {counts}, {answered / seconds:.1f} answers/s, median {times[len(times) // 2]:.3f} s, p95 {times[int(len(times) * 0.95)]:.3f} s, greatest {times[-1]:.3f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--saturate", type=int, default=0)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        "serve",
        "--store",
        options.store,
        "--port",
        str(port),
        "--workers",
        str(options.workers),
    ]
    environment = os.environ | {"ONRECORD_ADDRESS_RATE": "1000000", "ONRECORD_SESSION_RATE": "1000000", "OMP_NUM_THREADS": "1"}
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait(url)
        asyncio.run(load(url, 4, 5, (0, 0)))  # warm
        print(f"memory at first: {memory(server)} MB")
        report(
            f"{options.sessions} sessions", asyncio.run(load(url, options.sessions, options.minutes * 60, (15, 30))), options.minutes * 60
        )
        print(f"memory then: {memory(server)} MB")
        if options.saturate:
            report(f"{options.saturate} without pause", asyncio.run(load(url, options.saturate, 30, (0, 0))), 30)
            print(f"memory at last: {memory(server)} MB")
    finally:
        server.terminate()
        server.wait(30)


def wait(url: str) -> None:
    while True:
        try:
            httpx.get(f"{url}/readyz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    main()
