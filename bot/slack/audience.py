"""Who is asking: by user group and channel; guests and channels shared with other companies are investors."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Audience
from bot.slack.settings import People

MOST = 20_000  # of these, before all are asked for anew
KEPT = 300.0  # seconds for which what Slack said of a person, group or channel is believed
log = logging.getLogger("onrecord.slack")


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and where; ``outside`` is a channel that Slack said is shared with another company."""

    client: AsyncWebClient
    user: str
    team: str
    channel: str | None = None  # None where only the person sees the answer
    outside: bool = False


class Directory:
    """What the workspace says of people and channels, asked once in a while."""

    def __init__(self, people: Callable[[], Awaitable[People]]) -> None:
        self._people = people
        self._kept: dict[tuple[str, ...], tuple[float, Any]] = {}
        self._asking: dict[tuple[str, ...], asyncio.Lock] = {}

    async def audience(self, asking: Asking) -> Audience:
        """The audience that an answer there is made for; sales, who may be told least, goes before staff."""
        people = await self._people()
        if not (people.staff or people.sales or people.staff_channels or people.sales_channels):
            return "investor"
        try:
            if asking.outside or await self._guest(asking) or await self._shared(asking):
                return "investor"
            groups = await self._groups(asking, people)
        except SlackClientError as error:
            log.warning("who is asking could not be learnt (%s); the answer is made for those who may be told least", _named(error))
            return "sales" if people.sales or people.sales_channels else "investor"
        if groups & set(people.sales) or asking.channel in people.sales_channels:
            return "sales"
        return "staff" if groups & set(people.staff) or asking.channel in people.staff_channels else "investor"

    async def _guest(self, asking: Asking) -> bool:
        """True for guests, strangers, people of other workspaces, and bots."""
        return bool(await self._once(("user", asking.team, asking.user), lambda: _guest(asking)))

    async def _shared(self, asking: Asking) -> bool:
        """True for a channel that people of another company read."""
        if asking.channel is None or asking.channel.startswith("D"):
            return False
        return bool(await self._once(("channel", asking.team, asking.channel), lambda: _shared(asking)))

    async def _groups(self, asking: Asking, people: People) -> set[str]:
        """The user groups named in the settings that the person belongs to."""
        named = list(dict.fromkeys((*people.staff, *people.sales)))
        members = [await self._once(("group", asking.team, group), lambda group=group: _members(asking, group)) for group in named]  # type: ignore[misc]
        return {group for group, users in zip(named, members, strict=True) if asking.user in users}

    async def _once(self, key: tuple[str, ...], ask: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - Slack's JSON
        if len(self._kept) > MOST:
            self._kept.clear()
            self._asking.clear()
        async with self._asking.setdefault(key, asyncio.Lock()):
            told = self._kept.get(key)
            if told is None or time.monotonic() - told[0] > KEPT:
                told = self._kept[key] = (time.monotonic(), await ask())
            return told[1]


async def _guest(asking: Asking) -> bool:
    user = (await asking.client.users_info(user=asking.user))["user"]
    other = user.get("team_id") not in (None, asking.team) and not user.get("enterprise_user")
    return bool(other or any(user.get(key) for key in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")))


async def _shared(asking: Asking) -> bool:
    channel = (await asking.client.conversations_info(channel=str(asking.channel)))["channel"]
    return any(channel.get(key) for key in ("is_ext_shared", "is_pending_ext_shared", "pending_shared"))


async def _members(asking: Asking, group: str) -> frozenset[str]:
    return frozenset((await asking.client.usergroups_users_list(usergroup=group))["users"])


def _named(error: SlackClientError) -> str:
    response = getattr(error, "response", None)
    return str(response.get("error") if response is not None else type(error).__name__)
