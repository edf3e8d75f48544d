"""The app's manifest: what Slack is told of the app when it is made, with the scopes that are used and no others."""

from __future__ import annotations

from typing import Any

# Each scope of the bot, and what it is for; the README prints the same list.
SCOPES = {
    "app_mentions:read": "hear questions that mention the app in a channel",
    "assistant:write": "show a status while an answer is made, and suggest questions",
    "channels:history": "hear follow-ups in threads of public channels, and edits and deletions of questions",
    "channels:read": "tell whether a public channel is shared with another company",
    "chat:write": "answer",
    "commands": "/onrecord, /program, /check and the message shortcut",
    "files:read": "know when that picture can be shown",
    "files:write": "put the picture of the pipeline into an answer",
    "groups:history": "the same follow-ups in private channels",
    "groups:read": "tell whether a private channel is shared",
    "im:history": "hear questions in direct messages",
    "mpim:history": "the same follow-ups in group messages",
    "mpim:read": "tell whether a group message is shared",
    "usergroups:read": "know staff and sales by their user groups",
    "users:read": "tell guests from members; the name of a person whose reply comes back",
}
EVENTS = (
    "app_home_opened",
    "app_mention",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
)
REVOCATIONS = ("app_uninstalled", "tokens_revoked")  # by which the token of a workspace that took it back is forgotten
COMMANDS = {
    "/onrecord": ("Ask what the company has published", "QUESTION | settings | help"),
    "/program": ("Where the programs stand", "[NAME]"),
    "/check": ("Check a draft against the record", ""),
}
SHORTCUT = {"name": "Check against the record", "type": "message", "callback_id": "check_message"}


def manifest(name: str = "onrecord", *, public_url: str | None = None, several: bool = False) -> dict[str, Any]:
    """The manifest as Slack takes it; with ``public_url`` for HTTP mode, else for Socket Mode; ``several`` workspaces may install it over HTTP."""
    address = f"{public_url.rstrip('/')}/slack/events" if public_url else None
    redirect = {"redirect_urls": [f"{public_url.rstrip('/')}/slack/oauth_redirect"]} if public_url and several else {}
    request_url = {"request_url": address} if address else {}
    return {
        "display_information": {"name": name, "description": "Answers from our published news releases, in their very words."},
        "features": {
            "agent_view": {"agent_description": "Answers from our published news releases, in their very words, with source and date."},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": [{**SHORTCUT, "description": "Is each sentence of this message on record?"}],
            "slash_commands": [_command(*item, address) for item in COMMANDS.items()],
        },
        "oauth_config": {**redirect, "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": [*EVENTS, *(REVOCATIONS if several else ())]},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }


def _command(name: str, told: tuple[str, str], address: str | None) -> dict[str, Any]:
    made: dict[str, Any] = {"command": name, "description": told[0], "should_escape": False}
    return made | ({"usage_hint": told[1]} if told[1] else {}) | ({"url": address} if address else {})
