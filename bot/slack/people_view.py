"""/onrecord settings: a modal in which named admins say who is staff, who is sales, and where Ask IR goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.modals import View, modal
from bot.slack.private import says
from bot.slack.rich import Block, actions, button, cut, paragraph, plain, rich, section, words
from bot.slack.settings import People
from bot.slack.state import SlackState
from prompts import text

Body = dict[str, Any]
GROUPS, CHANNELS = ("staff", "sales"), ("staff_channels", "sales_channels")
MOST = 100  # groups that a menu of Slack's takes


def listen(app: AsyncApp, here: SlackState) -> None:
    """Take the changes."""

    @app.view("settings")
    async def submitted(ack: AsyncAck, body: Body, view: View, client: AsyncWebClient) -> None:
        await ack()
        user = body["user"]["id"]
        async with here.intake.guarded(None, where="settings"):
            if user in here.slack.people.admins:
                await here.people.change(chosen(view, await here.people.now()), by=user)
                await client.chat_postMessage(channel=user, text=text("slack_settings_done"))

    @app.action("settings_undo")
    async def undo(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        user = body["user"]["id"]
        async with here.intake.guarded(None, where="settings"):
            if user in here.slack.people.admins and await here.people.undo(by=user):
                view = await settings_view(here, client)
                await client.views_update(view_id=body["view"]["id"], view=view)


async def open_people(here: SlackState, client: AsyncWebClient, trigger: str, user: str, respond: AsyncRespond) -> None:
    """Open the modal for an admin; anybody else is told who may."""
    if user in here.slack.people.admins:
        await client.views_open(trigger_id=trigger, view=await settings_view(here, client))
    else:
        await says(respond, text("slack_settings_refused"))


async def settings_view(here: SlackState, client: AsyncWebClient) -> View:
    """The modal as things stand."""
    groups = (await client.usergroups_list())["usergroups"] or []
    by = await here.people.changed_by()
    return settings_modal(await here.people.now(), [(group["id"], group["name"]) for group in groups], by)


def settings_modal(people: People, groups: list[tuple[str, str]], by: str | None) -> View:
    """The modal: a menu for each list, and who changed it last."""
    blocks = (
        [_input(name, _groups(getattr(people, name), groups)) for name in GROUPS] if groups else [paragraph(text("slack_settings_groups"))]
    )
    blocks += [_input(name, _channels(getattr(people, name))) for name in CHANNELS]
    room = {"type": "conversations_select", "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True}}
    blocks.append(_input("ir_channel", room | ({"initial_conversation": people.ir_channel} if people.ir_channel else {})))
    return modal(text("slack_settings"), [*blocks, *_last(by)], callback_id="settings", submit=text("slack_settings_save"))


def chosen(view: View, before: People) -> People:
    """What was chosen in the modal; a list that it did not show stays as it was."""
    values = {name: value[name] for name, value in view["state"]["values"].items() if name in value}
    lists: dict[str, Any] = {}
    for name in GROUPS:
        if name in values:
            lists[name] = tuple(option["value"] for option in values[name]["selected_options"])
    for name in CHANNELS:
        if name in values:
            lists[name] = tuple(values[name]["selected_conversations"])
    if "ir_channel" in values:
        lists["ir_channel"] = values["ir_channel"]["selected_conversation"]
    return replace(before, **lists)


def _last(by: str | None) -> list[Block]:
    if by is None:
        return [rich(section(words(text("slack_settings_file"), italic=True)))]
    who = section(words(text("slack_settings_by") + " ", italic=True), {"type": "user", "user_id": by})
    return [rich(who), actions(button(text("slack_settings_undo"), "settings_undo", "undo"))]


def _groups(chosen: tuple[str, ...], groups: list[tuple[str, str]]) -> dict[str, Any]:
    options = {key: {"text": plain(cut(name, 75)), "value": key} for key, name in groups[:MOST]}
    initial = [options[key] for key in chosen if key in options]
    return {"type": "multi_static_select", "options": list(options.values())} | ({"initial_options": initial} if initial else {})


def _channels(chosen: tuple[str, ...]) -> dict[str, Any]:
    menu = {"type": "multi_conversations_select", "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True}}
    return menu | ({"initial_conversations": list(chosen)} if chosen else {})


def _input(name: str, element: dict[str, Any]) -> Block:
    label = plain(text(f"slack_settings_{name}"))
    return {"type": "input", "block_id": name, "optional": True, "label": label, "element": element | {"action_id": name}}
