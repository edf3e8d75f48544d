"""The stages of development that a sentence names, and how far on each is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.ledger.words import names, part, stages

_RANKS = {
    "discovery": 0,
    "preclinical": 1,
    "IND-enabling": 2,
    "IND": 3,
    "pilot": 4,
    "pivotal": 7,
    "submission": 8,
    "approved": 9,
    "marketed": 10,
}
_ENDED = ("paused", "discontinued", "out-licensed")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_APPLICATION = re.compile(part("application"))


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as named at ``[start, end)`` of a text; ``words`` are how a reader is told of it."""

    name: str
    words: str
    start: int
    end: int

    @property
    def rank(self) -> float:
        """How far on it is; below 0 for a program that has ended."""
        return rank(self.words)


def found(text: str) -> Iterator[Stage]:
    """All stages that a text names."""
    for name, pattern in stages().items():
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 60) : match.end() + 100]
            if name == "approved" and names("not_approval").search(around):
                continue
            if not names("no_stage").search(text[match.start() : match.end() + 25]):
                yield Stage(name, _words(name, match[0]), match.start(), match.end())


def rank(words: str) -> float:
    """How far on a stage is, from 0 (discovery) to 10 (marketed); -1 for one that has ended."""
    if phase := re.match(r"Phase ([1-4]|[iv]+)[ab]?(?: ?[/-] ?([1-4]|[iv]+))?", words, re.IGNORECASE):
        first = _NUMBERS.get(phase[1].lower(), 1)
        return {1: 5.0, 2: 6.0, 3: 7.0, 4: 10.5}[first] + (0.5 if phase[2] else 0.0)
    name = next((name for name in (*_RANKS, *_ENDED) if words.lower().startswith(name.lower())), "")
    if words.endswith(" submission"):
        return _RANKS["submission"]
    return _RANKS.get(name, -1 if name in _ENDED else 1)


def _words(name: str, said: str) -> str:
    if name == "phase":
        return re.sub(r"^phase[ -]?", "Phase ", said, flags=re.IGNORECASE)
    if name == "submission":
        application = _APPLICATION.search(said)
        return f"{_short(application[0]) if application else 'application'} submission"
    return {"pilot": "pilot or feasibility study", "pivotal": "pivotal trial"}.get(name, name)


def _short(application: str) -> str:
    """An application by its short name."""
    lower = application.lower()
    long = {
        "premarket": "PMA",
        "pre-market": "PMA",
        "new drug": "NDA",
        "biologics": "BLA",
        "marketing": "MAA",
        "investigational new": "IND",
    }
    return next((short for words, short in long.items() if lower.startswith(words)), application.replace("510 (k)", "510(k)"))
