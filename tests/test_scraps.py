"""What a release says that answers nothing is neither searched nor quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest import Release
from ingest.passages import searchable
from ingest.scraps import is_scrap


@pytest.mark.parametrize(
    "words",
    [
        "June 5, 2025",
        "Thursday, 5 June 2025, 8:30 a.m. ET",
        "Dated November 28, 2022.",
        "NEWS RELEASE – March 4, 2025",
        "For Immediate Release: 2025-03-04 at 07:00 EST",
        "Press release no. 2025-14",
        "8:30 a.m. Eastern Time",
        "June 30, 2025 | December 31, 2024",
        "This post contains sponsored content.",
        "This article was originally published on another site.",
        "Featured photo by A. Person on Unsplash.",
        "Image credits: Shutterstock",
        "Click here to see Figure 2.",
        "Page 2 of 5",
        "All rights reserved.",
    ],
)
def test_a_lone_date_and_the_words_around_a_release_are_scraps(words: str) -> None:
    assert is_scrap(words)


@pytest.mark.parametrize(
    "words",
    [
        "Date: Monday, June 2, 2025",
        "Record date | June 5, 2025",
        "The record date is June 5, 2025.",
        "Released June 2025 data",
        "Images from the Phase 2 trial showed smaller lesions.",
        "The company issued a press release on March 4, 2025.",
        "Read more about the plant in the annual report for 2024.",
        "Leeds, England, March 4, 2025",
        "1,850 valves a day",
    ],
)
def test_what_answers_something_is_none(words: str) -> None:
    assert not is_scrap(words)


def test_a_place_and_a_date_are_a_scrap_only_where_a_release_opens() -> None:
    assert is_scrap("Leeds, England, March 4, 2025", opens=True)
    assert not is_scrap("Annual Meeting, June 5, 2025", opens=True)


def test_scraps_are_not_searched_and_the_headline_always_is(a_release: Callable[..., Release]) -> None:
    release = a_release("March 4, 2025", "The plant makes valves.", "Click here to see Figure 2.", headline="March 4, 2025")
    assert [release.quote(sentence) for _, sentence in searchable(release)] == ["March 4, 2025", "The plant makes valves."]
