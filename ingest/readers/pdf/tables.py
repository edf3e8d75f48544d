"""A table's lines as rows of cells, each cell with the columns that it stands over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.grids import Cell, Row, is_number, is_value, joined
from ingest.readers.pdf.lines import Line

_LEADERS = re.compile(r"\s*(?:\.\s?){3,}$")
_SPANS = re.compile(r"\b(?:ended|ending|months|weeks|quarters?|years?|fiscal|as (?:of|at)|guidance|outlook|change)\b", re.IGNORECASE)


def grid_of(lines: Sequence[Line]) -> list[Row]:
    """The rows of a table; a label that was broken over lines is one again, a column's place is its number from 1."""
    raw = [joined([Cell(_LEADERS.sub("", cell.text), round(cell.left), round(cell.right)) for cell in line.cells]) for line in lines]
    columns = _columns(raw)
    if not columns:
        return raw
    labels_end = _labels_end(raw, columns)
    return _mended([_placed(row, columns, labels_end) for row in raw])


def _columns(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """[left, right] of each column of values: figures that stand over one another."""
    columns: list[tuple[int, int]] = []
    first = min((cell.start for row in rows for cell in row), default=0)
    values = [cell for row in rows for cell in row if cell.start > first + 10 and is_value(cell.text)]
    for cell in sorted(values, key=lambda cell: cell.end):
        if columns and cell.start < columns[-1][1]:
            columns[-1] = (min(columns[-1][0], cell.start), max(columns[-1][1], cell.end))
        else:
            columns.append((cell.start, cell.end))
    return columns


def _labels_end(rows: Sequence[Row], columns: Sequence[tuple[int, int]]) -> int:
    """How far the labels of rows with values reach."""
    valued = [row for row in rows if any(is_value(cell.text) for cell in row[1:])]
    return max((row[0].end for row in valued if row[0].end <= columns[0][0]), default=columns[0][0])


def _placed(row: Row, columns: Sequence[tuple[int, int]], labels_end: int) -> Row:
    """The row with its cells at column numbers; a label is at 0."""
    placed: Row = []
    over = [cell for cell in row if not _is_label(cell, row, columns, labels_end)]
    for cell in row:
        if cell not in over:
            placed.append(Cell(cell.text, 0, 1))
            continue
        touched = [i for i, (left, right) in enumerate(columns) if cell.start < right and left < cell.end]
        if len(over) < len(columns) and not is_value(cell.text) and (_SPANS.search(cell.text) or not touched):
            touched = [i for i, column in enumerate(columns) if _nearest(column, over) is cell] or touched
        touched = touched or [min(range(len(columns)), key=lambda i: abs(sum(columns[i]) - cell.start - cell.end))]
        placed.append(Cell(cell.text, touched[0] + 1, touched[-1] + 2))
    return placed


def _is_label(cell: Cell, row: Row, columns: Sequence[tuple[int, int]], labels_end: int) -> bool:
    """True for what stands left of the values, or begins there and runs in over them."""
    if cell.end <= columns[0][0]:
        return cell.start < labels_end or (cell is row[0] and len(row) > len(columns))
    return cell is row[0] and cell.start < min(columns[0][0] - 60, labels_end) and not is_number(cell.text)


def _nearest(column: tuple[int, int], cells: Sequence[Cell]) -> Cell:
    return min(cells, key=lambda cell: abs(sum(column) - cell.start - cell.end))


def _mended(rows: Sequence[Row]) -> list[Row]:
    """Labels over two lines joined: one that goes on in small letters, or whose figures stand a line below."""
    mended: list[Row] = []
    for row in rows:
        above = mended[-1] if mended else []
        lone = len(above) == 1 and above[0].start == 0 and not above[0].text.endswith(":")
        figures_only = bool(row) and row[0].start > 0 and any(is_value(cell.text) for cell in row) and len(mended) > 1
        if lone and row and row[0].start == 0 and row[0].text[:1].islower():
            mended[-1] = [Cell(f"{above[0].text} {row[0].text}", 0, 1), *row[1:]]
        elif lone and figures_only:
            mended[-1] = [*above, *row]
        elif above and len(row) == 1 and row[0].start == 0 and row[0].text[:1].islower() and above[0].start == 0:
            mended[-1] = [Cell(f"{above[0].text} {row[0].text}", 0, 1), *above[1:]]
        else:
            mended.append(row)
    return mended
