"""Keeping a record: rebuild it from its own texts, take a release off it, copy it to a file and back. All write a fresh generation."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import numpy as np

from ingest.chroma import Server
from ingest.codec import decode, encode
from ingest.embedder import Embedder, Vectors
from ingest.errors import NotOnRecord, RecordError
from ingest.open_record import clock, place_of
from ingest.passages import searchable, titled_text
from ingest.place import Place
from ingest.record import Record
from ingest.release import Release
from ingest.rows import Row
from ingest.sketches import sketch
from ingest.writer import Writer

FORMAT = 1  # of a backup
Copy = tuple[Row, Release, Vectors | None]
Done = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it: releases in the store, and how many of them were embedded anew or left out; ``forgot`` where the list of those withdrawn was lost."""

    releases: int
    embedded: int = 0
    left_out: int = 0
    forgot: bool = False


def rebuild(record: Record, encoder: str, embedder: Callable[[], Embedder], done: Done | None = None) -> Kept:
    """Write the store anew from its own texts: in today's layout, with ``encoder``'s vectors, kept where they are that encoder's and whole."""
    with record.writing():
        same = record.manifest.encoder == encoder
        kept = _put(record.begin(fresh=True), record.copies(vectors=same), len(record.entries()), embedder, done)
        record.commit(encoder=encoder)
        return kept


def withdraw(record: Record, release_id: str, *, day: str, done: Done | None = None) -> Kept:
    """Take a release off the record for good: write everything else into a new generation and remove every other, byte for byte.

    NotOnRecord where there is no such id, also no longer; what an interrupted withdrawal left is removed all the same.
    """
    with record.writing():
        record.place.sweep(all_of_it=True)
        rows = record.entries()
        if release_id not in {row.release_id for row in rows}:
            raise NotOnRecord(f"No release {release_id!r} is on record in {record.place.name}. `onrecord releases` lists what is.")
        known, days = sketch(record.stored(release_id)), record.manifest.withdrawn
        copies = record.copies(besides=[release_id])
        kept = _put(record.begin(fresh=True), copies, len(rows) - 1, _none, done)
        record.commit(withdrawn={**days, release_id: day}, sketches={**record.manifest.sketches, release_id: known})
        record.place.sweep(all_of_it=True)
        return kept


def let_back(record: Record, name: str) -> str:
    """Let the withdrawn release whose id is or begins with ``name`` be taken in again, from its source; its id. NotOnRecord where none is withdrawn."""
    with record.writing():
        known = record.manifest.withdrawn
        found = [release_id for release_id in known if name and release_id.startswith(name)]
        if len(found) != 1:
            listed = ", ".join(f"{release_id} ({day})" for release_id, day in known.items()) or "none is"
            raise NotOnRecord(f"{name!r} is the id of no withdrawn release, or of several. Withdrawn: {listed}.")
        manifest = record.manifest
        left = ({i: told for i, told in kept.items() if i != found[0]} for kept in (manifest.withdrawn, manifest.sketches))
        record.commit(**dict(zip(("withdrawn", "sketches"), left, strict=True)))
        return found[0]


def backup(record: Record, path: Path, done: Done | None = None) -> Kept:
    """Copy the record to a file, whole or not at all; RecordError where the file exists or cannot be written."""
    if path.exists():
        raise RecordError(f"{path} exists already. Give the backup another name, for example with the day in it.")
    if not path.parent.is_dir():
        raise RecordError(f"There is no folder {path.parent} for the backup. Make it, or give another place.")
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        record.refresh()
        with ZipFile(part, "w", ZIP_DEFLATED, compresslevel=1) as file:
            rows = record.entries()
            for number, (row, release, vectors) in enumerate(record.copies(), 1):
                file.writestr(f"releases/{row.release_id}.json", json.dumps({"row": asdict(row), "release": encode(release)}))
                file.writestr(f"vectors/{row.release_id}.npy", _bytes(vectors))
                _tell(done, number, len(rows))
            told = {
                "format": FORMAT,
                "encoder": record.manifest.encoder,
                "withdrawn": record.manifest.withdrawn,
                "sketches": record.manifest.sketches,
            }
            file.writestr("record.json", json.dumps({**told, "releases": [row.release_id for row in rows]}))
        part.replace(path)
    except OSError as error:
        raise RecordError(f"The backup {path} could not be written: {error.strerror or error}. Give another place with room.") from error
    finally:
        part.unlink(missing_ok=True)
    return Kept(len(rows))


