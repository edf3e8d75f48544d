"""One generation of a record, opened: its releases, and what of them may be read at a moment."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from ingest import shelf
from ingest.chroma import Chroma, fault
from ingest.errors import NotOnRecord
from ingest.lexical import Lexical
from ingest.manifest import Manifest
from ingest.nearness import Nearness
from ingest.place import Place
from ingest.release import Release
from ingest.rows import Row, readable

KEPT = 500  # decoded releases held in memory, some 300 kB each


class Generation:
    """One generation, opened: all that is in it, and what of it may be read at a moment; what the one ``before`` knows is not read again."""

    def __init__(self, place: Place, manifest: Manifest, now: datetime, before: Generation | None = None) -> None:
        self.manifest = manifest
        self.chroma = chroma = place.open(manifest)
        self.entries = entries = shelf.rows(chroma)
        self._words = place.lexical(manifest, lambda: Lexical.build(shelf.releases(chroma, entries)))
        same = before is not None and before.manifest.encoder == manifest.encoder
        volumes = {row.release_id: row.volume for row in entries}
        self.nearness: Nearness = Nearness(chroma, self._words, volumes, before.nearness if before and same else None)
        self.committed = frozenset(self._words.names)
        if place.exact and self.committed != {row.release_id for row in entries}:
            raise fault(place.name, ValueError("its list of releases is not the one that was indexed"))
        self._look(now)

    def at(self, now: datetime) -> Generation:
        """The same generation at another moment."""
        state = copy.copy(self)
        state._look(now)
        return state

    def _look(self, now: datetime) -> None:
        self.rows, self.changes = readable((row for row in self.entries if row.release_id in self.committed), now)
        self.by_id = {row.release_id: row for row in self.rows}
        self.lexical = self._words.showing(self.by_id.keys())
        self.releases = Releases(self.chroma, self.by_id)


class Releases:
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
