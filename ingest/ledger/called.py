"""A program with all the words by which it is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.ledger.program import squeezed


@dataclass(frozen=True, slots=True)
class Called:
    """A program with all by which it is spoken of: aliases, trials, short names of its indications; ``listed`` is a stage told in a list."""

    name: str
    aliases: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    partner: str | None = None
    listed: bool = False
    given: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and aliases."""
        return (self.name, *self.aliases)


def by_name(called: Sequence[Called]) -> re.Pattern[str] | None:
    """One pattern for all names of all programs, longest first; None where there is none."""
    every = sorted({name for program in called for name in program.names if not program.listed}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, every))})(?![\w])", re.IGNORECASE) if every else None


def program_of(word: str, program: Called) -> bool:
    """True where the word is one of the program's names."""
    return squeezed(word) in {squeezed(name) for name in program.names}


def spoken_of(text: str, called: Sequence[Called]) -> list[int]:
    """The programs (by number) that a text names."""
    return [
        n for n, program in enumerate(called) if any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w])", text) for name in program.names)
    ]
