"""Feeds at a URL: the pages that their entries link to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from urllib.parse import urljoin

from ingest.readers import feeds

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a feed links to; ``stamp`` changes when the feed says anything new of it, ``page`` is its text where the feed gives it whole."""

    url: str
    published: date | None
    stamp: str
    page: bytes | None


def is_feed(data: bytes) -> bool:
    """Do these bytes begin as a feed does?"""
    return _FEED.search(data[:2000]) is not None


def links(data: bytes, url: str) -> list[Link]:
    """The links of the feed at ``url``, in its order; ReadError where it has no entry."""
    found = (_link(entry, urljoin(url, entry.link)) for entry in feeds.entries(data, url) if entry.link)
    return [link for link in found if link.url.startswith(("http://", "https://"))]


def _link(entry: feeds.Entry, url: str) -> Link:
    said = f"{entry.title}\n{entry.published}\n{entry.html}"
    page = f"<html><body><h1>{escape(entry.title)}</h1>{entry.html}</body></html>"
    return Link(
        url=url,
        published=entry.published.date() if entry.published else None,
        stamp=sha256(said.encode()).hexdigest()[:16],
        page=page.encode() if entry.whole else None,
    )
