"""The nouns of the ledger: Event, Program and Ledger (frozen, plain)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from ingest.release import Party

Verdict = Literal["accept", "reject", "correct"]


@dataclass(frozen=True, slots=True)
class Named:
    """A program as the company names it; what it says of it wins over what is found."""

    name: str
    aliases: tuple[str, ...] = ()
    indication: str | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a program or is planned, and the sentence that says so: ``[start, end)`` of its release.

    ``date`` is when it happened, as far as it is told ("2025", "2025-06" or a day); ``expected`` is a plan's period in the
    release's words and ``due`` the last day of it. ``certainty`` from 0 to 1 says how sure it is that the event is the program's.
    """

    program: str
    kind: str
    what: str
    planned: bool
    date: str | None
    expected: str | None
    due: datetime.date | None
    stage: str | None
    trial: str
    party: Party
    release_id: str
    index: int
    published: str
    source: str
    quote: str
    start: int
    end: int
    certainty: float = 1.0
    boilerplate: bool = False
    superseded: bool = False

    @property
    def key(self) -> str:
        """Eight hex digits by which a person decides on it; they rest on what is told, so that they outlast another reading of the release."""
        return decision_key(self.program, self.published, self.quote, planned=self.planned)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on an event: to accept it, to reject it, or to ``correct`` some of its fields."""

    program: str
    published: str
    quote: str
    planned: bool
    verdict: Verdict
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The key of the event that it decides on."""
        return decision_key(self.program, self.published, self.quote, planned=self.planned)


@dataclass(frozen=True, slots=True)
class Program:
    """A program as of a day: where it stands, what happened last, what is next, and its dated history (oldest first)."""

    name: str
    aliases: tuple[str, ...]
    indications: tuple[str, ...]
    trials: tuple[str, ...]
    partners: tuple[str, ...]
    stage: str | None
    stage_event: Event | None
    latest: Event | None
    next: Event | None
    history: tuple[Event, ...]
    lagging: tuple[Event, ...] = ()  # boilerplate that still tells an earlier stage than the news
    reached: float = 0.0  # how far on it got: 1 preclinical, 5 to 7 the phases, 8 submission, 9 approved, 10 marketed
    planned: float = 0.0  # how far the next milestone would take it
    ended: bool = False

    @property
    def approved(self) -> bool:
        """True where the record says that it is approved, cleared or marketed."""
        return (self.stage or "").split(" ")[0].rstrip(";").lower() in ("approved", "marketed")

    def is_called(self, name: str) -> bool:
        """True for its name and its aliases, however they are spelled."""
        return squeezed(name) in {squeezed(own) for own in (self.name, *self.aliases)}


@dataclass(frozen=True, slots=True)
class Ledger:
    """All programs of the releases on record up to a day, and the events of low certainty that a person may decide on."""

    as_of: str | None
    programs: tuple[Program, ...]
    uncertain: tuple[Event, ...] = ()


def decision_key(program: str, published: str, quote: str, *, planned: bool) -> str:
    """The key of an event."""
    told = "\n".join((squeezed(program), published, squeezed(quote), "planned" if planned else "done"))
    return sha256(told.encode()).hexdigest()[:8]


def squeezed(name: str) -> str:
    """A name as it is compared: letters and digits alone, in lower case."""
    return "".join(character for character in name.lower() if character.isalnum())
