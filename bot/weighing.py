"""What raises or lowers a passage besides its own chance: cautions asked for, names, newness, the company that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.retrieve import Candidate
from bot.understand import Intent
from bot.words import stems

PLAUSIBLE = 0.3  # share of the best's chance from which a passage counts when newest is sought
NEWER, NEWER_NOW = 0.25, 1.0  # how far the newest plausible passage is raised over the oldest (e to that power)
NEXT, BESIDE = 3.0, 2  # how far a passage is raised that stands so many sentences from the best one, at most
SAME = 1.5  # and elsewhere in its release
TELLS, UNNAMED = 0.5, 0.6  # a name in fewer of the passages tells what is asked about; how far one without any such name is lowered
BELOW, TINY = 0.99, 1e-9
RAISED, LOWERED = 3.0, 0.2  # for what the question plainly asks for, and plainly does not

_CODE, _NUMBER = re.compile(r"\b[a-z][a-z-]*-\d+\b"), re.compile(r"\d+$")
_TRIAL = re.compile(r"[A-Z]{5,}")  # trials go by a word in capitals

Floats = npt.NDArray[np.float64]


def about_the_named(candidates: Sequence[Candidate], intent: Intent) -> Floats:
    """How far a passage is lowered that holds, with what stands around it, none of the question's names that tell: those that some hold and most do not."""
    own = [stems(f"{c.passage.text} {c.passage.context} {c.passage.section} {c.passage.headline} {c.near}") for c in candidates]
    held = [np.array([bool(name & words) for words in own]) for name in map(stems, intent.names)]
    telling = [holds for holds in held if 0 < holds.mean() < TELLS]
    return np.where(np.any(telling, axis=0), 1.0, UNNAMED) if telling else np.ones(len(candidates))


def near_the_best(chances: Floats, candidates: Sequence[Candidate]) -> Floats:
    """How much a passage gains by standing beside the best one, or in its release: an answer goes on where it began. The best stays the best."""
    lead = candidates[int(chances.argmax())].passage
    beside = [NEXT if abs(c.passage.index - lead.index) <= BESIDE else SAME for c in candidates]
    gains = [gain if c.passage.release_id == lead.release_id else 1.0 for gain, c in zip(beside, candidates, strict=True)]
    below = BELOW * chances.max() + (1 - BELOW) * BELOW * chances  # where those that would pass the best stand, in their order
    gained: Floats = np.maximum(1.0, np.minimum(gains, below / np.maximum(chances, TINY)))
    return gained


def _is_asked(candidate: Candidate, intent: Intent) -> bool:
    """True for the part of a legend that is asked for: its assumptions, or its factors."""
    asked = "assumptions" if "assumptions" in intent.wants else "factors"
    return "risks" in intent.wants and asked in candidate.lists


def cautions_asked(candidates: Sequence[Candidate], intent: Intent) -> list[int]:
    """The places of the factors or assumptions, where the question asks for them."""
    return [n for n, c in enumerate(candidates) if _is_asked(c, intent)]


def raised(chances: Floats, candidates: Sequence[Candidate], listed: Sequence[int]) -> Floats:
    """The chances with those of a release's factors or assumptions as high as what else of the release fits the question."""
    best: dict[str, float] = {}
    for candidate, chance in zip(candidates, chances, strict=True):
        best[candidate.passage.release_id] = max(chance, best.get(candidate.passage.release_id, 0.0))
    higher = chances.copy()
    for n in listed:
        higher[n] = min(1.0, RAISED * best[candidates[n].passage.release_id] * (0.7 + candidates[n].cosine))
    return higher


def means_now(intent: Intent) -> bool:
    """True where the question asks how things stand or what is to come, not how they stood at some time."""
    return not intent.periods and not {"now", "future", "present"}.isdisjoint(intent.wants)


def fitting(candidate: Candidate, intent: Intent) -> float:
    """How far a passage is raised or lowered for what it is: cautions where they are asked for, the trial or product that is named."""
    passage = candidate.passage
    factor = 1.0
    if (passage.kind == "legend" and not _is_asked(candidate, intent)) or (passage.kind == "contacts" and "contact" not in intent.wants):
        factor *= LOWERED
    codes = [name.lower() for name in intent.names if any(letter.isdigit() for letter in name)]
    words = f"{passage.text} {passage.context} {passage.section} {candidate.near}".lower()
    trials = {name for name in intent.names if _TRIAL.fullmatch(name)}
    others = frozenset(_TRIAL.findall(passage.text))
    if (codes and (not any(code in words for code in codes) or _of_a_sibling(codes, candidate))) or (
        trials and others and trials.isdisjoint(others)
    ):
        factor *= LOWERED
    return factor


def _of_a_sibling(codes: Sequence[str], candidate: Candidate) -> bool:
    """True where a passage names none of these codes itself, and stands by one that differs by its number alone: SUMMIT-2 where SUMMIT-1 is asked for."""
    passage = candidate.passage
    own = f"{passage.text} {passage.context} {passage.section}".lower()
    around = f"{passage.headline} {candidate.near}".lower()
    stem = {_NUMBER.sub("", code) for code in codes}
    return not any(code in own for code in codes) and any(
        found not in codes and _NUMBER.sub("", found) in stem for found in _CODE.findall(around)
    )


def currency(chances: Floats, candidates: Sequence[Candidate], intent: Intent) -> Floats:
    """How much each passage gains by being newer than the other plausible ones; nothing where the question names a period."""
    if intent.periods:
        return np.ones(len(chances))
    plausible = sorted({c.passage.published for c, chance in zip(candidates, chances, strict=True) if chance >= PLAUSIBLE * chances.max()})
    strength = NEWER_NOW if means_now(intent) else NEWER
    place = {day: n / max(1, len(plausible) - 1) for n, day in enumerate(plausible)}
    return np.exp([strength * place.get(c.passage.published, 0.0) for c in candidates])


def ahead_chance(chances: Floats, candidates: Sequence[Candidate], intent: Intent) -> float:
    """The chance that the answer lies ahead: by what the question asks, and by how much of what is likely looks ahead."""
    looks = np.array([c.passage.label == "forward" for c in candidates], float)
    best = np.argsort(-chances, kind="stable")[:5]
    among_best = float(chances[best] @ looks[best] / chances[best].sum())
    among_all = float(chances @ looks / chances.sum())
    asked = 1.5 * ("future" in intent.wants) + 1.3 * ("when" in intent.wants)
    return float(1 / (1 + np.exp(3.3 - asked - 1.5 * among_best - 1.7 * among_all)))
