"""The days, months, quarters, halves and years that a sentence names, and on which side of a date they lie."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Side = Literal["before", "during", "after"]

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "|".join((*_MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SEASONS = {"winter": (1, 3), "spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_PARTS = {"early": (1, 4), "beginning": (1, 3), "mid": (5, 8), "middle": (5, 8), "late": (9, 12), "end": (12, 12)}
_FISCAL = r"(?:fiscal |calendar )?"


def _year(name: str) -> str:
    """Give the pattern of a year, under a name of its own."""
    return rf"(?P<{name}_year>(?:19|20)\d\d)\b"


_SCAN = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?(?: (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!%)(?:,? {_year('day')})?|,? (?:of )?{_year('month')})"
    rf"|\b(?:q(?P<q>[1-4])|(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)[- ]{_FISCAL}quarter)\b"
    rf"(?:[ ,/-]+(?:of |in )?(?:the )?{_FISCAL}(?:year )?(?:fy)?{_year('quarter')})?"
    rf"|\b(?:h(?P<h>[12])|(?P<half>first|second|1st|2nd)[- ]half)\b(?:[ ,]+(?:of )?(?:the )?{_FISCAL}(?:year )?{_year('half')})?"
    rf"|\b(?P<season>winter|spring|summer|fall|autumn) (?:of )?{_year('season')}"
    rf"|\b(?P<part>early|beginning|mid|middle|late|end)[- ](?:of |in )?(?:the )?(?:year |fiscal |calendar )*{_year('part')}"
    rf"|(?<![$\d,.-])\b{_year('whole')}(?![\d,]*\d|%)"
)
_LIMIT = re.compile(r"\b(?:by|until|before|than|through) $")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days named at ``[start, end)`` of a sentence, first and last day included."""

    words: str
    start: int
    end: int
    first: date
    last: date

    def side(self, day: date) -> Side:
        """Where the period lies as seen from a day."""
        if self.first > day:
            return "after"
        return "before" if self.last < day else "during"


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _nearest_year(month: int, published: date, *, limit: bool) -> int:
    """The year that brings a month named without one closest to the release; a limit ("by December 31") is not yet past."""
    first = published.year + (month < published.month) if limit else published.year - 1
    years = range(min(max(first, 1), 9999), min(published.year + 1, 9999) + 1)
    return min(years, key=lambda year: abs((date(year, month, 15) - published).days))


def _dates(match: re.Match[str], published: date) -> tuple[date, date]:
    limit = bool(_LIMIT.search(match.string, max(0, match.start() - 12), match.start()))
    found = {key: value for key, value in match.groupdict().items() if value}
    if "month" in found:
        month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3]))
        year = int(found.get("day_year") or found.get("month_year") or _nearest_year(month, published, limit=limit))
        if "day" not in found:
            return _months(year, month, month)
        day = date(year, month, min(max(int(found["day"]), 1), monthrange(year, month)[1]))
        return day, day
    year = int(next((value for key, value in found.items() if key.endswith("year")), published.year))
    if quarter := found.get("q") or found.get("quarter"):
        return _months(year, 3 * _ORDINALS[quarter] - 2, 3 * _ORDINALS[quarter])
    if half := found.get("h") or found.get("half"):
        return _months(year, 6 * _ORDINALS[half] - 5, 6 * _ORDINALS[half])
    first, last = _SEASONS.get(found.get("season", "")) or _PARTS.get(found.get("part", "")) or (1, 12)
    return _months(year, first, last)


def periods(text: str, published: date) -> list[Period]:
    """The periods that a text in lower case names, from left to right; what bears no year is taken as near the release."""
    return [Period(match.group(), match.start(), match.end(), *_dates(match, published)) for match in _SCAN.finditer(text)]
