"""A statement holds only by the very words that it cites, where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.answer import Citation, Statement
from bot.compose.quotes import compose
from bot.verify import Cited, Difference, holds, verify
from ingest import Record, Release

TOLD = ("The plant makes 1,850 valves a day.", "It opened in March.")


@pytest.fixture
def record(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Record:
    return a_record(a_release(*TOLD))


@pytest.fixture
def composed(record: Record) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    release_id = record.rows()[0].release_id
    return compose([record.passage(release_id, 1), record.passage(release_id, 2)], record)


Composed = tuple[tuple[Statement, ...], tuple[Citation, ...]]


def test_what_is_composed_of_quotes_holds(composed: Composed, record: Record) -> None:
    statements, citations = composed
    assert [s.text for s in statements] == list(TOLD)
    assert [holds(s, citations, record) for s in statements] == [True, True]


def test_a_statement_may_rest_on_two_quotes_in_their_order(composed: Composed, record: Record) -> None:
    _, citations = composed
    assert holds(Statement(" ".join(TOLD), (1, 2)), citations, record)
    assert not holds(Statement(" ".join(reversed(TOLD)), (1, 2)), citations, record)


def test_a_quote_that_is_not_at_its_span_does_not_hold(composed: Composed, record: Record) -> None:
    (first, _), (citation, _) = composed
    assert not holds(first, [replace(citation, start=citation.start + 1, end=citation.end + 1)], record)


@pytest.mark.parametrize("words", ["The plant makes 1,850 valves a day, the company said.", "The plant makes 1,950 valves a day.", ""])
def test_a_statement_with_other_words_than_its_quote_does_not_hold(words: str, composed: Composed, record: Record) -> None:
    (first, _), citations = composed
    assert not holds(replace(first, text=words), citations, record)


def test_a_quote_changed_together_with_its_statement_does_not_hold(composed: Composed, record: Record) -> None:
    (first, _), (citation, _) = composed
    words = first.text.replace("1,850", "9,999")
    assert not holds(replace(first, text=words), [replace(citation, quote=words)], record)


def test_a_statement_without_its_citation_does_not_hold(composed: Composed, record: Record) -> None:
    (first, _), citations = composed
    assert not holds(replace(first, citations=()), citations, record)
    assert not holds(replace(first, citations=(7,)), citations, record)
    assert not holds(replace(first, citations=(1, 7)), citations, record)


def cited(record: Record, *indices: int) -> list[Cited]:
    release = record.release(record.rows()[0].release_id)
    passages = [record.passage(release.release_id, index) for index in indices]
    return [Cited(passage.text, passage, release) for passage in passages]


def test_a_statement_in_other_words_holds_by_its_quote(record: Record) -> None:
    verdict = verify("Every day the plant makes 1,850 valves [1].", cited(record, 1))
    assert (verdict.ruling, verdict.differences) == ("supported", ())


def test_a_wrong_number_is_named_with_the_one_on_record(record: Record) -> None:
    verdict = verify("The plant makes 1,950 valves a day.", cited(record, 1))
    assert (verdict.ruling, verdict.differences) == ("contradicted", (Difference("number", "1,950", "1,850"),))


def test_a_quote_that_its_passage_does_not_hold_fails(record: Record) -> None:
    (one,) = cited(record, 1)
    verdict = verify(one.quote, [replace(one, quote="The plant makes 2 valves a day.")])
    assert (verdict.ruling, [d.kind for d in verdict.differences]) == ("not_stated", ["quote"])
    assert not verify("The plant makes 1,850 valves a day.", []).holds
