"""`onrecord train`: what is missing is said in one line, and each step stands on the one before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.train_command import command


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODELS", "")  # the command sets it; put back afterwards


def test_material_that_is_missing_is_one_clear_line(tmp_path: Path) -> None:
    told = CliRunner().invoke(command, [str(tmp_path), "--out", str(tmp_path / "out"), "--step", "networks"])
    assert told.exit_code == 1
    assert "questions.jsonl could not be read" in told.output
    assert "Traceback" not in told.output


def test_the_choice_needs_the_networks_first(tmp_path: Path) -> None:
    told = CliRunner().invoke(command, [str(tmp_path), "--out", str(tmp_path / "out"), "--step", "choice"])
    assert told.exit_code == 1
    assert "held-back.txt is missing" in told.output


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(command, [str(tmp_path / "none")]).exit_code == 2


def test_a_log_gets_a_line_for_each_thing_done(tmp_path: Path) -> None:
    (tmp_path / "forward.jsonl").write_text("", encoding="utf-8")
    told = CliRunner().invoke(command, [str(tmp_path), "--out", str(tmp_path / "out"), "--step", "labels"])
    assert "which sentences look ahead: learning" in told.output
    assert told.exit_code == 1
    assert "has labelled sentences of 0 issuers; at least 10 are needed" in told.output
