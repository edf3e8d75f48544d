"""The periods that a question names: years, quarters, halves, months and days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_NAMED = {1: "first", 2: "second", 3: "third", 4: "fourth"}
_MONTHS = {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d|'\d\d)"
_SHAPES = {
    "day": re.compile(rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?\b(?!\s*%)", re.IGNORECASE),
    "day_first": re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\b\.?(?:,?\s+{_YEAR})?", re.IGNORECASE),
    "month": re.compile(rf"\b(?P<month>{_MONTH})\.?\s+(?:of\s+)?{_YEAR}\b", re.IGNORECASE),
    "quarter": re.compile(
        rf"\b(?:q(?P<q>[1-4])|(?P<word>first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter)(?:\s+of)?(?:\s+(?:fiscal\s+)?(?:year\s+)?{_YEAR})?\b",
        re.IGNORECASE,
    ),
    "half": re.compile(rf"\b(?:h(?P<q>[12])|(?P<word>first|second|1st|2nd)[- ]half)(?:\s+of)?(?:\s+{_YEAR})?\b", re.IGNORECASE),
    "months": re.compile(r"\b(?:three|six|nine|twelve|3|6|9|12)[- ]months?\b", re.IGNORECASE),
    "bare_month": re.compile(
        rf"\b(?:in|of|for|by|since|from|until|between|and|to|late|early|mid|last|this|next|the)[ -](?P<month>{_MONTH})\b\.?(?! \d)",
        re.IGNORECASE,
    ),
    "year": re.compile(rf"\b(?:fy\s?|fiscal\s+(?:year\s+)?)?{_YEAR}\b|\bfy\s?(?P<short>\d\d)\b", re.IGNORECASE),
}

_SINCE = re.compile(r"\b(?:since|ever since|starting (?:in|with|from))\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days as named in ``text``; without a year in the words, ``start`` and ``end`` are None."""

    text: str
    start: date | None
    end: date | None
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The period as asked, and as releases write it in headlines, sentences and tables."""
        return (self.text, *self.also)


def periods(question: str, *, today: date) -> tuple[Period, ...]:
    """The periods named, in order; a word counts for its longest period alone."""
    found: list[tuple[int, Period]] = []
    taken = [False] * len(question)
    for shape, pattern in _SHAPES.items():
        for match in pattern.finditer(question):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                period = _period(shape, match)
                found.append((match.start(), _open_ended(period, today) if _SINCE.search(question[: match.start()]) else period))
    return tuple(period for _, period in sorted(found, key=lambda pair: pair[0]))


def _open_ended(period: Period, today: date) -> Period:
    """The time from the start of a period until today."""
    return Period(period.text, period.start, max(today, period.start), period.also) if period.start else period


def _period(shape: str, match: re.Match[str]) -> Period:
    groups = match.groupdict()
    if shape == "bare_month":
        return Period(match["month"], None, None, (_month_name(match),))
    year = _year(groups.get("year") or groups.get("short"))
    if shape in ("quarter", "half"):
        return _part_of_year(match[0], shape, int(groups["q"] or _ORDINALS[groups["word"].lower()]), year)
    if year is None:
        return Period(match[0], None, None, (f"{_month_name(match)} {match['day']}",) if "day" in groups else ())
    if shape == "year":
        return Period(match[0], date(year, 1, 1), date(year, 12, 31), (str(year),))
    month = _MONTHS[groups["month"].lower()]
    if shape == "month":
        return Period(match[0], date(year, month, 1), _last(year, month), (f"{_month_name(match)} {year}",))
    try:
        day = date(year, month, int(groups["day"]))
        return Period(match[0], day, day, (f"{day:%B} {day.day}, {year}",))
    except ValueError:
        return Period(match[0], None, None)


def _month_name(match: re.Match[str]) -> str:
    return calendar.month_name[_MONTHS[match["month"].lower()]]


def _part_of_year(text: str, shape: str, number: int, year: int | None) -> Period:
    """A quarter or half with the other ways in which it is written; companies whose year ends elsewhere write it by name alone."""
    months, named = (3, f"{_NAMED[number]} quarter") if shape == "quarter" else (6, f"{_NAMED[number]} half")
    brief = f"{'Q' if shape == 'quarter' else 'H'}{number}"
    if year is None:
        return Period(text, None, None, (named, brief))
    start, end = date(year, months * (number - 1) + 1, 1), _last(year, months * number)
    ended = f"{'three' if shape == 'quarter' else 'six'} months ended {end:%B} {end.day}, {year}"
    return Period(text, start, end, (f"{named} {year}", f"{brief} {year}", ended))


def _year(words: str | None) -> int | None:
    if not words:
        return None
    number = int(words.lstrip("'"))
    return number if number > 100 else 2000 + number


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
