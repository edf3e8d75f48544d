"""`onrecord programs --review`: events of low certainty, and what people decide on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import click

from bot.programs import Programs
from bot.programs.reviews import FIELDS, drop_decision, keep_decision, read_decisions
from bot.programs.status import quoted, when
from bot.settings import Settings
from ingest import Event

HOW = "Decide with --accept KEY, --reject KEY, or --correct KEY --set field=value ({fields}); take it back with --undo KEY."


def reviewed(programs: Programs, settings: Settings, decided: Mapping[str, str | None], changes: tuple[str, ...]) -> str:
    """What a review says: what was decided now, or what waits for a decision."""
    given = [(verdict, key) for verdict, key in decided.items() if key]
    if len(given) > 1 or (changes and not decided.get("correct")) or (decided.get("correct") and not changes):
        raise click.UsageError("Give one of --accept, --reject, --undo, or --correct with at least one --set field=value.")
    if not given:
        return listed(programs, settings)
    verdict, key = given[0]
    return undo(settings, key) if verdict == "undo" else decide(programs, settings, key, verdict, changes)


def listed(programs: Programs, settings: Settings) -> str:
    """The events that wait for a decision, the least certain first, and how many were decided."""
    path = settings.company.decisions
    waiting = sorted(programs.ledger().uncertain, key=lambda e: (e.certainty, e.published))
    lines = [line for event in waiting for line in _told(event)]
    counts = f"{len(waiting)} wait for a decision; {len(read_decisions(path))} kept in {path}."
    return "\n".join([*lines, counts, HOW.format(fields=", ".join(FIELDS))] if waiting else [counts])


def _told(event: Event) -> Iterable[str]:
    mark = "○" if event.planned else "●"
    yield f"{event.key}  {event.certainty:.2f}  {event.program}  {mark} {when(event)}: {event.what}"
    yield f"    {quoted(event)}"
    yield f"    {event.published}, {event.source} ({event.release_id})"


def decide(programs: Programs, settings: Settings, key: str, verdict: str, changes: tuple[str, ...] = ()) -> str:
    """Keep a decision and say so; a field that cannot be corrected is wrong usage."""
    event = programs.event(key)
    pairs = tuple(_pair(change) for change in changes)
    keep_decision(settings.company.decisions, event, verdict, pairs, settings.now())
    return f"{event.key} {event.program}, {event.what}: {verdict}ed; kept in {settings.company.decisions}."


def undo(settings: Settings, key: str) -> str:
    """Take a decision back and say so."""
    path = settings.company.decisions
    if not drop_decision(path, key):
        raise click.UsageError(f"No decision {key!r} is kept in {path}.")
    return f"{key}: taken back from {path}."


def _pair(change: str) -> tuple[str, str]:
    field, sign, value = change.partition("=")
    if not sign or field not in FIELDS:
        raise click.UsageError(f"{change!r} corrects nothing; write field=value with one of {', '.join(FIELDS)}.")
    if field == "date":
        _day(value)
    return field, value.strip().lower() if field == "planned" else value.strip()


def _day(value: str) -> None:
    try:
        date.fromisoformat(value if len(value) > len("2024-01") else f"{value}-01")
    except ValueError as error:
        raise click.UsageError(f"date={value!r} is no date; write it as 2026-06-30 or 2026-06.") from error
