"""The learned part: a linear model over a question's runs of words and, where it is at hand, its vector.

Its weights were learnt (train.py) from the examples in the room `prompts` and from factual questions of several hundred
issuers; runs that few of them share were left out, so that nobody's name is learnt. With another encoder, words alone judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.policy.words import runs
from ingest import weights_file

Floats = npt.NDArray[np.float32]

CARRIED = Path(__file__).with_name("weights.npz")
FACTUAL = "factual"
RUN, VECTOR = 0.5, 3.0  # how large a run of words and a unit vector enter, chosen by cross-validation over issuers


@dataclass(frozen=True, slots=True)
class Votes:
    """The likeliest reason not to ask the record, the log-odds of any such reason, and whether that is sure."""

    reason: str
    odds: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """One row a run of words and one a dimension of the vector, one column a class; ``sure`` is the log-odds from which it is sure."""

    runs: Floats
    vector: Floats
    bias: Floats
    sure: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights over words with the vectors of ``encoder``, and others over words alone."""

    encoder: str
    classes: tuple[str, ...]
    places: dict[str, int]
    with_vector: Weights
    alone: Weights
    about: str = "{}"

    def votes(self, question: str, vector: Floats | None) -> Votes:
        """What the model says of a question, and of its vector by the encoder it was learnt with."""
        weights = self.alone if vector is None else self.with_vector
        rows = [self.places[run] for run in runs(question) if run in self.places]
        scores = weights.bias + RUN * weights.runs[rows].sum(axis=0)
        if vector is not None:
            scores = scores + VECTOR * (vector @ weights.vector)
        return _votes(dict(zip(self.classes, scores.tolist(), strict=True)), weights.sure)

    def save(self, path: Path) -> None:
        """Write the model to one file."""
        kept: dict[str, npt.NDArray[np.generic]] = {
            "encoder": np.array(self.encoder),
            "classes": np.array(self.classes),
            "names": np.array("\n".join(self.places)),
            "about": np.array(self.about),
        }
        for kind, weights in (("with", self.with_vector), ("alone", self.alone)):
            kept[f"{kind}_runs"], kept[f"{kind}_vector"] = weights.runs.astype(np.float16), weights.vector.astype(np.float16)
            kept[f"{kind}_bias"], kept[f"{kind}_sure"] = weights.bias, np.array(weights.sure)
        np.savez_compressed(path, **kept)  # type: ignore[arg-type]


@cache
def carried() -> Model:
    """The model that comes with the program."""
    with np.load(weights_file("policy.npz", CARRIED)) as kept:
        return Model(
            encoder=str(kept["encoder"]),
            classes=tuple(str(name) for name in kept["classes"]),
            places={name: place for place, name in enumerate(str(kept["names"]).split("\n"))},
            with_vector=_weights(kept, "with"),
            alone=_weights(kept, "alone"),
            about=str(kept["about"]),
        )


def _weights(kept: np.lib.npyio.NpzFile, kind: str) -> Weights:
    runs_, vector, bias = (kept[f"{kind}_{part}"].astype(np.float32) for part in ("runs", "vector", "bias"))
    return Weights(runs_, vector, bias, float(kept[f"{kind}_sure"]))


def _votes(scores: dict[str, float], sure: float) -> Votes:
    factual = scores.pop(FACTUAL)
    odds = float(np.logaddexp.reduce(list(scores.values()))) - factual
    return Votes(max(scores, key=lambda reason: scores[reason]), odds, odds > sure)
