"""The record: all ingested releases and their passages; the only file that knows chromadb.

Layout of a store (version 1): ``record.json`` (version, encoder, generation), ``chroma/`` with the collections
``releases`` (a release's whole JSON as document), ``body`` and ``boilerplate`` (one vector a passage), and
``lexical-N/`` (BM25 of generation N). A passage answers only once its release's row stands, and that row is written last.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from ingest import manifest
from ingest.codec import decode, encode
from ingest.embedder import Vectors
from ingest.errors import NotOnRecord, RecordError
from ingest.lexical import Lexical
from ingest.passages import Passage, in_body, passage, searchable
from ingest.release import Release

PAGE = 500  # rows a call: Chroma's get() of very many fails with "too many SQL variables"
KEPT = 2000  # decoded releases held in memory, about 100 kB each


@dataclass(frozen=True, slots=True)
class Row:
    """A release as the list of releases tells it; ``files`` are its sources and the hash of the bytes read from each."""

    release_id: str
    headline: str
    published: str
    issuer: str | None
    files: dict[str, str]

    @property
    def sources(self) -> tuple[str, ...]:
        """Where it was read from, the first first."""
        return tuple(self.files)


class Record:
    """A store of releases on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stale = False  # True while something written is not answerable yet
        self.manifest = manifest.read(folder)
        self._open()
        self.release = lru_cache(KEPT)(self._release)

    @classmethod
    def create(cls, folder: Path, *, encoder: str) -> Record:
        """Open the store in ``folder``, made first where there is none; RecordError where its encoder is another."""
        if not (folder / "record.json").exists():
            manifest.make(folder, encoder)
        record = cls(folder)
        if record.manifest.encoder != encoder:
            raise RecordError(
                f"The store {folder} was made with the encoder {record.manifest.encoder}, not {encoder}. Ingest into a new folder, or set the encoder it was made with."
            )
        return record

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing; what a writer that was killed left half done is swept out first."""
        marker = self.folder / "writing"
        try:
            with FileLock(self.folder / "lock", timeout=0):
                if marker.exists():
                    self._sweep()
                marker.touch()
                yield
                marker.unlink()
        except Timeout as error:
            raise RecordError(f"Another ingest is writing to {self.folder}. Wait until it is done, then try again.") from error

    def refresh(self) -> None:
        """Read again what another process has written since; cheap where nothing has changed."""
        if self.outdated():
            self.close()
            self.manifest = manifest.read(self.folder)
            self._open()

    def outdated(self) -> bool:
        """Whether another process has written since this was read."""
        return manifest.read(self.folder) != self.manifest

    # --- reading

    def rows(self) -> list[Row]:
        """All releases, newest first."""
        return self._rows

    @property
    def as_of(self) -> str | None:
        """The publication date of the newest release on record."""
        return self._rows[0].published if self._rows else None

    def find(self, name: str) -> Release:
        """The release whose id is or begins with ``name``, or whose file has that name; NotOnRecord otherwise."""
        found = [r.release_id for r in self._rows if r.release_id.startswith(name) or any(Path(s).name == name for s in r.sources)]
        if not name or not found:
            raise NotOnRecord(f"No release {name!r} is on record in {self.folder}. `onrecord releases` lists what is.")
        if len(found) > 1:
            raise NotOnRecord(f"{name!r} could be any of {', '.join(found[:5])}. Give more of the id.")
        return self.release(found[0])

    def _release(self, release_id: str) -> Release:
        got = self._releases.get(ids=[release_id], include=["documents"])
        documents = got["documents"] or []
        if not documents:
            raise NotOnRecord(f"No release {release_id!r} is on record in {self.folder}.")
        try:
            return decode(documents[0])
        except (ValueError, KeyError, TypeError) as error:
            raise RecordError(f"The release {release_id} in {self.folder} is damaged ({error}). Ingest its source again.") from error

    def warm(self, release_ids: Iterable[str]) -> dict[str, Release]:
        """These releases by id."""
        return {release_id: self.release(release_id) for release_id in set(release_ids)}

    def passage(self, release_id: str, index: int, score: float = 0.0) -> Passage:
        """Sentence number ``index`` of a release as a passage."""
        return passage(self.release(release_id), index, score)

    def nearest(
        self, vector: Vectors, *, count: int, boilerplate: bool = False, only: Collection[str] = ()
    ) -> list[tuple[str, int, float]]:
        """(release id, sentence index, cosine) of the passages nearest to a unit vector, best first, of the releases ``only`` where any are named."""
        collection = self._boilerplate if boilerplate else self._body
        if not self._rows or not collection.count():
            return []
        where: Any = {"release": {"$in": sorted(only)}} if only else None
        got = collection.query(query_embeddings=[vector], n_results=min(count, collection.count()), where=where, include=["distances"])
        keys = (key.rsplit(":", 1) for key in got["ids"][0])
        distances = (got["distances"] or [[]])[0]
        hits = [(release_id, int(index), 1.0 - distance) for (release_id, index), distance in zip(keys, distances, strict=True)]
        return [hit for hit in hits if hit[0] in self._by_id]

    @property
    def lexical(self) -> Lexical:
        """BM25 over the same passages."""
        return self._lexical

    def published(self, release_id: str) -> str:
        """A release's publication date, ISO 8601."""
        return self._by_id[release_id].published

    def vectors(self, keys: Sequence[tuple[str, int]], *, boilerplate: bool = False) -> dict[tuple[str, int], Vectors]:
        """The stored vectors of these passages."""
        if not keys:
            return {}
        collection = self._boilerplate if boilerplate else self._body
        got = collection.get(ids=[f"{r}:{i}" for r, i in keys], include=["embeddings"])
        pairs = (key.rsplit(":", 1) for key in got["ids"])
        return {(r, int(i)): np.asarray(v, np.float32) for (r, i), v in zip(pairs, got["embeddings"], strict=True)}

    # --- writing

    def add(self, release: Release, files: dict[str, str], vectors: Vectors) -> None:
        """Put a release on record: its passages' vectors first (in the order of ``searchable``), its own row last."""
        for collection, want in ((self._body, True), (self._boilerplate, False)):
            chosen = [(n, i) for n, (i, s) in enumerate(searchable(release)) if in_body(release, s) is want]
            for page in _pages(chosen):
                collection.upsert(
                    ids=[f"{release.release_id}:{i}" for _, i in page],
                    embeddings=np.asarray([vectors[n] for n, _ in page]),
                    metadatas=[{"release": release.release_id} for _ in page],
                )
        self._put_row(release, files)

    def _put_row(self, release: Release, files: dict[str, str]) -> None:
        whole = replace(release, source=next(iter(files)), sources=tuple(files))
        metadata = {
            "headline": release.headline,
            "published": release.published.isoformat(),
            "issuer": release.issuer or "",
            "files": json.dumps(files),
        }
        self._releases.upsert(
            ids=[release.release_id], embeddings=np.ones((1, 1), np.float32), documents=[encode(whole)], metadatas=[metadata]
        )
        self.release.cache_clear()
        self.stale = True

    def set_files(self, release_id: str, files: dict[str, str]) -> None:
        """Change where a release was read from."""
        self._put_row(self._release(release_id), files)

    def remove(self, release_id: str) -> None:
        """Take a release and its passages out: its row first, so that nothing half gone answers."""
        self._releases.delete(ids=[release_id])
        for collection in (self._body, self._boilerplate):
            collection.delete(where={"release": release_id})
        self.release.cache_clear()
        self.stale = True

    def _sweep(self) -> None:
        """Remove passages whose release has no row: what an ingest that was killed left behind."""
        known = {row.release_id for row in _rows(self._releases)}
        for collection in (self._body, self._boilerplate):
            orphans = [key for key in _ids(collection) if key.rsplit(":", 1)[0] not in known]
            for page in _pages(orphans):
                collection.delete(ids=page)

    def commit(self) -> None:
        """Make what was written answerable: index it lexically and tell every process that reads this store."""
        self._rows = _rows(self._releases)
        generation = self.manifest.generation + 1
        part = self.folder / f"lexical-{generation}.part"
        shutil.rmtree(part, ignore_errors=True)
        lexical = Lexical.build([self.release(row.release_id) for row in self._rows])
        lexical.save(part)
        part.replace(self.folder / f"lexical-{generation}")
        self.manifest = replace(self.manifest, generation=generation)
        manifest.write(self.folder, self.manifest)
        for old in self.folder.glob("lexical-*"):
            if old.name not in (f"lexical-{generation}", f"lexical-{generation - 1}"):
                shutil.rmtree(old, ignore_errors=True)
        self._read_rows(lexical)

    # --- opening

    def _open(self) -> None:
        path = self.folder / "chroma"
        try:
            self._client: Any = chromadb.PersistentClient(str(path), settings=Settings(anonymized_telemetry=False))
            self._releases, self._body, self._boilerplate = (
                _collection(self._client, name) for name in ("releases", "body", "boilerplate")
            )
            self._rows = _rows(self._releases)
            lexical = Lexical.load(self.folder / f"lexical-{self.manifest.generation}") if self.manifest.generation else Lexical.build([])
        except (ChromaError, OSError, ValueError, KeyError) as error:
            raise RecordError(f"The store {self.folder} is damaged ({error}). Ingest its sources into a new folder.") from error
        self._read_rows(lexical)

    def _read_rows(self, lexical: Lexical) -> None:
        self._lexical = lexical
        self.stale = {row.release_id for row in self._rows} != lexical.releases
        self._rows = [row for row in self._rows if row.release_id in lexical.releases]
        self._by_id = {row.release_id: row for row in self._rows}


def _collection(client: Any, name: str) -> Any:  # noqa: ANN401 - Chroma's client types differ between local and server
    return client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})


def _rows(collection: Any) -> list[Row]:  # noqa: ANN401
    rows = []
    for offset in range(0, collection.count(), PAGE):
        got = collection.get(limit=PAGE, offset=offset, include=["metadatas"])
        for release_id, data in zip(got["ids"], got["metadatas"], strict=True):
            rows.append(Row(release_id, data["headline"], data["published"], data["issuer"] or None, json.loads(data["files"])))
    return sorted(rows, key=lambda row: (row.published, row.release_id), reverse=True)


def _ids(collection: Any) -> Iterator[str]:  # noqa: ANN401
    pages = [collection.get(limit=PAGE, offset=offset, include=[])["ids"] for offset in range(0, collection.count(), PAGE)]
    return (key for page in pages for key in page)


def _pages(items: list[Any]) -> Iterator[list[Any]]:
    return (items[first : first + PAGE] for first in range(0, len(items), PAGE))
