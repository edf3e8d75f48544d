"""Judging: what is seen of a claim and its basis becomes probabilities, with a learnt checker's word where one is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.verify.basis import Basis
from bot.verify.features import Pair, compare, features
from bot.verify.model import Model, by_length
from bot.verify.verdict import Checker, Probabilities, Ruling
from bot.verify.wording import content

SUPPORTED = 1 / 3  # likelihood from which a claim counts as supported; two in five were true among those learnt from, on lesser evidence
SHARE = 0.15  # weight of a checker beside the features, in log-odds: from 0.5 on it costs more than it brings
LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim compared with one basis, and the probabilities of supported, contradicted and not stated."""

    pair: Pair
    seen: dict[str, float]
    supported: float
    contradicted: float
    not_stated: float

    @property
    def ruling(self) -> Ruling:
        """The verdict that these probabilities give."""
        return ruling((self.supported, self.contradicted, self.not_stated))


def judge(
    claim: str, bases: Sequence[tuple[Basis, float | None]], *, checker: Checker | None = None, model: Model | None = None
) -> list[Judged]:
    """The claim judged by each basis alone; with a basis comes the cosine of its vector to the claim's, None where unknown."""
    if not bases:
        return []
    pairs = [compare(claim, basis, cosine) for basis, cosine in bases]
    seen = [features(pair) for pair in pairs]
    found = model.given.probabilities(seen) if model else by_length("given", seen, len(content(claim)))
    if checker is not None:
        found = blended(found, checker.judge([(claim, basis.text) for basis, _ in bases]))
    return [Judged(pair, row, *map(float, values)) for pair, row, values in zip(pairs, seen, found, strict=True)]


def blended(one: Probabilities, other: Probabilities, share: float = SHARE) -> Probabilities:
    """Two opinions [n, 3] as one: their weighted mean in log-odds."""
    mixed = np.exp((1 - share) * np.log(one + LEAST) + share * np.log(other + LEAST))
    return np.asarray(mixed / mixed.sum(axis=1, keepdims=True))


def ruling(probabilities: tuple[float, float, float]) -> Ruling:
    """Supported from its threshold on, else the likelier of the others."""
    supported, contradicted, not_stated = probabilities
    if supported >= SUPPORTED:
        return "supported"
    return "contradicted" if contradicted >= not_stated else "not_stated"
