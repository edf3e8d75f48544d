"""Someone in the workspace: writes, changes, deletes, presses, submits, opens; Slack tells the app as it would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from slack_server import views
from slack_server.delivery import Ack
from slack_server.refused import Refused
from slack_server.server import LocalSlack
from slack_server.workspace import APP, BOT_USER, Channel, Json, Message, User, Workspace

MENTION = f"<@{BOT_USER}>"


@dataclass
class Sent:
    """A message of a person with the parcels that told the app of it, and how those were acknowledged."""

    message: Message
    parcels: list[tuple[str, Json]]
    acks: list[Ack] = field(default_factory=list)


class Person:
    """``user`` at their screen."""

    def __init__(self, slack: LocalSlack, user: User, home: Workspace | None = None) -> None:
        self.slack, self.user, self.home = slack, user, home or slack.workspace

    @property
    def direct(self) -> Channel:
        return self.home.direct(self.user.id)

    # messages

    def compose(self, channel: Channel, text: str, thread_ts: str | None = None, **told: Any) -> Sent:
        """A message that stands in the conversation, of which the app was not told yet."""
        message = self.home.put(Message(self.home.ts(), channel.id, self.user.id, text, thread_ts=thread_ts))
        event = (
            message.told()
            | {"user_team": self.user.team, "source_team": self.user.team, "event_ts": message.ts, "channel": channel.id}
            | told
        )
        events = [event | {"type": "message", "channel_type": channel.kind}] if BOT_USER in channel.members else []
        if MENTION in text and channel.kind != "im":  # a mention in a direct message is a message only
            events.append(event | {"type": "app_mention"})
        return Sent(message, [("events_api", self.slack.event(one, self.home)) for one in events if self.slack.subscribed(one)])

    def write(self, channel: Channel, text: str, thread_ts: str | None = None, **told: Any) -> Sent:
        sent = self.compose(channel, text, thread_ts, **told)
        sent.acks = self.slack.deliver_all(sent.parcels)
        return sent

    def mention(self, channel: Channel, text: str, thread_ts: str | None = None) -> Sent:
        return self.write(channel, f"{MENTION} {text}", thread_ts)

    def ask(self, text: str, thread_ts: str | None = None) -> Sent:
        """A direct message."""
        return self.write(self.direct, text, thread_ts)

    def edit(self, message: Message, text: str) -> None:
        before = message.told()
        message.text = text
        self._hidden(
            message,
            {"subtype": "message_changed", "message": message.told() | {"edited": {"user": self.user.id}}, "previous_message": before},
        )

    def delete(self, message: Message) -> None:
        del self.home.channels[message.channel].messages[message.ts]
        self._hidden(message, {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": message.told()})

    def _hidden(self, message: Message, told: Json) -> None:
        kind = self.home.channels[message.channel].kind
        event = {
            "type": "message",
            "hidden": True,
            "channel": message.channel,
            "channel_type": kind,
            "ts": self.home.ts(),
            "event_ts": self.home.ts(),
        }
        if self.slack.subscribed(event):
            self.slack.deliver("events_api", self.slack.event(event | told, self.home))

    # the app's own places

    def open_home(self, tab: str = "home") -> Ack:
        event = {"type": "app_home_opened", "user": self.user.id, "channel": self.direct.id, "tab": tab, "event_ts": self.home.ts()}
        return self.slack.deliver("events_api", self.slack.event(event, self.home))

    def command(self, command: str, text: str, channel: Channel | None = None) -> Ack:
        """A slash command; what the acknowledgement holds is shown to the person."""
        channel = channel or self.direct
        assert not self.slack.manifest.commands or command in self.slack.manifest.commands, f"{command} is not in the manifest"
        told = {
            "command": command,
            "text": text,
            "channel_id": channel.id,
            "channel_name": channel.name,
            "user_name": self.user.name.lower(),
        }
        ack = self.slack.deliver("slash_commands", told | self._asked(channel) | {"team_id": self.home.id, "user_id": self.user.id})
        if isinstance(ack.payload, dict) and ack.payload:
            self.slack.api.put_response({"workspace": self.home, "message": None, "channel": channel.id, "user": self.user.id}, ack.payload)
        return ack

    def shortcut(self, callback_id: str, message: Message) -> Ack:
        """A message shortcut, from the menu of ``message``."""
        assert not self.slack.manifest.shortcuts or callback_id in self.slack.manifest.shortcuts, f"{callback_id} is not in the manifest"
        channel = self.home.channels[message.channel]
        told = {"type": "message_action", "callback_id": callback_id, "message": message.told(), "message_ts": message.ts}
        return self._interact(told | self._where(channel) | self._asked(channel, message))

    def press(self, message: Message, action_id: str, value: str | None = None) -> Ack:
        """A button of ``message``, the one with ``value`` where several have the same action."""
        block, element = find(message.blocks, action_id, value)
        channel = self.home.channels[message.channel]
        container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": message.seen_by is not None}
        told = {"type": "block_actions", "container": container, "actions": [action(block, element, value)], "state": {"values": {}}}
        shown = {} if message.seen_by else {"message": message.told()}
        return self._interact(told | shown | self._where(channel) | self._asked(channel, message))

    def press_in_view(self, view: Json, action_id: str, value: str | None = None) -> Ack:
        """A button of a modal or of the home."""
        block, element = find(view["blocks"], action_id, value)
        told = {"type": "block_actions", "container": {"type": "view", "view_id": view["id"]}, "view": self._told(view, {})}
        trigger = self.home.trigger(self.user.id, view["id"])
        return self._interact(told | {"actions": [action(block, element, value)], "trigger_id": trigger})

    def submit(self, view: Json, **values: Any) -> Ack:
        """A modal with ``values`` by action_id; where the app says so in its acknowledgement, it is changed or closed."""
        state: Json = {}
        for block in (block for block in view["blocks"] if block["type"] == "input"):
            element = block["element"]
            state[block["block_id"]] = {element["action_id"]: filled(element, values.get(element["action_id"]))}
        told = {
            "type": "view_submission",
            "view": self._told(view, state),
            "trigger_id": self.home.trigger(self.user.id, view["id"]),
            "response_urls": [],
        }
        ack = self._interact(told)
        if ack.status == 200:
            self._follow(view, ack.payload if isinstance(ack.payload, dict) else {})
        return ack

    def _follow(self, view: Json, payload: Json) -> None:
        """What an acknowledgement of a submission does to the views."""
        what = payload.get("response_action")
        if what in ("update", "push"):
            shown = views.check(self.home, payload["view"])
            views.replace(self.home, view, shown) if what == "update" else views.keep(self.home, shown, self.user.id)
        elif what == "errors":
            if unknown := set(payload["errors"]) - {block.get("block_id") for block in view["blocks"]}:
                raise Refused("invalid_arguments", f"errors of unknown blocks: {sorted(unknown)}")
        else:
            self.home.views.pop(view["id"], None)

    def _told(self, view: Json, state: Json) -> Json:
        return {"private_metadata": "", "callback_id": "", **view, "state": {"values": state}}

    def _where(self, channel: Channel) -> Json:
        return {"channel": {"id": channel.id, "name": channel.name}}

    def _asked(self, channel: Channel, message: Message | None = None) -> Json:
        """A trigger and a response_url."""
        name = f"r{self.home.number()}"
        self.slack.api.addresses[name] = {
            "workspace": self.home,
            "message": message,
            "channel": channel.id,
            "user": self.user.id,
            "uses": 0,
            "made": self.home.now(),
        }
        return {"trigger_id": self.home.trigger(self.user.id), "response_url": f"{self.slack.workspace.origin}/response/{name}"}

    def _interact(self, told: Json) -> Ack:
        who = {"id": self.user.id, "username": self.user.name.lower(), "name": self.user.name.lower(), "team_id": self.user.team}
        team = {"id": self.home.id, "domain": self.home.name.lower()}
        return self.slack.deliver(
            "interactive", told | {"user": who, "team": team, "api_app_id": APP, "token": "t", "is_enterprise_install": False}
        )

    # what the person sees

    def sees(self, channel: Channel, thread_ts: str | None = None) -> list[Message]:
        """The app's messages in a conversation, or in one of its threads."""
        shown = [m for m in channel.messages.values() if m.user == BOT_USER and m.seen_by in (None, self.user.id)]
        return [m for m in shown if thread_ts is None or m.thread_ts == thread_ts]


