"""Words that stand against each other are told from words that agree."""

from __future__ import annotations

import pytest

from bot.verify.wording import turned


@pytest.mark.parametrize(
    ("claim", "evidence", "opposite"),
    [
        ("The Series X shares are convertible.", "The Series X shares are non-convertible.", ("convertible", "non-convertible")),
        ("It is a non-profit body.", "It is a for-profit subsidiary.", ("non-profit", "for-profit")),
        ("The founders gave up their posts.", "The founders will remain in their posts.", ("gave up", "remain")),
    ],
)
def test_what_stands_against_each_other(claim: str, evidence: str, opposite: tuple[str, str]) -> None:
    assert opposite in turned(claim, evidence).opposite


def test_what_both_call_non_is_no_opposite() -> None:
    assert turned("The loan is non-convertible.", "A non-convertible loan of $2 million was taken.").opposite == ()


def test_what_is_pursued_or_evaluated_is_not_done() -> None:
    assert turned("The firm has acquired mines.", "The firm is evaluating mines to be bought.").told_as_done
    assert turned("The firm was granted patents.", "The firm is pursuing patents.").told_as_done
