"""A workspace with people, channels and the app in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from slack_running import RunningApp
from slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LocalSlack, Message, Person
from slack_server.workspace import Channel, texts

from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.settings import People, SlackSettings

PUBLIC = "https://ir.example.com/"


@dataclass
class Office:
    """Slack, the app, who works there and where they write."""

    slack: LocalSlack
    app: RunningApp
    state: Path  # where the app keeps what it keeps
    anna: Person  # a member: an investor to us
    ines: Person  # of the user group of staff, and an admin of the app
    sam: Person  # of the user group of sales
    gus: Person  # a guest, though in the staff's user group
    otto: Person  # of another company
    news: Channel
    ir: Channel
    partners: Channel  # shared with another company
    staffroom: Channel  # whoever writes here is staff

    def replies(self, channel: Channel, thread: str | None = None, *, least: int = 1, seconds: float = 20.0) -> list[Message]:
        """The app's messages that everyone sees in a thread, once there are so many and none is being streamed."""

        def shown() -> list[Message]:
            there = [m for m in self.anna.sees(channel, thread) if m.seen_by is None and m.streaming_until is None]
            return there if len(there) >= least and not self.status(channel, thread) else []

        return list(self.slack.wait(shown, seconds, f"{least} replies in {channel.name}"))

    def reply(self, sent: Any) -> Message:
        """The one reply to what a person wrote."""
        message: Message = sent.message
        channel = self.slack.workspace.channels[message.channel]
        return self.replies(channel, message.thread_ts or message.ts)[-1]

    def whispers(self, person: Person) -> list[Message]:
        """What only this person sees by now, in any conversation."""
        channels = self.slack.workspace.channels.values()
        seen = [m for channel in list(channels) for m in list(channel.messages.values()) if m.seen_by == person.user.id]
        return sorted(seen, key=lambda message: message.ts)

    def whisper(self, person: Person, words: str, *, since: int = 0, channel: Channel | None = None, seconds: float = 20.0) -> Message:
        """The newest message with these words that only this person sees, once it has come; in one conversation where that is told."""

        def shown() -> Message | None:
            there = [m for m in self.whispers(person)[since:] if channel is None or m.channel == channel.id]
            return next((m for m in reversed(there) if words in m.words), None)

        message: Message = self.slack.wait(shown, seconds, f"“{words}” for {person.user.name}")
        return message

    def view(self, person: Person, words: str = "", *, callback_id: str | None = None, seconds: float = 20.0) -> dict[str, Any]:
        """The newest modal with these words that this person sees, once it has come."""

        def shown() -> dict[str, Any] | None:
            modals = [v for v in self.slack.workspace.views.values() if v["user"] == person.user.id and v["type"] == "modal"]
            fitting = [v for v in modals if callback_id in (None, v.get("callback_id")) and words in " ".join(texts(v["blocks"]))]
            return fitting[-1] if fitting else None

        return dict(self.slack.wait(shown, seconds, f"a modal with “{words}” for {person.user.name}"))

    def status(self, channel: Channel, thread: str | None) -> str:
        return self.slack.workspace.statuses.get((channel.id, thread or ""), "")

    def channel(self, name: str, **told: bool) -> Channel:
        """A channel of a test's own."""
        return self.slack.workspace.add_channel(name, **told)


@contextmanager
def office_of(
    sample: Settings, state: Path, *, over_http: bool = False, places: tuple[int, int] | None = None, **changed: Any
) -> Iterator[Office]:
    """A new workspace with the app in it."""
    with LocalSlack(manifest(public_url=PUBLIC if over_http else None), over_http=over_http) as slack:
        home = slack.workspace
        members = {name: home.add_user(name, admin=name == "Ines") for name in ("Anna", "Ines", "Sam")}
        gus, otto = home.add_user("Gus", guest=True), home.add_user("Otto", team="T0OTHER")
        home.groups = {"S0STAFF": [members["Ines"].id, gus.id], "S0SALES": [members["Sam"].id]}
        channels = {name: home.add_channel(name) for name in ("news", "ir", "staffroom")} | {
            "partners": home.add_channel("partners", shared=True)
        }
        people = People(("S0STAFF",), ("S0SALES",), (channels["staffroom"].id,), (), channels["ir"].id, (members["Ines"].id,))
        told = {"api_url": slack.url, "public_url": PUBLIC, "people": people} | changed
        wired = SlackSettings(BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, **told)
        persons = {user.name.lower(): Person(slack, user) for user in (*members.values(), gus, otto)}
        with RunningApp(replace(sample, state=state), wired, over_http=over_http, places=places) as app:
            slack.events_to = app.address
            yield Office(slack, app, state, **persons, **channels)
