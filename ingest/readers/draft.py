"""A block on its way: what the passes over a document need to know and the finished block does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.readers.blocks import Block, BlockKind

_SPACE = re.compile(r"[\s\u00a0\u2028\u2029]+")
_STEERING = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x90\x98\x9b-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]+")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"


@dataclass(frozen=True, slots=True)
class Draft:
    """A block with its look: all bold, centred, made of links or pictures alone, led by a space in its source.

    A wire writes a table as one paragraph a cell, the first cell of each row led by a space: ``led`` tells them apart.
    """

    kind: BlockKind
    text: str
    level: int = 0
    header: str = ""
    table: int = 0
    bold: bool = False
    centred: bool = False
    links: tuple[str, ...] = ()
    only_links: bool = False
    led: bool = False


def collapse(text: str) -> str:
    """Single spaces, none at the ends, no invisible marks at the ends, and nowhere what steers a terminal, turns letters round or hides them."""
    return _SPACE.sub(" ", _STEERING.sub("", text)).strip().strip(_INVISIBLE).strip()


def paragraph(text: str) -> Draft:
    """A plain paragraph of this text."""
    return Draft("paragraph", collapse(text))


def blocks_of(drafts: Iterable[Draft]) -> tuple[Block, ...]:
    """The finished blocks, empty ones left out and the tables counted from 1 in the order of the document."""
    numbers: dict[int, int] = {}
    kept = [draft for draft in drafts if draft.text]
    for draft in kept:
        if draft.table:
            numbers.setdefault(draft.table, len(numbers) + 1)
    return tuple(Block(d.kind, d.text, d.level, d.header, numbers.get(d.table, 0)) for d in kept)


def split(draft: Draft, texts: Iterable[str]) -> list[Draft]:
    """The same look over several texts."""
    return [replace(draft, text=collapse(text)) for text in texts if collapse(text)]
