"""RSS and Atom feeds as files: one release an entry, where the feed gives it whole.

feedparser, as it knows every dialect of RSS and Atom and mends what publishers get wrong; it is given bytes, never an address to fetch.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import feedparser

from ingest.errors import IngestError, ReadError
from ingest.readers.blocks import Contents, Document, LeftOut
from ingest.readers.decode import short

_WHOLE = 1_000  # characters from which a description is taken to be the release and no teaser of it
_TEASER = re.compile(r"(?:\.\.\.|…|\[…\]|read more|continue reading)\W*$", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: ``html`` is the fullest text that it gives, ``whole`` whether that is the release itself."""

    title: str
    link: str
    key: str
    published: datetime | None
    html: str
    whole: bool


def entries(data: bytes, name: str) -> list[Entry]:
    """The entries of a feed in its order; ReadError where it has none."""
    try:
        feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # what broken feeds raise is nowhere said: it lets through what its parsers trip over
        raise ReadError(f"{short(name)} is a broken feed; get it anew") from error
    if not feed.entries:
        raise ReadError(f"{short(name)} is a feed without entries; nothing is in it to read")
    return [_entry(entry, number) for number, entry in enumerate(feed.entries, 1)]


def read(data: bytes, name: str, read_html: Callable[[str, str], Document]) -> Contents:
    """Each entry as ``read_html(page, name)`` reads it; those that only point to their release are named as left out."""
    documents: list[Document] = []
    left_out: list[LeftOut] = []
    for entry in entries(data, name):
        if not entry.whole:
            left_out.append(
                LeftOut(entry.key, f"the feed gives only a summary; ingest the release itself: {entry.link or 'no address given'}")
            )
            continue
        try:
            document = read_html(f"<html><body><h1>{escape(entry.title)}</h1>{entry.html}</body></html>", f"{name}.html")
        except IngestError as error:
            left_out.append(LeftOut(entry.key, str(error)))
            continue
        day = entry.published.date() if entry.published else None
        documents.append(replace(document, name=name, part=entry.key, published=day, url=entry.link or document.url))
    return Contents(tuple(documents), tuple(left_out), collection=True)


def _entry(entry: feedparser.FeedParserDict, number: int) -> Entry:
    contents = [content.get("value") or "" for content in entry.get("content", [])]
    html = max([*contents, entry.get("summary") or ""], key=len)
    words = _TAG.sub(" ", html).strip()
    link = "".join((entry.get("link") or "").split())
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    return Entry(
        title=_TAG.sub("", entry.get("title") or "").strip(),
        link=link,
        key=PurePosixPath(_path(link)).name or entry.get("id") or str(number),
        published=datetime.fromtimestamp(timegm(stamp), UTC) if stamp else None,
        html=html,
        whole=bool(words) and not _TEASER.search(words) and (len(words) >= _WHOLE or any(map(str.strip, contents))),
    )


def _path(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return parts.path if parts.netloc else ""
