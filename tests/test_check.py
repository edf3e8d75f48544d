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


@pytest.fixture
def trials(a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder) -> Retriever:
    news = a_release(
        "The first patient was dosed in the Phase 3 NORDWIND trial of ORV-12 (talomer) in Graz on Monday.",
        "Revenue rose to $14.2 million in 2025, compared with $11.9 million in 2024, on sales in Austria.",
        "Orvex discontinued the development of ORV-40 after a review of its safety data.",
        headline="Orvex reports on its trials and its revenue",
        day="2026-02-10",
    )
    return Retriever(a_record(news), embedder)


@pytest.mark.parametrize(
    "sentence",
    ["ORV-12 is in Phase 3.", "Revenue rose.", "NORDWIND dosed its first patient.", "Development of ORV-40 was discontinued."],
)
def test_a_short_true_sentence_is_supported(sentence: str, trials: Retriever) -> None:
    assert check(sentence, trials).verdict == "supported"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Revenue was $19.7 million in 2025.", "number: '$19.7 million', on record '$14.2 million'"),
        ("ORV-12 is in Phase 2.", "phase: 'phase 2', on record '3'"),
        ("NORDWIND has not dosed its first patient.", "This is a denial; the words on record say that it is so."),
    ],
)
def test_a_short_sentence_is_contradicted_by_what_can_be_named(sentence: str, reason: str, trials: Retriever) -> None:
    checked = check(sentence, trials)
    assert (checked.verdict, checked.reason) == ("contradicted", reason)


@pytest.mark.parametrize(
    "sentence", ["Orvex will pay a dividend.", "The patients felt better.", "The plant was sold.", "Orvex is the best."]
)
def test_a_short_sentence_of_which_nothing_is_said_is_not_stated(sentence: str, trials: Retriever) -> None:
    assert check(sentence, trials).verdict == "not_stated"
