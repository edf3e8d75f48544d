"""Listwise training of the chooser: which of these passages answers this question, or none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from ingest.training.material import Issuer, Passage, Question
from ingest.training.pairs import PairNetwork, TextPair
from ingest.training.steps import Figures, Progress, train

if TYPE_CHECKING:
    from torch import Tensor

Hard = Mapping[Question, Sequence[Passage]]  # what our own retrieval ranks high and is no answer
NONE = -4.0  # where the head's bias starts: most passages are no answer
AGREE = 8.0  # where its weight on the two sides' cosine starts


@dataclass(frozen=True)
class ChooserPlan:
    """How the chooser is trained."""

    epochs: int = 3
    batch: int = 16  # questions a step
    listed: int = 8  # passages a question
    rate: float = 5e-4
    head_rate: float = 1e-3
    limit: int = 96  # tokens of a pair that are read
    rank: int = 32
    silenced: float = 0.12  # share of questions that are shown without their answer
    near: float = 0.8  # how often a near miss is shown
    hardest: int = 6  # from so many of the highest ranked, half of the rest is drawn
    seed: int = 7
    minutes: float = 60


def paired(question: Question, passage: Passage) -> TextPair:
    """What the chooser reads."""
    return question.text, passage.paired


def listed(question: Question, hard: Sequence[Passage], plan: ChooserPlan, dice: Random) -> tuple[list[Passage], int]:
    """(passages, place of the answer among them); -1 where none answers, the answer being kept from it at times."""
    silent = not question.answers or dice.random() < plan.silenced
    chosen = [] if silent else [dice.choice(question.answers)]
    chosen += [passage for passage in question.near if dice.random() < plan.near][: plan.listed // 2]
    first, rest = list(hard[: plan.hardest]), list(hard[plan.hardest :])
    drawn = dice.sample(first, min(len(first), (plan.listed - len(chosen)) // 2 + 1)) + dice.sample(rest, len(rest))
    distinct = {passage.words: passage for passage in reversed(chosen + drawn)}
    found = [passage for passage in chosen + drawn if distinct.pop(passage.words, None)]
    return found[: plan.listed], -1 if silent else 0


def loss(network: PairNetwork, lists: Sequence[tuple[Question, list[Passage], int]]) -> Tensor:
    """Cross-entropy of each question's answer among its passages and a "none of these" whose logit is zero."""
    import torch  # noqa: PLC0415 - seconds and 400 MB, only where it is trained

    flat = network.logits([paired(question, passage) for question, passages, _ in lists for passage in passages])[:, 0]
    losses, at = [], 0
    for _, passages, place in lists:
        logits = torch.cat([flat.new_zeros(1), flat[at : at + len(passages)]])
        losses.append(torch.nn.functional.cross_entropy(logits[None], torch.tensor([place + 1])))
        at += len(passages)
    return torch.stack(losses).mean()


def fit(
    network: PairNetwork, fitted: Sequence[Question], hard: Hard, plan: ChooserPlan, check: Callable[[], Figures], progress: Progress
) -> Figures:
    """Train adapters and head; the epoch whose check is worth most is kept, and its figures returned."""
    begin(network)
    dice = Random(plan.seed)

    def batches() -> Iterator[Tensor]:
        network.training(True)
        mixed = dice.sample(fitted, len(fitted))
        for first in range(0, len(mixed), plan.batch):
            yield loss(network, [(q, *listed(q, hard[q], plan, dice)) for q in mixed[first : first + plan.batch]])

    return train(network.rates(plan.rate, plan.head_rate), batches, -(-len(fitted) // plan.batch), plan, check, progress)


def begin(network: PairNetwork) -> None:
    """Start the head at what is known: the sides' cosine tells, and most passages are no answer."""
    import torch  # noqa: PLC0415 - as above

    width = network.head.in_features // 3
    with torch.no_grad():
        network.head.weight[0, width : 2 * width] = AGREE / width**0.5
        network.head.bias.fill_(NONE)


def figures(network: PairNetwork, issuers: Sequence[Issuer], hard: Hard, count: int = 12) -> Figures:
    """Over the answers and the ``count`` hardest: share first and among three, and the area under the curve that tells the silent."""
    told: list[float] = []
    silent: list[float] = []
    ranks: list[int] = []
    for issuer in issuers:
        for question in (*issuer.questions, *issuer.silent):
            passages = [*question.answers[:1], *hard[question][:count]]
            scores = network.scores([paired(question, passage) for passage in passages])[:, 0]
            (told if question.answers else silent).append(float(scores.max()))
            if question.answers:
                ranks.append(int((scores[1:] > scores[0]).sum()))
    auc = area(told, silent)
    top = {f"top{cut}": round(float(np.mean([rank < cut for rank in ranks])), 3) for cut in (1, 3)}
    return top | {"auc": auc, "worth": top["top1"] + auc, "n": len(ranks), "silent": len(silent)}


def area(above: Sequence[float], below: Sequence[float]) -> float:
    """How often one of ``above`` is over one of ``below``; 0.5 where there is nothing to compare."""
    wins = [(a > b) + 0.5 * (a == b) for a in above for b in below]
    return round(float(np.mean(wins)), 3) if wins else 0.5
