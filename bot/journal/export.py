"""The journal for other programs: a line of JSON an entry, or a row of a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from bot.journal.entry import Entry

COLUMNS = (
    "answer_id",
    "at",
    "surface",
    "audience",
    "person",
    "thread",
    "question",
    "standalone_question",
    "status",
    "reason",
    "text",
    "evidence",
    "composer",
    "settings",
    "elapsed_ms",
    "flags",
    "helpful",
    "comments",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for one


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as JSON."""
    told = asdict(entry) | {"at": entry.at.isoformat()}
    return told | {"opinions": [asdict(opinion) | {"at": opinion.at.isoformat()} for opinion in entry.opinions]}


def write_lines(entries: Iterable[Entry], out: TextIO) -> int:
    """A line of JSON an entry; gives how many."""
    count = 0
    for entry in entries:
        count += 1
        out.write(json.dumps(plain(entry), ensure_ascii=False) + "\n")
    return count


def write_table(entries: Iterable[Entry], out: TextIO) -> int:
    """A CSV row an entry, under a row of names; gives how many entries."""
    table = csv.writer(out)
    table.writerow(COLUMNS)
    count = 0
    for entry in entries:
        count += 1
        row = _row(entry)
        table.writerow([cell(row[column]) for column in COLUMNS])
    return count


def cell(value: object) -> object:
    """What a spreadsheet shows as it is, and never takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _row(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {
        "at": entry.at.isoformat(timespec="seconds"),
        "text": entry.answer["text"],
        "evidence": "\n".join(f"{e.kind} {e.release_id} {e.start}-{e.end} {e.sha256}" for e in entry.evidence),
        "flags": " ".join(entry.flags),
        "helpful": "" if entry.helpful is None else "yes" if entry.helpful else "no",
        "comments": "\n".join(opinion.comment for opinion in entry.opinions if opinion.comment),
    }
