"""Answers that only one person sees, sent to the address that Slack gives with a command or a button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncRespond

from bot.answer import Answer, Question
from bot.errors import Busy
from bot.slack.audience import Asking
from bot.slack.errand import TELLABLE, asker
from bot.slack.limits import parted
from bot.slack.programs import card
from bot.slack.render import VALUE, answer_blocks, carried, fallback, offered
from bot.slack.rich import Block, Element, button, escaped, paragraph
from bot.slack.state import SURFACE, SlackState
from bot.understand import cleaned
from prompts import text

MOST_MESSAGES = 4  # of an answer: Slack takes five at one such address, and one is left for a fault


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
    for page in pages([*answer_blocks(answer, here.base), *below], answer, share(said)):
        await respond(text=fallback(answer), blocks=page, response_type="ephemeral", replace_original=False)


def pages(blocks: Sequence[Block], answer: Answer, *more: Element) -> list[list[Block]]:
    """The messages that one person gets, what is offered below them in the last; what is over their number is a press away."""
    whole = parted([*blocks, *offered(answer, *more)])
    if len(whole) <= MOST_MESSAGES:
        return whole
    show_all = button(text("slack_show_all"), "show_all", carried(answer))
    return [*whole[: MOST_MESSAGES - 1], [paragraph(text("slack_trimmed")), *offered(answer, show_all, *more)]]


async def told_before(here: SlackState, asking: Asking, value: str) -> Answer:
    """The answer that a button carries; made anew where another process made it, or made it long ago."""
    answer_id, question = value.split("|", 1)
    if answer := here.answers.find(answer_id):
        return answer
    return await here.desk.ask(Question(cleaned(question), await here.directory.audience(asking)), surface=SURFACE)


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
