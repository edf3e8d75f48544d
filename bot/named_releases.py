"""Which releases a question names by their day or month: "the Sept 19 release", "in its July 10, 2025 announcement"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.periods import Period
from bot.understand import Intent
from ingest import Row

_DOCUMENT = r"(?:press |news )?(?:releases?|announcements?|updates?|reports?|letters?|statements?|news)\b"
_MONTHLY = re.compile(
    r"^(?:\w+ )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", re.IGNORECASE
)


def named_releases(question: str, intent: Intent, rows: Sequence[Row]) -> list[frozenset[str]]:
    """A set of release ids for each period by which the question names releases, or compares what was said in several months."""
    meant = [period for period in intent.periods if _names_a_document(period, question)]
    months = [period for period in intent.periods if any(_MONTHLY.match(words) for words in period.spellings)]
    if not meant and "change" in intent.wants and len(months) > 1:
        meant = months
    found = (frozenset(row.release_id for row in rows if published_in(period, date.fromisoformat(row.published))) for period in meant)
    return [ids for ids in found if ids]


def published_in(period: Period, day: date) -> bool:
    """True where the day lies in the period; a period without a year is met in any year."""
    if period.start and period.end:
        return period.start <= day <= period.end
    return not {f"{day:%B} {day.day}", f"{day:%B}"}.isdisjoint(period.also)


def _names_a_document(period: Period, question: str) -> bool:
    words = re.escape(period.text)
    return bool(re.search(rf"{words}\W+(?:\w+\W+){{0,2}}{_DOCUMENT}|{_DOCUMENT} (?:of|from|on|dated|in) {words}", question, re.IGNORECASE))
