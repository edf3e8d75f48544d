"""Learn how to choose: python -m bot.choose_training MATERIAL FRESH.txt [OUT.json].

MATERIAL is a folder with questions.jsonl (a line {id, issuer, question, answerable, evidence: [{release, quote}]}) and the
releases below releases/; FRESH.txt names, one a line, the issuers that the carried encoder was not trained on. The encoder has
seen the other questions, which brings their vectors nearer to their answers than a new question's would be; so the weights learnt
on them are only where the fit starts, and it ends on the fresh ones. Deterministic, numpy alone; half an hour on two cores,
nearly all of it embedding.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.choose import Floats
from bot.features import NAMES, features
from bot.retrieve import Retriever
from bot.understand import understand
from bot.words import stems
from ingest import Embedder, Record, ingest, open_embedder

FEWEST, MOST = 4, 12  # releases of an issuer worth starting from: among fewer there is little to choose
STEPS, RATE = 300, 0.02
LOOSE, TIGHT = 0.001, 0.15  # how strongly weights are held to zero at the start, and to the start's at the end
SILENT, SHARE = 0.33, 0.2  # set by hand: one answerable fresh question in twelve falls below this cosine
CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates as rows of features, and which of them answer it (1.0 or 0.0)."""

    rows: Floats
    answers: Floats


def main(material: Path, fresh: Path, out: Path) -> None:
    """Fit the weights and write them."""
    questions = [json.loads(line) for line in (material / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    new = set(fresh.read_text(encoding="utf-8").split("\n"))
    by_issuer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in questions:
        by_issuer[question["issuer"]].append(question)
    embedder = open_embedder()
    seen = [e for name in by_issuer if name not in new for e in _examples(material, by_issuer[name], embedder, FEWEST, MOST)]
    unseen = [e for name in by_issuer if name in new for e in _examples(material, by_issuer[name], embedder, 1, 1000)]
    mean, spread = (f(np.vstack([e.rows for e in seen]), axis=0) for f in (np.mean, np.std))
    spread = spread + 1e-6
    start = fit([Example((e.rows - mean) / spread, e.answers) for e in seen], np.zeros(len(NAMES)), -3.0, LOOSE)
    weights, bias = fit([Example((e.rows - mean) / spread, e.answers) for e in unseen], *start, TIGHT)
    plain = weights / spread
    table = {"bias": bias - float(mean @ plain), "weights": dict(zip(NAMES, plain.tolist(), strict=True)), "silent": SILENT, "share": SHARE}
    table["learnt"] = {"encoder": embedder.name, "seen": len(seen), "fresh": len(unseen)}
    out.write_text(json.dumps(table, indent=1), encoding="utf-8")


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


def _examples(material: Path, questions: list[dict[str, Any]], embedder: Embedder, fewest: int, most: int) -> Iterator[Example]:
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
                yield Example(features(asked, understand(asked, today=date.today()), candidates, rarity), np.array(answers, float))
        record.close()


def _alike(text: str, quote: str) -> bool:
    """True where one holds (nearly) all words of the other."""
    one, other = stems(text), stems(quote)
    return min(len(one), len(other)) >= 4 and len(one & other) >= 0.75 * min(len(one), len(other))


if __name__ == "__main__":
    main(*(Path(argument) for argument in [*sys.argv[1:], str(Path(__file__).with_name("weights.json"))][:3]))
