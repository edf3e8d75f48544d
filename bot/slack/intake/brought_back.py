"""A person's reply below a referral, brought back into the asker's thread with the person's name."""

from __future__ import annotations

import re

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.intake import faults
from bot.slack.intake.intake import Intake
from bot.slack.intake.message import Body, Message
from bot.slack.intake.posting import post_once
from bot.slack.intake.store import Destination
from bot.slack.rich import Block, escaped, rich, section, words
from prompts import text

ASIDE = "//"  # what a reply begins with that stays in the channel
LONGEST = 2_900  # characters of a section's text, of 3,000
CALLS = re.compile(r"<!(?:subteam\^)?([^|>]*)(?:\|([^>]*))?>")  # <!here>, <!subteam^S1|@group>, <!date^...|fallback>


class BroughtBack:
    """The errand that a person's reply is: posted in the asker's thread, updated where it was edited."""

    def __init__(self, intake: Intake, client: AsyncWebClient, message: Message, to: Destination, body: Body) -> None:
        said = body["event"].get("message") or body["event"]
        self.message, self.client = message, client
        self._intake, self._to = intake, to
        self._said, self._files = str(said.get("text") or ""), bool(said.get("files"))

    async def begin(self) -> None:
        """Nothing is shown: it takes no time."""

    async def work(self, replaces: tuple[str, ...]) -> None:
        """Post or update; what begins with // stays where it is."""
        if self._said.startswith(ASIDE) or not self._said.strip():
            return
        name = text("slack_ir_replied", name=await self._name())
        told, blocks, to = f"{escaped(name)}: {harmless(self._said)}"[:LONGEST], reply_blocks(name, self._said), self._to
        if replaces:
            await self.client.chat_update(channel=to.channel, ts=replaces[0], text=told, blocks=blocks)
            return
        post = post_once(
            self.client, key=self.message.key, channel=to.channel, thread_ts=to.thread, text=told, blocks=blocks, unfurl_links=False
        )
        await self._intake.post(self.message, post, channel=to.channel)
        await self._tell(text("slack_ir_delivered_alone" if self._files else "slack_ir_delivered"))

    async def busy(self) -> None:
        """Say that it did not go through for want of room."""
        await self._tell(text("slack_busy"))

    async def fail(self, fault: str) -> None:
        """Say that it did not go through."""
        await self._tell(text("slack_ir_undelivered", fault=fault))

    async def _tell(self, told: str) -> None:
        """Tell the one who replied, and nobody else; that this may fail harms nothing."""
        at = self.message
        with faults.noted(at.where):
            await self.client.chat_postEphemeral(channel=at.channel, user=at.user, thread_ts=at.thread, text=told)

    async def _name(self) -> str:
        try:
            user = (await self.client.users_info(user=self.message.user))["user"]
        except SlackApiError as error:
            faults.note(error, self.message.where)
            return text("slack_ir_somebody")
        profile = user.get("profile") or {}
        return str(profile.get("real_name") or user.get("real_name") or user.get("name") or text("slack_ir_somebody"))


def reply_blocks(name: str, said: str) -> list[Block]:
    """The name, then the words as they were written, in as many sections as they take."""
    told = harmless(said)
    parts = [told[start : start + LONGEST] for start in range(0, len(told), LONGEST)]
    return [
        rich(section(words(name, bold=True))),
        *({"type": "section", "text": {"type": "mrkdwn", "text": part, "verbatim": True}} for part in parts),
    ]


def harmless(said: str) -> str:
    """A person's words without what calls whole channels or groups: ``@here`` stays as a word."""
    return CALLS.sub(lambda found: found[2] or f"@{found[1].split('^')[0]}", said)
