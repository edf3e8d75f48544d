"""Stopping finishes the answers in work; a restart in place loses no request."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from postgres_server import free_port
from processes import ONRECORD, Serving, children, serving

from ingest import ingest

RELEASE = """# Orvex Closes a Plant

LEEDS, England, May 5, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today closed a plant.

The plant in Hull was closed on April 30, 2025 because a flood had damaged its foundations.
"""
OFTEN = {"ONRECORD_ADDRESS_RATE": "1000000", "ONRECORD_CHOOSER": "none", "ONRECORD_JOURNAL": "none"}
QUESTION = {"question": "When was the plant in Hull closed?"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("restart")
    (folder / "first.md").write_text(RELEASE, encoding="utf-8")
    ingest([str(folder / "first.md")], folder / "store")
    return folder / "store"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "serve.log"


def test_what_is_in_work_when_it_is_stopped_is_answered(store: Path, log: Path) -> None:
    with serving(store, log, ONRECORD_ANSWERS_AT_ONCE="1", ONRECORD_ANSWER_SECONDS="60", **OFTEN) as served, ThreadPoolExecutor(8) as pool:
        begun = [pool.submit(streamed, served) for _ in range(8)]
        while places(served) < 4:
            time.sleep(0.02)
        served.process.send_signal(signal.SIGTERM)
        stopped = time.monotonic()
        ended = [answer for one in begun if (answer := one.result())]
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{served.url}/healthz")
        served.process.wait(30)
    assert len(ended) >= 4
    assert {last for last, _ in ended} == {"event: done"}
    assert max(at for _, at in ended) > stopped


def streamed(served: Serving) -> tuple[str, float] | None:
    """The last event of an answer, and when it came; None where the server had stopped taking questions before it was asked."""
    with ExitStack() as stack:
        try:
            answer = stack.enter_context(httpx.stream("POST", f"{served.url}/v1/ask/stream", json=QUESTION, timeout=60))
        except httpx.TransportError:
            return None
        events = [line for line in answer.iter_lines() if line.startswith("event:")]
    return events[-1], time.monotonic()


def places(served: Serving) -> float:
    lines = httpx.get(f"{served.url}/metrics", timeout=60).text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("onrecord_places_taken "))


def test_a_restart_in_place_answers_every_request_and_one_that_fails_changes_nothing(store: Path, log: Path, tmp_path: Path) -> None:
    company = tmp_path / "company.toml"
    company.write_text('[company]\nname = "Orvex Valves Ltd."\n', encoding="utf-8")
    with serving(store, log, "--workers", "2", ONRECORD_CONFIG=str(company), **OFTEN) as served:
        before = children(served.process)
        stop, answers = threading.Event(), []
        threads = [threading.Thread(target=ask_on, args=(client, stop, answers)) for client in clients(served)]
        for thread in threads:
            thread.start()
        served.process.send_signal(signal.SIGHUP)
        ends = time.monotonic() + 150
        while len(children(served.process) - before) < 2 or children(served.process) & workers(before):
            assert time.monotonic() < ends
            time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
        assert len(answers) > 20
        assert {str(answer) for answer in answers} == {"200"}
        cannot_start(served, company)


def cannot_start(served: Serving, company: Path) -> None:
    """A restart with settings that cannot be read leaves the old ones in service."""
    before = workers(children(served.process))
    company.write_text("[company\n", encoding="utf-8")
    served.process.send_signal(signal.SIGHUP)
    ends = time.monotonic() + 100
    while "aborting the restart" not in served.log.read_text():
        assert time.monotonic() < ends
        time.sleep(0.2)
    assert f"onrecord: The settings file {company} is not valid TOML" in served.log.read_text()
    assert workers(children(served.process)) == before
    assert served.ask(QUESTION["question"])["status"] == "answered"


def workers(numbers: set[int]) -> set[int]:
    """Those that serve: Python's own helper that tracks shared resources outlives a restart."""
    return {n for n in numbers if "spawn_main" in command(n)}


def command(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text()
    except OSError:
        return ""


def clients(served: Serving) -> Iterator[httpx.Client]:
    """One that keeps its connection, and one that makes a new one for each request."""
    for kept in (1, 0):
        yield httpx.Client(base_url=served.url, timeout=60, limits=httpx.Limits(max_keepalive_connections=kept))


def ask_on(client: httpx.Client, stop: threading.Event, answers: list[int | str]) -> None:
    with client:
        while not stop.is_set():
            try:
                answers.append(client.post("/v1/ask", json=QUESTION).status_code)
            except httpx.TransportError as error:
                answers.append(f"{type(error).__name__}: {error}")
            time.sleep(0.01)


def test_several_processes_that_cannot_start_say_so_in_one_line(tmp_path: Path) -> None:
    command = [*ONRECORD, "serve", "--workers", "2", "--store", str(tmp_path / "nowhere"), "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 1
    assert "nowhere" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
