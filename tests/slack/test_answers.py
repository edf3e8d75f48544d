"""How an answer comes about, and what stands in it."""

from __future__ import annotations

import re
import time

from slack_office import PUBLIC, Office
from slack_server.workspace import BOT_USER, Message, texts

from bot.journal.book import Book
from bot.slack.rich import actions, button

WHEN = "When are top-line results from SUMMIT-1 expected?"
THEN = "third quarter of 2027"


def of(office: Office, ts: str, *methods: str) -> list[str]:
    """The calls of these methods in the thread, or on messages of it, in order."""
    own = {m.ts for channel in office.slack.workspace.channels.values() for m in channel.messages.values() if m.thread_ts == ts}
    return [c.method for c in office.slack.called(*methods) if c.arguments.get("thread_ts") == ts or c.arguments.get("ts") in own]


STREAM = ("assistant.threads.setStatus", "chat.startStream", "chat.appendStream", "chat.stopStream", "chat.postMessage", "chat.update")


def test_a_status_comes_first_and_the_answer_is_streamed(office: Office) -> None:
    channel = office.channel("streamed")
    sent = office.anna.mention(channel, WHEN)
    office.reply(sent)
    assert of(office, sent.message.ts, *STREAM)[:2] == ["assistant.threads.setStatus", "chat.startStream"]
    assert of(office, sent.message.ts, *STREAM)[-1] == "chat.stopStream"
    assert office.status(channel, sent.message.ts) == ""


def test_where_streams_are_not_allowed_the_answer_is_posted(office: Office) -> None:
    office.slack.fail("chat.startStream", "channel_type_not_supported", times=9)
    sent = office.anna.mention(office.channel("unstreamed"), WHEN)
    assert THEN in office.reply(sent).words
    assert of(office, sent.message.ts, *STREAM)[1:] == ["chat.postMessage"]


def test_an_answer_whose_stream_expired_is_put_in_its_place(office: Office) -> None:
    office.slack.workspace.stream_seconds = 0.0
    try:
        sent = office.anna.mention(office.channel("expired"), "What were research and development expenses in the first quarter of 2026?")
        reply = office.slack.wait(
            lambda: next((m for m in office.slack.workspace.channels[sent.message.channel].messages.values() if m.edits), None)
        )
    finally:
        office.slack.workspace.stream_seconds = 300.0
        refused = [c for c in office.slack.calls if c.error == "message_not_in_streaming_state"]
        for call in refused:  # what this test asked for
            office.slack.ledger.calls.remove(call)
    assert refused
    assert "million" in reply.words
    assert [e["type"] for b in reply.blocks if b["type"] == "context_actions" for e in b["elements"]] == ["feedback_buttons"]


def test_a_stream_that_could_not_be_ended_is_ended_before_its_message_is_changed(office: Office) -> None:
    """While a stream is open Slack refuses every other change of its message."""
    office.slack.fail("chat.stopStream", "internal_error", status=500)
    sent = office.anna.mention(office.channel("unended"), WHEN)
    reply = office.slack.wait(
        lambda: next((m for m in office.slack.workspace.channels[sent.message.channel].messages.values() if m.edits), None)
    )
    conflicts = [call for call in office.slack.calls if call.error == "streaming_state_conflict"]
    for call in conflicts:  # how the app learns of it
        office.slack.ledger.calls.remove(call)
    assert (len(conflicts), THEN in reply.words, reply.streaming_until) == (1, True, None)


def test_each_citation_links_to_the_release_at_the_quoted_words(office: Office) -> None:
    reply = office.reply(office.anna.mention(office.channel("cited"), WHEN))
    links = [e for e in flat([*reply.streamed, *reply.blocks]) if e.get("type") == "link"]
    assert {"[1]"} <= {link["text"].strip() for link in links}
    assert all(re.match(re.escape(PUBLIC) + r"releases/\S+|https://", link["url"]) for link in links)
    assert any("#" in link["url"] or "start=" in link["url"] for link in links)


def flat(node: object) -> list[dict[str, object]]:
    if isinstance(node, list):
        return [one for item in node for one in flat(item)]
    return [node, *[one for value in node.values() for one in flat(value)]] if isinstance(node, dict) else []


def test_the_words_are_shown_in_a_modal_with_their_speaker_and_day(office: Office) -> None:
    reply = office.reply(office.anna.mention(office.channel("words"), WHEN))
    ack = office.anna.press(reply, "show_words")
    assert ack.status == 200
    told = " ".join(texts(office.view(office.anna, THEN)["blocks"]))
    assert "2026" in told
    assert "Corvaldane" in told


def test_what_looks_ahead_has_its_caution_beside_it(office: Office) -> None:
    reply = office.reply(office.anna.mention(office.channel("cautions"), WHEN))
    words = reply.words
    assert words.index(THEN) < words.index("Caution on") < words.index("Sources")


