"""Comparing texts word by word: the same words, and how much of one stands in another."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"\w+(?:[.,]\d+)*")  # the words of the lexical index
_STEMMER = Stemmer.Stemmer("english")
ALIKE = 0.9  # shared part of all words from which two sentences count as one


@lru_cache(20_000)
def stems(text: str) -> frozenset[str]:
    """The word stems and numbers of a text."""
    return frozenset(_STEMMER.stemWords([word.lower() for word in _WORD.findall(text)]))


def same_words(one: str, other: str) -> bool:
    """True where two sentences say the same in (nearly) the same words; every number, date and denial alike."""
    a, b = stems(one), stems(other)
    if not a or min(len(a), len(b)) < ALIKE * max(len(a), len(b)):
        return False
    differ = a ^ b
    if any(letter.isdigit() for word in differ for letter in word) or differ & (DATES | _DENIALS):
        return False
    return len(a & b) >= ALIKE * len(a | b)


def same_matter(one: str, other: str) -> bool:
    """True where two sentences are worded alike but for figures and dates: the same thing said of another day."""
    a, b = (frozenset(word for word in stems(text) if not word[0].isdigit()) - DATES for text in (one, other))
    return len(a & b) >= MATTER * max(1, len(a | b)) and names_alike(one, other)


def names_alike(one: str, other: str) -> bool:
    """True where two sentences name the same: the capitals inside them, months aside."""
    a, b = ({name for name in _NAME.findall(text) if not stems(name) <= DATES} for text in (one, other))
    return a == b


_NAME = re.compile(r"(?<=\w[ (,/-])[A-Z][\w&-]+")
MATTER = 0.75  # shared part of the words, figures and dates aside
DATES = stems(
    "January February March April May June July August September October November December first second third fourth quarter half year million billion thousand"
)
_DENIALS = stems("no not never neither nor without cannot")
