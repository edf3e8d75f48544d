"""HTML: pages and EDGAR exhibits, with what is laid out as a table told from what is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import ReadError
from ingest.readers import breaks
from ingest.readers.blocks import Document
from ingest.readers.decode import short
from ingest.readers.draft import Draft, collapse
from ingest.readers.finish import finished
from ingest.readers.grids import Cell
from ingest.readers.headings import is_one_title
from ingest.readers.layout import Grid, unlaid

_DEEPEST = 250
_MOST_OPEN = 1000
_TAG = re.compile(r"<(/?)([a-z][\w:-]*)", re.IGNORECASE)
_ENDED_BY_OTHERS = re.compile(
    r"p|li|d[dt]|option|t[rdh]|thead|tbody|tfoot|colgroup|br|hr|img|input|meta|link|area|base|col|embed|source|track|wbr|html|head|body",
    re.IGNORECASE,
)
_SKIPPED = re.compile(r"script|style|noscript|template|head|nav|footer|button|input|select|iframe|svg|object|ix:header|-comment")
_BLOCKS = re.compile(
    r"p|div|section|article|main|header|aside|body|html|center|blockquote|pre|ul|ol|dl|dt|dd|li|h1|h2|h3|h4|h5|h6|figure"
    r"|figcaption|address|hr|tr|td|th|table|tbody|thead|tfoot|caption|text|document|page|details|summary|fieldset|form"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font(?:-weight)?\s*:[^;]*\b(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_MARK = re.compile(r"\s*[\d(),\s+-]{1,8}\s*")
_PAGE_NUMBER = re.compile(r"(?:page )?[-–]?\s?\d{1,3}\s?[-–]?", re.IGNORECASE)
_EDGAR = re.compile(r"\A.{0,3000}?<TEXT>", re.DOTALL | re.IGNORECASE)
_DATES = ("article:published_time", "datepublished", "publishdate", "date", "dc.date", "dc.date.issued", "pubdate", "publish-date")


def read(text: str, name: str) -> Document:
    """The document's blocks, and the date and address that its head gives."""
    if _left_open(text) > _MOST_OPEN:
        raise ReadError(f"{short(name)} leaves more than {_MOST_OPEN:,} tags open at once; no release does: save it as plain text")
    tree = LexborHTMLParser(_EDGAR.sub("", text, count=1) if text.lstrip()[:10].upper() == "<DOCUMENT>" else text)
    root = tree.root
    if root is None or _depth(root) > _DEEPEST:
        raise ReadError(f"{short(name)} has tags nested more than {_DEEPEST} deep; no release does: save it as plain text")
    metas = _metas(root)
    walker = _Walker()
    walker.visit(root, _Look())
    walker.flush()
    url = metas.get("og:url") or metas.get("canonical")
    return finished(walker.drafts, name=name, ruled=walker.ruled, published=_published(metas), url=url)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a word inherits from the elements around it."""

    bold: bool = False
    centred: bool = False
    heading: int = 0
    depth: int = 0
    link: str = ""
    kept: bool = False


@dataclass(slots=True)
class _Walker:
    """Walks a tree once and holds the words of the block it is in."""

    drafts: list[Draft] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    tables: int = 0
    _words: list[tuple[str, _Look]] = field(default_factory=list)
    _item: int = 0

    def visit(self, node: LexborNode, look: _Look) -> None:
        """Takes the words of a node and of all below it."""
        tag = (node.tag or "").lower()
        if tag == "-text":
            self._words.append((node.text_content or "", look))
            return
        if _SKIPPED.fullmatch(tag) or _is_hidden(node):
            return
        if tag == "br":
            self._words.append(("\n", look))
        elif tag == "sup":
            self._words.append((_raised(node), look))
        elif tag == "table":
            self._table(node, look)
        elif _BLOCKS.fullmatch(tag):
            self._begin(tag, look)
            self._children(node, _under(node, tag, look))
            self._end(tag)
        else:
            self._children(node, _under(node, tag, look))

    def flush(self) -> None:
        """Ends the block that the words held so far make."""
        words, self._words = self._words, []
        if any(text.strip() for text, _ in words):
            self.drafts.extend(_drafts(words, self._item))
            self._item = 0

    def _children(self, node: LexborNode, look: _Look) -> None:
        child = node.child
        while child is not None:
            self.visit(child, look)
            child = child.next

    def _begin(self, tag: str, look: _Look) -> None:
        self.flush()
        if tag == "hr":
            self._rule()
        if tag == "li":
            self._item = max(look.depth, 1)

    def _end(self, tag: str) -> None:
        self.flush()
        if tag == "li":
            self._item = 0

    def _rule(self) -> None:
        """A rule across the page; the page's number may stand right above it."""
        if self.drafts and _PAGE_NUMBER.fullmatch(self.drafts[-1].text):
            self.drafts.pop()
        self.ruled.append(len(self.drafts))

    def _table(self, node: LexborNode, look: _Look) -> None:
        self.flush()
        self.tables += 1
        number = self.tables
        self.drafts.extend(unlaid(self._grid(node, look), number))

    def _grid(self, table: LexborNode, look: _Look) -> Grid:
        grid: Grid = []
        for row in _rows(table):
            start, cells = 0, []
            for cell in _elements(row, ("td", "th")):
                end = start + _span(cell)
                inside = _Walker(tables=self.tables)
                inside.visit(cell, _under(cell, cell.tag or "", look))
                inside.flush()
                self.tables = inside.tables
                text = collapse(" ".join(draft.text for draft in inside.drafts))
                if text:
                    cells.append((Cell(text, start, end), inside.drafts))
                start = end
            grid.append(cells)
        return grid


