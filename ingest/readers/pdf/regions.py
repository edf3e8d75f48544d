"""Where a page's lines are side by side: a table of data, columns of text, or plain lines with wide gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.grids import figures, is_number, joined
from ingest.readers.layout import is_data
from ingest.readers.pdf.lines import Cell, Line
from ingest.readers.pdf.tables import grid_of

_NEAR = 12.0  # points within which edges are one edge
_LONG = 100


@dataclass(frozen=True, slots=True)
class Table:
    """Lines that hold data in columns."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read from top to bottom before what stands beside them."""

    lines: tuple[Line, ...]


def regions(lines: Sequence[Line]) -> Iterator[Table | Column]:
    """A page's parts in reading order."""
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        end = _run(lines, at)
        parts = _parts(lines[at:end]) if end > at + 1 else []
        if not parts:
            plain.append(_flat(lines[at]))
            at += 1
            continue
        above = _heads(plain, lines[at:end]) if isinstance(parts[0], Table) else 0
        if plain[: len(plain) - above]:
            yield Column(tuple(plain[: len(plain) - above]))
        heads, plain = plain[len(plain) - above :], []
        yield from [Table((*heads, *parts[0].lines))] if isinstance(parts[0], Table) else parts
        at = end
    if plain:
        yield Column(tuple(plain))


def _flat(line: Line) -> Line:
    """The line as one cell."""
    return Line((Cell(tuple(line.words)),), line.page) if len(line.cells) > 1 else line


def _run(lines: Sequence[Line], start: int) -> int:
    """The end of the lines from ``start`` on that have cells, with the short ones between them."""
    if len(lines[start].cells) < 2:
        return start
    end, left = start + 1, lines[start].left
    for index in range(start + 1, len(lines)):
        line, before = lines[index], lines[index - 1]
        if line.top - before.bottom > 2.5 * max(line.size, before.size) or index - end > 3:
            break
        if len(line.cells) > 1:
            end = index + 1
        elif len(line.text) > _LONG or (line.left > left + 80 and not is_number(line.text)):
            break
        left = min(left, line.left)
    return end


def _parts(lines: Sequence[Line]) -> list[Table | Column]:
    """The run as one table, as columns, or nothing."""
    edges = _edges(lines)
    columns = _columns(lines, edges) if edges else []
    if columns and _is_prose(columns):
        return [Column(tuple(column)) for column in columns]
    if is_data(grid_of(lines)) and _values(lines):
        return [Table(tuple(lines))]
    return [Column(tuple(column)) for column in columns]


def _values(lines: Sequence[Line]) -> bool:
    """True where two lines hold figures beside a label, or three hold short cells of the same columns."""
    grid = [joined(row) for row in grid_of(lines)]
    return sum(figures(row) > 0 for row in grid) >= 2 or sum(len(row) > 1 for row in grid) >= 3


def _edges(lines: Sequence[Line]) -> list[float]:
    """The left edges at which the cells of most lines begin, two or three of them; else none."""
    wide = [line for line in lines if len(line.cells) > 1]
    lefts = sorted(cell.left for line in wide for cell in line.cells)
    edges = [lefts[0], *(right for left, right in pairwise(lefts) if right - left > _NEAR)]
    counts = [sum(any(0 <= cell.left - edge <= _NEAR for cell in line.cells) for line in wide) for edge in edges]
    common = [edge for edge, count in zip(edges, counts, strict=True) if count >= 0.6 * len(wide)]
    return common if len(wide) >= 2 and 2 <= len(common) <= 3 else []


def _columns(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    """The lines of each column, or nothing where a cell reaches over into the next one."""
    columns: list[list[Line]] = [[] for _ in edges]
    for line in lines:
        held: list[list[Cell]] = [[] for _ in edges]
        for cell in line.cells:
            number = max((i for i, edge in enumerate(edges) if edge <= cell.left + 1), default=0)
            if number + 1 < len(edges) and cell.right > edges[number + 1] - 3:
                return []
            held[number].append(cell)
        for column, cells in zip(columns, held, strict=True):
            if cells:
                column.append(_flat(Line(tuple(cells), line.page)))
    return columns


def _is_prose(columns: Sequence[Sequence[Line]]) -> bool:
    """True where each column's lines are long and many go on in small letters, as running text does."""
    return all(
        len(column) >= 6
        and sum(len(line.text) for line in column) >= 22 * len(column)
        and sum(line.text[:1].islower() for line in column) >= 0.3 * len(column)
        and sum(is_number(line.text) for line in column) < 0.2 * len(column)
        for column in columns
    )


def _heads(above: Sequence[Line], table: Sequence[Line]) -> int:
    """How many of the lines right above a table stand over its columns of values ("Three Months Ended")."""
    values = min((line.cells[1].left for line in table if len(line.cells) > 1), default=0.0)
    count, below = 0, table[0]
    for line in reversed(above[-4:]):
        over = line.left > values - 40 and line.left > min(one.left for one in table) + 60
        if not over or below.top - line.bottom > 1.5 * line.size:
            break
        count, below = count + 1, line
    return count
