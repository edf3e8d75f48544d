"""Whether the journal takes and gives answers, and holds no words of a release that was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Finding
from bot.errors import JournalError
from bot.journal.opening import open_book
from bot.journal.settings import url_without_password
from bot.opening import open_record
from bot.settings import Settings
from ingest import IngestError

FILE = "sqlite:///"


def journal(settings: Settings) -> Iterator[Finding]:
    """The journal as it is set; one that nobody has written to yet is not made."""
    url = settings.journal.url
    if url is None or (url.startswith(FILE) and not Path(url.removeprefix(FILE)).exists()):
        yield Finding("journal", "right", "none is kept" if url is None else "nothing is noted yet")
        return
    try:
        book = open_book(settings.journal)
        try:
            count, left = book.count(), [release_id for release_id in _withdrawn(settings) if book.shows_words_of(release_id)]
        finally:
            book.close()
    except JournalError as error:
        yield Finding("journal", "wrong", str(error))
        return
    yield Finding("journal", "right", f"{count:,} answers in {url_without_password(url)}")
    for release_id in left:
        yield Finding(
            "journal", "wrong", f"it holds words of {release_id}, which was withdrawn", f"Run `onrecord journal redact {release_id}`."
        )


def _withdrawn(settings: Settings) -> list[str]:
    """The releases that were withdrawn; none where the record cannot be read, which is found elsewhere."""
    try:
        record = open_record(settings, to_search=False)
    except IngestError:
        return []
    try:
        return list(record.manifest.withdrawn)
    finally:
        record.close()
