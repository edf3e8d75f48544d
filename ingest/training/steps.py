"""Steps and epochs of a network's training, until the held-back issuers gain no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

Figures = dict[str, float]
Progress = Callable[[str], None]
Rates = Sequence[tuple[Sequence["Tensor"], float]]  # what learns, and its full rate


class Plan(Protocol):
    """What all plans say of the epochs."""

    @property
    def epochs(self) -> int:
        """How many times all is shown."""
        ...

    @property
    def minutes(self) -> float:
        """After which no further epoch begins."""
        ...


def train(
    rates: Rates, batches: Callable[[], Iterator[Tensor]], steps: int, plan: Plan, check: Callable[[], Figures], progress: Progress
) -> Figures:
    """Train on an epoch's losses, ``steps`` or so of them; the epoch whose check has the most ``worth`` is kept, and its figures returned."""
    import torch  # noqa: PLC0415 - seconds and 400 MB, only where it is trained

    weights = [tensor for tensors, _ in rates for tensor in tensors]
    optimizer = torch.optim.AdamW([{"params": list(tensors), "full": full} for tensors, full in rates], weight_decay=0.01)
    began, step, best = monotonic(), 0, Figures()
    kept = [tensor.detach().clone() for tensor in weights]
    for epoch in range(1, plan.epochs + 1):
        losses: list[float] = []
        for value in batches():
            for group in optimizer.param_groups:
                group["lr"] = group["full"] * pace(step, plan.epochs * steps)
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            losses.append(float(value.item()))
            step += 1
            if step % 10 == 0:
                progress(f"step {step} of {plan.epochs * steps}, loss {np.mean(losses[-40:]):.3f}, {monotonic() - began:.0f} s")
        found = {"epoch": epoch, "loss": round(float(np.mean(losses)), 4), "seconds": round(monotonic() - began), **check()}
        progress(f"epoch {epoch}: " + ", ".join(f"{name} {value:g}" for name, value in found.items()))
        if best and found["worth"] <= best["worth"]:
            break
        best, kept = found, [tensor.detach().clone() for tensor in weights]
        if monotonic() - began > plan.minutes * 60:
            break
    with torch.no_grad():
        for tensor, value in zip(weights, kept, strict=True):
            tensor.copy_(value)
    return best


def pace(step: int, steps: int) -> float:
    """The part of the full rate at a step: up over the first tenth, then evenly down to nothing."""
    rise = max(1, steps // 10)
    return (step + 1) / rise if step < rise else max(0.0, (steps - step) / (steps - rise + 1))
