"""Slack over HTTP: what it did not sign is refused, and any workspace may install the app and take that back."""

from __future__ import annotations

import re
import time
import urllib.parse
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from fastapi import FastAPI
from fastapi.testclient import TestClient
from slack_bolt.async_app import AsyncApp
from slack_server import BOT_TOKEN, SIGNING_SECRET, LocalSlack
from slack_server.delivery import body, sign
from slack_server.web_api import Grant

from bot.slack.intake import open_store, patient_client
from bot.slack.intake.http import mount_slack
from bot.slack.intake.installations import Installations

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack-sdk exchanges codes with it
PUBLIC = "https://ir.example.com"
KEY, NEWER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
ANOTHER = {"id": "T0TWO", "name": "The second office"}


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as slack:
        yield slack


class Desk:
    """A web server with an app in it that keeps what it hears."""

    def __init__(self, slack: LocalSlack, folder: Path, *, installed: bool = False, keys: tuple[str, ...] = (KEY,)) -> None:
        self.keys = keys
        self.slack, self.folder, self.installed, self.heard = slack, folder, installed, list[Any]()
        web = FastAPI()
        web.add_api_route("/", lambda: "the website")
        mount_slack(web, self.opened)
        self.client = TestClient(web, base_url=PUBLIC, follow_redirects=False)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[AsyncApp]:
        store = await open_store(None, self.folder, owner="one")
        client = patient_client(None if self.installed else BOT_TOKEN, base_url=self.slack.url)
        oauth = None
        if self.installed:
            installations = Installations(store, "111.222", self.keys)
            await installations.create()
            oauth = installations.settings("a-client-secret", ["chat:write", "commands"], api_url=self.slack.url, public_url=PUBLIC)
            self.token = installations.token
        app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, oauth_settings=oauth)
        if self.installed:
            app.enable_token_revocation_listeners()

        @app.event("app_mention")
        async def mentioned(event: dict[str, Any], context: Any) -> None:
            self.heard.append((event["text"], context.bot_token))

        @app.command("/onrecord")
        async def asked(ack: Any, command: dict[str, Any]) -> None:
            await ack(f"asked: {command['text']}")

        @app.action("show_words")
        async def shown(ack: Any, action: dict[str, Any]) -> None:
            await ack()
            self.heard.append(action["value"])

        yield app
        await store.close()

    def send(self, kind: str, payload: dict[str, Any], *, at: str | None = None, secret: str = SIGNING_SECRET, **headers: str) -> Any:
        content, data = body(kind, payload)
        at = str(int(time.time())) if at is None else at
        signed = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": sign(secret, at, data), "Content-Type": content}
        return self.client.post("/slack/events", content=data, headers=signed | {k.replace("_", "-"): v for k, v in headers.items()})

    def mention(self, text: str = "When?", team: str = "T0HOME", **told: Any) -> Any:
        event = {"type": "app_mention", "text": text, "channel": "C1", "ts": "1.0", "user": "U1"} | told
        return self.send("events_api", {"type": "event_callback", "event_id": "Ev1", "team_id": team, "event": event})


