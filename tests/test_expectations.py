"""By when something is expected, as releases put it."""

from __future__ import annotations

from datetime import date

import pytest

from ingest import expected

PUBLISHED = date(2025, 8, 5)


@pytest.mark.parametrize(
    ("sentence", "words", "last"),
    [
        ("Results are expected in the second half of 2026.", "second half of 2026", date(2026, 12, 31)),
        ("We expect top-line data in Q3 2025.", "Q3 2025", date(2025, 9, 30)),
        ("Data are due in the fourth quarter.", "fourth quarter", date(2025, 12, 31)),
        ("Enrollment should begin in the first quarter.", "first quarter", date(2026, 3, 31)),
        ("We plan to file by year-end.", "year-end", date(2025, 12, 31)),
        ("We plan to file by year-end 2026.", "year-end 2026", date(2026, 12, 31)),
        ("We plan to file by the end of the year.", "end of the year", date(2025, 12, 31)),
        ("The plant will open by the end of 2026.", "end of 2026", date(2026, 12, 31)),
        ("The filing will follow in the coming weeks.", "in the coming weeks", date(2025, 9, 30)),
        ("We expect a decision within the next 12 months.", "within the next 12 months", date(2026, 8, 6)),
        ("This will take approximately 6-7 months to complete.", "take approximately 6-7 months", date(2026, 3, 7)),
        ("The company expects to report later this year.", "later this year", date(2025, 12, 31)),
        ("The company expects to report next quarter.", "next quarter", date(2025, 12, 31)),
        ("Closing is expected this quarter.", "this quarter", date(2025, 9, 30)),
        ("Closing is expected next month.", "next month", date(2025, 9, 30)),
        ("It is planned for the first half of next year.", "first half of next year", date(2026, 6, 30)),
        ("It is planned for early next year.", "early next year", date(2026, 4, 30)),
        ("The study report is due by mid-summer.", "mid-summer", date(2025, 8, 31)),
        ("It will start this fall.", "this fall", date(2025, 11, 30)),
        ("It will read out in late 2026 or early 2027.", "late 2026 or early 2027", date(2027, 4, 30)),
        ("The call is on September 3.", "September 3", date(2025, 9, 3)),
        ("The meeting is on May 4.", "May 4", date(2026, 5, 4)),
    ],
)
def test_the_last_day_of_what_is_expected(sentence: str, words: str, last: date) -> None:
    found = expected(sentence, PUBLISHED)
    assert [(one.words, one.last) for one in found] == [(words, last)]
    assert sentence[found[0].start : found[0].end] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "We expect to file soon.",
        "The study was completed in 2023.",
        "Revenue rose 12% in the first half of 2025.",
        "It follows in due course.",
    ],
)
def test_what_is_past_or_vague_is_not_expected_by_any_day(sentence: str) -> None:
    assert expected(sentence, PUBLISHED) == []


def test_several_expectations_stand_from_left_to_right() -> None:
    found = expected("Enrollment should end in the third quarter of 2026 and results follow in the first half of 2027.", PUBLISHED)
    assert [one.last for one in found] == [date(2026, 9, 30), date(2027, 6, 30)]
