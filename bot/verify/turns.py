"""What a claim turns round, verb by verb: denied or not, planned or done, and who does it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.verify.basis import Basis
from bot.verify.cues import AHEAD, DENIAL, IRREGULAR, PAST, PLANNED
from bot.verify.facts import Facts
from bot.verify.names import known_words
from bot.verify.verdict import Difference
from bot.verify.wording import COMMON, content
from bot.words import stems

SCOPE, BEFORE, REACH = 5, 3, 7  # words that a cue governs after and before it, and how far from them its like may stand
OPENING = 50  # characters after the first name in which its verb stands
LIGHTLY = 0.7  # shared part of the words from which a claim is a light edit of the words on record
_WORD = re.compile(r"[\w$%]+(?:[.,'’-]\w+)*")
_CLAUSE = re.compile(r"[;:.]\s|, (?:and|but|which|who|while|whereas|having|with|against)\b|\bwhile\b|\bbut\b")
_SELF = re.compile(
    r"\b(?:the company|we|our|us|it|its|they|their|he|she|his|her|i|my|the (?:firm|agency|partner|group|trial|study|agreement))\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?:^|[:•-] )(?P<verb>Submit|Report|Complete|Start|Initiate|Begin|File|Present|Announce|Launch|Dose|Enroll|Obtain|Advance|Expand|Open|Deliver|Publish|Receive) "
)
_HANGS = re.compile(
    r"\b(?:in|of|for|with|to|by|from|at|on|between|under|outside|against|including|and|through|via|as)(?: (?:the|an?|its|our|U\.S\.))*\s*$"
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)\b(?: \w+ly)? \w+(?:ed|en|ght|ld|id|de)\b")


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words with their stems (irregular verbs by their base), and which of them are cues."""

    stems: tuple[str, ...]
    starts: tuple[int, ...]
    clauses: tuple[int, ...]
    denials: tuple[int, ...]
    planned: tuple[int, ...]
    ahead: tuple[int, ...]
    past: tuple[int, ...]

    def governed(self, cue: int) -> frozenset[str]:
        """The content stems that the cue at this place governs: those that follow it, in its clause."""
        return frozenset(self.following(cue))

    def following(self, cue: int) -> list[str]:
        """The same, in their order."""
        return [self.stems[n] for n in range(cue + 1, min(len(self.stems), cue + 1 + SCOPE)) if self._speaks(n, cue)]

    def subject(self, cue: int) -> frozenset[str]:
        """The content stems just before it: of "results are expected" the results."""
        return frozenset(self.stems[n] for n in range(max(0, cue - BEFORE), cue) if self._speaks(n, cue))

    def _speaks(self, place: int, cue: int) -> bool:
        stem = self.stems[place]
        return self.clauses[place] == self.clauses[cue] and stem not in COMMON and stem.isalpha()

    def places(self, wanted: frozenset[str]) -> list[int]:
        """Where these stems stand."""
        return [n for n, stem in enumerate(self.stems) if stem in wanted]

    def within(self, cues: tuple[int, ...], first: int, last: int) -> bool:
        """True where one of the cues stands between these places, both included."""
        return any(first <= cue <= last for cue in cues)

    def near(self, cues: tuple[int, ...], place: int) -> bool:
        """True where one of the cues stands within reach of a place, in its clause."""
        return any(abs(cue - place) <= REACH and self.clauses[cue] == self.clauses[place] for cue in cues)


@lru_cache(4096)
def words(text: str) -> Words:
    """The words of a text."""
    found = list(_WORD.finditer(text))
    starts = tuple(match.start() for match in found)
    breaks = [match.start() for match in _CLAUSE.finditer(text)]
    clauses = tuple(sum(b < start for b in breaks) for start in starts)
    return Words(tuple(base(m[0]) for m in found), starts, clauses, *(_places(cue, text, starts) for cue in (DENIAL, PLANNED, AHEAD, PAST)))


def _places(cue: re.Pattern[str], text: str, starts: tuple[int, ...]) -> tuple[int, ...]:
    """The places of the last words of a cue's matches."""
    return tuple(bisect_left(starts, match.end()) - 1 for match in cue.finditer(text))


def base(word: str) -> str:
    """A word's stem; of an irregular verb's past its base's."""
    lower = word.lower()
    return next(iter(stems(IRREGULAR.get(lower, lower))), lower)


