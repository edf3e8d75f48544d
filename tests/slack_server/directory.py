"""Who and what there is: users.*, conversations.*, usergroups.*, files.*, auth.test."""

from __future__ import annotations

from typing import Any

from slack_server.chat import channel_of, thread_of
from slack_server.refused import Refused
from slack_server.workspace import BOT, BOT_USER, Channel, Message, Workspace

Json = dict[str, Any]
LOOKING = 0.4  # seconds for which a new file is looked through; until then it cannot be shown in blocks


def auth_test(home: Workspace, _: Json) -> Json:
    url = f"https://{home.name.lower()}.slack.com/"
    return {
        "url": url,
        "team": home.name,
        "user": "onrecord",
        "team_id": home.id,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def user_info(home: Workspace, told: Json) -> Json:
    if told["user"] not in home.users:
        raise Refused("user_not_found")
    return {"user": home.users[told["user"]].told(home.id)}


def conversation(home: Workspace, told: Json) -> Channel:
    channel = home.channels.get(told["channel"])
    if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    return channel


def conversation_info(home: Workspace, told: Json) -> Json:
    return {"channel": conversation(home, told).told(home.id)}


def conversation_members(home: Workspace, told: Json) -> Json:
    return {"members": sorted(conversation(home, told).members), "response_metadata": {"next_cursor": ""}}


def replies(home: Workspace, told: Json) -> Json:
    channel = conversation(home, told)
    if told["ts"] not in channel.messages:
        raise Refused("thread_not_found")
    thread = channel.messages[told["ts"]].thread_ts or told["ts"]
    return read(told, [m for m in channel.messages.values() if thread in (m.ts, m.thread_ts)])


def history(home: Workspace, told: Json) -> Json:
    return read(told, [m for m in conversation(home, told).messages.values() if m.thread_ts in (None, m.ts)][::-1])


def read(told: Json, messages: list[Message]) -> Json:
    """The messages that everyone sees, from ``oldest`` on; their metadata where they are asked for."""
    since, whole = float(told.get("oldest") or 0), str(told.get("include_all_metadata")).lower() in ("true", "1")
    shown = [m.told(metadata=whole) for m in messages if m.seen_by is None and float(m.ts) > since]
    most = int(told.get("limit") or 1000)
    return {"messages": shown[:most], "has_more": len(shown) > most}


def open_conversation(home: Workspace, told: Json) -> Json:
    users = str(told.get("users", "")).split(",")
    if len(users) != 1 or users[0] not in home.users:
        raise Refused("user_not_found")
    return {"channel": {"id": home.direct(users[0]).id}}


def group_users(home: Workspace, told: Json) -> Json:
    if told["usergroup"] not in home.groups:
        raise Refused("no_such_subteam")
    return {"users": home.groups[told["usergroup"]]}


def groups(home: Workspace, _: Json) -> Json:
    return {"usergroups": [{"id": name, "handle": name.lower(), "name": name} for name in home.groups]}


def react(home: Workspace, told: Json) -> Json:
    if told["timestamp"] not in channel_of(home, told["channel"]).messages:
        raise Refused("message_not_found")
    return {}


def upload_url(home: Workspace, told: Json) -> Json:
    if int(told["length"]) <= 0:
        raise Refused("missing_argument", "length")
    file = f"F{home.number():08d}"
    home.files[file] = {"id": file, "name": told["filename"], "length": int(told["length"]), "alt": told.get("alt_txt"), "bytes": None}
    return {"upload_url": f"{home.origin}/upload/{home.id}/{file}", "file_id": file}


def complete_upload(home: Workspace, told: Json) -> Json:
    files = [home.files.get(file["id"]) for file in told["files"]]
    if not all(file and file["bytes"] is not None for file in files):
        raise Refused("file_not_found")
    named = [told["channel_id"]] if told.get("channel_id") else [name for name in str(told.get("channels") or "").split(",") if name]
    for name in named:
        channel = channel_of(home, name)
        thread = thread_of(channel, told.get("thread_ts"))
        home.put(
            Message(
                home.ts(),
                channel.id,
                BOT_USER,
                told.get("initial_comment") or "",
                thread_ts=thread,
                files=[file["id"] for file in told["files"]],
            )
        )
    for file in files:
        file["ready"] = home.now() + LOOKING
    return {"files": [{"id": file["id"], "title": file.get("title")} for file in told["files"]]}


def file_info(home: Workspace, told: Json) -> Json:
    if told["file"] not in home.files:
        raise Refused("file_not_found")
    file = home.files[told["file"]]
    kind = file["name"].rpartition(".")[2]
    mimetype = f"image/{kind}" if file["id"] in home.pictures() else ""
    return {"file": {"id": file["id"], "name": file["name"], "mimetype": mimetype, "filetype": kind, "size": file["length"]}}


def team_info(home: Workspace, _: Json) -> Json:
    return {"team": {"id": home.id, "name": home.name, "domain": home.name.lower()}}


METHODS = {
    "auth.test": auth_test,
    "users.info": user_info,
    "conversations.info": conversation_info,
    "conversations.members": conversation_members,
    "conversations.replies": replies,
    "conversations.history": history,
    "conversations.open": open_conversation,
    "usergroups.users.list": group_users,
    "usergroups.list": groups,
    "reactions.add": react,
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": file_info,
    "team.info": team_info,
    "bots.info": lambda _, told: {"bot": {"id": told.get("bot"), "app_id": "A0APP", "user_id": BOT_USER}},
}
