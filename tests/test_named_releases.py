"""Releases that a question names by their day, and the news that it means by "latest"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.named_releases import asks_for_the_latest, named_releases, newest, published_in
from bot.periods import Period
from bot.understand import understand
from ingest import Record, Release, Row

TODAY = date(2026, 3, 1)
DAYS = ("2025-09-19", "2025-07-10", "2025-07-02", "2025-05-06", "2024-09-19")
ROWS = [Row(day, f"News of {day}", day, None, {}) for day in DAYS]


def named(question: str) -> list[set[str]]:
    return [set(ids) for ids in named_releases(question, understand(question, today=TODAY), ROWS)]


@pytest.mark.parametrize(
    ("question", "releases"),
    [
        ("What did the July 10, 2025 release say about cash?", [{"2025-07-10"}]),
        ("Who is quoted in the press release of May 6, 2025?", [{"2025-05-06"}]),
        ("What stood in the Sept 19 announcement?", [{"2025-09-19", "2024-09-19"}]),
        ("What changed in the July 2025 update?", [{"2025-07-10", "2025-07-02"}]),
        ("Compare the May 6, 2025 release with the July 10, 2025 release.", [{"2025-05-06"}, {"2025-07-10"}]),
        ("How did the forecast change from May 2025 to July 2025?", [{"2025-05-06"}, {"2025-07-10", "2025-07-02"}]),
    ],
)
def test_a_release_is_named_by_its_day_or_month(question: str, releases: list[set[str]]) -> None:
    assert named(question) == releases


@pytest.mark.parametrize(
    "question",
    [
        "How much cash was there on July 10, 2025?",
        "Will results be out by May 2025?",
        "What did the January 2, 2020 release say?",
        "What did the last release say?",
    ],
)
def test_a_day_that_names_no_release_names_none(question: str) -> None:
    assert named(question) == []


def test_a_period_without_a_year_is_met_in_any_year() -> None:
    september = Period("September", None, None, ("September",))
    assert [published_in(september, date.fromisoformat(day)) for day in DAYS] == [True, False, False, False, True]


@pytest.mark.parametrize("question", ["What's new?", "latest news", "What did the company announce most recently?", "Any recent updates?"])
def test_the_latest_news_is_asked_for(question: str) -> None:
    assert asks_for_the_latest(question)


@pytest.mark.parametrize("question", ["What is the latest on the plant?", "latest cash position", "What did the company announce?", ""])
def test_the_latest_of_something_is_a_question_of_its_own(question: str) -> None:
    assert not asks_for_the_latest(question)


def test_the_newest_release_is_told_by_headline_and_lead(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> None:
    old = a_release("The plant makes valves.", "It opened today.", day="2025-03-04")
    new = a_release("The plant is closed for repair.", headline="Orvex closes a plant", day="2025-05-06")
    record = a_record(old, new)
    assert [p.text for p in newest(record, None)] == ["Orvex closes a plant", "The plant is closed for repair."]
    assert [p.text for p in newest(record, date(2025, 5, 5))] == ["Orvex opens a plant", "The plant makes valves."]
    assert newest(record, date(2025, 3, 3)) == []


def test_a_remark_after_the_question_names_no_release_to_answer_from() -> None:
    assert named("Who runs the plant? The September 19, 2025 release gives two names.") == []
    assert named("The September 19, 2025 release gives two names. Who are they?") != []


def test_the_report_on_a_quarter_is_the_one_whose_headline_names_it(
    a_record: Callable[..., Record], a_release: Callable[..., Release]
) -> None:
    report = a_release("Sales rose.", headline="Orvex Reports Third Quarter 2025 Results", day="2025-11-04")
    record = a_record(report, a_release("The plant opened.", headline="Orvex opens a plant", day="2025-08-04"))
    question = "What does the Q3 2025 report say of sales?"
    assert named_releases(question, understand(question, today=date(2026, 3, 1)), record.rows()) == [{report.release_id}]
