"""Every question is answered once, in the order of its channel, or told at once that there is no place; none is left without a reply."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.intake import faults
from bot.slack.intake.claims import HEARTBEAT, Claims
from bot.slack.intake.lanes import Lanes, Place
from bot.slack.intake.message import Message
from bot.slack.intake.replies import Replies
from bot.slack.intake.store import Claim, State, Store

AT_ONCE = 8  # answers in work in one process; most of their time they wait for Slack, or for a place at the desk
WAITING = 200  # questions that may wait; the next is told so. Two cores answer as many in less than a minute
OTHERS = 20.0  # seconds that a message waits at most for an earlier one that another process has in work
BEGINNING = 3.0  # seconds that an answer waits at most until its beginning is shown: an answer that is ready need not be announced


class Errand(Protocol):
    """What is to be done about one message; it knows its channel and how to speak there."""

    message: Message
    client: AsyncWebClient

    async def begin(self) -> None:
        """Show at once that it was heard, before it has its turn."""

    async def work(self, replaces: tuple[str, ...]) -> None:
        """Answer; ``replaces`` are the ts of our earlier replies to this message, whose place the answer takes."""

    async def busy(self) -> None:
        """Say that there is no place just now."""

    async def fail(self, fault: str) -> None:
        """Say that something went wrong, with the id that the log has, too."""


class Intake:
    """Takes messages in for one process; the store tells it what the others have taken."""

    def __init__(
        self,
        store: Store,
        *,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        interrupted: Callable[[Message], Awaitable[None]] | None = None,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        """``interrupted`` is called with a message over which another process died, so that whoever asked is told."""
        self.store, self._places = store, at_once + waiting
        self._claims = Claims(store, lost=self._give_up, interrupted=interrupted, heartbeat=heartbeat)
        self._replies, self._lanes, self._at_once = Replies(store), Lanes(), asyncio.Semaphore(at_once)
        self._tasks: dict[str, asyncio.Task[Claim]] = {}
        self._withdrawn: set[str] = set()
        self._stopping = False

    @property
    def taken(self) -> int:
        """Messages in work here, or waiting for it."""
        return len(self._claims.held)

    async def start(self) -> None:
        """Begin to hold on to what is taken, and to look after what processes that died have left."""
        self._claims.start()

    async def drain(self, seconds: float) -> None:
        """End what is in work or waits, for so long; what is left then is given up, and told so. Nobody is to call ``handle`` any more."""
        self._stopping = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=seconds)
            for task in late:
                task.cancel()
        while self._tasks:
            await asyncio.sleep(0.02)
        await self._claims.stop()

    async def handle(self, errand: Errand) -> None:
        """See to a message, unless somebody does or did; never raises."""
        key = errand.message.key
        if key in self._tasks or self._claims.over(key):
            return
        place = self._lanes.enter(errand.message.channel)
        task = self._tasks[key] = asyncio.create_task(self._see_to(errand, place))
        try:
            await asyncio.wait([task])
            if key in self._claims.held or _error(task):
                await self._settle(errand, task)
        finally:
            place.leave()
            del self._tasks[key]
        if not _error(task) and (until := task.result().until):
            await asyncio.sleep(max(0.1, until - time.time()))
            if not self._stopping:
                await self.handle(errand)  # it was in work elsewhere: done by now, still in work, or left behind by a process that died

    async def revise(self, errand: Errand) -> None:
        """A message that we took was edited: answer it anew, in place of its answer or of the work on it."""
        message = errand.message
        async with self.guarded(errand.fail, where=message.where):
            if await self.store.known(message.channel, message.ts):
                for key in await self._stop(message.channel, message.ts):
                    await self._replies.remove(errand.client, message.channel, message.ts, key=key)
                await self.handle(errand)

    async def withdraw(self, client: AsyncWebClient, channel: str, ts: str) -> None:
        """A message was deleted: stop the work on it, and delete our replies to it."""
        async with self.guarded(None, where=channel):
            await self._stop(channel, ts)
            await self._replies.remove(client, channel, ts)

    async def post(self, message: Message, post: Coroutine[Any, Any, str], *, channel: str | None = None) -> str:
        """Run ``post``, which gives the ts of our reply, and remember that it answers ``message``, whatever becomes of that meanwhile."""
        return await self._replies.post(message, post, channel=channel)

    @asynccontextmanager
    async def guarded(self, fail: Callable[[str], Awaitable[None]] | None, *, where: str) -> AsyncIterator[None]:
        """Around anything that is no question: what goes wrong is logged with an id, and told by ``fail``."""
        try:
            yield
        except Exception as error:
            fault = faults.note(error, where)
            if fail:
                with faults.noted(where):
                    await fail(fault)

    async def _see_to(self, errand: Errand, place: Place) -> Claim:
        message = errand.message
        claim = await self._claims.take(message)
        if not claim.ours:
            return claim
        if self.taken > self._places:
            await errand.busy()
            return claim
        beginning = asyncio.create_task(_begin(errand))
        try:
            await place.turn()
            await self._after_others(message)
            async with self._at_once:
                await asyncio.wait([beginning], timeout=BEGINNING)
                beginning.cancel()
                await errand.work(await self._replies.standing(message))
        finally:
            beginning.cancel()
        return claim

    async def _settle(self, errand: Errand, task: asyncio.Task[Claim]) -> None:
        """Tell the store what became of a message, and whoever asked where it went wrong."""
        message, error = errand.message, _error(task)
        withdrawn = message.key in self._withdrawn
        self._withdrawn.discard(message.key)
        await self._replies.settle(message)
        state: State = "withdrawn" if withdrawn else "failed" if error else "done"
        ours = await self._claims.finish(message, state)
        with faults.noted(message.where):
            if withdrawn or not ours:
                await self._replies.remove(errand.client, message.channel, message.ts, key=message.key)
            elif error:
                await errand.fail(faults.note(error, message.where))

    async def _after_others(self, message: Message) -> None:
        """Let what stands before in the channel, and is in work in another process, be answered first."""
        late = time.monotonic() + OTHERS
        with faults.noted(message.where):
            while time.monotonic() < late and await self.store.earlier(message):
                await asyncio.sleep(0.25)

    async def _stop(self, channel: str, ts: str) -> set[str]:
        """Stop the work on a message here, and have it stopped elsewhere; gives the keys under which it was in work there."""
        for key in [key for key, message in self._claims.held.items() if (message.channel, message.ts) == (channel, ts)]:
            self._give_up(key)
            while key in self._tasks:
                await asyncio.sleep(0.01)
        return await self.store.withdraw(channel, ts)

    def _give_up(self, key: str) -> None:
        self._withdrawn.add(key)
        self._tasks[key].cancel()


async def _begin(errand: Errand) -> None:
    with faults.noted(errand.message.where):
        await errand.begin()


def _error(task: asyncio.Task[Claim]) -> BaseException | None:
    return asyncio.CancelledError("stopped") if task.cancelled() else task.exception()
