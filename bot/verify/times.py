"""The days, months, quarters, halves and years that a sentence names, as stretches of days seen from its release's date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: n for n, name in enumerate(_NAMES.split(), 1)}
_MONTHS |= {name[:3]: n for name, n in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NTH = "|".join(_ORDINALS)
_PARTS = {
    "early": (1, 4),
    "beginning": (1, 3),
    "start": (1, 3),
    "mid": (5, 8),
    "middle": (5, 8),
    "late": (9, 12),
    "end": (10, 12),
    "close": (10, 12),
}
_SEASONS = {"winter": (1, 12), "spring": (3, 6), "summer": (6, 9), "fall": (9, 12), "autumn": (9, 12)}
_YEAR = r"(?:19|20)\d\d"
_OF = r"(?:,? ?(?:of |in |fiscal |calendar |the |year |fy ?)*(?P<{0}>" + _YEAR + r")\b)"
_SCAN = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.? ?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![%,.]\d|%)(?:,? (?P<dyear>{_YEAR})\b)?"
    rf"|\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH})\b\.?(?:,? (?P<dyear2>{_YEAR})\b)?"
    rf"|\b(?P<iso>{_YEAR}-[01]\d-[0-3]\d)\b|\b(?P<us>[01]?\d/[0-3]?\d/(?:20)?\d\d)\b"
    rf"|\b(?P<month3>{_MONTH})\b\.?,? (?:of )?(?P<myear>{_YEAR})\b"
    rf"|\b(?:q(?P<q>[1-4])|(?P<q2>[1-4])q|(?P<nth>{_NTH})[- ](?:fiscal |calendar )?quarter)\b(?:{_OF.format('qyear')}| ?'(?P<qshort>\d\d)\b)?"
    rf"|\b(?:h(?P<h>[12])|(?P<h2>[12])h|(?P<half>first|second|1st|2nd|last)[- ](?:fiscal |calendar )?half)\b{_OF.format('hyear')}?"
    rf"|\b(?P<part>early|beginning|start|mid|middle|late|end|close)[- ](?:of |in )?(?:the )?(?:fiscal |calendar |year )*(?P<pyear>{_YEAR})\b"
    rf"|\b(?P<season>winter|spring|summer|fall|autumn) (?:of )?(?P<syear>{_YEAR})\b"
    rf"|\bfy ?(?P<fy>(?:20)?\d\d)\b|(?<![$€£\d,.-])\b(?P<year>{_YEAR})\b(?![\d,]*\d|%|-year| ?(?:m|met|feet|ft|km|ha|hect|acre|share|unit|patient|people|employ|tonne|square)\w*\b)"
    rf"|\b(?P<this>this|last|next|previous|prior|coming|current) (?P<unit>year|quarter|month|week)\b"
    rf"|\b(?:in|for|by|since|from|until|of|during|early|late|mid|last|this|next)[ -](?P<bare>(?!may\b){_MONTH})\b(?!\.?,? ?(?:of )?\d)"
    rf"|\b(?P<open>first|last) (?P<few>three|six|nine) months(?: ended| ending)?\b{_OF.format('fyear')}?"
    rf"|\b(?P<near>today|yesterday|tomorrow|(?:the )?(?:current|present) date|date hereof|to date)\b",
)
_STEP = {"this": 0, "current": 0, "last": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1}


@dataclass(frozen=True, slots=True)
class Time:
    """The days from ``first`` to ``last`` as named at ``[start, end)``; ``sure`` False where year or day is guessed from the release's date."""

    text: str
    first: date
    last: date
    start: int
    end: int
    sure: bool = True

    def within(self, other: Time) -> bool:
        """True where this lies wholly in the other."""
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: Time) -> bool:
        """True where the two share a day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def days(self) -> int:
        """How long it is: what tells a day from a month, a quarter, a year."""
        return (self.last - self.first).days + 1


def times(text: str, published: date) -> tuple[Time, ...]:
    """The times that a text names, left to right; what bears no year is taken as near the release."""
    found = (_time(match, published) for match in _SCAN.finditer(text.lower()))
    return tuple(time for time in found if time is not None)


def day_of(published: date) -> Time:
    """The release's own day, on which what it announces is announced."""
    return Time("", published, published, 0, 0)


def _time(match: re.Match[str], published: date) -> Time | None:
    got = {key: value for key, value in match.groupdict().items() if value}
    try:
        first, last, sure = _stretch(got, published)
    except ValueError:
        return None  # the 31st of June, the 13th month: digits that name no day
    return Time(match[0], first, last, match.start(), match.end(), sure)


def _stretch(got: dict[str, str], published: date) -> tuple[date, date, bool]:
    if "iso" in got:
        return *_day(date.fromisoformat(got["iso"])), True
    if "us" in got:
        month, day, short = (int(part) for part in got["us"].split("/"))
        return *_day(date(short if short > 99 else 2000 + short, month, day)), True
    if "near" in got:
        return *_day(published + timedelta({"yesterday": -1, "tomorrow": 1}.get(got["near"], 0))), False
    if "unit" in got:
        return *_relative(got["unit"], _STEP[got["this"]], published), False
    year = _year(got)
    if name := got.get("month") or got.get("month2"):
        month = _MONTHS[name]
        day = int(got.get("day") or got["day2"])
        return *_day(date(year or _nearest(month, published), month, day)), year is not None
    if name := got.get("month3") or got.get("bare"):
        month = _MONTHS[name]
        return *_months(year or _nearest(month, published), month, month), year is not None
    first, last = _part(got)
    return *_months(year or published.year, first, last), year is not None


def _year(got: dict[str, str]) -> int | None:
    found = next(
        (
            got[key]
            for key in ("dyear", "dyear2", "myear", "qyear", "qshort", "hyear", "fyear", "pyear", "syear", "fy", "year")
            if key in got
        ),
        None,
    )
    return None if found is None else int(found) if len(found) == 4 else 2000 + int(found)


def _part(got: dict[str, str]) -> tuple[int, int]:
    """The months of a year that a quarter, a half, a season, its beginning or end takes."""
    if quarter := got.get("q") or got.get("q2") or got.get("nth"):
        number = _ORDINALS.get(quarter) or int(quarter)
        return 3 * number - 2, 3 * number
    if few := got.get("few"):
        many = {"three": 3, "six": 6, "nine": 9}[few]
        return (1, many) if got["open"] != "last" else (13 - many, 12)
    if half := got.get("h") or got.get("h2") or got.get("half"):
        number = 2 if half == "last" else _ORDINALS.get(half) or int(half)
        return 6 * number - 5, 6 * number
    return _PARTS.get(got.get("part", "")) or _SEASONS.get(got.get("season", "")) or (1, 12)


def _relative(unit: str, step: int, published: date) -> tuple[date, date]:
    if unit == "year":
        return _months(published.year + step, 1, 12)
    if unit == "week":
        monday = published + timedelta(7 * step - published.weekday())
        return monday, monday + timedelta(6)
    size = 3 if unit == "quarter" else 1
    index = published.year * 12 + (published.month - 1) // size * size + step * size
    return _months(index // 12, index % 12 + 1, index % 12 + size)


def _nearest(month: int, published: date) -> int:
    """The year that brings a month named without one closest to the release."""
    years = range(max(published.year - 1, 1), min(published.year + 1, 9999) + 1)
    return min(years, key=lambda year: abs((date(year, month, 15) - published).days))


def _day(day: date) -> tuple[date, date]:
    return day, day


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