def elements(shown: list[Json]) -> Iterator[tuple[Json, Json]]:
    """(block, element) of everything that can be pressed."""
    for block in shown:
        for element in [*(block.get("elements") or []), block.get("accessory")]:
            if isinstance(element, dict) and element.get("action_id"):
                yield block, element


def find(shown: list[Json], action_id: str, value: str | None) -> tuple[Json, Json]:
    """The element that is pressed; it must be there, exactly once."""
    found = [(b, e) for b, e in elements(shown) if e["action_id"] == action_id and (value is None or value in values_of(e))]
    assert found, f"nothing to press with {action_id}; there are {[e['action_id'] for _, e in elements(shown)]}"
    return found[0]


def values_of(element: Json) -> list[str]:
    options = element.get("options") or []
    named = [element.get("positive_button", {}), element.get("negative_button", {}), element, *options]
    return [one["value"] for one in named if "value" in one]


def action(block: Json, element: Json, value: str | None) -> Json:
    """What Slack tells of a press."""
    told = {"type": element["type"], "action_id": element["action_id"], "block_id": block.get("block_id", "b"), "action_ts": "1.0"}
    if "options" in element:
        return told | {"selected_option": next(option for option in element["options"] if value in (None, option["value"]))}
    return told | ({"value": value if value is not None else element["value"]} if value is not None or "value" in element else {})


def filled(element: Json, value: Any) -> Json:
    """An input as it was filled in."""
    kind = element["type"]
    if "options" in element:
        many = kind in ("checkboxes", "multi_static_select")
        chosen = [option for option in element["options"] if option["value"] in (value if many else [value])]
        return {"type": kind, "selected_options": chosen} if many else {"type": kind, "selected_option": chosen[0] if chosen else None}
    many_of = {
        "multi_users_select": "selected_users",
        "multi_channels_select": "selected_channels",
        "multi_conversations_select": "selected_conversations",
    }
    one_of = {"users_select": "selected_user", "channels_select": "selected_channel", "conversations_select": "selected_conversation"}
    return {"type": kind, (many_of | one_of).get(kind, "value"): value}
