"""Which release on record a correction corrects, and which one a restatement restates, in whatever order they came."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.copies import Likeness, likeness
from ingest.release import Release
from ingest.rows import Row

WITHIN = 400  # days before a correction in which what it corrects is sought
WITHIN_RESULTS = 1100  # the same for restated results
OPENING = 2500  # characters in which a release says which periods it speaks of
AKIN = 0.3  # share of sampled shingles in common from which a release may be the one that is corrected
WHOLE = 0.5  # from which the correction tells it all again, and so takes its place
_UPDATE = re.compile(r"^\W*update\w*\s*[:/–—|-]|[(\[–—|-]\s*update\w*\s*[)\]]?\s*$", re.IGNORECASE)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_PERIOD = re.compile(
    rf"\b{_MONTH} (?:28|29|30|31), 20\d\d|\b(?:first|second|third|fourth) quarter (?:of )?(?:fiscal )?(?:year )?20\d\d|\bq[1-4] 20\d\d"
    r"|\b(?:fiscal|full)[ -](?:year )?20\d\d|\byear 20\d\d",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\bto (?:announce|report|release|host|hold|issue|present|discuss)\b", re.IGNORECASE)
_RESULTS = re.compile(r"\b(?:results|earnings|financials|financial statements|revenue)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    row: Row
    share: float


def link(rows: Sequence[Row], stored: Callable[[str], Release], new: Collection[str]) -> Iterator[Row]:
    """The rows that now point at another release on record: corrections and restatements whose original is there.

    A release that is only marked as an update counts as a correction where it is ``new`` and tells an earlier release all again.
    """
    ids = {row.release_id for row in rows}
    for row in rows:
        updates = not row.corrects and row.release_id in new and bool(_UPDATE.search(row.headline))
        if updates or (row.corrects and row.corrects not in ids):
            found = _corrected(row, rows, stored)
            if found and (found.share >= WHOLE or not updates):
                other = found.row.release_id
                yield replace(row, corrects=other, instead_of=other if found.share >= WHOLE else None)
        elif row.restates and row.restates not in ids and (restated := _restated(row, rows, stored)):
            yield replace(row, restates=restated.release_id)


def _corrected(row: Row, rows: Iterable[Row], stored: Callable[[str], Release]) -> _Found | None:
    """The earlier release that says most of the same."""
    mine = likeness(stored(row.release_id))
    others = (other for other in rows if _is_before(other, row, WITHIN) and not (other.corrects and other.published == row.published))
    found = [_Found(other, _share(mine, likeness(stored(other.release_id)))) for other in others]
    return max((one for one in found if one.share >= AKIN), key=lambda one: (one.share, one.row.published), default=None)


def _share(one: Likeness, other: Likeness) -> float:
    if one.issuer and other.issuer and one.issuer != other.issuer:
        return 0.0
    return len(one.shingles & other.shingles) / max(1, min(len(one.shingles), len(other.shingles)))


def _restated(row: Row, rows: Iterable[Row], stored: Callable[[str], Release]) -> Row | None:
    """The newest earlier release on results of a period that is restated."""
    periods = _periods(stored(row.release_id))
    issuer = (row.issuer or "").lower().split()[:1]
    others = [r for r in rows if _is_before(r, row, WITHIN_RESULTS) and (r.issuer or "").lower().split()[:1] == issuer]
    reports = [r for r in others if _RESULTS.search(r.headline) and not _AHEAD.search(r.headline) and not r.restates]
    found = [(len(periods & _periods(stored(other.release_id))), other.published, other) for other in reports]
    return max((one for one in found if one[0]), key=lambda one: one[:2], default=(0, "", None))[2]


def _periods(release: Release) -> set[str]:
    """The periods that headline and opening speak of."""
    return {re.sub(r"\b(?:of|fiscal|full|year)[ -]", "", match[0].lower()) for match in _PERIOD.finditer(release.text[:OPENING])}


def _is_before(other: Row, row: Row, days: int) -> bool:
    gap = (date.fromisoformat(row.published) - date.fromisoformat(other.published)).days
    return other.release_id != row.release_id and 0 <= gap <= days
