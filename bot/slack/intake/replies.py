"""What we posted about a message: remembered, so that it follows when the message is edited or deleted."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.intake import faults
from bot.slack.intake.message import Message
from bot.slack.intake.store import Store

GONE = {"message_not_found", "channel_not_found"}


class Replies:
    """Our replies to messages, in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._posting: defaultdict[str, set[asyncio.Task[str]]] = defaultdict(set)

    async def post(self, message: Message, post: Coroutine[Any, Any, str], *, channel: str | None = None) -> str:
        """Run ``post``, which gives the ts of what it posts, to its end, though the work on ``message`` be stopped meanwhile."""
        task = asyncio.create_task(self._remembered(message, post, channel or message.channel))
        tasks = self._posting[message.key]
        tasks.add(task)
        try:
            return await asyncio.shield(task)
        finally:
            if task.done():
                tasks.discard(task)

    async def settle(self, message: Message) -> None:
        """Wait for what is still being posted."""
        if tasks := self._posting.pop(message.key, None):
            await asyncio.wait(tasks)

    async def standing(self, message: Message) -> tuple[str, ...]:
        """The ts of our replies to a message."""
        with faults.noted(message.where):
            return tuple(ts for _, ts in await self._store.posts(message.channel, message.ts))
        return ()

    async def remove(self, client: AsyncWebClient, channel: str, ts: str, *, key: str | None = None) -> None:
        """Delete our replies to a message, or those of one delivery of it."""
        for where, post in await self._store.posts(channel, ts, key=key):
            try:
                await client.chat_delete(channel=where, ts=post)
            except SlackApiError as error:
                if faults.slack_name(error) not in GONE:
                    raise
            await self._store.forget_post(where, post)

    async def _remembered(self, message: Message, post: Coroutine[Any, Any, str], channel: str) -> str:
        ts = await post
        with faults.noted(message.where):
            await self._store.keep_post(channel, ts, message)
        return ts
