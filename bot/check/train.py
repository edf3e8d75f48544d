"""Learn the weights of judging from claims; needs scikit-learn (the extra `train`).

``python -m bot.check.train FOLDER STORES [OUT [SHORT]]``: FOLDER/claims.jsonl holds a line `{issuer, claim, label, evidence: [{release, quote}]}`,
STORES a store an issuer, named by ``stores.json`` in it ({issuer: folder}). The second model is learnt from probabilities that the first
gave for issuers it had not seen. Both are learnt twice: for claims of any length, and for short ones, from short forms of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.check.found import Evidence, evidence, summary
from bot.check.short_forms import Claim, made_short
from bot.retrieve import Retriever
from bot.verify import RULINGS, Cited, basis, judge
from bot.verify.model import CARRIED, CARRIED_SHORT, SHORT, Logistic, Model
from bot.verify.wording import content
from bot.words import same_words, stems
from ingest import Embedder, NotOnRecord, Record, open_embedder

FOLDS = 5
STRENGTH = {"given": 0.05, "found": 0.1}  # inverse of the penalty, chosen by cross-validation over issuers
STRENGTH_SHORT = {"given": 0.02, "found": 0.05}
LONGER, REACH = 0.6, 3  # weight, beside short claims, of those that are longer by so many words
SEED = 7
BESIDE, WEIGHT = 2, 0.25  # passages a claim that do not settle it, and their weight
LEAST = 1e-3  # spread below which a feature says nothing
_BLANK = Logistic({}, {}, {}, (0.0, 0.0, 0.0))
UNTRAINED = Model(_BLANK, _BLANK, {})


@dataclass(frozen=True, slots=True)
class Example:
    """A claim with its label, what is seen of it beside the evidence that settles it, and what a search found."""

    label: str
    issuer: str
    given: Mapping[str, float] | None
    found: tuple[Evidence, ...]
    settling: tuple[str, ...]
    words: int
    weight: float = 1.0


def train(folder: Path, stores: Path, out: Path = CARRIED, short: Path = CARRIED_SHORT) -> None:
    """Learn the models and write them to ``out`` and, for short claims, to ``short``."""
    claims = [json.loads(line) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    embedder = open_embedder()
    examples = list(_examples(claims, stores, embedder))
    learn(examples, STRENGTH).save(out)
    made = list(_examples(list(made_short(claims, Random(SEED))), stores, embedder))
    fewer = [replace(e, weight=1.0 if e.words <= SHORT else LONGER) for e in examples if e.words <= SHORT + REACH]
    learn([*made, *fewer], STRENGTH_SHORT).save(short)


def learn(examples: Sequence[Example], strength: Mapping[str, float]) -> Model:
    """Both models from these examples; ``strength`` is the inverse of each one's penalty."""
    issuers = [example.issuer for example in examples]
    summaries: list[Mapping[str, float]] = [{}] * len(examples)
    for known, unseen in GroupKFold(FOLDS).split(issuers, groups=issuers):
        given = _given([examples[n] for n in known], strength["given"])
        for n in unseen:
            summaries[n] = summary(rejudged(examples[n].found, given))
    given = _given(examples, strength["given"])
    weights = [example.weight for example in examples]
    found = fit(summaries, [example.label for example in examples], strength=strength["found"], weights=weights)
    return Model(given, found, {"claims": len(examples), "issuers": len(set(issuers))})


def rejudged(found: Sequence[Evidence], given: Logistic) -> list[Evidence]:
    """The same evidence with another model's probabilities."""
    rows = given.probabilities([e.judged.seen for e in found]).tolist()
    return [
        replace(e, judged=replace(e.judged, supported=s, contradicted=c, not_stated=n)) for e, (s, c, n) in zip(found, rows, strict=True)
    ]


