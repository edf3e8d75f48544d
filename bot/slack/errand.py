"""A question in a channel, thread or direct message, from the status at once to the whole answer."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Answer, Asker, Question
from bot.errors import Busy, QuestionError, TooSlow
from bot.slack.audience import Asking
from bot.slack.intake import Message, post_once
from bot.slack.programs import card
from bot.slack.render import fallback, offered
from bot.slack.reply import Reply
from bot.slack.rich import Block, paragraph
from bot.slack.state import SURFACE, SlackState
from bot.slack.telling import Telling
from bot.understand import cleaned
from prompts import text

TELLABLE = (QuestionError, TooSlow)  # faults whose words are for the reader; of any other only the number is told
SMALL_TALK = ("help", "off_topic")  # what an unbidden reply would only disturb


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and how it is to be answered."""

    question: str
    outside: bool = False  # in a channel that Slack said is shared with another company
    unbidden: bool = False  # a follow-up without a mention: to small talk nothing is said
    program: str | None = None  # whose history and picture stand below; "" is all of them
    heading: tuple[Block, ...] = ()  # what stands above the answer


class Errand:
    """Answers one question where it was asked; the intake says when."""

    def __init__(self, here: SlackState, client: AsyncWebClient, message: Message, asked: Asked) -> None:
        self.message, self.client = message, client
        self._here, self._asked = here, asked
        self._posts = 0

    async def begin(self) -> None:
        """Show at once that the question was heard."""
        await self._status(text("slack_status"))

    async def work(self, replaces: tuple[str, ...] = ()) -> None:
        """Answer; an edited question's old answer, in the messages ``replaces``, gives way."""
        reply = Reply(self.client, self.message, keep=self._keep, post=self._post, replaces=replaces)
        telling = Telling(reply, self._here.base)
        try:
            answer = await telling.heard(self._here.desk.stream(await self._question(), surface=SURFACE))
        except Busy:
            await self.busy()
            return
        except TELLABLE as error:
            await reply.finish([paragraph(str(error))], [], str(error))
            return
        if self._asked.unbidden and (answer.status in SMALL_TALK or answer.reason in SMALL_TALK):
            await self._status("")
            return
        await self._finish(reply, telling, answer)

    async def busy(self) -> None:
        """Say truly that there is no room."""
        await self._say(text("slack_busy"))

    async def fail(self, fault: str) -> None:
        """Say that it failed, with the number under which the log has it."""
        await self._say(text("slack_fault", fault=fault))

    async def _finish(self, reply: Reply, telling: Telling, answer: Answer) -> None:
        self._here.answers.keep(answer)
        head, blocks = self._asked.heading, telling.rest(answer)
        if self._asked.program is not None:
            blocks += await card(self._here, self.client, self.message.team, self._asked.program, answer.question.audience)
        below = offered(answer, ask_ir=bool((await self._here.people.now()).ir_channel))
        await reply.finish([*head, *blocks], below, fallback(answer), together=len(head) + telling.together(answer))

    async def _question(self) -> Question:
        message = self.message
        asking = Asking(self.client, message.user, message.team, message.channel, self._asked.outside)
        return Question(
            cleaned(self._asked.question),
            await self._here.directory.audience(asking),
            thread=thread_name(message.team, message.channel, message.thread),
            asker=asker(message.team, message.user, message.channel),
        )

    async def _status(self, status: str) -> None:
        await self.client.assistant_threads_setStatus(channel_id=self.message.channel, thread_ts=self.message.thread, status=status)

    async def _say(self, told: str) -> None:
        await self._post(text=told, blocks=[paragraph(told)])

    async def _post(self, **message: Any) -> None:  # noqa: ANN401 - as chat.postMessage takes it
        """Post once in the thread, however often it is tried."""
        self._posts += 1
        key = f"{self.message.key}/{self._posts}"
        await self._keep(post_once(self.client, key=key, channel=self.message.channel, thread_ts=self.message.thread, **message))

    async def _keep(self, posting: Coroutine[Any, Any, str]) -> str:
        """Have a reply posted, and remembered as an answer to its question."""
        return await self._here.intake.post(self.message, posting)


def thread_name(team: str, channel: str, thread: str) -> str:
    """What the chain knows a thread of Slack's by."""
    return f"{team}/{channel}/{thread}"


def asker(team: str, user: str, channel: str | None = None) -> Asker:
    """Who asks, as the journal is told, which keeps a salted hash of it."""
    return Asker(person=f"{team}/{user}", channel=f"{team}/{channel}" if channel else None)
