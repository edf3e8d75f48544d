"""Corrections take the place of what they correct from their own day on; restatements point at what they restate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.retrieve import Retriever
from ingest import Embedder, Record, ingest, open_embedder
from ingest.drafts import read_release
from ingest.links import link
from ingest.parse import corrections
from ingest.rows import row_of

SHARED = Path(__file__).parents[2] / "shared" / "releases"

NEWS = """{headline}

{before}LEEDS, {day} -- Orvex Valves Ltd. (LSE: ORVX) today opened a plant that makes {valves} valves a day.

The company's new plant is its third in the north of England, and its first with a foundry of its own.

"We are proud of this plant," said Ann Bell, Chief Executive Officer. "It makes us the largest maker of valves in Yorkshire."

The company expects to hire 40 people by the end of 2025 and to close its works in Hull.
"""
FIRST = NEWS.format(headline="Orvex Valves Opens a Plant", before="", day="March 4, 2025", valves="1,850")
SAYS = "Please replace the release dated March 4, 2025 with the following corrected version due to a wrong number.\n\n"
CORRECTED = NEWS.format(headline="CORRECTING and REPLACING Orvex Valves Opens a Plant", before=SAYS, day="March 5, 2025", valves="2,000")
NOTICE = """CORRECTION: Orvex Valves Opens a Plant

LEEDS, March 6, 2025 -- This news release corrects the news release of March 4, 2025 by Orvex Valves Ltd. (LSE: ORVX), whose quote was given to
the wrong person. "We are proud of this plant," said Ann Bell, Chief Executive Officer. "It makes us the largest maker of valves in Yorkshire." All
else that was said stands as it was. The quote came from a draft of the release, in which it was still given to the chairman of the company, Bob Hale.
"""
RESULTS = """Orvex Valves Reports {quarter} Quarter 2024 Results

LEEDS, {day} -- Orvex Valves Ltd. (LSE: ORVX) today reported sales of ${sales} million for the quarter ended {end}, 2024.
"""
RESTATED = """Orvex Valves Announces Restatement of Financial Results

