"""How far back: 30d, 12w, or a day."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import click

_AGO = re.compile(r"(\d{1,4}) ?([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class Since(click.ParamType[datetime]):
    """A moment: so many hours, days or weeks ago, or the beginning of a day here."""

    name = "30d|date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - click's own signature
        """The moment that was typed."""
        if isinstance(value, datetime):
            return value
        if ago := _AGO.fullmatch(value):
            return datetime.now().astimezone() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        try:
            return datetime.combine(date.fromisoformat(value), time.min).astimezone()
        except ValueError:
            self.fail(f"{value!r} is no time; write it as 30d, 12w or 2026-06-30.", param, ctx)
