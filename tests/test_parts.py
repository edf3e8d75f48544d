"""Questions that ask several things: told apart, each with what it is about."""

from __future__ import annotations

import pytest

from bot.parts import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Orvex loan: rate, term and lender?", ("Orvex loan: rate", "Orvex loan: term", "Orvex loan: lender")),
        ("Leeds plant - insured? and who runs it", ("Leeds plant: insured", "Leeds plant: who runs it")),
        (
            "spring forum - when, which city, can one dial in?",
            ("spring forum: when", "spring forum: which city", "spring forum: can one dial in"),
        ),
        ("Class A v Class B notes: yield?", ("Class A: yield", "Class B notes: yield")),
        ("valve order: how much in cash, paid how", ("valve order: how much in cash", "valve order: paid how")),
        (
            "From the report of 30 June 2024: total debt and total equity, please.",
            ("From the report of 30 June 2024: total debt", "From the report of 30 June 2024: total equity"),
        ),
    ],
)
def test_what_stands_before_a_colon_or_dash_is_the_topic_of_each_part(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("first day of sales, and the new address", ("first day of sales", "first day of sales: the new address")),
        ("what were the old name and the old seat?", ("what were the old name", "the old name: the old seat")),
        ("net loss for 2024, total + per share", ("net loss for 2024", "net loss for 2024: total", "net loss for 2024: per share")),
        ("Who called it so and which one was it about?", ("Who called it so", "called it so: which one was it about")),
        ("How large is the plant and how fast is it growing", ("How large is the plant", "the plant: how fast is it growing")),
        ("Who is chairman and who is treasurer?", ("Who is chairman", "who is treasurer")),
        ("Did the error change sales, and was any cash affected?", ("Did the error change sales", "was any cash affected")),
        ("Where is the plant? I ask for a friend", ("Where is the plant? I ask for a friend",)),
    ],
)
def test_a_part_that_leans_on_the_first_is_read_with_what_that_is_about(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Does Orvex sell to Leeds and the north?",
        "How much cash and cash equivalents are there?",
        "Research and development costs in 2024?",
        "Orvex shares: hold or sell?",
        "When does the call at 11:00 begin?",
        "Orvex plant: still open?",
    ],
)
def test_one_thing_asked_stays_whole(question: str) -> None:
    assert parts_of(question) == (question,)


def test_of_very_many_things_the_first_are_read() -> None:
    assert parts_of("Orvex: a, b, c, d, e, f, g, h")[-1] == "Orvex: f"
