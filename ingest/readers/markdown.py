"""Markdown, as wires write it: leading spaces, glued bullets, flattened tables, link lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.readers.blocks import Document
from ingest.readers.draft import Draft, collapse, split
from ingest.readers.finish import finished
from ingest.readers.grids import row_of, rows
from ingest.readers.lines import unwrapped, width

_TAGS = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BARRED = re.compile(r"\A\s*\|\s*(.*?)\s*\|\s*\Z", re.DOTALL)
_QUOTED_FIGURE = re.compile(r"^(\s{0,3})>(?=\s*[$€£]?\d)", re.MULTILINE)


_LONE_MARK = re.compile(r"^(\s*)([-+*])(?=\s*$)", re.MULTILINE)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(["code", "reference"])


def read(text: str, name: str) -> Document:
    """The document's blocks; the link that says it leads to the original is its url."""
    text = _LONE_MARK.sub(r"\1\\\2", _QUOTED_FIGURE.sub(r"\1\\>", text))
    reader = _Reader(text)
    drafts = list(reader.drafts(_parser().parse(text)))
    return finished(drafts, name=name, ruled=reader.ruled)


class _Reader:
    """Walks the tokens of one document."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._width = width(text)
        self._count = 0
        self._tables = 0
        self.ruled: list[int] = []

    def drafts(self, tokens: Sequence[Token]) -> Iterator[Draft]:
        depth, heading, fresh, i = 0, 0, False, 0
        while i < len(tokens):
            token = tokens[i]
            if token.type == "table_open":
                end = next(j for j in range(i, len(tokens)) if tokens[j].type == "table_close")
                yield from self._counted(self._table(tokens[i:end]))
                i = end
            elif token.type == "hr":
                self.ruled.append(self._count)
            elif token.type == "heading_open":
                heading = int(token.tag[1:])
            elif token.type == "list_item_open":
                depth, fresh = depth + 1, True
            elif token.type == "list_item_close":
                depth -= 1
            elif token.type == "inline":
                yield from self._counted(self._inline(token, heading, depth if fresh else 0))
                heading, fresh = 0, False
            elif token.type in ("fence", "html_block"):
                yield from self._counted(_raw(token.content))
            i += 1

    def _counted(self, drafts: Iterator[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            self._count += 1
            yield draft

    def _inline(self, token: Token, heading: int, depth: int) -> Iterator[Draft]:
        draft = _draft(token, led=self._is_led(token))
        if heading and len(draft.text) < 400:
            yield replace(draft, kind="heading", level=heading, text=collapse(draft.text))
        elif depth:
            yield replace(draft, kind="item", level=depth, text=collapse(draft.text))
        else:
            yield from split(draft, unwrapped(draft.text.split("\n"), self._width))
            if not draft.text.strip():
                yield draft

    def _is_led(self, token: Token) -> bool:
        line = self._lines[token.map[0]] if token.map and token.map[0] < len(self._lines) else ""
        return line[:1] in (" ", "\u00a0")

    def _table(self, tokens: Sequence[Token]) -> Iterator[Draft]:
        self._tables += 1
        grid: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                grid.append([])
            elif token.type == "inline":
                grid[-1].append(_draft(token).text)
        yield from rows([row_of(row) for row in grid], table=self._tables)


def _draft(token: Token, *, led: bool = False) -> Draft:
    """An inline token's words, with what stood in it: links, pictures, bold marks."""
    words: list[str] = []
    links: list[str] = []
    outside, strong, plain, in_link = False, 0, False, 0
    for child in token.children or []:
        if child.type == "link_open":
            links.append(str(child.attrs.get("href", "")))
            in_link += 1
        elif child.type == "link_close":
            in_link -= 1
        elif child.type in ("strong_open", "strong_close"):
            strong += child.nesting
        elif child.type == "image":
            links.append(str(child.attrs.get("src", "")))
        elif word := _word(child):
            words.append(word)
            outside = outside or (bool(word.strip()) and not in_link)
            plain = plain or (bool(word.strip()) and not strong)
    text = _BARRED.sub(r"\1", "".join(words))
    bold, only_links = bool(text.strip()) and not plain, bool(links) and not outside
    return Draft("paragraph", text, bold=bold, links=tuple(links), only_links=only_links, led=led)


def _word(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return "\n"
    if child.type == "html_inline":
        return "\n" if _BREAK.match(child.content) else ""
    return child.content if child.type in ("text", "text_special", "code_inline") else ""


def _raw(content: str) -> Iterator[Draft]:
    """Raw HTML or a fenced block: its lines, tags gone."""
    text = _TAGS.sub(" ", content)
    yield from (Draft("paragraph", collapse(line)) for line in text.splitlines() if line.strip())
