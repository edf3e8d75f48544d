"""Where questions wait for their turn: a bounded number is in work, a bounded number waits, the rest is sent away.

An answer is made in a thread (the chain is synchronous). What another process has put on record is read in between
answers only, so that each rests on one state of the record from end to end.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from threading import Condition
from threading import Event as Flag
from typing import TypeVar
from uuid import uuid4

from bot.answer import Answer, Question
from bot.chain import Chain
from bot.errors import Busy, TooSlow
from bot.events import Event
from bot.watch.telling import count
from ingest import Record

T = TypeVar("T")
COME_BACK = 5  # seconds: the line of waiting questions is done by then


class HeldRecord(Record):
    """A record that many threads read at once: it is renewed between answers, never below one."""

    def refresh(self) -> None:
        """Do nothing: the desk calls ``renew`` when nobody reads."""

    def renew(self) -> None:
        """Read again what another process has written since."""
        super().refresh()


class Desk:
    """Makes at most ``at_once`` answers at a time; ``waiting`` more may stand in line."""

    def __init__(self, chain: Chain, record: HeldRecord, *, at_once: int, waiting: int, seconds: float) -> None:
        self.chain, self.record = chain, record
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="answer")
        self._places, self._taken, self._seconds = at_once + waiting, 0, seconds
        self._turn, self._readers = Condition(), 0

    @property
    def taken(self) -> int:
        """How many places are taken: answers in work and questions that wait."""
        return self._taken

    def close(self) -> None:
        """Let what is in work end, and let go of the files."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.record.close()

    async def ask(self, question: Question, *, surface: str | None = None) -> Answer:
        """The whole answer; Busy where every place is taken."""
        async for event in self.stream(question, surface=surface):
            if event.answer is not None:
                return event.answer
        raise RuntimeError("the chain ended without an answer")

    def stream(self, question: Question, *, surface: str | None = None) -> AsyncIterator[Event]:
        """The answer as it comes about; Busy at once where every place is taken.

        It follows on its thread where we issued that, else a new one is begun; a ``surface`` names threads of its own.
        """
        if surface is not None:
            chain = self.chain.at(surface)
            return self._produced(lambda: chain.stream(question))
        return self._produced(lambda: self.chain.stream(self._in_thread(question)))

    async def read(self, reading: Callable[[Chain], T]) -> T:
        """What ``reading`` gives, run in a thread like an answer."""
        async for found in self._produced(lambda: iter([reading(self.chain)])):
            return found
        raise RuntimeError("nothing was read")

    def _produced(self, produce: Callable[[], Iterator[T]]) -> AsyncIterator[T]:
        if self._taken >= self._places:
            count("turned_away")
            raise Busy(COME_BACK)
        self._take(1)
        loop, gone = asyncio.get_running_loop(), Flag()
        line: asyncio.Queue[T | Exception | None] = asyncio.Queue()

        def tell(item: T | Exception | None) -> None:
            loop.call_soon_threadsafe(line.put_nowait, item)

        def work() -> None:
            try:
                with self._reading():
                    for item in () if gone.is_set() else produce():
                        tell(item)
                        if gone.is_set():
                            break
                tell(None)
            except Exception as error:  # whatever it is, the one who asked is told
                tell(error)
            finally:
                loop.call_soon_threadsafe(self._take, -1)

        loop.run_in_executor(self._pool, copy_context().run, work)
        return self._told(line, gone)

    async def _told(self, line: asyncio.Queue[T | Exception | None], gone: Flag) -> AsyncIterator[T]:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._seconds
        try:
            while (item := await asyncio.wait_for(line.get(), until - loop.time())) is not None:
                if isinstance(item, Exception):
                    raise item
                yield item
        except TimeoutError as error:
            raise TooSlow(self._seconds) from error
        finally:
            gone.set()

    def _in_thread(self, question: Question) -> Question:
        """The question in its thread where that is known to its audience, else in a new one, whose name nobody can guess."""
        known = question.thread is not None and self.chain.remembers(question.thread, question.audience)
        return question if known else replace(question, thread=uuid4().hex)

    def _take(self, places: int) -> None:
        self._taken += places
        count("places", taken=self._taken)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Read with others; where something new was put on record, newcomers wait until nobody reads, and then renew it."""
        with self._turn:
            while self.record.outdated() and self._readers:
                self._turn.wait()
            self.record.renew()
            self._readers += 1
        try:
            yield
        finally:
            with self._turn:
                self._readers -= 1
                self._turn.notify_all()
