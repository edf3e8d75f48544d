"""Lists are told whole: what a colon announces, and the neighbours of an item for who asks for a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.announced import WORDS, with_announced
from ingest import Record, Release

CONTEXT = "Orvex bought two plants:"


def listed(release: Release, *items: int) -> Release:
    """The release with these of its sentences as list items."""
    return replace(
        release, sentences=tuple(replace(s, form="item", context=CONTEXT) if n in items else s for n, s in enumerate(release.sentences))
    )


@pytest.fixture
def told(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Callable[..., list[str]]:
    def tell(*sentences: str, items: tuple[int, ...], chosen: tuple[int, ...], whole: bool = False) -> list[str]:
        record = a_record(listed(a_release(*sentences), *items))
        (row,) = record.rows()
        found = with_announced([record.passage(row.release_id, n) for n in chosen], record, whole=whole)
        record.close()
        return [passage.text for passage in found]

    return tell


BOUGHT = (CONTEXT, "Leeds, for $3 million.", "York, for $4 million.", "It sold none.")


def test_the_items_follow_the_sentence_that_announces_them_and_no_more(told: Callable[..., list[str]]) -> None:
    first = next(n for n in range(5) if told(*BOUGHT, items=(), chosen=(n,)) == [BOUGHT[0]])
    items = (first + 1, first + 2)
    assert told(*BOUGHT, items=items, chosen=(first,)) == list(BOUGHT[:3])
    assert told(*BOUGHT, items=items, chosen=(first + 2, first)) == [BOUGHT[2], BOUGHT[0], BOUGHT[1]]
    assert told(*BOUGHT, items=items, chosen=(first + 1,)) == [BOUGHT[1]]


def test_an_answer_stays_short(told: Callable[..., list[str]]) -> None:
    many = ["Orvex bought plants:", *(f"Plant {n} stands in a town of its own, and makes ten thousand valves." for n in range(30))]
    first = next(n for n in range(5) if told(*many, items=(), chosen=(n,)) == [many[0]])
    found = told(*many, items=tuple(range(first + 1, first + 31)), chosen=(first,))
    assert found == many[: len(found)]
    assert WORDS - 12 < sum(len(text.split()) for text in found) <= WORDS


def test_an_item_brings_the_others_of_its_list_to_who_asks_for_a_list(told: Callable[..., list[str]]) -> None:
    first = next(n for n in range(5) if told(*BOUGHT, items=(), chosen=(n,)) == [BOUGHT[0]])
    items = (first + 1, first + 2)
    assert told(*BOUGHT, items=items, chosen=(first + 2,), whole=True) == [BOUGHT[2], BOUGHT[1]]
    assert told(*BOUGHT, items=items, chosen=(first + 3,), whole=True) == [BOUGHT[3]]
