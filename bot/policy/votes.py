"""The vote of the examples: kernel ridge regression over the vectors of the questions kept in the room `prompts`.

An example votes for its class by how near it is to the question; weights found once make near examples of one class
share their vote and near ones of two classes count against each other. How large a lead is sure is read off the factual
examples, each judged by all the others (leave one out, in closed form), so that any encoder serves.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from prompts import Example
from prompts import examples as kept

Floats = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]

SHARPNESS = 6.0  # how fast an example's vote fades with distance (of 4 to 10 tried, 6 and 8 measured best)
RIDGE = 0.1  # how far the weights may follow single examples
CALM = 0.974  # share of the factual examples below the sure lead; they were picked to be hard, 997 in 1,000 questions are below it
FACTUAL = "factual"


@dataclass(frozen=True, slots=True)
class Votes:
    """The reason with most votes, by how much the votes for any reason lead those for a factual question, and whether that is sure."""

    reason: str | None = None
    lead: float = 0.0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of policy for one encoder: their vectors, the weights of their votes, and the lead that is sure."""

    embed: Embed
    labels: tuple[str, ...]
    vectors: Floats
    weights: Floats
    sure: float

    @classmethod
    def open(cls, embed: Embed, name: str, folder: Path) -> Examples:
        """Read what was found for the encoder ``name`` before from ``folder``; embed the examples where nothing was."""
        examples = kept("policy")
        labels = tuple(sorted({example.label for example in examples} - {FACTUAL}))
        told = "\0".join([name, *(f"{example.label}\0{example.text}" for example in examples)])
        path = folder / f"policy-{sha256(told.encode()).hexdigest()[:16]}.npz"
        if not path.is_file():
            vectors = embed([example.text for example in examples])
            _save(path, vectors, *_solved(vectors, examples, (*labels, FACTUAL)))
        with np.load(path) as known:
            return cls(embed, labels, known["vectors"], known["weights"], float(known["sure"]))

    def votes(self, question: str, vector: Floats | None = None) -> Votes:
        """What the examples say of this question; ``vector`` is the question's, where it is known."""
        known = self.embed([question])[0] if vector is None else vector
        votes = _near(self.vectors, known) @ self.weights
        lead = float(_leads(votes[None])[0])
        return Votes(self.labels[int(np.argmax(votes[:-1]))], lead, lead > self.sure)


def _solved(vectors: Floats, examples: Sequence[Example], columns: Sequence[str]) -> tuple[Floats, float]:
    """The weights of the votes, and the lead that is sure; the last of ``columns`` is the factual class."""
    belongs = np.array([[example.label == column for column in columns] for example in examples], np.float32)
    inverse: Floats = np.linalg.inv(_near(vectors, vectors.T) + RIDGE * np.eye(len(examples))).astype(np.float32)
    weights: Floats = inverse @ belongs
    without_itself = belongs - weights / np.diag(inverse)[:, None]
    return weights, float(np.quantile(_leads(without_itself)[belongs[:, -1] == 1], CALM))


def _near(vectors: Floats, other: Floats) -> Floats:
    near: Floats = np.exp(SHARPNESS * (vectors @ other - 1))
    return near


def _leads(votes: Floats) -> Floats:
    leads: Floats = np.clip(votes[:, :-1], 0, None).sum(1) - votes[:, -1]
    return leads


def _save(path: Path, vectors: Floats, weights: Floats, sure: float) -> None:
    """Write the file whole or not at all: two processes may do so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(unfinished, vectors=vectors, weights=weights, sure=sure)
    unfinished.replace(path)
