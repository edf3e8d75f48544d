"""What every reader returns: the blocks of a document, in order, in plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row, markup gone, white space collapsed to single spaces.

    A row's text is its filled cells joined by " | " ("$" and "%" joined to their number); ``header`` then holds the
    table's caption and column heads, joined likewise, and ``table`` counts the tables of the document from 1.
    ``level`` is 1 for the document's title, 2 and more for lower headings, the depth for items, 0 elsewhere.
    """

    kind: BlockKind
    text: str
    level: int = 0
    header: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its blocks, and what its container (not its text) says about it."""

    blocks: tuple[Block, ...]
    name: str
    published: date | None = None
    issuer: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = field(default=())
