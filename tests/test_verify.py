"""A statement holds only by the very words that it cites, where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.answer import Citation, Statement
from bot.compose.quotes import compose
from bot.verify import holds
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
