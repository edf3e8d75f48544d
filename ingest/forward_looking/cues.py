"""The words that speak of the future, of the past or of neither: one scan of a text gives its cues in order.

A cue is a member of a named family of words and phrases; the families stand in cues.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

Side = Literal["ahead", "hint", "past", "present", "event", "caution"]

_FAMILIES = Path(__file__).with_name("cues.toml")


@dataclass(frozen=True, slots=True)
class Cue:
    """One family's words as found at ``[start, end)`` of the text; the side tells what they speak for."""

    family: str
    side: Side
    words: str
    start: int
    end: int


@lru_cache(maxsize=512)
def cues(text: str) -> tuple[Cue, ...]:
    """Find the cues of a plain text (lower case, straight apostrophes) from left to right, none overlapping."""
    scan, families = _families()
    found = ((families[match.lastgroup or ""], match) for match in scan.finditer(text))
    return tuple(Cue(family, side, match.group().rstrip(), match.start(), match.end()) for (family, side), match in found)


@cache
def _families() -> tuple[re.Pattern[str], dict[str, tuple[str, Side]]]:
    """One pattern with a group for each family, in their order, and each group's family and side."""
    table = tomllib.loads(_FAMILIES.read_text(encoding="utf-8"))
    groups = {f"family{i}": (family["name"], family["side"]) for i, family in enumerate(table["family"])}
    words = (
        "|".join(family["words"]).replace("{plan}", table["plan"]).replace("{yardstick}", table["yardstick"]) for family in table["family"]
    )
    return re.compile(r"(?<![\w-])(?:" + "|".join(f"(?P<{g}>{w})" for g, w in zip(groups, words, strict=True)) + r")(?!\w)"), groups
