"""What threads remember, in PostgreSQL, so that a conversation goes on at whichever replica hears the next question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from langgraph.checkpoint.postgres import PostgresSaver

from bot.errors import DatabaseError
from bot.memory import AGE
from bot.postgres import Database
from bot.redaction import redact_threads

USED = "CREATE TABLE IF NOT EXISTS onrecord_threads_used (thread_id TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL)"
QUOTING = """
    SELECT thread_id FROM checkpoint_blobs WHERE position(convert_to(%(id)s, 'UTF8') IN blob) > 0
    UNION SELECT thread_id FROM checkpoint_writes WHERE position(convert_to(%(id)s, 'UTF8') IN blob) > 0
    UNION SELECT thread_id FROM checkpoints WHERE position(%(id)s IN checkpoint::text) > 0"""


class PostgresMemory(PostgresSaver):
    """LangGraph's PostgreSQL saver on our pool; faults of the database are ours, and old threads go."""

    def __init__(self, database: Database) -> None:
        super().__init__(database.pool)
        self._database = database
        with database.setting_up():
            self.setup()
            database.run(USED)

    @contextmanager
    def _cursor(self, *, pipeline: bool = False) -> Iterator[Any]:
        """The saver's only way to its database; DatabaseError where that does not answer."""
        with self._database.faults(), super()._cursor(pipeline=pipeline) as cursor:
            yield cursor

    def settle(self, thread: str, *, now: datetime | None = None) -> None:
        """Keep of this thread its newest checkpoint alone, and nothing of threads that have not been used for AGE."""
        at = now or datetime.now(UTC)
        used = "INSERT INTO onrecord_threads_used VALUES (%(thread)s, %(at)s) ON CONFLICT (thread_id) DO UPDATE SET at = excluded.at"
        self._database.run(used, {"thread": thread, "at": at})
        try:
            self.prune([thread])
        except DatabaseError:  # another replica is at the same thread: its own settling does it
            return
        old = self._database.run("DELETE FROM onrecord_threads_used WHERE at < %(since)s RETURNING thread_id", {"since": at - AGE})
        self.prune([row["thread_id"] for row in old], strategy="delete")

    def known(self, thread: str) -> bool:
        """True where something is remembered of this thread."""
        return bool(self._database.run("SELECT 1 FROM onrecord_threads_used WHERE thread_id = %(thread)s", {"thread": thread}))

    def forget(self, thread: str) -> None:
        """Remove all of one thread."""
        self.delete_thread(thread)
        self._database.run("DELETE FROM onrecord_threads_used WHERE thread_id = %(thread)s", {"thread": thread})

    def redact(self, release_id: str) -> int:
        """Take a release's words out of the threads that quoted it; gives how many there were. What the database keeps on its disk is its own affair."""
        found = [row["thread_id"] for row in self._database.run(QUOTING, {"id": release_id})]
        redact_threads(self, found, release_id)
        return len(found)

    def close(self) -> None:
        """Let go of the connections."""
        self._database.close()
