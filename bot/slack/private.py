"""Answers that only one person sees, sent to the address that Slack gives with a command or a button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncRespond

from bot.answer import Question
from bot.errors import Busy
from bot.slack.audience import Asking
from bot.slack.errand import TELLABLE, asker
from bot.slack.limits import parted
from bot.slack.programs import card
from bot.slack.render import VALUE, answer_blocks, fallback, offered
from bot.slack.rich import Element, button, escaped, paragraph
from bot.slack.state import SURFACE, SlackState
from bot.understand import cleaned
from prompts import text

MOST_MESSAGES = 4  # of an answer: Slack takes five at one such address


async def answered(here: SlackState, asking: Asking, said: str, respond: AsyncRespond, *, program: str | None = None) -> None:
    """Answer a question for one person's eyes, with a button that shares it."""
    try:
        audience = await here.directory.audience(asking)
        question = Question(cleaned(said), audience, asker=asker(asking.team, asking.user, asking.channel))
        answer = await here.desk.ask(question, surface=SURFACE)
    except Busy:
        await says(respond, text("slack_busy"))
        return
    except TELLABLE as error:
        await says(respond, str(error))
        return
    here.answers.keep(answer)
    below = [] if program is None else await card(here, asking.client, asking.team, program, audience)
    for page in parted([*answer_blocks(answer, here.base), *below, *offered(answer, share(said))])[:MOST_MESSAGES]:
        await respond(text=fallback(answer), blocks=page, response_type="ephemeral", replace_original=False)


def share(said: str) -> Element:
    """The button that shares an answer: its question is asked again, for those who read it there."""
    return button(text("slack_share"), "share", said[:VALUE])


async def says(respond: AsyncRespond, told: str) -> None:
    """Say something to one person."""
    await respond(text=escaped(told), blocks=[paragraph(told)], response_type="ephemeral", replace_original=False)


def failing(respond: AsyncRespond) -> Callable[[str], Awaitable[Any]]:
    """How a fault is told to one person."""

    async def fail(fault: str) -> None:
        await says(respond, text("slack_fault", fault=fault))

    return fail
