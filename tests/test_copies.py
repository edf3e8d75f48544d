"""One release, many copies: what is the same is one release with several sources, what says something else is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest import Record, Release, ingest
from ingest.copies import are_copies
from ingest.drafts import read_release

WIRE = """Orvex Valves Opens a Plant

LEEDS, March 4, 2025 (GLOBE NEWSWIRE) -- Orvex Valves Ltd. (LSE: ORVX) today opened a plant that makes 1,850 valves a day.

The company's new plant is its third in the north of England, and its first with a foundry of its own.

"We are proud of this plant," said Ann Bell, Chief Executive Officer. "It makes us the largest maker of valves in Yorkshire."

The company expects to hire 40 people by the end of 2025 and to close its works in Hull.

About Orvex Valves

Orvex Valves makes valves for water works.

Contact: Ann Bell, ann@orvex.example
"""
LINES = [line for line in WIRE.split("\n") if line]
PAGE = (
    "<html><head><title>Orvex</title></head><body><nav><a href='/'>Home</a></nav><h1>Orvex Valves opens a plant</h1><p>"
    + "</p><p>".join(line.replace("'", "’").replace("(GLOBE NEWSWIRE) --", "–") for line in LINES[1:])
    + "</p><footer>All rights reserved</footer></body></html>"
)
EXHIBIT = (
    "<DOCUMENT><TYPE>EX-99.1<TEXT><html><body><p>Exhibit 99.1</p><p><b>"
    + "</b></p><p>".join(line.replace("(GLOBE NEWSWIRE)", "/PRNewswire/") for line in LINES)
    + "</p></body></html></TEXT></DOCUMENT>"
)


def released(text: str, name: str = "2025-03-04-plant.txt") -> Release:
    return read_release(text.encode(), name)


def test_wire_website_and_exhibit_are_one_release_with_three_sources(tmp_path: Path) -> None:
    files = {"wire.txt": WIRE, "website.html": PAGE, "ex99-1.htm": EXHIBIT}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in files]
    report = ingest(paths, tmp_path / "store")
    assert report.added == [paths[0]]
    assert [one.source for one in report.skipped] == paths[1:]
    assert all(one.reason.startswith(f"duplicate: the same release as {paths[0]}") for one in report.skipped)
    record = Record(tmp_path / "store")
    assert [row.sources for row in record.rows()] == [tuple(paths)]
    assert record.find("ex99-1.htm").sources == tuple(paths)
    again = ingest(paths, tmp_path / "store")
    assert (again.unchanged, again.skipped) == (paths, [])


@pytest.mark.parametrize(
    ("said", "otherwise"),
    [
        ("1,850 valves", "2,850 valves"),
        ("40 people", "14 people"),
        ("to close its works", "not to close its works"),
        ("opened a plant that", "bought a plant that"),
        ("March 4, 2025", "March 5, 2025"),
        ("Opens a Plant", "Hires a Chief Financial Officer"),
    ],
)
def test_a_version_that_says_something_else_is_no_copy(said: str, otherwise: str) -> None:
    assert said in WIRE
    assert not are_copies(released(WIRE), released(WIRE.replace(said, otherwise)))


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ("Contact: Ann Bell, ann@orvex.example", "Media: press@orvex.example"),
        ("its third in the north", "now its third in the north"),
        ("LEEDS, March 4, 2025 (GLOBE NEWSWIRE) --", "LEEDS, England, March 4, 2025 /PRNewswire/ --"),
        ("largest maker", "largest\nmaker"),
        ("Opens a Plant", "Opens\n  a Plant"),
    ],
)
def test_what_formats_and_wires_change_makes_no_other_release(said: str, alike: str) -> None:
    assert said in WIRE
    assert are_copies(released(WIRE), released(WIRE.replace(said, alike)))


def test_a_copy_that_bears_the_day_it_was_put_up_is_a_copy() -> None:
    undated = released(WIRE.replace("March 4, 2025 ", ""))
    assert are_copies(released(WIRE), replace(undated, published=date(2025, 3, 5)))


def test_a_teaser_is_no_copy_of_the_whole() -> None:
    assert not are_copies(released(WIRE), released("\n\n".join(LINES[:3])))


def test_a_changed_file_is_a_new_version_and_no_copy_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "2025-03-04-plant.txt"
    path.write_text(WIRE)
    ingest([str(path)], tmp_path / "store")
    path.write_text(WIRE.replace("for water works", "for gas works"))
    assert ingest([str(path)], tmp_path / "store").replaced == [str(path)]
    assert "for gas works" in Record(tmp_path / "store").find(path.name).text


def test_a_release_in_another_language_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "2025-03-04-werk.txt"
    path.write_text(
        "Orvex Ventile eröffnet ein Werk\n\nLEEDS, 4. März 2025 - Die Orvex Ventile GmbH hat heute ein Werk eröffnet, das 1.850 Ventile am Tag herstellt. "
        "Das neue Werk ist das dritte des Unternehmens im Norden und das erste mit einer eigenen Gießerei. Das Unternehmen erwartet, bis Ende 2025 vierzig Menschen einzustellen.\n"
    )
    report = ingest([str(path)], tmp_path / "store")
    assert (report.added, report.skipped[0].source) == ([], str(path))
    assert "in another language than English (de)" in report.skipped[0].reason
    assert ingest([str(path)], tmp_path / "store", any_language=True).added == [str(path)]
    assert Record(tmp_path / "store").find(path.name).language == "de"
