"""What a sentence names is read exactly: numbers with units, rates and ranges, dates seen from the release, names and phases."""

from __future__ import annotations

from datetime import date

import pytest

from bot.verify.facts import facts
from bot.verify.names import names, phases
from bot.verify.numbers import quantities
from bot.verify.times import times

DAY = date(2025, 11, 3)


@pytest.mark.parametrize(
    ("said", "found", "same"),
    [
        ("$4.5 million", "$4,500,000", True),
        ("$1.18 billion", "$1,181,272,961", True),
        ("$4.5 million", "$4.7 million", False),
        ("$4.5 million", "$4.5 billion", False),
        ("C$2 million", "US$2 million", False),
        ("two-thirds", "66.7%", True),
        ("half of it", "60%", False),
        ("60%", "60 patients", False),
        ("84 cents", "$0.84", True),
        ("$0.05 per share", "$0.06 per share", False),
        ("twelve months", "a 1-year term", True),
        ("two weeks", "14 days", True),
        ("$10,000 a week", "$10,000 per month", False),
        ("260 feet", "260 meters", False),
        ("4 to 5 percent", "4-5%", True),
        ("4 to 6 percent", "4-5%", False),
        ("more than 60 people", "63 people", True),
        ("more than 60 people", "59 people", False),
        ("up to $485 million", "up to $385 million", False),
        ("about 96%", "95.6%", True),
        ("twenty-five sites", "25 sites", True),
        ("half a billion dollars", "$500 million", True),
    ],
)
def test_a_quantity_is_told_by_another_only_where_it_is_the_same(said: str, found: str, same: bool) -> None:
    (one,), (other,) = quantities(f"It was {said}."), quantities(f"It was {found}.")
    assert one.tells(other) is same


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on October 8, 2025", date(2025, 10, 8), date(2025, 10, 8)),
        ("on November 4th", date(2025, 11, 4), date(2025, 11, 4)),
        ("in June 2025", date(2025, 6, 1), date(2025, 6, 30)),
        ("in Q3 2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("in the third quarter of fiscal 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("in the second half of 2008", date(2008, 7, 1), date(2008, 12, 31)),
        ("in the first six months of 2009", date(2009, 1, 1), date(2009, 6, 30)),
        ("in mid-2025", date(2025, 5, 1), date(2025, 8, 31)),
        ("last year", date(2024, 1, 1), date(2024, 12, 31)),
        ("today", DAY, DAY),
        ("in January", date(2026, 1, 1), date(2026, 1, 31)),
    ],
)
def test_a_time_is_seen_from_the_day_of_the_release(words: str, first: date, last: date) -> None:
    (time,) = times(f"It happened {words}.", DAY)
    assert (time.first, time.last) == (first, last)


@pytest.mark.parametrize("words", ["on 31 June 2024", "2,025 shares", "$2024"])
def test_digits_that_name_no_day_are_none(words: str) -> None:
    assert all(time.first.day == 1 for time in times(words, DAY))


def test_names_are_told_from_words_that_begin_a_sentence() -> None:
    found = [name.words for name in names("Holders of Orvex shares met Jerry Chang. Keeping ABV-1504 in the U.S. was hard.")]
    assert found == [("orvex",), ("jerry", "chang"), ("abv1504",), ("us",)]


def test_phases_are_read_in_either_figures() -> None:
    assert phases("a Phase IIb/3 trial after Phase 1, an End-of-Phase 2 meeting and preclinical work") == {"2b", "3", "1", "preclinical"}


def test_what_counts_nothing_is_no_quantity() -> None:
    assert facts("Call 604-221-9666 at 9:30 a.m. about ABV-1504 in Phase 2 [1].", DAY).quantities == ()
