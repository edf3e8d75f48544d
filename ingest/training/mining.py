"""The chooser's hard negatives: what the tuned encoder and BM25 rank high and is no answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ingest.training.chooser import Hard
from ingest.training.material import Issuer, Passage, Question
from ingest.training.network import Network

VECTORS, WORDS, FUSION = 2.0, 0.7, 20  # as retrieval fuses its rankings
DEPTH, KEPT = 60, 20


def mined(issuers: Sequence[Issuer], network: Network, progress: Callable[[str], None]) -> Hard:
    """For each question of these issuers the hardest passages, each wording once, hardest first."""
    found: dict[Question, Sequence[Passage]] = {}
    for number, issuer in enumerate(issuers, 1):
        questions = [*issuer.questions, *issuer.silent]
        scores = network.vectors([q.text for q in questions]) @ network.vectors([p.text for p in issuer.passages]).T
        for question, row in zip(questions, scores, strict=True):
            nearest = [issuer.passages[place] for place in np.argsort(-row)[:DEPTH]]
            found[question] = _fused(question, nearest)
        if number % 50 == 0 or number == len(issuers):
            progress(f"looked for hard negatives at {number} of {len(issuers)} issuers")
    return found


def _fused(question: Question, nearest: Sequence[Passage]) -> list[Passage]:
    scores: dict[Passage, float] = {}
    for weight, ranking in ((VECTORS, nearest), (WORDS, question.hard)):
        for rank, passage in enumerate(ranking):
            scores[passage] = scores.get(passage, 0.0) + weight / (FUSION + rank)
    distinct: dict[str, Passage] = {}
    for passage in sorted(scores, key=lambda one: -scores[one]):
        if passage.words not in question.spared:
            distinct.setdefault(passage.words, passage)
    return list(distinct.values())[:KEPT]
