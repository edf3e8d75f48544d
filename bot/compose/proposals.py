"""What a language model proposes to say, read from its reply as it arrives: whole JSON objects, whatever stands around them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

LONGEST = 20_000  # characters of a reply; nothing that is worth reading is longer
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement with the passages (their numbers) and the quotes that it is said to rest on, pair by pair."""

    text: str
    evidence: tuple[tuple[int, str], ...]


def proposals(pieces: Iterable[str]) -> Iterator[Proposal]:
    """Each statement as soon as its object is whole; code fences, lists, wrappers, prose and a torn end are passed over."""
    waiting, read = "", 0
    for piece in pieces:
        read += len(piece)
        if read > LONGEST:
            return
        waiting += piece
        while "}" in piece and (found := _first(waiting)) is not None:
            proposal, end = found
            waiting = waiting[end:]
            yield proposal


def _first(words: str) -> tuple[Proposal, int] | None:
    """The first whole statement and where it ends."""
    start = words.find("{")
    while start >= 0:
        try:
            value, end = _DECODER.raw_decode(words, start)
        except (json.JSONDecodeError, RecursionError):
            value, end = None, start
        if (proposal := _proposal(value)) is not None:
            return proposal, end
        start = words.find("{", start + 1)
    return None


def _proposal(value: Any) -> Proposal | None:  # noqa: ANN401 - whatever a model wrote
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not value["text"].strip():
        return None
    evidence = value.get("evidence")
    return Proposal(" ".join(value["text"].split()), tuple(_pairs(evidence if isinstance(evidence, list) else [])))


def _pairs(evidence: list[Any]) -> Iterator[tuple[int, str]]:
    for one in evidence:
        if isinstance(one, dict) and isinstance(one.get("quote"), str):
            number = str(one.get("passage", "")).strip("[] ")
            yield int(number) if number.isascii() and number.isdigit() else 0, one["quote"]
