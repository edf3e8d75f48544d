"""What else the releases call what a question names: "CVA-208 (orvimorelin)" makes each of the two the other's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.verify import is_ordinary
from ingest import Passage

_CODE = r"[A-Z]{2,}[A-Z0-9]*[-–]?\d[\w-]*"
_WORD = r"[A-Za-z][a-z]{3,}[\w-]*"
_MARK = r"(?:\s?[®™]|\s?\((?:R|TM)\))?"
_PAIRS = [
    re.compile(rf"\b(?P<one>{_CODE})\s\((?:also known as |formerly |or )?(?P<other>{_WORD}){_MARK}\)"),
    re.compile(rf"\b(?P<one>{_WORD}){_MARK}\s\((?:also known as |formerly |or )?(?P<other>{_CODE})\)"),
    re.compile(rf"\b(?P<one>{_CODE}), (?:also|now|formerly|previously) (?:known|called|named) (?:as )?(?P<other>{_WORD}|{_CODE})"),
]


def other_names(question: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The other names of what the question names, by these passages; none that the question gives itself."""
    asked = {word.lower() for word in re.findall(r"[\w-]+", question)}
    pairs = (pair for passage in passages for pair in _pairs(f"{passage.headline}. {passage.text}"))
    found = (other for one, other in pairs if one.lower() in asked and other.lower() not in asked)
    return tuple(dict.fromkeys(found))


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    for pattern in _PAIRS:
        for match in pattern.finditer(words):
            if any(name.islower() and is_ordinary(name) for name in match.groups()) or "NCT" in match[0]:
                continue  # "the trial (NCT01234567)" names no product
            yield match["one"], match["other"]
            yield match["other"], match["one"]
