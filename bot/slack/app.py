"""The Slack app over one desk: what it holds, and what it listens to."""

from __future__ import annotations

import logging

from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import buttons, checks, commands, home, opinions, people_view, person, talk
from bot.slack.state import SlackState

TALKATIVE = ("onrecord.slack.bolt", "slack_sdk", "slack_bolt")  # at the level of debugging they log whole messages, and drafts with them


def create_slack_app(here: SlackState, client: AsyncWebClient, *, oauth: AsyncOAuthSettings | None = None) -> AsyncApp:
    """The app with all its listeners; ``client`` holds the token and the address of the API, ``oauth`` serves several workspaces."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)
    log = logging.getLogger(TALKATIVE[0])
    log.addFilter(_of_use)
    app = AsyncApp(client=client, signing_secret=here.slack.signing_secret or "", name="onrecord", logger=log, oauth_settings=oauth)
    for part in (talk, commands, checks, buttons, opinions, home, people_view, person):
        part.listen(app, here)
    return app


def _of_use(record: logging.LogRecord) -> bool:
    """False for what bolt says of SLACK_BOT_TOKEN, which it reads by itself beside the client that it was given."""
    return "`token`" not in record.getMessage()
