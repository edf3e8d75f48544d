"""Hybrid retrieval: vectors and BM25, fused by reciprocal rank; boilerplate ranked apart from the news."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.trade_terms import in_full
from bot.words import same_words
from ingest import Embedder, Passage, Record

FUSION = 20  # the constant of reciprocal rank fusion: how slowly a rank's weight falls
DEPTH = 100  # candidates taken from each ranking
LEAST = 50  # passages among which near-identical ones are sought, however few are asked for
VECTORS, WORDS = 2.0, 0.5  # weights in the fusion: the tuned encoder ranks better than either BM25
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, its cosine to the question, its two BM25 scores (without and with headline), and the sentences around it.

    ``lists`` are the parts of the release's legend that stand in it: topics, factors, assumptions.
    """

    passage: Passage
    cosine: float
    bare: float
    titled: float
    near: str
    lists: frozenset[str] = frozenset()


class Retriever:
    """Ranked passages for a question, from one record."""

    def __init__(self, record: Record, embedder: Embedder) -> None:
        self.record, self.embedder = record, embedder
        self.vector = lru_cache(64)(lambda question: embedder.embed([question])[0])  # asked for twice in one answer

    def search(self, question: str, *, count: int = 50, until: date | None = None, only: Collection[str] = ()) -> list[Passage]:
        """The best passages published up to ``until`` (of the releases ``only`` where any are named), near-identical ones once, as their newest."""
        scores = self._fused(in_full(question), self._allowed(until, only))
        ranked = sorted(scores, key=lambda key: (-scores[key], key))
        self.record.warm(release_id for release_id, _ in ranked[: max(count, LEAST)])  # one by one they take longer than all the rest
        found = (self.record.passage(*key, score=round(scores[key], 6)) for key in ranked)
        return collapse(found, max(count, LEAST))[:count]  # a newer twin may stand further down than a short list looks

    def candidates(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """The passages with what each ranking says of them and what stands around them."""
        keys = [(p.release_id, p.index) for p in passages]
        question = in_full(question)
        cosines = self.record.cosines(self.vector(question), keys)
        bare, titled = self.record.lexical.scores(question)
        rows = [self.record.lexical.row(key) for key in keys]
        return [
            Candidate(p, float(cosine), float(bare[row]), float(titled[row]), self._near(p), self._lists(p))
            for p, cosine, row in zip(passages, cosines, rows, strict=True)
        ]

    def _near(self, passage: Passage) -> str:
        release = self.record.release(passage.release_id)
        around = (passage.index - 1, passage.index + 1)
        return " ".join(release.quote(release.sentences[i]) for i in around if 0 <= i < len(release.sentences))

    def _lists(self, passage: Passage) -> frozenset[str]:
        legend = self.record.release(passage.release_id).legend
        if passage.kind != "legend" or legend is None:
            return frozenset()
        parts = {"topics": legend.topics, "factors": legend.factors, "assumptions": legend.assumptions}
        return frozenset(name for name, spans in parts.items() if any(passage.start <= s.start and s.end <= passage.end for s in spans))

    def _allowed(self, until: date | None, only: Collection[str]) -> Collection[str]:
        """The releases that may answer, a correction in place of what it corrects; none named means all."""
        rows = self.record.in_force(until)
        allowed = [row.release_id for row in rows if not only or row.release_id in only or row.instead_of in only]
        return () if len(allowed) == len(self.record.rows()) else frozenset(allowed or ["none"])

    def _fused(self, question: str, only: Collection[str]) -> dict[Key, float]:
        scores: dict[Key, float] = {}
        for weight, ranking in self._rankings(question, only):
            for rank, key in enumerate(ranking):
                scores[key] = scores.get(key, 0.0) + weight / (FUSION + rank + 1)
        return scores

    def _rankings(self, question: str, only: Collection[str]) -> Iterator[tuple[float, list[Key]]]:
        """Rankings and their weights; boilerplate is ranked apart, so that what repeats in every release crowds nothing out."""
        lexical = self.record.lexical
        bm25 = lexical.scores(question)
        for boilerplate in (False, True):
            nearest = self.record.nearest(self.vector(question), count=DEPTH, boilerplate=boilerplate, only=only)
            yield VECTORS, [(r, i) for r, i, _ in nearest]
            for scores in bm25:
                yield WORDS, lexical.best(scores, DEPTH, boilerplate=boilerplate, only=only)


def collapse(passages: Iterable[Passage], count: int) -> list[Passage]:
    """The first ``count`` passages, each set of near-identical ones as its newest at the place of its best."""
    kept: list[Passage] = []
    for passage in passages:
        twin = next((n for n, other in enumerate(kept) if same_words(other.text, passage.text)), None)
        if twin is None:
            if len(kept) == count:
                break
            kept.append(passage)
        elif passage.published > kept[twin].published:
            kept[twin] = replace(passage, score=kept[twin].score)
    return kept
