"""A sentence's words as the labeller reads them: the news without its dateline, numbers made one, periods by their side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.forward_looking.periods import Period, Side

_WIRE = r"(?:\(\s*(?:[\w ]*wire|cnw|pr ?newswire)[^)]*\)|/(?:pr ?newswire|cnw)[^/]*/|globe newswire|business wire|newmediawire|accesswire)"
_DATELINE = re.compile(rf"^.{{0,140}}?{_WIRE}[-–— ]*(?:[a-z]+ \d{{1,2}}, \d{{4}})?[-–— ]*(?:\(\w+\))?[-–— ]*", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:today |is |are |has |have )*(?:announc(?:e[sd]?|ing)|report(?:s|ed)?|provide[sd]?|pleased|proud|excited|thrilled|delighted)\b"
)
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d,.]*|[;:%$?!]")
_LONGEST_INTRODUCTION = 600  # characters in which a dateline's sentence says who announces


def news(sentence: str) -> str:
    """What a dateline's sentence announces, without place, wire and the issuer's description; any other sentence as it is."""
    dateline = _DATELINE.match(sentence)
    if not dateline:
        return sentence
    rest = sentence[dateline.end() :]
    verb = _VERB.search(rest, 0, _LONGEST_INTRODUCTION)
    return rest[verb.start() :] if verb else rest


def plain(text: str) -> str:
    """Lower case with straight apostrophes."""
    return text.lower().replace("’", "'")


def runs(text: str, periods: Sequence[tuple[Period, Side]]) -> list[str]:
    """Runs of one to three words of a plain text; every number is one word, and so is every period on one side of the release."""
    pieces: list[str] = []
    last = 0
    for period, side in periods:
        pieces += (text[last : period.start], f" zz{side} ")
        last = period.end
    tokens = _TOKEN.findall("".join(pieces) + text[last:])
    words = ["^", *("#" if token[0].isdigit() else token for token in tokens), "$"]
    return (
        words + [" ".join(pair) for pair in pairwise(words)] + [" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)]
    )
