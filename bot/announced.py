"""What a sentence announces: one that ends in a colon is followed by the items of its list, as without them it says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest import Passage, Record

WORDS = 130  # of an answer with its items


def with_announced(passages: Sequence[Passage], record: Record) -> list[Passage]:
    """The passages in their order, after each that ends in a colon the items that it announces, as far as the answer stays short."""
    found: dict[tuple[str, int], Passage] = {}
    words = sum(len(passage.text.split()) for passage in passages)
    chosen = {(passage.release_id, passage.index) for passage in passages}
    for passage in passages:
        found.setdefault((passage.release_id, passage.index), passage)
        for item in _items(passage, record):
            key = item.release_id, item.index
            words += 0 if key in chosen else len(item.text.split())
            if words > WORDS:
                break
            found.setdefault(key, item)
    return list(found.values())


def _items(passage: Passage, record: Record) -> Iterator[Passage]:
    """The list items that follow a sentence which ends in a colon, up to what is no item or stands in another section."""
    if not passage.text.rstrip().endswith(":"):
        return
    sentences = record.release(passage.release_id).sentences
    for number in range(passage.index + 1, len(sentences)):
        if sentences[number].form != "item" or sentences[number].section != sentences[passage.index].section:
            return
        yield record.passage(passage.release_id, number, passage.score)
