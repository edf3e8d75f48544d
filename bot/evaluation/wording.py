"""When two wordings count as the same: marks, spaces and typography aside."""

from __future__ import annotations

import re
import unicodedata

_TYPOGRAPHY = str.maketrans({**dict.fromkeys("‘’‛`", "'"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})
_TRADE_MARK = re.compile(r"[®™©]|\(r\)|\(tm\)|\btm\b")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*_#>|\\]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_DROPPED = re.compile(r"[\s\"'.,;:()\[\]-]+")
_WORD = re.compile(r"[a-z0-9$%.']+")
_NUMBER = re.compile(r"\d[\d.]*")
LONG = 20  # characters from which one wording inside another is no accident
SHARED, FEWEST = 0.75, 4  # share of the shorter wording's words that the other has, and how many words that takes


def plain(words: str) -> str:
    """Lower case, one kind of quote and dash, no trade marks, markup or thousands commas, single spaces."""
    words = unicodedata.normalize("NFKC", words).lower().translate(_TYPOGRAPHY)
    words = _LINK.sub(r"\1", _TRADE_MARK.sub("", words))
    return " ".join(_THOUSANDS.sub("", _MARKUP.sub(" ", words)).split())


def squeezed(words: str) -> str:
    """The plain wording without spaces and the punctuation that readers add or drop."""
    return _DROPPED.sub("", plain(words))


def numbers(words: str) -> set[str]:
    """The figures in the wording, thousands commas aside."""
    return set(_NUMBER.findall(plain(words)))


def overlap(one: str, other: str) -> bool:
    """True where one wording is contained in the other, or nearly."""
    a, b = sorted((plain(one), plain(other)), key=len)
    if not a:
        return False
    if len(a) >= LONG and a in b:
        return True
    few, many = sorted((set(_WORD.findall(a)), set(_WORD.findall(b))), key=len)
    return len(few) >= FEWEST and len(few & many) >= SHARED * len(few)
