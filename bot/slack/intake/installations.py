"""Several workspaces: who installed the app, in the store's database, by slack_sdk's own tables, their tokens encrypted."""

from __future__ import annotations

import html
from collections.abc import Sequence
from string import Template

from slack_bolt import BoltResponse
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore

from bot.slack.intake.http import INSTALL, REDIRECT
from bot.slack.intake.sealed import seal
from bot.slack.intake.store import Store
from prompts import text

PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>onrecord in Slack</title>
<link rel="stylesheet" href="/static/pages.css"></head><body><main><h1>onrecord in Slack</h1><p>$told</p></main></body></html>
""")
BEGINNING = 600  # seconds from the press on "install" to the consent


class Installations:
    """The workspaces that installed the app."""

    def __init__(self, store: Store, client_id: str, keys: Sequence[str]) -> None:
        """``keys`` encrypt the tokens: the first of them; each of them decrypts."""
        self._kept = AsyncSQLAlchemyInstallationStore(client_id, store.engine)
        self._states = AsyncSQLAlchemyOAuthStateStore(BEGINNING, store.engine)
        self._store, self._client_id = store, client_id
        seal(self._kept.metadata, keys)

    async def create(self) -> None:
        """Make the tables that are not there."""
        for kept in (self._kept, self._states):
            await self._store.make(kept.metadata)

    async def token(self, team: str) -> str | None:
        """The token of a workspace's bot; None where it has not installed the app, or has revoked that."""
        bot = await self._kept.async_find_bot(enterprise_id=None, team_id=team)
        return bot.bot_token if bot else None

    def settings(self, client_secret: str, scopes: Sequence[str], *, api_url: str, public_url: str | None) -> AsyncOAuthSettings:
        """What bolt needs to install the app in a workspace and to find its token again."""
        settings = AsyncOAuthSettings(
            client_id=self._client_id,
            client_secret=client_secret,
            scopes=scopes,
            redirect_uri=f"{public_url.rstrip('/')}{REDIRECT}" if public_url else None,
            install_path=INSTALL,
            install_page_rendering_enabled=False,  # straight on to Slack's own page
            redirect_uri_path=REDIRECT,
            callback_options=AsyncCallbackOptions(success=_installed, failure=_not_installed),
            authorization_url=f"{api_url.removesuffix('api/')}oauth/v2/authorize",
            installation_store=self._kept,
            installation_store_bot_only=True,
            state_store=self._states,
            state_expiration_seconds=BEGINNING,
        )
        settings.authorize.cache_enabled = True  # type: ignore[attr-defined] # one auth.test a token, not one an event
        return settings


async def _installed(args: AsyncSuccessArgs) -> BoltResponse:
    return _page(args.settings, 200, text("slack_installed", workspace=args.installation.team_name or "Slack"))


async def _not_installed(args: AsyncFailureArgs) -> BoltResponse:
    return _page(args.settings, args.suggested_status_code, text("slack_not_installed", reason=args.reason, address=INSTALL))


def _page(settings: AsyncOAuthSettings, status: int, told: str) -> BoltResponse:
    body = PAGE.substitute(told=html.escape(told))
    cookie = settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(status=status, body=body, headers={"Content-Type": "text/html; charset=utf-8", "Set-Cookie": cookie})
