"""The quantities that a sentence names: value, unit, how exactly each is given; a range is one quantity with two ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.verify.number_words import ABOUT, CARDINALS, CODE_GOES_ON, CURRENCIES, NUMBER, ORDINALS, OVER, PARTS, SCALES, TIMES, TO, UNDER
from bot.verify.units import UNIT, measure, rate

Bound = Literal["exact", "about", "over", "under"]
_NOUN = re.compile(r"[\s-]*(?:(?:of|more|new|other|additional) )?(?:the |its |their )?([A-Za-z]{3,})")
FRACTION, MONTHS, CONVERTED = 0.09, 0.02, 0.002  # the same for "a third", for twelve months that make a year, for feet told as metres
MEASURED = frozenset({"metres", "square metres", "grams", "litres", "watts"})
_SPANS = {"second", "minute", "hour", "day", "week", "month", "quarter", "year"}
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
    per: str = ""
    noun: str = ""
    written: float = 0.0

    def tells(self, other: Quantity) -> bool:
        """True where ``other``, which is on record, may be told as this: rounded perhaps, but made no more exact."""
        if self.unit == "" and other.unit in MEASURED:
            return self.low == other.written
        if not same_unit(self.unit, other.unit) or not same_rate(self.per, other.per):
            return False
        if other.low < other.high and self.low == self.high and self.bound != "exact" and other.low <= self.low <= other.high:
            return True
        if self.bound == "over" != other.bound and self._rounder(other) and self.low * 0.999 <= other.low <= self.low * (1 + WIDE):
            return True
        if self.bound == "under" != other.bound and self._rounder(other) and self.high * (1 - WIDE) <= other.high <= self.high * 1.001:
            return True
        slack = self._slack(other)
        return all(abs(a - b) <= slack * 1.0001 + 1e-9 * abs(b) for a, b in ((self.low, other.low), (self.high, other.high)))

    def _rounder(self, other: Quantity) -> bool:
        """True where this has fewer digits that count than the other: "more than 1,800" for 1,850, not "up to 485" for 385."""
        return len(f"{self.written:g}".replace(".", "").strip("0")) < len(f"{other.written:g}".replace(".", "").strip("0"))

    def _slack(self, other: Quantity) -> float:
        """How far the figures may be apart: rounding, a third of 31%, months that are not all of one length, miles for kilometres."""
        size = abs(other.low)
        if self.bound == "about" or (self.spelled and self.unit == "%"):
            return (FRACTION if self.unit == "%" and self.spelled else NEAR) * size
        uneven = MONTHS * size if self.unit == "days" and size >= 28 else CONVERTED * size if self.unit in MEASURED else 0.0
        return max(uneven, min(self.step / 2, NEAR * size) if self.step > other.step else 0.0)


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


def same_rate(one: str, other: str) -> bool:
    """True where neither is a rate, one is not told, or both are counted per the same; "apiece" is per anything."""
    return not one or not other or one == other or ("unit" in (one, other) and not {one, other} & _SPANS)


def _quantity(match: re.Match[str], text: str) -> Quantity:
    value, step, unit = _value(match)
    before, after = text[: match.start()], text[match.end() :]
    noun = _NOUN.match(after)
    return Quantity(
        match[0].strip(), value, value, unit, step, _bound(before), match.start(), match.end(),
        match["digits"] is None, rate(before, after), noun[1].lower() if noun else "",
        float(match["digits"].replace(",", "")) if match["digits"] else 0.0,
    )  # fmt: skip


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
    half = 0.5 if match["half"] or match["whalf"] else 0.0
    if match["words"]:
        unit, factor = _unit(match["wunit"])
        return (_spelled(match["words"]) + half) * scale * factor, 0.0, unit
    digits = match["digits"].replace(",", "")
    unit, factor = ("th", 1.0) if match["nth"] else _unit(match["money"] or match["unit"])
    if match["money"] and match["unit"] == "m":
        scale = SCALES["m"]
    return (float(digits) + half) * scale * factor, scale * factor * 10.0 ** -len(digits.partition(".")[2]), unit


def _spelled(words: str) -> float:
    """Twenty-five, a dozen, half a (billion)."""
    parts = re.split(r"[\s-]+", words.lower())
    return sum(CARDINALS[part] for part in parts if part not in ("a", "an")) or 1.0


def _plain(words: str | None) -> str:
    return re.sub(r"[\s.-]+", "", (words or "").lower())


def _unit(words: str | None) -> tuple[str, float]:
    """The unit that is compared, and what one of the unit as written makes of it."""
    plain = _plain(words)
    if not plain:
        return "", 1.0
    if plain in ("cent", "cents", "¢", "penny", "pennies"):
        return "$", 0.01
    if plain in ("%", "percent"):
        return "%", 1.0
    if plain in ("fold", "times", "x"):
        return "x", 1.0
    if "point" in plain:
        return "bp" if "basis" in plain else "points", 1.0
    if found := measure(words or ""):
        return found
    return CURRENCIES.get(plain) or CURRENCIES.get(plain.rstrip("s")) or CURRENCIES.get(plain.rstrip("$€£"), "$"), 1.0


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
            scale *= _factor(quantity) if not first.unit else 1.0
            quantity = replace(quantity, text=words, low=first.low * scale, unit=unit, bound=first.bound, start=first.start)
        joined.append(quantity)
    return joined


def _factor(quantity: Quantity) -> float:
    """What one of the measure that a quantity is written in makes of its base."""
    unit = re.search(UNIT + "$", quantity.text, re.IGNORECASE)
    found = measure(unit[0]) if unit else None
    return found[1] if found else 1.0


def _is_range(first: Quantity, second: Quantity, text: str) -> bool:
    between, before = text[first.end : second.start], text[: first.start]
    if not TO.match(between) or first.low != first.high or "th" in (first.unit, second.unit):
        return False
    if "and" in between.lower() and not re.search(r"\bbetween\s*$", before, re.IGNORECASE):
        return False
    if re.search(r"\bfrom\s*(?:about\s*)?$", before, re.IGNORECASE):
        return False  # "rose from 4 to 5" tells of two figures
    return first.unit in ("", second.unit) or second.unit == ""
