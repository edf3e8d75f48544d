"""What a reader thinks of an answer: helpful or not, and, if they like, why it was not."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errand import asker
from bot.slack.modals import View, modal
from bot.slack.private import says
from bot.slack.rich import plain
from bot.slack.state import SlackState
from prompts import text

Body = dict[str, Any]
LONGEST = 1_000  # characters of a comment, as on the web


def listen(app: AsyncApp, here: SlackState) -> None:
    """Take opinions; one that is given stands, whatever becomes of the question why."""

    async def note(body: Body, answer_id: str, *, helpful: bool, comment: str | None = None) -> None:
        who = asker(body["team"]["id"], body["user"]["id"])
        await asyncio.to_thread(here.desk.chain.journal.feedback, answer_id, helpful=helpful, comment=comment, asker=who)

    @app.action("feedback")
    async def given(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        opinion, answer_id = action["value"].split(":", 1)
        await note(body, answer_id, helpful=opinion == "helpful")
        async with here.intake.guarded(None, where="feedback"):
            if opinion == "unhelpful":
                await client.views_open(trigger_id=body["trigger_id"], view=why(answer_id))
        async with here.intake.guarded(None, where="feedback"):
            await says(respond, text("slack_thanks"))

    @app.view("why")
    async def explained(ack: AsyncAck, body: Body, view: Body) -> None:
        await ack()
        if comment := view["state"]["values"]["why"]["why"]["value"]:
            await note(body, view["private_metadata"], helpful=False, comment=comment)


def why(answer_id: str) -> View:
    """The modal that asks why; who closes it has said enough."""
    field = {"type": "plain_text_input", "action_id": "why", "multiline": True, "max_length": LONGEST, "focus_on_load": True}
    asked = {"type": "input", "block_id": "why", "element": field, "optional": True}
    asked |= {"label": plain(text("slack_why")), "hint": plain(text("slack_why_hint"))}
    return modal(text("slack_unhelpful"), [asked], callback_id="why", submit=text("slack_why_send"), metadata=answer_id)
