"""The same journal in PostgreSQL, which several replicas share."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import postgres_server
import pytest

from bot.answer import Answer, Asker, Question
from bot.chain import Chain
from bot.errors import JournalError
from bot.journal.book import Book, Wanted
from bot.journal.journal import Journal
from bot.journal.redaction import Gone, redact
from bot.journal.settings import JournalSettings, read_journal_settings

PERSON = Asker("T1/U7")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    if reason := postgres_server.missing():
        pytest.skip(reason)
    with postgres_server.running() as address:
        yield str(read_journal_settings({"ONRECORD_JOURNAL": address}, store=Path("store"), state=None).url)


@pytest.fixture
def shared(chain: Chain, url: str, kept: JournalSettings) -> Iterator[Chain]:
    """A chain whose journal is in PostgreSQL, empty."""
    book = Book(url)
    book.forget([entry.answer_id for entry in book.some()])
    book.close()
    chain.journal.close()
    chain.journal = Journal(replace(kept, url=url, salt="shared by all replicas"))
    yield chain
    chain.journal.close()


@pytest.fixture
def book(url: str) -> Iterator[Book]:
    yield (opened := Book(url))
    opened.close()


def ask(chain: Chain, words: str, asker: Asker = PERSON) -> Answer:
    answer = chain.ask(Question(words, asker=asker))
    chain.journal.flush()
    return answer


def test_an_entry_comes_back_as_it_was_put_with_its_moment_and_any_words(shared: Chain, book: Book) -> None:
    answer = ask(shared, "How many\0 valves 💥 a day does the Leeds plant make?")
    entry = book.one(answer.answer_id)
    assert abs(entry.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert entry.at.utcoffset() == timedelta(0)
    assert (entry.status, [e.kind for e in entry.evidence]) == (answer.status, ["quote"])
    assert "\0" not in entry.question
    assert book.settings(entry.settings)["encoder"] == "onrecord-minilm"


def test_opinions_people_and_ages_work_alike(shared: Chain, book: Book) -> None:
    first, second = ask(shared, "How many valves?"), ask(shared, "Should I buy the stock?", Asker("T1/U8"))
    for helpful in (True, False):
        shared.journal.feedback(first.answer_id, helpful=helpful, comment="x", asker=PERSON)
    shared.journal.flush()
    assert [(o.helpful, o.comment) for o in book.one(first.answer_id).opinions] == [(False, "x")]
    assert [entry.answer_id for entry in shared.journal.recent("T1/U7")] == [first.answer_id]
    assert [entry.answer_id for entry in book.some(Wanted(status="declined"))] == [second.answer_id]
    assert book.forget_person(str(shared.journal.people.hashed("T1/U7"))) == 1
    assert book.prune(30, now=datetime.now(UTC) + timedelta(days=31)) == 1
    assert list(book.some()) == []


def test_a_withdrawn_release_is_struck_out(shared: Chain, book: Book) -> None:
    answer = ask(shared, "With whom did Orvex close its merger?")
    (citation,) = answer.citations[:1]
    assert redact(book, Gone.of(shared.record.release(citation.release_id))) == 1
    entry = book.one(answer.answer_id)
    assert "Quillonex" not in str(entry)
    assert entry.evidence[0].release_id == citation.release_id


def test_replicas_that_begin_at_once_share_one_journal(url: str, shared: Chain) -> None:
    admin = Book(url)
    shared.journal.flush()  # it has made its tables
    with admin._engine.begin() as connection:
        for table in ("answers", "evidence", "feedback", "settings"):
            connection.exec_driver_sql(f"DROP TABLE journal_{table}")
    with ThreadPoolExecutor(4) as pool:
        books = list(pool.map(lambda _: Book(url), range(4)))
    for one in books:
        one.close()
    answer = ask(shared, "How many valves?")
    assert admin.one(answer.answer_id).question == "How many valves?"
    admin.close()


def test_a_database_that_lets_no_tables_be_made_is_let_go_of(url: str, book: Book) -> None:
    with book._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CREATE ROLE looker LOGIN")
        connection.exec_driver_sql("CREATE DATABASE bare")
        with pytest.raises(JournalError, match="permission denied"):
            Book(url.replace("onrecord@", "looker@").replace("/postgres", "/bare"))
        connected = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'looker'"
        until = monotonic() + 10  # the server sees a moment later that it was let go of
        while connection.exec_driver_sql(connected).scalar() and monotonic() < until:
            sleep(0.05)
        assert connection.exec_driver_sql(connected).scalar() == 0


def test_a_connection_that_was_cut_is_made_again(shared: Chain, book: Book) -> None:
    ask(shared, "How many valves?")
    with book._engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    answer = ask(shared, "How many valves a day?")
    assert shared.journal.faults == 0
    assert book.one(answer.answer_id).question == "How many valves a day?"


def test_a_server_that_is_not_there_is_named_without_its_password(
    chain: Chain, kept: JournalSettings, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"postgresql+psycopg://onrecord:hidden@127.0.0.1:{postgres_server.free_port()}/none"
    chain.journal = Journal(replace(kept, url=address))
    with caplog.at_level(logging.ERROR, "onrecord.journal"):
        answer = ask(chain, "How many valves a day does the Leeds plant make?")
        chain.journal.close()
    assert answer.status == "answered"
    assert "onrecord:***@127.0.0.1" in caplog.text
    assert "hidden" not in caplog.text
