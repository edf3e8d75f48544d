"""The journal as a book in a database: entries are put in, found again, thought of, and struck out."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from bot.errors import JournalError
from bot.journal.entry import Entry, Evidence, Opinion
from bot.journal.tables import answers, evidence, faults, in_force, open_engine, opinions, tables

PAGE = 500  # entries read at a time


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: all that fit what is given; ``since`` and ``until`` are moments, ``person`` a hash."""

    since: datetime | None = None
    until: datetime | None = None
    status: str | None = None
    surface: str | None = None
    audience: str | None = None
    person: str | None = None
    flag: str | None = None


class Book:
    """One journal, open; every verb raises JournalError where the database does not do it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = open_engine(url)
        self._known: set[str] = set()

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def put(self, entry: Entry, told: dict[str, Any]) -> None:
        """Keep an entry, and what was in force where that is not kept yet."""
        row = {column.name: getattr(entry, column.name) for column in answers.columns}
        shown = [{"answer_id": entry.answer_id, "place": place, **asdict(one)} for place, one in enumerate(entry.evidence)]
        self._keep_settings(entry.settings, told)
        with self._writing() as connection:
            connection.execute(insert(answers), row)
            if shown:
                connection.execute(insert(evidence), shown)

    def opine(self, answer_id: str, opinion: Opinion) -> bool:
        """Keep an opinion in the place of the same person's earlier one; False where there is no such answer."""
        person = opinion.person or ""
        with self._writing() as connection:
            if connection.execute(select(answers.c.answer_id).where(answers.c.answer_id == answer_id)).first() is None:
                return False
            connection.execute(delete(opinions).where(opinions.c.answer_id == answer_id, opinions.c.person == person))
            connection.execute(insert(opinions), {**asdict(opinion), "person": person, "answer_id": answer_id})
        return True

    def rewrite(self, entry: Entry) -> None:
        """Put an entry in the place of what it was, with its opinions; its evidence stays."""
        row = {name: getattr(entry, name) for name in ("question", "standalone_question", "answer", "withdrawn")}
        with self._writing() as connection:
            connection.execute(update(answers).where(answers.c.answer_id == entry.answer_id).values(row))
            for opinion in entry.opinions:
                own = (opinions.c.answer_id == entry.answer_id, opinions.c.person == (opinion.person or ""))
                connection.execute(update(opinions).where(*own).values(comment=opinion.comment))

    def one(self, name: str) -> Entry:
        """The entry of this id, or of the only one that begins so."""
        with self._reading() as connection:
            fits = answers.c.answer_id.startswith(name, autoescape=True)
            rows = connection.execute(select(answers).where(fits).limit(2)).all() if name else []
            rows = [row for row in rows if row.answer_id == name] or rows
            if len(rows) != 1:
                several = "more than one answer" if rows else "no answer"
                raise JournalError(f"The journal holds {several} whose id begins with {name!r}. `onrecord journal list` shows the ids.")
            return _entries(connection, rows)[0]

    def some(self, wanted: Wanted = Wanted(), *, most: int | None = None) -> Iterator[Entry]:
        """The entries wanted, newest first."""
        conditions, left = _conditions(wanted), most
        last: list[ColumnElement[bool]] = []
        while left is None or left > 0:
            page = select(answers).where(*conditions, *last).order_by(answers.c.at.desc(), answers.c.answer_id.desc())
            with self._reading() as connection:
                found = _entries(connection, list(connection.execute(page.limit(min(PAGE, left or PAGE)))))
            yield from (entry for entry in found if wanted.flag is None or wanted.flag in entry.flags)
            if len(found) < PAGE:
                return
            left = None if left is None else left - len(found)
            last = [tuple_(answers.c.at, answers.c.answer_id) < (found[-1].at, found[-1].answer_id)]

    def showing(self, release_id: str) -> list[tuple[str | None, datetime]]:
        """The threads and moments of the entries that showed something of this release."""
        ids = select(evidence.c.answer_id).where(evidence.c.release_id == release_id)
        with self._reading() as connection:
            return [
                (row.thread, row.at)
                for row in connection.execute(select(answers.c.thread, answers.c.at).where(answers.c.answer_id.in_(ids)))
            ]

    def count(self) -> int:
        """How many entries there are."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(answers)).scalar_one()

    def shows_words_of(self, release_id: str) -> bool:
        """Whether an entry shows words of this release that were not taken out of it."""
        ids = select(evidence.c.answer_id).where(evidence.c.release_id == release_id)
        with self._reading() as connection:
            found = connection.execute(select(answers.c.withdrawn).where(answers.c.answer_id.in_(ids))).scalars()
            return any(release_id not in withdrawn for withdrawn in found)

    def settings(self, version: str) -> dict[str, Any]:
        """What was in force under this version."""
        with self._reading() as connection:
            found = connection.execute(select(in_force.c.told).where(in_force.c.version == version)).scalar()
        return dict(found or {})

    def forget(self, ids: Collection[str]) -> int:
        """Strike out these entries with all that belongs to them; gives how many there were."""
        found = 0
        with self._writing() as connection:
            for answer_id in ids:
                found += connection.execute(delete(answers).where(answers.c.answer_id == answer_id)).rowcount
                for table in (evidence, opinions):
                    connection.execute(delete(table).where(table.c.answer_id == answer_id))
        return found

    def forget_person(self, person: str) -> int:
        """Strike out what the person of this hash asked and thought; gives how many opinions."""
        with self._writing() as connection:
            thought: int = connection.execute(delete(opinions).where(opinions.c.person == person)).rowcount
        self.forget([entry.answer_id for entry in self.some(Wanted(person=person))])
        return thought

    def prune(self, days: int, *, now: datetime | None = None) -> int:
        """Strike out what is older than so many days; gives how many entries."""
        before = (now or datetime.now(UTC)) - timedelta(days=days)
        with self._reading() as connection:
            old = connection.execute(select(answers.c.answer_id).where(answers.c.at < before)).scalars().all()
        return self.forget(old)

    def scrub(self) -> None:
        """Remove from the database's own files what was struck out; what its backups and logs hold is not reached."""
        with faults(self.url), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET statement_timeout = 0")
                for table in tables.sorted_tables:
                    connection.exec_driver_sql(f"VACUUM FULL {table.name}")
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("VACUUM")
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
                if busy:
                    raise JournalError(
                        f"Another process reads {self.url} just now: run `onrecord journal prune` later to clear what was struck out."
                    )

    def _keep_settings(self, version: str, told: dict[str, Any]) -> None:
        if version in self._known:
            return
        with faults(self.url), contextlib.suppress(IntegrityError), self._engine.begin() as connection:
            connection.execute(insert(in_force), {"version": version, "told": told})  # suppressed where it is kept already
        self._known.add(version)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        """All of it is written, or nothing."""
        with faults(self.url), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with faults(self.url), self._engine.connect() as connection:
            yield connection


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    equal = [
        column == value
        for column, value in (
            (answers.c.status, wanted.status),
            (answers.c.surface, wanted.surface),
            (answers.c.audience, wanted.audience),
            (answers.c.person, wanted.person),
        )
        if value is not None
    ]
    return [
        *equal,
        *([answers.c.at >= wanted.since] if wanted.since else []),
        *([answers.c.at < wanted.until] if wanted.until else []),
    ]


def _entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[Entry]:
    """The rows as entries, with their evidence and opinions."""
    ids = [row.answer_id for row in rows]
    shown: dict[str, list[Evidence]] = {}
    for row in connection.execute(select(evidence).where(evidence.c.answer_id.in_(ids)).order_by(evidence.c.place)):
        shown.setdefault(row.answer_id, []).append(Evidence(row.kind, row.release_id, row.start, row.end, row.sha256))
    thought: dict[str, list[Opinion]] = {}
    for row in connection.execute(select(opinions).where(opinions.c.answer_id.in_(ids)).order_by(opinions.c.at)):
        thought.setdefault(row.answer_id, []).append(Opinion(row.helpful, row.comment, row.at, row.person or None))
    return [
        Entry(**row._mapping, evidence=tuple(shown.get(row.answer_id, ())), opinions=tuple(thought.get(row.answer_id, ()))) for row in rows
    ]
