"""Follow-ups made to stand alone by rules."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer import Turn
from bot.follow_ups import about_the_answer, leans_back, presses, stand_alone

TODAY = date(2026, 7, 14)


def alone(question: str, before: Turn | str) -> str:
    return stand_alone(question, before if isinstance(before, Turn) else Turn(before), today=TODAY)


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("When is approval expected in the US?", "and in the EU?", "When is approval expected in the EU?"),
        ("When is approval expected?", "and in Japan?", "When is approval expected in Japan?"),
        ("What share do they bear in Europe and Japan?", "and in the United States?", "What share do they bear in the United States?"),
        ("When are results of ORV-10 expected?", "and ORV-20?", "When are results of ORV-20 expected?"),
        ("When are results of the MERIDIAN trial expected?", "what about HORIZON?", "When are results of the HORIZON trial expected?"),
        ("Who is Ann Lee?", "and Tom Osei?", "Who is Tom Osei?"),
        ("What were R&D expenses in Q1 2026?", "and G&A?", "What were G&A in Q1 2026?"),
        ("What was revenue in 2024?", "what about net loss?", "What was net loss in 2024?"),
    ],
)
def test_another_place_name_or_figure_takes_the_place_of_the_old_one(before: str, question: str, expected: str) -> None:
    assert alone(question, before) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("What was revenue in Q1 2026?", "what about the quarter before?", "What was revenue in the fourth quarter of 2025?"),
        ("What was revenue in the first quarter of 2026?", "and the prior quarter?", "What was revenue in the fourth quarter of 2025?"),
        ("What was revenue in Q1 2026?", "and the year before?", "What was revenue in the first quarter of 2025?"),
        ("What was revenue in Q1 2026?", "and in the same quarter a year earlier?", "What was revenue in the first quarter of 2025?"),
        ("What was revenue in Q1 2026?", "and in the prior-year quarter?", "What was revenue in the first quarter of 2025?"),
        ("What was revenue in Q4 2025?", "and the next quarter?", "What was revenue in the first quarter of 2026?"),
        ("What was revenue in 2024?", "and in 2023?", "What was revenue in 2023?"),
        ("What was revenue in 2024?", "and the year after?", "What was revenue in 2025?"),
        ("What was revenue in Q1 2024?", "Q2?", "What was revenue in Q2 2024?"),
        ("How many were sold in the first half of 2025?", "and the half before?", "How many were sold in the second half of 2024?"),
        ("What was said in May 2025?", "and the month before?", "What was said in April 2025?"),
    ],
)
def test_another_period_is_counted_from_the_one_before(before: str, question: str, expected: str) -> None:
    assert alone(question, before) == expected


def test_a_period_is_counted_from_what_was_said_where_none_was_asked() -> None:
    said = Turn("What was revenue?", said=("Revenue was $14.2 million in the first quarter of 2026.",), published="2026-05-12")
    assert alone("and the quarter before?", said) == "What was revenue in the fourth quarter of 2025?"


def test_last_quarter_without_any_period_is_the_one_before_the_newest_reported() -> None:
    assert (
        alone("and the quarter before?", Turn("What was revenue?", published="2026-05-12"))
        == "What was revenue in the fourth quarter of 2025?"
    )


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("When was the plant closed?", "why?", "Why was the plant closed?"),
        ("Was the plant closed?", "But why?", "Why was the plant closed?"),
        ("How many people were dismissed?", "why is that?", "Why were people dismissed?"),
        ("When did the agency refuse it?", "because of the trial design?", "Why did the agency refuse it, because of the trial design?"),
        ("Tell me about the plant.", "what's the reason for that?", "Why? Tell me about the plant."),
    ],
)
def test_why_asks_for_the_reason_of_what_was_asked(before: str, question: str, expected: str) -> None:
    assert alone(question, before) == expected


@pytest.mark.parametrize(
    "question",
    ["who said that?", "Who says so?", "and who said this", "says who?", "when was that announced?", "where does it say that?", "source?"],
)
def test_a_question_about_the_last_answer_quotes_it(question: str) -> None:
    assert about_the_answer(question)
    assert "“The plant is closed”" in alone(question, Turn("What of the plant?", said=("The plant is closed.",)))


@pytest.mark.parametrize(
    "question", ["who said that the plant would close?", "who is the chief executive?", "when was the plant announced?"]
)
def test_a_question_with_a_matter_of_its_own_is_none_about_the_last_answer(question: str) -> None:
    assert not about_the_answer(question)


def test_he_and_she_are_the_last_speaker() -> None:
    turn = Turn("What did the chair say?", speaker="Jim Lee, Chair")
    assert (
        alone("what else did he say about his plans?", turn) == "What did the chair say? what else did Jim Lee say about Jim Lee's plans?"
    )


def test_topics_of_the_answer_stand_in_where_the_question_named_none() -> None:
    assert alone("when are results expected?", Turn("What's new?", topics=("ORV-20",))) == "ORV-20: What's new? when are results expected?"


@pytest.mark.parametrize(
    "question",
    [
        "What is the cash position?",
        "Who is the CEO?",
        "When will Orvexa report the results of the second study?",
        "Did Orvexa say when its results are due?",
        "What was net loss this year?",
    ],
)
def test_a_question_that_names_its_matter_stands_alone(question: str) -> None:
    assert not leans_back(question)
    assert alone(question, "What is NTV-210?") == question


@pytest.mark.parametrize(
    "question",
    [
        "and when was that?",
        "What about the royalty rate on it?",
        "how many patients will be followed up at the end",
        "did that change the plan?",
    ],
)
def test_any_other_follow_up_goes_after_what_it_follows_on(question: str) -> None:
    assert alone(question, "What is NTV-210?") == f"What is NTV-210? {question}"


def test_a_first_question_is_left_as_it_is() -> None:
    assert stand_alone("and when was that?", None, today=TODAY) == "and when was that?"


def test_follow_ups_upon_follow_ups_do_not_grow_without_end() -> None:
    question = "What is NTV-210?"
    for _ in range(1_000):
        question = alone("and how does it do that when they will not?", question)
    assert len(question) < 500


@pytest.mark.parametrize(
    ("question", "pressing"), [("why not?", True), ("come on", True), ("please?", True), ("and the cash?", False), ("and ORV-20?", False)]
)
def test_pressing_adds_nothing(question: str, pressing: bool) -> None:
    assert presses(question) is pressing
