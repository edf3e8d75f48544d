"""Calls of Slack are repeated where that does no harm, replies follow their questions, and a person's reply finds its way back."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_server import BOT_TOKEN, LocalSlack, Person
from slack_server import Message as Written
from slack_server.workspace import BOT_USER, Channel

from bot.answer import Answer, Citation, Question, Statement
from bot.errors import SlackError
from bot.slack.intake import Destination, Intake, Message, check_workspace, open_store, patient_client, post_once
from bot.slack.intake.ask_ir import AskIR, Referral
from bot.slack.intake.brought_back import harmless
from bot.slack.intake.patience import Patience
from bot.slack.intake.store import Store

QUOTE = "Top-line results are expected in the second half of 2026."
ANSWERED = Answer(
    Question("When are the results due?"),
    "answered",
    QUOTE,
    "2026-06-16",
    "answer-1",
    statements=(Statement(QUOTE, (1,)),),
    citations=(Citation(1, "r1", "Results ahead", "2026-06-16", None, "r1.md", "", QUOTE, 0, len(QUOTE)),),
    as_of="2026-06-16",
)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as slack:
        slack.echoes = False
        yield slack


@pytest.fixture
def room(slack: LocalSlack) -> Channel:
    return slack.workspace.add_channel("general")


def scene(slack: LocalSlack, folder: Path, play: Callable[[AsyncWebClient, Intake], Awaitable[None]], owner: str = "one") -> None:
    async def run() -> None:
        store = await open_store(None, folder, owner=owner)
        try:
            await play(patient_client(BOT_TOKEN, base_url=slack.url), Intake(store))
        finally:
            await store.close()

    asyncio.run(run())


def calls(slack: LocalSlack, method: str) -> list[Any]:
    return [call for call in slack.calls if call.method == method]


def test_the_whole_retry_after_is_waited_for(slack: LocalSlack, room: Channel) -> None:
    slack.fail("chat.postMessage", retry_after=12)
    client = patient_client(BOT_TOKEN, base_url=slack.url)
    client.retry_handlers[:] = [Patience(longest=11)]
    with pytest.raises(SlackApiError, match="ratelimited"):  # twelve seconds are more than are waited for here; slack_sdk would wait one
        asyncio.run(client.chat_postMessage(channel=room.id, text="x"))
    assert len(calls(slack, "chat.postMessage")) == 1
    slack.fail("chat.postMessage", retry_after=1)
    began = time.monotonic()
    asyncio.run(patient_client(BOT_TOKEN, base_url=slack.url).chat_postMessage(channel=room.id, text="x"))
    assert time.monotonic() - began >= 1.0
    assert len(room.messages) == 1


def test_rate_limits_that_do_not_end_are_given_up(slack: LocalSlack, room: Channel) -> None:
    slack.fail("chat.update", retry_after=0, times=99)
    client = patient_client(BOT_TOKEN, base_url=slack.url)
    client.retry_handlers[:] = [Patience(tries=3)]
    with pytest.raises(SlackApiError):
        asyncio.run(client.chat_update(channel=room.id, ts="1.0", text="x"))
    assert len(calls(slack, "chat.update")) == 3


@pytest.mark.parametrize(("method", "times"), [("auth.test", 3), ("chat.postMessage", 1), ("chat.startStream", 1)])
def test_after_a_fault_of_the_server_only_what_may_be_done_twice_is_repeated(
    slack: LocalSlack, room: Channel, method: str, times: int
) -> None:
    slack.fail(method, status=503, times=2)
    client = patient_client(BOT_TOKEN, base_url=slack.url)
    said = {} if method == "auth.test" else {"channel": room.id, "text": "x"}
    with contextlib.suppress(SlackApiError):
        asyncio.run(client.api_call(method, params=said))
    assert len(calls(slack, method)) == times


def test_what_was_never_sent_is_tried_again() -> None:
    client = patient_client(BOT_TOKEN, base_url="http://127.0.0.1:9/api/")
    client.retry_handlers[:] = [Patience(tries=2)]
    began = time.monotonic()
    with pytest.raises(Exception, match=r"127\.0\.0\.1:9"):
        asyncio.run(client.chat_postMessage(channel="C1", text="x"))
    assert time.monotonic() - began >= 0.5


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("thread", ["1.0", None])
def test_a_post_of_unknown_fate_is_looked_for_and_stands_there_once(
    slack: LocalSlack, room: Channel, *, arrived: bool, thread: str | None
) -> None:
    async def play() -> None:
        client = patient_client(BOT_TOKEN, base_url=slack.url)
        ts = str((await client.chat_postMessage(channel=room.id, text="a question"))["ts"]) if thread else None
        if arrived:
            await post_once(client, key="Ev1", channel=room.id, thread_ts=ts, text="an answer")
        await post_once(client, key="Ev0", channel=room.id, thread_ts=ts, text="another answer")
        slack.fail("chat.postMessage", "internal_error")
        await post_once(client, key="Ev1", channel=room.id, thread_ts=ts, text="an answer")

    asyncio.run(play())
    assert [message.text for message in room.messages.values()].count("an answer") == 1
    assert len(calls(slack, "conversations.replies" if thread else "conversations.history")) == 1


def test_where_slack_does_not_let_us_look_nothing_is_posted_twice(slack: LocalSlack, room: Channel) -> None:
    slack.fail("chat.postMessage", status=500)
    slack.fail("conversations.history", "missing_scope")
    client = patient_client(BOT_TOKEN, base_url=slack.url)
    with pytest.raises(SlackApiError, match="internal_error"):
        asyncio.run(post_once(client, key="Ev1", channel=room.id, text="x"))
    assert len(calls(slack, "chat.postMessage")) == 1


class Answering:
    """Posts one answer, or takes the place of the old one; waits before, where it is told to."""

    def __init__(self, intake: Intake, client: AsyncWebClient, message: Message, told: str, *, go: asyncio.Event | None = None) -> None:
        self.intake, self.client, self.message, self.told, self.go = intake, client, message, told, go

    async def begin(self) -> None: ...

    async def work(self, replaces: tuple[str, ...]) -> None:
        if replaces:
            await self.client.chat_update(channel=self.message.channel, ts=replaces[0], text=self.told)
            return
        where = {"channel": self.message.channel, "thread_ts": self.message.thread}
        await self.intake.post(self.message, post_once(self.client, key=f"{self.message.key}/1", text=self.told, **where))
        if self.go:
            await self.go.wait()
            await self.intake.post(self.message, post_once(self.client, key=f"{self.message.key}/2", text="more", **where))

    async def busy(self) -> None: ...

    async def fail(self, fault: str) -> None:
        raise AssertionError(fault)


def asked(slack: LocalSlack, room: Channel) -> Message:
    ts = slack.workspace.put(Written(slack.workspace.ts(), room.id, "U1", "When?")).ts
    return Message("Ev1", "T0HOME", room.id, ts, ts, "U1")


def ours(room: Channel) -> list[str]:
    """The app's messages in a channel."""
    return [message.text for message in room.messages.values() if message.user == BOT_USER]


