"""The report of a journal, from its entries to the topics."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.insights.asked import asked
from bot.insights.report import Insights, insights
from bot.journal.book import Book, Wanted
from ingest import Embedder


def gathered(book: Book, embedder: Callable[[], Embedder], *, since: datetime | None, audience: str | None = None) -> Insights:
    """What was asked from ``since`` until now; ``embedder`` is opened only where something was."""
    return insights(asked(book.some(Wanted(since=since, audience=audience))), embedder, since=since, until=datetime.now(UTC))
