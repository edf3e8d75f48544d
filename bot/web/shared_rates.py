"""Token buckets that several replicas share in PostgreSQL; while that does not answer, each process counts by itself."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from hashlib import sha256
from time import monotonic

from bot.errors import DatabaseError
from bot.postgres import Database
from bot.web.rates import KEPT, SWEEP, Rates

AWAY = 10.0  # seconds for which a database that did not answer is not asked again
TABLE = """CREATE UNLOGGED TABLE IF NOT EXISTS onrecord_rates
    (key TEXT PRIMARY KEY, tokens DOUBLE PRECISION NOT NULL, taken BOOLEAN NOT NULL, at TIMESTAMPTZ NOT NULL)"""
FULL = "least(%(most)s, b.tokens + greatest(0, extract(epoch FROM now() - b.at)) * %(most)s / 60)"
SPEND = f"""INSERT INTO onrecord_rates AS b VALUES (%(key)s, %(most)s::float - %(cost)s, TRUE, now())
    ON CONFLICT (key) DO UPDATE SET at = now(), taken = {FULL} >= %(cost)s,
        tokens = {FULL} - CASE WHEN {FULL} >= %(cost)s THEN %(cost)s ELSE 0 END
    RETURNING tokens, taken"""
log = logging.getLogger("onrecord.web")


class SharedRates:
    """Buckets by key in ``database``; keys are kept as hashes, times are the database's own."""

    def __init__(self, database: Database, alone: Rates, *, now: Callable[[], float] = monotonic) -> None:
        self._database, self._alone, self._now = database, alone, now
        self._ready, self._spent, self._away_until = False, 0, 0.0

    def spend(self, key: str, *, a_minute: int, cost: float = 1.0) -> int:
        """Take ``cost`` tokens from a bucket that holds and regains ``a_minute``: 0 where it had them, else seconds until it will."""
        if self._now() < self._away_until:
            return self._alone.spend(key, a_minute=a_minute, cost=cost)
        try:
            return self._shared(key, a_minute, cost)
        except DatabaseError as error:
            self._away_until = self._now() + AWAY
            log.warning("rates are counted by each process alone for %g s: %s", AWAY, error)
            return self._alone.spend(key, a_minute=a_minute, cost=cost)

    def close(self) -> None:
        """Let go of the database and the file."""
        self._database.close()
        self._alone.close()

    def _shared(self, key: str, a_minute: int, cost: float) -> int:
        if not self._ready:
            with self._database.setting_up():
                self._database.run(TABLE)
            self._ready = True
        self._sweep()
        values = {"key": sha256(key.encode()).hexdigest(), "most": a_minute, "cost": cost}
        left = self._database.run(SPEND, values)[0]
        return 0 if left["taken"] else max(1, math.ceil((cost - left["tokens"]) * 60 / a_minute))

    def _sweep(self) -> None:
        self._spent += 1
        if self._spent % SWEEP == 0:
            self._database.run("DELETE FROM onrecord_rates WHERE at < now() - make_interval(secs => %(kept)s)", {"kept": KEPT})
