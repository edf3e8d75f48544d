"""Whether a passage is what a quote was taken from, told by words: marks, quotes and dashes are written in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
SHORT = 20  # characters below which a text that stands in another proves nothing
FEWEST, SHARED = 4, 0.75  # words of the shorter text, and the part of them that both must hold
GOOD_PART = 0.4  # of a quote's words, from which a passage holds what the quote says


@lru_cache(1 << 18)
def plain(text: str) -> str:
    """The words and numbers of a text in lower case, single spaces between, no thousands commas, no targets of links."""
    text = _LINK.sub(r"\1", unicodedata.normalize("NFKC", text)).lower()
    return " ".join(word.replace(",", "") for word in _WORD.findall(text))


@lru_cache(1 << 18)
def _words(flat: str) -> frozenset[str]:
    return frozenset(flat.split())


def touches(passage: str, quote: str) -> bool:
    """True where one plain text is (nearly) contained in the other, however small a part of it."""
    if not passage or not quote:
        return False
    if (len(passage) >= SHORT and passage in quote) or (len(quote) >= SHORT and quote in passage):
        return True
    one, other = _words(passage), _words(quote)
    small = min(len(one), len(other))
    return small >= FEWEST and len(one & other) >= SHARED * small


def matches(passage: str, quote: str) -> bool:
    """True where the passage touches the quote and holds a good part of it."""
    return len(_words(passage) & _words(quote)) >= GOOD_PART * len(_words(quote)) and touches(passage, quote)


def holds(passage: str, answer: str) -> bool:
    """True where the passage says the whole of a short answer."""
    return len(answer) > 2 and f" {answer} " in f" {passage} "
