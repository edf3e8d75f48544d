"""Dates as releases write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
DATE = (
    rf"{_WEEKDAY}(?:{_MONTH}\s*{_DAY}\s*,?\s*(?:19|20)\d\d|{_DAY}\s+(?:of\s+)?{_MONTH},?\s*(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d)"
)
_DATE = re.compile(DATE, re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


def read(words: str) -> date | None:
    """The date these words spell, or None where they spell none that exists."""
    try:
        found: datetime = parser.parse(re.sub(r"\bof\b|(?<=\d)(?:st|nd|rd|th)\b", " ", words, flags=re.IGNORECASE), fuzzy=False)
    except (ValueError, OverflowError):
        return None
    return found.date()


def find(text: str) -> date | None:
    """The first full date in a text."""
    return next((found for match in _DATE.finditer(text) if (found := read(match[0]))), None)


def alone(text: str) -> date | None:
    """The date where a line holds a date and nothing else worth saying."""
    match = _DATE.search(text)
    rest = text.replace(match[0], "") if match else text
    return (
        read(match[0])
        if match and len(re.sub(r"\W|(?i:date|released?|issued|published|on|for|at|\d+:\d+|[ap]m|e[sd]t|et)", "", rest)) <= 3
        else None
    )


def in_name(name: str) -> date | None:
    """The date that a file name carries, such as 2024-05-14-title.md."""
    match = _IN_NAME.search(name)
    return read("-".join(match.groups())) if match else None
