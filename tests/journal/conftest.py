"""One record that the journal's tests ask, and a journal of their own for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.chain import Chain
from bot.journal.book import Book
from bot.journal.journal import Journal
from bot.journal.settings import JournalSettings
from bot.settings import Settings
from ingest import Record, ingest, open_embedder

PLANT = """# Orvex Opens a Plant

LEEDS, England, March 4, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today opened its plant.

The Leeds plant makes 1,850 valves a day.

The Hull plant is expected to open in the fourth quarter of 2025.

Forward-Looking Statements

This release contains forward-looking statements. Factors that could cause actual results to differ materially include a flood at the site and delays in construction. We undertake no obligation to update these statements.

Contact: Ann Lee, ann.lee@orvex.example.com
"""
MERGER = """# Orvex Valves Merges With Quillonex

LEEDS, England, May 6, 2025 -- Orvex Valves Ltd. today closed its merger with Quillonex for 4,711 shares.

The Quillonex works in Goole make brass taps.
"""


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    folder: Path = tmp_path_factory.mktemp("orvex")
    (folder / "plant.md").write_text(PLANT, encoding="utf-8")
    (folder / "merger.md").write_text(MERGER, encoding="utf-8")
    ingest([str(folder)], folder / "store")
    record = Record(folder / "store")
    yield Chain(record, open_embedder(), Settings(store=folder / "store", chooser="none"), surface="slack")
    record.close()


@pytest.fixture
def kept(tmp_path: Path) -> JournalSettings:
    return JournalSettings(url=f"sqlite:///{tmp_path}/kept/journal.sqlite", folder=tmp_path / "kept")


@pytest.fixture
def chain(answering: Chain, kept: JournalSettings) -> Iterator[Chain]:
    chain = answering.at("slack")
    chain.journal = Journal(kept)
    yield chain
    chain.journal.close()


@pytest.fixture
def book() -> Iterator[Callable[[Chain], Book]]:
    """Opens the book of a chain's journal, once all is written."""
    opened: list[Book] = []

    def open_book(chain: Chain) -> Book:
        chain.journal.flush()
        opened.append(Book(str(chain.journal.settings.url)))
        return opened[-1]

    yield open_book
    for one in opened:
        one.close()
