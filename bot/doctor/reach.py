"""What has to answer from elsewhere: the Chroma server, Slack, the database; and whether their clocks are ours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from bot.doctor.finding import SKEW, Finding
from bot.errors import BotError
from bot.postgres import Database
from bot.settings import Settings
from bot.slack.settings import API

WAIT = 5.0  # seconds for an answer
START = "Start it (`chroma run`), or mend ONRECORD_CHROMA_URL."


def chroma(settings: Settings) -> Iterator[Finding]:
    """Whether the record's server answers, lets us in, and has our time."""
    if settings.server is None:
        return
    url = settings.server.url.partition("?")[0].rstrip("/")
    try:
        date, _ = _asked(Request(f"{url}/api/v2/heartbeat"))
        if settings.server.token:
            _asked(Request(f"{url}/api/v2/auth/identity", headers={"X-Chroma-Token": settings.server.token}))
    except HTTPError as error:
        refused = error.code in (401, 403)
        said = f"{url} refuses the token (HTTP {error.code})" if refused else f"{url} answers with HTTP {error.code}"
        yield Finding("Chroma", "wrong", said, "Mend ONRECORD_CHROMA_TOKEN." if refused else START)
        return
    except (OSError, ValueError) as error:
        yield Finding("Chroma", "wrong", f"{url} does not answer ({_why(error)})", START)
        return
    yield Finding("Chroma", "right", f"{url} answers")
    yield from _clocks(url, date)


def slack(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether Slack takes the bot's token, and has our time."""
    token = environment.get("SLACK_BOT_TOKEN")
    if not token or not token.startswith("xoxb-"):
        return
    api = (environment.get("ONRECORD_SLACK_API_URL") or API).rstrip("/")
    try:
        date, body = _asked(Request(f"{api}/auth.test", data=b"", headers={"Authorization": f"Bearer {token}"}))
        told = json.loads(body)
    except (OSError, ValueError) as error:
        yield Finding("Slack", "look", f"{api} does not answer ({_why(error)})", "Look whether this machine may reach it.")
        return
    if told.get("ok"):
        yield Finding("Slack", "right", f"answers as {told.get('user', 'the bot')} in {told.get('team', 'the workspace')}")
    else:
        yield Finding(
            "token", "wrong", f"Slack refuses SLACK_BOT_TOKEN ({told.get('error', 'no reason told')})", "Copy it again from the app's page."
        )
    yield from _clocks(api, date)


def database(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the database that replicas share answers."""
    url = environment.get("ONRECORD_DATABASE")
    if not url:
        return
    try:
        shared = Database(url)
        try:
            shared.run("SELECT 1")
        finally:
            shared.close()
    except BotError as error:
        yield Finding("database", "wrong", str(error), "Start it, or mend ONRECORD_DATABASE.")
    else:
        yield Finding("database", "right", f"{shared.where} answers")


def _asked(request: Request) -> tuple[datetime | None, bytes]:
    """The moment at which the server answered by its own clock, and what it said."""
    with urlopen(request, timeout=WAIT) as reply:
        date = reply.headers["Date"]
        return parsedate_to_datetime(date) if date else None, reply.read(100_000)


def _clocks(url: str, date: datetime | None) -> Iterator[Finding]:
    off = abs((date - datetime.now(UTC)).total_seconds()) if date else 0
    if off > SKEW:
        yield Finding("clock", "wrong", f"this clock and that of {url} are {off:.0f} s apart", "Set the clocks; embargoes lift by them.")


def _why(error: Exception) -> str:
    return str(error.reason if isinstance(error, URLError) else error)