def fit(rows: Sequence[Mapping[str, float]], labels: Sequence[str], *, strength: float, weights: Sequence[float] | None = None) -> Logistic:
    """A logistic model over the features that all rows have."""
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    scale = np.where(spread > LEAST, spread, 1.0)
    learnt = LogisticRegression(C=strength, max_iter=2000).fit((values - mean) / scale, labels, sample_weight=weights)
    order = [list(learnt.classes_).index(ruling) for ruling in RULINGS]
    return Logistic(
        dict(zip(names, mean.tolist(), strict=True)),
        dict(zip(names, scale.tolist(), strict=True)),
        {name: tuple(row) for name, row in zip(names, learnt.coef_[order].T.tolist(), strict=True)},
        tuple(learnt.intercept_[order].tolist()),
    )


def _given(examples: Sequence[Example], strength: float) -> Logistic:
    """The first model: from the evidence that settles each claim, and from what was found and does not."""
    rows, labels, weights = [], [], []
    for example in examples:
        for row, label, weight in _pairs(example):
            rows.append(row)
            labels.append(label)
            weights.append(weight * example.weight)
    return fit(rows, labels, strength=strength, weights=weights)


def _pairs(example: Example) -> Iterator[tuple[Mapping[str, float], str, float]]:
    if example.given is not None:
        yield example.given, example.label, 1.0
    beside = 0
    for one in example.found:
        if len(one.cited) == 1 and not any(_twin(one.cited[0].quote, words) for words in example.settling) and beside < BESIDE:
            beside += 1
            yield one.judged.seen, "not_stated", WEIGHT if example.settling else 2 * WEIGHT
        elif len(one.cited) == 1 and len(example.settling) == 1 and same_words(one.cited[0].quote, example.settling[0]):
            yield one.judged.seen, example.label, 0.5


def _twin(one: str, other: str) -> bool:
    """True where one text is for the greater part in the other."""
    a, b = stems(one), stems(other)
    return len(a & b) >= 0.75 * max(1, min(len(a), len(b)))


def _examples(claims: Sequence[Claim], stores: Path, embedder: Embedder) -> Iterator[Example]:
    folders = json.loads((stores / "stores.json").read_text(encoding="utf-8"))
    by_issuer: dict[str, list[Claim]] = {}
    for claim in claims:
        by_issuer.setdefault(claim["issuer"], []).append(claim)
    for issuer, said in by_issuer.items():
        record = Record(stores / folders[issuer])
        retriever = Retriever(record, embedder)
        yield from (example for claim in said if (example := _example(claim, retriever)).found)
        record.close()
        print(f"\r{issuer[:60]:<60}", end="", file=sys.stderr)


def _example(claim: Claim, retriever: Retriever) -> Example:
    words: str = claim["claim"]
    cited = [one for quote in claim["evidence"] for one in _where(quote, retriever.record)]
    given = None
    if cited:
        vectors = retriever.embedder.embed([f"{c.release.headline}: {c.quote}" for c in cited])
        cosine = float((vectors @ retriever.vector(words)).max())
        given = judge(words, [(basis(cited), cosine)], model=UNTRAINED)[0].seen
    found = tuple(evidence(words, retriever, model=UNTRAINED))
    settling = tuple(quote["quote"] for quote in claim["evidence"])
    return Example(claim["label"], claim["issuer"], given, found, settling, len(content(words)), claim.get("weight", 1.0))


def _where(quote: Mapping[str, str], record: Record) -> list[Cited]:
    """The passages of the release that the quote is for the greater part in."""
    try:
        release = record.find(quote["release"])
    except NotOnRecord:
        return []
    passages = [record.passage(release.release_id, n) for n in range(len(release.sentences))]
    shared: Callable[[str], int] = lambda text: len(stems(text) & stems(quote["quote"]))  # noqa: E731
    twins = [p for p in passages if len(stems(p.text)) > 2 and _twin(p.text, quote["quote"])]
    most = max((shared(p.text) for p in twins), default=0)
    return [Cited(p.text, p, release) for p in twins if 2 * shared(p.text) >= most][:3]


if __name__ == "__main__":
    train(Path(sys.argv[1]), Path(sys.argv[2]), *map(Path, sys.argv[3:5]))
