"""Slack over HTTP, in the web server: one process answers website and workspace over one record."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.errors import SlackError
from bot.settings import Settings, read_settings
from bot.slack.app import create_slack_app
from bot.slack.intake import check_workspace, patient_client
from bot.slack.intake.http import mount_slack
from bot.slack.manifest import SCOPES
from bot.slack.opening import opened
from bot.slack.settings import SlackSettings, read_slack_settings
from bot.slack.state import SlackState
from bot.web import app as web_app
from bot.web.settings import WebSettings, read_web_settings

SECONDS = 20.0  # in which what is in work is finished when the server stops
log = logging.getLogger("onrecord.slack")


def create_app(settings: Settings, web: WebSettings, *, demo: bool = False) -> FastAPI:
    """The web application with Slack in it; SettingsError where what Slack needs is not set."""
    slack = read_slack_settings(http=True)
    app = web_app.create_app(settings, web, demo=demo)
    mount_slack(app, lambda: answering(settings, slack, app.state.held.desk))
    return app


def app_of_environment() -> FastAPI:
    """The application as the environment sets it: what each of several worker processes makes."""
    return create_app(read_settings(), read_web_settings())


@asynccontextmanager
async def answering(settings: Settings, slack: SlackSettings, desk: Desk | None = None) -> AsyncIterator[AsyncApp]:
    """The Slack app while the server runs; at its end what is in work is finished first, over the ``desk``, which stays open."""
    client = patient_client(None if slack.client_id else slack.bot_token, base_url=slack.api_url)
    for line in await _faults(slack, client):
        log.error(line)  # the website is served all the same
    here = await opened(settings, slack, client, desk=desk)
    try:
        yield _app(here, slack, client)
    finally:
        await here.intake.drain(SECONDS)
        await here.intake.store.close()


async def check_token(slack: SlackSettings) -> None:
    """SlackError where Slack does not take the token of the one workspace that is served."""
    if not slack.client_id:
        await check_workspace(patient_client(slack.bot_token, base_url=slack.api_url), {})


async def _faults(slack: SlackSettings, client: AsyncWebClient) -> list[str]:
    try:
        return [] if slack.client_id else await check_workspace(client, {"ir_channel": slack.people.ir_channel})
    except SlackError as error:
        return [str(error)]


def _app(here: SlackState, slack: SlackSettings, client: AsyncWebClient) -> AsyncApp:
    if here.installations is None:
        return create_slack_app(here, client)
    secret = slack.client_secret or ""
    oauth = here.installations.settings(secret, list(SCOPES), api_url=slack.api_url, public_url=slack.public_url)
    app = create_slack_app(here, client, oauth=oauth)
    app.enable_token_revocation_listeners()
    return app
