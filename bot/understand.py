"""What a question wants: its intent, and the parts, periods and names in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import category

from bot.cues import BEGINNINGS, CUES, MANY, NO_NAMES
from bot.errors import QuestionError
from bot.figures import lines
from bot.parts import parts_of
from bot.periods import Period, periods

LONGEST = 2_000  # characters of a question; nobody types more, and the encoder reads 256 tokens
UNSEEN = ("Cc", "Cf", "Co", "Cs")  # controls, marks of direction, letters that hide among others

_WORD = r"[A-Z][\w&’']*(?:-[\w]+)*"
_NAME = re.compile(rf"(?<![\w$])(?:\w+-[\w-]*\d[\w-]*|[a-z]+-?[A-Z]\w*|{_WORD}(?: (?:of |the |de |& )?{_WORD})*)")
_NEWS = re.compile(
    r"^(?:is there |are there |(?:do|does|have|has|did) (?:you|they|we|it|the company|[\w-]+) (?:have |had |got |reported? )?)?"
    r"(?:any (?:\w+ )?(?:news|updates?|word|progress|developments?|information|info|announcements?)|what(?:'s| is) (?:new|happening|going on))"
    r"\s+(?:on|about|regarding|concerning|with|around|for|in)\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question wants; ``wants`` holds keys of CUES, ``lines`` the lines of the accounts that it asks for, ``parts`` the questions in it.

    ``names`` are its proper names and codes.
    """

    wants: frozenset[str]
    lines: frozenset[str]
    periods: tuple[Period, ...]
    names: tuple[str, ...]
    parts: tuple[str, ...]
    many: bool


def cleaned(question: str) -> str:
    """The question with white space folded and what is not seen taken out; QuestionError where it is empty or too long."""
    seen = "".join(letter for letter in question if letter.isspace() or category(letter) not in UNSEEN)
    words = " ".join(seen.split())
    if not words:
        raise QuestionError("The question is empty. Ask something, for example: What was announced last?")
    if len(words) > LONGEST:
        raise QuestionError(f"The question has {len(words):,} characters; at most {LONGEST:,} are read. Shorten it.")
    return words


def understand(question: str, *, today: date) -> Intent:
    """The intent of a question that stands alone."""
    parts = parts_of(question)
    return Intent(
        wants=frozenset(name for name, pattern in CUES.items() if pattern.search(question)),
        lines=lines(question),
        periods=periods(question, today=today),
        names=names(question),
        parts=parts,
        many=len(parts) > 1 or bool(MANY.search(question)),
    )


def unframed(question: str) -> str:
    """What a question for news is about: "any news on the plant?" as "the plant"; no release speaks of news on a plant. Any other as it is."""
    return _NEWS.sub("", question).rstrip(" ?!.") if _NEWS.match(question) else question


def following(own: Intent, joined: Intent) -> Intent:
    """The intent of a follow-up: what it asks itself, of what the question that it was joined to names."""
    return replace(own, names=joined.names, periods=own.periods or joined.periods)


def names(question: str) -> tuple[str, ...]:
    """The proper names and code-like terms of a question, in order; a capital that only begins a sentence makes no name."""
    found = [_trimmed(match[0], begins=match.start() in _beginnings(question)) for match in _NAME.finditer(question.replace("’", "'"))]
    return tuple(dict.fromkeys(name for name in found if len(name) > 1))


def _beginnings(question: str) -> set[int]:
    return {0} | {match.end() for match in re.finditer(r"[.?!:;] +|- ", question)}


def _trimmed(name: str, *, begins: bool) -> str:
    """A name without possessives and without the words at its ends that name nothing."""
    words = [word.removesuffix("'s").rstrip("'") for word in name.split()]
    while words and (words[0].lower() in NO_NAMES or (begins and words[0].lower() in BEGINNINGS)):
        words.pop(0)
    while words and words[-1].lower() in NO_NAMES:
        words.pop()
    return " ".join(words)
