"""A withdrawn release is known again in another form, and what tells something else is not taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Record, Release, ingest, withdraw
from ingest.drafts import read_release
from ingest.sketches import recognised, sketch

NEWS = """LEEDS, England, March 4, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today opened a plant that makes 1,850 valves a day for water works.

The company's new plant is its third in the north of England, and its first with a foundry of its own.

"We are proud of this plant," said Ann Bell, Chief Executive Officer. "It makes us the largest maker of valves in Yorkshire."

The company expects to hire 40 people by the end of 2025 and to close its works in Hull before the winter of that year.

About Orvex Valves

Orvex Valves makes valves for water works.
"""
PAGE = f"# Orvex Valves Opens a Plant\n\n{NEWS}"
EXHIBIT = (
    "<html><body><p>Exhibit 99.1</p><p>FOR IMMEDIATE RELEASE</p><h1>Orvex Valves Opens a Plant</h1>"
    + "".join(f"<p>{words}</p>" for words in NEWS.replace("-- ", "(WIRE) &#8211; ").split("\n\n"))
    + "<p>View the photos of the plant and of its foundry in our media library.</p></body></html>"
)


def read(text: str, name: str = "2025-03-04-plant.md") -> Release:
    return read_release(text.encode(), name)


@pytest.fixture
def kept() -> dict[str, str]:
    return {"gone": sketch(read(PAGE))}


def test_the_same_news_with_another_wires_furniture_is_known_again(kept: dict[str, str]) -> None:
    assert recognised(read(EXHIBIT, "2025-03-06-ex99.htm"), kept) == "gone"


@pytest.mark.parametrize(
    ("before", "after"), [("expects to hire 40 people", "expects to hire 140 people"), ("works in Hull", "works in York")]
)
def test_what_tells_something_otherwise_is_not(before: str, after: str, kept: dict[str, str]) -> None:
    assert recognised(read(PAGE.replace(before, after)), kept) is None


def test_a_correction_and_other_news_are_not(kept: dict[str, str]) -> None:
    assert recognised(read(PAGE.replace("# Orvex", "# CORRECTION: Orvex")), kept) is None
    other = "# Orvex Valves Sells Its Works\n\nLEEDS, March 4, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today sold its works in Hull to a brewer.\n"
    assert recognised(read(other), kept) is None


def test_no_word_of_the_text_stands_in_a_sketch(kept: dict[str, str]) -> None:
    assert [word for word in PAGE.split() if len(word) > 4 and word in kept["gone"]] == []


def test_a_withdrawn_release_does_not_return_as_a_copy_from_elsewhere(tmp_path: Path) -> None:
    page, exhibit, store = tmp_path / "2025-03-04-plant.md", tmp_path / "2025-03-06-ex99.htm", tmp_path / "store"
    page.write_text(PAGE)
    exhibit.write_text(EXHIBIT)
    ingest([str(page)], store)
    record = Record(store)
    gone = record.rows()[0].release_id
    withdraw(record, gone, day="2025-06-01")
    (refused,) = ingest([str(exhibit)], store).skipped
    assert refused.reason == f"was withdrawn from the record on 2025-06-01; `onrecord withdraw --return {gone}` lets it be taken in again"
    assert Record(store).rows() == []
