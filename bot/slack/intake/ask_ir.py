"""Ask IR: a question with its answer goes to the channel of investor relations, and what a person replies there comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Answer
from bot.errors import SlackError
from bot.slack.intake import faults
from bot.slack.intake.brought_back import BroughtBack
from bot.slack.intake.faults import slack_name
from bot.slack.intake.intake import Intake
from bot.slack.intake.message import Body, Message, change_of, message_of
from bot.slack.intake.posting import post_once
from bot.slack.intake.store import Destination
from bot.slack.limits import parted
from bot.slack.render import answer_blocks
from bot.slack.rich import Block, Element, escaped, header, quoted, rich, section, small, words
from prompts import text

CLOSED = {"channel_not_found", "not_in_channel", "is_archived", "restricted_action", "no_permission", "access_denied"}


@dataclass(frozen=True, slots=True)
class Referral:
    """Who asks a person, what, and what was answered; ``key`` tells it from every other, so that it is passed on once."""

    key: str
    asker: Destination
    question: str
    answer: Answer


class AskIR:
    """The way to the channel of investor relations and back; it is in the store, and so outlives the process."""

    def __init__(self, intake: Intake, *, base: str | None = None) -> None:
        """``base`` is where our pages of the releases are reached, for the links of the evidence."""
        self._intake, self._store, self._base = intake, intake.store, base

    async def refer(self, client: AsyncWebClient, referral: Referral, channel: str) -> bool:
        """Post question, answer and evidence to ``channel``; False where it was done before. SlackError where that cannot be posted in."""
        to = referral.asker
        once = Message(f"ir/{referral.key}", to.team, to.channel, f"ir/{referral.key}", to.thread, to.user)
        if not (await self._store.claim(once)).ours:
            return False
        try:
            await self._post(client, referral, channel, once.key)
        except SlackApiError as error:
            await self._store.finish(once.key, "failed")
            if slack_name(error) not in CLOSED:
                raise
            raise SlackError(
                f"The channel of investor relations, {channel!r}, cannot be used ({slack_name(error)}). Write /invite @onrecord there, or name another as ir_channel."
            ) from error
        await self._store.finish(once.key, "done")
        return True

    async def bring_back(self, client: AsyncWebClient, body: Body) -> bool:
        """What a person wrote, edited or deleted below a referral, done in the asker's thread; False where it stands below none."""
        message = message_of(body)
        if message.thread == message.ts:
            return False
        to = await self._destination(message)
        if to is None:
            return False
        change = change_of(body)
        if change and change.kind == "deleted":
            await self._intake.withdraw(client, message.channel, message.ts)
            return True
        brought = BroughtBack(self._intake, client, message, to, body)
        await (self._intake.revise(brought) if change else self._intake.handle(brought))
        return True

    async def _destination(self, message: Message) -> Destination | None:
        with faults.noted(message.where):
            return await self._store.referral(message.channel, message.thread)
        return None

    async def _post(self, client: AsyncWebClient, referral: Referral, channel: str, key: str) -> None:
        first, *more = parted(referral_blocks(referral, self._base))
        told = f"{text('slack_ir_heading')}: {escaped(referral.question)}"
        ts = await post_once(client, key=key, channel=channel, text=told, blocks=first)
        await self._store.keep_referral(channel, ts, referral.asker)
        for page, blocks in enumerate(more):
            await post_once(client, key=f"{key}/{page}", channel=channel, thread_ts=ts, text=told, blocks=blocks)


def referral_blocks(referral: Referral, base: str | None) -> Sequence[Block]:
    """The question, who asked it and where, the answer with its evidence, and how to reply."""
    to = referral.asker
    asked: list[Element] = [{"type": "user", "user_id": to.user}]
    if to.channel.startswith("C"):
        asked += [words(text("slack_ir_asked")), {"type": "channel", "channel_id": to.channel}]
    return [
        header(text("slack_ir_heading")),
        rich(section(*asked), quoted(words(referral.question)), section(words(text("slack_ir_answered"), italic=True))),
        *answer_blocks(referral.answer, base),
        small(text("slack_ir_how")),
    ]
