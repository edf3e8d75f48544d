"""How something was then and is now: the best passage and, of other days, the earliest and the newest that speak of the same matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.retrieve import Candidate
from bot.understand import Intent
from bot.weighing import Floats
from bot.words import stems
from ingest import Passage

LIKELY = 0.15  # share of the best's chance from which a passage of another day may say how it was then
MATTER = 0.5  # shared part of the weight of two passages' words from which they speak of one matter


def asks_how_it_changed(intent: Intent) -> bool:
    """True where nothing but a change is asked for, and no periods say which days to compare."""
    return "change" in intent.wants and "yes_no" not in intent.wants and not intent.periods and len(intent.parts) == 1


def then_and_now(order: Sequence[int], chances: Floats, candidates: Sequence[Candidate], rarity: Mapping[str, float]) -> list[int]:
    """The places of the best passage, and of the earliest and the newest of other days that are likely and speak of its matter.

    ``order`` are the places, best first; ``rarity`` tells how much the words of the candidates weigh.
    """
    best = candidates[order[0]].passage
    of_day: dict[str, int] = {}
    for n in order:
        passage = candidates[n].passage
        if (
            chances[n] >= LIKELY * chances[order[0]]
            and passage.published != best.published
            and _one_matter(passage.text, best.text, rarity)
        ):
            of_day.setdefault(passage.published, n)
    return list(dict.fromkeys([order[0], *(of_day[day] for day in (min(of_day), max(of_day)))])) if of_day else [order[0]]


def in_time(passages: Sequence[Passage]) -> list[Passage]:
    """The passages in the order of their days, where the second is the best one's counterpart of another day."""
    days = [passage.published for passage in passages[:2]]
    return sorted(passages, key=lambda passage: passage.published) if len(set(days)) > 1 else list(passages)


def _one_matter(one: str, other: str, rarity: Mapping[str, float]) -> bool:
    own, its = stems(one), stems(other)
    return _weight(own & its, rarity) >= MATTER * max(1.0, min(_weight(own, rarity), _weight(its, rarity)))


def _weight(words: frozenset[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity.get(word, 1.0) for word in words)
