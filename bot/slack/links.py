"""Where a citation leads: to the release at the quoted words, by a text fragment or by our own page of the release."""

from __future__ import annotations

from urllib.parse import quote

from bot.answer import Citation
from bot.web.outward import page

ENDS = 5  # words at each end that name a long quote; a browser finds what lies between
LONGEST = 2_900  # characters of an address; Slack takes 3,000


def to_words(citation: Citation, base: str | None) -> str | None:
    """The address of the quoted words; None where the release has none and no ``base`` of our own pages is set."""
    return address(citation.url, citation.quote, base=base, release_id=citation.release_id, span=(citation.start, citation.end))


def address(url: str | None, words: str, *, base: str | None, release_id: str, span: tuple[int, int] | None) -> str | None:
    """The release's own page with the words as a text fragment, else our page of it with the span marked."""
    if url and url.startswith(("https://", "http://")):
        return url + _fragment(url, words) if len(url) < LONGEST - 900 else url[:LONGEST]
    if not base:
        return None
    return base.rstrip("/") + (page(release_id, *span) if span else page(release_id))


def _fragment(url: str, words: str) -> str:
    """A text directive (https://wicg.github.io/scroll-to-text-fragment): the whole of a short quote, else its two ends."""
    said = words.split()
    if not said:
        return ""
    ends = [" ".join(said)] if len(said) <= 2 * ENDS else [" ".join(said[:ENDS]), " ".join(said[-ENDS:])]
    return ("" if "#" in url else "#") + ":~:text=" + ",".join(quote(end[:120], safe="").replace("-", "%2D") for end in ends)
