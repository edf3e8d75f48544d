"""Questions in words: mentions in a channel, direct messages, follow-ups in a thread that the app takes part in."""

from __future__ import annotations

import asyncio
from typing import Any, get_args

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Audience
from bot.slack.checks import DraftErrand, drafted
from bot.slack.errand import Asked, Errand, thread_name
from bot.slack.intake import Message, change_of, message_of, not_for_us
from bot.slack.markup import MENTION, spoken
from bot.slack.programs import program_of, question
from bot.slack.state import SURFACE, SlackState
from prompts import text

Body = dict[str, Any]


def listen(app: AsyncApp, here: SlackState) -> None:
    """Hear what people say to the app, and what becomes of it."""

    @app.event("app_mention")
    async def mentioned(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if not not_for_us(body, context.bot_user_id):
            await here.intake.handle(errand_of(here, client, body, message_of(body), body["event"].get("text", "")))

    @app.event("message")
    async def said(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if not_for_us(body, context.bot_user_id):
            return
        if not _mentions(body, context.bot_user_id) and await here.ask_ir.bring_back(client, body):
            return
        if body["event"].get("subtype") in ("message_changed", "message_deleted"):
            await changed(here, client, body)
        elif body["event"].get("channel_type") == "im":
            await here.intake.handle(errand_of(here, client, body, message_of(body), body["event"].get("text", "")))
        elif await _follows_up(here, body):
            await here.intake.handle(errand_of(here, client, body, message_of(body), body["event"].get("text", ""), unbidden=True))


async def changed(here: SlackState, client: AsyncWebClient, body: Body) -> None:
    """A question was edited: answer it anew; or deleted: take the answer back."""
    change = change_of(body)
    if change and change.kind == "edited":
        await here.intake.revise(errand_of(here, client, body, change.message, change.text))
    elif change:
        await here.intake.withdraw(client, change.message.channel, change.message.ts)
        await asyncio.to_thread(_forget, here, change.message)


def errand_of(here: SlackState, client: AsyncWebClient, body: Body, message: Message, told: str, *, unbidden: bool = False) -> Errand:
    """What a message asks for: a draft to be checked, where the programs stand, or an answer."""
    said, outside = spoken(told), bool(body.get("is_ext_shared_channel"))
    draft = drafted(said)
    if draft is not None:
        return DraftErrand(here, client, message, Asked(draft, outside=outside))
    name = program_of(said)
    asked = question(name) if name is not None else said or text("slack_hello")
    return Errand(here, client, message, Asked(asked, outside=outside, unbidden=unbidden, program=name))


async def _follows_up(here: SlackState, body: Body) -> bool:
    """True for a message in a thread that we answered in, and that speaks to nobody else; a new mention is heard as such."""
    if not body["event"].get("thread_ts") or MENTION.search(body["event"].get("text", "")):
        return False
    return await asyncio.to_thread(_takes_part, here, message_of(body))


def _forget(here: SlackState, message: Message) -> None:
    """Of a thread whose first question was taken back nothing is remembered."""
    if message.ts == message.thread:
        for audience in get_args(Audience):
            here.desk.chain.at(SURFACE).forget(thread_name(message.team, message.channel, message.thread), audience)


def _takes_part(here: SlackState, message: Message) -> bool:
    chain, thread = here.desk.chain.at(SURFACE), thread_name(message.team, message.channel, message.thread)
    return any(chain.remembers(thread, audience) for audience in get_args(Audience))


def _mentions(body: Body, own_user: str | None) -> bool:
    said = body["event"].get("message") or body["event"]
    return bool(own_user) and f"<@{own_user}" in (said.get("text") or "")
