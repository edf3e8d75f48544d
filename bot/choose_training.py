"""Learn how to choose from a folder of material: what the logistic model weighs, and how it and the chooser make one chance.

The folder has questions.jsonl (a line {id, issuer, question, answerable, evidence: [{release, quote}]}) and the releases below
releases/. ``fresh`` names the issuers that encoder and chooser were not trained on. The encoder has seen the other questions,
which brings their vectors nearer to their answers than a new question's would be; so the weights learnt on them are only where
the fit starts, and it ends on the fresh ones. Deterministic, numpy alone; nearly all of the time goes to embedding.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bot.choose import JUDGED, judge_of
from bot.features import NAMES, features
from bot.retrieve import Retriever
from bot.understand import understand
from bot.weighing import Floats
from bot.words import stems
from ingest import CrossEncoder, Embedder, Record, ingest

FEWEST, MOST = 4, 12  # releases of an issuer worth starting from: among fewer there is little to choose
STEPS, RATE = 300, 0.02
LOOSE, TIGHT = 0.001, 0.15  # how strongly weights are held to zero at the start, and to the start's at the end
SILENT, SHARE = 0.33, 0.2  # set by hand: one answerable fresh question in twelve falls below this cosine
BLEND_SILENT, BLEND_SHARE = 0.7, 0.2  # the same with a chooser, by its chance; on fresh questions 8% of the answerable fall below
SEEN = 700  # questions that the encoder has seen are enough to start from
SEED = 7
CANDIDATES = 50
TODAY = date(2026, 1, 1)  # a fixed day, so that the fit is the same on any
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates as rows of features, which of them answer it (1.0 or 0.0), and the chooser's logits where it was asked."""

    rows: Floats
    answers: Floats
    logits: Floats = field(default_factory=lambda: np.zeros(0))


def learn(material: Path, fresh: Collection[str], embedder: Embedder, chooser: CrossEncoder | None, progress: Progress) -> dict[str, Any]:
    """The table that choosing reads: weights over NAMES, and how they blend with the chooser's logit."""
    by_issuer = _questions(material)
    seen_issuers = Random(SEED).sample(sorted(by_issuer.keys() - set(fresh)), k=len(by_issuer.keys() - set(fresh)))
    seen: list[Example] = []
    for name in seen_issuers:
        if len(seen) >= SEEN:
            break
        seen += _examples(material, by_issuer[name], embedder, None, FEWEST, MOST)
        progress(f"candidates for {len(seen)} of {SEEN} questions that the encoder has seen")
    unseen: list[Example] = []
    for name in sorted(by_issuer.keys() & set(fresh)):
        unseen += _examples(material, by_issuer[name], embedder, chooser, 1, 1000)
        progress(f"candidates for {len(unseen)} fresh questions")
    weights, bias = _linear(seen, unseen)
    table = {"bias": bias, "weights": dict(zip(NAMES, weights.tolist(), strict=True)), "silent": SILENT, "share": SHARE}
    table["learnt"] = {"encoder": embedder.name, "seen": len(seen), "fresh": len(unseen)}
    return table | ({"blend": blend(unseen, weights, bias)} if chooser else {})


def _linear(seen: Sequence[Example], unseen: Sequence[Example]) -> tuple[Floats, float]:
    mean, spread = (f(np.vstack([e.rows for e in [*seen, *unseen]]), axis=0) for f in (np.mean, np.std))
    spread = spread + 1e-6
    start = fit([Example((e.rows - mean) / spread, e.answers) for e in seen], np.zeros(len(NAMES)), -3.0, LOOSE)
    weights, bias = fit([Example((e.rows - mean) / spread, e.answers) for e in unseen], *start, TIGHT)
    plain = weights / spread
    return plain, bias - float(mean @ plain)


def blend(examples: Sequence[Example], weights: Floats, bias: float) -> dict[str, float]:
    """How the chooser's logit and the logistic model's odds make one chance, over the likeliest of each fresh question."""
    small = []
    for example in examples:
        odds = example.rows @ weights + bias
        likeliest = np.argsort(-odds, kind="stable")[:JUDGED]
        small.append(Example(np.stack([example.logits[likeliest], odds[likeliest]], axis=1), example.answers[likeliest]))
    (logit, odds_weight), start = fit(small, np.array([0.5, 0.5]), -1.0, LOOSE)
    return {"bias": start, "logit": float(logit), "odds": float(odds_weight), "silent": BLEND_SILENT, "share": BLEND_SHARE}


def fit(examples: Sequence[Example], start: Floats, bias: float, held: float) -> tuple[Floats, float]:
    """Weights and bias by Adam: the answers' share of each question's softmax, and each candidate's own chance, at once."""
    parameters = np.append(start, bias)
    first = parameters.copy()
    mean, square = np.zeros_like(parameters), np.zeros_like(parameters)
    for step in range(1, STEPS + 1):
        slope = _slope(examples, parameters) + 2 * held * np.append(parameters[:-1] - first[:-1], 0.0)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        parameters = parameters - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return parameters[:-1], float(parameters[-1])


def _slope(examples: Sequence[Example], parameters: Floats) -> Floats:
    """The gradient of the loss; questions without an answer among their candidates count in the second part alone."""
    listed, single = np.zeros_like(parameters), np.zeros_like(parameters)
    answered = sum(bool(e.answers.any()) for e in examples)
    rows = sum(len(e.answers) for e in examples)
    for example in examples:
        scores = example.rows @ parameters[:-1] + parameters[-1]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        errors = 1 / (1 + np.exp(-scores)) - example.answers
        single += np.append(errors @ example.rows, errors.sum()) / rows
        if example.answers.any():
            among = shares * example.answers
            listed[:-1] += (shares - among / among.sum()) @ example.rows / answered
    return listed + single


def _questions(material: Path) -> dict[str, list[dict[str, Any]]]:
    by_issuer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (material / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        by_issuer[question["issuer"]].append(question)
    return by_issuer


def _examples(
    material: Path, questions: list[dict[str, Any]], embedder: Embedder, chooser: CrossEncoder | None, fewest: int, most: int
) -> Iterator[Example]:
    """The examples of one issuer's questions, asked of a record of the releases that they name."""
    names = {q["release"] for q in questions} | {e["release"] for q in questions for e in q["evidence"]}
    files = sorted(str(path) for path in (material / "releases").rglob("*") if path.name in names)
    if not fewest <= len(files) <= most:
        return
    with tempfile.TemporaryDirectory() as folder:
        ingest(files, Path(folder) / "store")
        record = Record(Path(folder) / "store")
        retriever = Retriever(record, embedder)
        for question in questions:
            asked = question["question"]
            candidates = retriever.candidates(asked, retriever.search(asked, count=CANDIDATES))
            rarity = {stem: record.lexical.rarity(stem) for stem in stems(asked)}
            answers = [any(_alike(c.passage.text, e["quote"]) for e in question["evidence"]) for c in candidates]
            if candidates:
                rows = features(asked, understand(asked, today=TODAY), candidates, rarity)
                judge = judge_of([asked], chooser)
                yield Example(rows, np.array(answers, float), judge([c.passage for c in candidates]) if judge else np.zeros(0))
        record.close()


def _alike(text: str, quote: str) -> bool:
    """True where one holds (nearly) all words of the other."""
    one, other = stems(text), stems(quote)
    return min(len(one), len(other)) >= 4 and len(one & other) >= 0.75 * min(len(one), len(other))
