"""A withdrawal takes a release's words out of the journal and the threads, byte for byte; where they stood, and their hashes, stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answer import Turn
from bot.journal.book import Book
from bot.journal.entry import digest
from bot.memory import Memory, memory_path, thread_key
from bot.threads import redacted as redacted_turns
from bot.threads import whole

MERGER = """# Orvex Valves Merges With Quillonex

LEEDS, England, May 6, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today closed its merger with Quillonex for 4,711 shares.

The Quillonex works in Goole are expected to make brass taps in 2026.

Forward-Looking Statements

This release contains forward-looking statements. Factors that could cause actual results to differ materially include a strike at Zyxburgh. We undertake no obligation to update them.

Contact: Zebulon Quist, zq@orvex.example.com
"""
PLANT = """# Orvex Opens a Plant

LEEDS, England, March 4, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today opened its plant.

The Leeds plant makes 1,850 valves a day.
"""
SECRETS = (b"Quillonex", b"4,711", b"Zyxburgh", b"Zebulon", b"zq@orvex", b"brass taps")
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("ONRECORD_") or key == "ONRECORD_CACHE"}


def onrecord(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **ENVIRONMENT,
        "ONRECORD_STORE": str(folder / "store"),
        "ONRECORD_STATE": str(folder / "state"),
        "ONRECORD_CHOOSER": "none",
    } | settings
    code = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    return subprocess.run(code, capture_output=True, text=True, check=False, env=environment)


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for name in ("store", "state") for path in (folder / name).rglob("*") if path.is_file())


def journal(folder: Path) -> Book:
    (path,) = (folder / "state" / "journal").glob("*.sqlite")
    return Book(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("withdrawal")
    (folder / "a.md").write_text(MERGER)
    (folder / "b.md").write_text(PLANT)
    (folder / "asked.jsonl").write_text(
        '{"id": 1, "question": "With whom did Orvex merge?", "thread": "mine"}\n'
        '{"id": 2, "question": "who said that?", "thread": "mine"}\n'
        '{"id": 3, "question": "What are the works in Goole expected to make?"}\n'
        '{"id": 4, "question": "How many valves a day does the Leeds plant make?", "thread": "mine"}\n'
        '{"id": 5, "question": "Who invented the telephone?"}\n'
    )
    done = onrecord(folder, "ingest", str(folder / "a.md"), str(folder / "b.md"))
    assert done.returncode == 0, done.stderr
    done = onrecord(folder, "ask", "--batch", str(folder / "asked.jsonl"), "--json")
    assert done.returncode == 0, done.stderr
    assert all(secret in held(folder) for secret in SECRETS)
    done = onrecord(folder, "withdraw", "a.md", "--yes")
    assert done.returncode == 0, done.stderr
    assert "Its words are taken out of 1 conversation and " in done.stdout
    assert "kept in threads and journal; where they stood, and their hashes, stay." in done.stdout
    return folder


def test_no_byte_of_it_stays_in_any_file(folder: Path) -> None:
    assert [secret for secret in SECRETS if secret in held(folder)] == []


def test_the_journal_keeps_where_the_words_stood_and_their_hashes(folder: Path) -> None:
    book = journal(folder)
    entries = {entry.question: entry for entry in book.some()}
    merged, plant = entries["With whom did Orvex merge?"], entries["How many valves a day does the Leeds plant make?"]
    quote = next(e for e in merged.evidence if e.kind == "quote")
    said = "LEEDS, England, May 6, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today closed its merger with Quillonex for 4,711 shares."
    assert quote.sha256 in {digest(said), digest(said.split("-- ")[1])}
    assert quote.end - quote.start in (len(said), len(said.split("-- ")[1]))
    assert merged.withdrawn == [quote.release_id]
    assert "[withdrawn]" in merged.answer["text"]
    assert plant.withdrawn == []
    assert "The Leeds plant makes 1,850 valves a day." in plant.answer["text"]
    book.close()


def test_show_says_that_the_words_were_withdrawn(folder: Path) -> None:
    book = journal(folder)
    merged = next(entry for entry in book.some() if entry.question == "With whom did Orvex merge?")
    book.close()
    shown = onrecord(folder, "journal", "show", merged.answer_id).stdout
    assert "✗ quoted, withdrawn on" in shown
    assert "still on record, word for word." in shown
    assert "redacted" in shown


def test_the_conversation_goes_on_and_keeps_the_rest_of_it(folder: Path) -> None:
    memory = Memory(memory_path(folder / "state", folder / "store"))
    kept = memory.get_tuple({"configurable": {"thread_id": thread_key("cli", "investor", "mine")}})
    memory.close()
    assert kept is not None
    turns = [whole(turn) for turn in kept.checkpoint["channel_values"]["turns"]]
    assert [turn.question for turn in turns] == [
        "With whom did Orvex merge?",
        "With whom did Orvex merge?",
        "How many valves a day does the Leeds plant make?",
    ]
    assert [(turn.status, bool(turn.said), bool(turn.withdrawn)) for turn in turns] == [
        ("not_found", False, True),
        ("not_found", False, True),
        ("answered", True, False),
    ]
    asked = onrecord(folder, "ask", "who said that?", "--thread", "mine").stdout
    assert "1,850 valves a day" in asked


def test_a_journal_that_cannot_be_reached_is_named_with_what_to_do_then(folder: Path) -> None:
    (folder / "c.md").write_text(PLANT.replace("Plant", "Foundry").replace("plant", "foundry").replace("March 4", "March 9"))
    assert onrecord(folder, "ingest", str(folder / "c.md")).returncode == 0
    done = onrecord(folder, "withdraw", "c.md", "--yes", ONRECORD_JOURNAL=f"sqlite:///{folder}/a.md/x.sqlite")
    assert done.returncode == 1
    assert "It is withdrawn, but The journal" in done.stderr
    assert "run `onrecord journal redact " in done.stderr
    looked = json.loads(onrecord(folder, "doctor", "--json").stdout)
    assert [one["said"] for one in looked if one["about"] == "journal"][1:] == []
    book = journal(folder)
    with book._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE journal_answers SET withdrawn = '[]'")
    book.close()
    looked = json.loads(onrecord(folder, "doctor", "--json").stdout)
    (_, left) = [one for one in looked if one["about"] == "journal"]
    assert ("holds words of" in left["said"], left["verdict"]) == (True, "wrong")
    done = onrecord(folder, "journal", "redact", left["said"].split()[4].strip(","))
    assert "answers redacted." in done.stdout


def test_what_a_later_question_took_over_from_a_withdrawn_answer_goes_with_it() -> None:
    turns = [
        Turn("What was licensed?", said=("ZX-9 was licensed.",), cited=(("r1", 5),), topics=("ZX-9",), speaker="Ann"),
        Turn("When was ZX-9 licensed?", said=("It opened.",), cited=(("r2", 7),), topics=("OV-1",)),
    ]
    first, second = redacted_turns(turns, "r1")
    assert (first.said, first.cited, first.topics, first.speaker, first.status) == ((), (), (), None, "not_found")
    assert first.withdrawn == (("r1", 5, digest("ZX-9 was licensed.")),)
    assert (second.question, second.said, second.topics) == ("When was [withdrawn] licensed?", ("It opened.",), ("OV-1",))
    assert redacted_turns(turns, "r3") == tuple(turns)
