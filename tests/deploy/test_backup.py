"""Backup, wipe, restore: the sample company's questions get the same answers, byte for byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import ONRECORD, chroma

DATA = Path(__file__).parents[2] / "data"
LEFT_OUT = {"answer_id", "elapsed_ms"}  # by lot, and by the clock: all other bytes of an answer are compared


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with chroma(tmp_path / "chroma") as url:
        yield url


def run(*command: str) -> str:
    """What a process of its own prints, as an operator runs it."""
    done = subprocess.run([*ONRECORD, *command], capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def answers(questions: Path = DATA / "questions.jsonl") -> list[bytes]:
    asked = run("ask", "--batch", str(questions), "--json")
    lines = [json.loads(line) for line in asked.splitlines()]
    assert all(line.keys() >= LEFT_OUT for line in lines)
    return [json.dumps({key: value for key, value in line.items() if key not in LEFT_OUT}).encode() for line in lines]


def test_a_wiped_record_answers_the_same_once_it_is_restored_in_its_folder_or_on_a_server(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, kept = tmp_path / "store", tmp_path / "record.backup"
    settings = {"STORE": store, "CONFIG": DATA / "onrecord.toml", "CHOOSER": "none", "JOURNAL": "none"}
    for key, value in settings.items():
        monkeypatch.setenv(f"ONRECORD_{key}", str(value))
    run("ingest", str(DATA / "releases"))
    before = answers()
    assert len(before) >= 46
    run("backup", str(kept))
    shutil.rmtree(store)
    run("restore", str(kept), "--yes")
    assert answers() == before
    monkeypatch.setenv("ONRECORD_CHROMA_URL", server)
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "another"))
    run("restore", str(kept), "--yes")
    some = tmp_path / "some.jsonl"
    some.write_text("".join((DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:12]), encoding="utf-8")
    assert answers(some) == before[:12]
