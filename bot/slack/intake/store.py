"""What the replicas of the Slack app share: who has taken which message, what was posted for it, what was passed on to a person, what was set.

The only file that speaks SQL. Here are ids of messages, channels and people, and never a word of what they wrote.
Tables in PostgreSQL where ONRECORD_DATABASE names one, else in a SQLite file of the state folder.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Column, Float, Index, Integer, MetaData, String, Table, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import DatabaseError, SettingsError
from bot.postgres import load_driver
from bot.slack.intake.message import Message

State = Literal["work", "done", "failed", "withdrawn"]
LEASE = 30.0  # seconds that a claim holds unless it is renewed: a process that died lets go after them
GIVEN_UP = 150.0  # seconds after the lease: by then Slack's second retry would have brought the message again
MAKING = 5  # times that the tables are tried to be made, as others may be making them
DAY = 86_400.0
KEPT = {"slack_claims": 2 * DAY, "slack_posts": 30 * DAY, "slack_referrals": 180 * DAY}
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

_tables = MetaData()
_id = String(255)
_claims = Table(
    "slack_claims",
    _tables,
    Column("key", _id, primary_key=True),
    *(Column(name, _id, nullable=False) for name in ("team", "channel", "ts", "thread", "who", "state", "owner")),
    Column("until", Float, nullable=False),
    Column("at", Float, nullable=False),
)
Index("slack_claims_by_message", _claims.c.channel, _claims.c.ts)
_posts = Table(
    "slack_posts",
    _tables,
    *(Column(name, _id, primary_key=True) for name in ("channel", "ts")),
    *(Column(name, _id, nullable=False) for name in ("of_channel", "of_ts", "of_key")),
    Column("at", Float, nullable=False),
)
Index("slack_posts_by_message", _posts.c.of_channel, _posts.c.of_ts)
_referrals = Table(
    "slack_referrals",
    _tables,
    *(Column(name, _id, primary_key=True) for name in ("channel", "ts")),
    *(Column(name, _id, nullable=False) for name in ("to_team", "to_channel", "to_thread", "who")),
    Column("at", Float, nullable=False),
)
_settings = Table(
    "slack_settings",
    _tables,
    Column("number", Integer, primary_key=True),
    *(Column(name, _id, nullable=False) for name in ("who", "state")),
    Column("told", String(20_000), nullable=False),
    Column("at", Float, nullable=False),
)

CLAIM = """
INSERT INTO slack_claims (key, team, channel, ts, thread, who, state, owner, until, at)
VALUES (:key, :team, :channel, :ts, :thread, :user, 'work', :owner, :until, :at)
ON CONFLICT (key) DO UPDATE SET state = 'work', owner = excluded.owner, until = excluded.until
WHERE slack_claims.state = 'failed' OR (slack_claims.state = 'work' AND slack_claims.until < :at)
RETURNING key
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """How a claim ended: whether it is ours; else ``until`` when another's holds, None where the matter is over."""

    ours: bool
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the answer to something that was passed on goes, and who asked."""

    team: str
    channel: str
    thread: str
    user: str


class Store:
    """The tables, behind one pool of connections; DatabaseError where they cannot be used."""

    def __init__(self, engine: AsyncEngine, owner: str) -> None:
        self.engine, self.owner = engine, owner

    async def close(self) -> None:
        """Let go of the connections."""
        await self.engine.dispose()

    async def claim(self, message: Message, *, now: float | None = None) -> Claim:
        """Take a message for this process, unless it is in work elsewhere, or done: one statement, so that of two one gets it."""
        at = now or time.time()
        rows = await self._run(CLAIM, **asdict(message), owner=self.owner, at=at, until=at + LEASE)
        if rows:
            return Claim(ours=True)
        held = await self._run("SELECT state, until FROM slack_claims WHERE key = :key", key=message.key)
        return Claim(False, held[0]["until"] if held and held[0]["state"] == "work" else None)

    async def finish(self, key: str, state: State) -> bool:
        """Say what became of a claim of ours; False where it was withdrawn, or taken over, meanwhile."""
        sets = "UPDATE slack_claims SET state = :state WHERE key = :key AND owner = :owner AND state = 'work' RETURNING key"
        return bool(await self._run(sets, key=key, state=state, owner=self.owner))

    async def renew(self, *, now: float | None = None) -> set[str]:
        """Hold on to all that is in work here; gives the keys still held."""
        until = (now or time.time()) + LEASE
        sets = "UPDATE slack_claims SET until = :until WHERE owner = :owner AND state = 'work' RETURNING key"
        return {row["key"] for row in await self._run(sets, owner=self.owner, until=until)}

    async def withdraw(self, channel: str, ts: str) -> set[str]:
        """Take a message out of work, wherever that is, for good; gives the keys under which it was in work."""
        sets = "UPDATE slack_claims SET state = 'withdrawn' WHERE channel = :channel AND ts = :ts AND state = :state RETURNING key"
        await self._run(sets, channel=channel, ts=ts, state="failed")
        return {row["key"] for row in await self._run(sets, channel=channel, ts=ts, state="work")}

    async def earlier(self, message: Message) -> bool:
        """True where another process has a message in work that stands before this one in its channel."""
        asks = """SELECT 1 FROM slack_claims WHERE channel = :channel AND ts < :ts AND state = 'work' AND owner <> :owner AND until > :at LIMIT 1"""
        return bool(await self._run(asks, channel=message.channel, ts=message.ts, owner=self.owner, at=time.time()))

    async def known(self, channel: str, ts: str) -> bool:
        """True where this message was ever taken."""
        return bool(await self._run("SELECT 1 FROM slack_claims WHERE channel = :channel AND ts = :ts LIMIT 1", channel=channel, ts=ts))

    async def abandoned(self, *, now: float | None = None) -> list[Message]:
        """The messages over which a process died and that nobody took up since; each is given to one caller only, once."""
        sets = """UPDATE slack_claims SET state = 'done', owner = :owner WHERE state = 'work' AND until < :before
                  RETURNING key, team, channel, ts, thread, who"""
        rows = await self._run(sets, owner=self.owner, before=(now or time.time()) - GIVEN_UP)
        return [Message(**{("user" if name == "who" else name): value for name, value in row.items()}) for row in rows]

    async def keep_post(self, channel: str, ts: str, of: Message) -> None:
        """Remember a message of ours, at (channel, ts), by the one that it answers."""
        adds = """INSERT INTO slack_posts (channel, ts, of_channel, of_ts, of_key, at)
                  VALUES (:channel, :ts, :of_channel, :of_ts, :key, :at) ON CONFLICT (channel, ts) DO NOTHING"""
        await self._run(adds, channel=channel, ts=ts, of_channel=of.channel, of_ts=of.ts, key=of.key, at=time.time())

    async def posts(self, channel: str, ts: str, *, key: str | None = None) -> list[tuple[str, str]]:
        """(channel, ts) of our messages that answer this one, in their order; those of the delivery ``key`` alone where it is given."""
        asks = "SELECT channel, ts, of_key FROM slack_posts WHERE of_channel = :channel AND of_ts = :ts ORDER BY ts"
        rows = await self._run(asks, channel=channel, ts=ts)
        return [(row["channel"], row["ts"]) for row in rows if key is None or row["of_key"] == key]

    async def forget_post(self, channel: str, ts: str) -> None:
        """A message of ours that is gone."""
        await self._run("DELETE FROM slack_posts WHERE channel = :channel AND ts = :ts", channel=channel, ts=ts)

    async def keep_referral(self, channel: str, ts: str, to: Destination) -> None:
        """Remember where replies below this message of ours go."""
        adds = """INSERT INTO slack_referrals (channel, ts, to_team, to_channel, to_thread, who, at)
                  VALUES (:here, :ts, :team, :channel, :thread, :user, :at) ON CONFLICT (channel, ts) DO NOTHING"""
        await self._run(adds, here=channel, ts=ts, at=time.time(), **asdict(to))

    async def referral(self, channel: str, ts: str) -> Destination | None:
        """Where replies below this message go; None where it is no referral."""
        asks = "SELECT to_team, to_channel, to_thread, who FROM slack_referrals WHERE channel = :channel AND ts = :ts"
        rows = await self._run(asks, channel=channel, ts=ts)
        return Destination(*rows[0].values()) if rows else None

    async def settings(self) -> tuple[str, str] | None:
        """(what is set, by whom) of the last change that was not undone; None where the company's file stands."""
        asks = "SELECT told, who FROM slack_settings WHERE state = 'set' ORDER BY number DESC LIMIT 1"
        rows = await self._run(asks)
        return (rows[0]["told"], rows[0]["who"]) if rows else None

    async def change_settings(self, told: str, who: str) -> None:
        """Keep a change; those before it stay, to be come back to."""
        adds = "INSERT INTO slack_settings (who, state, told, at) VALUES (:who, 'set', :told, :at)"
        await self._run(adds, who=who, told=told, at=time.time())

    async def undo_settings(self, who: str) -> bool:
        """Take the last change back; False where there is none."""
        sets = """UPDATE slack_settings SET state = 'undone', who = :who
                  WHERE number = (SELECT max(number) FROM slack_settings WHERE state = 'set') RETURNING number"""
        return bool(await self._run(sets, who=who))

    async def prune(self, *, now: float | None = None) -> None:
        """Forget what is too old to come again."""
        for table, seconds in KEPT.items():
            await self._run(f"DELETE FROM {table} WHERE at < :before", before=(now or time.time()) - seconds)

    async def make(self, tables: MetaData) -> None:
        """Make those of ``tables`` that are not there; of several processes that start at once, each but one finds them made."""
        for left in reversed(range(MAKING)):
            try:
                async with self.engine.begin() as connection:
                    await connection.run_sync(tables.create_all)
                return
            except (SQLAlchemyError, OSError) as error:
                if not left:
                    raise self._fault(error) from error
                await asyncio.sleep(0.2)

    async def _run(self, statement: str, **values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - what a column takes
        async with self._connection() as connection:
            result = await connection.execute(text(statement), values)
            return [dict(row) for row in result.mappings()] if result.returns_rows else []

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self.engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> DatabaseError:
        return DatabaseError(
            f"The database {self.engine.url.render_as_string()} that Slack's intake keeps its claims in does not answer ({type(error).__name__}). "
            "Look after it, or set ONRECORD_DATABASE to another."
        )


async def open_store(database: str | None, folder: Path, *, owner: str) -> Store:
    """The store at a database's URL, else in a file of ``folder``, readable by its owner only; ``owner`` tells this process from others."""
    engine = _engine(database) if database else _file(folder / "slack.sqlite")
    store = Store(engine, owner)
    await store.make(_tables)
    return store


def _engine(database: str) -> AsyncEngine:
    try:
        url = make_url(database)
        driver = DRIVERS[url.drivername.split("+")[0]]
    except (SQLAlchemyError, KeyError) as error:
        raise SettingsError("ONRECORD_DATABASE is no URL of a database; postgresql://user:password@host/name was expected.") from error
    if driver.startswith("sqlite"):
        return _file(Path(url.database or ""))
    load_driver()
    return create_async_engine(url.set(drivername=driver), pool_pre_ping=True, pool_size=5)


def _file(path: Path) -> AsyncEngine:
    """A SQLite file over one connection: in one process writers wait for each other here rather than at the file's lock."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    except OSError as error:
        raise DatabaseError(f"The file {path} cannot be made ({error.strerror}). Set ONRECORD_STATE to another folder.") from error
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", pool_size=1, max_overflow=0, connect_args={"timeout": 30})

    @event.listens_for(engine.sync_engine, "connect")
    def settle(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
