"""What an ingest tells: how far it is, and in the end what became of each source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class Progress(Protocol):
    """Hears how far the ingest is."""

    def __call__(self, *, done: int, total: int, passages: int) -> None:
        """``done`` of ``total`` sources, ``passages`` embedded so far."""
        ...


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that is not on record, and why."""

    source: str
    reason: str


@dataclass(slots=True)
class Report:
    """What an ingest did; the lists hold sources, ``passed_over`` the files in folders that are of no kind in which releases come."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Refused] = field(default_factory=list)
    failed: list[Refused] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    seconds: float = 0.0
