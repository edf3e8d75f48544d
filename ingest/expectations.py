"""By when something is expected: the periods that a sentence looks to, each with its first and last day.

"second half of 2008", "Q3", "by year-end", "in the coming weeks", "within 12 months"; what is vague ("soon") has no last day and is left out.
A fiscal year is taken as the calendar's, which lets it end no earlier than most do.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ingest.forward_looking.periods import periods

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {name: n for n, name in enumerate(_NAMES, 1)}
_NUMBERS |= {"fifteen": 15, "eighteen": 18, "twenty-four": 24, "thirty-six": 36, "thirty": 30, "sixty": 60, "ninety": 90, "a couple of": 2}
_COUNT = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.5, "quarter": 91.5, "year": 365.25}
_FEW = {"day": 14, "week": 56, "month": 183, "quarter": 274}  # days within which "the coming weeks" have surely passed
_SEASONS = {"winter": 3, "spring": 5, "summer": 8, "fall": 11, "autumn": 11}  # the month in which each ends, as the press reckons
_UNDATED = r"(?! ?,? ?(?:of )?(?:fiscal )?(?:19|20)\d\d)"
_PART = r"(?P<part>q[1-4]|h[12]|(?:first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:quarter|half)|early|mid|late|end)"
_RELATIVE = re.compile(
    rf"\b(?P<year_end>(?:calendar |fiscal )?year[- ]?end|end of (?:the|this) (?:calendar |fiscal |current )?year){_UNDATED}\b"
    rf"|\b(?:{_PART}[- ](?:of |in )?(?:the )?)?(?P<which>this|next|current|coming|following|later this|remainder of the|end of (?:the|this)) "
    rf"(?:calendar |fiscal )?(?P<unit>week|month|quarter|year|winter|spring|summer|fall|autumn){_UNDATED}\b"
    rf"|\b(?:mid-?|late |early )(?P<season>winter|spring|summer|fall|autumn){_UNDATED}\b"
    r"|\b(?:in|over|during|within|for) (?:the )?(?:coming|next few|upcoming|next several|following|few|near) (?P<few>day|week|month|quarter)s\b"
    rf"|\b(?:within|in|over|during|take|takes|takes? (?:approximately|about|around)) (?:the )?(?:(?:next|coming|following|approximately|about) )*"
    rf"(?:(?:{_COUNT})(?:-| to | or | - |–))?(?P<count>{_COUNT})[- ](?P<counted>day|week|month|quarter|year)s?\b(?! (?:ended|ending|of|or more|ago|trial|study))"
)
_RANGE = re.compile(r"^\s*(?:-|–|to|through|or|and|/|until)\s*(?:in |by |the |late |early |mid-)*$")


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected by ``last``: the words at ``[start, end)`` of the sentence."""

    words: str
    start: int
    end: int
    first: date
    last: date


def expected(sentence: str, published: date) -> list[Expected]:
    """The periods of a sentence that had not passed when it was published, from left to right; a range counts as one."""
    lowered = sentence.lower() if len(sentence.lower()) == len(sentence) else sentence
    relative = [_relative(match, published) for match in _RELATIVE.finditer(lowered)]
    named = [found for found in _named(lowered, published) if not any(r.start < found.end and found.start < r.end for r in relative)]
    ahead = [one for one in sorted((*relative, *named), key=lambda one: one.start) if one.last >= published]
    return [Expected(sentence[one.start : one.end], one.start, one.end, one.first, one.last) for one in _joined(ahead, lowered)]


def _named(lowered: str, published: date) -> Iterator[Expected]:
    """The periods by name; one without a year that would be past is that of the next year."""
    for period in periods(lowered, published):
        first, last = period.first, period.last
        if last < published and not re.search(r"(?:19|20)\d\d", period.words) and first.year == published.year:
            first, last = _year_later(first), _year_later(last)
        opening = 5 if re.search(r"\byear[- ]$", lowered[: period.start]) else 0  # "year-end 2026"
        yield Expected(period.words, period.start - opening, period.end, first, last)


def _joined(found: list[Expected], lowered: str) -> Iterator[Expected]:
    """The same with "late 2008 or early 2009" as one."""
    groups = [[one] for one in found[:1]]
    for before, one in pairwise(found):
        if _RANGE.match(lowered[before.end : one.start]):
            groups[-1].append(one)
        else:
            groups.append([one])
    for group in groups:
        yield Expected("", group[0].start, group[-1].end, group[0].first, max(one.last for one in group))


def _relative(match: re.Match[str], published: date) -> Expected:
    return Expected(match[0], match.start(), match.end(), published, _until(match.groupdict(), published))


def _until(found: dict[str, str | None], published: date) -> date:
    if found["few"]:
        return published + timedelta(days=_FEW[found["few"]])
    if found["count"] and found["counted"]:
        count = _NUMBERS.get(found["count"]) or int(found["count"])
        return published + timedelta(days=round(count * _DAYS[found["counted"]]))
    if season := found["season"]:
        return _season(season, published)
    if found["year_end"]:
        return date(published.year, 12, 31)
    return _unit(found["unit"] or "", found["which"] or "", found["part"], published)


def _unit(unit: str, which: str, part: str | None, published: date) -> date:
    """The last day of "this month", "next quarter", "the first half of next year"."""
    later = int(which in ("next", "coming", "following"))
    if unit == "week":
        return published + timedelta(days=6 - published.weekday() + 7 * later)
    if unit == "year":
        year = published.year + later
        named = periods(f"{part} {year}".replace("early", "early in"), published) if part else []
        return named[0].last if named else date(year, 12, 31)
    if unit in _SEASONS:
        day = _season(unit, published)
        return _year_later(day) if later and (day - published).days < 60 else day
    months = published.year * 12 + published.month - 1
    month = months + later if unit == "month" else (months // 3 + later) * 3 + 2
    return _month_end(month // 12, month % 12 + 1)


def _season(name: str, published: date) -> date:
    day = _month_end(published.year, _SEASONS[name])
    return day if day >= published else _year_later(day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _year_later(day: date) -> date:
    return _month_end(day.year + 1, day.month) if day == _month_end(day.year, day.month) else day.replace(year=day.year + 1)
