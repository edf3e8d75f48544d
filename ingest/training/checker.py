"""Training of the checker: do these words support this claim, contradict it, or leave it open?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from ingest.training import classes
from ingest.training.chooser import area
from ingest.training.claims import Claim, made
from ingest.training.classes import Judged
from ingest.training.pairs import PairNetwork
from ingest.training.steps import Figures, Progress


@dataclass(frozen=True)
class CheckerPlan:
    """How the checker is trained."""

    epochs: int = 5
    rate: float = 1e-3
    head_rate: float = 2e-3
    limit: int = 128  # tokens of a pair that are read
    rank: int = 16
    share: int = 7  # one issuer in so many is held back
    seed: int = 7
    minutes: float = 30


def part(claims: Sequence[Claim], plan: CheckerPlan) -> tuple[list[Claim], list[Claim]]:
    """(trained on, held back), by whole issuers."""
    issuers = sorted({claim.issuer for claim in claims})
    drawn = set(Random(plan.seed).sample(issuers, max(1, len(issuers) // plan.share)))
    return [c for c in claims if c.issuer not in drawn], [c for c in claims if c.issuer in drawn]


def fit(network: PairNetwork, claims: Sequence[Claim], back: Sequence[Claim], plan: CheckerPlan, progress: Progress) -> Figures:
    """Train on the claims and on what is made of them, anew in each epoch; returns the figures of the epoch kept."""
    dice = Random(plan.seed)

    def shown() -> list[Judged]:
        told = [((claim.text, claim.basis), claim.verdict) for claim in (*claims, *made(claims, dice))]
        return dice.sample(told, len(told))

    return classes.fit(network, shown, plan, lambda: figures(network, back), progress)


def figures(network: PairNetwork, claims: Sequence[Claim]) -> Figures:
    """Accuracy over the three verdicts; supported against the rest, balanced, and the area under its curve."""
    logits = network.scores([(claim.text, claim.basis) for claim in claims])
    verdicts = np.array([claim.verdict for claim in claims])
    supported = logits[:, 0] - np.logaddexp(logits[:, 1], logits[:, 2])
    stands = verdicts == 0
    balanced = (np.mean(supported[stands] > 0) + np.mean(supported[~stands] <= 0)) / 2
    auc = area(supported[stands].tolist(), supported[~stands].tolist())
    right = float(np.mean(logits.argmax(axis=1) == verdicts))
    return {"right": round(right, 3), "balanced": round(float(balanced), 3), "auc": auc, "worth": right + auc, "n": len(claims)}
