"""What comes in from Slack is answered once, in order and within bounds, whatever dies or is taken back meanwhile."""

from __future__ import annotations

import asyncio
import logging
import stat
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import postgres_server
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SettingsError
from bot.slack.intake import Intake, Message, Store, change_of, message_of, not_for_us, open_store
from bot.slack.intake.lanes import Lanes
from bot.slack.intake.store import DAY, GIVEN_UP, LEASE, Claim, Destination


def message(key: str = "Ev1", *, channel: str = "C1", ts: str = "1700000000.000100") -> Message:
    return Message(key, "T1", channel, ts, ts, "U1")


class Told:
    """An errand that keeps what it was asked to do; its work waits until it is let go, or fails."""

    client = AsyncWebClient()

    def __init__(self, of: Message, log: list[str], *, go: asyncio.Event | None = None, error: Exception | None = None) -> None:
        self.message, self._log, self._go, self._error = of, log, go, error

    async def begin(self) -> None:
        self._log.append(f"begin {self.message.key}")

    async def work(self, replaces: tuple[str, ...]) -> None:
        self._log.append(f"work {self.message.key} {','.join(replaces)}".strip())
        if self._go:
            await self._go.wait()
        if self._error:
            raise self._error
        self._log.append(f"answered {self.message.key}")

    async def busy(self) -> None:
        self._log.append(f"busy {self.message.key}")

    async def fail(self, fault: str) -> None:
        assert len(fault) == 10
        self._log.append(f"failed {self.message.key}")


@asynccontextmanager
async def stores(folder: Path, *owners: str) -> AsyncIterator[list[Store]]:
    """One store as several processes see it."""
    opened = [await open_store(None, folder, owner=owner) for owner in owners]
    try:
        yield opened
    finally:
        for store in opened:
            await store.close()


def scene(folder: Path, play: Callable[..., Awaitable[None]], *owners: str) -> None:
    async def run() -> None:
        async with stores(folder, *(owners or ("one",))) as opened:
            await play(*opened)

    asyncio.run(run())


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.005)


def test_of_two_processes_that_claim_a_message_one_gets_it(tmp_path: Path) -> None:
    async def play(one: Store, other: Store) -> None:
        claims = await asyncio.gather(*(store.claim(message(f"Ev{n}")) for n in range(20) for store in (one, other)))
        assert [sum(claim.ours for claim in claims[n : n + 2]) for n in range(0, 40, 2)] == [1] * 20

    scene(tmp_path, play, "one", "other")


def test_a_claim_ends_when_its_process_does_and_a_failed_one_at_once(tmp_path: Path) -> None:
    async def play(one: Store, other: Store) -> None:
        assert await one.claim(message(), now=1000.0) == Claim(ours=True)
        assert await other.claim(message(), now=1000.0 + LEASE - 1) == Claim(ours=False, until=1000.0 + LEASE)
        assert await other.claim(message(), now=1000.0 + LEASE + 1) == Claim(ours=True)
        assert await one.finish("Ev1", "done") is False  # it is the other's now
        assert await other.finish("Ev1", "failed") is True
        assert await one.claim(message(), now=1100.0) == Claim(ours=True)
        assert await one.finish("Ev1", "done") is True
        assert await other.claim(message(), now=9000.0) == Claim(ours=False)

    scene(tmp_path, play, "one", "other")


def test_what_a_dead_process_left_is_given_to_one_other_once(tmp_path: Path) -> None:
    async def play(dead: Store, one: Store, other: Store) -> None:
        await dead.claim(message(), now=1000.0)
        assert await one.abandoned(now=1000.0 + LEASE + GIVEN_UP - 1) == []
        found = await asyncio.gather(*(store.abandoned(now=1000.0 + LEASE + GIVEN_UP + 1) for store in (one, other)))
        assert sorted(found, key=len) == [[], [message()]]
        assert (await other.claim(message(), now=2000.0)).ours is False

    scene(tmp_path, play, "dead", "one", "other")


def test_old_rows_are_pruned_and_young_ones_stay(tmp_path: Path) -> None:
    async def play(store: Store) -> None:
        await store.claim(message("Ev1"), now=1.0)
        await store.claim(message("Ev2", ts="5.0"), now=DAY)
        await store.prune(now=2 * DAY + 2)
        assert (await store.known("C1", message().ts), await store.known("C1", "5.0")) == (False, True)

    scene(tmp_path, play)


