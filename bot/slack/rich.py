"""The few block shapes that answers are made of, as Slack's JSON. Words stand in them verbatim: rich text and plain text know no markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]


def words(text: str, *, bold: bool = False, italic: bool = False, strike: bool = False) -> Element:
    """A run of text; Slack refuses an empty one."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic), ("strike", strike)) if on}
    return {"type": "text", "text": text or " "} | ({"style": style} if style else {})


def link(text: str, url: str | None) -> Element:
    """A run of text that leads to ``url``; plain where there is none."""
    return {"type": "link", "url": url, "text": text} if url else words(text)


def section(*elements: Element) -> Element:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quoted(*elements: Element) -> Element:
    """A paragraph set off by a bar."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(items: Iterable[Sequence[Element]], *, ordered: bool = False) -> Element:
    """A list of paragraphs."""
    return {"type": "rich_text_list", "style": "ordered" if ordered else "bullet", "elements": [section(*item) for item in items]}


def rich(*parts: Element) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": list(parts)}


def paragraph(text: str) -> Block:
    """A block of one verbatim paragraph."""
    return rich(section(words(text)))


def plain(text: str) -> dict[str, Any]:
    """A text object without markup."""
    return {"type": "plain_text", "text": text or " ", "emoji": False}


def header(text: str) -> Block:
    """A heading; at most 150 characters."""
    return {"type": "header", "text": plain(cut(text, 150))}


def small(*texts: str) -> Block:
    """A line of small print."""
    return {"type": "context", "elements": [plain(cut(text, 2000)) for text in texts]}


def divider() -> Block:
    """A rule."""
    return {"type": "divider"}


def button(text: str, action: str, value: str, *, style: str | None = None) -> Element:
    """A button that sends ``value``, at most 2,000 characters, with its action's name."""
    made: Element = {"type": "button", "text": plain(cut(text, 75)), "action_id": action, "value": value}
    return made | ({"style": style} if style else {})


def actions(*elements: Element) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def cut(text: str, most: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def escaped(text: str) -> str:
    """Text for a place that reads mrkdwn, such as a message's ``text``: nothing in it calls anyone or links anywhere."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
