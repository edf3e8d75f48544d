"""What leaves over the public web: an answer's sources by name or URL, never by a path of this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from bot.answer import Answer, Citation
from bot.events import Event


def named(source: str) -> str:
    """A URL as it is, a path by its last part."""
    return source if "://" in source else PurePath(source).name


def page(release_id: str, start: int | None = None, end: int | None = None) -> str:
    """The path of a release's page; with a span, where its words are marked and scrolled to, with or without JavaScript."""
    marked = "" if start is None else f"?from={start}&to={end}#{start}-{end}"
    return f"/releases/{release_id}{marked}"


def public_answer(answer: Answer, base: str) -> Answer:
    """The answer with public sources; a citation whose release has no address of its own points at our page of it, below ``base``."""
    return replace(answer, citations=tuple(_public(citation, base) for citation in answer.citations))


def public_event(event: Event, base: str) -> Event:
    """The event with public sources."""
    return replace(
        event,
        citations=tuple(_public(citation, base) for citation in event.citations),
        answer=public_answer(event.answer, base) if event.answer else None,
    )


def _public(citation: Citation, base: str) -> Citation:
    url = citation.url or base.rstrip("/") + page(citation.release_id, citation.start, citation.end)
    return replace(citation, source=named(citation.source), url=url)
