"""The evidence for and against a claim: what the record says that is nearest to it, each passage judged by itself and in pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from bot.retrieve import Candidate, Retriever
from bot.verify import Checker, Cited, Judged, basis, judge
from bot.verify.model import Model
from bot.verify.wording import content

COUNT = 8  # passages judged: the one that settles a claim is among them nine times in ten
FLOOR = 1e-3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage, or two of the same release, and the claim judged by it."""

    cited: tuple[Cited, ...]
    judged: Judged

    @property
    def published(self) -> str:
        """The day of its release, ISO 8601."""
        return self.cited[0].passage.published


def evidence(
    claim: str, retriever: Retriever, *, until: date | None = None, checker: Checker | None = None, model: Model | None = None
) -> list[Evidence]:
    """What was found, best ranked first; the pair of passages that covers most of the claim stands last."""
    passages = retriever.search(claim, count=COUNT, until=until)
    candidates = retriever.candidates(claim, passages)
    groups: list[tuple[Candidate, ...]] = [(candidate,) for candidate in candidates]
    groups += _together(claim, candidates)
    cited = [tuple(Cited(c.passage.text, c.passage, retriever.record.release(c.passage.release_id)) for c in group) for group in groups]
    judged = judge(claim, [(basis(c), max(x.cosine for x in g)) for c, g in zip(cited, groups, strict=True)], checker=checker, model=model)
    return [Evidence(c, j) for c, j in zip(cited, judged, strict=True)]


def _together(claim: str, candidates: Sequence[Candidate]) -> list[tuple[Candidate, ...]]:
    """The two passages of one release that cover most of the claim together."""
    wanted = content(claim)
    pairs = [(a, b) for a, b in combinations(candidates, 2) if a.passage.release_id == b.passage.release_id]
    if not pairs:
        return []
    best = max(pairs, key=lambda p: len(wanted & content(f"{p[0].passage.text} {p[1].passage.text}")) + (p[0].cosine + p[1].cosine) / 2)
    return [tuple(sorted(best, key=lambda c: c.passage.index))]


def summary(found: Sequence[Evidence]) -> dict[str, float]:
    """What the second model weighs: the best support and contradiction, and how near the record comes to the claim at all."""
    single = [e.judged for e in found if len(e.cited) == 1]
    both = next((e.judged for e in found if len(e.cited) == 2), None)
    near = np.array([(j.pair.cosine or 0.0) + j.seen["covered with headline"] for j in single])
    order = sorted(range(len(single)), key=lambda n: -single[n].supported)
    best, top = single[order[0]], single[int(near.argmax())]
    second = single[order[1]].supported if len(order) > 1 else 0.0
    weighed = [j.contradicted * float(np.clip((n - near.max()) / 0.3 + 1, 0, 1)) for j, n in zip(single, near, strict=True)]
    paired = both.supported if both else best.supported
    return {
        "support": _odds(best.supported),
        "second support": _odds(second),
        "support of two": _odds(paired),
        "most support": _odds(max(best.supported, paired)),
        "contradiction": _odds(max(j.contradicted for j in single)),
        "near contradiction": _odds(max(weighed)),
        "nearest supports": _odds(top.supported),
        "nearest contradicts": _odds(top.contradicted),
        "nearest is silent": _odds(top.not_stated),
        "best contradicts": _odds(best.contradicted),
        "least silent": _odds(min(j.not_stated for j in single)),
        "cosine": max(j.pair.cosine or 0.0 for j in single),
        "covered": max(j.seen["covered with headline"] for j in single),
        "best cosine": best.pair.cosine or 0.0,
        "best covered": best.seen["covered with headline"],
        "best differs": best.seen["anything differs"],
        "all differ": min(j.seen["anything differs"] for j in single),
        "nearest differs": top.seen["anything differs"],
        "best is nearest": float(best is top),
    }


def _odds(probability: float) -> float:
    return float(np.log((probability + FLOOR) / (1 - probability + FLOOR)))
