"""chat.startStream, appendStream, stopStream, and the status and prompts of agent threads."""

from __future__ import annotations

from typing import Any

from slack_server import blocks
from slack_server.chat import LONGEST_MARKDOWN, channel_of, thread_of
from slack_server.refused import Refused
from slack_server.workspace import BOT_USER, Channel, Message, Workspace

Json = dict[str, Any]
STATUSES = ("pending", "in_progress", "complete", "error")
LONGEST_TITLE, MOST_LOADING, MOST_PROMPTS = 256, 10, 4
CHUNKS = {
    "markdown_text": {"text"},
    "task_update": {"id", "title", "status", "details", "output", "sources"},
    "plan_update": {"title"},
    "blocks": {"blocks"},
}


def start(home: Workspace, told: Json) -> Json:
    channel = channel_of(home, told["channel"])
    if channel.kind != "im":
        for name in ("recipient_team_id", "recipient_user_id"):
            if not told.get(name):
                raise Refused(f"missing_{name}")
        if told["recipient_user_id"] not in home.users:
            raise Refused("user_not_found")
    thread = thread_of(channel, told["thread_ts"])
    if told.get("task_display_mode", "timeline") not in ("timeline", "plan", "dense"):
        raise Refused("invalid_arguments", f"task_display_mode: {told['task_display_mode']}")
    message = Message(home.ts(), channel.id, BOT_USER, thread_ts=thread, streaming_until=home.now() + home.stream_seconds)
    add(home, message, told)
    home.put(message)
    return {"channel": channel.id, "ts": message.ts}


def append(home: Workspace, told: Json) -> Json:
    message = streaming(home, told)
    if not told.get("markdown_text") and not told.get("chunks"):
        raise Refused("no_text")
    add(home, message, told)
    return {"channel": message.channel, "ts": message.ts}


def stop(home: Workspace, told: Json) -> Json:
    message = streaming(home, told)
    add(home, message, told)
    if told.get("blocks") is not None:
        blocks.check(told["blocks"], "message", home.pictures())
        message.blocks = told["blocks"]
    if not message.streamed and not message.blocks:
        raise Refused("no_text")
    message.streaming_until, message.metadata = None, told.get("metadata")
    return {"channel": message.channel, "ts": message.ts, "message": message.told()}


def streaming(home: Workspace, told: Json) -> Message:
    """The stream that ``told`` names, where it still runs."""
    message = home.channels[told["channel"]].messages.get(told["ts"]) if told["channel"] in home.channels else None
    if told["channel"] not in home.channels:
        raise Refused("channel_not_found")
    if message is None:
        raise Refused("message_not_found")
    if message.user != BOT_USER:
        raise Refused("message_not_owned_by_app")
    if message.streaming_until is None or message.streaming_until <= home.now():
        raise Refused("message_not_in_streaming_state")
    return message


def add(home: Workspace, message: Message, told: Json) -> None:
    """Check what is added, and add it; a stream goes on as it was begun."""
    markdown, chunks = told.get("markdown_text"), told.get("chunks")
    if markdown and chunks:
        raise Refused("cannot_provide_both_markdown_text_and_chunks")
    if not markdown and not chunks:
        return
    mode = "markdown_text" if markdown else "chunks"
    if message.mode not in (None, mode):
        raise Refused("streaming_mode_mismatch")
    message.mode = mode
    added = [{"type": "markdown_text", "text": markdown}] if markdown else chunks
    for chunk in added:
        check_chunk(home, chunk)
    message.streamed += added


def check_chunk(home: Workspace, chunk: Json) -> None:
    kind = chunk.get("type", "")
    if kind not in CHUNKS or set(chunk) - CHUNKS[kind] - {"type"}:
        raise Refused("invalid_chunks", f"{kind}: {sorted(chunk)}")
    if kind == "markdown_text" and not chunk.get("text"):
        raise Refused("invalid_chunks", "markdown_text without text")
    if len(chunk.get("text") or "") > LONGEST_MARKDOWN:
        raise Refused("msg_too_long", f"{len(chunk['text'])} characters")
    if kind == "task_update" and (not chunk.get("id") or chunk.get("status") not in STATUSES):
        raise Refused("invalid_chunks", f"task_update: {chunk}")
    if kind in ("task_update", "plan_update") and not 0 < len(chunk.get("title") or "") <= LONGEST_TITLE:
        raise Refused("invalid_chunks", f"{kind}: a title of {len(chunk.get('title') or '')} characters")
    for source in chunk.get("sources") or []:
        if source.get("type") != "url" or not source.get("url") or not source.get("text"):
            raise Refused("invalid_chunks", f"source: {source}")
    if kind == "blocks":
        blocks.check(chunk.get("blocks"), "message", home.pictures())


def agent_channel(home: Workspace, told: Json) -> Channel:
    channel = home.channels.get(told["channel_id"])
    if channel is None or BOT_USER not in channel.members:
        raise Refused("channel_not_found")
    return channel


def set_status(home: Workspace, told: Json) -> Json:
    channel = agent_channel(home, told)
    if told["thread_ts"] not in channel.messages:
        raise Refused("invalid_thread_ts")
    loading = told.get("loading_messages") or []
    if not isinstance(loading, list) or len(loading) > MOST_LOADING:
        raise Refused("invalid_arguments", f"loading_messages: {loading}")
    home.statuses[channel.id, told["thread_ts"]] = told["status"]
    return {}


def set_prompts(home: Workspace, told: Json) -> Json:
    channel = agent_channel(home, told)
    if channel.kind != "im":
        raise Refused("method_not_supported_for_channel_type")
    prompts = told["prompts"]
    if not 1 <= len(prompts) <= MOST_PROMPTS or not all(prompt.get("title") and prompt.get("message") for prompt in prompts):
        raise Refused("invalid_arguments", f"prompts: {prompts}")
    home.prompts[channel.id] = prompts
    return {}


def set_title(home: Workspace, told: Json) -> Json:
    agent_channel(home, told)
    return {}


METHODS = {
    "chat.startStream": start,
    "chat.appendStream": append,
    "chat.stopStream": stop,
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_prompts,
    "assistant.threads.setTitle": set_title,
}
