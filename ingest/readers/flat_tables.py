"""Tables that a wire flattened to one paragraph a cell: put together again, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from ingest.readers.draft import Draft
from ingest.readers.grids import Row, is_number, is_value, row_of, rows

_LONGEST = 130
_MARKS = frozenset({"$", "€", "£", "¥", "%", "(", ")", ")%", "US$", "C$", "-", "–", "—"})


def rebuilt(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each run of cells made rows; a run that makes no table stays as it is."""
    tables = count(-1, -1)
    led = _is_led(drafts)
    result: list[Draft] = []
    for run in _runs(drafts, led):
        made = _table(run, led, next(tables)) if len(run) >= 4 else []
        result.extend(made or run)
    return result


def _is_led(drafts: Sequence[Draft]) -> bool:
    """True for a document whose paragraphs are led by a space: then those that are not go on with a row."""
    long = [draft for draft in drafts if draft.kind == "paragraph" and len(draft.text) > _LONGEST]
    return sum(draft.led for draft in long) * 2 >= len(long) > 0


def _is_cell(draft: Draft) -> bool:
    ends = draft.text.endswith((".", "?", "!", ":")) and len(draft.text) > 60
    return draft.kind == "paragraph" and len(draft.text) <= _LONGEST and not ends and "@" not in draft.text


def _runs(drafts: Sequence[Draft], led: bool) -> Iterator[list[Draft]]:
    run: list[Draft] = []
    for draft in drafts:
        if _is_cell(draft) or (led and run and not draft.led and draft.kind == "paragraph" and len(draft.text) < 300):
            run.append(draft)
            continue
        yield run
        run = []
        yield [draft]
    yield run


def _table(run: Sequence[Draft], led: bool, number: int) -> list[Draft]:
    """The run's tables with the lines before, between and after them, or nothing."""
    lines = list(_led_lines(run) if led else _lines(run))
    filled = [len(line) > 1 for line in lines]
    valued = [any(is_value(draft.text) for draft in line[1:]) for line in lines]
    if sum(filled) < 2 or (not led and sum(valued) < 2) or not (sum(valued) or sum(filled) >= 3):
        return []
    first, last = filled.index(True), len(filled) - 1 - filled[::-1].index(True)
    first -= _heads_before(lines, first)
    caption = lines[first - 1][0].text if first and _is_caption(lines[first - 1]) else ""
    before = [draft for line in lines[:first] for draft in line]
    after = [draft for line in lines[last + 1 :] for draft in line]
    made = rows(_aligned(lines[first : last + 1]), table=number, caption=caption)
    return [*before, *made, *after]


def _led_lines(run: Sequence[Draft]) -> Iterator[list[Draft]]:
    """A line a row, as the leading spaces say."""
    line: list[Draft] = []
    for draft in run:
        if draft.led and line:
            yield line
            line = []
        line.append(draft)
    if line:
        yield line


def _lines(run: Sequence[Draft]) -> Iterator[list[Draft]]:
    """A line a row, where nothing but the change from words to figures tells: a label and the figures after it."""
    line: list[Draft] = []
    for draft in run:
        label = not is_number(draft.text) and draft.text not in _MARKS
        if label and line:
            yield line
            line = []
        line.append(draft)
    if line:
        yield line


def _heads_before(lines: Sequence[list[Draft]], first: int) -> int:
    """How many lone short lines right before the first row are column heads rather than a title."""
    near = 0
    while near < 4 and first - near - 1 > 0 and len(lines[first - near - 1]) == 1 and is_number(lines[first - near - 1][0].text):
        near += 1
    return near


def _is_caption(line: Sequence[Draft]) -> bool:
    return len(line) == 1 and len(line[0].text) <= _LONGEST


def _aligned(lines: Sequence[list[Draft]]) -> list[Row]:
    """Rows of cells, the heads of a table whose first column has none moved over the figures."""
    grid = [[draft.text for draft in line] for line in lines]
    return [row_of(texts) for texts in grid]
