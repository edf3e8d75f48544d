"""Opening the journal for people: to read in it, and to strike out."""

from __future__ import annotations

from bot.errors import JournalError
from bot.journal.book import Book
from bot.journal.settings import JournalSettings


def open_book(settings: JournalSettings) -> Book:
    """The journal that is kept; JournalError where none is."""
    if settings.url is None:
        raise JournalError(
            'No journal is kept: ONRECORD_JOURNAL is "none". Set it to a database URL, or leave it out for a file of its own.'
        )
    return Book(settings.url)
