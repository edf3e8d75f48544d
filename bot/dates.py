"""Dates as a reader reads them."""

from __future__ import annotations

from datetime import date


def spoken(day: str) -> str:
    """An ISO date such as 2008-05-06 as May 6, 2008."""
    value = date.fromisoformat(day)
    return f"{value:%B} {value.day}, {value.year}"
