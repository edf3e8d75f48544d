"""The local Slack refuses what Slack refuses; every scenario leans on that."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient
from slack_server import APP_TOKEN, BOT_TOKEN, LocalSlack, Person
from slack_server.delivery import sign
from slack_server.workspace import Channel

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
BUTTON = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x"}}


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(BOT_TOKEN, base_url=slack.url)


@pytest.fixture
def anna(slack: LocalSlack) -> Person:
    return Person(slack, slack.workspace.add_user("Anna"))


@pytest.fixture
def channel(slack: LocalSlack, anna: Person) -> Channel:
    return slack.workspace.add_channel("news")


def refusal(work: Any, *arguments: Any, **told: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        work(*arguments, **told)
    return str(caught.value.response["error"])


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([SECTION] * 51, "msg_blocks_too_many"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": ""}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2700}}] * 5, "msg_blocks_too_long"),
        ([{"type": "actions", "elements": [BUTTON | {"action_id": str(n)} for n in range(26)]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON, BUTTON]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON | {"value": "x" * 2001}]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON | {"url": "not an address"}]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON | {"text": {"type": "plain_text", "text": "x" * 76}}]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [{"type": "feedback_buttons"}]}], "invalid_blocks"),
        ([{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}], "invalid_blocks"),
        ([SECTION | {"block_id": "same"}, SECTION | {"block_id": "same"}], "invalid_blocks"),
        ([{"type": "note", "text": "x"}], "invalid_blocks"),
        ([SECTION | {"colour": "red"}], "invalid_blocks"),
        ([{"type": "image", "alt_text": "x", "image_url": "https://example.com/a.svg"}], "invalid_blocks"),
        ([{"type": "image", "alt_text": "x", "slack_file": {"id": "F0"}}], "invalid_blocks"),
        ("words", "invalid_blocks_format"),
    ],
)
def test_blocks_that_slack_would_not_show_are_refused(client: WebClient, channel: Channel, blocks: object, error: str) -> None:
    assert refusal(client.api_call, "chat.postMessage", json={"channel": channel.id, "text": "t", "blocks": blocks}) == error


def test_what_slack_shows_is_taken(client: WebClient, channel: Channel) -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]}],
    }
    pressed = {"positive_button": {"text": {"type": "plain_text", "text": "y"}, "value": "1"}, "negative_button": {"text": {"type": "plain_text", "text": "n"}, "value": "0"}}  # fmt: skip
    native = {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "f"} | pressed]}
    sent = client.chat_postMessage(channel=channel.id, text="t", blocks=[SECTION, rich, native, {"type": "divider"}])
    assert len(channel.messages[sent["ts"]].blocks) == 4


def test_a_call_is_checked_before_its_method(slack: LocalSlack, client: WebClient, channel: Channel) -> None:
    assert refusal(client.api_call, "chat.sendMessage") == "unknown_method"
    assert refusal(client.api_call, "chat.update", json={"channel": channel.id}) == "invalid_arguments"
    assert refusal(WebClient("xoxb-other", base_url=slack.url).auth_test) == "invalid_auth"
    assert refusal(WebClient(None, base_url=slack.url).auth_test) == "not_authed"
    assert refusal(client.chat_postMessage, channel="C404", text="t") == "channel_not_found"
    assert refusal(client.chat_postMessage, channel=channel.id, text="t", thread_ts="1.1") == "thread_not_found"
    assert refusal(client.chat_postMessage, channel=channel.id, text="t" * 40_001) == "msg_too_long"
    elsewhere = slack.workspace.add_channel("elsewhere", members={"U1"})
    assert refusal(client.chat_postMessage, channel=elsewhere.id, text="t") == "not_in_channel"


def test_a_stream_runs_as_long_as_it_may(slack: LocalSlack, client: WebClient, channel: Channel, anna: Person) -> None:
    asked = anna.compose(channel, "a question").message
    told = {"channel": channel.id, "thread_ts": asked.ts}
    assert refusal(client.chat_startStream, **told) == "missing_recipient_team_id"
    told |= {"recipient_team_id": "T0HOME", "recipient_user_id": anna.user.id}
    assert (
        refusal(client.chat_startStream, **told, chunks=[{"type": "task_update", "id": "1", "title": "t", "status": "done"}])
        == "invalid_chunks"
    )
    ts = client.chat_startStream(**told, chunks=[{"type": "markdown_text", "text": "a"}])["ts"]
    assert refusal(client.chat_appendStream, channel=channel.id, ts=ts, markdown_text="b") == "streaming_mode_mismatch"
    assert refusal(client.chat_update, channel=channel.id, ts=ts, text="c") == "streaming_state_conflict"
    slack.workspace.ahead += 301
    assert (
        refusal(client.chat_appendStream, channel=channel.id, ts=ts, chunks=[{"type": "markdown_text", "text": "b"}])
        == "message_not_in_streaming_state"
    )
    client.chat_update(channel=channel.id, ts=ts, text="c")
    assert channel.messages[ts].words == "c"


def test_a_trigger_is_used_once_and_within_three_seconds(slack: LocalSlack, client: WebClient, anna: Person) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "A title"}, "blocks": [SECTION]}
    trigger = slack.workspace.trigger(anna.user.id)
    client.views_open(trigger_id=trigger, view=view)
    assert refusal(client.views_open, trigger_id=trigger, view=view) == "exchanged_trigger_id"
    late = slack.workspace.trigger(anna.user.id)
    slack.workspace.ahead += 3.1
    assert refusal(client.views_open, trigger_id=late, view=view) == "expired_trigger_id"
    long = view | {"title": {"type": "plain_text", "text": "x" * 25}}
    assert refusal(client.views_open, trigger_id=slack.workspace.trigger(anna.user.id), view=long) == "invalid_arguments"
    assert refusal(client.views_publish, user_id=anna.user.id, view=view) == "invalid_arguments"


def test_a_file_is_what_it_was_said_to_be(slack: LocalSlack, client: WebClient, channel: Channel) -> None:
    client.files_upload_v2(channel=channel.id, filename="a.png", content=b"\x89PNG rest", title="a")
    assert [message.files for message in channel.messages.values()] == [[next(reversed(slack.workspace.files))]]
    assert refusal(client.files_completeUploadExternal, files=[{"id": "F404"}]) == "file_not_found"


def test_faults_come_as_they_were_asked_for(slack: LocalSlack, client: WebClient, channel: Channel) -> None:
    slack.fail("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=channel.id, text="t")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    slack.fail("chat.postMessage", "fatal_error", status=500)
    assert refusal(client.chat_postMessage, channel=channel.id, text="t") == "fatal_error"
    assert client.chat_postMessage(channel=channel.id, text="t")["ok"]


def test_an_envelope_is_sent_over_the_socket_and_acknowledged(slack: LocalSlack, anna: Person, channel: Channel) -> None:
    heard: list[str] = []

    async def listen(client: SocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request.payload["event"]["type"])
        await client.send_message(json.dumps({"envelope_id": request.envelope_id}))

    async def talk() -> None:
        web_client = AsyncWebClient(base_url=slack.url)
        client = SocketModeClient(APP_TOKEN, web_client=web_client)
        client.socket_mode_request_listeners.append(listen)
        await client.connect()
        sent = await asyncio.to_thread(anna.mention, channel, "a question")
        assert [ack.status for ack in sent.acks] == [200, 200]
        await asyncio.to_thread(slack.do, slack.socket.disconnect("refresh_requested", close=True))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if slack.socket.hellos >= 2 and slack.socket.connections:
                break
        await client.close()

    asyncio.run(talk())
    assert (sorted(heard), slack.socket.faults) == (["app_mention", "message"], [])
    assert slack.socket.hellos >= 2


def test_a_signature_is_slacks() -> None:
    """The example of Slack's own guide to verifying requests."""
    body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    assert (
        sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
        == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )
