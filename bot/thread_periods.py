"""The period that a follow-up means: named alone ("and in Q2?"), or counted from the one before it ("the quarter before")."""

from __future__ import annotations

import re
from datetime import date

from bot.periods import Period, periods

_NAMED = ("first", "second", "third", "fourth")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_UNITS = {"quarter": 3, "half": 6, "half-year": 6, "year": 12, "month": 1}
_UNIT = r"(?P<unit>quarter|half-year|half|year|month|period)"
_ONE = r"(?:in |for |from |during |of )?(?:the |that |its )?"
_BACK = "before|earlier|prior|previous|preceding|ago|last"
_ON = "after|later|next|following|thereafter"
_SHAPES = (
    re.compile(rf"^{_ONE}(?:same )?(?P<same>quarter|period|half)?(?: (?:of|in|from) )?(?:the |a |one )?{_UNIT} (?P<way>{_BACK}|{_ON})(?: that| it)?$", re.IGNORECASE),
    re.compile(rf"^{_ONE}(?:same )?(?P<same>quarter|period|half)?(?: (?:of|in|from) )?(?:the |a |one )?(?P<way>{_BACK}|{_ON})[- ]{_UNIT}(?:(?:'s)? (?:quarter|period))?$", re.IGNORECASE),
    re.compile(rf"^{_ONE}(?:same )?(?P<same>quarter|period|half)(?: (?:of|in|from|a|the|one))* {_UNIT} (?P<way>{_BACK}|{_ON})$", re.IGNORECASE),
    re.compile(rf"^{_ONE}(?P<way>prior|previous|last)[- ](?P<unit>year)(?:'s)?(?: (?P<same>quarter|period|half))?$", re.IGNORECASE),
)  # fmt: skip


def shifted(words: str, anchor: Period | None, *, published: str | None = None) -> str | None:
    """The period before or after the anchor that the words mean; without an anchor, before the quarter that ended before ``published``."""
    match = next((m for shape in _SHAPES if (m := shape.match(words.strip()))), None)
    if match is None:
        return None
    start, end = _span(anchor) or _reported(published) or (None, None)
    if start is None or end is None:
        return None
    length = 12 * (end.year - start.year) + end.month - start.month + 1
    unit = match["unit"].lower()
    step = length if unit == "period" else _UNITS[unit]
    back = re.fullmatch(_BACK, match["way"], re.IGNORECASE) is not None
    return _named(_months_on(start, -step if back else step), max(length, 1) if step % length == 0 else step)


def named_alone(words: str, anchor: Period | None, *, today: date) -> str | None:
    """The period that the words consist of, with the anchor's year where they give none; None where there is more in them."""
    found = periods(f"in {words}", today=today)
    if len(found) != 1 or re.sub(
        r"\b(?:in|for|at|of|the|during|as|from|end|full|year|fiscal|on|by)\b|\W", "", words.replace(found[0].text, ""), flags=re.IGNORECASE
    ):
        return None
    period = found[0]
    if period.start is None and anchor and anchor.start and not re.search(r"\d{4}", period.text):
        return f"{period.text} {anchor.start.year}"
    return period.text


def _span(period: Period | None) -> tuple[date, date] | None:
    return (period.start, period.end) if period and period.start and period.end else None


def _reported(published: str | None) -> tuple[date, date] | None:
    """The quarter that had ended when a release came out."""
    if published is None:
        return None
    day = date.fromisoformat(published)
    start = _months_on(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), -3)
    return start, _months_on(start, 2)


def _months_on(day: date, months: int) -> date:
    number = 12 * day.year + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _named(start: date, length: int) -> str:
    """A quarter, half, year or month by the name that releases give it."""
    if length == 12:
        return str(start.year)
    if length in (3, 6):
        return f"the {_NAMED[(start.month - 1) // length]} {'quarter' if length == 3 else 'half'} of {start.year}"
    return f"{_MONTHS[start.month - 1]} {start.year}"
