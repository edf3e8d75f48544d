"""Contrastive training: a question's own answer against all else in its batch, until the held-back issuers gain no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from ingest.training.batches import batches, shown, spared
from ingest.training.material import Issuer, Question
from ingest.training.network import Network
from ingest.training.steps import Figures, Progress, pace

if TYPE_CHECKING:
    from torch import Tensor
    from torch.optim import Optimizer

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
    import torch  # noqa: PLC0415 - seconds and 400 MB, only where it is trained

    dice, began, step, best = Random(plan.seed), monotonic(), 0, Figures()
    optimizer = torch.optim.AdamW(network.weights(), lr=plan.rate, weight_decay=0.01)
    steps = plan.epochs * -(-sum(len(issuer.questions) for issuer in fitted) // plan.batch)
    kept = [tensor.detach().clone() for tensor in network.weights()]
    for epoch in range(1, plan.epochs + 1):
        losses: list[float] = []
        for batch in batches(fitted, plan.batch, plan.group, dice):
            optimizer.param_groups[0]["lr"] = plan.rate * pace(step, steps)
            losses.append(_learn(network, optimizer, batch, plan, dice))
            step += 1
            if step % 10 == 0:
                progress(f"step {step} of {steps}, loss {np.mean(losses):.3f}")
        found = {"epoch": epoch, "loss": round(float(np.mean(losses)), 4), "seconds": round(monotonic() - began), **figures(network, back)}
        progress(f"epoch {epoch}: " + ", ".join(f"{name} {value:g}" for name, value in found.items()))
        if best and found["mrr"] <= best["mrr"]:
            break
        best, kept = found, [tensor.detach().clone() for tensor in network.weights()]
        if monotonic() - began > plan.minutes * 60:
            break
    with torch.no_grad():
        for tensor, value in zip(network.weights(), kept, strict=True):
            tensor.copy_(value)
    return best


def loss(network: Network, batch: Sequence[Question], plan: EncoderPlan, dice: Random) -> Tensor:
    """Cross-entropy of each question's answer among all passages shown; twins and doubtful ones are left out."""
    import torch  # noqa: PLC0415 - as above

    passages = shown(batch, plan.hard, dice)
    scores = network.embed([q.text for q in batch]) @ network.embed([p.text for p in passages]).T / plan.temperature
    scores = scores.masked_fill(torch.from_numpy(spared(batch, passages)), -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def figures(network: Network, issuers: Sequence[Issuer]) -> Figures:
    """How high an answer ranks among all of its issuer's passages: share within each cut, and mean reciprocal rank."""
    ranks: list[int] = []
    for issuer in issuers:
        passages = network.vectors([passage.text for passage in issuer.passages])
        asked = network.vectors([question.text for question in issuer.questions])
        for question, scores in zip(issuer.questions, asked @ passages.T, strict=True):
            answers = set(question.answers)
            highest = max(score for score, passage in zip(scores, issuer.passages, strict=True) if passage in answers)
            ranks.append(int((scores > highest).sum()))
    found = {f"top{cut}": round(float(np.mean([rank < cut for rank in ranks])), 3) for cut in CUTS}
    return found | {"mrr": round(float(np.mean([1 / (rank + 1) for rank in ranks])), 4), "n": len(ranks)}


def _learn(network: Network, optimizer: Optimizer, batch: Sequence[Question], plan: EncoderPlan, dice: Random) -> float:
    import torch  # noqa: PLC0415 - as above

    value = loss(network, batch, plan, dice)
    optimizer.zero_grad()
    value.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.weights(), 1.0)
    optimizer.step()
    return float(value.item())
