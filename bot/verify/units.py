"""What things are measured in: durations, lengths, areas, weights, volumes, powers; and rates, "a month" or "per share"."""

from __future__ import annotations

import re

_TABLE: dict[str, dict[str, float]] = {
    "days": {"seconds?": 1 / 86400, "minutes?|mins?": 1 / 1440, "hours?|hrs?": 1 / 24, "days?": 1, "weeks?": 7, "months?": 30.44,
             "quarters?": 91.3, "years?|yrs?": 365.25, "decades?": 3652.5, "centur(?:y|ies)": 36525},
    "metres": {"millimet(?:re|er)s?|mm": 0.001, "centimet(?:re|er)s?|cm": 0.01, "met(?:re|er)s?|(?-i:m)": 1, "kilomet(?:re|er)s?|km": 1000,
               "inch(?:es)?": 0.0254, "foot|feet|ft": 0.3048, "yards?": 0.9144, "miles?|mi": 1609.34},
    "square metres": {"hectares?|ha": 10_000, "acres?": 4046.86, "sq(?:uare)?[ -](?:kilomet(?:re|er)s?|km)": 1e6,
                      "sq(?:uare)?[ -](?:foot|feet|ft)": 0.092903, "sq(?:uare)?[ -]m(?:et(?:re|er)s?)?": 1, "sq(?:uare)?[ -]miles?": 2_589_988},
    "grams": {"milligrams?|mg": 0.001, "grams?|(?-i:g)": 1, "kilogram(?:me)?s?|kg|kilos?": 1000, "tonnes?|tons?": 1e6, "pounds?|lbs?": 453.592,
              "ounces?|oz": 28.3495},
    "litres": {"millilit(?:re|er)s?|ml": 0.001, "lit(?:re|er)s?": 1, "gallons?": 3.78541, "barrels?|bbl": 158.987},
    "watts": {"kilowatts?|kw": 1e3, "megawatts?|mw": 1e6, "gigawatts?|gw": 1e9},
}  # fmt: skip
_KNOWN = [
    (re.compile(pattern, re.IGNORECASE), dimension, factor) for dimension, units in _TABLE.items() for pattern, factor in units.items()
]
_LONGEST_FIRST = sorted((pattern for units in _TABLE.values() for pattern in units), key=len, reverse=True)
UNIT = rf"[ -]?(?:{'|'.join(_LONGEST_FIRST)})(?:\b|(?=\d\b))"

_SPANS = "second|minute|hour|day|week|month|quarter|year|annum"
_THINGS = (
    "common share|share|unit|tonne|ton|ounce|kilogram|kg|hectare|liter|litre|gallon|barrel|patient|customer|client|user|person|vehicle"
)
_PER = re.compile(
    rf"\s*(?:(?:per|an?|each|every|/)\s?(?P<each>{_SPANS}|{_THINGS})\b|(?P<ly>annually|yearly|monthly|weekly|daily|quarterly|hourly|apiece))",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(r"\b(?P<ly>annual|yearly|monthly|weekly|daily|hourly)\b[\w\s,'’-]{0,40}$", re.IGNORECASE)
_SAME = {"annual": "year", "annually": "year", "yearly": "year", "annum": "year", "monthly": "month", "weekly": "week", "daily": "day"}
_SAME |= {
    "quarterly": "quarter",
    "hourly": "hour",
    "apiece": "unit",
    "kg": "kilogram",
    "ton": "tonne",
    "litre": "liter",
    "common share": "share",
}


def measure(words: str) -> tuple[str, float] | None:
    """The dimension and the factor to its base of a unit's name, or None where it is no unit."""
    name = words.strip(" -")
    return next(((dimension, factor) for known, dimension, factor in _KNOWN if known.fullmatch(name)), None)


def rate(before: str, after: str) -> str:
    """What the quantity between these words is counted per: "month", "share"; empty where it is no rate."""
    found = _PER.match(after) or _PER_BEFORE.search(before[-60:])
    if not found:
        return ""
    name = (found.groupdict().get("each") or found["ly"]).lower()
    return _SAME.get(name, name)
