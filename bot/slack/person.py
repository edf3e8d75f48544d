"""The button that asks a person: question, answer and evidence go to the channel of investor relations."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Answer, Question
from bot.errors import BotError
from bot.slack.audience import Asking
from bot.slack.intake import Destination
from bot.slack.intake.ask_ir import Referral
from bot.slack.private import failing, says
from bot.slack.state import SURFACE, SlackState
from bot.understand import cleaned
from prompts import text

Body = dict[str, Any]


def listen(app: AsyncApp, here: SlackState) -> None:
    """Take the button."""

    @app.action("ask_ir")
    async def ask(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        async with here.intake.guarded(failing(respond), where=f"{body['channel']['id']} ask_ir"):
            await says(respond, await passed_on(here, client, body, action["value"]))


async def passed_on(here: SlackState, client: AsyncWebClient, body: Body, value: str) -> str:
    """Pass a question on; gives what the asker is told. ``value`` is ``ANSWER_ID|QUESTION``."""
    room = (await here.people.now()).ir_channel
    if room is None:
        return text("slack_ir_none")
    answer_id, question = value.split("|", 1)
    user, team, message = body["user"]["id"], body["team"]["id"], body.get("message") or {}
    to = Destination(team, body["channel"]["id"], message.get("thread_ts") or message.get("ts") or "", user)
    try:
        answer = here.answers.find(answer_id) or await _again(here, Asking(client, user, team, to.channel), question)
        new = await here.ask_ir.refer(client, Referral(f"{answer_id}/{user}", to, question, answer), room)
    except BotError as error:
        return str(error)
    return text("slack_ir_passed_on" if new else "slack_ir_passed_on_before")


async def _again(here: SlackState, asking: Asking, question: str) -> Answer:
    """The answer made anew, where another process made it, or made it long ago."""
    return await here.desk.ask(Question(cleaned(question), await here.directory.audience(asking)), surface=SURFACE)
