"""Lists told whole: a sentence that ends in a colon with the items that it announces, and, for who asks for a list, an item with its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from ingest import Passage, Record

WORDS = 130  # of an answer with its items


def with_announced(passages: Sequence[Passage], record: Record, *, whole: bool = False) -> list[Passage]:
    """The passages in their order, after each that ends in a colon the items that it announces, as far as the answer stays short.

    With ``whole`` an item brings the others of its list.
    """
    found: dict[tuple[str, int], Passage] = {}
    words = sum(len(passage.text.split()) for passage in passages)
    chosen = {(passage.release_id, passage.index) for passage in passages}
    for passage in passages:
        found.setdefault((passage.release_id, passage.index), passage)
        for item in _items(passage, record, whole=whole):
            key = item.release_id, item.index
            words += 0 if key in chosen else len(item.text.split())
            if words > WORDS:
                break
            found.setdefault(key, item)
    return list(found.values())


def _items(passage: Passage, record: Record, *, whole: bool) -> Iterator[Passage]:
    """The list items that belong to a passage: those that follow it where it ends in a colon, else, with ``whole``, those around it."""
    sentences = record.release(passage.release_id).sentences
    own = sentences[passage.index]

    def run(numbers: Iterable[int]) -> list[int]:
        return list(takewhile(lambda n: sentences[n].form == "item" and sentences[n].section == own.section, numbers))

    if passage.text.rstrip().endswith(":"):
        found = run(range(passage.index + 1, len(sentences)))
    elif whole and own.form == "item" and own.context.endswith(":"):
        before, after = run(range(passage.index - 1, -1, -1)), run(range(passage.index + 1, len(sentences)))
        found = [n for n in [*after, *before] if sentences[n].context == own.context]
    else:
        found = []
    yield from (record.passage(passage.release_id, number, passage.score) for number in found)
