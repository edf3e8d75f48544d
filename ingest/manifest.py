"""record.json: which version a store has, which encoder made its vectors, and how often it was committed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import RecordError

VERSION = 1
NAME = "record.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What record.json says; every commit raises ``generation``, by which other processes see that something is new."""

    version: int
    encoder: str
    generation: int


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
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise RecordError(f"There is no store at {folder}. Make one with `onrecord ingest PATH --store {folder}`.") from error
    except NotADirectoryError as error:
        raise RecordError(f"{folder} is a file, not a store. Give the store's folder with --store.") from error
    except (OSError, ValueError, TypeError) as error:
        raise RecordError(f"{path} could not be read ({error}). Ingest the sources into a new folder.") from error
    if manifest.version != VERSION:
        raise RecordError(
            f"The store {folder} has version {manifest.version}; this onrecord reads version {VERSION}. Ingest its sources into a new folder."
        )
    return manifest


def write(folder: Path, manifest: Manifest) -> None:
    """Put the manifest down, whole or not at all."""
    part = folder / f"{NAME}.part"
    part.write_text(json.dumps(asdict(manifest)), encoding="utf-8")
    part.replace(folder / NAME)
