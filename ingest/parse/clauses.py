"""Clauses of an enumerated list in running text, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.release import Span

_MARK = re.compile(r"(?:^|(?<=[\s;,:]))\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])\)\s*")
_NEXT_RISK = re.compile(r"(?<=[a-z:])\s(?=(?:the )?risks? (?:related to|relating to|associated with|that)\b)")
_SHORT = 12


def split(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut ``text[start:end]`` at semicolons, else at enumeration marks, else at commas between like parts."""
    words = text[start:end]
    marks = list(_MARK.finditer(words))
    if words.count(";") >= 1:
        cuts = [m.end() for m in re.finditer(";", words)]
    elif len(marks) >= 2:
        cuts = [m.start() for m in marks]
    else:
        cuts = list(_comma_cuts(words))
    unmarked = [m.start() for m in _NEXT_RISK.finditer(words)] if len(words) > 400 else []
    cuts = sorted({*cuts, *(unmarked if len(unmarked) >= 3 else [])})
    for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True):
        yield from _trimmed(text, start + a, start + b)


def _comma_cuts(words: str) -> Iterator[int]:
    """Commas that part the members of a list: outside brackets and numbers, where there are at least two of them."""
    depth, cuts = 0, []
    for index, character in enumerate(words):
        depth += (character in "([") - (character in ")]")
        if (
            character == ","
            and depth <= 0
            and not re.match(
                r",\d{3}|,\s*(?:Inc|LLC|Ltd|Corp|as amended|including|which|such as|if|the failure|among)\b", words[index : index + 14]
            )
        ):
            cuts.append(index + 1)
    if len(cuts) >= 2 or (cuts and re.search(r"\b(?:and|or)\b", words[cuts[-1] :])):
        yield from cuts


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without marks, joining words and punctuation at its ends; nothing where hardly a word is left."""
    changed = True
    while changed:
        words = text[start:end]
        lead = re.match(r"(?:[\s,;:•–—-]|(?:and|or|as well as)\b|\(without limitation\)|\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])\)\s)+", words)
        tail = re.search(r"(?:[\s,;:.]|(?<=[\s,;])(?:and|or))+$", words)
        start, end, before = start + (lead.end() if lead else 0), end - (len(tail[0]) if tail else 0), end - start
        changed = 0 < end - start < before
    if end - start >= _SHORT:
        yield Span(start, end)