def test_an_edited_question_is_answered_in_the_place_of_the_old_answer(slack: LocalSlack, room: Channel, tmp_path: Path) -> None:
    async def play(client: AsyncWebClient, intake: Intake) -> None:
        first = asked(slack, room)
        await intake.handle(Answering(intake, client, first, "old"))
        edited = Message("Ev2", first.team, first.channel, first.ts, first.thread, first.user)
        await intake.revise(Answering(intake, client, edited, "new"))
        never_asked = Message("Ev3", first.team, first.channel, "9.9", "9.9", first.user)
        await intake.revise(Answering(intake, client, never_asked, "nothing"))

    scene(slack, tmp_path, play)
    assert ours(room) == ["new"]


@pytest.mark.parametrize("there", ["here", "in another process"])
@pytest.mark.parametrize("change", ["deleted", "edited"])
def test_a_question_that_is_taken_back_while_it_is_answered(
    slack: LocalSlack, room: Channel, tmp_path: Path, change: str, there: str
) -> None:
    async def play(client: AsyncWebClient, intake: Intake) -> None:
        first, go = asked(slack, room), asyncio.Event()
        handling = asyncio.create_task(intake.handle(Answering(intake, client, first, "old", go=go)))
        async with asyncio.timeout(5):
            while not ours(room):
                await asyncio.sleep(0.01)
        other = intake if there == "here" else Intake(await open_store(None, tmp_path, owner="two"))
        if change == "deleted":
            await other.withdraw(client, first.channel, first.ts)
        else:
            edited = Message("Ev2", first.team, first.channel, first.ts, first.thread, first.user)
            await other.revise(Answering(other, client, edited, "new"))
        go.set()
        await handling
        if other is not intake:
            await other.store.close()

    scene(slack, tmp_path, play)
    assert ours(room) == (["new"] if change == "edited" else [])


