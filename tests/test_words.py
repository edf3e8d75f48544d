"""Two sentences compared by their words: alike, alike but for figures, or not."""

from __future__ import annotations

import pytest

from bot.words import same_matter, same_words, stems

LONG = (
    "In {} the company shipped a record number of steel valves, pumps and filters to water works in Leeds, York, Hull,"
    " Derby and Durham under its supply agreement with the northern utility"
)


def test_stems_fold_endings_and_capitals_and_keep_numbers_whole() -> None:
    assert stems("Valves, valve; VALVING 1,850 3.5") == {"valv", "1,850", "3.5"}


def test_nothing_has_no_words_and_is_like_nothing() -> None:
    assert stems("—") == frozenset()
    assert not same_words("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The plant makes valves.", "the plant makes VALVES"),
        (LONG.format("2025"), LONG.format("2025").replace("a record", "a new record")),
    ],
)
def test_nearly_the_same_words_count_as_the_same(one: str, other: str) -> None:
    assert same_words(one, other)
    assert same_words(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The plant makes 1,850 valves.", "The plant makes 1,950 valves."),
        (LONG.format("2025"), LONG.format("2026")),
        (LONG.format("Q1"), LONG.format("Q2")),
        (LONG.format("June"), LONG.format("July")),
        (LONG.format("the first quarter"), LONG.format("the second quarter")),
        (LONG.format("2025"), LONG.format("2025").replace("shipped", "not shipped")),
        ("The plant makes valves.", "The plant makes valves for water works and for breweries."),
    ],
)
def test_another_figure_date_or_denial_makes_another_statement(one: str, other: str) -> None:
    assert not same_words(one, other)
    assert not same_words(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Results of the trial are expected in June 2025.", "Results of the trial are expected in the fourth quarter of 2026.", True),
        ("Cash was $12.3 million at June 30, 2025.", "Cash was $9.8 million at September 30, 2025.", True),
        ("Results of the trial are expected in June 2025.", "Cash at the end of the year was $9.8 million.", False),
    ],
)
def test_the_same_matter_is_told_of_another_day(one: str, other: str, same: bool) -> None:
    assert same_matter(one, other) is same
    assert same_matter(other, one) is same
