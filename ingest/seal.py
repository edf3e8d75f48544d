"""The seal of a finished folder: size, time and checksum of each file, by which damage is seen before anything reads it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zlib import crc32

from ingest.errors import RecordError

NAME = "seal.json"
CHUNK = 1 << 20
SMALL = 64_000_000  # bytes of a database that is checked whenever it is opened, in some 50 ms


def seal(folder: Path) -> None:
    """Note what stands in ``folder``, each file flushed to the disk itself."""
    noted = {str(path.relative_to(folder)): [path.stat().st_size, path.stat().st_mtime_ns, _flushed(path)] for path in _files(folder)}
    path = folder / NAME
    path.write_text(json.dumps(noted), encoding="utf-8")
    _flushed(path)


def check(folder: Path, *, thorough: bool = False) -> None:
    """RecordError where a sealed file is missing or is not what it was.

    A file of the same size and time is taken to be the same, unless ``thorough``: then every byte is read. A database is asked whether it is whole.
    """
    try:
        noted = json.loads((folder / NAME).read_text(encoding="utf-8"))
        wrong = next((name for name, was in noted.items() if not _same(folder / name, *was, thorough=thorough)), None)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _damaged(folder / NAME, str(error)) from error
    if wrong is not None:
        raise _damaged(folder / wrong, "it is not as it was written")


def _damaged(path: Path, why: str) -> RecordError:
    return RecordError(
        f"The store {path.parents[1] if path.name == NAME else path.parents[2]} is damaged: {path} ({why}). "
        "Run `onrecord restore BACKUP`, or ingest its sources into a new folder."
    )


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != NAME)


def _same(path: Path, size: int, time: int, checksum: int, *, thorough: bool) -> bool:
    try:
        status = path.stat()
    except OSError:
        return False
    if path.suffix == ".sqlite3":  # Chroma adds a row of its own whenever it opens one
        return status.st_size >= size and (not (thorough or size < SMALL) or _is_whole(path))
    return status.st_size == size and ((status.st_mtime_ns == time and not thorough) or _checksum(path) == checksum)


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            value = crc32(chunk, value)
    return value


def _flushed(path: Path) -> int:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return _checksum(path)