def test_a_deleted_question_takes_all_its_answers_with_it(slack: LocalSlack, room: Channel, tmp_path: Path) -> None:
    async def play(client: AsyncWebClient, intake: Intake) -> None:
        first, go = asked(slack, room), asyncio.Event()
        go.set()
        await intake.handle(Answering(intake, client, first, "an answer", go=go))
        assert ours(room) == ["an answer", "more"]
        mine = next(message.ts for message in room.messages.values() if message.user == BOT_USER)
        await client.chat_delete(channel=room.id, ts=mine)  # somebody was quicker
        await intake.withdraw(client, first.channel, first.ts)

    scene(slack, tmp_path, play)
    assert ours(room) == []


class Ir:
    """The channel of investor relations, and a question that was passed on to it."""

    def __init__(self, slack: LocalSlack, room: Channel, folder: Path) -> None:
        self.slack, self.room, self.folder = slack, room, folder
        self.anna, self.ines = (Person(slack, slack.workspace.add_user(name)) for name in ("Anna", "Ines"))
        self.channel = slack.workspace.add_channel("ir")
        self.to = Destination("T0HOME", room.id, "1.0", self.anna.user.id)

    def refer(self, key: str = "answer-1") -> bool:
        told: list[bool] = []

        async def play(client: AsyncWebClient, intake: Intake) -> None:
            told.append(await AskIR(intake).refer(client, Referral(key, self.to, ANSWERED.question.text, ANSWERED), self.channel.id))

        scene(self.slack, self.folder, play, owner="before")
        return told[0]

    def write(self, said: str, **told: Any) -> bool:
        """What comes of a message below the referral, in a process that starts afterwards."""
        root = next(iter(self.channel.messages))
        ts = told.pop("ts", self.slack.workspace.ts())
        event = {"type": "message", "channel": self.channel.id, "ts": ts, "thread_ts": root, "user": self.ines.user.id, "text": said} | told
        return self.bring({"event_id": f"Ev{self.slack.workspace.number()}", "team_id": "T0HOME", "event": event})

    def bring(self, body: dict[str, Any]) -> bool:
        told: list[bool] = []

        async def play(client: AsyncWebClient, intake: Intake) -> None:
            told.append(await AskIR(intake).bring_back(client, body))

        scene(self.slack, self.folder, play, owner=f"after {self.slack.workspace.number()}")
        return told[0]

    @property
    def back(self) -> list[Any]:
        return [message for message in self.room.messages.values() if message.thread_ts == "1.0"]


@pytest.fixture
def ir(slack: LocalSlack, room: Channel, tmp_path: Path) -> Ir:
    ir = Ir(slack, room, tmp_path)
    slack.workspace.put(Written("1.0", room.id, ir.anna.user.id, "When are the results due?"))
    return ir


def test_question_answer_and_evidence_are_passed_on_once(ir: Ir) -> None:
    assert (ir.refer(), ir.refer()) == (True, False)
    (posted,) = ir.channel.messages.values()
    for words in ("When are the results due?", QUOTE, "Results ahead", "Reply in this thread"):
        assert words in posted.words
    assert {"type": "user", "user_id": ir.anna.user.id} in posted.blocks[1]["elements"][0]["elements"]


