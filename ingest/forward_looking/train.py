"""Learn the weights from labelled sentences; needs scikit-learn (the extra `train`), which nothing else here does.

The folder holds forward.jsonl, one `{release, sentence, label}` a line, and the releases below releases/; a release's file name
begins with its date.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from ingest.errors import IngestError
from ingest.forward_looking.features import Seen, features
from ingest.forward_looking.labeller import _place_in
from ingest.forward_looking.model import LABELS, Model, Scores
from ingest.forward_looking.surroundings import Surroundings
from ingest.parse import parse
from ingest.readers import read
from ingest.release import Release

SEED = 7
STRENGTH = 0.3
LEAST = 2
THRESHOLD = {"forward": 0.46, "schedule": 0.5, "legend": 0.5}


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled sentence with what is seen of it, and how much it counts."""

    names: frozenset[str]
    label: str
    weight: float = 1.0


def train(folder: Path, out: Path) -> Model:
    """Learn from a folder of labelled sentences and write the weights to a file."""
    examples = list(_examples(folder))
    model = fit(examples, about={"sentences": len(examples), "seed": SEED, "labels": dict(Counter(e.label for e in examples))})
    model.save(out)
    return model


def fit(examples: Sequence[Example], *, about: dict[str, object]) -> Model:
    """One logistic regression a label over the names that at least LEAST examples bear."""
    counts = Counter(name for example in examples for name in example.names)
    vocabulary = {name: i for i, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}
    table = _table(examples, vocabulary)
    columns, biases = zip(*(_column(table, examples, label) for label in LABELS), strict=True)
    weights = np.stack(columns, axis=1)
    rows: dict[str, Scores] = {name: (float(w[0]), float(w[1]), float(w[2])) for name, w in zip(vocabulary, weights, strict=True)}
    return Model(rows, (biases[0], biases[1], biases[2]), about)


def _table(examples: Sequence[Example], vocabulary: dict[str, int]) -> Any:
    rows, columns = [], []
    for row, example in enumerate(examples):
        found = sorted(vocabulary[name] for name in example.names if name in vocabulary)
        rows += [row] * len(found)
        columns += found
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(examples), len(vocabulary)))


def _column(table: Any, examples: Sequence[Example], label: str) -> tuple[Any, float]:
    wanted = np.array([example.label == label for example in examples])
    learner = LogisticRegression(C=STRENGTH, max_iter=2000, random_state=SEED)
    learner.fit(table, wanted, sample_weight=[example.weight for example in examples])
    odds = THRESHOLD[label] / (1 - THRESHOLD[label])
    return learner.coef_[0], float(learner.intercept_[0] - np.log(odds))


def _examples(folder: Path) -> Iterator[Example]:
    files = {path.name: path for path in sorted((folder / "releases").rglob("*.*"))}
    known: dict[str, Release | None] = {}
    for line in (folder / "forward.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        name = item["release"]
        if name not in known:
            known[name] = _parsed(files.get(name))
        yield from _views(item["sentence"], item["label"], date.fromisoformat(name[:10]), known[name])


def _parsed(path: Path | None) -> Release | None:
    try:
        return parse(read(path.read_bytes(), path.name)) if path else None
    except IngestError:
        return None


def _views(sentence: str, label: str, published: date, release: Release | None) -> Iterator[Example]:
    """The sentence alone, and the sentence at its place: both are asked for."""
    place = _place_in(release, sentence) if release else None
    share = 0.5 if place else 1.0
    for at in (Surroundings(published=published), *((place,) if place else ())):
        yield Example(frozenset(features(Seen(sentence, at))), label, share)
