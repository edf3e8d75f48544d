"""Which passages answer the question: each weighed by what is seen of it, the fewest that cover what is asked, or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.features import NAMES, features
from bot.figures import tells_line, tells_period
from bot.retrieve import Candidate
from bot.then_and_now import asks_how_it_changed, then_and_now
from bot.understand import Intent
from bot.weighing import PLAUSIBLE, Floats, about_the_named, ahead_chance, cautions_asked, currency, fitting, near_the_best, raised
from bot.words import same_matter, same_words, stems
from ingest import CrossEncoder, Passage, weights_file

WORDS, WORDS_MANY = 100, 130  # an answer's length, by whether one thing is asked or several
MOST, MOST_MANY = 3, 6  # sentences
LEAST = 0.08  # chance below which a further passage is left out, however near to the best it comes
REPEATED = 0.5  # share of a headline's words that others of its release hold
SURE, CLOSE = 0.6, 0.4  # chance of the best passage from which a further one must come within this share of it
LOOKS_AHEAD = 0.3  # chance that the answer lies ahead, from which forward-looking sentences may follow one that is not
JUDGED = 16  # passages that the chooser reads: two cores read so many in 150 ms, and the answer is among them as often as it is at all
LEANT, SAID = 1.0, -2.0  # what a passage gains in logit where the answer before a follow-up rests on its release, or where that said it
GOOD, NEARLY = 0.1, 0.7  # chance from which a passage answers a part, and share of it that one chosen before answers it with as well
SEEN = 3  # of the best passages, one must come near the question, or the record is silent

Place = tuple[str, int]  # release id, start
Judge = Callable[
    [Sequence[Passage]], Floats
]  # a logit for each passage: does it answer the question? or a row of them, and one for each part


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model over NAMES; below the cosine ``silent`` nothing answers, ``share`` of the best's chance admits a further passage."""

    bias: float
    weights: tuple[float, ...]
    silent: float
    share: float


@dataclass(frozen=True, slots=True)
class Blend:
    """How a chooser's logit and the logistic model's odds make one chance; where the chance of any answer is below ``silent``, none is."""

    bias: float
    logit: float
    odds: float
    silent: float
    share: float


def choose(
    question: str,
    intent: Intent,
    candidates: Sequence[Candidate],
    rarity: dict[str, float],
    named: Sequence[Collection[str]] = (),
    judge: Judge | None = None,
) -> list[Passage]:
    """The passages of the answer, best first; none where the record is silent.

    Where the question names several releases (sets of ids), the best passage of each comes first.
    With a ``judge`` the most likely passages are read beside the question and weighed anew.
    """
    candidates = of_period(candidates, intent)
    if not candidates:
        return []
    rows = features(question, intent, candidates, rarity)
    chances = likely(rows, _weights())
    latest = _of_newest(chances, candidates, rows[:, NAMES.index("names")]) if "newest" in intent.wants and not intent.periods else []
    silent = max(candidates[n].cosine for n in np.argsort(-chances, kind="stable")[:SEEN]) < _weights().silent
    read, parts = _to_read(chances, latest), np.zeros((0, 0))
    if judge:
        chances, told, parts = judged(chances, candidates, judge, _blend(), read)
        silent = told < _blend().silent
    listed = cautions_asked(candidates, intent)
    if silent and not listed:
        return []
    chances = raised(chances, candidates, listed)
    if latest:
        chances[np.setdiff1d(np.arange(len(chances)), latest)] = 0.0
    share = _weights().share
    if judge:
        share = CLOSE if chances.max() > SURE else _blend().share
    ahead = ahead_chance(chances, candidates, intent)
    fits = currency(chances, candidates, intent) * np.array([fitting(c, intent) for c in candidates])
    fits = fits * about_the_named(candidates, intent)
    chances = chances * fits
    chances = chances * near_the_best(chances, candidates)
    order = np.argsort(-chances, kind="stable").tolist()
    several = bool(named) or not {"change", "list"}.isdisjoint(intent.wants) or len(intent.periods) > 1
    firsts = [next((n for n in order if candidates[n].passage.release_id in ids), order[0]) for ids in named] if len(named) > 1 else []
    if asks_how_it_changed(intent) and not named:
        firsts = then_and_now(order, chances, candidates, rarity)
        ahead = 1.0 if any(candidates[n].passage.label == "forward" for n in firsts) else ahead
    if len(parts) and not firsts:
        firsts = best_of_parts(parts * fits[read], read, order[0])
        ahead = 1.0 if any(candidates[n].passage.label == "forward" for n in firsts) else ahead
    least = min(chances[order[0]], max(share * chances[order[0]], LEAST if judge else 0.0))
    likely_enough = [n for n in order if chances[n] >= least]
    as_it_was = several or any(period.start for period in intent.periods)  # what a newer one says of another time is no news of this one
    current = [n for n in likely_enough if as_it_was or not replaced(n, order, chances, candidates)]
    return _fewest([candidates[n].passage for n in dict.fromkeys([*firsts, *current])], intent, ahead)


def best_of_parts(chances: Floats, read: Sequence[int], best: int) -> list[int]:
    """The place of the ``best`` passage, and of the best for each part (a row of ``chances``) that has a good one which none before it answers as well."""
    firsts = [best]
    for row in chances:
        own = int(row.argmax())
        if row[own] > GOOD and not any(row[place] > NEARLY * row[own] for place, n in enumerate(read) if n in firsts):
            firsts.append(read[own])
    return firsts


