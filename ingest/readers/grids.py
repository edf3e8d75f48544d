"""Tables: a grid of cells becomes rows that read well by themselves, or it was layout after all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.draft import Draft, collapse

_CURRENCY = re.compile(r"\(?(?:US|C|A|CA|CAD|USD|HK|NT|S|R)?\s?[$€£¥]\s?\(?|\(")
_CLOSING = re.compile(r"[)%\]]+|\)\s?%|pts?|bps|x", re.IGNORECASE)
_NUMBER = re.compile(
    r"[(\-–—+~<>≈]*\s?(?:US|C|CA|A|HK|NT|R|S)?\s?[$€£¥]?\s?[(\-–—+]?\s?"
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})?(?:\.\d+)?"
    r"(?:\s?[-–—]\s?\$?[\d,.]*\d)?\s?"
    r"(?:%|x|X|¢|k|m|mm|bn|K|M|B|bps|pts?|million|billion|thousand|[a-z]\b)?\s?\)?\s?%?(?:\s?\(\w\))?[*†‡¹²³]*"
)
_ABOUT = re.compile(
    r"^(?:approximately|approx\.?|about|around|roughly|up to|at least|between|over|more than|less than)\s+(?=[$€£(\d])", re.IGNORECASE
)
_RANGE = re.compile(r"\s+(?:to|and)\s+")
_NIL = frozenset({"-", "–", "—", "--", "n/a", "na", "nm", "n.m.", "*", "n/m", "nil", "$-", "$ -", "$—", "$ —", "$ –", "$–"})
_YEAR = re.compile(r"(?:19|20)\d\d[A-Z]?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and the columns [start, end) that it stands over."""

    text: str
    start: int
    end: int


Row = list[Cell]


def row_of(texts: Sequence[str]) -> Row:
    """A row of cells of one column each; blank ones keep their place and are left out."""
    return [Cell(collapse(text), i, i + 1) for i, text in enumerate(texts) if collapse(text)]


def is_number(text: str) -> bool:
    """True for a figure or a range as a table prints it, and for the dash that stands for none."""
    if text.lower() in _NIL:
        return True
    parts = _RANGE.split(_ABOUT.sub("", text), maxsplit=1)
    return all(any(c.isdigit() for c in part) and _NUMBER.fullmatch(part) is not None for part in parts)


def is_value(text: str) -> bool:
    """True for a figure that is no year, as years head columns."""
    return is_number(text) and not _YEAR.fullmatch(text)


def joined(row: Row) -> Row:
    """The row with currency marks, brackets and percent marks joined to the numbers that they belong to."""
    cells: Row = []
    opening: Cell | None = None
    for cell in row:
        if opening is not None:
            cell = Cell(opening.text + ("" if opening.text.endswith("(") else " ") + cell.text, opening.start, cell.end)
            opening = None
        if _CURRENCY.fullmatch(cell.text):
            opening = cell
        elif cells and _CLOSING.fullmatch(cell.text) and is_number(cells[-1].text):
            cells[-1] = Cell(cells[-1].text + cell.text, cells[-1].start, cell.end)
        else:
            cells.append(cell)
    return cells if opening is None else [*cells, opening]


def figures(row: Row) -> int:
    """How many cells after the row's first column are figures."""
    return sum(is_value(cell.text) for cell in row if cell.start > 0)


def rows(grid: Sequence[Row], *, table: int, caption: str = "") -> list[Draft]:
    """The table's rows: heads first, then each row with the caption and its columns' heads as its header."""
    body = [row for row in map(joined, grid) if row]
    first = next((i for i, row in enumerate(body) if figures(row)), 0)
    if not any(figures(row) for row in body):
        first = 1 if len(body) > 1 and len(body[0]) > 1 else 0
    while first and len(body[first - 1]) == 1 and body[first - 1][0].start == 0 and any(len(row) > 1 for row in body[: first - 1]):
        first -= 1
    heads, titles = [row for row in body[:first] if not row[0].text.endswith(":")], [caption] if caption else []
    while heads and len(heads[0]) == 1:
        titles.append(heads.pop(0)[0].text)
    header = " | ".join([*titles, *_column_heads(heads, body[first:])])
    over = " | ".join(titles)
    return [
        Draft("row", " | ".join(cell.text for cell in row), header=over if i < first else header, table=table) for i, row in enumerate(body)
    ]


def _column_heads(heads: Sequence[Row], body: Sequence[Row]) -> list[str]:
    """One head a column, a head that spans several columns repeated over each of them."""
    columns = max(body, key=len, default=[])
    if not heads or (len(heads) == 1 and len(heads[0]) == len(columns)):
        return [cell.text for row in heads for cell in row]
    found = [" ".join(c.text for row in heads for c in row if c.start < column.end and column.start < c.end) for column in columns]
    return [head for head in found if head] or [cell.text for row in heads for cell in row]
