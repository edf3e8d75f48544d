"""The learnt part: two small logistic models, one over what is seen of a claim and its basis, one over all that a search found.

Of short claims ("Revenue grew") other things tell than of long ones, so they have two of their own; those between are judged by both.
Their weights were learnt (train.py) from claims about several hundred releases, by issuer; no word of theirs is in them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from bot.verify.verdict import RULINGS, Probabilities

CARRIED = Path(__file__).with_name("weights.json")
CARRIED_SHORT = Path(__file__).with_name("weights-short.json")
SHORT, BETWEEN = 4, 5  # content words of a claim that is short, and of one that is judged as both


@dataclass(frozen=True, slots=True)
class Logistic:
    """A multinomial logistic model over named features; a feature that a row lacks counts as its mean."""

    mean: dict[str, float]
    scale: dict[str, float]
    weights: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> Probabilities:
        """Probabilities [n, 3] of the RULINGS for n rows of features."""
        values = np.array(
            [[(row.get(name, self.mean[name]) - self.mean[name]) / self.scale[name] for name in self.weights] for row in rows]
        )
        scores = values.reshape(len(rows), -1) @ np.array(list(self.weights.values())).reshape(-1, len(self.bias)) + np.array(self.bias)
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(grown / grown.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights for a claim with its basis given, and for a claim with what was found for it."""

    given: Logistic
    found: Logistic
    about: dict[str, object]

    def save(self, path: Path) -> None:
        """Write both models to one file."""
        table = {"about": self.about, "rulings": RULINGS, "given": _plain(self.given), "found": _plain(self.found)}
        lines = re.sub(r"(?<=[\[,])\s+(?=-?\d)|(?<=\d)\s+(?=\])", " ", json.dumps(table, indent=1))
        path.write_text(lines + "\n", encoding="utf-8")


@cache
def carried(path: Path = CARRIED) -> Model:
    """The model that comes with the program; ``CARRIED_SHORT`` holds the one for short claims."""
    table = json.loads(path.read_text(encoding="utf-8"))
    return Model(_logistic(table["given"]), _logistic(table["found"]), table["about"])


def by_length(part: Literal["given", "found"], rows: Sequence[Mapping[str, float]], words: int) -> Probabilities:
    """Probabilities [n, 3] by the carried models' part, for n rows about a claim of so many content words."""
    paths = [path for path, fits in ((CARRIED_SHORT, words <= BETWEEN), (CARRIED, words > SHORT)) if fits]
    models: list[Logistic] = [getattr(carried(path), part) for path in paths]
    return np.asarray(np.mean([model.probabilities(rows) for model in models], axis=0))


def _plain(model: Logistic) -> dict[str, object]:
    rows = {name: [round(v, 4) for v in (model.mean[name], model.scale[name], *model.weights[name])] for name in model.weights}
    return {"bias": [round(b, 4) for b in model.bias], "features (mean, scale, weights)": rows}


def _logistic(table: dict[str, object]) -> Logistic:
    rows: dict[str, list[float]] = table["features (mean, scale, weights)"]  # type: ignore[assignment]
    bias: list[float] = table["bias"]  # type: ignore[assignment]
    return Logistic(
        {name: row[0] for name, row in rows.items()},
        {name: row[1] for name, row in rows.items()},
        {name: tuple(row[2:]) for name, row in rows.items()},
        tuple(bias),
    )
