"""All that can be checked exactly in a text: its times, quantities, names, titles and phases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.verify.names import Name, names, phases, titles
from bot.verify.numbers import Quantity, quantities
from bot.verify.times import Time, times

_APART = re.compile(
    r"\bphases?[\s-]*[1-4][abc]?(?:\s*(?:/|and|or|to|-)\s*[1-4][abc]?)?\b|\[\d+\]|\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b|(?<![\w.])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|[’']\d{3}\b",
    re.IGNORECASE,
)  # digits that count nothing: phases, footnotes, times of day, telephone numbers


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text names, seen from the day it was published."""

    text: str
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]
    titles: frozenset[str]
    phases: frozenset[str]


@lru_cache(4096)
def facts(text: str, published: date) -> Facts:
    """The facts of a text; what bears no year is taken as near ``published``."""
    named, when = names(text), times(text, published)
    codes = [(name.start, name.end) for name in named if name.code]
    apart = [(t.start, t.end) for t in when] + codes + [(m.start(), m.end()) for m in _APART.finditer(text)]
    counted = quantities(text, apart=apart)
    named = tuple(name for name in named if name.code or not any(q.start <= name.start and name.end <= q.end for q in counted))
    return Facts(text, when, counted, named, titles(text), phases(text))
