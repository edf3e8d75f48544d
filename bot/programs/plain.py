"""The ledger as the JSON that `onrecord programs --json` prints and other surfaces read."""

from __future__ import annotations

from datetime import date
from typing import Any

from ingest import Event, Ledger, Program


def plain_ledger(ledger: Ledger, now: date) -> dict[str, Any]:
    """The contract's ledger; ``now`` tells what is overdue."""
    return {"as_of": ledger.as_of, "programs": [plain_program(p, now) for p in ledger.programs]}


def plain_program(program: Program, now: date) -> dict[str, Any]:
    """One program of the contract."""
    return {
        "program": program.name,
        "aliases": list(program.aliases),
        "indications": list(program.indications),
        "stage": program.stage,
        "partners": list(program.partners),
        "latest_event": _dated(program.latest) | _place(program.latest) if program.latest else None,
        "next_milestone": _milestone(program.next, now) if program.next else None,
        "history": [_dated(e) | {"superseded": e.superseded, "certainty": e.certainty} | _place(e) for e in program.history],
        "lagging": [{"stage": e.stage} | _place(e) for e in program.lagging],
    }


def is_overdue(event: Event, now: date) -> bool:
    """True for a plan whose period has passed on ``now``."""
    return event.planned and event.due is not None and event.due < now


def _dated(event: Event) -> dict[str, Any]:
    return {"what": event.what, "date": event.expected if event.planned else event.date, "planned": event.planned}


def _milestone(event: Event, now: date) -> dict[str, Any]:
    return {"what": event.what, "expected": event.expected, "overdue": is_overdue(event, now)} | _place(event)


def _place(event: Event) -> dict[str, Any]:
    return {
        "release_id": event.release_id,
        "source": event.source,
        "published": event.published,
        "quote": event.quote,
        "start": event.start,
        "end": event.end,
    }
