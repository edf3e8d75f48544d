"""The parts of a question that asks several things in one breath, each read with what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

ASKING = "who|whom|whose|what|when|where|why|how|which"
LONGEST_TOPIC, LONGEST_FIRST, LONGEST_THING = 10, 8, 5  # words of a topic, and of the first and any other thing in a list
SHORT = 4  # words of a part that hardly says what it is about
MOST = 6  # parts that are read

_HELPING = "is|are|was|were|has|have|had|did|does|do|will|can|could|would|should|may"
_CLAUSES = re.compile(
    rf"\?\s+(?=[\w']+ \w)|;\s+|,\s*(?:and\s+)?(?=(?:{ASKING}|by|on|at|over|for)\b)|,\s*(?=\w+ (?:{ASKING})(?:[?,;]|$))"
    rf"|\b(?:and|&)\s+(?=(?:(?:by|over|on|at|in|for|to|from|until|since|with|through|towards?) )?(?:{ASKING})\b)"
    r"|(?:,|,?\s*\band)\s+(?=(?:is|are|was|were|has|have|had|did|does|do|will|can) (?:it|he|she|they|there|any|the|one|i|we|you)\b)",
    re.IGNORECASE,
)
_THINGS = re.compile(r",\s*(?:(?:and|&|plus)\s+)?|\s+(?:and|&|plus)\s+|\s*\+\s*|(?<=[a-z])/(?=[a-z])", re.IGNORECASE)
_ANOTHER = re.compile(r",?\s+(?:and|&|plus|\+)\s+(?=(?:the|its|their|his|her)\s)", re.IGNORECASE)
_TOPIC = re.compile(r"(?P<topic>(?:[^:?;,.]|\.(?=\w)){2,80}?)(?::| [-–—]+)\s+(?P<asked>\S.*)")
_VERSUS = re.compile(r"\s+(?:v|vs|versus)\.?\s+", re.IGNORECASE)
_SETTING = re.compile(
    rf"^(?!.*\b(?:{ASKING})\b)(?:about|regarding|re|for|at|in|on|after|before|since|once|if|as|with|by|under|during|to"
    r"|apart from|back in|i|i'm|i'd|please|pls|thanks|side by side|just between)\b",
    re.IGNORECASE,
)
_HELPS = re.compile(rf"(?:(?:and|but|so) )?(?:{_HELPING})\b", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:{ASKING}|{_HELPING})\b", re.IGNORECASE)
_SPEAKS = re.compile(rf"(?:(?:and|but|so) )?(?:{ASKING}|{_HELPING}|i|i'm|we|my)\b", re.IGNORECASE)
_FRAME = re.compile(
    rf"^(?:(?:and|but|so) )?(?:(?:{ASKING})(?:'s)?\s+)?(?:(?:much|many|large|big|long|{_HELPING})\s+)*(?=\w)", re.IGNORECASE
)
_WHO = re.compile(r"who\b", re.IGNORECASE)
_LEANS = re.compile(r"\b(?:it|its|they|their|them|he|his|she|her|that|this|these|those|ones?|each|both|there)\b", re.IGNORECASE)


def parts_of(question: str) -> tuple[str, ...]:
    """The questions in a question: each with the words before its colon or dash, or with what the first is about where it leans on that.

    Of one that asks a single thing, the question itself.
    """
    topics, asked = _topics(question)
    clauses = _told(_CLAUSES.split(asked), least=1 if topics else 2)
    things = [thing for clause in clauses for thing in _things(clause, listed=bool(topics))]
    if len(things) * max(1, len(topics)) < 2:
        return (question,)
    if topics:
        return tuple(f"{topic}: {thing}" for topic, thing in product(topics, things))[:MOST]
    return (things[0], *(_leaning(thing, things[0]) for thing in things[1:MOST]))


def _topics(question: str) -> tuple[list[str], str]:
    """What stands before a colon or dash, "A v B" as two, and what is asked of it; no topic where those words ask themselves."""
    match = _TOPIC.fullmatch(question)
    if not match or len(match["topic"].split()) > LONGEST_TOPIC or _SPEAKS.match(match["topic"]):
        return [], question
    return _VERSUS.split(match["topic"]), match["asked"]


def _things(clause: str, *, listed: bool) -> list[str]:
    """The things of a list of nouns ("strike, lifetime and price"), or of two that have an article each; else the clause."""
    plain = not _ASKS.search(clause)
    things = _told((_THINGS if plain and (listed or "," in clause or "+" in clause) else _ANOTHER).split(clause), least=1)
    short = (
        len(things[0].split()) <= LONGEST_FIRST and all(len(thing.split()) <= LONGEST_THING for thing in things[1:]) if things else False
    )
    return things if short and not _HELPS.match(clause) else [clause]


def _told(parts: Iterable[str], *, least: int) -> list[str]:
    """The parts of so many words that ask or name something themselves, without the marks at their ends."""
    bare = [part.strip(" ?.,;") for part in parts]
    return [part for part in bare if len(part.split()) >= least and not _SETTING.search(part)]


def _leaning(part: str, first: str) -> str:
    """A part with what the first is about, where it points there or says too little."""
    return f"{_FRAME.sub('', first)}: {part}" if _LEANS.search(part) or _says_little(part, first) else part


def _says_little(part: str, first: str) -> bool:
    """True for a few words; not for those with a subject of their own: "was cash affected", or "who is chief" after "who is chairman"."""
    alike = bool(_WHO.match(part) and _WHO.match(first))
    return len(part.split()) <= SHORT and not alike and not _HELPS.match(part)