@pytest.fixture
def desk(slack: LocalSlack, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(slack, tmp_path)
    with desk.client:
        yield desk


def test_events_buttons_and_commands_are_taken_at_one_address(desk: Desk) -> None:
    assert desk.mention("When?").status_code == 200
    action = {
        "type": "block_actions",
        "team": {"id": "T0HOME"},
        "user": {"id": "U1"},
        "actions": [{"action_id": "show_words", "value": "r:1:2"}],
    }
    assert desk.send("interactive", action).status_code == 200
    asked = desk.send("slash_commands", {"command": "/onrecord", "text": "when?", "team_id": "T0HOME", "user_id": "U1"})
    assert (asked.status_code, asked.text) == (200, "asked: when?")
    assert desk.send("events_api", {"type": "url_verification", "challenge": "abc"}).json() == {"challenge": "abc"}
    wait(lambda: len(desk.heard) == 2)
    assert [one if isinstance(one, str) else one[0] for one in sorted(desk.heard, key=str)] == ["When?", "r:1:2"]


@pytest.mark.parametrize(
    ("at", "secret", "said"),
    [
        (-400, SIGNING_SECRET, r"40\d s behind ours"),
        (900, SIGNING_SECRET, r"\d+ s ahead of ours"),
        ("now", SIGNING_SECRET, "it has no time"),
        ("", SIGNING_SECRET, "it has no time"),
        (None, "another secret", "not made with SLACK_SIGNING_SECRET"),
    ],
)
def test_what_slack_did_not_sign_just_now_is_refused_and_the_log_says_why(
    desk: Desk, caplog: pytest.LogCaptureFixture, at: str | int | None, secret: str, said: str
) -> None:
    at = str(int(time.time()) + at) if isinstance(at, int) else at
    refused = desk.send("events_api", {"type": "event_callback", "event": {"type": "app_mention", "text": "x"}}, at=at, secret=secret)
    assert refused.status_code == 401
    lines = [record.message for record in caplog.records if record.name == "onrecord.slack"]
    assert len(lines) == 1
    assert re.search(said, lines[0])
    assert desk.client.get("/").json() == "the website"
    assert desk.heard == []


def test_bytes_that_are_no_text_and_requests_without_a_signature_are_refused(desk: Desk) -> None:
    at = str(int(time.time()))
    for content, headers in ((b"\xff\xfe", {"X-Slack-Request-Timestamp": at}), (b"{}", {"X-Slack-Request-Timestamp": at}), (b"", {})):
        assert desk.client.post("/slack/events", content=content, headers=headers).status_code == 401
    assert desk.client.get("/slack/install").status_code == 404  # one workspace, one token: there is nothing to install


def install(desk: Desk, code: str, *, state: str | None = None) -> Any:
    """What a browser does: begins, is sent to Slack, comes back with a code."""
    begun = desk.client.get("/slack/install")
    assert begun.status_code == 302
    address = urllib.parse.urlsplit(begun.headers["location"])
    asked = dict(urllib.parse.parse_qsl(address.query))
    assert f"{address.scheme}://{address.netloc}" == desk.slack.url.removesuffix("/api/")
    assert (asked["client_id"], asked["scope"], asked["redirect_uri"]) == (
        "111.222",
        "chat:write,commands",
        f"{PUBLIC}/slack/oauth_redirect",
    )
    return desk.client.get("/slack/oauth_redirect", params={"code": code, "state": asked["state"] if state is None else state})


@pytest.fixture
def many(slack: LocalSlack, tmp_path: Path) -> Iterator[Desk]:
    slack.api.client = ("111.222", "a-client-secret")
    for number, team in (("one", {"id": "T0ONE", "name": "The first office"}), ("two", ANOTHER)):
        token = f"xoxb-{number}"
        slack.api.grants[token] = Grant(slack.workspace, None)
        bot = {"token_type": "bot", "access_token": token, "bot_user_id": "UBOT", "scope": "chat:write,commands"}
        slack.api.codes[f"code-{number}"] = bot | {"app_id": "A1", "team": team, "enterprise": None, "authed_user": {"id": "U1"}}
    desk = Desk(slack, tmp_path, installed=True)
    with desk.client:
        yield desk


def test_two_workspaces_install_the_app_and_each_is_answered_with_its_own_token(many: Desk) -> None:
    done = install(many, "code-one")
    assert (done.status_code, "The first office" in done.text) == (200, True)
    assert install(many, "code-two").status_code == 200
    many.mention("one", "T0ONE")
    many.mention("two", "T0TWO")
    many.mention("none", "T0NONE")
    wait(lambda: len(many.heard) == 2)
    assert sorted(many.heard) == [("one", "xoxb-one"), ("two", "xoxb-two")]


def test_an_installation_outlives_the_process(many: Desk) -> None:
    install(many, "code-one")
    many.client.__exit__()
    again = Desk(many.slack, many.folder, installed=True)
    with again.client:
        again.mention("one", "T0ONE")
        wait(lambda: again.heard == [("one", "xoxb-one")])
    many.client.__enter__()


def test_tokens_lie_encrypted_and_are_read_with_an_older_key_and_with_no_other(many: Desk, caplog: pytest.LogCaptureFixture) -> None:
    install(many, "code-one")
    many.client.__exit__()
    kept = b"".join(path.read_bytes() for path in many.folder.iterdir())
    assert (b"The first office" in kept, b"xoxb-" in kept) == (True, False)
    for keys, found in (((NEWER, KEY), "xoxb-one"), ((NEWER,), None)):
        again = Desk(many.slack, many.folder, installed=True, keys=keys)
        with again.client:
            assert again.client.portal.call(again.token, "T0ONE") == found
            assert again.mention("one", "T0ONE").status_code == 200
            wait(lambda again=again, found=found: again.heard == ([("one", found)] if found else []))
    assert "cannot be read with ONRECORD_SLACK_KEY" in caplog.text
    many.client.__enter__()


@pytest.mark.parametrize(("event", "told"), [("app_uninstalled", {}), ("tokens_revoked", {"tokens": {"bot": ["UBOT"]}})])
def test_a_revoked_installation_is_forgotten_and_the_other_stays(
    many: Desk, caplog: pytest.LogCaptureFixture, event: str, told: dict[str, Any]
) -> None:
    install(many, "code-one")
    install(many, "code-two")
    assert many.mention("", "T0ONE", type=event, **told).status_code == 200
    wait(lambda: many.client.portal.call(many.token, "T0ONE") is None)
    caplog.clear()
    assert many.mention("one", "T0ONE").status_code == 200  # Slack is not to send it again
    many.mention("two", "T0TWO")
    wait(lambda: many.heard == [("two", "xoxb-two")])
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1


@pytest.mark.parametrize(("code", "state"), [("no-such-code", None), ("code-one", "no-such-state"), ("code-one", "")])
def test_an_installation_that_goes_wrong_is_told_on_a_page_and_nothing_is_kept(many: Desk, code: str, state: str | None) -> None:
    refused = install(many, code, state=state)
    assert refused.status_code >= 400
    assert "was not installed" in refused.text
    assert many.client.portal.call(many.token, "T0ONE") is None


def wait(true: Any) -> None:
    until = time.monotonic() + 5
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_retried_delivery_is_logged_without_its_words(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    event = {"type": "event_callback", "team_id": "T0HOME", "event": {"type": "app_mention", "text": "a secret question"}}
    with caplog.at_level("INFO"):
        assert desk.send("events_api", event, X_Slack_Retry_Num="2", X_Slack_Retry_Reason="http_timeout").status_code == 200
    assert "delivery 2 of an event (http_timeout)" in caplog.text
    assert "secret question" not in "".join(r.message for r in caplog.records if r.name == "onrecord.slack")
