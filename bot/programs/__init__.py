"""The ledger as the bot uses it: made once for each state of the record, with what the company says of its programs."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from bot.errors import UnknownProgram
from bot.programs.reviews import read_decisions
from bot.programs.unnamed import programs_about
from bot.settings import Company
from ingest import Decision, Event, Ledger, Named, Program, Record, read_ledger

__all__ = ["Programs"]

NEAREST = 3  # names offered where a program is not known
KEPT = 8  # ledgers held in memory, by the releases that they rest on


class Programs:
    """The ledgers of one record, each made when it is first asked for."""

    def __init__(self, record: Record, company: Company) -> None:
        self._record = record
        self._decisions = company.decisions
        self._read: tuple[int, tuple[Decision, ...]] = (0, ())
        self._given = tuple(Named(p.name, p.aliases, p.indication, p.partner) for p in company.programs)
        self._kept: dict[tuple[tuple[str, ...], tuple[Decision, ...]], Ledger] = {}

    def ledger(self, until: date | None = None) -> Ledger:
        """The ledger as of a day: of the releases published up to it."""
        ids = tuple(row.release_id for row in self._record.in_force(until))
        key = (ids, self._decided())
        if key not in self._kept:
            if len(self._kept) == KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = read_ledger([self._record.release(release_id) for release_id in ids], self._given, key[1])
        return self._kept[key]

    def event(self, key: str) -> Event:
        """The event of this key; UnknownProgram where the ledger has none."""
        found = [e for p in self.ledger().programs for e in p.history if e.key.startswith(key)]
        if not key or len({e.key for e in found}) != 1:
            raise UnknownProgram(f"No event {key!r} is in the ledger. `onrecord programs --review` lists those that wait for a decision.")
        return found[0]

    def _decided(self) -> tuple[Decision, ...]:
        """What people decided, read again where the file has changed."""
        try:
            changed = self._decisions.stat().st_mtime_ns
        except OSError:
            changed = 0
        if changed != self._read[0]:
            self._read = (changed, read_decisions(self._decisions))
        return self._read[1]

    def find(self, name: str, until: date | None = None) -> Program:
        """The program of this name or alias; UnknownProgram offers the nearest names."""
        programs = self.ledger(until).programs
        found = next((p for p in programs if p.is_called(name)), None)
        return found or _only(name, programs)


def _only(name: str, programs: tuple[Program, ...]) -> Program:
    """The one program whose name holds these words; UnknownProgram where there is none, or are several."""
    holding = [p for p in programs if name.strip() and any(name.lower() in own.lower() for own in (p.name, *p.aliases, *p.indications))]
    if not holding and not any(map(str.isdigit, name)):  # a code describes no use
        holding = list(programs_about(f"the {name} program", programs) or programs_about(name, programs))
    if len(holding) == 1:
        return holding[0]
    if not programs:
        raise UnknownProgram(f"No program {name!r}: the releases on record tell of no program.")
    names = {own.lower(): own for p in programs for own in (p.name, *p.aliases)}
    near = [names[key] for key in get_close_matches(name.lower(), names, NEAREST, cutoff=0.5)]
    offered = [p.name for p in holding] or near or [p.name for p in programs[:NEAREST]]
    raise UnknownProgram(f"No program {name!r} is on record. Did you mean {_either(offered)}? `onrecord programs` lists all.")


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
