"""The record as it lies, the encoder that reads it, and the clock that it was written by."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.doctor.finding import SKEW, Finding
from bot.opening import open_record
from bot.settings import Settings
from ingest import IngestError, Record, encoder_name, is_written_to, open_embedder, sources_changed, verify


def encoder(settings: Settings) -> Iterator[Finding]:
    """Whether questions can be embedded."""
    try:
        open_embedder(settings.encoder, may_export=False)
    except IngestError as error:
        yield Finding("encoder", "wrong", str(error), "Run `onrecord ingest` or `onrecord rebuild` once on this machine.")
    else:
        yield Finding("encoder", "right", encoder_name(settings.encoder))


def record(settings: Settings) -> Iterator[Finding]:
    """Whether there is one, whole, made with this encoder, and of its sources as they are now; every byte is read."""
    try:
        opened = open_record(settings, to_search=False)
    except IngestError as error:
        yield Finding("record", "wrong", str(error))
        return
    try:
        yield from _opened(opened, settings)
    finally:
        opened.close()


def _opened(record: Record, settings: Settings) -> Iterator[Finding]:
    rows, held = record.rows(), len(record.entries()) - len(record.rows())
    more = f", {held} held back or about to be replaced" if held else ""
    yield Finding("record", "right", f"{len(rows)} releases up to {record.as_of or 'no day'}{more}, in {record.place.name}")
    encoder = encoder_name(settings.encoder)
    if record.manifest.encoder != encoder:
        yield Finding(
            "encoder", "wrong", f"the store was made with {record.manifest.encoder}, in force is {encoder}", "Run `onrecord rebuild`."
        )
    if record.manifest.version == 1:
        yield Finding("record", "look", "the store has an older layout", "Run `onrecord rebuild` before the next ingest.")
    try:
        verify(record)
    except IngestError as error:
        yield Finding("record", "wrong", str(error))
    changed = sources_changed(record)
    if changed or record.stale:
        first = f", {changed[0]} for one" if changed else ""
        yield Finding(
            "record", "wrong", f"stale: {len(changed)} sources are not as they were ingested{first}", "Run `onrecord ingest` on them."
        )
    if is_written_to(record):
        yield Finding("record", "look", "an ingest is writing to it now", "What it adds is answered from when it is done.")


def clock(settings: Settings) -> Iterator[Finding]:
    """Whether the store was written ahead of this clock."""
    path = settings.store / "record.json"
    ahead = path.stat().st_mtime - time.time() if path.exists() else 0
    if ahead > SKEW:
        yield Finding("clock", "wrong", f"the store was written {ahead:.0f} s ahead of this clock", "Set the clock; embargoes lift by it.")
