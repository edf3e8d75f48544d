"""Slack's limits on a message, and an answer parted into as many messages as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.slack.rich import Block, Element, rich

MOST_BLOCKS = 45  # of 50 in a message
MOST_CHARACTERS = 11_000  # over all blocks; from some 13,000 on Slack says msg_blocks_too_long
SHOWN = ("text", "url", "value", "alt_text", "image_url")


def parted(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in their order, in messages that Slack takes; one at least."""
    return _packed([piece for block in blocks for piece in _pieces(block)], MOST_BLOCKS) or [[]]


def fits(blocks: Sequence[Block]) -> bool:
    """True where the blocks make one message."""
    return len(parted(blocks)) == 1


def characters(part: Any) -> int:  # noqa: ANN401 - any part of a block
    """How many characters of text a block shows or carries, links included."""
    return sum(len(text) for text in _texts(part))


def _pieces(block: Block) -> Iterator[Block]:
    """A block of rich text that is too long for a message by itself, in several."""
    if block["type"] != "rich_text" or characters(block) <= MOST_CHARACTERS:
        yield block
        return
    for part in block["elements"]:
        yield from (rich({**part, "elements": some}) for some in _packed(part["elements"], len(part["elements"])))


def _packed(parts: Sequence[Element], most: int) -> list[list[Element]]:
    """The parts in lists of at most so many, and of as many characters as a message takes."""
    lists: list[list[Element]] = []
    taken = 0
    for part in parts:
        length = characters(part)
        if not lists or len(lists[-1]) == most or taken + length > MOST_CHARACTERS:
            lists.append([])
            taken = 0
        lists[-1].append(part)
        taken += length
    return lists


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(part, dict):
        for key, value in part.items():
            if key in SHOWN and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)