def test_what_was_said_before_stands_beside_what_replaced_it(office: Office) -> None:
    reply = office.reply(
        office.anna.mention(office.channel("before"), "How did the expected timing of the SUMMIT-1 results change, and why?")
    )
    assert "first half of 2027" in reply.words
    assert THEN in reply.words


def test_an_answer_says_as_of_when_and_that_it_is_automated(office: Office) -> None:
    words = office.reply(office.anna.mention(office.channel("asof"), WHEN)).words
    assert "As of June 16, 2026." in words
    assert "utomated" in words


def test_what_is_not_on_record_is_said_with_the_contact(office: Office) -> None:
    words = office.reply(office.anna.mention(office.channel("silent"), "What is the name of the chief executive's dog?")).words
    assert "ir@corvaldane.example.com" in words


def test_a_reader_says_whether_it_helped_and_is_thanked(office: Office) -> None:
    reply = office.reply(office.anna.mention(office.channel("helped"), WHEN))
    value = next(e["positive_button"]["value"] for b in reply.blocks if b["type"] == "context_actions" for e in b["elements"])
    assert office.anna.press(reply, "feedback", value).status == 200
    assert office.whisper(office.anna, "Thank you")


def test_whoever_was_not_helped_may_say_why_and_whoever_closes_that_has_said_enough(office: Office) -> None:
    reply = office.reply(office.anna.mention(office.channel("unhelped"), WHEN))
    value = next(e["negative_button"]["value"] for b in reply.blocks if b["type"] == "context_actions" for e in b["elements"])
    assert office.anna.press(reply, "feedback", value).status == 200
    asked = office.view(office.anna, callback_id="why")
    office.anna.submit(asked, why="")
    assert opinions(office, value, least=1) == [(False, None)]
    office.sam.press(reply, "feedback", value)
    office.sam.submit(office.view(office.sam, callback_id="why"), why="Which year? Call (212) 555-0123.")
    said = opinions(office, value, least=2, comments=1)
    assert sorted(said, key=str) == [(False, "Which year? Call [telephone]."), (False, None)]


def opinions(office: Office, value: str, *, least: int, comments: int = 0) -> list[tuple[bool, str | None]]:
    """What the journal has of an answer, by the value of its buttons, once there is so much: it writes behind the reader's back."""
    book, until = Book(str(office.app.settings.journal.url)), time.monotonic() + 20
    told: list[tuple[bool, str | None]] = []
    while time.monotonic() < until and (len(told) < least or sum(bool(comment) for _, comment in told) < comments):
        time.sleep(0.02)
        told = [(one.helpful, one.comment) for one in book.one(value.split(":")[1]).opinions]
    book.close()
    return told


def test_a_press_shows_the_whole_answer_or_says_that_it_cannot(office: Office) -> None:
    for question, shown in ((WHEN, THEN), ("", "could not be shown")):
        row = [actions(button("Show all", "show_all", f"an-answer-of-long-ago|{question}"))]
        trimmed = Message(office.slack.workspace.ts(), office.anna.direct.id, BOT_USER, "", row, seen_by=office.anna.user.id)
        assert office.anna.press(office.slack.workspace.put(trimmed), "show_all").status == 200
        assert office.view(office.anna, shown, callback_id="whole")


def test_a_question_is_passed_on_and_a_persons_reply_comes_back(office: Office) -> None:
    channel = office.channel("askir")
    sent = office.anna.mention(channel, WHEN)
    before = len(office.ir.messages)
    office.anna.press(office.reply(sent), "ask_ir")
    referral = office.slack.wait(lambda: list(office.ir.messages.values())[before:], wanted="a referral")[0]
    assert WHEN in referral.words
    assert THEN in " ".join(m.words for m in list(office.ir.messages.values())[before:])
    office.slack.wait_until_quiet()
    office.ines.write(office.ir, "We will tell more at the conference.", referral.ts)
    back = office.slack.wait(
        lambda: [m for m in office.anna.sees(channel, sent.message.ts) if "We will tell more" in m.words], wanted="the reply"
    )
    assert "Ines" in back[0].words
    office.slack.wait_until_quiet()
    assert not [m for m in office.anna.sees(office.ir, referral.ts) if THEN in m.words and m.ts > back[0].ts]


def test_signs_that_mean_something_to_slack_are_only_shown(office: Office) -> None:
    hostile = "What of <!here> and <!channel> and <@U999> and <https://evil.example|a gift> *bold* & `code`?"
    channel = office.channel("hostile")
    sent = office.anna.mention(channel, hostile)
    reply = office.reply(sent)
    written = [c.arguments for c in office.slack.calls if c.arguments.get("channel") == channel.id]
    for sign in ("<!here", "<!channel", "<@U999", "<https://evil.example"):
        assert not [t for told in written for t in [str(told.get("text", "")), *marked(told)] if sign in t], sign
    assert reply.words


def marked(node: object) -> list[str]:
    """The texts in which Slack would read markup."""
    return [str(one.get("text", "")) for one in flat(node) if one.get("type") in ("mrkdwn", "markdown", "markdown_text")]
