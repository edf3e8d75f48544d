"""chat.*: messages are posted, changed, deleted, each checked as Slack checks it."""

from __future__ import annotations

from typing import Any

from slack_server import blocks
from slack_server.refused import Refused
from slack_server.workspace import BOT_USER, Channel, Message, Workspace, name_blocks

Json = dict[str, Any]
LONGEST_TEXT, LONGEST_UPDATE, LONGEST_MARKDOWN = 40_000, 4_000, 12_000


def channel_of(home: Workspace, name: str) -> Channel:
    """The conversation to write to, where the app may write there; a person's id stands for the direct messages with them."""
    channel = home.direct(name) if name in home.users else home.channels.get(name)
    if channel is None:
        raise Refused("channel_not_found")
    if channel.archived:
        raise Refused("is_archived")
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def thread_of(channel: Channel, thread_ts: str | None) -> str | None:
    """The thread to write in: one whose first message is there, and is no reply itself."""
    if thread_ts is None:
        return None
    parent = channel.messages.get(thread_ts)
    if parent is None:
        raise Refused("thread_not_found", thread_ts)
    if parent.thread_ts not in (None, thread_ts):
        raise Refused("cannot_reply_to_message", f"{thread_ts} is a reply itself")
    return thread_ts


def check_content(home: Workspace, told: Json, longest: int = LONGEST_TEXT) -> None:
    """Text, markdown or blocks: something, and none of it too long."""
    text, markdown, shown = told.get("text") or "", told.get("markdown_text") or "", told.get("blocks")
    if markdown and (text or shown):
        raise Refused("markdown_text_conflict")
    if not (text or markdown or shown or told.get("attachments")):
        raise Refused("no_text")
    if len(text) > longest or len(markdown) > LONGEST_MARKDOWN:
        raise Refused("msg_too_long", f"{max(len(text), len(markdown))} characters")
    if shown is not None:
        blocks.check(shown, "message", home.pictures())


def post(home: Workspace, told: Json) -> Message:
    channel = channel_of(home, told["channel"])
    check_content(home, told)
    thread = thread_of(channel, told.get("thread_ts"))
    text = told.get("text") or told.get("markdown_text") or ""
    return Message(home.ts(), channel.id, BOT_USER, text, told.get("blocks") or [], thread, metadata=told.get("metadata"))


def post_message(home: Workspace, told: Json) -> Json:
    message = home.put(post(home, told))
    return {"channel": message.channel, "ts": message.ts, "message": message.told()}


def post_ephemeral(home: Workspace, told: Json) -> Json:
    message = post(home, told)
    if told["user"] not in home.channels[message.channel].members:
        raise Refused("user_not_in_channel")
    message.seen_by = told["user"]
    home.put(message)
    return {"message_ts": message.ts}


def own(home: Workspace, told: Json, refusal: str) -> Message:
    """The app's own message that ``told`` names; an ephemeral one can be neither changed nor deleted."""
    channel = home.channels.get(told["channel"])
    if channel is None:
        raise Refused("channel_not_found")
    message = channel.messages.get(told["ts"])
    if message is None or message.seen_by:
        raise Refused("message_not_found")
    if message.user != BOT_USER:
        raise Refused(refusal)
    return message


def update(home: Workspace, told: Json) -> Json:
    message = own(home, told, "cant_update_message")
    if message.streaming_until is not None and message.streaming_until > home.now():
        raise Refused("streaming_state_conflict")
    check_content(home, told, LONGEST_UPDATE)
    message.text, message.streamed = told.get("text") or told.get("markdown_text") or message.text, []
    message.blocks = told["blocks"] if "blocks" in told else [] if told.get("text") else message.blocks
    message.edits += 1
    name_blocks(message.blocks)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": message.told()}


def delete(home: Workspace, told: Json) -> Json:
    message = own(home, told, "cant_delete_message")
    del home.channels[message.channel].messages[message.ts]
    return {"channel": message.channel, "ts": message.ts}


def permalink(home: Workspace, told: Json) -> Json:
    channel = home.channels.get(told["channel"])
    if channel is None:
        raise Refused("channel_not_found")
    if told["message_ts"] not in channel.messages:
        raise Refused("message_not_found")
    link = f"https://{home.name.lower()}.slack.com/archives/{channel.id}/p{told['message_ts'].replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


METHODS = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
}
