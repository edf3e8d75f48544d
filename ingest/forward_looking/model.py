"""The learned part: named features, each with one weight for every label but `historical`."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ingest.models import weights_file
from ingest.release import Label

LABELS = ("forward", "schedule", "legend")
SIGNS = frozenset(
    (
        "@at least 1 ahead",
        "@at least 1 hint",
        "@period:after",
        "@lead-in:ahead",
        "@lead-in:hint",
        "@starts with:to",
        "@starts with:named subject to act",
    )
)
CARRIED = Path(__file__).with_name("weights.npz")

Scores = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model over names; a score above zero speaks for its label."""

    weights: dict[str, Scores]
    bias: Scores
    about: dict[str, object]

    def scores(self, names: Set[str]) -> Scores:
        """The scores of the labels, in the order of LABELS."""
        forward, schedule, legend = self.bias
        for name in sorted(self.weights.keys() & names):
            weight = self.weights[name]
            forward += weight[0]
            schedule += weight[1]
            legend += weight[2]
        return forward, schedule, legend

    def decide(self, names: Set[str]) -> Label:
        """Give the label whose score is highest above zero; nothing is `forward` without a sign of what is to come."""
        forward, schedule, legend = self.scores(names)
        if SIGNS.isdisjoint(names):
            forward = -1.0
        if max(forward, schedule, legend) <= 0:
            return "historical"
        if forward >= max(schedule, legend):
            return "forward"
        return "schedule" if schedule >= legend else "legend"

    def unsure(self, names: Set[str], odds: float) -> bool:
        """Whether the odds that it looks ahead are nearer to even than these, there being a sign of what is to come."""
        return not SIGNS.isdisjoint(names) and abs(self.scores(names)[0]) < odds

    def forward_weight(self, name: str) -> float:
        """What one feature counts for `forward`."""
        return self.weights.get(name, (0.0, 0.0, 0.0))[0]

    def save(self, path: Path) -> None:
        """Write the model as one small file; the same model gives the same bytes."""
        names = "\n".join(self.weights).encode()
        table = np.array(list(self.weights.values()), dtype=np.float16)
        about = json.dumps(self.about, sort_keys=True).encode()
        np.savez_compressed(
            path,
            names=np.frombuffer(names, np.uint8),
            weights=table,
            bias=np.array(self.bias, np.float32),
            about=np.frombuffer(about, np.uint8),
        )

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read what `save` wrote."""
        with np.load(path) as file:
            names = file["names"].tobytes().decode().split("\n")
            rows = file["weights"].astype(float).tolist()
            bias = file["bias"].tolist()
            about = json.loads(file["about"].tobytes())
        return cls({name: (row[0], row[1], row[2]) for name, row in zip(names, rows, strict=True)}, (bias[0], bias[1], bias[2]), about)


@cache
def carried() -> Model:
    """The model that the package carries, read once."""
    return Model.load(weights_file("labels.npz", CARRIED))
