"""Post a message once: where it is uncertain whether it was posted, look before posting it again."""

from __future__ import annotations

import time
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.intake.patience import uncertain

EVENT_TYPE = "onrecord_reply"  # of the metadata that a message of ours carries; people do not see it
TRIES = 3
SKEW = 60  # seconds by which this machine's clock may differ from Slack's


async def post_once(client: AsyncWebClient, *, key: str, channel: str, thread_ts: str | None = None, **message: Any) -> str:  # noqa: ANN401 - as chat.postMessage takes it
    """Post to a channel or thread and give the message's ts; ``key`` tells this post from every other.

    What Slack refuses is raised as it comes, and so is an uncertain fault of which nothing could be learnt.
    """
    since = time.time() - SKEW
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
    for attempt in range(TRIES):
        try:
            response = await client.chat_postMessage(channel=channel, thread_ts=thread_ts, metadata=metadata, **message)
            return str(response["ts"])
        except Exception as error:
            if not uncertain(error):
                raise
            if found := await _posted(client, key, channel, thread_ts, since, error):
                return found
            if attempt == TRIES - 1:
                raise
    raise AssertionError("the last attempt returns or raises")


async def _posted(client: AsyncWebClient, key: str, channel: str, thread_ts: str | None, since: float, error: Exception) -> str | None:
    """The ts of our message with this key, if it stands there; the fault itself where Slack does not let us look."""
    look: dict[str, Any] = {"channel": channel, "oldest": f"{since:.6f}", "include_all_metadata": True, "limit": 100}
    try:
        there = await (client.conversations_replies(ts=thread_ts, **look) if thread_ts else client.conversations_history(**look))
    except SlackApiError:
        raise error from None
    ours = (m for m in there.get("messages") or [] if (m.get("metadata") or {}).get("event_type") == EVENT_TYPE)
    return next((str(m["ts"]) for m in ours if m["metadata"].get("event_payload", {}).get("key") == key), None)
