"""The desk that answers from the ledger: where a program stands, for anyone; and for sales no word on whether it works or is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answer import Audience, Notice
from bot.programs import Programs
from bot.programs.claims import claims, clinical, fishes
from bot.programs.status import MOST_PROGRAMS, asks_status, line, no_results, programs_named, speaks_of_programs, standing
from bot.settings import Settings
from ingest import Contact, Event, Ledger, Program, Record
from prompts import text

FISHING = "promotional_claim"  # the notice with which policy declines what sales may not be told
NEVER_FISHED = ("help", "side_effect_report")  # what is answered as it is, whatever else is heard in it


@dataclass(frozen=True, slots=True)
class Card:
    """An answer from the ledger: the lines that open it, and the sentences to cite; ``fished`` where a claim was asked for that is declined."""

    heading: str
    chosen: list[list[Any]]
    fished: bool


class Desk:
    """Answers what the ledger can, and keeps from sales what they may not be told."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self._record, self._settings = record, settings
        self.programs = Programs(record, settings.company)

    def card(self, question: str, audience: Audience, *, declined: str | None, until: date | None) -> Card | None:
        """Where the programs stand that a question is about, ``declined`` with a notice or not; None where it asks for something else."""
        fished = audience == "sales" and declined not in NEVER_FISHED and (declined == FISHING or fishes(question))
        if not fished and (declined is not None or not asks_status(question)):
            return None
        ledger = self.programs.ledger(until)
        meant = programs_named(question, ledger)
        if not meant and declined in (None, FISHING):
            general = speaks_of_programs(question) or (fished and (declined == FISHING or clinical(question)))
            meant = ledger.programs if general else ()
        return self._card(meant[:MOST_PROGRAMS], audience, until, fished=fished) if meant else None

    def _card(self, meant: Sequence[Program], audience: Audience, until: date | None, *, fished: bool) -> Card | None:
        now = min(until, self._settings.now()) if until else self._settings.now()
        sayable = self._sayable if audience == "sales" else _anything
        told = [standing(p, brief=len(meant) > 1, sayable=sayable) for p in meant]
        keys = list(dict.fromkeys((e.release_id, e.index) for s in told for e in s.events))
        heading = "\n".join(line(s, now, lambda e: 1 + keys.index((e.release_id, e.index))) for s in told)
        return Card(heading, [[*key, 0.0] for key in keys], fished) if keys else None

    def _sayable(self, event: Event) -> bool:
        """True for an event whose whole sentence makes no claim."""
        return no_results(event) and not claims(self._record.passage(event.release_id, event.index).text)

    def sayable(self, keys: list[list[Any]], audience: Audience, until: date | None) -> list[list[Any]]:
        """The sentences that this audience may be told: for sales none that claims anything, where any product is not approved."""
        if audience != "sales" or not _unapproved(self.programs.ledger(until)):
            return keys
        return [key for key in keys if not claims(self._record.passage(key[0], key[1]).text)]

    def notices(self, audience: Audience, until: date | None) -> tuple[Notice, ...]:
        """What stands with every answer to sales while a product is not approved, and where medical questions go."""
        if audience != "sales" or not _unapproved(self.programs.ledger(until)):
            return ()
        contact = self.contact()
        where = text("medical_questions", contact=_line(contact)) if contact else ""
        return (Notice("investigational", f"{text('investigational')} {where}".strip()),)

    def contact(self) -> Contact | None:
        """Where medical questions and reports of adverse events go: the medical contact, else the company's."""
        return self._settings.company.medical_contact or self._settings.company.contact


def _anything(event: Event) -> bool:
    return True


def _unapproved(ledger: Ledger) -> list[Program]:
    return [p for p in ledger.programs if not p.approved]


def _line(contact: Contact) -> str:
    return ", ".join(part for part in (contact.name, contact.organization, contact.email, contact.phone) if part)
