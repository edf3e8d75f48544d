"""Ingesting on and on: after each change in a folder, every so often, until it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import pytest
from web_server import Site, running

from ingest import rounds

RELEASE = """# Orvex Valves {news}

LEEDS, March {day}, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today {news} that makes 1,850 valves a day.

The company expects to hire 40 people by the end of 2025.
"""


def after(seconds: float, act) -> None:
    Timer(seconds, act).start()


def test_a_round_comes_at_once_and_after_each_change_until_stopped(tmp_path: Path) -> None:
    folder, store, stop = tmp_path / "releases", tmp_path / "releases" / "store", Event()
    store.mkdir(parents=True)
    came = []
    for _ in rounds([folder], every=None, store=store, stop=stop):
        came.append(len(list(folder.glob("*.md"))))
        if len(came) == 1:
            (store / "record.json").write_text("{}")
            (folder / ".hidden").write_text("x")
            after(0.3, lambda: (folder / "a.md").write_text("x"))  # while the round is at work
        elif len(came) == 2:
            stop.set()
    assert came == [0, 1]


def test_what_changes_in_the_store_or_hidden_starts_no_round(tmp_path: Path) -> None:
    folder, store, stop = tmp_path / "releases", tmp_path / "releases" / "store", Event()
    store.mkdir(parents=True)
    after(2.5, stop.set)
    count = 0
    for _ in rounds([folder], every=None, store=store, stop=stop):
        count += 1
        (store / f"{count}.json").write_text("{}")
        (folder / ".hidden").write_text("x")
    assert count == 1


def test_rounds_come_as_often_as_is_asked(tmp_path: Path) -> None:
    stop, times = Event(), []
    for _ in rounds([], every=0.1, store=tmp_path, stop=stop):
        times.append(monotonic())
        if len(times) == 3:
            stop.set()
    assert len(times) == 3
    assert times[2] - times[0] >= 0.2


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as site:
        yield site


def started(tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ingest", *arguments, "--store", str(tmp_path / "store"), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_a_folder_is_watched_until_a_signal_ends_it_cleanly(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "plant.md").write_text(RELEASE.format(news="opened a plant", day=4))
    process = started(tmp_path, str(folder), "--watch")
    first = json.loads(process.stdout.readline())
    (folder / "shop.md").write_text(RELEASE.format(news="opened a shop", day=5))
    second = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    rest, complaints = process.communicate(timeout=30)
    assert [Path(name).name for name in first["added"]] == ["plant.md"]
    assert [Path(name).name for name in second["added"]] == ["shop.md"]
    assert (process.returncode, rest) == (0, "")
    assert complaints == "stopped; what was read is on record\n"


def test_a_feed_is_asked_again_and_again_until_ctrl_c(site: Site, tmp_path: Path) -> None:
    url = site.put("/feed", "<rss version='2.0'><channel><item><title>a</title><link>/none</link></item></channel></rss>")
    process = started(tmp_path, url, "--every", "0.01", "--allow-private", "127.0.0.1")
    reports = [json.loads(process.stdout.readline()) for _ in range(2)]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert [report["failed"][0]["source"] for report in reports] == [f"{site.origin}/none"] * 2
    assert process.returncode == 0
    assert site.paths().count("/feed") >= 2


def test_watching_needs_a_folder(tmp_path: Path) -> None:
    process = started(tmp_path, "https://orvex.example/feed", "--watch")
    _, complaints = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "--watch needs a folder among the paths" in complaints
