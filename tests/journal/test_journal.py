"""What is asked and answered is noted, by whoever it is asked and wherever, and noting keeps no answer from anybody."""

from __future__ import annotations

import json
import logging
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answer import Answer, Asker, Question
from bot.chain import Chain
from bot.contract import to_json
from bot.errors import JournalError, QuestionError, SettingsError
from bot.journal.book import Book, Wanted
from bot.journal.entry import digest
from bot.journal.journal import Journal
from bot.journal.settings import JournalSettings, read_journal_settings, url_without_password
from bot.watch.asking import asking

OpenBook = Callable[[Chain], Book]
PERSON = Asker("T1/U7", "T1/C9")


def ask(
    chain: Chain, words: str = "How many valves a day does the Leeds plant make?", *, asker: Asker = PERSON, thread: str | None = None
) -> Answer:
    return chain.ask(Question(words, "staff", thread=thread, asker=asker))


def test_an_answer_is_noted_with_all_that_it_rests_on(chain: Chain, book: OpenBook) -> None:
    answer = ask(chain)
    entry = book(chain).one(answer.answer_id)
    citation = answer.citations[0]
    assert entry.answer == json.loads(json.dumps(to_json(answer)))
    assert (entry.surface, entry.audience, entry.status, entry.composer) == ("slack", "staff", "answered", "quotes")
    assert [(e.kind, e.release_id, e.start, e.end, e.sha256) for e in entry.evidence] == [
        ("quote", citation.release_id, citation.start, citation.end, digest("The Leeds plant makes 1,850 valves a day."))
    ]
    assert abs(entry.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert list(entry.steps)[:3] == ["understand", "decide", "retrieve"]
    assert entry.elapsed_ms == answer.elapsed_ms > 0
    in_force = book(chain).settings(entry.settings)
    assert (in_force["chooser"], in_force["model"], in_force["record"]) == ("none", None, chain.record.manifest.generation)


def test_the_request_is_named_as_in_the_log(chain: Chain, book: OpenBook) -> None:
    with asking("request-7"):
        first = ask(chain)
    assert [book(chain).one(answer.answer_id).request for answer in (first, ask(chain))] == ["request-7", None]


def test_a_journal_of_an_older_onrecord_is_added_to(chain: Chain, book: OpenBook) -> None:
    answer = ask(chain)
    with book(chain)._engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE journal_answers DROP COLUMN request")
    assert book(chain).one(answer.answer_id).request is None


def test_a_caution_is_evidence_too(chain: Chain, book: OpenBook) -> None:
    answer = ask(chain, "When is the Hull plant expected to open?")
    (caution,) = [e for e in book(chain).one(answer.answer_id).evidence if e.kind == "caution"]
    (caveat,) = answer.caveats
    assert any("flood" in factor for factor in caveat.factors)
    assert (caution.release_id, caution.sha256) == (
        caveat.release_id,
        digest("\n".join([*caveat.factors, *caveat.assumptions, str(caveat.update_policy)])),
    )


def test_of_people_nothing_is_kept_but_a_salted_hash(chain: Chain, kept: JournalSettings, tmp_path: Path, book: OpenBook) -> None:
    answer = ask(chain, "Mail me at jane.roe@example.com or +44 20 7946 0958: how many valves does the plant make?")
    chain.journal.close()
    entry = book(chain).one(answer.answer_id)
    assert entry.question == "Mail me at [e-mail] or [telephone]: how many valves does the plant make?"
    assert entry.person == chain.journal.people.hashed("T1/U7") != entry.channel
    assert (entry.person_name, entry.channel_name) == (None, None)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not [secret for secret in (b"U7", b"C9", b"jane.roe", b"7946") if secret in held]
    assert stat.S_IMODE(os.stat(tmp_path / "kept" / "salt").st_mode) == 0o600
    assert stat.S_IMODE(os.stat(tmp_path / "kept" / "journal.sqlite").st_mode) == 0o600


@pytest.mark.parametrize(
    "words", ["1,850,000,000 shares at $12.50 in 2025-2026?", "Was 555-0199 in the 10-K of 2025-03-04?", "NCT04123456 (n=120) 03.04.2025?"]
)
def test_figures_are_not_taken_for_telephone_numbers(kept: JournalSettings, words: str) -> None:
    journal = Journal(kept)
    assert journal.people.masked(words) == words
    journal.close()


def test_names_are_kept_only_where_that_is_set(chain: Chain, kept: JournalSettings, book: OpenBook) -> None:
    chain.journal = Journal(replace(kept, people="named"))
    named = book(chain).one(ask(chain).answer_id)
    chain.journal = Journal(replace(kept, people="none"))
    unknown = book(chain).one(ask(chain).answer_id)
    assert (named.person_name, named.channel_name) == ("T1/U7", "T1/C9")
    assert (unknown.person, unknown.channel, unknown.person_name) == (None, None, None)


def test_another_salt_gives_another_hash_and_the_same_one_the_same(kept: JournalSettings, tmp_path: Path) -> None:
    hashes = [
        Journal(one).people.hashed("U7") for one in (kept, kept, replace(kept, folder=tmp_path / "other"), replace(kept, salt="s" * 32))
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_what_somebody_thinks_of_an_answer_is_kept_once(chain: Chain, book: OpenBook) -> None:
    answer = ask(chain)
    chain.journal.feedback(answer.answer_id, helpful=True, asker=PERSON)
    chain.journal.feedback(answer.answer_id, helpful=False, comment=" Wrong plant. Call 020 7946 0958 or (212) 555-0123. ", asker=PERSON)
    chain.journal.feedback(answer.answer_id, helpful=True, asker=Asker("T1/U8"))
    chain.journal.feedback("0" * 32, helpful=True)
    opinions = book(chain).one(answer.answer_id).opinions
    assert [(o.helpful, o.comment) for o in opinions] == [(False, "Wrong plant. Call 020 7946 0958 or [telephone]."), (True, None)]


def test_a_person_finds_what_they_asked_last(chain: Chain) -> None:
    for words in ("What is the plan?", "How many valves?", "Should I buy the stock?"):
        ask(chain, words)
    ask(chain, "Is it somebody else who asks?", asker=Asker("T1/U8"))
    assert [(e.question, e.status) for e in chain.journal.recent("T1/U7", count=2)] == [
        ("Should I buy the stock?", "declined"),
        ("How many valves?", chain.journal.recent("T1/U7")[1].status),
    ]


def test_a_report_of_a_side_effect_is_flagged(chain: Chain, book: OpenBook) -> None:
    answer = ask(chain, "I got a bad rash after I took your pill, what should I do?")
    assert answer.flags == ("adverse_event",)
    assert [e.answer_id for e in book(chain).some(Wanted(flag="adverse_event"))] == [answer.answer_id]
    assert ask(chain).flags == ()


def test_a_surface_of_the_same_chain_is_told_apart(chain: Chain, book: OpenBook) -> None:
    answer = chain.at("mcp").ask(Question("How many valves?"))
    assert book(chain).one(answer.answer_id).surface == "mcp"


def test_a_journal_that_cannot_be_written_keeps_no_answer_back_and_says_so_once(
    chain: Chain, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "blocked").write_text("in the way")
    chain.journal = Journal(JournalSettings(url=f"sqlite:///{tmp_path}/blocked/journal.sqlite", folder=tmp_path))
    with caplog.at_level(logging.ERROR):
        assert [ask(chain).status for _ in range(3)] == ["answered"] * 3
        assert chain.journal.recent("T1/U7") == []
        chain.journal.close()
    (record,) = caplog.records
    assert "Answers are not noted in the journal" in record.message
    assert str(tmp_path / "blocked") in record.message
    assert "valves" not in caplog.text
    assert chain.journal.faults == 5


def test_a_database_that_hangs_holds_an_answer_up_for_a_moment_only(chain: Chain, book: OpenBook) -> None:
    ask(chain)
    other = book(chain)._engine.connect()
    other.exec_driver_sql("BEGIN IMMEDIATE")
    answer = ask(chain)
    assert answer.elapsed_ms < 4000  # it would wait five seconds
    assert chain.journal.waiting == 1
    other.rollback()
    other.close()
    chain.journal.close()
    assert book(chain).one(answer.answer_id).status == "answered"


def test_without_a_journal_nothing_is_kept(chain: Chain, tmp_path: Path) -> None:
    chain.journal = Journal(JournalSettings())
    answer = ask(chain)
    chain.journal.feedback(answer.answer_id, helpful=True)
    assert (answer.status, chain.journal.kept, chain.journal.recent("T1/U7")) == ("answered", False, [])


def test_entries_are_found_by_what_is_wanted_newest_first_over_many_pages(
    chain: Chain, monkeypatch: pytest.MonkeyPatch, book: OpenBook
) -> None:
    monkeypatch.setattr("bot.journal.book.PAGE", 2)
    ids = [
        ask(chain, words).answer_id
        for words in ("How many valves?", "Should I buy the stock?", "How many valves a day?", "And in Leeds?", "Valves?")
    ]
    kept_book = book(chain)
    assert [entry.answer_id for entry in kept_book.some()] == ids[::-1]
    assert [entry.answer_id for entry in kept_book.some(most=3)] == ids[:1:-1]
    assert [entry.answer_id for entry in kept_book.some(Wanted(status="declined"))] == [ids[1]]
    assert list(kept_book.some(Wanted(surface="web"))) == []
    assert list(kept_book.some(Wanted(since=datetime.now(UTC) + timedelta(hours=1)))) == []


def test_an_answer_that_broke_off_is_noted_with_what_was_told_of_it(chain: Chain, book: OpenBook) -> None:
    stream = chain.stream(Question("How many valves a day does the Leeds plant make?"))
    told = next(event.statement for event in stream if event.statement)
    stream.close()
    with pytest.raises(QuestionError):
        chain.ask(Question("   "))
    (entry,) = book(chain).some()
    assert (entry.status, entry.question, entry.answer["text"]) == (
        "unfinished",
        "How many valves a day does the Leeds plant make?",
        told.text,
    )
    assert [e.kind for e in entry.evidence] == ["quote"]


def test_two_processes_that_write_at_once_lose_nothing(chain: Chain, kept: JournalSettings, book: OpenBook) -> None:
    answer = ask(chain)
    journals = [Journal(kept) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda n: journals[n % 3].note(replace(answer, answer_id=f"{n:032x}"), {"n": n % 5}, surface="web"), range(60)))
    for journal in journals:
        journal.close()
    assert [journal.faults for journal in journals] == [0, 0, 0]
    assert len(list(book(chain).some(Wanted(surface="web")))) == 60


def test_what_is_too_old_goes_with_all_that_belongs_to_it(chain: Chain, book: OpenBook) -> None:
    answer = ask(chain)
    chain.journal.feedback(answer.answer_id, helpful=True)
    kept_book = book(chain)
    assert kept_book.prune(30) == 0
    assert kept_book.prune(30, now=datetime.now(UTC) + timedelta(days=31)) == 1
    with pytest.raises(JournalError, match="no answer whose id begins with"):
        kept_book.one(answer.answer_id)
    with kept_book._engine.connect() as connection:
        assert [connection.exec_driver_sql(f"SELECT count(*) FROM journal_{name}").scalar() for name in ("evidence", "feedback")] == [0, 0]


def test_the_journal_prunes_itself(chain: Chain, kept: JournalSettings, book: OpenBook) -> None:
    answer = ask(chain)
    with book(chain)._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE journal_answers SET at = '2020-01-01 00:00:00.000000'")
    chain.journal.close()
    chain.journal = Journal(replace(kept, days=30))
    ask(chain, "How many valves?")
    assert [entry.question for entry in book(chain).some()] == ["How many valves?"]
    assert answer.answer_id not in [entry.answer_id for entry in book(chain).some()]


def test_one_persons_data_is_struck_out(chain: Chain, book: OpenBook) -> None:
    theirs, other = ask(chain), ask(chain, asker=Asker("T1/U8"))
    chain.journal.feedback(other.answer_id, helpful=False, asker=PERSON)
    assert book(chain).forget_person(str(chain.journal.people.hashed("T1/U7"))) == 1
    left = list(book(chain).some())
    assert ([entry.answer_id for entry in left], left[0].opinions) == ([other.answer_id], ())
    assert theirs.answer_id not in [entry.answer_id for entry in left]


@pytest.mark.parametrize("words", ["How many valves\0 a day?", "Robert'); DROP TABLE journal_answers;--", "线程 💥 valves"])
def test_any_words_can_be_kept(chain: Chain, words: str, book: OpenBook) -> None:
    answer = ask(chain, words)
    assert book(chain).one(answer.answer_id).question == words.replace("\0", "\ufffd")
    assert chain.journal.people.masked("\ud800") == "?"


def test_the_settings_are_read_and_wrong_ones_named(tmp_path: Path) -> None:
    def read(**environment: str) -> JournalSettings:
        return read_journal_settings(environment, store=tmp_path / "store", state=tmp_path / "state")

    usual = read()
    assert str(usual.url).startswith(f"sqlite:///{tmp_path}/state/journal/")
    assert (usual.days, usual.people) == (1095, "hashed")
    assert (read(ONRECORD_JOURNAL="none").url, read(ONRECORD_JOURNAL_DAYS="none").days) == (None, None)
    assert read(ONRECORD_JOURNAL="postgres://u:p@h/d").url == "postgresql+psycopg://u:p@h/d"
    assert read(ONRECORD_DATABASE="postgresql://u:p@h/d").url == "postgresql+psycopg://u:p@h/d"
    assert "p@h" not in repr(read(ONRECORD_JOURNAL="postgres://u:p@h/d", ONRECORD_JOURNAL_SALT="secret")) + url_without_password(
        "postgres://u:p@h/d"
    )
    for key, value in (("ONRECORD_JOURNAL", "a file"), ("ONRECORD_JOURNAL_DAYS", "0"), ("ONRECORD_JOURNAL_PEOPLE", "all")):
        with pytest.raises(SettingsError, match=f"{key} is '{value}'"):
            read(**{key: value})
