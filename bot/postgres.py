"""One PostgreSQL database that several replicas share: the only file that knows psycopg.

Connections are pooled, looked at before they are lent, and opened again after the database was away.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from bot.errors import DatabaseError, SettingsError

DRIVER = re.compile(r"postgres(?:ql)?(?:\+\w+)?://")  # as SQLAlchemy writes it, too
WAIT = 3.0  # seconds for a connection; who asks a question waits no longer to hear that there is none
MOST = 6  # connections of one process: more than the answers that it makes at once
SETTING_UP = 60.0  # seconds that a replica waits while another makes the tables
SETUP_LOCK = 0x0_4E_C0_4D  # any number that nothing else in the database locks


_loading = Lock()


def load_driver() -> None:
    """Load psycopg in one thread, the others waiting: its compiled part fails where two load it at once. ImportError where it is missing."""
    with _loading:
        import psycopg  # noqa: F401, PLC0415 - only where a database is set


class Database:
    """One database by its URL, postgresql://USER:PASSWORD@HOST:PORT/NAME; nothing is connected to before it is needed."""

    def __init__(self, url: str) -> None:
        self.where = _without_secrets(url)
        url = DRIVER.sub("postgresql://", url)
        try:
            load_driver()
            from psycopg.rows import dict_row  # noqa: PLC0415 - only where a database is set
            from psycopg_pool import ConnectionPool  # noqa: PLC0415
        except ImportError as error:
            raise SettingsError("ONRECORD_DATABASE needs a package that is not installed: pip install 'onrecord[postgres]'") from error
        kept = {"autocommit": True, "prepare_threshold": None, "row_factory": dict_row, "connect_timeout": int(WAIT)}
        check = ConnectionPool.check_connection
        self.pool: Any = ConnectionPool(url, min_size=0, max_size=MOST, timeout=WAIT, kwargs=kept, check=check, open=True)
        self.close = weakref.finalize(self, self.pool.close, 1.0)

    def run(self, statement: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows that a statement gives; DatabaseError where the database does not answer."""
        with self.faults(), self.pool.connection() as connection:
            cursor = connection.execute(statement, values)
            rows: list[dict[str, Any]] = cursor.fetchall() if cursor.description else []
            return rows

    @contextmanager
    def setting_up(self) -> Iterator[None]:
        """Be the only one that makes tables; asked for again and again, as one that waits inside the database would block the other's work."""
        with self.faults(), self.pool.connection() as connection:
            until = monotonic() + SETTING_UP
            while not connection.execute("SELECT pg_try_advisory_lock(%s) AS got", (SETUP_LOCK,)).fetchone()["got"]:
                if monotonic() > until:
                    raise DatabaseError(f"Another process has been making tables in {self.where} for {SETTING_UP:g} s. Try again later.")
                sleep(0.1)
            try:
                yield
            finally:
                connection.execute("SELECT pg_advisory_unlock(%s)", (SETUP_LOCK,))

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Whatever psycopg raises, as one line without the password."""
        from psycopg import Error  # noqa: PLC0415

        try:
            yield
        except Error as error:
            said = " ".join(str(error).split())[:160] or type(error).__name__
            raise DatabaseError(
                f"The database {self.where} cannot be used ({said}). See that it runs and that ONRECORD_DATABASE is right."
            ) from error


def _without_secrets(url: str) -> str:
    parts = urlsplit(url)
    if not DRIVER.match(url) or not parts.path.strip("/"):
        raise SettingsError("ONRECORD_DATABASE holds something else than postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    return f"{parts.hostname or 'localhost'}{f':{parts.port}' if parts.port else ''}{parts.path}"
