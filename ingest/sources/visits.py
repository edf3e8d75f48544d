"""What earlier ingests fetched, remembered in the store's folder, so that what has not changed is not fetched again. No text is kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

NAME = "visits.json"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page or feed as it was last fetched; ``reason`` says why a page is not on record, empty where it is."""

    etag: str | None = None
    modified: str | None = None
    stamp: str = ""
    reason: str = ""
    feed: bool = False


class Visits:
    """Earlier visits by URL; those of this ingest count once their pages are settled."""

    def __init__(self, store: Path, on_record: Collection[str]) -> None:
        self._path = store / NAME
        self._on_record = on_record
        self._known = _read(self._path)
        self._new: dict[str, tuple[Visit, tuple[str, ...]]] = {}

    def of(self, url: str) -> Visit | None:
        """The earlier visit, where what was fetched then is still what the record has of it."""
        visit = self._known.get(url)
        return visit if visit and (visit.feed or visit.reason or url in self._on_record) else None

    def note(self, url: str, visit: Visit) -> None:
        """Remember a visit, on condition that its page is settled by the end of this ingest."""
        self._new[url] = (visit, (url,))

    def note_feed(self, url: str, links: Iterable[str]) -> None:
        """The visit just noted was to a feed: it counts once all pages that it links to are settled."""
        self._new[url] = (replace(self._new[url][0], feed=True), tuple(links))

    def settle(self, done: Collection[str], skipped: dict[str, str]) -> None:
        """Keep the visits whose pages are on record (``done``) or were ``skipped`` for a reason; forget those that failed."""
        for url, (visit, needs) in self._new.items():
            self._known.pop(url, None)
            if all(page in done or page in skipped for page in needs):
                self._known[url] = replace(visit, reason="" if url in done else skipped.get(url, ""))
        if self._new:
            _write(self._path, self._known)


def _read(path: Path) -> dict[str, Visit]:
    """The visits written by this version; a memory that cannot be read is no memory."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return {url: Visit(**visit) for url, visit in plain["visits"].items()} if plain["version"] == version("onrecord") else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(path: Path, visits: dict[str, Visit]) -> None:
    part = path.with_suffix(".part")
    plain = {"version": version("onrecord"), "visits": {url: asdict(visit) for url, visit in visits.items()}}
    part.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    part.replace(path)
