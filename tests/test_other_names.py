"""A product's code and its name, told from how the releases write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.other_names import other_names
from bot.retrieve import Retriever
from ingest import Embedder, Passage, Record, Release


@pytest.fixture
def passages(a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder) -> list[Passage]:
    words = (
        "The trial (NCT01234567) of QX-118 (velorapib) began in May.",
        "Sandarol\u00ae (QX-220) is made in Leeds.",
        "The company has 40 employees.",
    )
    record = a_record(a_release(*words))
    return Retriever(record, embedder).search("QX-118", count=10)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("Where does velorapib stand?", ("QX-118",)),
        ("Where does QX-118 stand?", ("velorapib",)),
        ("Where does QX-118, velorapib that is, stand?", ()),
        ("When did the trial begin?", ()),
        ("Where is Sandarol made?", ("QX-220",)),
    ],
)
def test_what_stands_in_brackets_behind_a_name_is_its_other_name(passages: list[Passage], question: str, others: tuple[str, ...]) -> None:
    assert other_names(question, passages) == others
