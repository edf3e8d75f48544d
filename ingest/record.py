"""The record: all ingested releases and their passages, read in one steady state and written generation by generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest import shelf
from ingest.chroma import Server
from ingest.embedder import Vectors
from ingest.errors import RecordError
from ingest.manifest import WRITABLE
from ingest.open_record import OpenRecord, clock, place_of
from ingest.release import Release
from ingest.rows import Row, row_of
from ingest.writer import Writer


class Record(OpenRecord):
    """A store of releases, to read and to write."""

    _writer: Writer | None = None

    @classmethod
    def create(cls, folder: Path, *, encoder: str, server: Server | None = None, now: Callable[[], datetime] = clock) -> Record:
        """Open the store in ``folder``, made first where there is none; RecordError where its encoder is another."""
        place_of(folder, server).make(encoder)
        return cls(folder, encoder=encoder, server=server, now=now)

    def close(self) -> None:
        """Let go of the files."""
        self._abandon()
        super().close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing; what a writer that was killed left is removed first, and what is not committed at the end is dropped."""
        with self.place.lock():
            self.refresh()
            self.place.sweep()
            try:
                yield
            finally:
                self._abandon()

    @property
    def stale(self) -> bool:
        """True while something written is not answerable yet."""
        return self._writer is not None or {row.release_id for row in self.entries()} != self._newest.committed

    def begin(self, *, fresh: bool = False) -> Writer:
        """The next generation, to write: a copy of this one, or with ``fresh`` empty."""
        if self._writer is None:
            if self.manifest.version < WRITABLE and not fresh:
                raise RecordError(f"The store {self.place.name} has an older layout. Run `onrecord rebuild`, then try again.")
            self._writer = Writer(self.place, self.manifest, self.entries(), fresh=fresh)
        return self._writer

    def written(self) -> list[Row]:
        """All releases as written so far, committed or not: for writing, never for answering."""
        return self._writer.rows() if self._writer else self.entries()

    def stored(self, release_id: str) -> Release:
        """A release as written so far, committed or not, under embargo or not: for writing, never for answering."""
        if self._writer:
            return self._writer.release(release_id)
        return next(shelf.releases(self._newest.chroma, [self.named(release_id, self.entries())]))

    def holds_back(self, release: Release) -> bool:
        """Whether nobody may read this release yet."""
        return row_of(release, {}, (), 0).lifts > self._now()

    def add(self, release: Release, files: dict[str, str], vectors: Vectors, *, replaces: tuple[str, ...] = ()) -> None:
        """Put a release on record in place of those it ``replaces``; the vectors stand in the order of ``searchable``."""
        self.begin().add(release, files, vectors, replaces)

    def set_files(self, release_id: str, files: dict[str, str]) -> None:
        """Change where a release was read from."""
        self.begin().change(release_id, files=files)

    def set_links(self, row: Row) -> None:
        """Change what a release is said to correct, to restate and to stand instead of."""
        self.begin().change(row.release_id, corrects=row.corrects, restates=row.restates, instead_of=row.instead_of)

    def set_embargo(self, release_id: str, until: str) -> None:
        """Change the moment (ISO 8601) before which nobody reads a release."""
        self.begin().change(release_id, embargo=until)

    def remove(self, release_id: str) -> None:
        """Take a release and its passages out."""
        self.begin().remove(release_id)

    def commit(self, **changed: Any) -> None:  # noqa: ANN401 - fields of Manifest
        """Make what was written answerable, all of it in one step, and tell every process that reads this store; ``changed`` as in Writer."""
        self.begin().commit(self._now(), **changed)
        self._writer = None
        self._newest = self._read(self._newest)
        self.place.sweep()

    def _abandon(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
