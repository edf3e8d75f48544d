"""The next generation of a record while it is written: nothing of it counts before ``commit``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from ingest import shelf
from ingest.embedder import Vectors
from ingest.errors import NotOnRecord, RecordError
from ingest.lexical import Lexical
from ingest.manifest import VERSION, Manifest
from ingest.place import Place
from ingest.release import Release
from ingest.rows import Row, readable

TOGETHER = 16  # releases a write
VOLUME = 8_000  # passages a volume, some 3 kB each: Chroma holds what it indexes in memory until the volume is full


class Writer:
    """Begun as a copy of the generation that ``manifest`` names and ``rows`` lists, or with ``fresh`` empty."""

    def __init__(self, place: Place, manifest: Manifest, rows: Iterable[Row], *, fresh: bool = False) -> None:
        self._place, self._before = place, manifest
        self._chroma, self._edition = place.draft(manifest, fresh=fresh)
        self._rows = {} if fresh else {row.release_id: row for row in rows}
        self._volume = max((row.volume for row in self._rows.values()), default=0)
        self._filled = shelf.filled(self._chroma, self._volume)
        self._waiting: list[shelf.Entry] = []
        self._torn = False
        self._lost: RecordError | None = None

    def close(self) -> None:
        """Let go of the files; what was not committed never counts."""
        self._chroma.close()

    def rows(self) -> list[Row]:
        """The rows of all releases as written so far."""
        return list(self._rows.values())

    def release(self, release_id: str) -> Release:
        """A release as written so far; NotOnRecord where there is none."""
        self._write()
        if release_id not in self._rows:
            raise NotOnRecord(f"No release {release_id!r} is in {self._place.name}.")
        return next(shelf.releases(self._chroma, [self._rows[release_id]]))

    def add(self, release: Release, files: dict[str, str], vectors: Vectors, replaces: tuple[str, ...] = ()) -> None:
        """Put a release there, or again; several are written at once, which takes Chroma little longer than one."""
        if release.release_id in self._rows and self._rows[release.release_id].volume != self._volume:
            self.remove(release.release_id)
        entry = shelf.entry_of(release, files, vectors, replaces, self._volume)
        self._rows[release.release_id] = entry.row
        self._waiting.append(entry)
        if len(self._waiting) == TOGETHER:
            self._write()

    def change(self, release_id: str, **changed: Any) -> None:  # noqa: ANN401 - fields of Row
        """Change what a release's row says."""
        self._write()
        self._rows[release_id] = replace(self._rows[release_id], **changed)
        shelf.tell(self._chroma, self._rows[release_id])

    def remove(self, release_id: str) -> None:
        """Take a release and its passages out."""
        self._write()
        shelf.take_out(self._chroma, self._rows.pop(release_id))

    def commit(self, now: datetime, **changed: Any) -> None:  # noqa: ANN401 - fields of Manifest
        """Let this generation count, without what it replaces, in one step; ``changed`` is what its manifest says otherwise."""
        self._write()
        if self._torn:
            shelf.sweep(self._chroma)
        for old in {old for row in readable(self._rows.values(), now)[0] for old in row.replaces} & self._rows.keys():
            self.remove(old)
        rows = sorted(self._rows.values(), key=lambda row: (row.published, row.release_id), reverse=True)
        lexical = Lexical.build(shelf.releases(self._chroma, rows))
        told: dict[str, Any] = {"version": VERSION, "generation": self._before.generation + 1, "edition": self._edition, **changed}
        self._place.publish(self._chroma, replace(self._before, **told), lexical)

    def _write(self) -> None:
        """Write what waits, whole or, where that fails, to be swept; in a folder, where Chroma may never answer again after a fault, to be dropped."""
        if self._lost:
            raise self._lost
        try:
            self._put()
        except RecordError as error:
            self._lost = error if self._place.exact else None
            raise

    def _put(self) -> None:
        if self._waiting:
            self._place.stay_alive()
            self._torn = True
            shelf.put(self._chroma, self._waiting)
            self._torn = False
            self._filled += sum(len(entry.vectors) for entry in self._waiting)
            self._waiting.clear()
        if self._filled >= VOLUME:
            self._volume, self._filled = self._volume + 1, 0
            self._place.turn(self._chroma)
