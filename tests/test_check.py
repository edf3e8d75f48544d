"""A draft's sentences are supported, contradicted or not stated by what is on record; the draft itself is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.check import check
from bot.retrieve import Retriever
from ingest import Embedder, Record, Release


@pytest.fixture
def retriever(a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder) -> Retriever:
    older = a_release(
        "The Orvex plant in Graz employs 140 people.",
        "Orvex signed a supply agreement with Tallin Motors.",
        headline="Orvex reports on its plant",
        day="2024-03-04",
    )
    newer = a_release(
        "The Orvex plant in Graz employs 210 people.",
        "Orvex did not renew the lease of its warehouse in Linz.",
        headline="Orvex hires in Graz",
        day="2025-03-04",
        ahead=["Orvex plans to open a second plant in Wels in the second half of 2026."],
    )
    return Retriever(a_record(older, newer), embedder)


def test_what_a_release_says_is_supported_with_the_words_that_say_it(retriever: Retriever) -> None:
    checked = check("Orvex signed a supply agreement with Tallin Motors.", retriever)
    assert (checked.verdict, checked.reason) == ("supported", "")
    assert checked.citations[0].quote == "Orvex signed a supply agreement with Tallin Motors."
    text = retriever.record.release(checked.citations[0].release_id).text
    assert text[checked.citations[0].start : checked.citations[0].end] == checked.citations[0].quote


def test_a_wrong_number_is_contradicted_by_the_newest_release(retriever: Retriever) -> None:
    checked = check("The Orvex plant in Graz employs 380 people.", retriever)
    assert checked.verdict == "contradicted"
    assert checked.citations[0].quote == "The Orvex plant in Graz employs 210 people."
    assert checked.reason == "number: '380', on record '210'"


def test_what_was_true_and_has_been_replaced_is_contradicted(retriever: Retriever) -> None:
    checked = check("The Orvex plant in Graz employs 140 people.", retriever)
    assert checked.verdict == "contradicted"
    assert [c.published for c in checked.citations] == ["2025-03-04", "2024-03-04"]
    assert checked.reason == "So it was on March 4, 2024; a newer release, of March 4, 2025, says otherwise."


def test_the_record_as_it_stood_bears_out_what_was_replaced_later(retriever: Retriever) -> None:
    assert check("The Orvex plant in Graz employs 140 people.", retriever, until=date(2024, 12, 31)).verdict == "supported"


def test_what_nobody_said_is_not_stated(retriever: Retriever) -> None:
    checked = check("Shareholders will vote on a merger with Belquist Foods.", retriever)
    assert (checked.verdict, checked.citations) == ("not_stated", ())


@pytest.mark.parametrize("words", ["", "   \n"])
def test_an_empty_sentence_is_not_stated(words: str, retriever: Retriever) -> None:
    assert check(words, retriever).verdict == "not_stated"


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Orvex signed an agreement with Tallin Motors.", "supported"),
        ("Orvex did not sign an agreement with Tallin Motors.", "contradicted"),
        ("Orvex has opened a second plant in Wels.", "contradicted"),
    ],
)
def test_a_short_sentence_is_judged_by_the_words_that_hold_all_of_it(sentence: str, verdict: str, retriever: Retriever) -> None:
    assert check(sentence, retriever).verdict == verdict
