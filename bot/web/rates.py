"""Token buckets that all processes of one server share: one small SQLite file, one atomic step a request.

No kept library has buckets by key that processes share without a server of their own, so this is ours.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import time

KEPT = 600.0  # seconds after which an untouched bucket is full again, and forgotten
SWEEP = 500  # requests between two clearings of forgotten buckets


class Rates:
    """Buckets by key in the file ``path``; ``now`` gives seconds."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time) -> None:
        self._now, self._lock, self._spent = now, Lock(), 0
        self._file = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=OFF")  # what is lost in a crash are a minute's counts
        self._file.execute("CREATE TABLE IF NOT EXISTS bucket (key TEXT PRIMARY KEY, tokens REAL NOT NULL, at REAL NOT NULL) WITHOUT ROWID")

    def spend(self, key: str, *, a_minute: int, cost: float = 1.0) -> int:
        """Take ``cost`` tokens from a bucket that holds and regains ``a_minute``: 0 where it had them, else seconds until it will."""
        with self._lock:
            self._sweep()
            self._file.execute("BEGIN IMMEDIATE")
            try:
                now = self._now()
                row = self._file.execute("SELECT tokens, at FROM bucket WHERE key = ?", (key,)).fetchone()
                tokens, at = row or (float(a_minute), now)
                tokens = min(float(a_minute), tokens + max(0.0, now - at) * a_minute / 60)
                left = tokens - cost if tokens >= cost else tokens
                self._file.execute("INSERT OR REPLACE INTO bucket VALUES (?, ?, ?)", (key, left, now))
            finally:
                self._file.execute("COMMIT")
        return 0 if tokens >= cost else max(1, math.ceil((cost - tokens) * 60 / a_minute))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _sweep(self) -> None:
        self._spent += 1
        if self._spent % SWEEP == 0:
            self._file.execute("DELETE FROM bucket WHERE at < ?", (self._now() - KEPT,))
