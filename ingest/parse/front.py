"""The front of a release: headline, subheadline, dateline and first words, whatever letterhead stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.parse import dateline, dates, furniture, splitter
from ingest.parse.dateline import Dateline
from ingest.readers.blocks import Block

_PLACEHOLDER = re.compile(
    r"^\W*(?:untitled|none|null|title|headline|document|home|news room|newsroom|(?:news|press) releases?(?: title)?|test)\W*$",
    re.IGNORECASE,
)
_PROSE_END = re.compile(r"[a-z0-9)%][.!?:][”\"’)]*(?:\s|$)")
_BYLINE = re.compile(
    r"^(?:by|written by|author:?)\s+[A-Z][\w.’'-]+(?:\s+[A-Z]?[\w.,’'-]+){0,6}$|^(?:image|photo|featured photo|source|caption)\b.{0,80}$",
    re.IGNORECASE,
)
_REACH = re.compile(r"@[\w-]+\.|https?://|www\.|(?:\+?\d[\d ().-]{8,}\d)|\bcontacts?\b.{0,40}:", re.IGNORECASE)
_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class Front:
    """What the release says of itself before its news; ``letterhead`` are the positions of blocks that are no news."""

    headline: str
    subheadline: str | None
    dateline: Dateline | None
    published: date | None
    first_words: str
    body: int
    letterhead: frozenset[int]


def read(blocks: Sequence[Block]) -> Front | None:
    """The front of these blocks, or None where no prose follows."""
    dated = _dateline_at(blocks)
    body = dated if dated is not None else next((i for i, b in enumerate(blocks) if _is_prose(b)), None)
    if body is None:
        body = next((i for i, b in enumerate(blocks) if b.kind == "paragraph" and not furniture.is_dropped(b.text)), None)
    if body is None:
        return None
    found = dateline.read(blocks[body].text)
    first = blocks[body].text[found.end :] if found else blocks[body].text
    if not first.strip():
        first = next((b.text for b in blocks[body + 1 : body + 4] if b.kind == "paragraph"), "")
    heads, letterhead = _heads(blocks[:body])
    headline, used = _headline([(i, blocks[i]) for i in heads], first)
    subheads = [blocks[i].text for i in heads if i > max(used, default=-1) and not _BYLINE.match(blocks[i].text)]
    day = (found.published if found else None) or next((d for b in blocks[:body] if (d := dates.alone(b.text))), None)
    return Front(headline, subheads[0] if subheads and used else None, found, day, first, body, frozenset(letterhead))


def _dateline_at(blocks: Sequence[Block]) -> int | None:
    """The position of the block that begins with a dateline; one with a date or a wire wins over a bare place."""
    found = [
        (i, d)
        for i, b in enumerate(blocks[:_SEARCHED])
        if b.kind == "paragraph" and not furniture.is_dropped(b.text) and (d := dateline.read(b.text))
    ]
    sure = next((i for i, d in found if d.place and d.published), None)
    likely = next((i for i, d in found if d.end < len(blocks[i].text) and (d.published or _is_prose(blocks[i]))), None)
    options = [i for i in (sure, likely) if i is not None]
    return min(options) if options else None


def _is_prose(block: Block) -> bool:
    """Is this a paragraph of running text, not a headline or an address?"""
    return (
        block.kind == "paragraph"
        and len(block.text) > 100
        and bool(_PROSE_END.search(block.text))
        and not furniture.is_dropped(block.text)
        and not furniture.is_exchange_notice(block.text)
    )


def _heads(blocks: Sequence[Block]) -> tuple[list[int], set[int]]:
    """Positions of lines that may be headlines, and of letterhead, among the blocks before the first words."""
    heads: list[int] = []
    letterhead: set[int] = set()
    title = next(
        (i for i, b in enumerate(blocks) if b.level == 1 and not furniture.is_dropped(b.text) and not _PLACEHOLDER.match(b.text)), None
    )
    titled = title is not None
    for index, block in enumerate(blocks):
        text = block.text
        if title is not None and index < title:
            letterhead.add(index)
        elif furniture.is_dropped(text) or dates.alone(text) or _PLACEHOLDER.match(text):
            if not titled:
                letterhead.update(heads)
                heads.clear()
        elif block.kind == "row" or (block.kind != "heading" and (_REACH.search(text) or furniture.is_address(text))):
            letterhead.add(index)
            if not titled:
                letterhead.update(heads)
                heads.clear()
        elif block.kind != "item":
            heads.append(index)
    return heads, letterhead - set(heads)


def _headline(heads: Sequence[tuple[int, Block]], first: str) -> tuple[str, tuple[int, ...]]:
    """The headline and the positions it was taken from; the first sentence where the release has none."""
    marked = next(((i, b) for i, b in heads if b.level == 1), None) or next(((i, b) for i, b in heads if b.kind == "heading"), None)
    chosen = marked or next(iter(heads), None)
    if chosen is None:
        start, end = next(splitter.spans(first), (0, len(first)))
        return first[start:end], ()
    following = [(i, b) for i, b in heads if i > chosen[0]]
    pieces = [chosen, *(() if marked else _continued(chosen[1].text, following))]
    return " ".join(b.text for _, b in pieces).strip("* "), tuple(i for i, _ in pieces)


def _continued(text: str, following: Sequence[tuple[int, Block]]) -> Iterator[tuple[int, Block]]:
    """The second line of a headline that was set over two lines: the first ends openly, or the second begins in lower case."""
    for index, block in following[:2]:
        if block.text[:1].islower() or re.search(r"(?:[,&–-]|\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with))$", text):
            yield index, block
            text = block.text
        else:
            return
