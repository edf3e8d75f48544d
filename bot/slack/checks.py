"""Checking drafts: the modal of /check, the shortcut on a message, and "check: ..." by mention."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Busy, TooSlow
from bot.slack.audience import Asking
from bot.slack.drafts import checked, verdict_blocks
from bot.slack.errand import Errand
from bot.slack.limits import parted
from bot.slack.markup import spoken
from bot.slack.modals import modal, opened_with, waiting
from bot.slack.rich import Block, paragraph
from bot.slack.state import SlackState
from ingest import ReadError
from prompts import text

Body = dict[str, Any]
BY_MENTION = re.compile(r"(?:/check\b:?|check(?:\s+\w+){0,3}:)\s*(.*)", re.IGNORECASE | re.DOTALL)


def listen(app: AsyncApp, here: SlackState) -> None:
    """Take drafts."""

    @app.view("check_draft")
    async def submitted(ack: AsyncAck, body: Body, view: Body, client: AsyncWebClient) -> None:
        await ack(response_action="update", view=waiting(text("slack_check"), callback_id="checked"))
        asking = Asking(client, body["user"]["id"], body["team"]["id"], view["private_metadata"] or None)
        blocks = await found(here, asking, view["state"]["values"]["draft"]["draft"]["value"] or "")
        async with here.intake.guarded(None, where="check"):
            await client.views_update(view_id=view["id"], view=modal(text("slack_check"), blocks, callback_id="checked"))

    @app.shortcut("check_message")
    async def message(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        asking = Asking(client, body["user"]["id"], body["team"]["id"], body["channel"]["id"])

        async def fill() -> list[Block]:
            return await found(here, asking, spoken(body["message"].get("text", "")))

        async with here.intake.guarded(None, where="check"):
            await opened_with(client, body["trigger_id"], text("slack_check"), fill, callback_id="checked")


async def found(here: SlackState, asking: Asking, draft: str) -> list[Block]:
    """The verdicts as blocks, for staff; whatever goes wrong is told in their place, and none of the draft with it."""
    blocks = [paragraph(text("slack_check_refused"))]

    async def fail(fault: str) -> None:
        blocks[:] = [paragraph(text("slack_fault", fault=fault))]

    async with here.intake.guarded(fail, where="check"):
        if await here.directory.audience(asking) == "staff":
            try:
                blocks = verdict_blocks(await checked(here.desk, draft, here.settings.checker), here.base)
            except (Busy, TooSlow, ReadError) as error:
                blocks = [paragraph(str(error))]
    return blocks


def drafted(said: str) -> str | None:
    """The draft of a message that asks to check one; None for any other."""
    asked = BY_MENTION.fullmatch(said)
    return asked[1].strip() if asked else None


class DraftErrand(Errand):
    """A draft by mention: in a direct message told in its thread, in a channel so that only the person sees it."""

    async def work(self, replaces: tuple[str, ...] = ()) -> None:
        """Tell the verdicts."""
        message, draft = self.message, self._asked.question
        asking = Asking(self.client, message.user, message.team, message.channel, self._asked.outside)
        blocks = await found(self._here, asking, draft) if draft else [paragraph(text("slack_check_usage"))]
        for page in parted(blocks):
            if message.channel.startswith("D"):
                await self._post(text=text("slack_check"), blocks=page)
            else:
                await self.client.chat_postEphemeral(
                    channel=message.channel, user=message.user, thread_ts=message.thread, text=text("slack_check"), blocks=page
                )
        await self._status("")
