"""What people decided on events, applied: it wins over what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ingest.expectations import expected
from ingest.ledger.program import Decision, Event

FIELDS = ("what", "date", "expected", "stage", "program", "planned")  # what a person may correct


def decided(events: Iterable[Event], decisions: Mapping[str, Decision]) -> Iterator[Event]:
    """The events without those rejected, those corrected as corrected; whatever a person decided on is certain."""
    for event in events:
        decision = decisions.get(event.key)
        if decision is None:
            yield event
        elif decision.verdict != "reject":
            yield replace(event, certainty=1.0, boilerplate=False, **_changes(event, dict(decision.changes)))


def _changes(event: Event, changes: dict[str, str]) -> dict[str, Any]:
    """The corrected fields, and what follows from them."""
    made: dict[str, Any] = {name: value for name, value in changes.items() if name != "planned"}
    if "planned" in changes:
        made["planned"] = changes["planned"] == "true"
        made.setdefault("date", None if made["planned"] else event.published)
    if "expected" in changes:
        found = expected(changes["expected"], date.fromisoformat(event.published))
        made["due"] = found[-1].last if found else None
    return made
