"""Opening what the tools stand on: one record, one chain, one desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.chain import Chain
from bot.desk import Desk, HeldRecord
from bot.mcp.tools import Counter
from bot.opening import open_record
from bot.settings import Settings
from bot.web.settings import WebSettings
from ingest import open_embedder


@contextmanager
def opened(settings: Settings, web: WebSettings) -> Iterator[Counter]:
    """A counter over the record, closed at the end; RecordError where there is none."""
    record = open_record(settings, kind=HeldRecord)
    chain = Chain(record, open_embedder(settings.encoder, may_export=False), settings, surface="mcp")
    desk = Desk(chain, record, at_once=web.at_once, waiting=web.waiting, seconds=web.seconds)
    try:
        yield Counter(desk, settings)
    finally:
        desk.close()
