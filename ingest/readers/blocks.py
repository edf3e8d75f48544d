"""What every reader returns: the blocks of a document, in order, in plain text."""

from __future__ import annotations

from dataclasses import dataclass
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
    """A release as read: its blocks, and what its container (not its text) says about it.

    ``part`` names it within a file that may hold several ("EX-99.1", a feed's entry); it is empty where a file holds one release.
    """

    blocks: tuple[Block, ...]
    name: str
    published: date | None = None
    issuer: str | None = None
    url: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a file that is no release, and why."""

    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a file holds: the documents that may be releases, and what was left out.

    A ``collection`` (a feed) changes from day to day: what is in it no longer stays on record, and no release has the file's own name.
    """

    documents: tuple[Document, ...]
    left_out: tuple[LeftOut, ...] = ()
    collection: bool = False
