"""Contrastive training: a question's own answer against all else in its batch, until the held-back issuers gain no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from ingest.training.batches import batches, shown, spared
from ingest.training.material import Issuer, Question
from ingest.training.network import Network
from ingest.training.steps import Figures, Progress, train

if TYPE_CHECKING:
    from torch import Tensor

CUTS = (1, 3, 10, 24, 50)


@dataclass(frozen=True)
class EncoderPlan:
    """How the encoder's adapter is trained."""

    epochs: int = 3
    batch: int = 32  # questions a step
    group: int = 8  # of them of one issuer
    hard: int = 1  # negatives chosen for each question, besides the others' passages
    rate: float = 1e-3
    temperature: float = 0.05
    limit: int = 128  # tokens of a text that are read
    rank: int = 16
    seed: int = 7
    minutes: float = 30  # after which no further epoch begins


def fit(network: Network, fitted: Sequence[Issuer], back: Sequence[Issuer], plan: EncoderPlan, progress: Progress) -> Figures:
    """Train the adapters; the epoch that serves the held-back issuers best is kept, and its figures returned."""
    dice = Random(plan.seed)

    def losses() -> Iterator[Tensor]:
        for batch in batches(fitted, plan.batch, plan.group, dice):
            yield loss(network, batch, plan, dice)

    steps = -(-sum(len(issuer.questions) for issuer in fitted) // plan.batch)
    return train([(network.weights(), plan.rate)], losses, steps, plan, lambda: figures(network, back), progress)


def loss(network: Network, batch: Sequence[Question], plan: EncoderPlan, dice: Random) -> Tensor:
    """Cross-entropy of each question's answer among all passages shown; twins and doubtful ones are left out."""
    import torch  # noqa: PLC0415 - seconds and 400 MB, only where it is trained

    passages = shown(batch, plan.hard, dice)
    scores = network.embed([q.text for q in batch]) @ network.embed([p.text for p in passages]).T / plan.temperature
    scores = scores.masked_fill(torch.from_numpy(spared(batch, passages)), -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def figures(network: Network, issuers: Sequence[Issuer]) -> Figures:
    """How high an answer ranks among all of its issuer's passages: share within each cut, and ``worth``, the mean reciprocal rank."""
    ranks: list[int] = []
    for issuer in issuers:
        passages = network.vectors([passage.text for passage in issuer.passages])
        asked = network.vectors([question.text for question in issuer.questions])
        for question, scores in zip(issuer.questions, asked @ passages.T, strict=True):
            answers = set(question.answers)
            highest = max(score for score, passage in zip(scores, issuer.passages, strict=True) if passage in answers)
            ranks.append(int((scores > highest).sum()))
    found = {f"top{cut}": round(float(np.mean([rank < cut for rank in ranks])), 3) for cut in CUTS}
    return found | {"worth": round(float(np.mean([1 / (rank + 1) for rank in ranks])), 4), "n": len(ranks)}
