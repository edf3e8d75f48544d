"""What does not lie on this machine, for one ingest: pages, feeds and EDGAR, with the memory of earlier visits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from ingest.sources.hints import Readable
from ingest.sources.reach import Reach
from ingest.sources.visits import Visits

EDGAR = "edgar:"
_SCHEMES = ("http://", "https://", EDGAR)


def is_remote(path: str) -> bool:
    """True for a URL or ``edgar:TICKER``, False for what is a path."""
    return path.lower().startswith(_SCHEMES)


class Remote:
    """Opens nothing and loads nothing until there is something to fetch."""

    def __init__(self, reach: Reach, store: Path, on_record: Collection[str]) -> None:
        self._reach = reach
        self._visits = Visits(store, on_record)
        self._open = ExitStack()

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    def find(self, places: Sequence[str]) -> Iterator[Readable]:
        """The sources at these URLs and companies; feeds and lists of filings are fetched now, what they link to when it is read."""
        urls = [place for place in places if not place.lower().startswith(EDGAR)]
        if urls:
            from ingest.sources.pages import find_pages  # noqa: PLC0415 - httpx and feedparser take a third of a second
            from ingest.sources.web import Web  # noqa: PLC0415

            yield from find_pages(urls, self._open.enter_context(Web(self._reach)), self._visits)
        companies = [place[len(EDGAR) :] for place in places if place.lower().startswith(EDGAR)]
        if companies:
            from ingest.sources.edgar import find_filings  # noqa: PLC0415 - edgartools takes seconds

            yield from find_filings(companies, self._reach.identity, self._reach.since, self._visits)

    def settle(self, done: Collection[str], skipped: dict[str, str]) -> None:
        """Remember the visits to what is on record (``done``) or was ``skipped`` for a reason, so that it is not fetched again."""
        self._visits.settle(done, skipped)
