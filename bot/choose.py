"""Which passages answer the question: each weighed by what is seen of it, the fewest that cover what is asked, or none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.features import NAMES, features
from bot.retrieve import Candidate
from bot.understand import Intent
from bot.words import same_words, stems
from ingest import Passage

WORDS, WORDS_MANY = 110, 220  # an answer's length, by whether one thing is asked or several
MOST, MOST_MANY = 3, 6  # sentences


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model over NAMES; below ``silent`` the best passage is no answer, ``share`` of the best's chance admits a further one."""

    bias: float
    weights: tuple[float, ...]
    silent: float
    share: float


def choose(question: str, intent: Intent, candidates: Sequence[Candidate], rarity: dict[str, float]) -> list[Passage]:
    """The passages of the answer, best first; none where the record is silent."""
    if not candidates:
        return []
    model = _weights()
    chances = likely(features(question, intent, candidates, rarity), model)
    order = np.argsort(-chances, kind="stable")
    if chances[order[0]] < model.silent:
        return []
    most, words = (MOST_MANY, WORDS_MANY) if intent.many else (MOST, WORDS)
    chosen: list[Passage] = []
    for number in order:
        passage = candidates[number].passage
        length = sum(len(p.text.split()) for p in [*chosen, passage])
        if len(chosen) == most or chances[number] < model.share * chances[order[0]]:
            break
        if chosen and (length > words or any(same_words(passage.text, p.text) or stems(passage.text) <= stems(p.text) for p in chosen)):
            continue
        chosen.append(passage)
    return chosen


def likely(rows: npt.NDArray[np.float64], model: Weights) -> npt.NDArray[np.float64]:
    """The chance that each row's passage answers the question."""
    chances: npt.NDArray[np.float64] = 1 / (1 + np.exp(-(rows @ np.array(model.weights) + model.bias)))
    return chances


@cache
def _weights() -> Weights:
    table = json.loads((files("bot") / "weights.json").read_text(encoding="utf-8"))
    return Weights(table["bias"], tuple(table["weights"][name] for name in NAMES), table["silent"], table["share"])
