"""Threads in PostgreSQL: what one process heard another goes on with, and no more is kept than in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.answer import Answer, Question
from bot.chain import Chain
from bot.errors import DatabaseError, SettingsError
from bot.memory import AGE, Shelf
from bot.postgres import Database
from bot.postgres_memory import PostgresMemory
from bot.settings import Settings
from ingest import Embedder, Record, Release

OPENED = "Orvex opened a plant in Leeds because its plant in Hull was full."
CLOSED = "Orvex closed the plant in Hull because a flood had damaged its foundations."


@pytest.fixture
def record(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Record:
    return a_record(a_release(OPENED), a_release(CLOSED, headline="Orvex closes a plant"))


@pytest.fixture
def chains(record: Record, embedder: Embedder, database: str) -> Iterator[list[Chain]]:
    chains = [Chain(record, embedder, Settings(database=database, chooser="none"), surface="web") for _ in range(2)]
    with ExitStack() as stack:
        yield chains
        for chain in chains:
            stack.callback(chain._memory.open().close)


def ask(chain: Chain, question: str, thread: str = "t") -> Answer:
    return chain.ask(Question(question, thread=thread))


def blobs(database: str) -> str:
    """All that is kept of threads."""
    server = Database(database)
    kept = str(server.run("SELECT string_agg(encode(blob, 'escape'), ' ') AS all FROM checkpoint_blobs")[0]["all"])
    server.close()
    return kept


def test_a_thread_goes_on_in_another_process(chains: list[Chain]) -> None:
    assert ask(chains[0], "When was the plant in Hull closed?").status == "answered"
    assert chains[1].remembers("t")
    assert ask(chains[1], "why?").standalone_question == "Why was the plant in Hull closed?"
    assert ask(chains[1], "why?", thread="another").standalone_question == "why?"


def test_one_checkpoint_of_a_thread_is_kept_and_holds_the_turns(chains: list[Chain], database: str) -> None:
    for number in range(4):
        ask(chains[number % 2], "When was the plant in Hull closed?")
    server = Database(database)
    counts = {name: server.run(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in ("checkpoints", "checkpoint_writes")}
    server.close()
    assert counts == {"checkpoints": 1, "checkpoint_writes": 0}
    assert blobs(database).count("When was the plant in Hull closed?") == 4


def test_a_release_that_was_withdrawn_takes_its_words_out_of_the_threads(chains: list[Chain], record: Record, database: str) -> None:
    said = ask(chains[0], "When was the plant in Hull closed?").statements[0].text
    ask(chains[0], "Who is your chief executive?", thread="other")
    closed = next(row.release_id for row in record.rows() if "closes" in row.headline)
    assert said in blobs(database)
    assert Shelf(None, record.folder, database).redact(closed) == 1
    assert said not in blobs(database)
    assert (chains[1].remembers("t"), chains[1].remembers("other")) == (True, True)


def test_a_thread_can_be_forgotten_and_goes_when_nobody_used_it(database: str) -> None:
    server = Database(database)
    memory, now = PostgresMemory(server), datetime.now(UTC)
    memory.settle("old", now=now - AGE - timedelta(days=1))
    memory.settle("young", now=now - timedelta(days=1))
    memory.settle("new", now=now)
    assert [name for name in ("old", "young", "new") if memory.known(name)] == ["young", "new"]
    memory.forget("young")
    assert not memory.known("young")
    memory.close()


def test_replicas_that_start_at_once_make_the_tables_once(database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        memories = list(pool.map(lambda _: PostgresMemory(Database(database)), range(4)))
    memories[0].settle("t")
    assert [memory.known("t") for memory in memories] == [True] * 4
    for memory in memories:
        memory.close()


def test_a_dead_database_is_named_without_its_password(record: Record, embedder: Embedder) -> None:
    chain = Chain(record, embedder, Settings(database="postgresql://u:secret@127.0.0.1:9/x", chooser="none"))
    with pytest.raises(DatabaseError, match=r"The database 127\.0\.0\.1:9/x cannot be used") as caught:
        ask(chain, "When was the plant in Hull closed?")
    assert "secret" not in str(caught.value)
    assert chain.ask(Question("When was the plant in Hull closed?")).status == "answered"


@pytest.mark.parametrize("url", ["localhost/x", "mysql://h/x", "postgresql://host"])
def test_an_address_that_is_none_is_not_printed_but_named(url: str) -> None:
    with pytest.raises(SettingsError, match="ONRECORD_DATABASE holds something else"):
        Database(url)