def restore(
    path: Path, folder: Path, *, server: Server | None = None, now: Callable[[], datetime] = clock, done: Done | None = None
) -> Kept:
    """Put a backup in the place of whatever the store holds, damaged or not; what was withdrawn since the backup stays withdrawn."""
    place = place_of(folder, server)
    with _opened(path) as file:
        told = _told(file, path)
        place.mend(told["encoder"])  # a folder that is none of ours is refused before a lock is put into it
        with place.lock():
            manifest = place.mend(told["encoder"])
            forgot = manifest.generation > 0 and not _tells(place)
            withdrawn = {**told["withdrawn"], **manifest.withdrawn}
            sketches = {**told.get("sketches", {}), **manifest.sketches}
            wanted = [name for name in told["releases"] if name not in withdrawn]
            writer = Writer(place, manifest, (), fresh=True)
            try:
                _put(writer, (_copy(file, name) for name in wanted), len(wanted), _none, done)
                writer.commit(now(), encoder=told["encoder"], withdrawn=withdrawn, sketches=sketches)
            finally:
                writer.close()
            place.sweep()
    return Kept(len(wanted), left_out=len(told["releases"]) - len(wanted), forgot=forgot)


def _tells(place: Place) -> bool:
    """True where the place still says what was on record."""
    try:
        return bool(place.manifest())
    except RecordError:
        return False


def _put(writer: Writer, copies: Iterable[Copy], total: int, embedder: Callable[[], Embedder], done: Done | None) -> Kept:
    embedded = number = 0
    for number, (row, release, vectors) in enumerate(copies, 1):
        if vectors is None:
            vectors = embedder().embed([titled_text(release, sentence) for _, sentence in searchable(release)])
            embedded += 1
        writer.add(release, row.files, vectors, row.replaces)
        _tell(done, number, total)
    return Kept(number, embedded)


def _tell(done: Done | None, number: int, total: int) -> None:
    if done:
        done(number, total)


def _none() -> Embedder:
    raise _missing()


def _missing() -> RecordError:
    return RecordError("Some vectors of the store are missing. Run `onrecord rebuild`, then try again.")


def _bytes(vectors: Vectors | None) -> bytes:
    if vectors is None:
        raise _missing()
    buffer = BytesIO()
    np.save(buffer, vectors)
    return buffer.getvalue()


def _opened(path: Path) -> ZipFile:
    """A backup, every byte of it checked before anything is done with it."""
    try:
        file = ZipFile(path)
        if wrong := file.testzip():
            raise BadZipFile(f"{wrong} is damaged")
    except FileNotFoundError as error:
        raise RecordError(f"There is no backup at {path}. Check the path.") from error
    except (BadZipFile, OSError, EOFError, zlib.error) as error:
        raise RecordError(f"The backup {path} could not be read ({error}). Restore from another one.") from error
    return file


def _told(file: ZipFile, path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(file.read("record.json"))
        if told["format"] == FORMAT:
            return told
    except (KeyError, ValueError, TypeError) as error:
        raise RecordError(f"{path} is no backup of onrecord ({error}). Give a file that `onrecord backup` wrote.") from error
    raise RecordError(f"The backup {path} has format {told['format']}; this onrecord reads format {FORMAT}. Install a newer onrecord.")


def _copy(file: ZipFile, name: str) -> Copy:
    try:
        whole = json.loads(file.read(f"releases/{name}.json"))
        row = Row(**{**whole["row"], "replaces": tuple(whole["row"]["replaces"])})
        return row, decode(whole["release"]), np.load(BytesIO(file.read(f"vectors/{name}.npy")), allow_pickle=False)
    except (KeyError, ValueError, TypeError) as error:
        raise RecordError(f"The release {name} of the backup {file.filename} is damaged ({error}). Restore from another one.") from error
