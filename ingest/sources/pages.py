"""URLs become sources: a page by itself, a feed as the pages that its entries link to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.errors import IngestError, ReadError, SourceError, Unchanged
from ingest.sources import feeds
from ingest.sources.hints import NOTHING_KNOWN, Hints
from ingest.sources.visits import Visit, Visits
from ingest.sources.web import Web


@dataclass(slots=True)
class Page:
    """A page that may hold a release; ``data`` where it was fetched already, ``instead`` what the feed carries where it cannot be."""

    name: str
    hints: Hints
    web: Web
    visits: Visits
    stamp: str = ""
    data: bytes | None = field(default=None, repr=False)
    instead: bytes | None = field(default=None, repr=False)

    def read(self) -> bytes:
        """The page's bytes; Unchanged where its feed or its server says that it is as it was."""
        if self.data is not None:
            return self.data
        before = self.visits.of(self.name)
        if before and self.stamp and before.stamp == self.stamp:
            raise Unchanged(before.reason)
        try:
            return fetched(self.name, self.web, self.visits, before, self.stamp)
        except SourceError:
            if self.instead is None:
                raise
            self.visits.note(self.name, Visit(stamp=self.stamp))
            return self.instead


@dataclass(frozen=True, slots=True)
class Silent:
    """A URL that gives nothing to read: not fetched, or as it was."""

    name: str
    error: IngestError
    hints: Hints = NOTHING_KNOWN

    def read(self) -> bytes:
        """Raise what was found."""
        raise self.error


def fetched(url: str, web: Web, visits: Visits, before: Visit | None, stamp: str = "") -> bytes:
    """The page's bytes, its visit noted; Unchanged where it is as it was ``before``."""
    found = web.get(url, etag=before.etag if before else None, modified=before.modified if before else None)
    if found.data is None and before:
        visits.note(url, replace(before, stamp=stamp))
        raise Unchanged(before.reason)
    visits.note(url, Visit(found.etag, found.modified, stamp))
    return found.data or b""


def find_pages(urls: Iterable[str], web: Web, visits: Visits) -> Iterator[Page | Silent]:
    """The sources at these URLs, each once; a feed is fetched at once, its pages when they are read."""
    seen: set[str] = set()
    for page in (page for url in urls for page in _at(url, web, visits)):
        if page.name not in seen:
            seen.add(page.name)
            yield page


def _at(url: str, web: Web, visits: Visits) -> Iterator[Page | Silent]:
    try:
        data = fetched(url, web, visits, visits.of(url))
    except (SourceError, Unchanged) as error:
        yield Silent(url, error)
        return
    if not feeds.is_feed(data):
        yield Page(url, Hints(url=url), web, visits, data=data)
        return
    yield from _linked(url, data, web, visits)


def _linked(url: str, data: bytes, web: Web, visits: Visits) -> Iterator[Page | Silent]:
    try:
        found = feeds.links(data, url)
    except ReadError as error:
        yield Silent(url, error)
        return
    visits.note_feed(url, [link.url for link in found])
    for link in found:
        yield Page(link.url, Hints(link.url, link.published), web, visits, stamp=link.stamp, instead=link.page)
