"""The figures of a set of outcomes, how sure they are, and how they moved from one run to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.evaluation.outcome import RATIOS, Outcome

DRAWS, SEED = 2000, 0  # of the bootstrap over questions
TAIL = 2.5  # percent outside the interval, on each side

Floats = npt.NDArray[np.float64]


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All figures, shares between 0 and 1 (None where nothing was asked of that kind), with 95% intervals by bootstrap over the questions."""
    totals = {name: _total(outcomes, name) for name in RATIOS}
    words = [o.words for o in outcomes if o.words is not None]
    elapsed = _elapsed(outcomes)
    return {
        "questions": len(outcomes),
        "missing": sum(o.status == "missing" for o in outcomes),
        **{name: _share(*total) for name, total in totals.items()},
        "false_answers": totals["refused_rightly"][1] - totals["refused_rightly"][0],
        "quotes": totals["quotes_verbatim"][1],
        "statements": totals["statements_supported"][1],
        "median_words": median(words) if words else None,
        "elapsed_ms_p50": _at(elapsed, 0.5),
        "elapsed_ms_p95": _at(elapsed, 0.95),
        "by_category": by_category(outcomes),
        "intervals": {name: interval(outcomes, name) for name in RATIOS},
    }


def by_category(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Good answers and questions of each category, as "3/5"."""
    found: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        found[outcome.category].append(outcome.good)
    return {name: f"{sum(good)}/{len(good)}" for name, good in sorted(found.items())}


def interval(outcomes: Sequence[Outcome], name: str) -> tuple[float, float] | None:
    """Between which shares the figure lies in 95 of 100 drawings of as many questions."""
    return _interval(_drawn(outcomes, name, _draws(len(outcomes)))) if _total(outcomes, name)[1] else None


def compare(now: Mapping[str, Outcome], before: Mapping[str, Outcome]) -> dict[str, Any]:
    """What moved, by the questions that both runs answered: figures with the 95% interval of their difference, and question ids."""
    both = sorted(now.keys() & before.keys())
    new, old = [now[one] for one in both], [before[one] for one in both]
    return {
        "questions": len(both),
        "figures": {name: moved for name in RATIOS if (moved := _moved(new, old, name))},
        "better": [o.id for o, was in zip(new, old, strict=True) if o.good and not was.good],
        "worse": [o.id for o, was in zip(new, old, strict=True) if was.good and not o.good],
        "elapsed_ms_p50": [_at(_elapsed(old), 0.5), _at(_elapsed(new), 0.5)],
    }


def _moved(new: Sequence[Outcome], old: Sequence[Outcome], name: str) -> dict[str, Any] | None:
    """Before, now, the interval of the difference over the same drawings, and which questions it moved by."""
    before, now = (_share(*_total(outcomes, name)) for outcomes in (old, new))
    if before is None or now is None:
        return None
    draws = _draws(len(new))
    difference = _interval(_drawn(new, name, draws) - _drawn(old, name, draws))
    pairs = [(o.id, _part(o, name), _part(was, name)) for o, was in zip(new, old, strict=True)]
    better = [one for one, part, was in pairs if part > was]
    worse = [one for one, part, was in pairs if part < was]
    return {"before": before, "now": now, "difference": difference, "better": better, "worse": worse}


def _part(outcome: Outcome, name: str) -> float:
    """A question's own share of a figure; one of which nothing was asked counts as met."""
    hits, chances = outcome.counts.get(name, (0, 0))
    return hits / chances if chances else 1.0


def _total(outcomes: Sequence[Outcome], name: str) -> tuple[int, int]:
    counts = [o.counts.get(name, (0, 0)) for o in outcomes]
    return sum(hits for hits, _ in counts), sum(chances for _, chances in counts)


def _draws(number: int) -> npt.NDArray[np.int64]:
    """How often each question is drawn, one row a drawing."""
    return np.random.default_rng(SEED).multinomial(number, np.full(number, 1 / number), size=DRAWS)


def _drawn(outcomes: Sequence[Outcome], name: str, draws: npt.NDArray[np.int64]) -> Floats:
    """The figure of each drawing; not a number where nothing of that kind was drawn."""
    counts = np.array([o.counts.get(name, (0, 0)) for o in outcomes], float)
    hits, chances = (draws @ counts).T
    drawn: Floats = np.divide(hits, chances, out=np.full(DRAWS, np.nan), where=chances > 0)
    return drawn


def _interval(drawn: Floats) -> tuple[float, float] | None:
    if np.isnan(drawn).all():
        return None
    low, high = np.nanpercentile(drawn, [TAIL, 100 - TAIL])
    return round(float(low), 4), round(float(high), 4)


def _share(hits: int, chances: int) -> float | None:
    return round(hits / chances, 4) if chances else None


def _elapsed(outcomes: Sequence[Outcome]) -> list[float]:
    return sorted(o.elapsed_ms for o in outcomes if o.elapsed_ms is not None)


def _at(ordered: Sequence[float], share: float) -> float | None:
    """The value below which this share of the others lies."""
    return ordered[int(len(ordered) * share)] if ordered else None
