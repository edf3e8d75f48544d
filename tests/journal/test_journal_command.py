"""`onrecord journal`, as the one who answers for the bot uses it."""

from __future__ import annotations

import csv
import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.answer import Answer, Asker, Question
from bot.chain import Chain
from bot.cli.journal_command import command
from bot.cli.since import Since
from bot.journal.book import Book
from ingest import ingest

ANN, BEN = Asker("T1/U7"), Asker("T1/U8")


@pytest.fixture
def said(chain: Chain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Answer]:
    monkeypatch.setenv("ONRECORD_STORE", str(chain.record.folder))
    monkeypatch.setenv("ONRECORD_STATE", str(tmp_path))
    monkeypatch.setenv("ONRECORD_JOURNAL", str(chain.journal.settings.url))
    monkeypatch.setenv("ONRECORD_JOURNAL_SALT", "salt of the test")
    chain.journal.people._settings = type(chain.journal.settings)(salt="salt of the test")
    asked = [
        ("How many valves a day does the Leeds plant make?", ANN),
        ("=HYPERLINK(1) Who invented the telephone?", BEN),
        ("Should I buy the stock?", ANN),
    ]
    return [chain.ask(Question(words, asker=asker)) for words, asker in asked]


def journal(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(command, arguments, input=given)


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_list_tells_what_was_asked_newest_first(said: list[Answer], chain: Chain) -> None:
    chain.journal.flush()
    lines = [line.split("\t")[1:] for line in journal("list").output.splitlines()]
    assert lines == [
        [said[2].answer_id, "slack", "investor", "declined: investment advice", "Should I buy the stock?"],
        [said[1].answer_id, "slack", "investor", "not found", "=HYPERLINK(1) Who invented the telephone?"],
        [said[0].answer_id, "slack", "investor", "answered", "How many valves a day does the Leeds plant make?"],
    ]
    assert [e["answer_id"] for e in json.loads(journal("list", "--status", "declined", "--json").output)] == [said[2].answer_id]
    assert journal("list", "--since", "2020-01-01", "--until", "1d").output == ""
    wrong = journal("list", "--since", "yesterday")
    assert (wrong.exit_code, "'yesterday' is no time; write it as 30d, 12w or 2026-06-30." in wrong.output) == (2, True)


def test_an_answer_is_shown_with_its_words_and_that_they_are_still_on_record(said: list[Answer], chain: Chain) -> None:
    chain.journal.flush()
    shown = journal("show", said[0].answer_id[:10]).output
    citation = said[0].citations[0]
    for told in (
        "How many valves a day does the Leeds plant make?",
        "on slack, as investor",
        "✓ quoted, on record: “The Leeds plant makes 1,850 valves a day.”",
        f"{citation.release_id} [{citation.start}, {citation.end}) sha256",
        "1 of 1 still on record, word for word.",
        "encoder onrecord-minilm",
    ):
        assert told in shown
    plain = json.loads(journal("show", said[0].answer_id, "--json").output)
    assert [(one["verdict"], one["kind"]) for one in plain["evidence"]] == [("on record", "quote")]
    missing = journal("show", "zzz")
    assert (missing.exit_code, "no answer whose id begins with 'zzz'" in missing.output) == (1, True)


def test_words_that_moved_or_went_are_told(said: list[Answer], chain: Chain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain.journal.flush()
    release = chain.record.release(said[0].citations[0].release_id)
    (tmp_path / "plant.md").write_text(
        "# Another headline\n\nLEEDS, England, March 5, 2025 -- Orvex Valves Ltd. said so.\n\nThe Leeds plant makes 1,850 valves a day.\n"
    )
    ingest([str(tmp_path / "plant.md")], tmp_path / "other")
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "other"))
    shown = journal("show", said[0].answer_id).output
    assert "→ quoted, now in " in shown
    assert release.release_id in shown
    assert "0 of 1 still on record" in shown
    (tmp_path / "plant.md").write_text(
        "# Another headline\n\nLEEDS, England, March 5, 2025 -- Orvex Valves Ltd. said nothing.\n\nIt has no plant today.\n"
    )
    ingest([str(tmp_path / "plant.md")], tmp_path / "other")
    assert "✗ quoted, no longer on record: “The Leeds plant" in journal("show", said[0].answer_id).output
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "none"))
    assert "They could not be looked up: There is no store at" in journal("show", said[0].answer_id).output


