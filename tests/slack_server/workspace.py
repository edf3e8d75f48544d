"""What one workspace holds: people, conversations, messages, views, files."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
BOT_USER, BOT, APP = "U0BOT", "B0BOT", "A0APP"
PREFIXES = {"C": "channel", "G": "group", "D": "im"}
SCOPES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass
class User:
    """A person: ``guest`` is a restricted account, ``team`` another than the workspace's for someone of another company."""

    id: str
    name: str
    team: str
    guest: bool = False
    bot: bool = False
    admin: bool = False

    def told(self, home: str) -> Json:
        """As users.info tells it."""
        profile = {"real_name": self.name, "display_name": self.name.lower()}
        roles = {"is_restricted": self.guest, "is_ultra_restricted": False, "is_admin": self.admin, "is_owner": False}
        return {"id": self.id, "team_id": self.team, "name": self.name.lower(), "real_name": self.name, "deleted": False,
                "is_bot": self.bot, "is_stranger": self.team != home, "profile": profile} | roles  # fmt: skip


@dataclass
class Message:
    """What stands in a conversation; ``seen_by`` names the one reader of an ephemeral message."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    seen_by: str | None = None
    streaming_until: float | None = None
    streamed: list[Json] = field(default_factory=list)
    mode: str | None = None  # "markdown_text" or "chunks": how its stream was started
    files: list[str] = field(default_factory=list)
    metadata: Json | None = None
    edits: int = 0

    @property
    def words(self) -> str:
        """Everything that a reader may read in it, stream and blocks included."""
        return "\n".join([self.text, *texts(self.streamed), *texts(self.blocks)])

    def told(self, *, metadata: bool = False) -> Json:
        """As events and replies tell it; its ``metadata`` only where they were asked for."""
        told: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "team": "T0HOME"}
        if self.thread_ts:
            told["thread_ts"] = self.thread_ts
        if self.blocks:
            told["blocks"] = self.blocks
        if metadata and self.metadata:
            told["metadata"] = self.metadata
        if self.user == BOT_USER:
            told |= {"bot_id": BOT, "app_id": APP, "bot_profile": {"id": BOT, "app_id": APP, "team_id": "T0HOME"}}
        return told


def texts(node: object) -> list[str]:
    """Every text of blocks or chunks, in order."""
    if isinstance(node, list):
        return [text for item in node for text in texts(item)]
    if isinstance(node, dict):
        own = [value for key, value in node.items() if key in ("text", "title", "details", "output", "alt_text") and isinstance(value, str)]
        return own + [text for value in node.values() if isinstance(value, dict | list) for text in texts(value)]
    return []


def name_blocks(blocks: list[Json]) -> None:
    """Give each block an id that has none, as Slack does."""
    for number, block in enumerate(blocks):
        block.setdefault("block_id", f"given-{number}")


@dataclass
class Channel:
    """A conversation; ``shared`` with another company, or only between workspaces of one (``org``)."""

    id: str
    name: str
    members: set[str]
    shared: bool = False
    org: bool = False
    archived: bool = False
    several: bool = False  # a direct message of several people
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return "mpim" if self.several else PREFIXES[self.id[0]]

    def told(self, team: str) -> Json:
        """As conversations.info tells it."""
        kinds = {
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": self.several,
        }
        shares = {
            "is_shared": self.shared or self.org,
            "is_ext_shared": self.shared,
            "is_org_shared": self.org,
            "is_pending_ext_shared": False,
        }
        told = {"id": self.id, "is_archived": self.archived, "is_private": self.kind != "channel", "context_team_id": team} | kinds | shares
        if self.kind == "im":
            return told | {"user": next(iter(self.members - {BOT_USER}))}
        return told | {"name": self.name, "is_member": BOT_USER in self.members}


@dataclass
class Workspace:
    """One team with the app in it."""

    id: str = "T0HOME"
    name: str = "Home"
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    statuses: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[str, list[Json]] = field(default_factory=dict)
    triggers: dict[str, Json] = field(default_factory=dict)
    stream_seconds: float = 300.0
    origin: str = ""  # where the server stands
    ahead: float = 0.0  # seconds that a test has moved its clock

    def __post_init__(self) -> None:
        self._counter = itertools.count(1)
        self.users[BOT_USER] = User(BOT_USER, "onrecord", self.id, bot=True)

    def now(self) -> float:
        """Monotonic seconds, by the clock of this workspace."""
        return time.monotonic() + self.ahead

    def pictures(self) -> list[str]:
        """The files that blocks may show by now."""
        return [name for name, file in self.files.items() if file.get("ready", float("inf")) <= self.now()]

    def trigger(self, user: str, view: str | None = None) -> str:
        """A new trigger_id."""
        name = f"{self.number()}.4242.{user.lower()}"
        self.triggers[name] = {"user": user, "made": self.now(), "used": False, "view": view}
        return name

    def number(self) -> int:
        """A number that was not given before."""
        return next(self._counter)

    def ts(self) -> str:
        """A timestamp, unique in the workspace."""
        return f"{int(time.time())}.{self.number():06d}"

    def add_user(self, name: str, **told: Any) -> User:
        user = User(f"U{self.number():03d}{name.upper()}", name, told.pop("team", self.id), **told)
        self.users[user.id] = user
        self.add_channel(f"dm-{name}", prefix="D", members={user.id, BOT_USER})
        return user

    def add_channel(self, name: str, *, prefix: str = "C", members: set[str] | None = None, **told: bool) -> Channel:
        channel = Channel(f"{prefix}{self.number():03d}{name.upper().replace('-', '')}", name, members or set(self.users), **told)
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: str) -> Channel:
        """The conversation of one person with the app."""
        return next(c for c in self.channels.values() if c.kind == "im" and user in c.members)

    def put(self, message: Message) -> Message:
        """A message comes to stand, its blocks with ids of their own; what was a status in its thread is gone."""
        name_blocks(message.blocks)
        self.channels[message.channel].messages[message.ts] = message
        if message.user == BOT_USER and message.seen_by is None:
            self.statuses.pop((message.channel, message.thread_ts or ""), None)
        return message
