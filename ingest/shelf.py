"""Releases as rows of Chroma's collections: what stands where, and how one is put there, read and taken out.

``releases`` has a row a release, ``texts`` its JSON in documents that any Chroma takes, ``body`` and ``boilerplate`` a vector a
passage, those of later volumes ``body-1`` and so on. A release counts only once its row stands, and that row is written last and taken out first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from ingest.chroma import DOCUMENT, Chroma
from ingest.codec import decode, encode
from ingest.embedder import Vectors
from ingest.errors import NotOnRecord, RecordError
from ingest.passages import in_body, searchable
from ingest.release import Release
from ingest.rows import Row, from_metadata, row_of, to_metadata


@dataclass(frozen=True, slots=True)
class Entry:
    """A release, its row, its passages' vectors (in the order of ``searchable``) and its text in pieces."""

    row: Row
    release: Release
    vectors: Vectors
    pieces: tuple[str, ...]


TOGETHER = 16  # releases read in one go
PASSAGES = {True: "body", False: "boilerplate"}


def shelf(volume: int, *, body: bool) -> str:
    """The collection that holds the vectors of a volume's passages, of the body or of the boilerplate."""
    return f"{PASSAGES[body]}-{volume}" if volume else PASSAGES[body]


def filled(chroma: Chroma, volume: int) -> int:
    """How many passages stand in a volume."""
    return sum(chroma.count(shelf(volume, body=body)) for body in PASSAGES)


def rows(chroma: Chroma) -> list[Row]:
    """All releases, newest first."""
    try:
        found = [from_metadata(*pair) for pair in chroma.rows("releases")]
    except (KeyError, ValueError, TypeError) as error:
        raise RecordError(f"The list of releases in {chroma.where} is damaged ({error}). Run `onrecord restore BACKUP`.") from error
    return sorted(found, key=lambda row: (row.published, row.release_id), reverse=True)


def releases(chroma: Chroma, wanted: Iterable[Row]) -> Iterator[Release]:
    """These releases, some at a time as they are come to; RecordError where one is not what was put there."""
    rows = iter(wanted)
    while some := list(islice(rows, TOGETHER)):
        texts = chroma.documents("texts", [name for row in some if row.parts for name in _names(row)])
        texts |= chroma.documents("releases", [row.release_id for row in some if not row.parts])
        yield from (_release(chroma, row, texts) for row in some)


def _release(chroma: Chroma, row: Row, texts: dict[str, str]) -> Release:
    names = _names(row)
    if any(name not in texts for name in names):
        raise NotOnRecord(f"No release {row.release_id!r} is on record in {chroma.where}.")
    try:
        release = decode("".join(texts[name] for name in names))
        if release.release_id != row.release_id:
            raise ValueError("its text is not what was put on record")
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(
            f"The release {row.release_id} in {chroma.where} is damaged ({error}). Run `onrecord restore BACKUP`, or ingest its sources into a new folder."
        ) from error
    url = release.url or next((source for source in row.sources if source.startswith(("http://", "https://"))), None)
    return replace(
        release,
        source=row.sources[0],
        sources=row.sources,
        url=url,
        embargoed_until=row.embargo,
        corrects=row.corrects or release.corrects,
        restates=row.restates or release.restates,
        instead_of=row.instead_of,
    )


def vectors(chroma: Chroma, release: Release, volume: int) -> Vectors | None:
    """The vectors of a release's passages in the order of ``searchable``, None where any is missing."""
    found: dict[str, Vectors] = {}
    for body in PASSAGES:
        names = [_key(release, i) for i, s in searchable(release) if in_body(release, s) is body]
        found |= chroma.vectors(shelf(volume, body=body), names)
    keys = [_key(release, i) for i, _ in searchable(release)]
    if not all(key in found for key in keys):
        return None
    return np.stack([found[key] for key in keys]) if keys else np.empty((0, 0), np.float32)


def vectors_of(chroma: Chroma, keys: Sequence[tuple[str, int]], name: str) -> dict[tuple[str, int], Vectors]:
    """The vectors of these passages, (release id, sentence index), as far as they are in the collection of this name."""
    named = {f"{release_id}:{index}": (release_id, index) for release_id, index in keys}
    return {named[name]: vector for name, vector in chroma.vectors(name, list(named)).items()}


def put(chroma: Chroma, entries: Sequence[Entry]) -> None:
    """Put releases of one volume there, in as few writes as they fit in: vectors and texts first, their own rows last."""
    for body in PASSAGES:
        chosen = [
            (entry, n, i)
            for entry in entries
            for n, (i, sentence) in enumerate(searchable(entry.release))
            if in_body(entry.release, sentence) is body
        ]
        keys = [_key(entry.release, i) for entry, _, i in chosen]
        found = np.array([entry.vectors[n] for entry, n, _ in chosen])
        chroma.put(
            shelf(entries[0].row.volume, body=body),
            keys,
            vectors=found,
            metadatas=[{"release": entry.row.release_id} for entry, _, _ in chosen],
        )
    texts = [(name, piece) for entry in entries for name, piece in zip(_names(entry.row), entry.pieces, strict=True)]
    chroma.put("texts", [name for name, _ in texts], documents=[piece for _, piece in texts])
    chroma.put("releases", [entry.row.release_id for entry in entries], metadatas=[to_metadata(entry.row) for entry in entries])


def entry_of(release: Release, files: dict[str, str], vectors: Vectors, replaces: tuple[str, ...], volume: int) -> Entry:
    """A release made ready to be put there."""
    pieces = tuple(_pieces(encode(release)))
    return Entry(row_of(release, files, replaces, len(pieces), volume), release, vectors, pieces)


def take_out(chroma: Chroma, row: Row) -> None:
    """Take a release out, its row first."""
    chroma.delete("releases", [row.release_id])
    chroma.delete("texts", _names(row) if row.parts else [])
    for body in PASSAGES:
        chroma.delete_of(shelf(row.volume, body=body), row.release_id)


def sweep(chroma: Chroma) -> None:
    """Take out what belongs to no release's row: what a writer that was killed left there."""
    known = {key for key, _ in chroma.rows("releases")}
    for name in chroma.names():
        chroma.delete(name, [key for key in chroma.ids(name) if key.rsplit(":", 1)[0] not in known])


def _key(release: Release, index: int) -> str:
    return f"{release.release_id}:{index}"


def _names(row: Row) -> list[str]:
    return [f"{row.release_id}:{number}" for number in range(row.parts)] or [row.release_id]


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of at most ``DOCUMENT`` bytes of UTF-8, no character cut in two."""
    data = text.encode()
    first = 0
    while first < len(data):
        piece = data[first : first + DOCUMENT].decode(errors="ignore")  # drops the half of a character at its end
        first += len(piece.encode())
        yield piece


def tell(chroma: Chroma, row: Row) -> None:
    """Change what a release's row says."""
    chroma.tell("releases", row.release_id, to_metadata(row))
