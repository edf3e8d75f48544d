"""The desk: how many questions are in work, how many wait, and what becomes of the rest."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from bot.answer import Question
from bot.chain import Chain
from bot.contract import to_json
from bot.desk import Desk, HeldRecord
from bot.errors import Busy, TooSlow
from bot.events import Event
from bot.opening import open_record
from bot.settings import Settings
from ingest import Embedder, Record, Release, open_embedder
from ingest.passages import searchable, titled_text
from tests.web.conftest import DATA
from tests.web.test_api import same

ASKED = [json.loads(line)["question"] for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()][:16]


class SlowChain:
    """Takes one step a question and then waits until it is let go."""

    def __init__(self) -> None:
        self.began = threading.Semaphore(0)
        self.go, self.steps = threading.Event(), 0

    def stream(self, question: Question) -> Iterator[Event]:
        self.began.release()
        for _ in range(3):
            self.steps += 1
            yield Event("status", step="understand")
            assert self.go.wait(10)


class SteadyRecord:
    """A record that is never outdated."""

    def outdated(self) -> bool:
        return False

    def renew(self) -> None:
        pass

    def close(self) -> None:
        pass


def desk_of(chain: SlowChain, *, at_once: int = 1, waiting: int = 1, seconds: float = 10) -> Desk:
    return Desk(cast(Chain, chain), cast(HeldRecord, SteadyRecord()), at_once=at_once, waiting=waiting, seconds=seconds)


def test_beyond_the_places_the_next_is_sent_away_and_later_let_in() -> None:
    async def scene() -> None:
        chain = SlowChain()
        desk = desk_of(chain)
        first, second = (asyncio.create_task(drained(desk)) for _ in range(2))
        await asyncio.to_thread(chain.began.acquire)
        assert desk.taken == 2
        with pytest.raises(Busy) as sent_away:
            desk.stream(Question("x"))
        assert sent_away.value.seconds == 5
        chain.go.set()
        assert (await first, await second) == (3, 3)
        while desk.taken:
            await asyncio.sleep(0.01)
        assert await drained(desk) == 3
        await asyncio.to_thread(desk.close)

    asyncio.run(scene())


def test_an_answer_that_takes_too_long_is_given_up_and_its_work_ends() -> None:
    async def scene() -> None:
        chain = SlowChain()
        desk = desk_of(chain, seconds=0.2)
        with pytest.raises(TooSlow, match=r"longer than 0\.2 s"):
            await drained(desk)
        chain.go.set()
        while desk.taken:
            await asyncio.sleep(0.01)
        assert chain.steps == 2  # the step it was in, and the one at which it saw that nobody waits any more
        await asyncio.to_thread(desk.close)

    asyncio.run(scene())


async def drained(desk: Desk) -> int:
    return len([event async for event in desk.stream(Question("x"))])


def test_questions_asked_at_once_get_the_answers_they_get_alone(settings: Settings) -> None:
    record = open_record(settings, kind=HeldRecord)
    chain = Chain(record, open_embedder(), settings)
    alone = [chain.ask(Question(question)) for question in ASKED]

    async def scene() -> list[Any]:
        desk = Desk(chain, record, at_once=4, waiting=100, seconds=60)
        answers = await asyncio.gather(*(desk.ask(Question(question)) for question in ASKED * 2))
        await asyncio.to_thread(desk.close)
        return answers

    together = asyncio.run(scene())
    assert [same(to_json(answer)) for answer in together] == [same(to_json(answer)) for answer in alone * 2]


def test_what_is_put_on_record_meanwhile_is_read_by_the_next_answer_and_by_none_in_work(
    a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder
) -> None:
    folder = a_record(a_release("The plant makes 1,850 valves a day.")).folder

    def write_another() -> None:
        later = a_release("The plant makes 2,400 valves a day.", headline="Orvex grows", day="2025-06-01")
        record = Record(folder)
        with record.writing():
            record.begin()
            record.add(later, {"/r/later.md": "0" * 64}, embedder.embed([titled_text(later, s) for _, s in searchable(later)]))
            record.commit()

    async def scene() -> tuple[list[int], int]:
        record = HeldRecord(folder)
        desk = Desk(Chain(record, embedder, Settings(store=folder)), record, at_once=2, waiting=2, seconds=30)

        def counted(chain: Chain) -> list[int]:
            before = len(chain.record.rows())
            write_another()
            chain.record.refresh()
            return [before, len(chain.record.rows())]

        during = await desk.read(counted)
        after = await desk.read(lambda chain: len(chain.record.rows()))
        await asyncio.to_thread(desk.close)
        return during, after

    assert asyncio.run(scene()) == ([1, 1], 2)
