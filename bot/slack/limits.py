"""Slack's limits on a message, and an answer parted into as many messages as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.slack.rich import Block

MOST_BLOCKS = 45  # of 50 in a message
MOST_CHARACTERS = 11_000  # over all blocks; from some 13,000 on Slack says msg_blocks_too_long


def parted(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in their order, in messages that Slack takes; one at least."""
    messages: list[list[Block]] = [[]]
    taken = 0
    for block in blocks:
        length = characters(block)
        if messages[-1] and (len(messages[-1]) == MOST_BLOCKS or taken + length > MOST_CHARACTERS):
            messages.append([])
            taken = 0
        messages[-1].append(block)
        taken += length
    return messages


def fits(blocks: Sequence[Block]) -> bool:
    """True where the blocks make one message."""
    return len(parted(blocks)) == 1


def characters(part: Any) -> int:  # noqa: ANN401 - any part of a block
    """How many characters of text a block shows or carries, links included."""
    return sum(len(text) for text in _texts(part))


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("text", "url", "value", "alt_text", "image_url") and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)
