"""A message of Slack's as the intake knows it: where it stands, whose it is, and what became of it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

SAID_BY_PEOPLE = {None, "file_share", "thread_broadcast", "me_message"}  # other subtypes tell of the channel, or of bots
CHANGES = {"message_changed", "message_deleted"}
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is to be answered: ``key`` is what its delivery is known by, ``ts`` its own, ``thread`` where the reply goes."""

    key: str
    team: str
    channel: str
    ts: str
    thread: str
    user: str

    @property
    def where(self) -> str:
        """The message as logs name it: no word of what it says."""
        return f"{self.team}/{self.channel} {self.key}"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a message: edited, then with its new ``text``, or deleted."""

    kind: Literal["edited", "deleted"]
    message: Message
    text: str = ""


def message_of(body: Body) -> Message:
    """The message of an event; of an edit or a deletion, the message that it was done to."""
    event = body["event"]
    said = event.get("message") or event.get("previous_message") or event
    ts = str(event.get("deleted_ts") or said.get("ts", event.get("event_ts", "")))
    return Message(
        key=str(body.get("event_id") or f"{event.get('channel')}/{event.get('event_ts') or ts}"),
        team=str(body.get("team_id") or event.get("team") or ""),
        channel=str(event["channel"]),
        ts=ts,
        thread=str(said.get("thread_ts") or ts),
        user=str(said.get("user") or event.get("user") or ""),
    )


def change_of(body: Body) -> Change | None:
    """The edit or deletion that an event tells of; None where it tells of none, or where only a link was unfurled.

    A deleted message that has replies is told as an edit that leaves a tombstone.
    """
    event = body["event"]
    before, now = event.get("previous_message") or {}, event.get("message") or {}
    if event.get("subtype") == "message_deleted" or (event.get("subtype") == "message_changed" and now.get("subtype") == "tombstone"):
        return Change("deleted", message_of(body))
    if event.get("subtype") == "message_changed" and now.get("text") != before.get("text"):
        return Change("edited", message_of(body), str(now.get("text") or ""))
    return None


def not_for_us(body: Body, own_user: str | None = None) -> bool:
    """True for what no person said: our own messages, other bots', Slack's, and news of the channel."""
    event = body["event"]
    subtype = event.get("subtype")
    if event.get("type") == "message" and subtype not in SAID_BY_PEOPLE | CHANGES:
        return True
    said = (event.get("message") if subtype == "message_changed" else None) or event
    if said.get("subtype") == "tombstone" or subtype == "message_deleted":
        said = event.get("previous_message") or event
    by_bot = said.get("bot_id") or said.get("bot_profile") or said.get("subtype") == "bot_message"
    return bool(by_bot) or said.get("user") in ({"USLACKBOT", own_user} - {None})