def test_a_referral_outlives_the_process_in_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    to = Destination("T1", "C1", "1.0", "U1")

    async def keep(store: Store) -> None:
        await store.keep_referral("C9", "2.0", to)

    async def find(store: Store) -> None:
        assert (await store.referral("C9", "2.0"), await store.referral("C9", "3.0")) == (to, None)

    scene(tmp_path / "state", keep)
    scene(tmp_path / "state", find)
    assert stat.S_IMODE((tmp_path / "state" / "slack.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("url", ["mysql://u:p4ss@host/x", "not a url"])
def test_a_database_of_another_kind_is_refused_in_one_line_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match=r"^ONRECORD_DATABASE is no URL.*expected\.$") as refused:
        asyncio.run(open_store(url, tmp_path, owner="one"))
    assert "p4ss" not in str(refused.value)


def test_an_event_that_comes_three_times_is_answered_once(tmp_path: Path) -> None:
    async def play(one: Store, other: Store) -> None:
        log: list[str] = []
        go = asyncio.Event()
        here, there = Intake(one), Intake(other)
        first = asyncio.create_task(here.handle(Told(message(), log, go=go)))
        await until(lambda: "work Ev1" in log)
        await here.handle(Told(message(), log))  # at once: the same process has it in work
        elsewhere = asyncio.create_task(there.handle(Told(message(), log)))
        await asyncio.sleep(0.05)
        go.set()
        await first
        elsewhere.cancel()  # it stands by until the lease ends, and would find it done
        await here.handle(Told(message(), log))
        assert log == ["begin Ev1", "work Ev1", "answered Ev1"]

    scene(tmp_path, play, "one", "other")


def test_a_retry_of_what_truly_failed_is_answered(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def play(store: Store) -> None:
        log: list[str] = []
        intake = Intake(store)
        await intake.handle(Told(message(), log, error=RuntimeError("what was asked in confidence")))
        await intake.handle(Told(message(), log))
        await intake.handle(Told(message(), log))
        assert log == ["begin Ev1", "work Ev1", "failed Ev1", "begin Ev1", "work Ev1", "answered Ev1"]

    with caplog.at_level(logging.INFO):
        scene(tmp_path, play)
    assert "RuntimeError" in caplog.text
    assert "T1/C1 Ev1" in caplog.text
    assert "confidence" not in caplog.text


def test_a_duplicate_takes_over_when_the_process_that_had_it_dies(tmp_path: Path) -> None:
    async def play(dead: Store, store: Store) -> None:
        await dead.claim(message(), now=time.time() - LEASE + 0.3)
        log: list[str] = []
        await Intake(store).handle(Told(message(), log))
        assert log == ["begin Ev1", "work Ev1", "answered Ev1"]

    scene(tmp_path, play, "dead", "one")


def test_a_channel_is_answered_in_order_and_waits_for_no_other_channel(tmp_path: Path) -> None:
    async def play(store: Store) -> None:
        log: list[str] = []
        intake, slow = Intake(store), asyncio.Event()
        questions = [(message("Ev1"), slow), (message("Ev2", ts="1700000000.000200"), None), (message("Ev3", channel="C2"), None)]
        tasks = [asyncio.create_task(intake.handle(Told(one, log, go=go))) for one, go in questions]
        await until(lambda: "answered Ev3" in log)
        assert "begin Ev2" in log  # seen at once, though its turn comes later
        assert "work Ev2" not in log
        slow.set()
        await asyncio.gather(*tasks)
        assert log.index("answered Ev1") < log.index("work Ev2")

    scene(tmp_path, play)


def test_a_later_message_waits_for_an_earlier_one_that_another_process_has(tmp_path: Path) -> None:
    async def play(one: Store, other: Store) -> None:
        log: list[str] = []
        go = asyncio.Event()
        first = asyncio.create_task(Intake(one).handle(Told(message("Ev1"), log, go=go)))
        await until(lambda: "work Ev1" in log)
        second = asyncio.create_task(Intake(other).handle(Told(message("Ev2", ts="1700000000.000200"), log)))
        await asyncio.sleep(0.1)
        go.set()
        await asyncio.gather(first, second)
        assert [line for line in log if "begin" not in line] == ["work Ev1", "answered Ev1", "work Ev2", "answered Ev2"]

    scene(tmp_path, play, "one", "other")


def test_beyond_the_places_the_next_is_told_that_it_is_busy(tmp_path: Path) -> None:
    async def play(store: Store) -> None:
        log: list[str] = []
        intake, go = Intake(store, at_once=1, waiting=1), asyncio.Event()
        tasks = [asyncio.create_task(intake.handle(Told(message(f"Ev{n}", channel=f"C{n}"), log, go=go))) for n in range(3)]
        await until(lambda: any("busy" in line for line in log) and intake.taken == 2)  # who was told so leaves a moment later
        go.set()
        await asyncio.gather(*tasks)
        assert sorted(line.split()[0] for line in log) == ["answered", "answered", "begin", "begin", "busy", "work", "work"]
        assert len(Lanes()) == 0

    scene(tmp_path, play)


def test_what_is_in_work_is_ended_before_it_stops_and_what_is_too_slow_is_told(tmp_path: Path) -> None:
    async def play(store: Store) -> None:
        log: list[str] = []
        intake, soon, never = Intake(store), asyncio.Event(), asyncio.Event()
        await intake.start()
        tasks = [
            asyncio.create_task(intake.handle(Told(message(f"Ev{n}", channel=f"C{n}"), log, go=go))) for n, go in enumerate((soon, never))
        ]
        await until(lambda: log.count("work Ev0") + log.count("work Ev1") == 2)
        asyncio.get_running_loop().call_later(0.05, soon.set)
        await intake.drain(0.3)
        await asyncio.gather(*tasks)
        assert log[-2:] == ["answered Ev0", "failed Ev1"]

    scene(tmp_path, play)


def test_where_the_store_does_not_answer_questions_are_answered_once_all_the_same(tmp_path: Path) -> None:
    async def play(store: Store) -> None:
        (tmp_path / "slack.sqlite").write_bytes(b"no database at all, " * 500)
        log: list[str] = []
        intake = Intake(store)
        await store.close()
        for _ in range(2):
            await intake.handle(Told(message(), log))
        assert log == ["begin Ev1", "work Ev1", "answered Ev1"]

    scene(tmp_path, play)


@pytest.mark.skipif(postgres_server.missing() is not None, reason=str(postgres_server.missing()))
def test_replicas_share_a_postgresql_database(tmp_path: Path) -> None:
    """What the tests above say of a file, on a server: claims, order, posts, referrals, and tables made by two at once."""

    async def play(url: str) -> None:
        one, other = await asyncio.gather(*(open_store(url, tmp_path, owner=owner) for owner in ("one", "other")))
        claims = await asyncio.gather(*(store.claim(message(f"Ev{n}")) for n in range(20) for store in (one, other)))
        assert [sum(claim.ours for claim in claims[n : n + 2]) for n in range(0, 40, 2)] == [1] * 20
        later = message("Ev99", ts="1700000000.000200")
        assert await one.earlier(later) or await other.earlier(later)
        assert sum([len(await store.renew()) for store in (one, other)]) == 20
        await one.keep_post("C1", "2.0", message())
        assert await other.posts("C1", message().ts) == [("C1", "2.0")]
        await one.keep_referral("C9", "2.0", Destination("T1", "C1", "1.0", "U1"))
        assert await other.referral("C9", "2.0") == Destination("T1", "C1", "1.0", "U1")
        assert len(await other.withdraw("C1", message().ts)) == 20
        assert await one.abandoned(now=time.time() + DAY) == []
        await other.prune(now=time.time() + 400 * DAY)
        assert await one.known("C1", message().ts) is False
        for store in (one, other):
            await store.close()

    with postgres_server.running() as url:
        asyncio.run(play(url))


def event(**told: object) -> dict[str, object]:
    return {"event_id": "Ev1", "team_id": "T1", "event": {"type": "message", "channel": "C1", "ts": "1.0", "user": "U1", **told}}


@pytest.mark.parametrize(
    ("told", "ignored"),
    [
        ({}, False),
        ({"subtype": "file_share"}, False),
        ({"bot_id": "B1"}, True),
        ({"user": "UBOT"}, True),
        ({"user": "USLACKBOT"}, True),
        ({"subtype": "channel_join"}, True),
        ({"subtype": "message_changed", "message": {"user": "U1", "ts": "1.0"}}, False),
        ({"subtype": "message_changed", "message": {"user": "UBOT", "bot_id": "B1", "ts": "1.0"}}, True),
        ({"subtype": "message_deleted", "deleted_ts": "1.0", "previous_message": {"user": "UBOT", "bot_id": "B1"}}, True),
    ],
)
def test_only_what_people_say_is_for_us(told: dict[str, object], ignored: bool) -> None:
    assert not_for_us(event(**told), "UBOT") is ignored


def test_edits_and_deletions_are_told_from_unfurled_links() -> None:
    before = {"ts": "1.0", "text": "When?", "user": "U1"}
    edited = change_of(event(subtype="message_changed", ts="2.0", message=before | {"text": "When exactly?"}, previous_message=before))
    assert (edited and (edited.kind, edited.text, edited.message.ts)) == ("edited", "When exactly?", "1.0")
    assert change_of(event(subtype="message_changed", message=before | {"attachments": [{}]}, previous_message=before)) is None
    tomb = {"subtype": "tombstone", "ts": "1.0", "user": "USLACKBOT", "text": "This message was deleted."}
    for gone in (
        event(subtype="message_changed", ts="2.0", message=tomb, previous_message=before),
        event(subtype="message_deleted", ts="2.0", deleted_ts="1.0", previous_message=before),
    ):
        deleted = change_of(gone)
        assert (deleted and (deleted.kind, deleted.message.ts)) == ("deleted", "1.0")
        assert not_for_us(gone, "UBOT") is False
    assert message_of(event(thread_ts="0.5")).thread == "0.5"
