"""Plain text: hard-wrapped lines, ruled and capital headings, bullets, tables aligned by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from ingest.readers import bullets
from ingest.readers.blocks import Document
from ingest.readers.draft import Draft, collapse, paragraph
from ingest.readers.finish import finished
from ingest.readers.grids import Cell, Row, figures, joined, rows
from ingest.readers.lines import unwrapped, width

_PAGE = re.compile(r"^[ \t]*<(?:PAGE|/?TEXT|/?TABLE|CAPTION|S|C)>.*$|\f", re.IGNORECASE | re.MULTILINE)
_PAGE_NUMBER = re.compile(r"^[ \t]*-?[ \t]*\d{1,3}[ \t]*-?[ \t]*\n(?=\s*(?:\f|<PAGE>))", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(r"[\s\-=_*~.|+]{3,}")
_GAP = re.compile(r"\s{2,}|\t|\s*\.{3,}\s*|\s*\|\s*")
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*")


def read(text: str, name: str) -> Document:
    """The document's blocks."""
    text = _PAGE.sub("\n", _PAGE_NUMBER.sub("\n", text)).expandtabs(8)
    wrapped_to, numbers = width(text), count(1)
    drafts = [draft for lines in _stanzas(text) for draft in _drafts(lines, wrapped_to, numbers)]
    return finished(drafts, name=name)


def _stanzas(text: str) -> Iterator[list[str]]:
    """Lines between blank ones; stanzas of a table that blank lines part are one."""
    held: list[str] = []
    for stanza in re.split(r"\n[ \t]*\n", text):
        lines = [line.rstrip() for line in stanza.split("\n") if line.strip()]
        if not lines:
            continue
        if held and not (_is_table(held) and (_is_table(lines) or _is_section(lines))):
            yield held
            held = []
        held = held + lines
    if held:
        yield held


def _drafts(lines: Sequence[str], wrapped_to: int, numbers: Iterator[int]) -> Iterator[Draft]:
    if _is_table(lines):
        yield from _table(lines, next(numbers))
        return
    ruled = len(lines) > 1 and any(_RULE.fullmatch(line) for line in lines[1:2])
    kept = [line.strip("|") for line in lines if not _RULE.fullmatch(line)]
    capitals = bool(kept) and len(kept) <= 3 and all(_CAPITALS.fullmatch(line) for line in kept) and len(" ".join(kept)) <= 120
    if kept and (ruled or capitals) and len(kept[0]) <= 120:
        heads = kept[:1] if ruled else [" ".join(kept)]
        yield Draft("paragraph", collapse(heads[0]), bold=True)
        kept = kept[1:] if ruled else []
    yield from map(paragraph, _joined_bullets(unwrapped(kept, wrapped_to)))


def _joined_bullets(texts: Sequence[str]) -> Iterator[str]:
    """A bullet's text with the short lines that still belong to it."""
    held = ""
    for text in texts:
        if held and bullets.leading(held) and not bullets.leading(text) and not held.endswith((".", ";", ":")):
            held = f"{held} {text}"
            continue
        if held:
            yield held
        held = text
    if held:
        yield held


def _is_section(lines: Sequence[str]) -> bool:
    return len(lines) == 1 and len(lines[0].strip()) <= 60 and not lines[0].strip().endswith(".")


def _is_table(lines: Sequence[str]) -> bool:
    """Two lines or more that hold two figures, or a label and figures, parted by gaps."""
    return sum(figures(joined(_cells(line))) > 0 for line in lines) >= 2


def _cells(line: str) -> Row:
    """The cells of a line, parted by two spaces or more, leaders or bars, where they stand."""
    cells: Row = []
    at = 0
    for gap in [*_GAP.finditer(line), None]:
        end = gap.start() if gap else len(line)
        if text := collapse(line[at:end]):
            cells.append(Cell(text, 0 if not cells and at < 12 else at, end))
        at = gap.end() if gap else end
    return cells


def _table(lines: Sequence[str], number: int) -> list[Draft]:
    first = next(i for i, line in enumerate(lines) if figures(joined(_cells(line))))
    titles = first if first and len(_cells(lines[0])) == 1 else 0
    above = [paragraph(line) for line in lines[: min(titles, 1)] if not _RULE.fullmatch(line)]
    grid = [_cells(line) for line in lines[len(above) :] if not _RULE.fullmatch(line)]
    return [*above, *rows(grid, table=number)]
