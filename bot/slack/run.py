"""Running the Slack app in Socket Mode: one process, no public address."""

from __future__ import annotations

import asyncio
import logging
import signal

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.errors import SlackError
from bot.settings import Settings
from bot.slack.app import create_slack_app
from bot.slack.intake import check_workspace, patient_client
from bot.slack.opening import opened
from bot.slack.settings import SlackSettings
from bot.web.stopping import say_stopping

log = logging.getLogger("onrecord.slack")


async def run(settings: Settings, slack: SlackSettings) -> None:
    """Answer in Slack until SIGTERM or Ctrl-C; what is in work is finished first."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    await answer(settings, slack, stop=stop)


async def answer(settings: Settings, slack: SlackSettings, *, stop: asyncio.Event, ready: asyncio.Event | None = None) -> None:
    """Answer in Slack until ``stop``; ``ready`` is set once Slack may send."""
    client = patient_client(slack.bot_token, base_url=slack.api_url)
    for line in await check_workspace(client, {"ir_channel": slack.people.ir_channel}):
        log.warning(line)
    here = await opened(settings, slack, client)
    handler = AsyncSocketModeHandler(create_slack_app(here, client), slack.app_token)
    try:
        await _connect(handler, slack.app_token)
        if ready:
            ready.set()
        await stop.wait()
        say_stopping()
        await handler.disconnect_async()  # type: ignore[no-untyped-call]
    finally:
        await here.close()
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _connect(handler: AsyncSocketModeHandler, app_token: str | None) -> None:
    """Connect; the address is asked for here, as slack_sdk would ask for ever with a token that is not taken."""
    try:
        handler.client.wss_uri = str((await handler.client.web_client.apps_connections_open(app_token=str(app_token)))["url"])
        await handler.connect_async()  # type: ignore[no-untyped-call]
    except SlackApiError as error:
        name = error.response.get("error")
        raise SlackError(
            f"Slack does not take the token in SLACK_APP_TOKEN ({name}). Make a new one, with the scope connections:write."
        ) from error
