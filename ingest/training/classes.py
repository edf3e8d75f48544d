"""Training a pair network to tell classes: what the checker and the labeller share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from ingest.training.pairs import PairNetwork, TextPair
from ingest.training.steps import Figures, Plan, Progress, train

if TYPE_CHECKING:
    from torch import Tensor

BATCH = 32  # pairs a step
Judged = tuple[TextPair, int]  # a pair and its class, a place among the network's outputs


class PairPlan(Plan, Protocol):
    """What a plan says beside the epochs."""

    @property
    def rate(self) -> float:
        """The adapters' full rate."""
        ...

    @property
    def head_rate(self) -> float:
        """The head's full rate."""
        ...


def fit(
    network: PairNetwork, shown: Callable[[], Sequence[Judged]], plan: PairPlan, check: Callable[[], Figures], progress: Progress
) -> Figures:
    """Train on what ``shown`` gives in each epoch, in its order, by cross-entropy; returns the figures of the epoch kept."""
    import torch  # noqa: PLC0415 - seconds and 400 MB, only where it is trained

    def batches() -> Iterator[Tensor]:
        network.training(True)
        judged = shown()
        for first in range(0, len(judged), BATCH):
            batch = judged[first : first + BATCH]
            yield torch.nn.functional.cross_entropy(
                network.logits([pair for pair, _ in batch]), torch.tensor([place for _, place in batch])
            )

    return train(network.rates(plan.rate, plan.head_rate), batches, -(-len(shown()) // BATCH), plan, check, progress)
