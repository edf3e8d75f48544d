"""Where a record lies: in a folder, or on a Chroma server. Both hand out a state to read and a draft to write."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from ingest.chroma import Chroma
from ingest.lexical import Lexical
from ingest.manifest import Manifest


class Place(Protocol):
    """What the record asks of the place that it lies in; every fault is a RecordError."""

    name: str  # for messages
    exact: bool  # a state that counts never changes, so that a release too many or too few is damage

    def make(self, encoder: str) -> None:
        """Begin an empty store where there is none."""
        ...

    def mend(self, encoder: str) -> Manifest:
        """What to write on top of, whatever is there: what counts, or what stands in for it where that cannot be read."""
        ...

    def manifest(self) -> Manifest:
        """What counts now; cheap enough to ask before every answer."""
        ...

    def open(self, manifest: Manifest) -> Chroma:
        """That state, to read."""
        ...

    def lexical(self, manifest: Manifest, build: Callable[[], Lexical]) -> Lexical:
        """That state's BM25, built where it is not kept."""
        ...

    def draft(self, manifest: Manifest, *, fresh: bool) -> tuple[Chroma, int]:
        """What becomes the next generation, to write, and its edition: a copy of this one, or with ``fresh`` empty."""
        ...

    def turn(self, draft: Chroma) -> None:
        """Let go of what Chroma holds in memory of what was written to the draft so far."""
        ...

    def publish(self, draft: Chroma, manifest: Manifest, lexical: Lexical) -> None:
        """Make the draft what counts, in one step."""
        ...

    def sweep(self, *, all_of_it: bool = False) -> None:
        """Remove older generations and what killed writers left; with ``all_of_it`` also what a reader still holds."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold the place for writing; RecordError where another writer does."""
        ...

    def stay_alive(self) -> None:
        """Let other writers know that this one still runs; called with every release."""
        ...
