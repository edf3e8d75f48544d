"""How two texts turn the same matter: denied or not, planned or done, possible or certain, up or down, some or all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.verify.cues import AHEAD, DENIAL, DONE, MAYBE, OPPOSITES, SWEEPING
from bot.words import stems

NEAR = 4  # words after a cue, one of which has to be shared, for the cue to speak of the same matter
_WORD = re.compile(r"[\w$%]+(?:[.,'’-]\w+)*")
_NON = re.compile(r"\bnon ?[-–] ?(?P<word>\w+)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|ght|ld)\b.*\bby\b")
COMMON = stems(
    "the a an of to in and or our its that will is be are may could not for with by on as from any other this we it have has company been was"
    " were had at which who their his her they said says than into also more such these those he she would do does did so if about over up out"
    " now under per"
)


@dataclass(frozen=True, slots=True)
class Turned:
    """What a claim's wording says and the evidence's does not, and the other way round."""

    denies: bool
    denied: bool
    denied_near: bool
    ahead: bool
    is_ahead: bool
    ahead_near: bool
    done: bool
    is_done: bool
    maybe: bool
    maybe_near: bool
    sweeping: tuple[str, ...]
    opposite: tuple[tuple[str, str], ...]
    alike: int
    passive: bool

    @property
    def told_as_done(self) -> bool:
        """True where the claim tells as done what the evidence tells as planned."""
        return self.done and not self.ahead and self.ahead_near

    @property
    def told_as_planned(self) -> bool:
        """True where the claim tells as planned what the evidence tells as done."""
        return self.ahead and not self.is_ahead and self.is_done


def turned(claim: str, evidence: str) -> Turned:
    """The two wordings compared."""
    shared = content(claim)
    opposite, alike = _opposites(claim, evidence)
    known = stems(evidence)
    return Turned(
        denies=bool(DENIAL.search(claim)),
        denied=bool(DENIAL.search(evidence)),
        denied_near=_near(evidence, shared, DENIAL),
        ahead=bool(AHEAD.search(claim)),
        is_ahead=bool(AHEAD.search(evidence)),
        ahead_near=_near(evidence, shared, AHEAD),
        done=bool(DONE.search(claim)),
        is_done=bool(DONE.search(evidence)),
        maybe=bool(MAYBE.search(claim)),
        maybe_near=_near(evidence, shared, MAYBE),
        sweeping=tuple(m[0] for m in SWEEPING.finditer(claim) if not stems(m[0]) <= known),
        opposite=opposite,
        alike=alike,
        passive=bool(_PASSIVE.search(claim)) != bool(_PASSIVE.search(evidence)),
    )


def content(text: str) -> frozenset[str]:
    """The stems that say what a text is about."""
    return stems(text) - COMMON


def around(text: str, start: int, end: int, *, words: int = 8) -> frozenset[str]:
    """The content stems within so many words of ``[start, end)``, without those in it."""
    before = [m[0] for m in _WORD.finditer(text, max(0, start - 14 * words), start)][-words:]
    after = [m[0] for m in _WORD.finditer(text, end, end + 14 * words)][:words]
    return content(" ".join((*before, *after)))


def after(text: str, end: int, *, words: int) -> frozenset[str]:
    """The content stems of the next so many words."""
    return content(" ".join([m[0] for m in _WORD.finditer(text, end, end + 14 * words)][:words]))


def _near(text: str, shared: frozenset[str], cue: re.Pattern[str]) -> bool:
    return any(after(text, m.end(), words=NEAR) & shared for m in cue.finditer(text))


def _opposites(claim: str, evidence: str) -> tuple[tuple[tuple[str, str], ...], int]:
    """Pairs of words that stand against each other (the claim's, the evidence's), and how many kinds of them agree."""
    against, alike = [], 0
    for one, other in OPPOSITES:
        (claim_one, told_one), (claim_other, told_other) = ((side.search(claim), side.search(evidence)) for side in (one, other))
        alike += bool((claim_one and told_one) or (claim_other and told_other))
        if claim_one and told_other and not claim_other and not told_one:
            against.append((claim_one[0], told_other[0]))
        if claim_other and told_one and not claim_one and not told_other:
            against.append((claim_other[0], told_one[0]))
    against += [*_prefixed(claim, evidence), *((b, a) for a, b in _prefixed(evidence, claim))]
    return tuple(against), alike


def _prefixed(one: str, other: str) -> list[tuple[str, str]]:
    """What one text calls "non-" while the other has it without: non-convertible, convertible."""
    if _NON.search(other):
        return []
    known = {stem: match[0] for match in _WORD.finditer(other) for stem in stems(match[0])}
    return [(match[0], known[stem]) for match in _NON.finditer(one) for stem in stems(match["word"]) if stem in known]
