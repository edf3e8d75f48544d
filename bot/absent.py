"""What a question names that stands nowhere on record: a company, place, product or person, or a year that no release speaks of.

Careful on purpose: a name counts as absent only where nothing on record is spelled like it, and a capital that merely begins a sentence,
a term of the trade or an adjective of a place that is on record ("Japanese" where Japan is) does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from bot.understand import Intent
from bot.words import stems
from ingest import Record, Row

LIKE = 0.75  # how alike two spellings are (difflib's ratio) for one to be the other mistyped
ROOT = 4  # first letters that a place and its adjective share
_BEGINS = re.compile(r"(?:^|[.?!:;] |- )$")
_PEOPLE = re.compile(r"(?:ian|an|ese?|ish|ino|ssie|eastern|pacific|central|mountain)s?$", re.IGNORECASE)  # of a place, or its time
_ASKS = re.compile(
    r"\?|\b(?:who|whom|whose|what|when|where|why|how|which|tell|show|list|give|name)\b|^(?:is|are|was|were|has|have|did|does|do|can|will|any)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_ABBREVIATION = re.compile(r"[A-Z&]{1,5}s?|FY\d+|Q\d|H\d|[A-Z]-?\d{1,2}")
_PIECE = re.compile(r"[a-z]+|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def absent(question: str, intent: Intent, record: Record, *, known: Collection[str] = ()) -> tuple[str, ...]:
    """The names and years of a question that nothing on record speaks of; ``known`` are names that the company has told of besides."""
    also = frozenset(word for name in known for word in stems(name))
    names = [name for name in intent.names if _counts(name, question) and not _on_record(name, record, also)]
    return tuple(dict.fromkeys([*names, *_years(intent, record)]))


def missing_parts(intent: Intent, found: Sequence[str]) -> tuple[list[str], list[str]]:
    """(the parts that ask for what is absent, the others) of a question of several parts; of one with a single part, all or nothing."""
    parts = [(part, any(name.lower() in part.lower() for name in found)) for part in intent.parts]
    return [part for part, lacks in parts if lacks], [part for part, lacks in parts if not lacks]


def _counts(name: str, question: str) -> bool:
    """True for a name in a sentence that asks, whose capital does not come from its place alone; not for abbreviations and nationalities."""
    sentence = next((one for one in _SENTENCE.split(question.replace("’", "'")) if name in one), "")
    place = sentence.find(name)
    begins = bool(_BEGINS.search(sentence[:place])) and " " not in name and not sentence.startswith("'s", place + len(name))
    plain = _ABBREVIATION.fullmatch(name) or (" " not in name and _PEOPLE.search(name)) or "'" in name
    return bool(_ASKS.search(sentence)) and not begins and not plain


def _on_record(name: str, record: Record, also: Collection[str]) -> bool:
    lexical = record.lexical
    codes = [word for word in name.split() if any(letter.isdigit() for letter in word)]
    if codes:  # "the IND of ABC-123": what else stands beside it is on record or not with it
        return all(_knows_code(code, record, also) for code in codes)
    words, spelled = _PIECE.findall(name.lower()), stems(name)
    if any(lexical.knows(stem) or stem in also for stem in spelled):
        return True
    return any(_like(word, lexical.words) for word in words)


def _knows_code(code: str, record: Record, also: Collection[str]) -> bool:
    """True where all of a code stands on record, joined or apart."""
    words = _PIECE.findall(code.lower())
    ways = (stems(code), ("".join(words),), words)
    return any(all(record.lexical.knows(word) or word in also for word in way) for way in ways)


def _like(word: str, vocabulary: Collection[str]) -> bool:
    """True where the record has the word mistyped, or a place of which it is the adjective."""
    near = [other for other in vocabulary if other[:1] == word[:1]]
    return any(other[:ROOT] == word[:ROOT] and _PEOPLE.search(other) for other in near) or bool(
        get_close_matches(word, near, n=1, cutoff=LIKE)
    )


def _years(intent: Intent, record: Record) -> list[str]:
    """The periods of years before the first release or after the last that no release mentions."""
    rows: Sequence[Row] = record.rows()
    if not rows:
        return []
    first, last = int(rows[-1].published[:4]), int(rows[0].published[:4])
    dated = [(period.text, period.start.year) for period in intent.periods if period.start and _YEAR.search(period.text)]
    return [words for words, year in dated if not first <= year <= last and not record.lexical.knows(str(year))]
