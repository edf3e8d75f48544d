"""Two releases of a made-up company, a quarter apart, for tests that ask first of the one and then of the other."""

from __future__ import annotations

from pathlib import Path

from ingest import ingest

FIRST = """# Orvex Reports First Quarter Results

LEEDS, England, May 5, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today reported results for the first quarter of 2025.

Revenue for the first quarter of 2025 was £12.6 million.

"We sold more valves than ever," said Ann Lee, Chief Executive Officer of Orvex. "The Leeds plant is full."

The plant in Hull was closed on April 30, 2025 because a flood had damaged its foundations.
"""
SECOND = (
    FIRST.replace("First Quarter", "Second Quarter")
    .replace("May 5", "August 5")
    .replace("first quarter", "second quarter")
    .replace("£12.6", "£14.2")
)


def two_quarters(folder: Path) -> Path:
    """Both on record below ``folder``; the store."""
    (folder / "first.md").write_text(FIRST, encoding="utf-8")
    (folder / "second.md").write_text(SECOND, encoding="utf-8")
    ingest([str(folder)], folder / "store")
    return folder / "store"
