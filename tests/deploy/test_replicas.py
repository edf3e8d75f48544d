"""Two replicas and one ingester on a Chroma server and PostgreSQL: one conversation, one record, nothing lost when one dies.

An answer is acknowledged when its 200 has reached the one who asked, with its ``answer_id``.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import httpx
import postgres_server
import pytest
from processes import ONRECORD, Serving, chroma, serving

from bot.postgres import Database

WITHIN = 5.0  # seconds from the ingester's report to an answer from both
FIRST = """# Orvex Closes a Plant

LEEDS, England, May 5, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today closed a plant.

The plant in Hull was closed on April 30, 2025 because a flood had damaged its foundations.
"""
SECOND = """# Orvex Appoints a Chief Financial Officer

LEEDS, England, June 5, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today appointed Ann Lee as its Chief Financial Officer.

Ann Lee was treasurer of Orvex for nine years.
"""
ASKED = "When was the plant in Hull closed?"


@dataclass
class Deployment:
    replicas: list[Serving]
    database: str
    releases: Path
    ingester: subprocess.Popen[str]
    told: list[tuple[float, str]] = field(default_factory=list)  # what the ingester reported, and when


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    if why := postgres_server.missing():
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("deployment")
    releases = folder / "releases"
    releases.mkdir()
    (releases / "first.md").write_text(FIRST, encoding="utf-8")
    with ExitStack() as stack:
        database = stack.enter_context(postgres_server.running())
        shared = {
            "ONRECORD_CHROMA_URL": stack.enter_context(chroma(folder / "chroma")),
            "ONRECORD_DATABASE": database,
            "ONRECORD_JOURNAL_SALT": "salt-of-all-replicas",
            "ONRECORD_ADDRESS_RATE": "100000",
            "ONRECORD_SESSION_RATE": "100000",
            "ONRECORD_ANSWER_SECONDS": "60",
            "ONRECORD_CHOOSER": "none",
        }
        deployed = Deployment([], database, releases, stack.enter_context(ingesting(releases, folder / "ingester", shared)))
        reading = threading.Thread(target=read, args=(deployed,))
        reading.start()
        stack.callback(reading.join)
        stack.callback(deployed.ingester.terminate)
        until(lambda: reported(deployed, "1 added"))
        for number in range(2):
            own = shared | {"ONRECORD_STATE": str(folder / f"state-{number}")}
            deployed.replicas.append(stack.enter_context(serving(folder / f"store-{number}", folder / f"{number}.log", **own)))
        yield deployed


def ingesting(releases: Path, store: Path, shared: dict[str, str]) -> subprocess.Popen[str]:
    command = [*ONRECORD, "ingest", str(releases), "--watch", "--store", str(store)]
    environment = os.environ | shared | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def read(deployed: Deployment) -> None:
    assert deployed.ingester.stdout
    for line in deployed.ingester.stdout:
        deployed.told.append((time.monotonic(), line))


def reported(deployed: Deployment, words: str, since: float = 0.0) -> float | None:
    return next((at for at, line in deployed.told if words in line and at > since), None)


def until(found) -> float:
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        if (value := found()) is not None:
            return value
        time.sleep(0.05)
    raise AssertionError("it did not come about in 120 s")


def test_a_conversation_goes_on_at_the_other_replica(deployment: Deployment) -> None:
    one, other = deployment.replicas
    first = one.ask(ASKED)
    assert first["status"] == "answered"
    assert other.ask("why?", first["thread"])["standalone_question"] == "Why was the plant in Hull closed?"
    assert one.ask("why?", first["thread"])["thread"] == first["thread"]


def test_a_new_release_is_answered_by_both_within_seconds(deployment: Deployment) -> None:
    began = time.monotonic()
    (deployment.releases / "second.md").write_text(SECOND, encoding="utf-8")
    at = until(lambda: reported(deployment, "1 added", since=began))
    for replica in deployment.replicas:
        answer = replica.ask("Who was appointed Chief Financial Officer?")
        assert "Ann Lee" in answer["text"]
        assert time.monotonic() - at < WITHIN


def test_a_replica_killed_under_load_loses_no_acknowledged_answer(deployment: Deployment) -> None:
    dying, staying = deployment.replicas
    acknowledged: list[tuple[str, str]] = []  # answer, thread
    refused: list[str] = []

    def ask(number: int) -> str:
        """Ask one replica, and the other where the first does not answer, as a balancer does."""
        order = cycle([dying, staying] if number % 2 else [staying, dying])
        for replica in (next(order) for _ in range(6)):
            try:
                got = httpx.post(f"{replica.url}/v1/ask", json={"question": ASKED}, timeout=60)
            except httpx.TransportError as error:
                refused.append(type(error).__name__)
                continue
            assert got.status_code in (200, 503)
            if got.status_code == 200:
                answer = got.json()
                acknowledged.append((answer["answer_id"], answer["thread"]))
                if len(acknowledged) == 10:
                    dying.process.kill()
                return str(answer["status"])
            time.sleep(0.5)
        return "lost"

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(ask, range(30)))
    assert dying.process.wait(10) == -9
    assert statuses == ["answered"] * 30
    assert refused
    database = Database(deployment.database)
    kept = {row["answer_id"] for row in database.run("SELECT answer_id FROM journal_answers")}
    database.close()
    assert {answer for answer, _ in acknowledged} <= kept
    for _, thread in acknowledged[:6]:
        assert staying.ask("why?", thread)["standalone_question"] == "Why was the plant in Hull closed?"
