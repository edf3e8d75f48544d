"""Where the app answers, and where it keeps silent."""

from __future__ import annotations

import pytest
from slack_office import Office

WHEN = "When are top-line results from SUMMIT-1 expected?"
THEN = "third quarter of 2027"


def test_a_mention_is_answered_in_its_thread(office: Office) -> None:
    sent = office.anna.mention(office.news, WHEN)
    assert [ack.status for ack in sent.acks] == [200, 200]
    reply = office.reply(sent)
    assert reply.thread_ts == sent.message.ts
    assert THEN in reply.words


def test_a_mention_inside_a_thread_is_answered_there(office: Office) -> None:
    channel = office.channel("thread")
    first = office.anna.write(channel, "Who has news?")
    reply = office.reply(office.sam.mention(channel, WHEN, first.message.ts))
    assert (reply.thread_ts, THEN in reply.words) == (first.message.ts, True)


def test_a_direct_message_is_answered_without_a_mention(office: Office) -> None:
    reply = office.reply(office.anna.ask(WHEN))
    assert (reply.channel, THEN in reply.words) == (office.anna.direct.id, True)


def test_a_follow_up_needs_no_mention_and_knows_what_was_asked(office: Office) -> None:
    channel = office.channel("followup")
    first = office.anna.mention(channel, WHEN)
    office.reply(first)
    office.anna.write(channel, "And how far along is enrollment?", first.message.ts)
    assert "enrollment" in office.replies(channel, first.message.ts, least=2)[-1].words


def test_a_follow_up_to_small_talk_gets_no_reply(office: Office) -> None:
    channel = office.channel("thanks")
    first = office.anna.mention(channel, WHEN)
    office.reply(first)
    office.anna.write(channel, "Thank you!", first.message.ts)
    office.slack.wait_until_quiet(1.0)
    assert len(office.anna.sees(channel)) == 1
    assert office.status(channel, first.message.ts) == ""


def test_what_people_say_to_one_another_is_left_alone(office: Office) -> None:
    channel = office.channel("people")
    first = office.anna.write(channel, "When is lunch?")
    office.sam.write(channel, "At noon.", first.message.ts)
    asked = office.anna.mention(channel, WHEN)
    office.reply(asked)
    office.sam.write(channel, f"<@{office.ines.user.id}> have you seen this?", asked.message.ts)
    office.slack.wait_until_quiet(1.0)
    assert len(office.anna.sees(channel)) == 1


def test_a_private_channel_and_a_group_message_are_answered(office: Office) -> None:
    for told in ({"prefix": "G"}, {"prefix": "G", "several": True}):
        channel = office.slack.workspace.add_channel("closed", **told)  # type: ignore[arg-type]
        assert THEN in office.reply(office.anna.mention(channel, WHEN)).words


def test_a_mention_without_a_question_gets_help(office: Office) -> None:
    reply = office.reply(office.anna.mention(office.channel("bare"), ""))
    assert "releases" in reply.words


def test_a_message_of_a_bot_is_left_alone(office: Office) -> None:
    channel = office.channel("bots")
    office.anna.write(channel, f"<@U0BOT> {WHEN}", bot_id="B0OTHER", subtype="bot_message")
    office.anna.write(office.anna.direct, WHEN, bot_id="B0OTHER")
    before = len(office.anna.sees(office.anna.direct))
    office.slack.wait_until_quiet(1.0)
    assert (office.anna.sees(channel), len(office.anna.sees(office.anna.direct))) == ([], before)


def test_the_agents_tab_suggests_prompts_of_the_newest_releases(office: Office) -> None:
    office.anna.open_home("messages")
    prompts = office.slack.wait(lambda: office.slack.workspace.prompts.get(office.anna.direct.id), wanted="prompts")
    assert 1 <= len(prompts) <= 4
    assert office.reply(office.anna.ask(prompts[0]["message"])).words.count("2026") >= 1


@pytest.mark.parametrize("asked", ["program", "program CVA-101", "/program"])
def test_a_program_is_asked_for_by_mention_where_commands_do_not_reach(office: Office, asked: str) -> None:
    reply = office.reply(office.anna.mention(office.channel("programs"), asked))
    assert [b["type"] for b in reply.blocks].count("image") <= 1
    assert "SUMMIT" in reply.words or "Phase" in reply.words
