"""What the buttons below an answer do: show its words or all of it, share it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import passages
from bot.slack.audience import Asking
from bot.slack.errand import Asked, Errand
from bot.slack.intake import Message, post_once
from bot.slack.modals import opened_with
from bot.slack.private import failing, says, told_before
from bot.slack.render import answer_blocks
from bot.slack.rich import Block, cut, escaped, rich, section, words
from bot.slack.state import SlackState
from prompts import text

Body = dict[str, Any]
CLOSED = {"not_in_channel", "channel_not_found", "is_archived"}  # where the app may not post


def listen(app: AsyncApp, here: SlackState) -> None:
    """Take the buttons."""

    @app.action("show_words")
    async def show(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()

        async def fill() -> list[Block]:
            return await here.desk.read(lambda chain: passages.shown(chain.record, action["value"], here.base))

        async with here.intake.guarded(failing(respond), where="show_words"):
            await opened_with(client, body["trigger_id"], text("slack_words"), fill, callback_id="words")

    @app.action("show_all")
    async def show_all(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()

        async def fill() -> list[Block]:
            asking = Asking(client, body["user"]["id"], body["team"]["id"], body["channel"]["id"])
            return answer_blocks(await told_before(here, asking, action["value"]), here.base)

        async with here.intake.guarded(failing(respond), where="show_all"):
            await opened_with(client, body["trigger_id"], text("slack_whole"), fill, callback_id="whole")

    @app.action("share")
    async def share(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        async with here.intake.guarded(failing(respond), where=body["channel"]["id"]):
            await shared(here, client, body, action["value"], respond)


async def shared(here: SlackState, client: AsyncWebClient, body: Body, question: str, respond: AsyncRespond) -> None:
    """Put an answer where all of a conversation see it, made anew for those who read there."""
    user, channel = body["user"], body["channel"]["id"]
    heading = rich(section({"type": "user", "user_id": user["id"]}, words(" " + text("slack_shared", question=cut(question, 1_000)))))
    try:
        told = escaped(cut(question, 1_000))
        ts = await post_once(client, key=f"share/{uuid4().hex}", channel=channel, text=told, blocks=[heading])
    except SlackApiError as error:
        if error.response.get("error") not in CLOSED:
            raise
        await says(respond, text("slack_share_refused"))
        return
    message = Message(key=f"share/{ts}", team=body["team"]["id"], channel=channel, ts=ts, thread=ts, user=user["id"])
    await Errand(here, client, message, Asked(question, heading=(heading,))).work((ts,))
    await says(respond, text("slack_share_done"))
