"""Where the programs stand: the question that /program and its mention ask, and what stands below its answer."""

from __future__ import annotations

import re

from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Audience
from bot.chain import Chain
from bot.errors import UnknownProgram
from bot.programs.status import no_results, when
from bot.slack.links import address
from bot.slack.rich import Block, bullets, link, rich, section, words
from bot.slack.state import SlackState
from ingest import Event
from prompts import text

BY_MENTION = re.compile(r"/?programs?:?(?:\s+([^\s?]+(?:\s+[^\s?]+){0,2}))?", re.IGNORECASE)  # a name has three words at most
MOST = 20  # deeds of a program's history, the last ones


def program_of(said: str) -> str | None:
    """The program that "program NAME" names, "" for all of them; None for words that ask something else."""
    found = BY_MENTION.fullmatch(said)
    return (found[1] or "") if found else None


def question(name: str) -> str:
    """Where a program stands, or, without a name, all of them."""
    return text("slack_where", name=name) if name else text("slack_where_all")


async def card(here: SlackState, client: AsyncWebClient, team: str, name: str, audience: Audience) -> list[Block]:
    """Below where a program stands: what was done so far, and the picture of its stages; for all programs the picture alone."""
    done = await here.desk.read(lambda chain: history(chain, name, audience, here.base)) if name else []
    return [*done, *await here.picture(client, team, name)]


def history(chain: Chain, name: str, audience: Audience, base: str | None) -> list[Block]:
    """The dated deeds of a program, each leading to its words; plans stand in the answer, with their cautions."""
    try:
        program = chain.desk.programs.find(name)
    except UnknownProgram:
        return []
    done = [event for event in program.history if not event.planned and _sayable(chain, event, audience)][-MOST:]
    items = [[words(f"{when(event)}: "), link(event.what, _source(chain, event, base))] for event in done]
    return [rich(section(words(text("slack_history", program=program.name), bold=True)), bullets(items))] if items else []


def _sayable(chain: Chain, event: Event, audience: Audience) -> bool:
    """True for what this audience may be told: for sales no results, and no sentence that claims anything."""
    kept = chain.desk.sayable([[event.release_id, event.index, 0.0]], audience, None)
    return bool(kept) and (audience != "sales" or no_results(event))


def _source(chain: Chain, event: Event, base: str | None) -> str | None:
    url = chain.record.release(event.release_id).url
    return address(url, event.quote, base=base, release_id=event.release_id, span=(event.start, event.end))
