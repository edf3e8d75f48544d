"""The button that asks a person: question, answer and evidence go to the channel of investor relations."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Busy
from bot.slack.audience import Asking
from bot.slack.errand import TELLABLE
from bot.slack.intake import Destination
from bot.slack.intake.ask_ir import Referral
from bot.slack.private import says, told_before
from bot.slack.render import contact_line
from bot.slack.state import SlackState
from ingest import Contact
from prompts import text

Body = dict[str, Any]


def listen(app: AsyncApp, here: SlackState) -> None:
    """Take the button."""

    @app.action("ask_ir")
    async def ask(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()

        async def fail(fault: str) -> None:
            await says(respond, not_passed_on(fault, here.settings.company.contact))

        async with here.intake.guarded(fail, where=f"{body['channel']['id']} ask_ir"):
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
        answer = await told_before(here, Asking(client, user, team, to.channel), value)
        new = await here.ask_ir.refer(client, Referral(f"{answer_id}/{user}", to, question, answer), room)
    except Busy:
        return text("slack_busy")
    except TELLABLE as error:
        return str(error)
    return text("slack_ir_passed_on" if new else "slack_ir_passed_on_before")


def not_passed_on(fault: str, contact: Contact | None) -> str:
    """What the asker is told where it went wrong: that it did, and how to reach a person all the same; why it did is for the log."""
    beside = [text("slack_contact", contact=contact_line(contact))] if contact else []
    return " ".join([text("slack_ir_not_passed_on", fault=fault), *beside])
