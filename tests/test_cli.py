"""The command line: real commands over the sample company's record, as a person or a script meets them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.cli.app import SUMMARIES

DATA = Path(__file__).parents[1] / "data"
README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def onrecord(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments], input=given, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    store = str(tmp_path_factory.mktemp("sample") / "store")
    done = onrecord("ingest", str(DATA / "releases"), "--store", store, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(json.loads(done.stdout)["added"]) == 21
    return store


def asked(store: str, question: str, *more: str) -> dict[str, object]:
    done = onrecord("ask", question, "--store", store, "--json", *more)
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_the_contract_holds_every_key_in_every_answer(store: str) -> None:
    keys = {"version", "id", "answer_id", "thread", "question", "standalone_question", "audience", "status", "reason", "text", "statements"}
    keys |= {"citations", "caveats", "as_of", "record_as_of", "missing", "notices", "suggestions", "superseded", "overdue", "nearest"}
    keys |= {"contact", "composer", "elapsed_ms"}
    for question in ("When will SUMMIT-1 read out?", "Should I buy the stock?", "hello"):
        assert set(asked(store, question)) == keys


def test_an_answer_repeats_the_stored_text_at_the_spans_it_cites(store: str) -> None:
    answer = asked(store, "How much cash was there at March 31, 2026?")
    assert answer["status"] == "answered"
    for citation in answer["citations"]:  # type: ignore[attr-defined]
        text = onrecord("show", citation["release_id"], "--text", "--store", store).stdout
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_forward_looking_answer_brings_the_cautions_of_its_own_release(store: str) -> None:
    answer = asked(store, "When are top-line results of SUMMIT-1 expected?")
    caveats = answer["caveats"]
    assert caveats
    for caveat in caveats:  # type: ignore[attr-defined]
        legend = json.loads(onrecord("show", caveat["release_id"], "--json", "--store", store).stdout)["legend"]
        assert caveat["factors"]
        assert set(caveat["factors"]) <= set(legend["factors"])
        assert caveat["update_policy"] == legend["update_policy"]


def test_as_of_a_day_nothing_later_is_used(store: str) -> None:
    answer = asked(store, "Who is the chief executive officer?", "--as-of", "2025-01-31")
    assert all(date.fromisoformat(c["published"]) <= date(2025, 1, 31) for c in answer["citations"])  # type: ignore[attr-defined]


def test_a_batch_answers_each_line_by_its_id(store: str) -> None:
    lines = [{"id": "a", "question": "Who is the CEO?"}, {"id": "b", "question": "Should I sell?", "audience": "staff"}]
    done = onrecord("ask", "--batch", "-", "--json", "--store", store, given="\n".join(map(json.dumps, lines)))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(a["id"], a["audience"]) for a in answers] == [("a", "investor"), ("b", "staff")]
    assert answers[1]["status"] == "declined"


def test_a_bad_item_of_a_batch_gets_its_line_and_stops_nothing(store: str) -> None:
    lines = [{"id": "a", "question": ""}, {"id": "b", "question": "x", "audience": "press"}, {"id": "c", "question": "Who is the CEO?"}]
    done = onrecord("ask", "--batch", "-", "--json", "--store", store, given="\n".join(map(json.dumps, lines)))
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in printed] == ["a", "b", "c"]
    assert "empty" in printed[0]["error"]
    assert "'press'" in printed[1]["error"]
    assert printed[2]["status"] == "answered"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("ask", ""), 1, "The question is empty"),
        (("ask", "why " * 25_000), 1, "99,999 characters"),
        (("ask",), 2, "Give a QUESTION"),
        (("ask", "x", "--audience", "press"), 2, "press"),
        (("ask", "x", "--as-of", "yesterday"), 2, "'yesterday' is no date"),
        (("show", "ffffffff"), 1, "No release 'ffffffff'"),
        (("search", " "), 1, "The query is empty"),
        (("nonsense",), 2, "nonsense"),
        (("ingest", "nowhere.md"), 1, "nowhere.md"),
    ],
)
def test_wrong_input_gets_one_clear_line(arguments: tuple[str, ...], status: int, says: str, store: str) -> None:
    stored = arguments if arguments == ("nonsense",) else (*arguments, "--store", store)
    done = onrecord(*stored)
    assert done.returncode == status
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", SUMMARIES)
def test_every_command_has_help_and_a_line_in_the_readme(command: str) -> None:
    done = onrecord(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage:")
    assert f"`onrecord {command}" in README


def test_every_setting_in_the_code_has_a_line_in_the_readme() -> None:
    root = Path(__file__).parents[1]
    code = " ".join(path.read_text(encoding="utf-8") for room in ("bot", "ingest") for path in (root / room).rglob("*.py"))
    named = {word.strip("\"'()[],.`:;") for word in code.split() if re.search("ONRECORD_[A-Z]", word)}
    settings = {
        part for word in named for part in [word[word.index("ONRECORD_") :].split('"')[0].split(")")[0]] if part.isupper() or "_" in part
    }
    assert settings
    assert {s for s in settings if s.replace("_", "").isupper() and f"`{s}`" not in README} == set()


def test_the_version_and_the_commands_are_told_without_loading_the_record() -> None:
    assert onrecord("--version").stdout.startswith("onrecord, version ")
    done = onrecord("--help")
    assert all(command in done.stdout for command in SUMMARIES)


def test_what_is_piped_is_plain(store: str) -> None:
    done = onrecord("ask", "Who is the CEO?", "--store", store)
    assert "\x1b" not in done.stdout
    assert "As of " in done.stdout


def test_the_demo_without_a_terminal_prints_its_samples_and_ends(tmp_path: Path) -> None:
    done = onrecord("demo", "--store", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n? ") == 3
