"""Questions in words: mentions in a channel, direct messages, follow-ups in a thread that the app takes part in."""

from __future__ import annotations

import asyncio
import re
from typing import Any, get_args

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Audience
from bot.slack.errand import Asked, Errand, thread_name
from bot.slack.intake import Message, change_of, message_of, not_for_us
from bot.slack.programs import asked_of_programs
from bot.slack.state import SURFACE, SlackState
from prompts import text

MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
LINK = re.compile(r"<(?:https?|mailto|tel):[^|>]*\|([^>]*)>|<((?:https?|mailto|tel):[^|>]*)>")
PLACE = re.compile(r"<[#!][^|>]*\|([^>]*)>|<[#!][^>]*>")
Body = dict[str, Any]


def listen(app: AsyncApp, here: SlackState) -> None:
    """Hear what people say to the app, and what becomes of it."""

    @app.event("app_mention")
    async def mentioned(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if not not_for_us(body, context.bot_user_id):
            await here.intake.handle(errand_of(here, client, body))

    @app.event("message")
    async def said(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if not_for_us(body, context.bot_user_id):
            return
        if body["event"].get("subtype") in ("message_changed", "message_deleted"):
            await changed(here, client, body)
        elif body["event"].get("channel_type") == "im":
            await here.intake.handle(errand_of(here, client, body))
        elif await _follows_up(here, body):
            await here.intake.handle(errand_of(here, client, body, unbidden=True))


async def changed(here: SlackState, client: AsyncWebClient, body: Body) -> None:
    """A question was edited: answer it anew; or deleted: take the answer back."""
    change = change_of(body)
    if change and change.kind == "edited":
        await here.intake.revise(Errand(here, client, change.message, asked_of(change.text, outside=_outside(body))))
    elif change:
        await here.intake.withdraw(client, change.message.channel, change.message.ts)


def errand_of(here: SlackState, client: AsyncWebClient, body: Body, *, unbidden: bool = False) -> Errand:
    """The errand that a message is."""
    return Errand(here, client, message_of(body), asked_of(body["event"].get("text", ""), outside=_outside(body), unbidden=unbidden))


def asked_of(told: str, *, outside: bool, unbidden: bool = False) -> Asked:
    """What a message asks: of the programs where it says so, as /program does."""
    said = spoken(told) or text("slack_hello")
    question = asked_of_programs(said)
    return Asked(question or said, outside=outside, unbidden=unbidden, with_picture=question is not None)


def spoken(told: str) -> str:
    """What was typed, out of Slack's markup: without mentions, links by their words."""
    plain = PLACE.sub(lambda m: m[1] or "", LINK.sub(lambda m: m[1] or m[2], MENTION.sub(" ", told)))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


async def _follows_up(here: SlackState, body: Body) -> bool:
    """True for a message in a thread that we answered in, and that speaks to nobody else; a new mention is heard as such."""
    if not body["event"].get("thread_ts") or MENTION.search(body["event"].get("text", "")):
        return False
    return await asyncio.to_thread(_takes_part, here, message_of(body))


def _takes_part(here: SlackState, message: Message) -> bool:
    chain, thread = here.desk.chain.at(SURFACE), thread_name(message.team, message.channel, message.thread)
    return any(chain.remembers(thread, audience) for audience in get_args(Audience))


def _outside(body: Body) -> bool:
    return bool(body.get("is_ext_shared_channel"))
