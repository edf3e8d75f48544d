"""What a question wants, names and asks in one breath."""

from __future__ import annotations

from datetime import date

import pytest

from bot.periods import periods
from bot.understand import understand, unframed

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who runs the trial?", "who"),
        ("on which day do the shares start trading", "when"),
        ("how deep is the well", "how_much"),
        ("interest rate on the new loan?", "how_much"),
        ("what's behind the delay", "why"),
        ("what is the status today", "now"),
        ("what could go wrong", "risks"),
        ("how do I reach investor relations", "contact"),
        ("what does Orvexa do", "company"),
        ("when is the earnings call", "conference"),
        ("net loss in the quarter", "table"),
        ("what did the chair say about the vote", "quote"),
        ("how did the forecast change from May to July", "change"),
        ("list the partners", "list"),
        ("when will they report", "future"),
        ("has the regulator answered", "yes_no"),
    ],
)
def test_a_want_is_heard(question: str, wanted: str) -> None:
    assert wanted in understand(question, today=TODAY).wants


@pytest.mark.parametrize(
    ("question", "unwanted"),
    [
        ("what is the phone number", "how_much"),
        ("list price of the device", "list"),
        ("how many people does it hope to reach", "contact"),
        ("where is the plant", "now"),
    ],
)
def test_a_word_with_another_meaning_is_no_want(question: str, unwanted: str) -> None:
    assert unwanted not in understand(question, today=TODAY).wants


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("who speaks, what date, what time?", ("who speaks", "speaks: what date", "speaks: what time")),
        ("What did revenue come to and by how much did it grow?", ("What did revenue come to", "revenue come to: by how much did it grow")),
        ("How many plants, and toward what goal?", ("How many plants", "plants: toward what goal")),
        ("Is it paid in cash? has it closed?", ("Is it paid in cash", "it paid in cash: has it closed")),
        ("about Orvexa, who leads it?", ("about Orvexa, who leads it?",)),
        ("When is the annual meeting?", ("When is the annual meeting?",)),
    ],
)
def test_questions_asked_in_one_breath_are_told_apart(question: str, parts: tuple[str, ...]) -> None:
    assert understand(question, today=TODAY).parts == parts


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("which countries are covered?", True),
        ("what was the total and per share?", True),
        ("total and per share loss?", True),
        ("how has the date moved over time", True),
        ("which firm is it with?", False),
        ("who is the chief executive?", False),
    ],
)
def test_several_things_are_wanted_or_one(question: str, many: bool) -> None:
    assert understand(question, today=TODAY).many is many


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is NTV-210 for?", ("NTV-210",)),
        ("Does Orvexa's partner Blue Harbor Foods pay?", ("Orvexa", "Blue Harbor Foods")),
        ("Most recent news in August on iKora", ("iKora",)),
        ("Earliest date for Q3 2025?", ()),
        ("Will the CEO speak?", ()),
        ("phone for New Harbor's IR person", ("New Harbor",)),
    ],
)
def test_names_are_found_and_mere_capitals_left(question: str, names: tuple[str, ...]) -> None:
    assert understand(question, today=TODAY).names == names


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("in 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("FY24 loss", date(2024, 1, 1), date(2024, 12, 31)),
        ("Q3 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("third quarter of 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("H1 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("in its July 10, 2025 announcement", date(2025, 7, 10), date(2025, 7, 10)),
        ("at 30 June 2025", date(2025, 6, 30), date(2025, 6, 30)),
        ("September 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("the Sept 19 release", None, None),
        ("Feb 31, 2025", None, None),
    ],
)
def test_a_period_is_read(question: str, start: date | None, end: date | None) -> None:
    (period,) = periods(question, today=TODAY)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("question", "spelled"),
    [
        ("Q3 2025", "third quarter 2025"),
        ("third quarter of 2025", "three months ended September 30, 2025"),
        ("FY24", "2024"),
        ("the Sept 19 release", "September 19"),
        ("in Dec 2025", "December 2025"),
        ("by late-july", "July"),
    ],
)
def test_a_period_is_known_in_the_spelling_of_releases(question: str, spelled: str) -> None:
    assert spelled in periods(question, today=TODAY)[0].spellings


def test_a_month_that_is_another_word_is_no_period() -> None:
    assert periods("who may march to the meeting", today=TODAY) == ()


def test_several_periods_come_in_their_order() -> None:
    assert [p.text for p in periods("from Q1 2024 to Q1 2025 and in May", today=TODAY)] == ["Q1 2024", "Q1 2025", "May"]


def test_a_time_since_then_lasts_until_today() -> None:
    (since,) = periods("What has been raised since January 2024?", today=date(2026, 6, 1))
    assert (since.start, since.end) == (date(2024, 1, 1), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("What does the latest announcement say of the plant?", True),
        ("Total payments as of the most recent earnings release?", True),
        ("What is the newest product?", False),
        ("Who was on the last call?", False),
    ],
)
def test_the_newest_release_is_meant_where_it_is_named(question: str, newest: bool) -> None:
    assert ("newest" in understand(question, today=TODAY).wants) is newest


def test_a_warning_letter_is_no_risk() -> None:
    assert "risks" not in understand("Which date does the July update give for the warning letter?", today=TODAY).wants


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Any news on the Leeds plant?", "the Leeds plant"),
        ("Does the company have any recent updates about valves?", "valves"),
        ("What's new with the merger", "the merger"),
        ("is there any word on dividends?!", "dividends"),
        ("Any news?", "Any news?"),
        ("What is the news on which the stock rose?", "What is the news on which the stock rose?"),
    ],
)
def test_what_a_question_for_news_is_about(question: str, about: str) -> None:
    assert unframed(question) == about
