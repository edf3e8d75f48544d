"""/onrecord, /program and /check: only who asks sees the answer."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.audience import Asking
from bot.slack.drafts import LONGEST
from bot.slack.markup import spoken
from bot.slack.modals import View, modal
from bot.slack.people_view import open_people
from bot.slack.private import answered, failing, says
from bot.slack.programs import question
from bot.slack.rich import cut, escaped, plain
from bot.slack.state import SlackState
from prompts import text

Command = dict[str, Any]


def listen(app: AsyncApp, here: SlackState) -> None:
    """Take the commands."""

    @app.command("/onrecord")
    async def ask(ack: AsyncAck, command: Command, client: AsyncWebClient, respond: AsyncRespond) -> None:
        said = spoken(command.get("text") or "")
        if said.lower() in ("", "help"):
            await ack(text("slack_usage"), response_type="ephemeral")
        elif said.lower() == "settings":
            await ack()
            async with here.intake.guarded(failing(respond), where=command["channel_id"]):
                await open_people(here, client, command["trigger_id"], command["user_id"], respond)
        else:
            await ack(escaped(text("slack_asked", question=cut(said, 500))), response_type="ephemeral")
            async with here.intake.guarded(failing(respond), where=command["channel_id"]):
                await answered(here, asking_of(command, client), said, respond)

    @app.command("/program")
    async def program(ack: AsyncAck, command: Command, client: AsyncWebClient, respond: AsyncRespond) -> None:
        name = spoken(command.get("text") or "")
        asked = question(name)
        await ack(escaped(text("slack_asked", question=cut(asked, 500))), response_type="ephemeral")
        async with here.intake.guarded(failing(respond), where=command["channel_id"]):
            await answered(here, asking_of(command, client), asked, respond, program=name)

    @app.command("/check")
    async def check(ack: AsyncAck, command: Command, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        async with here.intake.guarded(failing(respond), where=command["channel_id"]):
            if await here.directory.audience(asking_of(command, client)) == "staff":
                await client.views_open(trigger_id=command["trigger_id"], view=draft_view(command.get("text") or "", command["channel_id"]))
            else:
                await says(respond, text("slack_check_refused"))


def asking_of(command: Command, client: AsyncWebClient) -> Asking:
    """Who gave a command, and where."""
    return Asking(client, command["user_id"], command["team_id"], command["channel_id"])


def draft_view(draft: str, channel: str) -> View:
    """The modal that takes a draft."""
    field = {"type": "plain_text_input", "action_id": "draft", "multiline": True, "max_length": LONGEST, "focus_on_load": True}
    field |= {"initial_value": cut(draft, LONGEST)} if draft else {}
    block = {
        "type": "input",
        "block_id": "draft",
        "element": field,
        "label": plain(text("slack_check_label")),
        "hint": plain(text("slack_check_hint")),
    }
    return modal(text("slack_check"), [block], callback_id="check_draft", submit=text("slack_check_submit"), metadata=channel)
