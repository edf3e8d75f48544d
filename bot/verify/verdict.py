"""The nouns of checking: what is compared with what, what differs, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from ingest import Passage, Release

Ruling = Literal["supported", "contradicted", "not_stated"]
Kind = Literal[
    "quote", "number", "date", "name", "title", "phase", "negation", "direction", "planned", "party", "scope", "meaning"
]  # what may differ
RULINGS: tuple[Ruling, ...] = ("supported", "contradicted", "not_stated")
Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that a statement rests on: ``quote`` is said to stand in ``passage``, which is one of ``release``."""

    quote: str
    passage: Passage
    release: Release


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is ``said`` and is not what is ``found`` in the words on record ("" where they have nothing of the kind)."""

    kind: Kind
    said: str
    found: str = ""

    @property
    def words(self) -> str:
        """The difference as a reader reads it."""
        if not self.said:
            return f"{self.kind}: on record {self.found!r}"
        return f"{self.kind}: {self.said!r}" + (f", on record {self.found!r}" if self.found else " is not in the words on record")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the words on record say it, how likely that is, and what differs where they do not."""

    ruling: Ruling
    support: float
    differences: tuple[Difference, ...] = ()

    @property
    def holds(self) -> bool:
        """True where it may be said."""
        return self.ruling == "supported"

    @property
    def reason(self) -> str:
        """What differs, in words; empty where nothing does."""
        return "; ".join(difference.words for difference in self.differences)


class Checker(Protocol):
    """Anything that judges whether evidence says a claim: a learnt network, an NLI cross-encoder."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """For n pairs of (claim, evidence): probabilities [n, 3] of supported, contradicted, not stated, each row summing to one."""
        ...
