"""Modals: opened at once, as Slack waits three seconds only, and filled when what they show is there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.rich import Block, cut, paragraph, plain
from prompts import text

MOST_BLOCKS = 100
View = dict[str, Any]


def modal(title: str, blocks: Sequence[Block], *, callback_id: str, submit: str | None = None, metadata: str = "") -> View:
    """A modal's view; what does not fit is left out, and said to be."""
    shown = list(blocks) if len(blocks) <= MOST_BLOCKS else [*blocks[: MOST_BLOCKS - 1], paragraph(text("slack_more_left_out"))]
    view: View = {"type": "modal", "callback_id": callback_id, "title": plain(cut(title, 24)), "close": plain(text("slack_close"))}
    view |= {"blocks": shown, "private_metadata": metadata}
    return view | ({"submit": plain(cut(submit, 24))} if submit else {})


def waiting(title: str, *, callback_id: str) -> View:
    """A modal that is about to be filled."""
    return modal(title, [paragraph(text("slack_reading"))], callback_id=callback_id)


async def opened_with(
    client: AsyncWebClient, trigger: str, title: str, fill: Callable[[], Awaitable[Sequence[Block]]], *, callback_id: str
) -> None:
    """Open a modal at once, and put into it what ``fill`` gives; where that goes wrong it says so, and the fault is raised."""
    opened = await client.views_open(trigger_id=trigger, view=waiting(title, callback_id=callback_id))
    blocks: Sequence[Block] = [paragraph(text("slack_not_shown"))]
    try:
        blocks = await fill()
    finally:
        await client.views_update(view_id=opened["view"]["id"], view=modal(title, blocks, callback_id=callback_id))
