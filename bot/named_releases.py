"""Which releases a question names by their day or month: "the Sept 19 release", "in its July 10, 2025 announcement"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.periods import Period
from bot.understand import Intent
from bot.words import stems
from ingest import Passage, Record, Row

_LATEST = frozenset(["last", "latest", "newest", "recent", "recently", "lately", "new"])
_GENERAL = frozenset(
    [
        "what",
        "whats",
        "is",
        "s",
        "was",
        "are",
        "were",
        "the",
        "did",
        "do",
        "does",
        "you",
        "they",
        "we",
        "it",
        "company",
        "announce",
        "announced",
        "announcement",
        "announcements",
        "news",
        "release",
        "releases",
        "press",
        "most",
        "update",
        "updates",
        "tell",
        "me",
        "us",
        "about",
        "say",
        "said",
        "anything",
        "any",
        "there",
        "has",
        "have",
        "been",
        "happened",
        "their",
        "your",
        "our",
        "in",
        "with",
        "on",
        "a",
        "thing",
        "from",
        "please",
        "show",
        "give",
        "happening",
    ]
)
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
    found = (_reporting_on(period, rows) or _published_in(period, rows) for period in meant)
    return [ids for ids in found if ids]


def asks_for_the_latest(question: str) -> bool:
    """True where nothing is asked for but what was announced last."""
    words = set(re.findall(r"[a-z]+", question.lower()))
    return bool(words & _LATEST) and words <= _LATEST | _GENERAL


def newest(record: Record, until: date | None) -> list[Passage]:
    """Headline and lead of the newest release published up to ``until``."""
    row = next(iter(record.in_force(until)), None)
    if row is None:
        return []
    release = record.release(row.release_id)
    lead = next((i for i, s in release.sentences_of("body") if s.form == "sentence"), 0)
    return [record.passage(row.release_id, index) for index in dict.fromkeys((0, lead)) if release.sentences]


def _reporting_on(period: Period, rows: Sequence[Row]) -> frozenset[str]:
    """The releases whose headline names a quarter, half or year: "the Q3 2025 report" is published after it."""
    if _MONTHLY.match(period.text):
        return frozenset()
    spelled = [stems(words) for words in period.spellings]
    return frozenset(row.release_id for row in rows if any(words <= stems(row.headline) for words in spelled))


def _published_in(period: Period, rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(row.release_id for row in rows if published_in(period, date.fromisoformat(row.published)))


def published_in(period: Period, day: date) -> bool:
    """True where the day lies in the period; a period without a year is met in any year."""
    if period.start and period.end:
        return period.start <= day <= period.end
    return not {f"{day:%B} {day.day}", f"{day:%B}"}.isdisjoint(period.also)


def _names_a_document(period: Period, question: str) -> bool:
    """True where the question, not a remark after it ("the May release seems to say otherwise."), names a document of that period."""
    question = question[: question.rfind("?") + 1] or question
    words = re.escape(period.text)
    return bool(re.search(rf"{words}\W+(?:\w+\W+){{0,2}}{_DOCUMENT}|{_DOCUMENT} (?:of|from|on|dated|in) {words}", question, re.IGNORECASE))
