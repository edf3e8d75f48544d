"""How a record is: whole, up to date with its sources, being written to."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ingest.errors import RecordError
from ingest.folder_place import FolderPlace
from ingest.record import Record
from ingest.seal import check


def verify(record: Record) -> None:
    """RecordError where any byte of the generation on record is not as it was written, or a release's vectors are not all there."""
    if isinstance(record.place, FolderPlace) and record.manifest.version > 1 and record.manifest.generation:
        check(record.place.home(record.manifest), thorough=True)
    wanting = [row.release_id for row, _, vectors in record.copies() if vectors is None]
    if wanting:
        raise RecordError(f"{len(wanting)} releases lack vectors, {wanting[0]} for one. Run `onrecord rebuild`.")


def sources_changed(record: Record) -> list[str]:
    """The files on this machine that are there and not as they were ingested; a file that is gone says nothing."""
    digests = {source.partition("#")[0]: digest for row in record.entries() for source, digest in row.files.items()}
    return sorted(source for source, digest in digests.items() if _is_other(Path(source), digest))


def is_written_to(record: Record) -> bool:
    """Whether somebody holds the store for writing."""
    try:
        with record.place.lock():
            return False
    except RecordError:
        return True


def _is_other(path: Path, digest: str) -> bool:
    try:
        return path.is_absolute() and path.is_file() and sha256(path.read_bytes()).hexdigest() != digest
    except OSError:
        return False
