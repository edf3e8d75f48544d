"""A release as the list of releases tells it, and which of them may be read at a given moment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ingest.errors import RecordError
from ingest.release import Release


@dataclass(frozen=True, slots=True)
class Row:
    """``files`` are the sources and the hash of the bytes read from each; ``replaces`` the ids whose place it takes once it may be read.

    ``corrects``, ``restates`` and ``instead_of`` are the release's own. ``embargo`` is the moment (ISO 8601) before which nobody reads it; ``parts`` how many documents hold its text,
    ``volume`` the number of the collections that hold its passages' vectors.
    """

    release_id: str
    headline: str
    published: str
    issuer: str | None
    files: dict[str, str]
    replaces: tuple[str, ...] = ()
    embargo: str | None = None
    parts: int = 0
    corrects: str | None = None
    restates: str | None = None
    instead_of: str | None = None
    volume: int = 0

    @property
    def sources(self) -> tuple[str, ...]:
        """Where it was read from, the first first."""
        return tuple(self.files)

    @property
    def lifts(self) -> datetime:
        """The moment from which it may be read: its embargo's end, and never before the day of its publication begins."""
        day = datetime.combine(date.fromisoformat(self.published), time.min).astimezone()
        return max(day, moment(self.embargo)) if self.embargo else day


def moment(text: str) -> datetime:
    """A day (its beginning) or a time such as 2026-06-30T08:30-04:00, here where it names no zone; RecordError where it is neither."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError) as error:
        raise RecordError(f"{text!r} is no time; write 2026-06-30 or 2026-06-30T08:30-04:00.") from error


def end_of(day: date) -> datetime:
    """The last moment of a day: what "now" means where it is set to a day."""
    return datetime.combine(day, time.max).astimezone()


def readable(rows: Iterable[Row], now: datetime) -> tuple[list[Row], datetime]:
    """The rows that may be read now, newest first, and when that changes by itself next.

    A replaced release stands until what replaces it may be read.
    """
    rows = list(rows)
    lifted = [row for row in rows if row.lifts <= now]
    replaced = {old for row in lifted for old in row.replaces}
    changes = min((row.lifts for row in rows if row.lifts > now), default=now + timedelta(days=36_500))
    return [row for row in lifted if row.release_id not in replaced], changes


def in_force(rows: Iterable[Row], until: date | None) -> list[Row]:
    """The rows published up to ``until`` but for those in whose place a correction stands by then."""
    published = [row for row in rows if until is None or row.published <= until.isoformat()]
    corrected = {row.instead_of for row in published}
    return [row for row in published if row.release_id not in corrected]


def row_of(release: Release, files: dict[str, str], replaces: tuple[str, ...], parts: int, volume: int = 0) -> Row:
    """The row of a release."""
    day = release.published.isoformat()
    links = (release.corrects, release.restates, release.instead_of)
    return Row(release.release_id, release.headline, day, release.issuer, files, replaces, release.embargoed_until, parts, *links, volume)


def to_metadata(row: Row) -> dict[str, Any]:
    """A row as Chroma keeps it."""
    return {
        "headline": row.headline,
        "published": row.published,
        "issuer": row.issuer or "",
        "files": json.dumps(row.files),
        "replaces": json.dumps(row.replaces),
        "embargo": row.embargo or "",
        "parts": row.parts,
        "corrects": row.corrects or "",
        "restates": row.restates or "",
        "instead_of": row.instead_of or "",
        "volume": row.volume,
    }


def from_metadata(release_id: str, data: dict[str, Any]) -> Row:
    """The row that ``to_metadata`` told; KeyError or ValueError where it is damaged."""
    return Row(
        release_id,
        data["headline"],
        data["published"],
        data["issuer"] or None,
        json.loads(data["files"]),
        tuple(json.loads(data.get("replaces", "[]"))),
        data.get("embargo") or None,
        int(data.get("parts", 0)),
        data.get("corrects") or None,
        data.get("restates") or None,
        data.get("instead_of") or None,
        int(data.get("volume", 0)),
    )
