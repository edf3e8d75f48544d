"""Duplicates, order, limits, edits, faults: whatever happens, each question has one reply."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from slack_office import Office, office_of
from slack_running import RunningApp
from slack_server import BOT_TOKEN
from slack_server.delivery import body

from bot.settings import Settings

WHEN = "When are top-line results from SUMMIT-1 expected?"
THEN = "third quarter of 2027"
OTHER = "When will the HARBOR results be reported?"
POSTED = ("chat.postMessage", "chat.startStream")


def posts(office: Office, channel_id: str) -> int:
    return sum(call.arguments["channel"] == channel_id for call in office.slack.called(*POSTED))


def test_an_event_that_comes_again_is_answered_once(office: Office) -> None:
    channel = office.channel("again")
    sent = office.anna.mention(channel, WHEN)
    for number in (1, 2, 3):
        assert {ack.status for ack in office.slack.deliver_all(sent.parcels, retry=number)} == {200}
    office.reply(sent)
    office.slack.deliver_all(sent.parcels, retry=3)
    office.slack.wait_until_quiet(1.0)
    assert posts(office, channel.id) == 1


def test_an_event_that_got_lost_the_first_time_is_answered_when_it_is_retried(office: Office) -> None:
    sent = office.anna.compose(office.channel("lost"), f"<@U0BOT> {WHEN}")
    office.slack.deliver_all(sent.parcels, retry=2)
    assert THEN in office.reply(sent).words


def test_questions_of_one_channel_are_answered_in_their_order(office: Office) -> None:
    channel = office.channel("order")
    asked = [office.anna.compose(channel, f"<@U0BOT> {question}") for question in (WHEN, OTHER, "Why was CVA-315 stopped?", WHEN)]
    for one in asked:
        office.slack.deliver_all(one.parcels)
    office.replies(channel, least=4)
    shown = sorted(office.anna.sees(channel), key=lambda message: message.ts)
    assert [message.thread_ts for message in shown] == [one.message.ts for one in asked]


def test_retry_after_is_honoured(office: Office) -> None:
    channel = office.channel("limited")
    office.slack.fail("chat.startStream", "channel_type_not_supported")
    office.slack.fail("chat.postMessage", retry_after=2, when=lambda told: told.get("channel") == channel.id)
    sent = office.anna.mention(channel, WHEN)
    assert THEN in office.reply(sent).words
    first, second = [
        call.at for call in office.slack.calls if call.method == "chat.postMessage" and call.arguments.get("channel") == channel.id
    ]
    assert second - first >= 2.0


def test_a_status_that_cannot_be_shown_stops_nothing(office: Office) -> None:
    office.slack.fail("assistant.threads.setStatus", "fatal_error", times=9)
    assert THEN in office.reply(office.anna.mention(office.channel("nostatus"), WHEN)).words


def test_an_answer_of_unknown_fate_is_looked_for_before_it_is_posted_again(office: Office) -> None:
    channel = office.channel("fate")
    office.slack.fail("chat.startStream", "channel_type_not_supported")
    office.slack.fail("chat.postMessage", "internal_error", status=500, when=lambda told: told.get("channel") == channel.id)
    sent = office.anna.mention(channel, WHEN)
    assert THEN in office.reply(sent).words
    assert [call.arguments["ts"] for call in office.slack.called("conversations.replies") if call.arguments["channel"] == channel.id] == [
        sent.message.ts
    ]
    assert len(office.anna.sees(channel)) == 1


def test_a_fault_is_told_with_the_number_under_which_the_log_has_it(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    channel = office.channel("fault")
    office.slack.fail("chat.startStream", "channel_type_not_supported")
    office.slack.fail("chat.postMessage", "restricted_action", when=lambda told: told.get("channel") == channel.id)
    with caplog.at_level(logging.INFO):
        reply = office.reply(office.anna.mention(channel, f"{WHEN} Zanzibar?"))
    number = re.search(r"number: (\S+?)\.?$", reply.text.strip())
    assert number
    assert number[1] in caplog.text
    assert "Zanzibar" not in caplog.text
    assert THEN not in caplog.text


def test_an_edited_question_is_answered_anew_in_the_same_place(office: Office) -> None:
    channel = office.channel("edited")
    sent = office.anna.mention(channel, OTHER)
    first = office.reply(sent)
    office.anna.edit(sent.message, f"<@U0BOT> {WHEN}")
    office.slack.wait(lambda: [m for m in office.anna.sees(channel) if THEN in m.words], wanted="the new answer")
    assert [m.ts for m in office.anna.sees(channel)] == [first.ts]


def test_an_edit_that_changes_nothing_is_left_alone(office: Office) -> None:
    channel = office.channel("unchanged")
    sent = office.anna.mention(channel, WHEN)
    office.reply(sent)
    office.anna.edit(sent.message, sent.message.text)
    office.slack.wait_until_quiet(1.0)
    assert (posts(office, channel.id), [m.edits for m in office.anna.sees(channel)]) == (1, [0])


def test_a_deleted_question_takes_its_answer_with_it(office: Office) -> None:
    channel = office.channel("deleted")
    sent = office.anna.mention(channel, WHEN)
    office.reply(sent)
    office.anna.delete(sent.message)
    office.slack.wait(lambda: not office.anna.sees(channel), wanted="an empty channel")


def test_what_the_app_says_itself_is_never_answered(office: Office) -> None:
    """All of its messages come back to it as events, its changes and deletions, too."""
    channel = office.channel("echo")
    sent = office.anna.mention(channel, WHEN)
    office.reply(sent)
    office.anna.write(channel, "and then", sent.message.ts, user="U0BOT", bot_id="B0BOT")
    office.slack.wait_until_quiet(1.0)
    assert posts(office, channel.id) == 1


def test_a_trigger_that_has_run_out_is_told_to_who_pressed(office: Office) -> None:
    reply = office.reply(office.anna.mention(office.channel("late"), WHEN))
    before = len(office.whispers(office.anna))
    office.slack.fail("views.open", "expired_trigger_id")
    office.anna.press(reply, "show_words")
    assert office.whisper(office.anna, "number", since=before)


def test_no_word_of_a_draft_is_kept_or_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    draft = "Corvaldane has signed a merger with Quuxilon of Atlantis."
    with caplog.at_level(logging.DEBUG):
        office.ines.command("/check", "")
        view = office.view(office.ines, callback_id="check_draft")
        office.ines.submit(view, draft=draft)
        office.view(office.ines, "Quuxilon")
        office.ines.mention(office.channel("secret"), f"check: {draft}")
        office.whisper(office.ines, "Quuxilon")
        office.slack.wait_until_quiet()
    assert not [record.name for record in caplog.records if "Quuxilon" in record.getMessage()]
    kept = [path for path in office.state.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if b"Quuxilon" in path.read_bytes()]


@pytest.fixture
def own_office(sample: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    """A workspace that a test may break."""
    told = {"over_http": False} | getattr(request, "param", {})
    with office_of(replace(sample, journal=replace(sample.journal, url=None)), tmp_path / "state", **told) as office:
        yield office


def test_two_replicas_answer_an_event_once(own_office: Office) -> None:
    """Socket Mode brings each delivery to one of both; the same event comes to the other when it is retried."""
    office = own_office
    with RunningApp(office.app.settings, office.app.slack):
        assert len(office.slack.socket.connections) == 2
        channel = office.channel("replicas")
        sent = office.anna.compose(channel, f"<@U0BOT> {WHEN}")
        office.slack.deliver_all([*sent.parcels, *sent.parcels])
        office.reply(sent)
        office.slack.deliver_all([*sent.parcels, *sent.parcels], retry=1)
        office.slack.wait_until_quiet(1.0)
        assert posts(office, channel.id) == 1


def test_a_connection_that_slack_renews_loses_nothing(own_office: Office) -> None:
    office = own_office
    office.slack.do(office.slack.socket.disconnect("refresh_requested", close=True))
    office.slack.wait_until_quiet(0.2)
    for _ in range(200):
        if office.slack.socket.hellos >= 2 and office.slack.socket.connections:
            break
        threading.Event().wait(0.05)
    assert THEN in office.reply(office.anna.mention(office.news, WHEN)).words


@pytest.mark.parametrize("own_office", [{"over_http": True, "places": (1, 1)}], indirect=True)
def test_when_there_is_no_place_the_app_says_so(own_office: Office) -> None:
    office = own_office
    office.slack.fail("chat.startStream", delay=1.5, times=2)
    asked = [office.anna.compose(office.channel(f"busy{n}"), f"<@U0BOT> {WHEN}") for n in range(6)]
    office.slack.deliver_all([parcel for one in asked for parcel in one.parcels])
    words = [office.reply(one).words for one in asked]
    answered = sum(THEN in told for told in words)
    assert 2 <= answered < 6
    assert sum("again in a minute" in told for told in words) == 6 - answered


@pytest.mark.parametrize("own_office", [{"over_http": True}], indirect=True)
def test_a_request_that_slack_did_not_sign_is_refused_and_nothing_else_is_affected(own_office: Office) -> None:
    office = own_office
    sent = office.anna.compose(office.news, f"<@U0BOT> {WHEN}")
    content, data = body(*sent.parcels[-1])
    send = office.slack.requests.send
    assert office.slack.do(send(content, data, {}, signature="v0=" + "0" * 64)).status == 401
    assert office.slack.do(send(content, data, {}, signature="")).status == 401
    assert office.slack.do(send(content, data, {}, skew=-400)).status == 401
    assert office.slack.do(send(content, data, {}, skew=400)).status == 401
    office.slack.wait_until_quiet(0.5)
    assert office.anna.sees(office.news) == []
    assert office.slack.do(send(content, data, {})).status == 200
    assert THEN in office.reply(sent).words


def test_a_revoked_installation_is_logged_in_a_line_and_answered_again_once_it_is_back(
    own_office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office = own_office
    grant = office.slack.api.grants[BOT_TOKEN]
    grant.refused = "token_revoked"
    office.anna.mention(office.channel("revoked"), WHEN)
    office.slack.wait_until_quiet(1.0)
    assert "token_revoked" in caplog.text
    grant.refused = None
    assert THEN in office.reply(office.anna.mention(office.news, WHEN)).words
