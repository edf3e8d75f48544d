"""Tables that a wire flattened to one paragraph a cell: put together again, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from ingest.readers.draft import Draft
from ingest.readers.grids import is_number, is_value, row_of, rows

_LONGEST = 130
_PERIOD = re.compile(
    r"""\b(?:months?|years?|quarters?|weeks?)\s*(?:ended|ending)
    | ^\(?(?:un)?audited\)?$ | \bin\ (?:thousands|millions|US\$|USD) | ^as\ (?:of|at)\b
    | ^(?:19|20)\d\d$ | ^(?:(?:Q[1-4]|FY|H[12])\s*)+(?:19|20)?\d\d\b | ^[$%]?\s*(?:change|variance)\s*[$%]?$ | ^period\b.{0,12}$
    | ^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?\ \d{1,2},?(?:\ ?\d{4})?$""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKS = frozenset({"$", "€", "£", "¥", "%", "(", ")", ")%", "US$", "C$", "-", "–", "—"})


def rebuilt(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each run of cells made rows; a run that makes no table stays as it is."""
    tables = count(-1, -1)
    led = _is_led(drafts)
    result: list[Draft] = []
    for run in _runs(drafts, led):
        made = _tables(run, led, tables) if len(run) >= 4 else []
        result.extend(made or run)
    return result


def _is_led(drafts: Sequence[Draft]) -> bool:
    """True for a document whose paragraphs are led by a space: then those that are not go on with a row."""
    long = [draft for draft in drafts if draft.kind == "paragraph" and len(draft.text) > _LONGEST]
    return sum(draft.led for draft in long) * 2 >= len(long) > 0


def _is_cell(draft: Draft) -> bool:
    ends = draft.text.endswith((".", "?", "!")) and len(draft.text) > 60
    return draft.kind == "paragraph" and len(draft.text) <= _LONGEST and not ends and "@" not in draft.text


def _runs(drafts: Sequence[Draft], led: bool) -> Iterator[list[Draft]]:
    run: list[Draft] = []
    for draft, after in zip(drafts, [*drafts[1:], None], strict=False):
        if _is_cell(draft) or (run and _goes_on(draft, after, led)):
            run.append(draft)
            continue
        yield run
        run = []
        yield [draft]
    yield run


def _goes_on(draft: Draft, after: Draft | None, led: bool) -> bool:
    """True for a cell that is longer than most: one that is not led as first cells are, or a label with its figure behind it."""
    if draft.kind != "paragraph":
        return False
    labels = after is not None and len(draft.text) < 400 and (is_value(after.text) or after.text in _MARKS)
    return labels or (led and not draft.led and len(draft.text) < 160)


def _tables(run: Sequence[Draft], led: bool, numbers: Iterator[int]) -> list[Draft]:
    """The run's tables with the lines before, between and after them, or nothing."""
    lines = list(_led_lines(run) if led else _lines(run))
    valued = sum(_has_value(line) for line in lines)
    filled = sum(len(line) > 1 for line in lines)
    if filled < 2 or (not led and valued < 2) or not (valued or filled >= 3):
        return []
    return [draft for part in _parts(lines) for draft in _table(part, next(numbers))]


def _table(lines: Sequence[list[Draft]], number: int) -> list[Draft]:
    """One table's rows, between the lone lines before and after it."""
    filled = [len(line) > 1 for line in lines]
    if not any(filled):
        return [draft for line in lines for draft in line]
    first, last = filled.index(True), len(filled) - filled[::-1].index(True)
    while first and _is_head(lines[first - 1]):
        first -= 1
    caption = lines[first - 1][0].text if first and not lines[first - 1][0].text.endswith((".", ";", ",")) else ""
    before = [draft for line in lines[:first] for draft in line]
    after = [draft for line in lines[last:] for draft in line]
    grid = [row_of([draft.text for draft in line]) for line in lines[first:last]]
    return [*before, *rows(grid, table=number, caption=caption), *after]


def _parts(lines: Sequence[list[Draft]]) -> Iterator[list[list[Draft]]]:
    """The lines of each table: a row of column heads below figures begins another, with the lone lines above it."""
    part: list[list[Draft]] = []
    for line in lines:
        if len(line) > 1 and _is_head(line) and any(map(_has_value, part)):
            above = next(i for i, before in enumerate(reversed(part)) if len(before) > 1)
            yield part[: len(part) - above]
            part = part[len(part) - above :]
        part.append(line)
    yield part


def _led_lines(run: Sequence[Draft]) -> Iterator[list[Draft]]:
    """A line a row, as the leading spaces say; a figure never begins one."""
    line: list[Draft] = []
    for draft in run:
        if draft.led and line and not is_value(draft.text) and draft.text not in _MARKS:
            yield line
            line = []
        line.append(draft)
    if line:
        yield line


def _lines(run: Sequence[Draft]) -> Iterator[list[Draft]]:
    """A line a row, where nothing but the change from words to figures tells: a label and the figures after it."""
    line: list[Draft] = []
    for draft in run:
        if line and not is_number(draft.text) and draft.text not in _MARKS:
            yield line
            line = []
        line.append(draft)
    if line:
        yield line


def _has_value(line: Sequence[Draft]) -> bool:
    return any(is_value(draft.text) for draft in line[1:])


def _is_head(line: Sequence[Draft]) -> bool:
    """True for a line that heads columns: periods, dates and units, and no figure but years."""
    return not _has_value(line) and any(_PERIOD.search(draft.text) for draft in line)
