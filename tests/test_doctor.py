"""The doctor finds each fault that is made on purpose, and says what to do."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.doctor import Finding, examine
from ingest import Record, Release

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def record(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Record:
    return a_record(a_release("The plant makes valves."))


def wrong(about: str, store: Path, **environment: str) -> list[Finding]:
    """What is wrong about this, each with a way out."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = [f for f in examine(environment, store=store, port=port) if f.verdict == "wrong" and f.about == about]
    assert all(f.do or "onrecord" in f.said for f in found)
    return found


def test_a_right_record_is_said_to_be_right(record: Record) -> None:
    (finding,) = [f for f in examine({}, store=record.folder) if f.about == "record"]
    assert (finding.verdict, finding.said) == ("right", f"1 releases up to 2025-03-04, in {record.folder}")


def test_no_store(tmp_path: Path) -> None:
    assert "There is no store" in wrong("record", tmp_path / "none")[0].said


def test_a_damaged_store_though_no_size_or_time_tells(record: Record) -> None:
    path = next(record.folder.glob("generation-1/lexical/words.json"))
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes().replace(b"valv", b"volv"))
    os.utime(path, ns=times)
    assert "damaged" in wrong("record", record.folder)[0].said


def test_a_stale_index(a_record: Callable[..., Record], a_release: Callable[..., Release], tmp_path: Path) -> None:
    record = a_record()
    source = tmp_path / "a.md"
    source.write_text("as it is now")
    release = a_release("The plant makes valves.")
    record.add(release, {str(source): "0" * 64}, np.ones((2, 64), np.float32))
    record.commit()
    assert "1 sources are not as they were ingested" in wrong("record", record.folder)[0].said


def test_another_encoder(record: Record) -> None:
    (finding,) = [f for f in wrong("encoder", record.folder) if "made with words" in f.said]
    assert finding.do == "Run `onrecord rebuild`."


def test_a_dead_chroma(record: Record) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        (finding,) = wrong("Chroma", record.folder, ONRECORD_CHROMA_URL=url)
    assert finding.said.startswith(f"{url} does not answer")


def test_a_bad_token(record: Record) -> None:
    assert "ONRECORD_STAFF_TOKENS" in wrong("token", record.folder, ONRECORD_STAFF_TOKENS="secret")[0].said
    assert "secret" not in wrong("token", record.folder, ONRECORD_STAFF_TOKENS="secret")[0].said
    assert "SLACK_BOT_TOKEN" in wrong("token", record.folder, SLACK_BOT_TOKEN="xapp-1")[0].said


def test_a_clock_that_is_behind(record: Record) -> None:
    ahead = time.time() + 7200
    os.utime(record.folder / "record.json", (ahead, ahead))
    assert "ahead of this clock" in wrong("clock", record.folder)[0].said


def test_a_full_disk(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 1_000_000))
    assert wrong("disk", record.folder)[0].said.startswith("1 MB are free for the store")


def test_settings_that_cannot_be_read(record: Record, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[company")
    assert "not valid TOML" in wrong("settings", record.folder, ONRECORD_CONFIG=str(tmp_path / "c.toml"))[0].said
    assert "ONRECORD_TODAY" in wrong("settings", record.folder, ONRECORD_TODAY="soon")[0].said


def test_a_missing_extra(record: Record) -> None:
    (finding,) = wrong("model", record.folder, ONRECORD_MODEL="nobody:best")
    assert finding.do == "pip install 'onrecord[nobody]'"


def test_a_port_in_use(record: Record) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (finding,) = [f for f in examine({}, store=record.folder, port=port) if f.about == "port"]
    assert (finding.verdict, finding.do) == ("wrong", "Stop it, or give another to `onrecord serve --port`.")


def test_an_ingest_that_is_at_work_is_told(record: Record) -> None:
    with record.writing():
        assert any(f.said == "an ingest is writing to it now" for f in examine({}, store=record.folder))