def turns(claim: Facts, basis: Basis) -> Iterator[Difference]:
    """Each thing that the claim turns round, with the words on record."""
    said, found = words(claim.text), words(basis.told.text)
    if _denied(said, found) or _denied(found, said):
        yield Difference("negation", claim.text, basis.told.text)
    if _done(said, found) or _item_done(said, basis.told.text):
        yield Difference("planned", claim.text, basis.told.text)
    if actor := _other_actor(claim, basis, said, found):
        yield Difference("party", *actor)


def _denied(one: Words, other: Words) -> bool:
    """True where one text denies what the other says without denying it."""
    for cue in one.denials:
        shared = one.governed(cue) & frozenset(other.stems)
        places = other.places(shared)
        theirs = tuple(
            denial for denial in other.denials if other.stems[denial] not in shared
        )  # "has not discontinued" denies the very word
        if places and not any(other.near(theirs, place) for place in places):
            return True
    return False


def _done(said: Words, found: Words) -> bool:
    """True where the claim tells in the past what is planned on record: the verb of a plan, or what is expected."""
    for cue in found.planned:
        verbs = said.places(frozenset(found.following(cue)[:1]))
        things = said.places(found.subject(cue))
        if verbs and all(said.within(said.past, n - 3, n) and not said.within(said.planned, n - 5, n + 1) for n in verbs):
            return True
        if things and all(said.within(said.past, n + 1, n + 3) and not said.within(said.planned, n - 4, n + 5) for n in things):
            return True
    return False


def _item_done(said: Words, told: str) -> bool:
    """True where the claim tells in the past what an item of a list of plans tells to do: "Submit the application in June"."""
    item = _ITEM.search(told)
    verbs = said.places(stems(item["verb"])) if item else []
    return bool(verbs) and all(said.within(said.past, n - 3, n) and not said.within(said.planned, n - 5, n + 1) for n in verbs)


def _other_actor(claim: Facts, basis: Basis, said: Words, found: Words) -> tuple[str, str] | None:
    """(the claim's actor, the record's) where what the claim's first name does is done by another on record."""
    if not claim.names or not basis.told.names or _passive(claim) != _passive(basis.told):
        return None
    first = claim.names[0]
    if first.code or not first.words or _HANGS.search(claim.text[: first.start]):
        return None
    verbs = [n for n, start in enumerate(said.starts) if start >= first.end][: SCOPE + 1]
    wanted = [said.stems[n] for n in verbs if said.stems[n] not in COMMON and said.stems[n] in found.stems][:1]
    named = [actor for place in found.places(frozenset(wanted)) if (actor := _actor(found.starts[place], basis)) is not None]
    same = frozenset(first.words) | (basis.issuer if first.words[0] in basis.issuer else frozenset())
    if not named or any(same & known_words(actor) or _SELF.search(actor) for actor in named):
        return None
    return first.text, named[0]


def _passive(told: Facts) -> bool:
    """True where a text's first name has something done to it: in the words that follow it."""
    first = told.names[0]
    return bool(_PASSIVE.search(told.text[: first.end + OPENING]))


def _actor(place: int, basis: Basis) -> str | None:
    """The name, or the word for the company itself, that stands last before a place of the evidence and hangs on no preposition."""
    text = basis.told.text
    names = [(name.end, name.text) for name in basis.told.names if name.end <= place and not name.code and name.words]
    selves = [(match.end(), match[0]) for match in _SELF.finditer(text, 0, place)]
    free = [(end, words) for end, words in (*names, *selves) if not _HANGS.search(text[: end - len(words)])]
    return max(free, default=(0, None))[1]


def replaced_names(claim: Facts, basis: Basis) -> str | None:
    """The name that a claim puts in another's place: known from elsewhere alone, while the cited words name somebody it leaves out."""
    told, mine = known_words(basis.told.text), known_words(claim.text)
    said = content(claim.text) - stems(" ".join(name.text for name in claim.names))
    if len(said & content(basis.told.text)) < LIGHTLY * len(said):
        return None  # told in words of its own, which may well leave names out
    outside = [name for name in claim.names if name.words and name.words[0] not in told]
    if _SELF.search(basis.told.text):
        outside = [name for name in outside if name.words[0] not in basis.issuer]
    left_out = [name for name in basis.told.names if name.words and name.words[0] not in mine and name.words[0] not in basis.issuer - told]
    return outside[0].text if outside and left_out else None
