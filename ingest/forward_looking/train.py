"""Learn the weights from labelled sentences; needs scikit-learn (the extra `train`), which nothing else in this package does.

A logistic regression a label, over the names of features.py. What was looked for (names with "@") enters larger than runs of words,
so that it is shrunk less. `forward` is learnt on what is no legend: a legend is told by its section, or by its own weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ingest.errors import SourceError
from ingest.forward_looking.examples import Example, read_examples
from ingest.forward_looking.model import LABELS, Model, Scores

SEED = 7
STRENGTH = 0.15  # inverse of the penalty; chosen by issuer-grouped cross-validation, like the next three
SIZE = 1.5  # of a feature that was looked for; a run of words has 1
LEAST = 3  # issuers in whose sentences a name must stand: so no issuer's or product's name is learnt
LEAST_ODDS = {"forward": 0.35, "schedule": 0.5, "legend": 0.5}  # probability from which a label is given
FOLDS = 10
Rows = Sequence[tuple[frozenset[str], bool, float]]


def train_labels(folder: Path, out: Path, *, on: date | None = None) -> Model:
    """Learn from a folder of labelled sentences and write the weights, with the figures they reached, to a file."""
    examples = list(read_examples(folder))
    issuers = {example.issuer for example in examples}
    if len(issuers) < FOLDS:
        raise SourceError(f"{folder / 'forward.jsonl'} has labelled sentences of {len(issuers)} issuers; at least {FOLDS} are needed.")
    figures = {"alone": cross_validate(examples, view=0), "at its place": cross_validate(examples, view=-1)}
    about: dict[str, object] = {
        "sentences": sum(example.judged for example in examples),
        "labels": dict(Counter(example.label for example in examples if example.judged)),
        "sentences of legends": sum(not example.judged for example in examples),
        "issuers": len(issuers),
        "seed": SEED,
        "learnt on": (on or date.today()).isoformat(),
        "f1 of forward, cross-validated by issuer": figures,
    }
    model = fit(examples, about)
    model.save(out)
    return model


def fit(examples: Sequence[Example], about: dict[str, object] | None = None) -> Model:
    """The model learnt from examples."""
    vocabulary = {name: i for i, name in enumerate(_shared(examples))}
    columns, biases = zip(*(_column(_rows(examples, label), vocabulary, label) for label in LABELS), strict=True)
    weights = np.stack(columns, axis=1)
    rows: dict[str, Scores] = {name: (float(w[0]), float(w[1]), float(w[2])) for name, w in zip(vocabulary, weights, strict=True)}
    return Model(rows, (biases[0], biases[1], biases[2]), about or {})


def _shared(examples: Sequence[Example]) -> list[str]:
    """List the names that stand in labelled sentences of at least LEAST issuers."""
    issuers: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        if example.judged:
            for name in frozenset().union(*example.views):
                issuers[name].add(example.issuer)
    return sorted(name for name, found in issuers.items() if len(found) >= LEAST)


def cross_validate(examples: Sequence[Example], *, view: int) -> float:
    """F1 of `forward` where every issuer's sentences are judged by what was learnt from the others."""
    issuers = sorted({example.issuer for example in examples})
    order = np.random.default_rng(SEED).permutation(len(issuers))
    fold = {issuer: int(order[i]) % FOLDS for i, issuer in enumerate(issuers)}
    hits = [0, 0, 0]
    for number in range(FOLDS):
        model = fit([example for example in examples if fold[example.issuer] != number])
        for example in (example for example in examples if example.judged and fold[example.issuer] == number):
            got, want = _is_forward(example, model, view), example.label == "forward"
            hits = [hits[0] + (got and want), hits[1] + got, hits[2] + want]
    return round(2 * hits[0] / max(1, hits[1] + hits[2]), 4)


def _is_forward(example: Example, model: Model, view: int) -> bool:
    return not (example.in_legend and view) and model.decide(example.views[view]) == "forward"


def _rows(examples: Sequence[Example], label: str) -> Rows:
    """What one label is learnt from: (names, is it so, weight); a sentence's views share its weight."""
    return [
        (names, example.label == label, example.weight / len(views))
        for example in examples
        if label == "legend" or example.label != "legend"
        for views in [example.views[:1] if example.label == "legend" else example.views]
        for names in views
    ]


def _column(rows: Rows, vocabulary: dict[str, int], label: str) -> tuple[npt.NDArray[np.float64], float]:
    """Weights of the vocabulary and bias for one label."""
    size = np.array([SIZE if name.startswith("@") else 1.0 for name in vocabulary])
    learner = LogisticRegression(C=STRENGTH, max_iter=3000, random_state=SEED)
    learner.fit(_table(rows, vocabulary).multiply(size).tocsr(), [row[1] for row in rows], sample_weight=[row[2] for row in rows])
    odds = LEAST_ODDS[label] / (1 - LEAST_ODDS[label])
    return learner.coef_[0] * size, float(learner.intercept_[0] - np.log(odds))


def _table(rows: Rows, vocabulary: dict[str, int]) -> csr_matrix:
    """One row an example, one column a name."""
    found = [sorted(vocabulary[name] for name in names if name in vocabulary) for names, _, _ in rows]
    ends = np.cumsum([0, *(len(one) for one in found)])
    indices = np.array([index for one in found for index in one])
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(vocabulary)))
