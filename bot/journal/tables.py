"""The journal's tables in any database that SQLAlchemy reaches, and the engine that opens one. SQLAlchemy is known in this folder alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    event,
    inspect,
)
from sqlalchemy import Boolean as Truth
from sqlalchemy import create_engine as sqlalchemy_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, NoSuchTableError, SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from bot.errors import JournalError
from bot.journal.settings import url_without_password
from bot.postgres import load_driver

WAIT = 5  # seconds for a database to answer, or another's write to end
SQLITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a crash of the machine may cost the last entries, never the file
    "PRAGMA secure_delete = ON",  # what is removed is written over
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, which SQLite would otherwise give back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """As UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """As UTC again."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


tables = MetaData()
answers = Table(
    "journal_answers",
    tables,
    Column("answer_id", String(64), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("surface", String(32), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("question", Text, nullable=False),
    Column("standalone_question", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason", String(64)),
    Column("composer", String(200), nullable=False),
    Column("elapsed_ms", Float, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("settings", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("thread", String(64), index=True),
    Column("person", String(64), index=True),
    Column("channel", String(64)),
    Column("person_name", Text),
    Column("channel_name", Text),
    Column("request", String(64)),
    Column("withdrawn", JSON, nullable=False),
)
evidence = Table(
    "journal_evidence",
    tables,
    Column("answer_id", String(64), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("release_id", String(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Index("journal_evidence_release", "release_id"),
)
opinions = Table(
    "journal_feedback",
    tables,
    Column("answer_id", String(64), primary_key=True),
    Column("person", String(64), primary_key=True),  # empty where nobody is known
    Column("at", Moment, nullable=False),
    Column("helpful", Truth, nullable=False),
    Column("comment", Text),
)
in_force = Table("journal_settings", tables, Column("version", String(64), primary_key=True), Column("told", JSON, nullable=False))


def open_engine(url: str) -> Engine:
    """The database, its tables made where they are not there yet; JournalError where it cannot be used."""
    with faults(url):
        parsed = make_url(url)
        options: dict[str, Any] = {"timeout": WAIT} if parsed.get_backend_name() == "sqlite" else {}
        if parsed.get_backend_name() == "sqlite":
            _own_file(parsed.database)
        if parsed.get_backend_name() == "postgresql":
            load_driver()
            options = {"connect_timeout": WAIT, "options": f"-c statement_timeout={1000 * WAIT}"}
        engine = sqlalchemy_engine(url, connect_args=options, pool_pre_ping=True, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare)
        try:
            _make_tables(engine)
        except BaseException:
            engine.dispose()  # else its connections stay open until they are collected
            raise
        return engine


@contextmanager
def faults(url: str) -> Iterator[None]:
    """Every fault of the database is a JournalError, which tells nothing of what was to be written."""
    try:
        yield
    except ImportError as error:
        raise JournalError(
            f"The journal needs the driver {error.name}, which is not installed. `pip install onrecord[postgres]`."
        ) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise JournalError(f"ONRECORD_JOURNAL is {url_without_password(url)!r}, which is no database URL that is understood.") from error
    except (SQLAlchemyError, OSError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).strip().split("\n")[0]
        raise JournalError(
            f"The journal {url_without_password(url)} cannot be used ({reason}). Set ONRECORD_JOURNAL to another, or mend it."
        ) from error


def _make_tables(engine: Engine) -> None:
    """Make what is not there yet, also columns that an older onrecord did not know."""
    try:
        tables.create_all(engine)
        with engine.begin() as connection:
            known = inspect(connection)
            for table in tables.sorted_tables:
                there = {column["name"] for column in known.get_columns(table.name)}
                for column in table.columns:
                    if column.name not in there:
                        told = CreateColumn(column).compile(dialect=engine.dialect)
                        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {told}")
    except (DBAPIError, NoSuchTableError):  # another process was making them at the same moment
        tables.create_all(engine)


def _own_file(path: str | None) -> None:
    """SQLite's file in a folder of its own, readable by its owner only."""
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(path).touch(mode=0o600)


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
    for pragma in SQLITE:
        connection.execute(pragma)
