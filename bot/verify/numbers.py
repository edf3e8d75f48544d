"""The quantities that a sentence names: value, unit, how exactly each is given; a range is one quantity with two ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.verify.number_words import ABOUT, CARDINALS, CODE_GOES_ON, CURRENCIES, NUMBER, ORDINALS, OVER, PARTS, SCALES, TIMES, TO, UNDER

Bound = Literal["exact", "about", "over", "under"]
NEAR, WIDE = 0.025, 0.25  # how far a rounded figure, and one "more than" or "up to" another, may be off


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number from ``low`` to ``high`` (the same where it is no range) in a ``unit`` ("" for a bare count), given to within ``step``."""

    text: str
    low: float
    high: float
    unit: str
    step: float
    bound: Bound
    start: int
    end: int
    spelled: bool = False

    def tells(self, other: Quantity) -> bool:
        """True where ``other``, which is on record, may be told as this: rounded perhaps, but made no more exact."""
        if not same_unit(self.unit, other.unit):
            return False
        if self.bound == "over" and self.low * 0.999 <= other.low <= self.low * (1 + WIDE):
            return True
        if self.bound == "under" and self.high * (1 - WIDE) <= other.high <= self.high * 1.001:
            return True
        slack = (
            NEAR * abs(other.low) if self.bound == "about" else min(self.step / 2, NEAR * abs(other.low)) if self.step > other.step else 0
        )
        return all(abs(a - b) <= slack * 1.0001 + 1e-9 * abs(b) for a, b in ((self.low, other.low), (self.high, other.high)))


def quantities(text: str, *, apart: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The quantities of a text, left to right; what stands within the spans ``apart`` (dates, phases, codes) is none."""
    found = []
    for match in NUMBER.finditer(text):
        inside = any(start < match.end() and match.start() < end for start, end in apart)
        if not inside and not (match["digits"] and CODE_GOES_ON.match(text, match.end())):
            found.append(_quantity(match, text))
    return tuple(_ranges(found, text))


def same_unit(one: str, other: str) -> bool:
    """True where two units may be compared; a plain dollar is any country's."""
    return one == other or (one.endswith("$") and other.endswith("$") and "$" in (one, other))


def _quantity(match: re.Match[str], text: str) -> Quantity:
    value, step, unit = _value(match)
    bound = _bound(text[: match.start()])
    return Quantity(match[0].strip(), value, value, unit, step, bound, match.start(), match.end(), match["digits"] is None)


def _value(match: re.Match[str]) -> tuple[float, float, str]:
    """Value, step and unit."""
    if match["part"] or match["bare"]:
        part = PARTS[(match["part"] or "half").lower()]
        return CARDINALS[(match["many"] or "one").lower()] * part, 1.0, "%"
    if match["times"]:
        return TIMES[match["times"].lower()], 0.1, "x"
    if match["ordinal"]:
        return ORDINALS[match["ordinal"].lower()], 0.0, "th"
    scale = SCALES[_plain(match["scale"] or match["wscale"]).rstrip("s")] if match["scale"] or match["wscale"] else 1.0
    if match["words"]:
        return _spelled(match["words"]) * scale, 0.0, _unit(match["wunit"])
    digits = match["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    unit = "th" if match["nth"] else _unit(match["money"]) or _unit(match["unit"])
    return float(digits) * scale, scale * 10.0**-decimals, unit


def _spelled(words: str) -> float:
    """Twenty-five, a dozen, half a (billion)."""
    parts = re.split(r"[\s-]+", words.lower())
    return sum(CARDINALS[part] for part in parts if part not in ("a", "an")) or 1.0


def _plain(words: str | None) -> str:
    return re.sub(r"[\s.-]+", "", (words or "").lower())


def _unit(words: str | None) -> str:
    plain = _plain(words)
    if plain in ("%", "percent"):
        return "%"
    if plain in ("fold", "times", "x"):
        return "x"
    if "point" in plain:
        return "bp" if "basis" in plain else "points"
    return CURRENCIES.get(plain) or CURRENCIES.get(plain.rstrip("s")) or CURRENCIES.get(plain.rstrip("$€£"), "$" if plain else "")


def _bound(before: str) -> Bound:
    if OVER.search(before):
        return "over"
    if UNDER.search(before):
        return "under"
    return "about" if ABOUT.search(before) else "exact"


def _ranges(found: Sequence[Quantity], text: str) -> list[Quantity]:
    """Two quantities with "to" or a dash between them as one; what the second is counted in counts for both ("$4 to 5 million")."""
    joined: list[Quantity] = []
    for quantity in found:
        if joined and _is_range(joined[-1], quantity, text):
            first = joined.pop()
            scale = min((1.0, 1e3, 1e6, 1e9), key=lambda s: abs(first.low * s - quantity.low)) if first.step < quantity.step else 1.0
            words, unit = text[first.start : quantity.end].strip(), first.unit or quantity.unit
            quantity = replace(quantity, text=words, low=first.low * scale, unit=unit, bound=first.bound, start=first.start)
        joined.append(quantity)
    return joined


def _is_range(first: Quantity, second: Quantity, text: str) -> bool:
    between, before = text[first.end : second.start], text[: first.start]
    if not TO.match(between) or first.low != first.high or "th" in (first.unit, second.unit):
        return False
    if "and" in between.lower() and not re.search(r"\bbetween\s*$", before, re.IGNORECASE):
        return False
    if re.search(r"\bfrom\s*(?:about\s*)?$", before, re.IGNORECASE):
        return False  # "rose from 4 to 5" tells of two figures
    return first.unit in ("", second.unit) or second.unit == ""
