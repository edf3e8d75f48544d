"""A change is told as it was then and as it is now, in the order of the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from bot.retrieve import Candidate
from bot.then_and_now import LIKELY, asks_how_it_changed, in_time, then_and_now
from bot.understand import understand
from ingest import Passage

MAY, AUGUST, NOVEMBER, OTHER = (
    "Orvex expects to make 1,000 valves a day in Leeds in 2026.",
    "Orvex expects to make 1,200 valves a day in Leeds in 2026.",
    "Orvex now expects to make 1,500 valves a day in Leeds in 2026.",
    "Ann Lee joined the board of directors in London.",
)


def passage(text: str, day: str) -> Passage:
    told: dict[str, Any] = {
        "release_id": day, "index": 2, "headline": "Orvex news", "published": day, "source": f"{day}.md", "section": "", "kind": "body",
        "start": 0, "end": len(text), "text": text, "context": "", "label": "forward", "speaker": None, "party": "issuer",
    }  # fmt: skip
    return Passage(**told)


def places(*told: tuple[str, str, float]) -> list[int]:
    candidates = [Candidate(passage(text, day), 0.6, 1.0, 1.0, "") for text, day, _ in told]
    return then_and_now(range(len(told)), np.array([chance for _, _, chance in told]), candidates, {})


def test_the_earliest_and_the_newest_of_the_same_matter_come_with_the_best() -> None:
    told = ((AUGUST, "2025-08-05", 0.8), (NOVEMBER, "2025-11-04", 0.3), (AUGUST, "2025-06-03", 0.3), (MAY, "2025-05-06", 0.3))
    assert places(*told) == [0, 3, 1]


def test_another_matter_or_day_without_chance_is_no_then() -> None:
    assert places((AUGUST, "2025-08-05", 0.8), (OTHER, "2025-11-04", 0.7)) == [0]
    assert places((AUGUST, "2025-08-05", 0.8), (MAY, "2025-05-06", 0.9 * LIKELY * 0.8)) == [0]
    assert places((AUGUST, "2025-08-05", 0.8), (MAY, "2025-08-05", 0.8)) == [0]


def test_the_answer_goes_in_the_order_of_the_days() -> None:
    now, then, more = passage(NOVEMBER, "2025-11-04"), passage(MAY, "2025-05-06"), replace(passage(OTHER, "2025-11-04"), index=5)
    assert in_time([now, then, more]) == [then, now, more]
    assert in_time([now, more, then]) == [now, more, then]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How has the number of valves changed?", True),
        ("How did the number of valves change between 2024 and 2025?", False),
        ("Has the number of valves changed?", False),
        ("How many valves does it make?", False),
    ],
)
def test_a_change_without_periods_is_then_and_now(question: str, asks: bool) -> None:
    assert asks_how_it_changed(understand(question, today=date(2026, 3, 1))) is asks
