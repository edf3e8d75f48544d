"""What is set, what answers, what is stale: one finding a line, each fault with what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.doctor.finding import Finding
from bot.doctor.journal import journal
from bot.doctor.machine import disk, port_in_use
from bot.doctor.reach import chroma, database, slack
from bot.doctor.record import clock, encoder, record
from bot.doctor.values import extras, tokens, values
from bot.errors import SettingsError
from bot.settings import Settings, read_settings

__all__ = ["Finding", "examine"]


def examine(environment: Mapping[str, str] = os.environ, *, store: Path | None = None, port: int = 8000) -> Iterator[Finding]:
    """Every finding; what cannot be looked at because of another fault is left out."""
    try:
        settings = read_settings(environment, store=store)
    except SettingsError as error:
        yield Finding("settings", "wrong", str(error), "Mend it, then run `onrecord doctor` again.")
        settings = Settings(store=store or Path(environment.get("ONRECORD_STORE") or ".onrecord"))
    else:
        yield from values(settings, environment)
    yield from tokens(environment)
    yield from extras(settings, environment)
    yield from encoder(settings)
    yield from chroma(settings)
    yield from slack(environment)
    yield from database(environment)
    for look in (record, journal, clock, disk):
        yield from look(settings)
    yield port_in_use(port)
