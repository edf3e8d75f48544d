"""`onrecord withdraw`, as a person meets it: what is asked, what is said, and what is left in any file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RELEASE = """# Orvex Valves Merges With Quillonex

LEEDS, May 6, 2025 -- Orvex Valves Ltd. today closed its merger with Quillonex for 4,711 shares.

About Orvex Valves

Orvex Valves makes valves for water works.
"""
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("ONRECORD_") or key == "ONRECORD_CACHE"}


def onrecord(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "ONRECORD_STORE": str(folder / "store"), "ONRECORD_STATE": str(folder / "state")}
    code = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    return subprocess.run(code, input=given, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "merger.md").write_text(RELEASE)
    (tmp_path / "plant.md").write_text(RELEASE.replace("Merges With Quillonex", "Opens a Plant").replace("merger with Quillonex", "works"))
    assert onrecord(tmp_path, "ingest", str(tmp_path / "merger.md"), str(tmp_path / "plant.md")).returncode == 0
    return tmp_path


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for name in ("store", "state") for path in (folder / name).rglob("*") if path.is_file())


def test_a_withdrawal_reaches_the_store_and_the_threads_and_says_what_it_does_not_reach(folder: Path) -> None:
    asked = onrecord(folder, "ask", "With whom did Orvex merge?", "--thread", "mine")
    assert "Quillonex" in asked.stdout
    assert b"Quillonex" in held(folder)
    done = onrecord(folder, "withdraw", "merger.md", given="y\n")
    assert done.returncode == 0, done.stderr
    assert "1 release left on record. Its words are taken out of 1 conversation and 1 answer kept in threads and journal;" in done.stdout
    assert str(folder / "merger.md") in done.stdout
    assert "backups and exports made before" in done.stdout
    assert b"Quillonex" not in held(folder)
    assert "Quillonex" not in onrecord(folder, "ask", "With whom did Orvex merge?").stdout


def test_without_a_yes_nothing_is_withdrawn(folder: Path) -> None:
    assert onrecord(folder, "withdraw", "merger.md", given="n\n").returncode == 1
    assert "Quillonex" in onrecord(folder, "releases").stdout


def test_what_is_not_on_record_is_named(folder: Path) -> None:
    done = onrecord(folder, "withdraw", "nothing.md", "--yes")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "No release 'nothing.md' is on record" in done.stderr
