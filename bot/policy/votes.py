"""The vote of the examples: kernel ridge regression over the vectors of the questions kept in the room `prompts`.

An example votes for its class by how near it is to the question; weights found once make near examples of one class
share their vote and near ones of two classes count against each other. Any encoder serves; its vectors are kept on disk.
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

Vector = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vector]

SHARPNESS = 6.0  # how fast an example's vote fades with distance (of 4 to 10 tried, 6 and 8 measured best)
RIDGE = 0.1  # how far the weights may follow single examples
FACTUAL = "factual"


@dataclass(frozen=True, slots=True)
class Votes:
    """The reason with most votes, and by how much the votes for any reason lead those for a factual question."""

    reason: str | None = None
    lead: float = 0.0


class Examples:
    """The examples' vectors and weights for one encoder; embedded once, then read from ``folder``."""

    def __init__(self, embed: Embed, name: str, folder: Path) -> None:
        examples = kept("policy")
        self._embed = embed
        self._labels = sorted({example.label for example in examples} - {FACTUAL})
        self._vectors = _vectors(examples, embed, name, folder)
        self._weights = self._solved(examples)

    def votes(self, question: str, vector: Vector | None = None) -> Votes:
        """What the examples say of this question."""
        known = self._embed([question])[0] if vector is None else vector
        *votes, factual = _near(self._vectors, known) @ self._weights
        return Votes(self._labels[int(np.argmax(votes))], float(np.clip(votes, 0, None).sum() - factual))

    def _solved(self, examples: Sequence[Example]) -> npt.NDArray[np.float32]:
        columns = [*self._labels, FACTUAL]
        belongs = np.array([[float(example.label == column) for column in columns] for example in examples], np.float32)
        near = _near(self._vectors, self._vectors.T)
        weights: npt.NDArray[np.float32] = np.linalg.solve(near + RIDGE * np.eye(len(examples), dtype=np.float32), belongs)
        return weights


def _near(vectors: Vector, other: Vector) -> Vector:
    near: Vector = np.exp(SHARPNESS * (vectors @ other - 1))
    return near


def _vectors(examples: Sequence[Example], embed: Embed, name: str, folder: Path) -> Vector:
    """The unit vectors of the examples, from ``folder`` where this encoder has embedded these very texts before."""
    texts = [example.text for example in examples]
    path = folder / f"policy-{sha256(chr(0).join([name, *texts]).encode()).hexdigest()[:16]}.npy"
    if path.is_file():
        known: Vector = np.load(path)
        return known
    vectors = embed(texts)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.npy")
    np.save(unfinished, vectors)
    unfinished.replace(path)
    return vectors
