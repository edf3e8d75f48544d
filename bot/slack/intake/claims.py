"""Which messages this process has taken: claimed in the store, held by a heartbeat, and let go of in the end."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from itertools import count

from bot.errors import DatabaseError
from bot.slack.intake import faults
from bot.slack.intake.message import Message
from bot.slack.intake.store import Claim, State, Store

HEARTBEAT = 10.0  # seconds: a third of a claim's lease
PRUNING = 360  # heartbeats: an hour
REMEMBERED = 5_000  # messages that are over: the store knows them, too, but it may not answer


class Claims:
    """The claims of one process; ``lost`` is told of each that was withdrawn elsewhere, ``interrupted`` of what dead processes left behind."""

    def __init__(
        self,
        store: Store,
        *,
        lost: Callable[[str], None],
        interrupted: Callable[[Message], Awaitable[None]] | None,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        self.held: dict[str, Message] = {}
        self._store, self._lost, self._interrupted, self._seconds = store, lost, interrupted, heartbeat
        self._over: OrderedDict[str, None] = OrderedDict()
        self._heart: asyncio.Task[None] | None = None

    def over(self, key: str) -> bool:
        """True where this process has done with a message."""
        return key in self._over

    async def take(self, message: Message) -> Claim:
        """Claim a message; where the store does not answer, what this process remembers has to do."""
        try:
            claim = await self._store.claim(message)
        except DatabaseError as error:
            faults.note(error, message.where)
            claim = Claim(ours=True)
        if claim.ours:
            self.held[message.key] = message
        return claim

    async def finish(self, message: Message, state: State) -> bool:
        """Say what became of a message; False where it is not ours any more."""
        if self.held.pop(message.key, None) is None:
            return True  # it was never claimed: the store knows nothing of it
        if state == "done":
            self._over[message.key] = None
            if len(self._over) > REMEMBERED:
                self._over.popitem(last=False)
        with faults.noted(message.where):
            return await self._store.finish(message.key, state)
        return True

    def start(self) -> None:
        """Begin to hold on to claims, and to look after those of processes that died."""
        self._heart = asyncio.create_task(self._beat())

    async def stop(self) -> None:
        """End the heartbeat."""
        if self._heart:
            self._heart.cancel()
            await asyncio.wait([self._heart])

    async def _beat(self) -> None:
        for beat in count():
            with faults.noted("the intake's heartbeat"):
                await self._look_after()
                if beat % PRUNING == 0:
                    await self._store.prune()
            await asyncio.sleep(self._seconds)

    async def _look_after(self) -> None:
        before = set(self.held)
        kept = await self._store.renew()
        for key in before & set(self.held) - kept:
            self._lost(key)
        for message in await self._store.abandoned() if self._interrupted else ():
            with faults.noted(message.where):
                await self._interrupted(message)  # type: ignore[misc]
