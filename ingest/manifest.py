"""record.json: which layout a store has, which encoder made its vectors, which generation is on record, and what was withdrawn."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ingest.errors import RecordError

VERSION = 3
WRITABLE = 2  # layout from which a store is written to as it stands: layout 2 is one volume of layout 3
NAME = "record.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands on record: every commit makes a new ``generation``, by which other processes see that something is new.

    ``edition`` is the generation from which the rows on a server were written afresh; ``withdrawn`` the day on which each id was taken off,
    ``sketches`` by what each is known again in another form.
    """

    version: int
    encoder: str
    generation: int
    edition: int = 0
    withdrawn: dict[str, str] = field(default_factory=dict)
    sketches: dict[str, str] = field(default_factory=dict)


def make(folder: Path, encoder: str) -> None:
    """Begin a store in an empty or new folder; RecordError where it is neither."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RecordError(f"{folder} is no store of onrecord and not an empty folder. Give another folder with --store.")
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, Manifest(VERSION, encoder, 0))
    except OSError as error:
        raise RecordError(f"The store {folder} could not be made: {error}. Give another folder with --store.") from error


def read(folder: Path) -> Manifest:
    """The manifest of the store in ``folder``; RecordError where there is none that this version reads."""
    path = folder / NAME
    try:
        return parsed(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError as error:
        raise RecordError(f"There is no store at {folder}. Make one with `onrecord ingest PATH --store {folder}`.") from error
    except NotADirectoryError as error:
        raise RecordError(f"{folder} is a file, not a store. Give the store's folder with --store.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path} could not be read ({error}). Run `onrecord restore BACKUP`, or ingest into a new folder.") from error


def parsed(text: str, where: str) -> Manifest:
    """The manifest that ``written`` wrote; RecordError where it is damaged or of a newer layout."""
    try:
        manifest = Manifest(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise RecordError(f"{where} could not be read ({error}). Run `onrecord restore BACKUP`, or ingest into a new folder.") from error
    if manifest.version not in range(1, VERSION + 1):
        raise RecordError(
            f"The store of {where} has version {manifest.version}; this onrecord reads up to {VERSION}. Install a newer onrecord."
        )
    return manifest


def written(manifest: Manifest) -> str:
    """The manifest as text."""
    return json.dumps(asdict(manifest))


def write(folder: Path, manifest: Manifest) -> None:
    """Put the manifest down, whole or not at all, and on the disk itself before anything it replaces is removed."""
    part = folder / f"{NAME}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(written(manifest))
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / NAME)
