"""Hard-wrapped lines: which of them are one paragraph, and which were meant to stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.bullets import leading
from ingest.readers.headings import names_a_post

_ADDRESS = re.compile(r"\S+@|www\.|https?://|\S+\.(?:com|org|net)\b")
_WRAPPED = 120
_SLACK = 0.8


def width(text: str) -> int:
    """The width that a text's lines were wrapped to: that of its longer lines."""
    lengths = sorted(len(line.rstrip()) for line in text.splitlines() if line.strip())
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def unwrapped(lines: Sequence[str], wrapped_to: int) -> list[str]:
    """The paragraphs that consecutive lines hold.

    A line goes on where the next one's first word would not have fitted into it, begins in small letters, or closes a bracket.
    """
    return list(_paragraphs([line.rstrip() for line in lines if line.strip()], wrapped_to))


def _paragraphs(lines: Sequence[str], wrapped_to: int) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        if held and not _goes_on(held[-1], line, wrapped_to):
            yield " ".join(part.strip() for part in held)
            held = []
        held.append(line)
    if held:
        yield " ".join(part.strip() for part in held)


def begins_an_address(line: str) -> bool:
    """True for a line that begins with an e-mail or web address."""
    return _ADDRESS.match(line) is not None


def _goes_on(line: str, following: str, wrapped_to: int) -> bool:
    start = following.lstrip()
    if leading(start) or "@" in line.split()[-1] or begins_an_address(start):
        return False
    if (start[:1].islower() and not line.endswith((".", ":"))) or line.count("(") > line.count(")"):
        return True
    if names_a_post(line.strip()) or _is_centred(line, following) or (line.isupper() and not following.isupper()):
        return False
    full = len(line) + 1 + len(start.split()[0]) >= wrapped_to * _SLACK
    return wrapped_to <= _WRAPPED and full and len(line) > 30


def _is_centred(line: str, following: str) -> bool:
    """True for two lines set in from the left by unlike spaces, as a title's are; a block quote's are set in alike."""
    first, second = (len(text) - len(text.lstrip()) for text in (line, following))
    return first >= 6 and second >= 6 and first != second
