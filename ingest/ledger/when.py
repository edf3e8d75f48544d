"""When something happened, or is expected: the period that a sentence names nearest to it."""

from __future__ import annotations

import re
from datetime import date

from ingest.expectations import Expected
from ingest.expectations import expected as expectations
from ingest.forward_looking.periods import Period, periods

REACH = 70  # characters before and after what happened within which its date stands
LONG_AGO = 5  # years after which a date is of something else than news
_LEAD = re.compile(
    r"(?:(?:by|before|around|until) )?(?:(?:the )?(?:end|middle|beginning|start) of(?: the)? |late(?: in)?(?: the)? |early(?: in)?(?: the)? |mid[- ]|(?:by|before|until) (?:the )?)$",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(r"\bin (?:early |mid-?|late )?(20\d\d)\b", re.IGNORECASE)


def expected(text: str, published: date, near: int) -> tuple[str | None, date | None]:
    """The period of a plan as worded, and its last day: the first after ``near``, else the nearest before it."""
    ahead = [one for one in expectations(text, published) if one.last > published]
    if not ahead:
        return None, None
    found = min(ahead, key=lambda one: (one.start < near, abs(one.start - near)))
    return _worded(text, found), found.last


def happened(text: str, published: date, start: int, end: int) -> str:
    """When what is told at ``[start, end)`` happened, as far as it is told; else the day of the release."""
    past = [
        p for p in periods(text.lower(), published) if p.first <= published and _is_exact(p) and published.year - p.first.year <= LONG_AGO
    ]
    near = [p for p in past if start - REACH - 30 < p.start < end + REACH]
    if not near:
        return _year(text[max(0, start - REACH - 30) : end + REACH], published) or published.isoformat()
    return _dated(min(near, key=lambda p: abs(p.start - end) if p.start >= start else start - p.end + 20), published)


def _year(text: str, published: date) -> str | None:
    """An earlier year in which it is said to have happened: "in 2023"."""
    years = [int(year) for year in _IN_YEAR.findall(text)]
    return next((str(year) for year in years if published.year - LONG_AGO <= year < published.year), None)


def _is_exact(period: Period) -> bool:
    """True for days, months and quarters; a year alone is more often a name ("the 2019 trial") than a date."""
    return (period.last - period.first).days < 93


def _dated(period: Period, published: date) -> str:
    days = (period.last - period.first).days
    if days == 0:
        return period.first.isoformat()
    if period.first <= published <= period.last:
        return published.isoformat()
    return f"{period.first:%Y-%m}" if days < 31 else period.last.isoformat()


def _worded(text: str, found: Expected) -> str:
    lead = _LEAD.search(text, max(0, found.start - 20), found.start)
    return text[lead.start() if lead else found.start : found.end].strip(" ,.")
