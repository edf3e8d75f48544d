"""The methods that the server knows: what each must be told, and the scope that its token needs.

``{kind}`` is channels, groups or im, by the conversation that is asked about. From the reference of Slack's Web API.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """Arguments that must be there, and scopes of which one must be granted (none: any token does)."""

    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    channel: str | None = None  # the argument that names a conversation


def writing(*required: str, channel: str = "channel") -> Method:
    return Method((channel, *required), ("chat:write",), channel)


def reading(what: str, *required: str) -> Method:
    return Method(("channel", *required), (f"{{kind}}:{what}",), "channel")


METHODS = {
    "auth.test": Method(),
    "auth.revoke": Method(),
    "apps.connections.open": Method(),
    "oauth.v2.access": Method(),
    "chat.postMessage": writing(),
    "chat.postEphemeral": writing("user"),
    "chat.update": writing("ts"),
    "chat.delete": writing("ts"),
    "chat.getPermalink": Method(("channel", "message_ts"), (), "channel"),
    "chat.startStream": writing("thread_ts"),
    "chat.appendStream": writing("ts"),
    "chat.stopStream": writing("ts"),
    "assistant.threads.setStatus": Method(("channel_id", "thread_ts", "status"), ("chat:write", "assistant:write"), "channel_id"),
    "assistant.threads.setSuggestedPrompts": Method(("channel_id", "prompts"), ("assistant:write",), "channel_id"),
    "assistant.threads.setTitle": Method(("channel_id", "thread_ts", "title"), ("assistant:write",), "channel_id"),
    "views.open": Method(("view",)),
    "views.push": Method(("view",)),
    "views.update": Method(("view",)),
    "views.publish": Method(("user_id", "view")),
    "files.getUploadURLExternal": Method(("filename", "length"), ("files:write",)),
    "files.completeUploadExternal": Method(("files",), ("files:write",)),
    "files.info": Method(("file",), ("files:read",)),
    "users.info": Method(("user",), ("users:read",)),
    "conversations.info": reading("read"),
    "conversations.members": reading("read"),
    "conversations.replies": reading("history", "ts"),
    "conversations.history": reading("history"),
    "conversations.open": Method((), ("im:write",)),
    "usergroups.list": Method((), ("usergroups:read",)),
    "usergroups.users.list": Method(("usergroup",), ("usergroups:read",)),
    "reactions.add": Method(("channel", "name", "timestamp"), ("reactions:write",), "channel"),
    "team.info": Method((), ("team:read",)),
    "bots.info": Method((), ("users:read",)),
}

# What an event, a command or a shortcut needs, for the manifest that subscribes to it.
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_home_opened": None,
    "app_uninstalled": None,
    "tokens_revoked": None,
    "assistant_thread_started": "assistant:write",
    "assistant_thread_context_changed": "assistant:write",
    "app_context_changed": "assistant:write",
    "member_joined_channel": "channels:read",
    "channel_shared": "channels:read",
    "channel_unshared": "channels:read",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "user_change": "users:read",
}
