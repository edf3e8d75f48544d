"""A record opened for reading: in one steady state, the newest there is, whatever is written meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from threading import Lock

import numpy as np

from ingest import shelf
from ingest.chroma import Server
from ingest.embedder import Vectors
from ingest.errors import NotOnRecord, RecordError
from ingest.folder_place import FolderPlace
from ingest.generation import Generation
from ingest.lexical import Lexical
from ingest.manifest import Manifest
from ingest.passages import Passage, passage
from ingest.place import Place
from ingest.release import Release
from ingest.rows import Row, in_force
from ingest.server_place import ServerPlace

TRIES = 5  # to open what counts while others write: each time it fails, something newer counts


def clock() -> datetime:
    """The moment it is."""
    return datetime.now().astimezone()


def place_of(folder: Path, server: Server | None) -> Place:
    """Where a record lies: on the server where one is named, else in the folder."""
    return ServerPlace(server, folder) if server else FolderPlace(folder)


_STEADY: ContextVar[tuple[object, Generation] | None] = ContextVar("steady", default=None)


class OpenRecord:
    """A store of releases, to read; ``now`` tells the moment by which embargoes are judged."""

    def __init__(
        self, folder: Path, *, encoder: str | None = None, server: Server | None = None, now: Callable[[], datetime] = clock
    ) -> None:
        self.folder = folder
        self.place = place_of(folder, server)
        self._now = now
        self._refreshing = Lock()
        self._newest = self._read(None)
        if encoder is not None and self.manifest.encoder != encoder:
            raise RecordError(
                f"The store {self.place.name} was made with the encoder {self.manifest.encoder}, not {encoder}. "
                "Run `onrecord rebuild`, or set the encoder it was made with."
            )

    def close(self) -> None:
        """Let go of the files."""
        self._newest.chroma.close()

    # --- which state is read

    @property
    def manifest(self) -> Manifest:
        """What stands on record in the state that is read."""
        return self._state.manifest

    def outdated(self) -> bool:
        """Whether another process has written since this was read, or an embargo has ended."""
        return self.place.manifest() != self._newest.manifest or self._now() >= self._newest.changes

    def refresh(self) -> None:
        """Read what another process has written since, and what no embargo holds back any more; cheap where nothing has changed."""
        if not self.outdated():
            return
        with self._refreshing:  # read by one, while the others wait
            if self.place.manifest() != self._newest.manifest:
                self._newest = self._read(self._newest)
            elif self._now() >= self._newest.changes:
                self._newest = self._newest.at(self._now())

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Read one state, the newest there is, in this thread until this ends, whatever is written meanwhile: what an answer rests on stays."""
        self.refresh()
        token = _STEADY.set((self, self._newest))
        try:
            yield
        finally:
            _STEADY.reset(token)

    @property
    def _state(self) -> Generation:
        held = _STEADY.get()
        return held[1] if held and held[0] is self else self._newest

    def _read(self, before: Generation | None) -> Generation:
        """The generation that counts, opened after the one ``before``; where it gives way to a newer one meanwhile, that one."""
        for _ in range(TRIES):
            manifest = self.place.manifest()
            try:
                state = Generation(self.place, manifest, self._now(), before)
            except RecordError:
                if self.place.manifest() == manifest:
                    raise
            else:
                if self.place.manifest() == manifest:
                    return state
        raise RecordError(f"{self.place.name} is written to faster than it can be read. Try again.")

    # --- reading

    def rows(self) -> list[Row]:
        """All releases that may be read, newest first."""
        return self._state.rows

    def in_force(self, until: date | None = None) -> list[Row]:
        """The releases that answer as of ``until`` (None: now), newest first: without those that a correction has taken the place of."""
        return in_force(self.rows(), until)

    def entries(self) -> list[Row]:
        """All releases, also those under embargo or about to be replaced: for writing, never for answering."""
        return self._state.entries

    @property
    def as_of(self) -> str | None:
        """The publication date of the newest release on record."""
        return self.rows()[0].published if self.rows() else None

    def find(self, name: str) -> Release:
        """The release whose id is or begins with ``name``, or whose file has that name; NotOnRecord otherwise."""
        return self.release(self.named(name, self.rows()).release_id)

    def named(self, name: str, rows: Iterable[Row]) -> Row:
        """The row among these whose id is or begins with ``name``, or whose file has that name; NotOnRecord otherwise."""
        found = [row for row in rows if row.release_id.startswith(name) or any(Path(s).name == name for s in row.sources)]
        if not name or not found:
            raise NotOnRecord(f"No release {name!r} is on record in {self.place.name}. `onrecord releases` lists what is.")
        if len(found) > 1:
            raise NotOnRecord(f"{name!r} could be any of {', '.join(row.release_id for row in found[:5])}. Give more of the id.")
        return found[0]

    def release(self, release_id: str) -> Release:
        """The release with this id; NotOnRecord where there is none that may be read."""
        return self._state.releases.one(release_id)

    def warm(self, release_ids: Iterable[str]) -> dict[str, Release]:
        """These releases by id, read in as few calls as they fit in."""
        return self._state.releases.some(release_ids)

    def passage(self, release_id: str, index: int, score: float = 0.0) -> Passage:
        """Sentence number ``index`` of a release as a passage."""
        return passage(self.release(release_id), index, score)

    def nearest(
        self, vector: Vectors, *, count: int, boilerplate: bool = False, only: Collection[str] = ()
    ) -> list[tuple[str, int, float]]:
        """(release id, sentence index, cosine) of the passages nearest to a unit vector, best first, of the releases ``only`` where any are named."""
        state = self._state
        cosines = state.nearness.cosines(vector)
        best = state.lexical.best(cosines, count, boilerplate=boilerplate, only=only, above=-np.inf)
        return [(*key, float(cosines[state.lexical.row(key)])) for key in best]

    @property
    def lexical(self) -> Lexical:
        """BM25 over the same passages."""
        return self._state.lexical

    def published(self, release_id: str) -> str:
        """A release's publication date, ISO 8601."""
        return self._state.by_id[release_id].published

    def cosines(self, vector: Vectors, keys: Sequence[tuple[str, int]]) -> Vectors:
        """How near these passages are to a unit vector, float32 [keys]."""
        state = self._state
        return state.nearness.cosines(vector, [state.lexical.row(key) for key in keys])

    def copies(self, *, vectors: bool = True, besides: Collection[str] = ()) -> Iterator[tuple[Row, Release, Vectors | None]]:
        """Every release with its row and its vectors (None where some are missing or not wanted), one at a time: all that a new store needs."""
        state = self._state
        rows = [row for row in state.entries if row.release_id not in besides]
        for row, release in zip(rows, shelf.releases(state.chroma, rows), strict=True):
            yield row, release, shelf.vectors(state.chroma, release, row.volume) if vectors else None
