"""What can be seen of a passage as an answer to a question: the numbers that choosing weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from bot.retrieve import Candidate
from bot.understand import Intent
from bot.words import stems

Matrix = npt.NDArray[np.float64]
Terms = dict[str, float]

NAMES = (
    "rank",
    "cosine",
    "cosine_gap",
    "bare",
    "titled",
    "covered",
    "covered_titled",
    "covered_near",
    "coverage_of_best",
    "names",
    "release_best",
    "release_mean",
    "number_wanted",
    "money_wanted",
    "date_wanted",
    "person_wanted",
    "quote_wanted",
    "ahead_wanted",
    "ahead",
    "ahead_unasked",
    "behind_unasked",
    "period",
    "period_published",
    "newest",
    "newest_wanted",
    "row",
    "row_wanted",
    "item",
    "headline",
    "short",
    "partner",
    "lead",
    "why",
    "about",
    "about_wanted",
    "legend",
    "legend_wanted",
    "contacts",
    "contacts_wanted",
    "schedule",
    "schedule_wanted",
    "yes_no",
)

_NUMBER = re.compile(r"\d")
_MONEY = re.compile(r"[$€£¥%]|\b(?:million|billion|cents?|dollars?|USD|CAD|EUR)\b", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:{_MONTHS}|Q[1-4]|(?:first|second|third|fourth) (?:quarter|half)|(?:19|20)\d\d|mid-|later this|this (?:week|month|fall|year))\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr)\.|\b(?:CEO|CFO|COO|CMO|Chief|President|Chair(?:man|woman|person)?|Director|Officer|Vice President|Head of)\b"
)
_WHY = re.compile(
    r"\b(?:because|due to|owing to|as a result of|driven by|reflect(?:s|ed|ing)?|attributable|following|in order to|so that|resulted from|cited)\b",
    re.IGNORECASE,
)


def features(question: str, intent: Intent, candidates: Sequence[Candidate], weights: Terms) -> Matrix:
    """One row a candidate, one column a name of NAMES; ``weights`` are the inverse document frequencies of the question's stems."""
    if not candidates:
        return np.zeros((0, len(NAMES)))
    wanted = stems(question)
    newest = sorted({c.passage.published for c in candidates})
    shared = _Shared(
        question=wanted,
        weights=weights,
        total=sum(weights.get(w, 1.0) for w in wanted) or 1.0,
        bare=max(c.bare for c in candidates) or 1.0,
        titled=max(c.titled for c in candidates) or 1.0,
        cosine=max(c.cosine for c in candidates),
        place={day: n / max(1, len(newest) - 1) for n, day in enumerate(newest)},
        names=[stems(name) for name in intent.names],
    )
    rows = np.array([_row(rank, c, intent, shared) for rank, c in enumerate(candidates)])
    _relative(rows, candidates)
    return rows


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is the same for all candidates of a question."""

    question: frozenset[str]
    weights: Terms
    total: float
    bare: float
    titled: float
    cosine: float
    place: dict[str, float]
    names: list[frozenset[str]]

    def covered(self, words: frozenset[str]) -> float:
        """The part of the question's weight that these words hold."""
        return sum(self.weights.get(w, 1.0) for w in self.question & words) / self.total


def _row(rank: int, candidate: Candidate, intent: Intent, shared: _Shared) -> list[float]:
    passage, wants = candidate.passage, intent.wants
    own = stems(f"{passage.context} {passage.text}")
    titled = own | stems(f"{passage.headline} {passage.section}")
    text = passage.text
    place = shared.place[passage.published]
    return [
        1.0 / (1 + rank),
        candidate.cosine,
        shared.cosine - candidate.cosine,
        candidate.bare / shared.bare,
        candidate.titled / shared.titled,
        shared.covered(own),
        shared.covered(titled),
        shared.covered(titled | stems(candidate.near)),
        0.0,
        sum(bool(name & own) for name in shared.names) / max(1, len(shared.names)),
        0.0,
        0.0,
        float("how_much" in wants and bool(_NUMBER.search(text))),
        float("how_much" in wants and bool(_MONEY.search(text))),
        float("when" in wants and bool(_DATE.search(text))),
        float("who" in wants and bool(_PERSON.search(text))),
        float("quote" in wants and passage.speaker is not None),
        float(asks_ahead(intent) and passage.label == "forward"),
        float(passage.label == "forward"),
        float(passage.label == "forward" and not asks_ahead(intent)),
        float(passage.label != "forward" and asks_ahead(intent)),
        float(any(stems(words) <= own for period in intent.periods for words in period.spellings)),
        float(any(_within(p.start, p.end, passage.published) for p in intent.periods)),
        place,
        place * ("now" in wants),
        float(passage.kind == "table" or " | " in text),
        float("table" in wants and " | " in text),
        float(text.startswith("- ")),
        float(passage.index == 0),
        1.0 / log(3 + len(own)),
        float(passage.party != "issuer"),
        1.0 / (1 + passage.index / 5),
        float("why" in wants and bool(_WHY.search(text))),
        float(passage.kind == "about"),
        float(passage.kind == "about" and "company" in wants),
        float(passage.kind == "legend"),
        float(passage.kind == "legend" and "risks" in wants),
        float(passage.kind == "contacts"),
        float(passage.kind == "contacts" and "contact" in wants),
        float(passage.label == "schedule"),
        float(passage.label == "schedule" and "conference" in wants),
        float("yes_no" in wants) * shared.covered(own),
    ]


def _relative(rows: Matrix, candidates: Sequence[Candidate]) -> None:
    """Fill in what depends on the other candidates: how good the best of the same release are."""
    covered = rows[:, NAMES.index("covered")]
    rows[:, NAMES.index("coverage_of_best")] = covered.max() - covered
    of_release: dict[str, list[float]] = {}
    score = rows[:, NAMES.index("covered_titled")] + rows[:, NAMES.index("cosine")]
    for candidate, value in zip(candidates, score, strict=True):
        of_release.setdefault(candidate.passage.release_id, []).append(float(value))
    for number, candidate in enumerate(candidates):
        values = sorted(of_release[candidate.passage.release_id], reverse=True)
        rows[number, NAMES.index("release_best")] = values[0]
        rows[number, NAMES.index("release_mean")] = sum(values[:4]) / 4


def asks_ahead(intent: Intent) -> bool:
    """True where the question may be about what is still to come."""
    return not {"when", "future"}.isdisjoint(intent.wants)


def _within(start: object, end: object, published: str) -> bool:
    return start is not None and end is not None and str(start) <= published <= str(end)
