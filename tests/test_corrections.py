"""Corrections take the place of what they correct from their own day on; restatements point at what they restate."""

from __future__ import annotations

import pytest

from ingest.parse import corrections

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
