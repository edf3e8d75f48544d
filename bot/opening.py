"""Opening the record as the settings have it: in its folder or on its server, with the encoder in force, at the moment that is now."""

from __future__ import annotations

from typing import TypeVar, overload

from bot.settings import Settings
from ingest import Record, encoder_name

R = TypeVar("R", bound=Record)


@overload
def open_record(settings: Settings, *, to_search: bool = True) -> Record: ...
@overload
def open_record(settings: Settings, *, to_search: bool = True, kind: type[R]) -> R: ...
def open_record(settings: Settings, *, to_search: bool = True, kind: type[Record] = Record) -> Record:
    """The record; RecordError where there is none, or ``to_search`` where another encoder made its vectors."""
    encoder = encoder_name(settings.encoder) if to_search else None
    return kind(settings.store, encoder=encoder, server=settings.server, now=settings.moment)
