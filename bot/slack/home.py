"""App Home and the agent's own tab: where the programs stand, the newest releases, what the reader asked, and what could be asked."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Audience
from bot.chain import Chain
from bot.dates import spoken
from bot.slack.audience import Asking
from bot.slack.board import board
from bot.slack.errand import Asked, Errand
from bot.slack.intake import Message
from bot.slack.links import address
from bot.slack.modals import MOST_BLOCKS
from bot.slack.render import VALUE
from bot.slack.rich import Block, actions, bullets, button, cut, divider, escaped, header, link, paragraph, rich, section, small, words
from bot.slack.state import SlackState
from prompts import text

Body = dict[str, Any]
NEWEST, RECENT, PROMPTS = 5, 5, 4  # releases, questions of the reader, and prompts, of which Slack takes four
LONGEST_PROMPT = 60  # characters of a prompt's title


def listen(app: AsyncApp, here: SlackState) -> None:
    """Hear when a reader opens the app."""

    @app.event("app_home_opened")
    async def opened(body: Body, event: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        async with here.intake.guarded(None, where="app_home_opened"):
            if event.get("tab") == "messages":
                prompts = await here.desk.read(lambda chain: suggested(chain))
                await client.assistant_threads_setSuggestedPrompts(
                    channel_id=event["channel"], title=text("slack_prompts"), prompts=prompts
                )
            else:
                asking = Asking(client, event["user"], str(context.team_id))
                await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": await home(here, asking)})

    @app.action(re.compile("home_ask_.*"))
    async def again(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        user = body["user"]
        async with here.intake.guarded(None, where="home_ask"):
            asked = paragraph(text("slack_you_asked", question=action["value"]))
            made = await client.chat_postMessage(channel=user["id"], text=escaped(action["value"]), blocks=[asked])
            ts = str(made["ts"])
            message = Message(f"home/{ts}", team=body["team"]["id"], channel=str(made["channel"]), ts=ts, thread=ts, user=user["id"])
            await here.intake.handle(Errand(here, client, message, Asked(action["value"])))


async def home(here: SlackState, asking: Asking) -> list[Block]:
    """The Home tab of one reader."""
    audience = await here.directory.audience(asking)
    board, latest = await here.desk.read(lambda chain: (programs(here, chain, audience), newest(chain, here.base)))
    picture = await here.picture(asking.client, asking.team)
    recent = await asyncio.to_thread(here.desk.chain.journal.recent, f"{asking.team}/{asking.user}", count=RECENT)
    rest = [*latest, *asked_lately([one.question for one in recent]), divider(), small(text("automated"), text("slack_usage"))]
    return [*picture, *fitting(board, MOST_BLOCKS - len(picture) - len(rest)), *rest]


def fitting(board: Sequence[Block], most: int) -> list[Block]:
    """The board, or, where it has more blocks than that, what asks for it: cut, it would lose the cautions of what it says."""
    if len(board) <= most:
        return list(board)
    whole = text("slack_where_all")
    return [*board[:1], paragraph(text("slack_more_left_out")), actions(button(whole, "home_ask_board", whole))]


def programs(here: SlackState, chain: Chain, audience: Audience) -> list[Block]:
    """Where the programs stand, each line with its sources, and the cautions of what lies ahead."""
    return [header(text("slack_pipeline")), *(board(chain, audience, here.base) or [paragraph(text("slack_no_programs"))])]


def newest(chain: Chain, base: str | None) -> list[Block]:
    """The newest releases, each leading to its page."""
    items = []
    for row in chain.record.rows()[:NEWEST]:
        url = address(chain.record.release(row.release_id).url, "", base=base, release_id=row.release_id, span=None)
        items.append([words(f"{spoken(row.published)}: "), link(cut(row.headline, 300), url)])
    return [divider(), header(text("slack_newest_releases")), rich(bullets(items)) if items else paragraph(text("slack_no_releases"))]


def asked_lately(questions: Sequence[str]) -> list[Block]:
    """What the reader asked last, each to be asked again."""
    if not questions:
        return []
    blocks = [divider(), header(text("slack_recent"))]
    for number, question in enumerate(dict.fromkeys(questions)):
        again = button(text("slack_ask_again"), f"home_ask_{number}", question[:VALUE])
        blocks += [rich(section(words(cut(question, 300)))), actions(again)]
    return blocks


def suggested(chain: Chain) -> list[dict[str, str]]:
    """What could be asked: of the newest releases, then what the company itself suggests."""
    rows = chain.record.rows()[: PROMPTS - 1]
    of_releases = [(cut(row.headline, LONGEST_PROMPT), text("slack_prompt_release", day=spoken(row.published))) for row in rows]
    own = [(cut(question, LONGEST_PROMPT), question) for question in chain.settings.company.questions]
    offered = [*of_releases, *own, (text("sample_latest"), text("sample_latest"))]
    return [{"title": title, "message": message} for title, message in dict(offered).items()][:PROMPTS]
