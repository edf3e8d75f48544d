"""Short words of the trade are searched in the words that releases use."""

from __future__ import annotations

import pytest

from bot.trade_terms import in_full


@pytest.mark.parametrize(
    ("question", "added"),
    [
        ("What was R&D in 2025?", "research and development expenses"),
        ("Who is the CFO?", "Chief Financial Officer"),
        ("Top line and bottom line, please?", "revenue; net income, net loss"),
        ("Was the IND cleared?", "Investigational New Drug application"),
    ],
)
def test_a_short_word_brings_the_long_ones(question: str, added: str) -> None:
    assert in_full(question) == f"{question} ({added})"


@pytest.mark.parametrize(
    "question",
    [
        "What was revenue?",
        "When is the earnings call?",
        "When are top-line results due?",
        "Who is Chief Executive Officer, the CEO?",
        "What is indicated?",
    ],
)
def test_what_is_said_in_full_or_means_something_else_stays(question: str) -> None:
    assert in_full(question) == question
