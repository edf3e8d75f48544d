"""What Slack checks in blocks: the models of slack_sdk check themselves; what they let pass is checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from slack_server.refused import Refused
from slack_server.workspace import texts

Json = dict[str, Any]
EVERYWHERE = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
SURFACES = {
    "message": EVERYWHERE | {"alert", "card", "carousel", "container", "context_actions", "file", "markdown", "plan", "table", "task_card"},
    "modal": EVERYWHERE | {"alert"},
    "home": EVERYWHERE,
}
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_CHARACTERS = 13_000  # of a message, over all its blocks
INPUTS = {"static_select", "multi_static_select", "users_select", "multi_users_select", "conversations_select", "channels_select",
          "multi_channels_select", "multi_conversations_select", "external_select", "multi_external_select", "datepicker", "timepicker",
          "datetimepicker", "checkboxes", "radio_buttons"}  # fmt: skip
ELEMENTS = {
    "actions": INPUTS | {"button", "overflow", "workflow_button"},
    "context": {"image", "plain_text", "mrkdwn"},
    "context_actions": {"feedback_buttons", "icon_button"},
    "accessory": INPUTS | {"button", "overflow", "image", "workflow_button"},
    "element": INPUTS | {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input", "file_input"},
}
MOST_ELEMENTS = {"actions": 25, "context": 10, "context_actions": 5}
PLAIN = {"header": ("text",), "input": ("label", "hint"), "button": ("text",), "option": ("text",)}
PICTURES = (".png", ".jpg", ".jpeg", ".gif")
PRIVATE = re.compile(r"https?://(localhost|127\.|10\.|192\.168\.)")


def check(blocks: object, surface: str = "message", files: Sequence[str] = ()) -> None:
    """Refuse ``blocks`` as Slack does where they may not be shown on ``surface``; ``files`` are the ids that were uploaded."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format", "blocks is no array of objects")
    if len(blocks) > MOST_BLOCKS[surface]:
        raise Refused(
            "msg_blocks_too_many" if surface == "message" else "invalid_arguments", f"no more than {MOST_BLOCKS[surface]} items allowed"
        )
    found = [
        f"[ERROR] {fault} [json-pointer:/blocks/{number}]" for number, block in enumerate(blocks) for fault in faults(block, surface, files)
    ]
    found += [f"[ERROR] block_id {name} already exists" for name in twice(block.get("block_id") for block in blocks)]
    if found:
        raise Refused("invalid_blocks", *found)
    if surface == "message" and sum(map(len, texts(blocks))) > MOST_CHARACTERS:
        raise Refused("msg_blocks_too_long", f"{sum(map(len, texts(blocks)))} characters in all blocks")


def faults(block: Json, surface: str, files: Sequence[str] = ()) -> Iterator[str]:
    """What is wrong with one block, in words."""
    kind = block.get("type")
    if kind not in SURFACES[surface]:
        yield f"unsupported type: {kind} in a {surface}"
        return
    yield from of_model(block)
    yield from of_texts(block)
    yield from of_elements(block)
    yield from of_pictures(block, files)


def of_model(block: Json) -> Iterator[str]:
    """What slack_sdk's own model says, and what of the block the model does not know."""
    try:
        model = Block.parse(dict(block))
        kept = model.to_dict() if model else {}
    except (SlackObjectFormationError, TypeError, AttributeError) as error:
        yield str(error)
        return
    yield from unknown(block, kept)


def unknown(given: object, kept: object, at: str = "") -> Iterator[str]:
    """Names in ``given`` that are not in ``kept``."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for key, value in given.items():
            if key not in kept and value not in (None, [], {}, ""):
                yield f"invalid additional property: {at}{key}"
            else:
                yield from unknown(value, kept.get(key), f"{at}{key}/")
    elif isinstance(given, list) and isinstance(kept, list):
        for number, (one, other) in enumerate(zip(given, kept, strict=False)):
            if one is not None and other is None:
                yield f"unsupported element: {at}{number}"
            yield from unknown(one, other, f"{at}{number}/")


def of_texts(block: Json) -> Iterator[str]:
    """Text objects: of a known type, not empty, not too long, plain where only plain text is shown."""
    for owner, name, text in text_objects(block):
        if not isinstance(text.get("text"), str) or not text["text"].strip():
            yield f"must be more than 0 characters: {name}/text"
        elif len(text["text"]) > (2000 if name == "fields" else 3000):
            yield f"must be less than {2001 if name == 'fields' else 3001} characters: {name}/text"
        if name in PLAIN.get(owner, ()) and text["type"] != "plain_text":
            yield f"must be plain_text: {name}"


def text_objects(node: object, owner: str = "", name: str = "") -> Iterator[tuple[str, str, Json]]:
    """(type of what holds it, its name there, text object) of every text object."""
    if isinstance(node, list):
        for item in node:
            yield from text_objects(item, owner, name)
    elif isinstance(node, dict):
        if node.get("type") in ("plain_text", "mrkdwn"):
            yield owner, name, node
            return
        for key, value in node.items():
            yield from text_objects(value, str(node.get("type") or ("option" if name == "options" else "")), key)


def of_elements(block: Json) -> Iterator[str]:
    """Elements: those the block may hold, not too many, each with an action of its own name."""
    kind = str(block["type"])
    held = block.get("elements") if kind in MOST_ELEMENTS else [block[key] for key in ("accessory", "element") if key in block]
    allowed = ELEMENTS.get(kind) or ELEMENTS["accessory" if "accessory" in block else "element"]
    held = held if isinstance(held, list) else []
    if kind in MOST_ELEMENTS and not 1 <= len(held) <= MOST_ELEMENTS[kind]:
        yield f"{len(held)} elements, 1 to {MOST_ELEMENTS[kind]} are allowed"
    yield from (f"unsupported element type: {element.get('type')} in {kind}" for element in held if element.get("type") not in allowed)
    yield from (f"action_id {name} already exists" for name in twice(element.get("action_id") for element in held))
    for element in held:
        yield from of_button(element)


def of_button(element: Json) -> Iterator[str]:
    if element.get("type") != "button":
        return
    if "text" not in element:
        yield "missing required field: text of a button"
    if "url" in element and re.match(r"(https?|mailto|slack)://?\S+$|mailto:\S+$", element["url"]) is None:
        yield f"invalid url: {element['url']}"
    if "value" in element and not isinstance(element["value"], str):
        yield "value of a button must be a string"


def of_pictures(block: Json, files: Sequence[str]) -> Iterator[str]:
    """Pictures: of a form that Slack shows, from an address that it can fetch, or a file that was uploaded."""
    for picture in [block, block.get("accessory") or {}, *(block.get("elements") or [])]:
        if not isinstance(picture, dict) or picture.get("type") != "image":
            continue
        url, file = picture.get("image_url"), picture.get("slack_file")
        if not picture.get("alt_text"):
            yield "missing required field: alt_text"
        if (url is None) == (file is None):
            yield "either image_url or slack_file"
        if url and (PRIVATE.match(url) or not url.split("?")[0].endswith(PICTURES)):
            yield f"downloading image failed: {url}"
        if file and file.get("id") not in files:
            yield f"invalid slack file: {file}"


def twice(names: Iterator[object]) -> list[object]:
    """What is told more than once."""
    told = [name for name in names if name]
    return sorted({name for name in told if told.count(name) > 1}, key=str)
