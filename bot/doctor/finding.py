"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "look", "wrong"]
SKEW = 60  # seconds by which a clock may be off before embargoes lift at the wrong time


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what is so, and what to do where it is wrong and ``said`` does not tell already."""

    about: str
    verdict: Verdict
    said: str
    do: str = ""
