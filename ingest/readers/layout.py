"""What an HTML table is: data, a list item laid out in cells, a footnote, or text side by side."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.readers.bullets import MARKS
from ingest.readers.draft import Draft, collapse
from ingest.readers.grids import Cell, figures, joined, rows

Grid = list[list[tuple[Cell, list[Draft]]]]

_BULLET = re.compile(rf"[{MARKS}·*\uf0b7\uf0a7–—o-]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]")
_NOTE = re.compile(r"\(?[\d¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}\)?|⁽\S+⁾|\([a-z]\)|[*†‡§]{1,3}")
_CONTACT = re.compile(r"@|\b(?:tel|phone|fax|e-?mail|contacts?|inquiries|relations)\b|\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}", re.IGNORECASE)
_LONG = 160


def unlaid(grid: Grid, number: int) -> list[Draft]:
    """The table's rows where it holds data; else what its cells hold, in reading order."""
    filled = [row for row in grid if row]
    cells = [[cell for cell, _ in row] for row in filled]
    if is_data(cells):
        return rows(cells, table=number)
    return [draft for row in filled for draft in _read(row)]


def is_data(cells: list[list[Cell]]) -> bool:
    """Figures beside labels in two rows or more, or at least three rows of the same few short columns that are no contacts."""
    whole = [joined(row) for row in cells]
    if all(_marked(row) for row in cells) or sum(len(cell.text) > 3 * _LONG for row in cells for cell in row):
        return False
    if sum(figures(row) > 0 and len(row) > 1 for row in whole) >= 2:
        return True
    text = " ".join(cell.text for row in cells for cell in row)
    wide = [row for row in whole if len(row) >= 2]
    short = all(len(cell.text) <= _LONG for row in wide for cell in row)
    return len(wide) >= 3 and len(wide) >= 0.7 * len(whole) and short and not _CONTACT.search(text) and len({len(row) for row in wide}) <= 2


def _marked(row: list[Cell]) -> bool:
    return len(row) == 2 and bool(_BULLET.fullmatch(row[0].text) or _NOTE.fullmatch(row[0].text))


def _read(row: list[tuple[Cell, list[Draft]]]) -> list[Draft]:
    """One laid-out row: a bullet and its text make an item, a mark and its text a footnote, other cells stand in order."""
    cells = [cell for cell, _ in row]
    if not _marked(cells):
        return [draft for _, drafts in row for draft in drafts]
    mark, held = cells[0].text, row[1][1]
    if not _NOTE.fullmatch(mark) or mark in "*§":
        return [replace(held[0], kind="item", level=1), *held[1:]] if held[0].kind == "paragraph" else held
    return [replace(held[0], text=collapse(f"{mark} {held[0].text}")), *held[1:]]