LEEDS, March 4, 2025 -- Orvex Valves Ltd. (LSE: ORVX) today said that its results for the quarter ended June 30, 2024 should not be relied upon.
"""

SAID = [
    "Please replace the release dated March 4, 2025 with the following corrected version due to multiple revisions.",
    "In the news release, Orvex Opens a Plant, issued 04-Mar-2025 by Orvex Ltd. over PR Newswire, we are advised that the first paragraph should read 2,000.",
    'In a release issued under the headline "Orvex Opens a Plant" by Orvex Ltd. (LSE: ORVX), please note that the first sentence has been corrected.',
    "This news release corrects and replaces the news release issued earlier today.",
    "This is a date change from a previous announcement.",
    "An earlier version of this press release named another bank.",
    "The corrected release follows.",
]
SILENT = [
    "The market may see a major correction to the downside before the end of the year.",
    "The new repurchase program replaces its prior 2024 repurchase plan, which expired on December 31, 2024.",
    "The company signed an amended and restated loan agreement, as announced in its news release dated July 8, 2024.",
    "As announced in the press release issued on May 6, 2025, the plant is open.",
    "Laser vision correction remains the largest market.",
    "Should underlying assumptions prove incorrect, results may differ; we do not update this release.",
]


@pytest.mark.parametrize("sentence", SAID)
def test_a_release_that_says_so_is_a_correction(sentence: str) -> None:
    assert corrections.corrects("Orvex Opens a Plant", ["LEEDS - Orvex has a plant.", sentence]) == sentence


@pytest.mark.parametrize("sentence", SILENT)
def test_other_corrections_are_none(sentence: str) -> None:
    assert corrections.corrects("Orvex Opens a Plant", [sentence]) is None


@pytest.mark.parametrize(
    "headline",
    [
        "CORRECTION: Orvex Opens a Plant",
        "C O R R E C T I O N -- Orvex Valves Ltd.",
        "/C O R R E C T I O N -- Orvex Valves Ltd./",
        "CORRECTING and REPLACING Orvex Opens a Plant",
        "Correction from Source: Orvex Opens a Plant",
        "UPDATED -- Orvex Opens a Plant",
        "Orvex Opens a Plant (Updated)",
        "Orvex Opens a Plant - CORRECTION",
    ],
)
def test_a_headline_that_is_marked_is_a_correction(headline: str) -> None:
    assert corrections.corrects(headline, []) == headline


@pytest.mark.parametrize(
    "headline",
    [
        "Orvex Provides Update on Plant",
        "Updated Data Support Orvex Valve",
        "Correction Officers Honor Orvex",
        "Replacement Valves From Orvex",
        "Orvex Update",
    ],
)
def test_a_headline_that_only_has_the_word_is_none(headline: str) -> None:
    assert corrections.corrects(headline, []) is None


def test_a_restatement_is_told_by_the_headline() -> None:
    assert corrections.restates("Orvex Announces Restatement of 2024 Results") == "Orvex Announces Restatement of 2024 Results"
    assert corrections.restates("Orvex Signs Amended and Restated Loan Agreement") is None


@pytest.fixture
def on_record(tmp_path: Path):
    def put(**texts: str) -> Record:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text)
            ingest([str(tmp_path / f"{name}.txt")], tmp_path / "store")
        return Record(tmp_path / "store")

    return put


def answering(record: Record, embedder: Embedder, until: date | None = None) -> set[str]:
    return {Path(p.source).stem for p in Retriever(record, embedder).search("How many valves a day does the plant make?", until=until)}


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_a_correction_answers_instead_of_what_it_corrects_whichever_came_first(on_record, order: tuple[str, str]) -> None:
    texts = {"first": FIRST, "second": CORRECTED}
    record = on_record(**{name: texts[name] for name in order})
    first, second = record.find("first.txt"), record.find("second.txt")
    assert (second.corrects, second.instead_of, first.corrects) == (first.release_id, first.release_id, None)
    embedder = open_embedder()
    assert answering(record, embedder) == {"second"}
    assert answering(record, embedder, date(2025, 3, 4)) == {"first"}
    assert answering(record, embedder, date(2025, 3, 5)) == {"second"}


def test_a_notice_that_corrects_one_point_leaves_the_rest_to_the_release(on_record) -> None:
    record = on_record(first=FIRST, notice=NOTICE)
    notice = record.find("notice.txt")
    assert (notice.corrects, notice.instead_of) == (record.find("first.txt").release_id, None)
    assert {Path(row.sources[0]).stem for row in record.in_force()} == {"first", "notice"}


def test_a_correction_of_what_is_not_on_record_says_so_in_its_own_words(on_record) -> None:
    assert on_record(second=CORRECTED).find("second.txt").corrects == SAYS.strip()


def test_an_update_counts_as_a_correction_only_of_what_it_tells_again(on_record) -> None:
    again = NEWS.format(headline="UPDATE -- Orvex Valves Opens a Plant", before="", day="March 5, 2025", valves="2,000")
    other = RESULTS.format(quarter="Second", day="March 6, 2025", sales=4, end="June 30").replace(
        "Orvex Valves Rep", "UPDATE -- Orvex Valves Rep"
    )
    record = on_record(first=FIRST, again=again, other=other)
    assert record.find("again.txt").corrects == record.find("first.txt").release_id
    assert record.find("other.txt").corrects is None


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("Orvex today announced that it plans to amend and restate its financial statements for the quarter ended June 30, 2024.", True),
        ("Orvex's previously issued financial statements for the quarter ended June 30, 2024 should no longer be relied upon.", True),
        ("Figures of earlier periods have been restated for the reverse split of the shares.", False),
        ("Orvex will enter into an amended and restated loan agreement with its bank.", False),
        ("Orvex will restate its belief in water works.", False),
    ],
)
def test_a_restatement_is_told_near_the_top_where_the_headline_is_silent(said: str, is_one: bool) -> None:
    assert corrections.restates("Orvex Gives an Update", ["LEEDS, March 4, 2025", said]) == (said if is_one else None)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real releases do not stand beside the project")
def test_real_restatements_point_at_the_results_that_they_restate() -> None:
    """Two in the real releases: the results that one restates are on record, those of the other are not."""
    found = []
    for folder in sorted(path for path in SHARED.iterdir() if list(path.glob("*restatement*"))):
        releases = {r.release_id: r for r in (read_release(p.read_bytes(), str(p)) for p in folder.glob("*.md") if "res" in p.name)}
        rows = [row_of(release, {release.source: "0"}, (), 1) for release in releases.values()]
        linked = {row.release_id: row.restates for row in link(rows, releases.__getitem__, set(releases)) if row.restates in releases}
        for row in (row for row in rows if row.restates):
            other = releases.get(linked.get(row.release_id) or "")
            found.append((row.published, other and other.published.isoformat()))
    assert found == [("2025-03-31", "2024-11-13"), ("2026-05-22", None)]


def test_a_restatement_points_at_the_results_that_it_restates(on_record) -> None:
    second = RESULTS.format(quarter="Second", day="August 6, 2024", sales=4, end="June 30")
    third = RESULTS.format(quarter="Third", day="November 6, 2024", sales=5, end="September 30")
    record = on_record(second=second, third=third, restated=RESTATED)
    assert record.find("restated.txt").restates == record.find("second.txt").release_id
    assert {Path(row.sources[0]).stem for row in record.in_force()} == {"second", "third", "restated"}
