"""One reply in a thread: streamed as it comes about where the workspace allows it, else posted whole; a stream that expired is updated."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.events import Event
from bot.slack.intake import Message
from bot.slack.intake.faults import kind, slack_name
from bot.slack.intake.patience import UNREACHABLE
from bot.slack.limits import fits, parted
from bot.slack.rich import Block

TRIES = 4  # at a message whose stream was not ended
PAUSE = 0.2  # seconds without an event, after which what has come so far is shown
log = logging.getLogger("onrecord.slack")


class Reply:
    """The messages that answer one question: ``post`` posts one in its thread, ``keep`` runs what gives the ts of one and remembers it."""

    def __init__(
        self,
        client: AsyncWebClient,
        message: Message,
        *,
        post: Callable[..., Awaitable[None]],
        keep: Callable[[Coroutine[Any, Any, str]], Awaitable[str]],
        replaces: tuple[str, ...] = (),
    ) -> None:
        self._client, self._message, self._post, self._keep, self._replaces = client, message, post, keep, replaces
        self._blocks: list[Block] = []
        self._streamed = 0  # of the blocks
        self._ts: str | None = None  # of the stream
        self._may_stream = not replaces  # until Slack says otherwise

    async def show(self, blocks: Sequence[Block]) -> None:
        """Stream more of the reply; what cannot be streamed is kept for the end."""
        self._blocks += blocks
        if not self._may_stream or not fits(self._blocks):
            return
        chunks = [{"type": "blocks", "blocks": self._blocks[self._streamed :]}]
        try:
            if self._ts is None:
                self._ts = await self._keep(self._start(chunks))
            else:
                await self._client.chat_appendStream(channel=self._message.channel, ts=self._ts, chunks=chunks)
            self._streamed = len(self._blocks)
        except (SlackApiError, *UNREACHABLE) as error:
            self._may_stream = False
            log.info("not streamed: %s", kind(error))

    async def finish(self, blocks: Sequence[Block], tail: Sequence[Block], text: str, *, together: int = 1) -> None:
        """The rest of the reply and what stands at its end, in as many messages as it takes; ``together`` of the blocks are shown at once."""
        if self._ts is None:
            await self.show(blocks[:together])
            blocks = blocks[together:]
        first, *more = parted([*self._blocks, *blocks, *tail])
        if self._replaces:
            await self._update(self._replaces[0], text, first)
        elif self._ts is None:
            await self._post(text=text, blocks=first)
        elif not (self._may_stream and await self._stopped(first[self._streamed :])):
            await self._update(self._ts, text, first)
        for page in more:
            await self._post(text=text, blocks=page)
        for old in self._replaces[1:]:
            await self._client.chat_delete(channel=self._message.channel, ts=old)

    async def _start(self, chunks: Sequence[dict[str, Any]]) -> str:
        message = self._message
        made = await self._client.chat_startStream(
            channel=message.channel,
            thread_ts=message.thread,
            recipient_team_id=message.team or None,
            recipient_user_id=message.user or None,
            chunks=chunks,
        )
        return str(made["ts"])

    async def _stopped(self, blocks: Sequence[Block]) -> bool:
        """True where the stream was ended with these blocks."""
        try:
            await self._client.chat_stopStream(channel=self._message.channel, ts=str(self._ts), blocks=list(blocks) or None)
        except (SlackApiError, *UNREACHABLE) as error:
            log.info("the stream could not be ended: %s", kind(error))
            return False
        return True

    async def _update(self, ts: str, text: str, blocks: Sequence[Block]) -> None:
        """Put the blocks in the place of a message; a stream that is still open there is ended first."""
        for left in reversed(range(TRIES)):
            try:
                await self._client.chat_update(channel=self._message.channel, ts=ts, text=text, blocks=list(blocks))
                return
            except SlackApiError as error:
                if not left or slack_name(error) != "streaming_state_conflict":
                    raise
                await self._stopped([])


async def batches(events: AsyncIterator[Event], pause: float = PAUSE) -> AsyncIterator[list[Event]]:
    """The events in lists: those that came within ``pause`` seconds of one another."""
    batch: list[Event] = []
    coming: asyncio.Task[Event | None] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(_next(events))
            done, _ = await asyncio.wait({coming}, timeout=pause if batch else None)
            if not done:
                yield batch
                batch = []
                continue
            event, coming = coming.result(), None
            if event is None:
                break
            batch.append(event)
        if batch:
            yield batch
    finally:
        if coming:
            coming.cancel()


async def _next(events: AsyncIterator[Event]) -> Event | None:
    return await anext(events, None)
