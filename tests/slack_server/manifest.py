"""What Slack checks in a manifest, and what it grants an app that was made from one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from slack_server.methods import EVENT_SCOPES
from slack_server.refused import Refused

Json = dict[str, Any]
KNOWN = {"_metadata", "display_information", "features", "oauth_config", "settings"}
FEATURES = {"agent_view", "app_home", "assistant_view", "bot_user", "shortcuts", "slash_commands", "unfurl_domains", "workflow_steps"}
LENGTHS = {"name": 35, "description": 140, "long_description": 4000}


@dataclass
class Manifest:
    """Scopes, events, commands and shortcuts of the app; None in ``events``: no manifest was given, everything is sent."""

    scopes: set[str] | None = None
    events: set[str] | None = None
    commands: set[str] = field(default_factory=set)
    shortcuts: set[str] = field(default_factory=set)


def read(manifest: Json, *, socket_mode: bool) -> Manifest:
    """``manifest`` as Slack would take it; it refuses what is wrong in it."""
    if unknown := (set(manifest) - KNOWN) | (set(manifest["features"]) - FEATURES):
        raise Refused("invalid_manifest", f"unknown: {sorted(unknown)}")
    shown = manifest["display_information"]
    for name, most in LENGTHS.items():
        if len(shown.get(name, "")) > most:
            raise Refused("invalid_manifest", f"display_information.{name} is longer than {most}")
    if "long_description" in shown and len(shown["long_description"]) < 175:
        raise Refused("invalid_manifest", "display_information.long_description is shorter than 175")
    features, settings = manifest["features"], manifest["settings"]
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    events = set(settings.get("event_subscriptions", {}).get("bot_events", []))
    if unknown := events - set(EVENT_SCOPES):
        raise Refused("invalid_manifest", f"unknown events: {sorted(unknown)}")
    if missing := {EVENT_SCOPES[event] for event in events} - {None} - scopes:
        raise Refused("invalid_manifest", f"events without their scopes: {sorted(map(str, missing))}")
    if bool(settings.get("socket_mode_enabled")) != socket_mode:
        raise Refused("invalid_manifest", f"socket_mode_enabled is {settings.get('socket_mode_enabled')}")
    commands, shortcuts = features.get("slash_commands", []), features.get("shortcuts", [])
    check_features(commands, shortcuts, scopes, socket_mode=socket_mode)
    check_addresses(settings, socket_mode=socket_mode)
    return Manifest(scopes, events, {one["command"] for one in commands}, {one["callback_id"] for one in shortcuts})


def check_features(commands: list[Json], shortcuts: list[Json], scopes: set[str], *, socket_mode: bool) -> None:
    if (commands or shortcuts) and "commands" not in scopes:
        raise Refused("invalid_manifest", "commands or shortcuts without the scope commands")
    for command in commands:
        if not command["command"].startswith("/") or not command.get("description") or bool(command.get("url")) == socket_mode:
            raise Refused("invalid_manifest", f"slash command: {command}")
    for shortcut in shortcuts:
        if shortcut["type"] not in ("message", "global") or len(shortcut["name"]) > 24 or not shortcut.get("description"):
            raise Refused("invalid_manifest", f"shortcut: {shortcut}")


def check_addresses(settings: Json, *, socket_mode: bool) -> None:
    """Over HTTP, events and interactivity need the address they are sent to."""
    if not socket_mode and not settings.get("event_subscriptions", {}).get("request_url", "").startswith("https://"):
        raise Refused("invalid_manifest", "event_subscriptions.request_url")
    interactivity = settings.get("interactivity", {})
    if not interactivity.get("is_enabled") or (not socket_mode and not interactivity.get("request_url", "").startswith("https://")):
        raise Refused("invalid_manifest", "interactivity")
