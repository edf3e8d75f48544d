"""What threads remember, on disk: the checkpointer of the chain's graph, bounded and pruned by ourselves.

It lies in the user's state folder and not beside the record: the record is what was published, is copied, shared, rebuilt
and read by many, while what somebody asked is theirs alone. A file a record, readable by its owner only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from langgraph.checkpoint.sqlite import SqliteSaver

from bot.errors import ThreadError
from bot.places import record_name, state_folder
from bot.postgres import Database
from bot.redaction import redact_threads

if TYPE_CHECKING:
    from bot.postgres_memory import PostgresMemory

AGE = timedelta(days=30)  # after which a thread that nobody used is forgotten
WAIT = 30.0  # seconds that one process waits for another's write


class Memory(SqliteSaver):
    """LangGraph's SQLite saver on one connection behind its lock; faults of the file are ours, and old threads go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            super().__init__(sqlite3.connect(path, timeout=WAIT, check_same_thread=False))
            self.setup()
            self.conn.execute("CREATE TABLE IF NOT EXISTS used (thread_id TEXT PRIMARY KEY, at TEXT NOT NULL)")
            self.conn.execute("CREATE INDEX IF NOT EXISTS used_at ON used (at)")
        except (OSError, sqlite3.Error) as error:
            raise _fault(path, error) from error

    @contextmanager
    def cursor(self, transaction: bool = True) -> Iterator[sqlite3.Cursor]:
        """The saver's only way to its file; ThreadError where that is damaged, locked or full."""
        try:
            with super().cursor(transaction) as cursor:
                yield cursor
        except sqlite3.Error as error:
            raise _fault(self.path, error) from error

    def settle(self, thread: str, *, now: datetime | None = None) -> None:
        """Keep of this thread its newest checkpoint alone, and nothing of threads that have not been used for AGE."""
        at = now or datetime.now(UTC)
        with self.cursor() as cursor:
            cursor.execute("INSERT INTO used VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at", (thread, at.isoformat()))
            newest = "SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = ?"
            for table in ("writes", "checkpoints"):
                cursor.execute(f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id < ({newest})", (thread, thread))
            old = [row[0] for row in cursor.execute("SELECT thread_id FROM used WHERE at < ?", ((at - AGE).isoformat(),))]
            for table in ("writes", "checkpoints", "used"):
                cursor.executemany(f"DELETE FROM {table} WHERE thread_id = ?", [(name,) for name in old])

    def known(self, thread: str) -> bool:
        """True where something is remembered of this thread."""
        with self.cursor(transaction=False) as cursor:
            return cursor.execute("SELECT 1 FROM used WHERE thread_id = ?", (thread,)).fetchone() is not None

    def forget(self, thread: str) -> None:
        """Remove all of one thread."""
        self.delete_thread(thread)
        with self.cursor() as cursor:
            cursor.execute("DELETE FROM used WHERE thread_id = ?", (thread,))

    def redact(self, release_id: str) -> int:
        """Take a release's words out of the threads that quoted it, down to the bytes of the file; gives how many there were."""
        found: set[str] = set()
        with self.cursor() as cursor:
            for table, column in (("checkpoints", "checkpoint"), ("writes", "value")):
                quoting = f"SELECT DISTINCT thread_id FROM {table} WHERE instr({column}, CAST(? AS BLOB)) > 0"
                found |= {row[0] for row in cursor.execute(quoting, (release_id,))}
        redact_threads(self, found, release_id)
        try:
            self.conn.execute("VACUUM")
            self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise _fault(self.path, error) from error
        return len(found)

    def close(self) -> None:
        """Let go of the file."""
        self.conn.close()


class Shelf:
    """The memory of one record's threads, in ``database`` where one is set, opened when the first thread is asked for."""

    def __init__(self, state: Path | None, store: Path, database: str | None = None) -> None:
        self._path, self._database = memory_path(state, store), database
        self._lock = Lock()
        self._memory: Memory | PostgresMemory | None = None

    def open(self) -> Memory | PostgresMemory:
        """The memory, the same one each time."""
        with self._lock:
            self._memory = self._memory or self._opened()
            return self._memory

    def redact(self, release_id: str) -> int:
        """Take a release's words out of the threads that quoted it; gives how many there were."""
        if not self._database and not self._path.exists():
            return 0
        memory = self.open()
        try:
            return memory.redact(release_id)
        finally:
            memory.close()

    def _opened(self) -> Memory | PostgresMemory:
        if self._database is None:
            return Memory(self._path)
        database = Database(self._database)
        from bot.postgres_memory import PostgresMemory  # noqa: PLC0415 - a package of its own, only where a database is set

        return PostgresMemory(database)


def memory_path(state: Path | None, store: Path) -> Path:
    """The file of a record's threads: below ``state``, else the user's state folder."""
    return state_folder(state) / "threads" / f"{record_name(store)}.sqlite"


def thread_key(surface: str, audience: str, thread: str) -> str:
    """What a thread is kept under: no name, however it is made, reaches another surface, another audience or the file system."""
    return sha256("\0".join((surface, audience, thread)).encode("utf-8", "surrogatepass")).hexdigest()


def _fault(path: Path, error: Exception) -> ThreadError:
    return ThreadError(f"The thread memory {path} cannot be used ({error}). Remove that file, or set ONRECORD_STATE to another folder.")