def test_a_persons_reply_comes_back_with_the_name_after_a_restart_and_follows_its_edits(ir: Ir) -> None:
    ir.refer()
    ts = ir.slack.workspace.ts()
    assert ir.write("We say more at the conference. <!here>", ts=ts) is True
    (back,) = ir.back
    assert back.words.startswith("Ines replied for investor relations")
    assert "We say more at the conference. @here" in back.words
    said = {"ts": ts, "user": ir.ines.user.id, "thread_ts": next(iter(ir.channel.messages))}
    before, now = said | {"text": "We say more at the conference. <!here>"}, said | {"text": "We say more in June."}
    assert ir.write("", subtype="message_changed", message=now, previous_message=before) is True
    (edited,) = ir.back
    assert ("We say more in June." in edited.words, edited.ts) == (True, back.ts)
    assert ir.write("", subtype="message_deleted", deleted_ts=ts, previous_message=now) is True
    assert ir.back == []
    whispers = [message.text for message in ir.channel.messages.values() if message.seen_by == ir.ines.user.id]
    assert whispers == ["Passed on to the asker."]


def test_what_begins_with_two_strokes_or_stands_elsewhere_stays_where_it_is(ir: Ir) -> None:
    ir.refer()
    assert ir.write("// who answers this one?") is True
    assert ir.write("In no thread", thread_ts=None) is False
    assert ir.write("In another thread", thread_ts="2.0") is False
    assert ir.back == []


def test_a_reply_that_cannot_be_delivered_is_told_to_who_wrote_it(ir: Ir) -> None:
    ir.refer()
    ir.slack.fail("chat.postMessage", "is_archived")
    assert ir.write("We say more at the conference.") is True
    assert ir.back == []
    whisper = next(message.text for message in ir.channel.messages.values() if message.seen_by == ir.ines.user.id)
    assert whisper.startswith("This reply could not be passed on to the asker.")


def test_a_channel_that_cannot_be_used_is_one_line_and_may_be_tried_again(ir: Ir) -> None:
    ir.slack.fail("chat.postMessage", "channel_not_found")
    with pytest.raises(
        SlackError, match=r"^The channel of investor relations, 'C\w+', cannot be used \(channel_not_found\)\. Write /invite"
    ):
        ir.refer()
    assert ir.refer() is True


def test_what_calls_groups_is_a_word_and_links_stay() -> None:
    said = "<!channel> <!subteam^S1|@staff> <!subteam^S2> see <https://example.com|this> <@U1>"
    assert harmless(said) == "@channel @staff @S2 see <https://example.com|this> <@U1>"


def test_wrong_tokens_and_channels_are_told_in_a_line_each(slack: LocalSlack, room: Channel) -> None:
    client = patient_client(BOT_TOKEN, base_url=slack.url)
    faults = asyncio.run(check_workspace(client, {"ir_channel": "C0NONE", "other": room.id, "none": None}))
    assert [fault.split(". ")[0] for fault in faults] == [
        "slack.ir_channel in the company's file is 'C0NONE', which cannot be used (channel_not_found)"
    ]
    with pytest.raises(SlackError, match=r"^Slack does not take the token in SLACK_BOT_TOKEN \(invalid_auth\)\. Install"):
        asyncio.run(check_workspace(patient_client("xoxb-no", base_url=slack.url), {}))


def test_the_tables_are_made_once_however_many_start_at_a_time(tmp_path: Path) -> None:
    async def play() -> list[Store]:
        return await asyncio.gather(*(open_store(None, tmp_path, owner=str(n)) for n in range(4)))

    async def both() -> int:
        stores = await play()
        message = Message("Ev1", "T", "C", "1.0", "1.0", "U")
        claims = [await store.claim(message) for store in stores]
        for store in stores:
            await store.close()
        return sum(claim.ours for claim in claims)

    assert asyncio.run(both()) == 1
