"""Conversations at the command line: chat, named threads, and follow-ups in a batch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from quarters import two_quarters

CLOSED, REVENUE = "When was the plant in Hull closed?", "What was revenue in the second quarter of 2025?"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_quarters(tmp_path_factory.mktemp("orvex"))


def onrecord(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    program = "from bot.cli import main; main()"
    root = {"PYTHONPATH": str(Path(__file__).parents[1]), "ONRECORD_JOURNAL": "none"}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], input=given, capture_output=True, text=True, check=False, env=os.environ | root
    )


def test_a_conversation_follows_up_shows_its_sources_and_writes_nothing(store: Path, tmp_path: Path) -> None:
    done = onrecord(
        "chat", "--store", str(store), given=f"{REVENUE}\nand the quarter before?\n/show 1\n/new\n/nonsense\n/show 9\n/quit\nnever asked\n"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 releases on record, the newest of August 5, 2025.")
    assert done.stdout.index("£14.2 million") < done.stdout.index("£12.6 million") < done.stdout.index("A new conversation.")
    assert "“Revenue for the first quarter of 2025 was £12.6 million.”" in done.stdout
    assert "There is no command /nonsense. /help lists what there is." in done.stdout
    assert "There is no source 9; there is none yet." in done.stdout
    assert "never asked" not in done.stdout
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_bad_question_ends_no_conversation(store: Path) -> None:
    done = onrecord("chat", "--store", str(store), given=f"{'x' * 3_000}\n{CLOSED}\n")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "at most 2,000 are read" in done.stderr
    assert "flood" in done.stdout


def test_a_named_thread_goes_on_from_one_command_to_the_next(store: Path) -> None:
    asked = [
        json.loads(onrecord("ask", words, "--thread", "../mine", "--json", "--store", str(store)).stdout) for words in (CLOSED, "why?")
    ]
    assert [(answer["thread"], answer["standalone_question"]) for answer in asked] == [
        ("../mine", CLOSED),
        ("../mine", "Why was the plant in Hull closed?"),
    ]


def test_a_chat_in_a_named_thread_goes_on_and_is_forgotten_when_told(store: Path) -> None:
    onrecord("chat", "--thread", "t", "--store", str(store), given=f"{CLOSED}\n")
    assert json.loads(onrecord("ask", "why?", "--thread", "t", "--json", "--store", str(store)).stdout)["standalone_question"].startswith(
        "Why was"
    )
    onrecord("chat", "--thread", "t", "--store", str(store), given="/new\n")
    assert json.loads(onrecord("ask", "why?", "--thread", "t", "--json", "--store", str(store)).stdout)["standalone_question"] == "why?"


def test_a_batch_follows_up_in_the_thread_of_the_item_it_names(store: Path, tmp_path: Path) -> None:
    items = [
        {"id": "a", "question": REVENUE},
        {"id": "b", "question": CLOSED},
        {"id": "c", "question": "and the quarter before?", "follow_up_to": "a"},
        {"id": "d", "question": "why?", "follow_up_to": "b"},
        {"id": "e", "question": "why?", "follow_up_to": "never"},
    ]
    done = onrecord("ask", "--batch", "-", "--json", "--store", str(store), given="\n".join(map(json.dumps, items)))
    understood = {answer["id"]: answer["standalone_question"] for answer in map(json.loads, done.stdout.splitlines())}
    assert understood["c"] == "What was revenue in the first quarter of 2025?"
    assert understood["d"] == "Why was the plant in Hull closed?"
    assert understood["e"] == "why?"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_items_thread_is_kept_and_its_follow_ups_are_asked_in_it(store: Path) -> None:
    items = [{"id": "a", "question": CLOSED, "thread": "x"}, {"id": "b", "question": "why?", "follow_up_to": "a"}]
    done = onrecord("ask", "--batch", "-", "--json", "--store", str(store), given="\n".join(map(json.dumps, items)))
    assert [answer["thread"] for answer in map(json.loads, done.stdout.splitlines())] == ["x", "x"]


def test_names_that_are_none_get_their_lines_and_half_characters_come_back_as_json_writes_them(store: Path) -> None:
    items = [
        {"id": "a", "question": CLOSED, "thread": "x" * 201},
        {"id": ["b"], "question": CLOSED, "thread": "x"},
        {"id": "c\udc01", "question": CLOSED, "thread": "a\0\ud800\x1b["},
        {"id": "d", "question": "why?", "follow_up_to": "c\udc01"},
    ]
    done = onrecord("ask", "--batch", "-", "--json", "--store", str(store), given="\n".join(map(json.dumps, items)))
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.get("error") for line in printed[:2]] == [
        "The thread's name has 201 characters; 1 to 200 that are not all blank are expected.",
        'The item\'s id is ["b"]; a text or a number was expected.',
    ]
    assert [(line["id"], line["thread"]) for line in printed[2:]] == [("c\udc01", "a\0\ud800\x1b["), ("d", "a\0\ud800\x1b[")]
    assert (printed[3]["standalone_question"], done.returncode) == ("Why was the plant in Hull closed?", 1)


def test_a_name_that_is_too_long_gets_one_line(store: Path) -> None:
    done = onrecord("ask", CLOSED, "--thread", "x" * 5_000, "--store", str(store))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "The thread's name has 5,000 characters" in done.stderr


def test_a_model_that_is_not_installed_gets_one_line(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "ollama:llama3.1")
    done = onrecord("ask", CLOSED, "--store", str(store))
    assert (done.returncode, done.stderr) == (
        1,
        "onrecord: The model 'ollama:llama3.1' needs a package that is not installed: pip install 'onrecord[ollama]'\n",
    )
