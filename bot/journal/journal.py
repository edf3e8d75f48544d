"""The journal as a surface has it: it notes answers behind the reader's back, and never keeps one from a reader."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, Asker
from bot.errors import JournalError
from bot.journal.entry import Entry, Opinion, entry_of
from bot.journal.in_force import version_of
from bot.journal.people import People
from bot.journal.settings import JournalSettings
from bot.watch.asking import asked

if TYPE_CHECKING:
    from bot.journal.book import Book

PATIENCE = 0.05  # seconds that a reader waits for the entry to be written, so that mostly it is there before the answer is seen
LONGEST_READING = 2.0  # seconds that somebody waits for what they asked before
MOST_WAITING = 1_000  # entries; more than that are not kept
A_DAY = 86_400.0  # seconds between two prunings
COMMENT = 2_000  # characters kept of a comment
log = logging.getLogger("onrecord.journal")
Writing = Callable[["Book"], None]


class Journal:
    """Notes answers by one thread of its own; a fault is logged once, until it works again."""

    def __init__(self, settings: JournalSettings) -> None:
        self.settings = settings
        self.people = People(settings)
        self.faults = 0
        self._waiting, self._lock = 0, Lock()
        self._silent = self._closed = False
        self._pruned = -A_DAY
        self._opened: Book | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="journal") if settings.url else None
        if self._pool:
            self._pool.submit(self._run, lambda book: None)  # SQLAlchemy loads while the first answer is made

    @property
    def kept(self) -> bool:
        """Whether a journal is kept."""
        return self._pool is not None

    @property
    def waiting(self) -> int:
        """How many entries are not written yet."""
        return self._waiting

    def note(self, answer: Answer, told: dict[str, Any], *, surface: str, status: str | None = None) -> None:
        """Note an answer, what was in force and where it was asked; where the database is slow or down, the answer goes on without it.

        ``status`` stands in the place of the answer's own where it was never finished.
        """
        at, request = datetime.now(UTC), asked().request_id or None

        def write(book: Book) -> None:
            entry = entry_of(answer, surface=surface, settings=version_of(told), people=self.people, at=at, request=request)
            book.put(replace(entry, status=status or entry.status), told)

        self._written(write)

    def feedback(self, answer_id: str, *, helpful: bool, comment: str | None = None, asker: Asker | None = None) -> None:
        """Note what somebody thinks of an answer; the last opinion of a person counts."""
        at = datetime.now(UTC)

        def write(book: Book) -> None:
            said = self.people.masked(comment.strip()[:COMMENT]) if comment and comment.strip() else None
            book.opine(answer_id, Opinion(helpful, said, at, self.people.hashed(asker.person) if asker else None))

        self._written(write)

    def recent(self, person: str, *, count: int = 5) -> list[Entry]:
        """What this person asked last, here or on another surface; nothing where no journal is kept or it does not answer."""
        from bot.journal.book import Wanted  # noqa: PLC0415 - SQLAlchemy

        found: list[Entry] = []

        def read(book: Book) -> None:
            if hashed := self.people.hashed(person):
                found.extend(book.some(Wanted(person=hashed), most=count))

        if self._pool and (reading := self._enter(read)):
            wait([reading], LONGEST_READING)
        return found

    def flush(self) -> None:
        """Wait until all that waits is written."""
        if self._pool and not self._closed:
            self._pool.submit(bool).result()

    def close(self) -> None:
        """Write what waits, and let go of the database."""
        self._closed = True
        if self._pool:
            self._pool.shutdown(wait=True)
        if self._opened:
            self._opened.close()

    def _written(self, write: Writing) -> None:
        if self._pool and (writing := self._enter(write)):
            wait([writing], PATIENCE)

    def _enter(self, work: Writing) -> Future[None] | None:
        """Have the journal's own thread do it, in its turn; None where too many wait already."""
        assert self._pool
        with self._lock:
            refused = self._closed or self._waiting >= MOST_WAITING
            self._waiting += not refused
        if refused:
            self._fault("It is closed." if self._closed else f"More than {MOST_WAITING:,} entries wait for its database.")
            return None
        return self._pool.submit(self._run, work, counted=True)

    def _run(self, work: Writing, *, counted: bool = False) -> None:
        try:
            work(self._book())
            self._silent = False
        except JournalError as error:
            self._fault(str(error))
        except Exception as error:  # whatever it is, the reader has the answer; its own words might hold the question
            self._fault(f"{type(error).__name__}, which was not foreseen.")
        finally:
            with self._lock:
                self._waiting -= counted

    def _fault(self, said: str) -> None:
        self.faults += 1
        if not self._silent:
            log.error("Answers are not noted in the journal: %s", said)
        self._silent = True

    def _book(self) -> Book:
        """The journal, opened by the thread that writes; once a day what is too old is struck out."""
        if self._opened is None:
            from bot.journal.book import Book  # noqa: PLC0415 - SQLAlchemy takes a fifth of a second

            assert self.settings.url
            self._opened = Book(self.settings.url)
        if self.settings.days and monotonic() - self._pruned >= A_DAY:
            self._pruned = monotonic()
            self._opened.prune(self.settings.days)
        return self._opened
