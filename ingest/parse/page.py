"""The one normalized text of a release, and its lines: where each block of the document stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.readers.blocks import Block, BlockKind
from ingest.release import Span


@dataclass(frozen=True, slots=True)
class Line(Span):
    """A block, or a part of one, as it stands in the text; ``text`` is ``page.text[start:end]``."""

    kind: BlockKind
    text: str
    level: int = 0
    header: str = ""
    table: int = 0

    def split(self, *offsets: int) -> Iterator[Line]:
        """The line cut at these offsets of its own text; white space at the cuts belongs to no part."""
        for start, end in zip((0, *offsets), (*offsets, len(self.text)), strict=True):
            part = self.text[start:end].strip()
            if part:
                begin = self.start + start + self.text[start:end].index(part)
                yield replace(self, start=begin, end=begin + len(part), text=part)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole text and its lines in order."""

    text: str
    lines: tuple[Line, ...]


def lay_out(blocks: Iterable[Block]) -> Page:
    """Join blocks into the normalized text: a blank line between them, a line end between items and between rows."""
    pieces: list[str] = []
    lines: list[Line] = []
    offset, before = 0, None
    for block in blocks:
        if before is not None:
            gap = "\n" if before == block.kind and block.kind in ("item", "row") else "\n\n"
            pieces.append(gap)
            offset += len(gap)
        mark = "- " if block.kind == "item" else ""
        start = offset + len(mark)
        pieces.append(mark + block.text)
        offset = start + len(block.text)
        kind: BlockKind = "paragraph" if block.kind == "row" and is_prose(block.text) else block.kind
        lines.append(Line(start, offset, kind, block.text, block.level, block.header, block.table))
        before = block.kind
    return Page("".join(pieces), tuple(lines))


_NUMBER = re.compile(r"\d[\d,.]*")
_JOINING = re.compile(r"\b(?:the|of|and|for|was|were|is|are|a|an|to|by|with|or|in|from)\b")
_SENTENCE_END = re.compile(r"[a-z]{3}[.!?][”\"]?(?=\s|$)")


def is_flat_table(text: str) -> bool:
    """Is this a table that was squeezed into running text: many figures, few joining words and hardly a full stop?"""
    numbers = _NUMBER.findall(text)
    if "://" in text or len(numbers) < 8 or sum(map(len, numbers)) <= 0.18 * len(text):
        return False
    return len(_JOINING.findall(text)) * 35 < len(text) and len(_SENTENCE_END.findall(text)) <= len(text) / 400


def is_prose(text: str) -> bool:
    """Is this running text of several sentences, though it may stand in a table's cell?"""
    return len(text) > 250 and len(_SENTENCE_END.findall(text)) >= 2
