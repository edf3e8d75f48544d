"""Threads: what they remember, for whom, for how long, and what they leave on disk."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import Checkpoint, empty_checkpoint
from quarters import two_quarters

from bot.answer import Answer, Question, Turn
from bot.chain import Chain
from bot.errors import QuestionError, ThreadError
from bot.memory import AGE, Memory, memory_path, thread_key
from bot.settings import Settings
from bot.threads import TURNS, bounded, leant_on, plain, topics, whole
from ingest import Embedder, Record, Release, open_embedder


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    yield (record := Record(two_quarters(tmp_path_factory.mktemp("orvex"))))
    record.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path / "kept")


@pytest.fixture
def chain(record: Record, settings: Settings) -> Chain:
    return Chain(record, open_embedder(), settings)


def ask(chain: Chain, question: str, thread: str | None = "t", **more: object) -> Answer:
    return chain.ask(Question(question, thread=thread, **more))  # type: ignore[arg-type]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_follow_up_is_read_in_the_light_of_its_thread(chain: Chain) -> None:
    ask(chain, "What was revenue in the second quarter of 2025?")
    answer = ask(chain, "and the quarter before?")
    assert (answer.standalone_question, answer.thread) == ("What was revenue in the first quarter of 2025?", "t")
    assert "£12.6 million" in answer.statements[0].text


def test_who_said_that_gives_the_speaker_of_what_was_said(chain: Chain) -> None:
    said = ask(chain, "What is said of valves sold, more than ever?").statements[0]
    answer = ask(chain, "who said that?")
    assert answer.statements[0].text == said.text
    assert "Ann Lee" in str(answer.statements[0].speaker)
    assert "Ann Lee" in answer.text


def test_where_nobody_is_quoted_the_issuer_said_it(chain: Chain) -> None:
    ask(chain, "When was the plant in Hull closed?")
    assert ask(chain, "who said that?").statements[0].speaker == "Orvex Valves Ltd., in the release itself"


def test_before_anything_was_said_nobody_said_it(chain: Chain) -> None:
    assert ask(chain, "who said that?").status == "not_found"


def test_why_is_asked_of_the_matter_of_the_last_question(chain: Chain) -> None:
    ask(chain, "When was the plant in Hull closed?")
    answer = ask(chain, "why?")
    assert answer.standalone_question == "Why was the plant in Hull closed?"
    assert "flood" in answer.statements[0].text


def test_a_thread_goes_on_after_a_question_about_its_last_answer(chain: Chain) -> None:
    ask(chain, "What was revenue in the second quarter of 2025?")
    ask(chain, "who said that?")
    assert ask(chain, "and the quarter before?").standalone_question == "What was revenue in the first quarter of 2025?"


def test_a_thread_is_remembered_by_another_process(record: Record, settings: Settings, chain: Chain) -> None:
    ask(chain, "When was the plant in Hull closed?")
    assert ask(Chain(record, open_embedder(), settings), "why?").standalone_question == "Why was the plant in Hull closed?"


def test_threads_surfaces_and_audiences_do_not_hear_each_other(record: Record, settings: Settings, chain: Chain) -> None:
    ask(chain, "When was the plant in Hull closed?", audience="staff")
    web = Chain(record, open_embedder(), settings, surface="web")
    assert ask(chain, "why?", thread="u", audience="staff").standalone_question == "why?"
    assert ask(chain, "why?", audience="investor").standalone_question == "why?"
    assert ask(web, "why?", audience="staff").standalone_question == "why?"
    assert (chain.remembers("t", "staff"), web.remembers("t", "investor"), chain.remembers("never")) == (True, False, False)


def test_what_is_declined_is_no_context_and_pressing_is_declined_again(chain: Chain) -> None:
    ask(chain, "When was the plant in Hull closed?")
    assert ask(chain, "Should I buy the stock?").status == "declined"
    assert ask(chain, "why not?").status == "declined"
    answer = ask(chain, "and what had the flood damaged?")
    assert answer.standalone_question == "When was the plant in Hull closed? and what had the flood damaged?"
    assert answer.status != "declined"


def test_nothing_is_written_where_no_thread_is_named(chain: Chain, tmp_path: Path) -> None:
    before = ask(chain, "When was the plant in Hull closed?", thread=None)
    answer = chain.ask(Question("why?"), after=before)
    assert (answer.standalone_question, answer.thread) == ("Why was the plant in Hull closed?", None)
    assert files(tmp_path) == []


def test_two_follow_ups_upon_one_answer_both_lean_on_that_one(chain: Chain) -> None:
    before = ask(chain, "What was revenue in the second quarter of 2025?", thread=None)
    asked = [
        chain.ask(Question(words), after=before).standalone_question for words in ("and the quarter before?", "and the quarter after?")
    ]
    assert asked == ["What was revenue in the first quarter of 2025?", "What was revenue in the third quarter of 2025?"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/tmp/x", "a\0b", "\ud800", "'; DROP TABLE checkpoints; --", "x" * 200, "C:\\x", "线程"]
)
def test_a_hostile_name_is_only_a_name(chain: Chain, tmp_path: Path, name: str) -> None:
    ask(chain, "When was the plant in Hull closed?", thread=name)
    assert ask(chain, "why?", thread=name).standalone_question == "Why was the plant in Hull closed?"
    assert {path.parent for path in files(tmp_path)} == {tmp_path / "kept" / "threads"}


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_that_is_none_is_refused(chain: Chain, name: str) -> None:
    with pytest.raises(QuestionError, match="thread's name has"):
        ask(chain, "When was the plant in Hull closed?", thread=name)


def test_of_a_thread_only_its_newest_state_is_kept_and_only_its_last_turns(chain: Chain, settings: Settings, record: Record) -> None:
    for number in range(TURNS + 5):
        ask(chain, f"When was plant {number} in Hull closed?")
    kept = memory_path(settings.state, settings.store)
    rows = (
        sqlite3.connect(kept).execute("SELECT count(*) FROM checkpoints").fetchone(),
        sqlite3.connect(kept).execute("SELECT count(*) FROM writes").fetchone(),
    )
    assert rows[0] == (1,)
    turns = ask(chain, "Who is Ann Lee?").turns
    assert (len(turns), turns[0].question, turns[-1].question) == (TURNS, "When was plant 6 in Hull closed?", "Who is Ann Lee?")


def work_of(memory: Memory, act: Callable[[], object]) -> int:
    """How many steps the database takes over it."""
    steps = [0]

    def count() -> None:
        steps[0] += 1

    memory.conn.set_progress_handler(count, 1)
    act()
    memory.conn.set_progress_handler(None, 0)
    return steps[0]


def test_ten_thousand_turns_take_the_room_and_the_work_of_a_hundred(chain: Chain, settings: Settings) -> None:
    ask(chain, "When was the plant in Hull closed?")
    path, key = memory_path(settings.state, settings.store), thread_key("cli", "investor", "t")
    memory, config = Memory(path), RunnableConfig(configurable={"thread_id": key, "checkpoint_ns": ""})
    memory.conn.execute("PRAGMA synchronous = OFF")  # the disk itself is not what is measured
    kept = memory.get_tuple(config)
    assert kept is not None
    turns = kept.checkpoint["channel_values"]["turns"]
    room: dict[int, int] = {}
    work: dict[int, int] = {}

    def turn() -> None:
        state: Checkpoint = {**kept.checkpoint, "id": empty_checkpoint()["id"], "channel_values": {"turns": turns}}
        memory.put(config, state, kept.metadata, {})
        memory.settle(key)

    for number in range(1, 10_001):
        turns = bounded(turns, [turns[-1]])
        work[number] = work_of(memory, turn)
        if number in (100, 10_000):
            room[number] = sum(file.stat().st_size for file in files(path.parent))
    memory.close()
    assert work[10_000] == work[100]
    assert room[10_000] < room[100] * 1.02
    answer = ask(chain, "why?")
    assert (answer.standalone_question, len(answer.turns)) == ("Why was the plant in Hull closed?", TURNS)


def test_the_work_of_a_turn_does_not_grow_with_the_number_of_threads(tmp_path: Path) -> None:
    memory, now = Memory(tmp_path / "m.sqlite"), datetime.now(UTC)
    work = [work_of(memory, lambda: memory.settle("t", now=now))]
    with memory.cursor() as cursor:
        cursor.executemany("INSERT INTO used VALUES (?, ?)", [(f"t{number}", now.isoformat()) for number in range(10_000)])
    work += [work_of(memory, lambda: memory.settle("t", now=now)) for _ in range(2)]
    memory.close()
    assert work[2] <= work[0] + 20


def test_what_is_kept_is_its_owners_alone_and_holds_no_more_than_the_turns(chain: Chain, settings: Settings) -> None:
    said = ask(chain, "Did Orvex sell more valves than ever?", thread="mine-alone")
    kept = memory_path(settings.state, settings.store)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    written = b"".join(path.read_bytes() for path in files(kept.parent))
    assert b"sell more valves" in written
    assert "flood" not in said.text
    assert b"flood" not in written
    assert b"mine-alone" not in written


def test_a_thread_can_be_forgotten(chain: Chain) -> None:
    ask(chain, "When was the plant in Hull closed?")
    chain.forget("t")
    assert not chain.remembers("t")
    assert ask(chain, "why?").standalone_question == "why?"


def test_threads_that_nobody_used_are_forgotten(tmp_path: Path) -> None:
    memory, now = Memory(tmp_path / "m.sqlite"), datetime.now(UTC)
    memory.settle("old", now=now - AGE - timedelta(days=1))
    memory.settle("young", now=now - timedelta(days=1))
    memory.settle("new", now=now)
    assert [name for name in ("old", "young", "new") if memory.known(name)] == ["young", "new"]


def test_an_old_turn_is_no_context() -> None:
    now = datetime.now(UTC)
    old, young = (Turn("a", at=(now - days).isoformat()) for days in (timedelta(days=31), timedelta(days=29)))
    assert (leant_on("why?", [old], now=now), leant_on("why?", [old, young], now=now)) == (None, young)


def test_questions_at_once_in_many_threads_are_all_answered_and_kept(chain: Chain) -> None:
    names = [f"t{number}" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: ask(chain, "When was the plant in Hull closed?", thread=name), names * 2))
        asked = list(pool.map(lambda name: ask(chain, "why?", thread=name).standalone_question, names))
    assert asked == ["Why was the plant in Hull closed?"] * 8


def test_a_damaged_memory_is_named_and_nothing_else_breaks(chain: Chain, settings: Settings) -> None:
    kept = memory_path(settings.state, settings.store)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"not a database at all, and long enough to be seen as none" * 40)
    with pytest.raises(ThreadError, match=r"threads/.*\.sqlite cannot be used .*Remove that file"):
        ask(chain, "When was the plant in Hull closed?")
    assert ask(chain, "When was the plant in Hull closed?", thread=None).status == "answered"


def test_a_folder_that_cannot_be_written_is_named(record: Record, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    chain = Chain(record, open_embedder(), Settings(state=tmp_path / "file"))
    with pytest.raises(ThreadError, match="ONRECORD_STATE"):
        ask(chain, "When was the plant in Hull closed?")


def test_what_was_withdrawn_since_is_not_said_again(
    a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder
) -> None:
    chain = Chain(a_record(a_release("The plant makes 1,850 valves a day.")), embedder, Settings())
    gone = Answer(Question("x"), "answered", "", None, "a", turns=(Turn("x", said=("Gone.",), cited=(("f" * 16, 0),)),))
    assert all(s.text != "Gone." for s in chain.ask(Question("who said that?"), after=gone).statements)


def test_topics_are_the_companys_programs_or_what_looks_like_a_code() -> None:
    assert topics("Results of ORV-10 in MERIDIAN are due. The FDA agreed.", ()) == ("ORV-10", "MERIDIAN")
    assert topics("Orvex (NYSE American: ORVEX; OTCQB: ORVXX) moved to the OTCID market with ORV-10.", ()) == ("ORV-10",)


def test_a_turn_survives_the_state() -> None:
    turn = Turn("q", "answered", ("a", "b"), (("id", 3),), "Ann", "2025-01-01", ("T",), "2025")
    assert whole(plain(turn)) == turn
    assert bounded([{}] * TURNS, [{"a": 1}])[-1] == {"a": 1}
    assert thread_key("cli", "staff", "a") != thread_key("cli", "investor", "a")