def test_the_journal_is_exported_whole_and_as_a_table_without_formulas(said: list[Answer], chain: Chain, tmp_path: Path) -> None:
    chain.journal.feedback(said[0].answer_id, helpful=True, comment="@SUM(1)", asker=ANN)
    chain.journal.flush()
    done = journal("export", str(tmp_path / "all.csv"))
    assert done.output == f"3 answers in {tmp_path}/all.csv, readable by you alone.\n"
    assert stat.S_IMODE((tmp_path / "all.csv").stat().st_mode) == 0o600
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text().splitlines()))
    assert [(row["question"][:10], row["status"], row["helpful"], row["comments"]) for row in rows] == [
        ("Should I b", "declined", "", ""),
        ("'=HYPERLIN", "not_found", "", ""),
        ("How many v", "answered", "yes", "'@SUM(1)"),
    ]
    lines = [json.loads(line) for line in journal("export", "-", "--status", "answered").output.splitlines()]
    assert [line["answer"]["answer_id"] for line in lines] == [said[0].answer_id]
    assert lines[0]["opinions"][0]["comment"] == "@SUM(1)"
    assert journal("export", str(tmp_path / "no" / "where.csv")).exit_code == 1


def test_one_persons_data_is_deleted_down_to_the_bytes(said: list[Answer], chain: Chain, tmp_path: Path) -> None:
    chain.journal.feedback(said[1].answer_id, helpful=False, comment="Ann thinks not", asker=ANN)
    chain.journal.flush()
    assert b"1,850 valves" in held(tmp_path / "kept")
    asked = journal("delete", "--person", "T1/U7", given="n\n")
    assert ("Delete 2 answers, and every opinion of that person? This cannot be undone." in asked.output, asked.exit_code) == (True, 1)
    assert journal("delete", "--person", "T1/U7", "--yes").output == "2 answers and 1 opinion deleted.\n"
    left = held(tmp_path / "kept")
    assert [secret in left for secret in (b"1,850 valves", b"buy the stock", b"Ann thinks", b"telephone")] == [False, False, False, True]


def test_answers_are_deleted_by_id_and_what_is_old_is_pruned(said: list[Answer], chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    chain.journal.flush()
    assert journal("delete", said[0].answer_id[:8], "--yes").output == "1 answer deleted.\n"
    assert journal("delete").exit_code == 2
    book = Book(str(chain.journal.settings.url))
    with book._engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE journal_answers SET at = '2020-01-01 00:00:00.000000' WHERE answer_id = '{said[1].answer_id}'")
    assert journal("prune").output == "1 answer older than 1095 days deleted.\n"
    assert [entry.answer_id for entry in book.some()] == [said[2].answer_id]
    book.close()
    monkeypatch.setenv("ONRECORD_JOURNAL_DAYS", "none")
    assert (journal("prune").exit_code, journal("prune", "--days", "9").output) == (1, "0 answers older than 9 days deleted.\n")
    monkeypatch.setenv("ONRECORD_JOURNAL", "none")
    off = journal("list")
    assert (off.exit_code, "No journal is kept" in off.output) == (1, True)


def test_a_time_ago_is_understood() -> None:
    for words, ago in (("36h", timedelta(hours=36)), ("30d", timedelta(days=30)), ("2w", timedelta(weeks=2))):
        assert abs(datetime.now(UTC) - ago - Since().convert(words, None, None)) < timedelta(minutes=1)
