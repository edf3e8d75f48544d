"""The record: all ingested releases and their passages, read in one steady state and written generation by generation."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from ingest import shelf
from ingest.chroma import Chroma, Server, fault
from ingest.embedder import Vectors
from ingest.errors import NotOnRecord, RecordError
from ingest.folder_place import FolderPlace
from ingest.lexical import Lexical
from ingest.manifest import VERSION, Manifest
from ingest.passages import Passage, passage
from ingest.place import Place
from ingest.release import Release
from ingest.rows import Row, in_force, readable, row_of
from ingest.server_place import ServerPlace
from ingest.writer import Writer

KEPT = 500  # decoded releases held in memory, some 300 kB each
TRIES = 5  # to open what counts while others write: each time it fails, something newer counts


def clock() -> datetime:
    """The moment it is."""
    return datetime.now().astimezone()


def place_of(folder: Path, server: Server | None) -> Place:
    """Where a record lies: on the server where one is named, else in the folder."""
    return ServerPlace(server, folder) if server else FolderPlace(folder)


class _State:
    """One generation, opened: all that is in it, and what of it may be read at a moment."""

    def __init__(self, place: Place, manifest: Manifest, now: datetime) -> None:
        self.manifest = manifest
        self.chroma = chroma = place.open(manifest)
        self.entries = entries = shelf.rows(chroma)
        self._words = place.lexical(manifest, lambda: Lexical.build(shelf.releases(chroma, entries)))
        self.committed = frozenset(self._words.names)
        if place.exact and self.committed != {row.release_id for row in entries}:
            raise fault(place.name, ValueError("its list of releases is not the one that was indexed"))
        self._look(now)

    def at(self, now: datetime) -> _State:
        """The same generation at another moment."""
        state = copy.copy(self)
        state._look(now)
        return state

    def _look(self, now: datetime) -> None:
        self.rows, self.changes = readable((row for row in self.entries if row.release_id in self.committed), now)
        self.by_id = {row.release_id: row for row in self.rows}
        self.lexical = self._words.showing(self.by_id.keys())
        self.releases = _Releases(self.chroma, self.by_id)


class _Releases:
    """Releases that may be read, by id; the newest read are kept."""

    def __init__(self, chroma: Chroma, by_id: dict[str, Row]) -> None:
        self._chroma, self._by_id = chroma, by_id
        self._kept: dict[str, Release] = {}
        self._lock = Lock()

    def one(self, release_id: str) -> Release:
        """One release; NotOnRecord where there is none that may be read."""
        return self._kept.get(release_id) or self.some([release_id])[release_id]

    def some(self, release_ids: Iterable[str]) -> dict[str, Release]:
        """Several, those that are not kept read in as few calls as they fit in."""
        wanted = list(dict.fromkeys(release_ids))
        if unknown := next((name for name in wanted if name not in self._by_id), None):
            raise NotOnRecord(f"No release {unknown!r} is on record in {self._chroma.where}.")
        with self._lock:
            found = {name: self._kept[name] for name in wanted if name in self._kept}
        read = shelf.releases(self._chroma, [self._by_id[name] for name in wanted if name not in found])
        found |= {release.release_id: release for release in read}
        with self._lock:
            self._kept |= found
            for name in list(self._kept)[: max(0, len(self._kept) - KEPT)]:
                del self._kept[name]
        return found


_STEADY: ContextVar[tuple[object, _State] | None] = ContextVar("steady", default=None)


class Record:
    """A store of releases; ``now`` tells the moment by which embargoes are judged."""

    def __init__(
        self, folder: Path, *, encoder: str | None = None, server: Server | None = None, now: Callable[[], datetime] = clock
    ) -> None:
        self.folder = folder
        self.place = place_of(folder, server)
        self._now = now
        self._newest = self._read()
        self._writer: Writer | None = None
        if encoder is not None and self.manifest.encoder != encoder:
            raise RecordError(
                f"The store {self.place.name} was made with the encoder {self.manifest.encoder}, not {encoder}. "
                "Run `onrecord rebuild`, or set the encoder it was made with."
            )

    @classmethod
    def create(cls, folder: Path, *, encoder: str, server: Server | None = None, now: Callable[[], datetime] = clock) -> Record:
        """Open the store in ``folder``, made first where there is none; RecordError where its encoder is another."""
        place_of(folder, server).make(encoder)
        return cls(folder, encoder=encoder, server=server, now=now)

    def close(self) -> None:
        """Let go of the files."""
        self._abandon()
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
        if self.place.manifest() != self._newest.manifest:
            self._newest = self._read()
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
    def _state(self) -> _State:
        held = _STEADY.get()
        return held[1] if held and held[0] is self else self._newest

    def _read(self) -> _State:
        """The generation that counts, opened; where it gives way to a newer one meanwhile, that one."""
        for _ in range(TRIES):
            manifest = self.place.manifest()
            try:
                state = _State(self.place, manifest, self._now())
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
        found = state.chroma.nearest(shelf.PASSAGES[not boilerplate], vector, count, sorted(only))
        keys = ((key.rsplit(":", 1), cosine) for key, cosine in found)
        return [(release_id, int(index), cosine) for (release_id, index), cosine in keys if release_id in state.by_id]

    @property
    def lexical(self) -> Lexical:
        """BM25 over the same passages."""
        return self._state.lexical

    def published(self, release_id: str) -> str:
        """A release's publication date, ISO 8601."""
        return self._state.by_id[release_id].published

    def vectors(self, keys: Sequence[tuple[str, int]], *, boilerplate: bool = False) -> dict[tuple[str, int], Vectors]:
        """The stored vectors of these passages."""
        found = self._state.chroma.vectors(shelf.PASSAGES[not boilerplate], [f"{r}:{i}" for r, i in keys])
        pairs = ((key.rsplit(":", 1), vector) for key, vector in found.items())
        return {(release_id, int(index)): vector for (release_id, index), vector in pairs}

    def copies(self, *, vectors: bool = True, besides: Collection[str] = ()) -> Iterator[tuple[Row, Release, Vectors | None]]:
        """Every release with its row and its vectors (None where some are missing or not wanted), one at a time: all that a new store needs."""
        state = self._state
        rows = [row for row in state.entries if row.release_id not in besides]
        for row, release in zip(rows, shelf.releases(state.chroma, rows), strict=True):
            yield row, release, shelf.vectors(state.chroma, release) if vectors else None

    # --- writing

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
            if self.manifest.version < VERSION and not fresh:
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
        self._newest = self._read()
        self.place.sweep()

    def _abandon(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
