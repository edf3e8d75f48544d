"""Learn the weights; needs scikit-learn (the extra `train`), which nothing else in this package does."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.policy.model import FACTUAL, RUN, VECTOR, Floats, Model, Weights
from bot.policy.words import runs
from prompts import examples

STRENGTH = 5.0  # inverse of the penalty, chosen by cross-validation over issuers
LEAST = 3  # issuers or examples in whose questions a run of words must stand
FALSE = 0.003  # share of the factual questions of unseen issuers that may be declined without a pattern
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its class, and whose it is: an issuer's, or an example of its own."""

    text: str
    label: str
    source: str


def train(folder: Path, embed: Callable[[Sequence[str]], Floats], encoder: str, out: Path) -> Model:
    """Learn from the examples and the answerable questions of ``folder``/questions.jsonl; write the weights to ``out``."""
    asked = [*_examples(), *_factual(folder / "questions.jsonl")]
    places = {name: place for place, name in enumerate(_shared(asked))}
    words = RUN * _matrix(asked, places)
    vectors = VECTOR * csr_matrix(embed([one.text for one in asked]))
    both, false_both = _fit(hstack([words, vectors]).tocsr(), asked, len(places))
    alone, false_alone = _fit(words, asked, len(places))
    about = {
        "questions": len(asked),
        "issuers": len({one.source for one in asked if one.source}),
        "declined wrongly": [false_both, false_alone],
    }
    model = Model(encoder, tuple(sorted({one.label for one in asked})), places, both, alone, json.dumps(about))
    model.save(out)
    return model


def _examples() -> list[Asked]:
    return [Asked(example.text, example.label, "") for example in examples("policy")]


def _factual(path: Path) -> list[Asked]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Asked(line["question"], FACTUAL, line["issuer"]) for line in lines if line["answerable"]]


def _shared(asked: Sequence[Asked]) -> list[str]:
    """List the runs that stand in the questions of at least LEAST sources, an example being one."""
    sources: dict[str, set[str]] = defaultdict(set)
    for number, one in enumerate(asked):
        for run in runs(one.text):
            sources[run].add(one.source or str(number))
    return sorted(run for run, seen in sources.items() if len(seen) >= LEAST)


def _matrix(asked: Sequence[Asked], places: dict[str, int]) -> csr_matrix:
    rows, columns = [], []
    for number, one in enumerate(asked):
        found = [places[run] for run in runs(one.text) if run in places]
        rows += [number] * len(found)
        columns += found
    return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(asked), len(places)))


def _fit(matrix: csr_matrix, asked: Sequence[Asked], words: int) -> tuple[Weights, float]:
    """The weights learnt from all, sure where only FALSE of the questions of issuers not learnt from would be declined."""
    labels = np.array([one.label for one in asked])
    mine = np.array([not one.source for one in asked])
    issuers = np.flatnonzero(~mine)
    odds = np.zeros(len(issuers))
    for known, unseen in GroupKFold(FOLDS).split(issuers, groups=[one.source for one in asked if one.source]):
        learnt = _regression(vstack([matrix[mine], matrix[issuers[known]]]), np.concatenate([labels[mine], labels[issuers[known]]]))
        odds[unseen] = _odds(learnt, matrix[issuers[unseen]])
    sure = float(np.quantile(odds, 1 - FALSE))
    learnt = _regression(matrix, labels)
    weights = learnt.coef_.T.astype(np.float32)
    return Weights(weights[:words], weights[words:], learnt.intercept_.astype(np.float32), sure), float((odds > sure).mean())


def _regression(matrix: csr_matrix, labels: np.ndarray[tuple[int], np.dtype[np.str_]]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=400).fit(matrix, labels)


def _odds(learnt: LogisticRegression, matrix: csr_matrix) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    factual = learnt.predict_proba(matrix)[:, list(learnt.classes_).index(FACTUAL)]
    odds: np.ndarray[tuple[int], np.dtype[np.float64]] = np.log((1 - factual + 1e-12) / (factual + 1e-12))
    return odds
