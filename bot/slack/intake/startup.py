"""What is wrong with the tokens or the channels that are set, told in one line before anything is answered."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackError
from bot.slack.intake.faults import REVOKED, slack_name
from bot.slack.intake.patience import UNREACHABLE


async def check_workspace(client: AsyncWebClient, channels: Mapping[str, str | None]) -> list[str]:
    """A line for each channel, by its key in the company's file, that cannot be used; SlackError where the token cannot."""
    try:
        await client.auth_test()
    except SlackApiError as error:
        name = slack_name(error)
        remedy = "Install the app in the workspace again, and set its new token" if name in REVOKED else "Try again later"
        raise SlackError(f"Slack does not take the token in SLACK_BOT_TOKEN ({name}). {remedy}.") from error
    except UNREACHABLE as error:
        raise SlackError(f"Slack cannot be reached at {client.base_url} ({type(error).__name__}). Try again later.") from error
    return [line for key, channel in channels.items() if channel and (line := await _fault(client, key, channel))]


async def _fault(client: AsyncWebClient, key: str, channel: str) -> str | None:
    try:
        found = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as error:
        return f"slack.{key} in the company's file is {channel!r}, which cannot be used ({slack_name(error)}). Name a channel that the app is in."
    if key == "ir_channel" and not found.get("is_member", True):
        return f"slack.{key} in the company's file is {channel!r}, which the app is not in. Write /invite @onrecord there."
    return None
