"""A list gathered over releases: the best passage, and the headlines of the others that tell of such a thing, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pytest

from bot.gathered import MOST, TELLS, gathers, with_others_of_its_kind
from bot.retrieve import Candidate
from bot.understand import understand
from bot.weighing import Floats
from ingest import Passage, Record, Release


def joins(passages: Sequence[Passage]) -> Floats:
    """A chooser for whom whoever joined answers."""
    return np.array([TELLS if "joined" in passage.text else TELLS - 0.1 for passage in passages])


@pytest.fixture
def listed(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Callable[..., list[str]]:
    """The list from releases of these first sentences, one a month from January 2025, whose last one is the best; the chooser is ``joins``."""

    def tell(*leads: str, judged: bool = True) -> list[str]:
        releases = [
            a_release(lead, "It gave no further details.", headline=f"News {n}", day=f"2025-{n:02}-04") for n, lead in enumerate(leads, 1)
        ]
        record = a_record(*releases)
        second = [Candidate(record.passage(release.release_id, 2), 0.5, 1.0, 1.0, "") for release in releases]
        best = record.passage(releases[-1].release_id, 1)
        found = with_others_of_its_kind([best, second[0].passage], second, record, joins if judged else None)
        record.close()
        return [passage.text for passage in found]

    return tell


JOINED = tuple(f"{name} joined Orvex in Leeds." for name in ("Ann Lee", "Bo Ray", "Cy Fox"))
AS_CHOSEN = "It gave no further details."


def test_the_best_comes_first_and_then_the_headlines_newest_first(listed: Callable[..., list[str]]) -> None:
    assert listed(*JOINED) == [JOINED[2], "News 2", "News 1"]


def test_a_release_that_tells_of_something_else_is_no_item(listed: Callable[..., list[str]]) -> None:
    assert listed(JOINED[0], "Orvex opened a plant.", *JOINED[1:]) == [JOINED[2], "News 3", "News 1"]


def test_two_releases_make_no_list(listed: Callable[..., list[str]]) -> None:
    assert listed("Orvex opened a plant.", *JOINED[1:]) == [JOINED[2], AS_CHOSEN]


def test_without_a_chooser_the_answer_is_as_chosen(listed: Callable[..., list[str]]) -> None:
    assert listed(*JOINED, judged=False) == [JOINED[2], AS_CHOSEN]


def test_a_list_stays_short(listed: Callable[..., list[str]]) -> None:
    assert listed(*(f"{name} joined Orvex." for name in "ABCDEFGHIJ")) == [
        "J joined Orvex.",
        *(f"News {n}" for n in range(9, 9 - MOST, -1)),
    ]


@pytest.mark.parametrize(
    ("question", "gathered"),
    [
        ("Who has been hired?", True),
        ("Which patents were granted in 2025?", True),
        ("List the plants.", True),
        ("Which plants were opened in May 2025?", False),
        ("How much did the plants cost?", False),
        ("Who is the finance director?", False),
    ],
)
def test_things_of_a_kind_are_gathered_and_amounts_and_months_are_not(question: str, gathered: bool) -> None:
    assert gathers(understand(question, today=date(2026, 3, 1))) is gathered
