"""Figures of the period that is asked for, on the line that is asked for; those of another are no answer."""

from __future__ import annotations

from datetime import date

import pytest
from test_choose import candidate, chosen

from bot.figures import lines, tells_line, tells_period
from bot.periods import periods

TODAY = date(2026, 6, 1)


def tells(asked: str, text: str, *, day: str, headline: str = "Orvex reports results", section: str = "") -> bool:
    (period,) = periods(asked, today=TODAY)
    return tells_period(period, candidate(text, day=day, headline=headline, section=section).passage)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What was the cash position?", {"cash"}),
        ("How much money was left in the bank?", {"cash"}),
        ("What were R&D expenses?", {"research"}),
        ("What were total operating expenses?", {"expenses"}),
        ("Net loss per share?", {"profit"}),
        ("How much did they sell and earn: turnover and EBITDA?", {"revenue", "profit"}),
        ("Who is the chief executive?", set()),
    ],
)
def test_the_lines_of_the_accounts_that_a_question_asks_for(question: str, asked: set[str]) -> None:
    assert lines(question) == asked


@pytest.mark.parametrize(
    ("asked", "text", "day", "headline", "told"),
    [
        (
            "full-year 2025",
            "R&D expenses were $5 million for the third quarter of 2025.",
            "2025-11-06",
            "Third quarter 2025 results",
            False,
        ),
        (
            "full-year 2025",
            "For the full year they were $57 million, compared with $45 million in 2023.",
            "2025-03-13",
            "2024 results",
            False,
        ),
        (
            "full-year 2024",
            "For the full year they were $57 million, compared with $45 million in 2023.",
            "2025-03-13",
            "2024 results",
            True,
        ),
        ("fiscal 2025", "Revenue for the year ended July 31, 2025 was $3 million.", "2025-10-29", "Orvex reports", True),
        ("2025", "Revenue for the year was $3 million.", "2026-03-01", "Orvex reports annual results", True),
        ("2025", "Revenue for the year was $3 million.", "2027-03-01", "Orvex reports annual results", False),
        ("Q3 2025", "Revenue was $3 million.", "2025-11-01", "Orvex reports results", True),
        ("Q3 2025", "Revenue was $3 million.", "2026-05-01", "Orvex reports results", False),
        ("September 30, 2025", "Cash was $3 million as of September 30, 2025.", "2025-11-01", "Orvex reports", True),
        ("September 30, 2025", "Cash was $3 million at the quarter's end.", "2025-11-01", "Third quarter 2025 results", True),
        ("September 30, 2025", "We received $3 million in cash as of October 2025.", "2025-10-31", "Orvex is paid", False),
    ],
)
def test_a_passage_speaks_of_the_period_or_of_another(asked: str, text: str, day: str, headline: str, told: bool) -> None:
    assert tells(asked, text, day=day, headline=headline) is told


def test_a_line_told_by_a_pronoun_is_known_by_what_stands_before_it() -> None:
    passage = candidate("They were $57 million for the year.").passage
    assert tells_line(frozenset({"research"}), passage, "R&D expenses rose in the quarter.")
    assert not tells_line(frozenset({"cash"}), passage, "R&D expenses rose in the quarter.")
    assert not tells_line(frozenset({"cash"}), candidate("Total assets were $21 million.").passage, "Cash was $2 million.")


def test_where_only_another_year_or_line_is_told_the_record_is_silent() -> None:
    other_year = candidate("Research and development (R&D) expenses were $15 million for 2024.", cosine=0.9, day="2025-03-13")
    other_line = candidate("Total assets were $21 million at December 31, 2025.", cosine=0.8, day="2026-03-13")
    assert chosen("What were the full-year 2025 R&D expenses?", other_year, other_line) == []
    right = candidate("Research and development (R&D) expenses were $18 million for 2025.", cosine=0.7, day="2026-03-13")
    assert chosen("What were the full-year 2025 R&D expenses?", other_year, other_line, right) == [right.passage.text]
