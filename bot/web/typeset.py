"""A release's stored text as blocks for a page: every character kept where it stands, sentences by their spans, words marked.

A sentence's span is its address on the page (``#start-end``), so that a link shows and scrolls to it without JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ingest import Release, Sentence, Span

Kind = Literal["heading", "paragraph", "list", "table"]
BULLET = re.compile(r"- +")
CELL = " | "


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that are marked or not; ``anchor`` is the address that begins here, ``looks_ahead`` where the sentence does."""

    text: str
    anchor: str | None = None
    marked: bool = False
    looks_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph (one line of one cell), a list (lines of one cell), or a table (lines of cells)."""

    kind: Kind
    lines: tuple[tuple[tuple[Piece, ...], ...], ...]
    section: str = "body"

    @property
    def width(self) -> int:
        """How many cells the widest line has."""
        return max(map(len, self.lines))


def typeset(release: Release, marked: Span | None = None) -> list[Block]:
    """The text after its headline, block by block; ``marked`` are the words to show."""
    setter = _Setter(release, marked)
    return list(setter.blocks())


class _Setter:
    """Cuts one release at the edges of blocks, lines, cells, sentences and the marked words."""

    def __init__(self, release: Release, marked: Span | None) -> None:
        self.release, self.marked = release, marked
        self.anchored: set[str] = set()
        at = release.text.find(release.headline)
        self.headline = Span(at, at + len(release.headline)) if at >= 0 else None
        self.cuts = sorted({edge for s in (*release.sentences, *([marked] if marked else [])) for edge in (s.start, s.end)})

    def blocks(self) -> Iterator[Block]:
        """The blocks in order, lists and tables gathered."""
        spans = [_stripped(self.release.text, m.start(), m.end()) for m in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", self.release.text)]
        return (self._block(span) for span in spans if span != self.headline)

    def title(self) -> tuple[Piece, ...]:
        """The headline's words."""
        return tuple(self._pieces(self.headline)) if self.headline else (Piece(self.release.headline),)

    def _block(self, span: Span) -> Block:
        lines = list(_lines(self.release.text, span))
        kind = self._kind(span, lines)
        section = next((s.kind for s in self.release.sections if s.start <= span.start < s.end), "body")
        if kind == "table":
            cells = tuple(tuple(tuple(self._pieces(cell)) for cell in _cells(self.release.text, line)) for line in lines)
        elif kind == "list":
            cells = tuple((tuple(self._pieces(_after_bullet(self.release.text, line))),) for line in lines)
        else:
            cells = ((tuple(self._pieces(span)),),)
        return Block(kind, cells, section)

    def _kind(self, span: Span, lines: list[Span]) -> Kind:
        quotes = [self.release.quote(line) for line in lines]
        if all(BULLET.match(quote) for quote in quotes):
            return "list"
        if len(lines) > 1 and sum(CELL in quote for quote in quotes) * 2 >= len(quotes):
            return "table"
        sentence = self._sentence(span.start)
        return "heading" if sentence and sentence.form == "heading" and sentence.end == span.end else "paragraph"

    def _sentence(self, place: int) -> Sentence | None:
        return next((s for s in self.release.sentences if s.start <= place < s.end), None)

    def _pieces(self, span: Span) -> Iterator[Piece]:
        edges = [span.start, *(cut for cut in self.cuts if span.start < cut < span.end), span.end]
        for start, end in pairwise(edges):
            sentence = self._sentence(start)
            shown = self.marked is not None and self.marked.start <= start < self.marked.end
            ahead = sentence is not None and sentence.label == "forward"
            yield Piece(self.release.text[start:end], self._anchor(start, sentence, shown=shown), shown, ahead)

    def _anchor(self, start: int, sentence: Sentence | None, *, shown: bool) -> str | None:
        """The address that begins at ``start``: each is given once, the marked words' own before their sentence's."""
        for span in (self.marked if shown else None, sentence):
            name = f"{span.start}-{span.end}" if span else ""
            if span and span.start <= start and name not in self.anchored:
                self.anchored.add(name)
                return name
        return None


def title(release: Release, marked: Span | None = None) -> tuple[Piece, ...]:
    """The headline's words, marked as the text is."""
    return _Setter(release, marked).title()


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())))


def _lines(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def _cells(text: str, line: Span) -> Iterator[Span]:
    at = line.start
    for cell in text[line.start : line.end].split(CELL):
        yield _stripped(text, at, at + len(cell))
        at += len(cell) + len(CELL)


def _after_bullet(text: str, line: Span) -> Span:
    bullet = BULLET.match(text, line.start, line.end)
    return Span(bullet.end() if bullet else line.start, line.end)
