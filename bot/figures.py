"""Whether a passage speaks of the figure and the period that a question asks for: cash of one day is no answer to revenue of a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.periods import Period, periods
from bot.words import stems
from ingest import Passage

REPORTED = timedelta(days=120)  # after a period's end its figures are reported
Stretch = tuple[date, date]
A_YEAR = timedelta(days=300)  # from which a period is no part of a year
_LINES = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "research": r"research|r ?& ?d",
        "administration": r"administrat\w+|sg&a|g ?& ?a|overheads?",
        "revenue": r"revenues?|sales|turnover|top[- ]line",
        "cash": r"cash|liquidity|runway|(?:in the|at) bank",
        "profit": r"profits?|profitab\w+|(?:net |operating )?(?:loss(?:es)?|income)|earnings|eps|per share|bottom[- ]line|ebitda|margins?|deficits?",
        "assets": r"assets",
        "debt": r"liabilit\w+|debts?|borrowings?|loans?|notes",
        "backlog": r"backlog|orders?|bookings?",
        "expenses": r"expens\w+|costs?|spen[dt]\w*|burn\w*|outlays?",
    }.items()
}  # lines of the accounts
_POINTS = re.compile(r"\b(?:they|it|this|these|those|that)\b", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"\b(?:years?|twelve months|12 months|annual\w*|fy)\b", re.IGNORECASE)


def lines(words: str) -> frozenset[str]:
    """The lines of the accounts that words speak of; expenses alone only where no kind of them is named."""
    found = {name for name, pattern in _LINES.items() if pattern.search(words)}
    return frozenset(found - {"expenses"} if found & {"research", "administration"} else found)


def tells_line(asked: frozenset[str], passage: Passage, near: str) -> bool:
    """True where a passage speaks of a line that is asked for; one that only points at it ("they were") by what stands around it."""
    words = f"{passage.context} {passage.section} {passage.text}"
    return not asked or bool(asked & lines(f"{words} {near}" if _POINTS.search(passage.text) else words))


def tells_period(asked: Period, passage: Passage) -> bool:
    """True where a passage speaks of the period, or says no other and was published when its figures are."""
    if asked.start is None or asked.end is None:
        return _spelled(asked, passage)
    published = date.fromisoformat(passage.published)
    if published < asked.start == asked.end and passage.label != "forward":
        return False  # how things stood on a day is not told before it
    told = [] if asked.start < asked.end < asked.start + A_YEAR else _told(passage, published)
    if asked.end - asked.start >= A_YEAR:
        names_it = any(_is_year(asked.start.year, period, passage) for period in told)
    else:
        names_it = _spelled(asked, passage) or any(
            start <= asked.start <= end and (end - start < A_YEAR or end == asked.end) for start, end in told
        )
    return names_it or (not told and asked.end <= published <= asked.end + REPORTED)


def _told(passage: Passage, published: date) -> list[Stretch]:
    """The stretches of days that a passage names."""
    words = f"{passage.headline}. {passage.section}. {passage.context}. {passage.text}"
    return [(period.start, period.end) for period in periods(words, today=published) if period.start and period.end]


def _spelled(asked: Period, passage: Passage) -> bool:
    own = stems(f"{passage.context} {passage.text} {passage.headline} {passage.section}")
    return any(stems(words) <= own for words in asked.spellings)


def _is_year(year: int, told: Stretch, passage: Passage) -> bool:
    """True where a passage names the year, or a day in it as the end of a year."""
    start, end = told
    ends_one = start == end and _WHOLE_YEAR.search(f"{passage.section} {passage.context} {passage.text}")
    return start.year == year and (end - start >= A_YEAR or bool(ends_one))