def _under(node: LexborNode, tag: str, look: _Look) -> _Look:
    """The look of the words inside an element."""
    style = node.attributes.get("style") or ""
    bold = (look.bold or tag in ("b", "strong", "th") or bool(_BOLD.search(style))) and not _NOT_BOLD.search(style)
    centred = look.centred or tag == "center" or (node.attributes.get("align") or "").lower() == "center" or bool(_CENTRED.search(style))
    heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else look.heading
    link = (node.attributes.get("href") or look.link) if tag == "a" else look.link
    depth = look.depth + (tag in ("ul", "ol"))
    return _Look(bold, centred, heading, depth, link, kept=tag == "pre" or look.kept)


def _drafts(words: list[tuple[str, _Look]], item: int) -> Iterator[Draft]:
    """The words of one block: a heading, an item, or a paragraph; a break parts lines that are no run-on sentence."""
    said = [(text, look) for text, look in words if text.strip()]
    if not said:
        return
    text = "".join(re.sub(r"\s+", " ", text) if text != "\n" and not look.kept else text for text, look in words)
    first = said[0][1]
    links = tuple(dict.fromkeys(look.link for _, look in said if look.link))
    draft = Draft(
        "heading" if first.heading else "item" if item else "paragraph", "", first.heading or item,
        bold=all(look.bold for _, look in said), centred=first.centred, links=links, only_links=all(look.link for _, look in said),
    )  # fmt: skip
    lines = [collapse(text)] if first.heading or item else breaks.parted(text)
    if draft.centred and _PAGE_NUMBER.fullmatch(lines[0]):
        return
    if draft.bold and is_one_title(lines):
        lines = [" ".join(lines)]
    yield from (replace(draft, text=line) for line in lines if line)


def _raised(node: LexborNode) -> str:
    """A raised mark in raised characters, so that a footnote's number does not read as part of the figure before it."""
    text = node.text(deep=True) or ""
    return text.translate(_RAISED) if _MARK.fullmatch(text) else text


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(_HIDDEN.search(attributes.get("style") or ""))


def _elements(node: LexborNode, tags: tuple[str, ...]) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag in tags:
            yield child
        child = child.next


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in _elements(table, ("tr", "thead", "tbody", "tfoot", "caption")):
        yield from [child] if child.tag == "tr" else _elements(child, ("tr",))


def _span(cell: LexborNode) -> int:
    span = cell.attributes.get("colspan") or "1"
    return min(max(int(span), 1), 100) if span.isdecimal() else 1


def _left_open(text: str) -> int:
    """How many tags that need an end are open at once at most; counted first, as parsing takes time in the square of it."""
    opened = most = 0
    for match in _TAG.finditer(text):
        if not _ENDED_BY_OTHERS.fullmatch(match[2]):
            opened = max(opened + (-1 if match[1] else 1), 0)
            most = max(most, opened)
    return most


def _depth(root: LexborNode) -> int:
    """How deep the tree is, walked without recursion."""
    node: LexborNode | None = root
    depth = deepest = 0
    while node is not None:
        if node.child is not None:
            node, depth = node.child, depth + 1
            deepest = max(deepest, depth)
            continue
        while node is not None and node.next is None:
            node, depth = node.parent, depth - 1
        node = node.next if node is not None else None
    return deepest


def _metas(root: LexborNode) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.css("meta, link[rel=canonical]"):
        attributes = node.attributes
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or attributes.get("rel") or "").lower()
        value = attributes.get("content") or attributes.get("href")
        if key and value:
            found.setdefault(key, value.strip())
    return found


def _published(metas: dict[str, str]) -> date | None:
    for key in _DATES:
        try:
            return date.fromisoformat(metas.get(key, "")[:10])
        except ValueError:
            continue
    return None
