"""views.*: modals are opened by a trigger that lives three seconds and is used once; the home of a reader is published."""

from __future__ import annotations

import json
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.views import View

from slack_server import blocks
from slack_server.refused import Refused
from slack_server.workspace import Workspace, name_blocks

Json = dict[str, Any]
LARGEST = 250_000
TRIGGER_SECONDS = 3.0
READ_ONLY = {"id", "hash", "state", "team_id", "app_id", "bot_id", "root_view_id", "previous_view_id", "app_installed_team_id"}


def check(home: Workspace, view: object) -> Json:
    """``view`` where it may be shown."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise Refused("invalid_arguments", f"[ERROR] view: {view}")
    if written := READ_ONLY & set(view):
        raise Refused("invalid_arguments", f"[ERROR] invalid additional property: {sorted(written)}")
    if len(json.dumps(view)) > LARGEST:
        raise Refused("view_too_large")
    try:
        View(**view).to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        raise Refused("invalid_arguments", f"[ERROR] {error}") from error
    for name in ("title", "submit", "close") if view["type"] == "modal" else ():
        text = view.get(name)
        if (name == "title" and not text) or (text and (text.get("type") != "plain_text" or not 1 <= len(text.get("text", "")) <= 24)):
            raise Refused("invalid_arguments", f"[ERROR] {name}: {text}")
    try:
        blocks.check(view.get("blocks"), view["type"], home.pictures())
    except Refused as refused:
        raise Refused("invalid_arguments", *refused.details) from refused
    if any(block["type"] == "input" for block in view["blocks"]) and view["type"] == "modal" and not view.get("submit"):
        raise Refused("invalid_arguments", "[ERROR] submit is required where there are input blocks")
    return view


def exchange(home: Workspace, trigger: str | None) -> Json:
    """What the trigger stands for; it is used up."""
    told = home.triggers.get(trigger or "")
    if told is None:
        raise Refused("invalid_trigger_id")
    if told["used"]:
        raise Refused("exchanged_trigger_id")
    if home.now() - told["made"] > TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    told["used"] = True
    return told


def keep(home: Workspace, view: Json, user: str, **told: Any) -> Json:
    number = home.number()
    name_blocks(view["blocks"])
    kept = view | {"id": f"V{number}", "hash": f"{number}.1", "team_id": home.id, "user": user} | told
    home.views[kept["id"]] = kept
    return kept


def open_view(home: Workspace, told: Json) -> Json:
    view = check(home, told["view"])
    if view["type"] != "modal":
        raise Refused("invalid_arguments", "a home is published, not opened")
    trigger = exchange(home, told.get("trigger_id"))
    return {"view": keep(home, view, trigger["user"], previous=trigger.get("view"))}


def update_view(home: Workspace, told: Json) -> Json:
    view = check(home, told["view"])
    kept = home.views.get(told.get("view_id") or "")
    if kept is None:
        raise Refused("not_found")
    if told.get("hash") and told["hash"] != kept["hash"]:
        raise Refused("hash_conflict")
    return {"view": replace(home, kept, view)}


def replace(home: Workspace, kept: Json, view: Json) -> Json:
    """``view`` in the place of one that is open."""
    name_blocks(view["blocks"])
    kept = view | {"id": kept["id"], "hash": f"{home.number()}.1", "team_id": home.id, "user": kept["user"]}
    home.views[kept["id"]] = kept
    return kept


def publish(home: Workspace, told: Json) -> Json:
    view = check(home, told["view"])
    if view["type"] != "home":
        raise Refused("invalid_arguments", "a modal is opened, not published")
    if told["user_id"] not in home.users:
        raise Refused("user_not_found")
    home.homes[told["user_id"]] = keep(home, view, told["user_id"])
    return {"view": home.homes[told["user_id"]]}


METHODS = {"views.open": open_view, "views.push": open_view, "views.update": update_view, "views.publish": publish}
