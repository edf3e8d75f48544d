"""What a source knows of a release beside its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Hints:
    """Where the release stands on the web, and what stands in where its text names no date or issuer."""

    url: str | None = None
    published: date | None = None
    issuer: str | None = None


NOTHING_KNOWN = Hints()


class Readable(Protocol):
    """Something that may hold a release: a file, a page, an exhibit."""

    @property
    def name(self) -> str:
        """What the record calls it: an absolute path or a URL."""
        ...

    @property
    def hints(self) -> Hints:
        """What is known beside the bytes."""
        ...

    def read(self) -> bytes:
        """Its bytes; SourceError where they cannot be had, NotARelease where it holds none, Unchanged where nothing is new."""
        ...