def of_period(candidates: Sequence[Candidate], intent: Intent) -> Sequence[Candidate]:
    """Of a question on the figures of one period, the passages that speak of both; of another, all."""
    several = len(intent.periods) > 1 or not {"change", "list"}.isdisjoint(intent.wants)
    if several or not (intent.lines and intent.periods and intent.periods[0].start):
        return candidates
    return [c for c in candidates if tells_period(intent.periods[0], c.passage) and tells_line(intent.lines, c.passage, c.near)]


def _of_newest(chances: Floats, candidates: Sequence[Candidate], named: Floats) -> list[int]:
    """The places of what stands in the newest release that plausibly answers: "according to the latest announcement".

    A release that holds fewer of the question's names (``named``: the share of them in each passage) than the likeliest is about something else.
    """
    ids = [c.passage.release_id for c in candidates]
    held = {release_id: max(share for own, share in zip(ids, named, strict=True) if own == release_id) for release_id in set(ids)}
    fits = [held[own] >= held[ids[int(chances.argmax())]] for own in ids] & (chances >= PLAUSIBLE * chances.max())
    day = max(candidates[n].passage.published for n in np.flatnonzero(fits).tolist())
    return [n for n, c in enumerate(candidates) if c.passage.published == day]


def _to_read(chances: Floats, latest: Sequence[int]) -> list[int]:
    """The places of the passages that the chooser reads: the likeliest, half of them from the newest release where it is meant."""
    first: list[int] = np.argsort(-chances, kind="stable").tolist()
    return list(dict.fromkeys([*[n for n in first if n in latest][: JUDGED // 2], *first]))[:JUDGED]


def _fewest(passages: Sequence[Passage], intent: Intent, ahead: float) -> list[Passage]:
    """The first of the passages, and those after it that add something and keep the answer short."""
    most, words = (MOST_MANY, WORDS_MANY) if intent.many else (MOST, WORDS)
    chosen: list[Passage] = []
    for passage in passages:
        length = sum(len(p.text.split()) for p in [*chosen, passage])
        if chosen and (length > words or _adds_nothing(passage, chosen) or _unasked(passage, ahead)):
            continue
        chosen.append(passage)
        if len(chosen) == most:
            break
    return chosen


def replaced(number: int, order: Sequence[int], chances: Floats, candidates: Sequence[Candidate]) -> bool:
    """True where a newer passage of ``order`` that is nearly as likely says the same with other figures or dates."""
    passage = candidates[number].passage
    rivals = (candidates[n].passage for n in order if n != number and chances[n] >= PLAUSIBLE * chances[number])
    return any(rival.published > passage.published and same_matter(rival.text, passage.text) for rival in rivals)


def _adds_nothing(passage: Passage, chosen: Sequence[Passage]) -> bool:
    """True for what was said already, and for a headline that its release's own words beside it mostly hold."""
    said = stems(" ".join(p.text for p in chosen if p.release_id == passage.release_id))
    own = stems(passage.text)
    left = {word for word in own - said if any(letter.isdigit() for letter in word)}
    if same_words(passage.text, passage.headline) and not left and len(own & said) >= REPEATED * len(own):
        return True
    return any(same_words(passage.text, p.text) or own <= stems(p.text) for p in chosen)


def _unasked(passage: Passage, ahead: float) -> bool:
    """True for a further sentence that looks ahead where the question does not: it would need a caution for nothing."""
    return passage.label == "forward" and ahead < LOOKS_AHEAD


def likely(rows: Floats, model: Weights) -> Floats:
    """The chance that each row's passage answers the question."""
    chances: Floats = 1 / (1 + np.exp(-(rows @ np.array(model.weights) + model.bias)))
    return chances


def judge_of(questions: Sequence[str], chooser: CrossEncoder | None, leant: Collection[Place] = ()) -> Judge | None:
    """How a chooser reads passages beside a question, or beside it and its parts, a row for each.

    ``leant`` are the sentences of the answer before a follow-up: (release id, start). Talk goes on where it was, and says nothing twice.
    """
    if chooser is None:
        return None
    releases = {release_id for release_id, _ in leant}

    def judge(passages: Sequence[Passage]) -> Floats:
        pairs = [(question, passage.paired) for question in questions for passage in passages]
        logits = chooser.logits(pairs)[:, 0].astype(np.float64).reshape(len(questions), len(passages))
        said = np.array([(passage.release_id, passage.start) in leant for passage in passages])
        beside = np.array([passage.release_id in releases for passage in passages])
        each: Floats = logits + np.where(said, SAID, LEANT * beside)
        return each if len(questions) > 1 else each[0]

    return judge


def judged(
    chances: Floats, candidates: Sequence[Candidate], judge: Judge, blend: Blend, read: Sequence[int]
) -> tuple[Floats, float, Floats]:
    """The chances of the passages at ``read`` weighed anew by reading them, those not read below them all; that any of them answers; the parts.

    What answers a part answers; the last are a row of logits for each part, a column for each of ``read``. The chooser was trained to give "none of these" the logit zero, so all logits together tell how likely it is that one answers.
    """
    places = np.array(read)
    rows, before = np.atleast_2d(judge([candidates[n].passage for n in read])), chances[places]
    each: Floats = 1 / (1 + np.exp(-(blend.bias + blend.logit * rows + blend.odds * np.log(before / (1 - before)))))
    after = each.max(axis=0)
    weighed: Floats = chances * (after.min() / before.min())
    weighed[places] = after
    return weighed, float(1 / (1 + np.exp(-np.logaddexp.reduce(rows.max(axis=0))))), each[1:]


@cache
def _blend() -> Blend:
    return Blend(**_table()["blend"])


@cache
def _weights() -> Weights:
    table = _table()
    return Weights(table["bias"], tuple(table["weights"][name] for name in NAMES), table["silent"], table["share"])


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(weights_file("choice.json", Path(__file__).with_name("weights.json")).read_text(encoding="utf-8"))
    return table
