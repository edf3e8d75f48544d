"""Which passages answer the question: each weighed by what is seen of it, the fewest that cover what is asked, or none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.features import NAMES, features
from bot.figures import tells_line, tells_period
from bot.retrieve import Candidate
from bot.understand import Intent
from bot.words import same_matter, same_words, stems
from ingest import CrossEncoder, Passage, weights_file

WORDS, WORDS_MANY = 100, 130  # an answer's length, by whether one thing is asked or several
MOST, MOST_MANY = 3, 6  # sentences
PLAUSIBLE = 0.3  # share of the best's chance from which a passage counts when newest is sought
NEWER, NEWER_NOW = 0.25, 1.0  # how far the newest plausible passage is raised over the oldest (e to that power)
NEXT, BESIDE = 3.0, 2  # how far a passage is raised that stands so many sentences from the best one, at most
SAME = 1.5  # and elsewhere in its release
TELLS, UNNAMED = 0.5, 0.6  # a name in fewer of the passages tells what is asked about; how far one without any such name is lowered
BELOW, TINY = 0.99, 1e-9
LEAST = 0.08  # chance below which a further passage is left out, however near to the best it comes
REPEATED = 0.5  # share of a headline's words that others of its release hold
SURE, CLOSE = 0.6, 0.4  # chance of the best passage from which a further one must come within this share of it
LOOKS_AHEAD = 0.3  # chance that the answer lies ahead, from which forward-looking sentences may follow one that is not
RAISED, LOWERED = 3.0, 0.2  # for what the question plainly asks for, and plainly does not
JUDGED = 16  # passages that the chooser reads: two cores read so many in 150 ms, and the answer is among them as often as it is at all
LEANT, SAID = 1.0, -2.0  # what a passage gains in logit where the answer before a follow-up rests on its release, or where that said it

SEEN = 3  # of the best passages, one must come near the question, or the record is silent


_TRIAL = re.compile(r"[A-Z]{5,}")  # trials go by a word in capitals

Floats = npt.NDArray[np.float64]
Place = tuple[str, int]  # release id, start
Judge = Callable[[Sequence[Passage]], Floats]  # a logit for each passage: does it answer the question?


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
    if judge:
        chances, told = judged(chances, candidates, judge, _blend(), _to_read(chances, latest))
        silent = told < _blend().silent
    listed = _cautions_asked(candidates, intent)
    if silent and not listed:
        return []
    chances = _raised(chances, candidates, listed)
    if latest:
        chances[np.setdiff1d(np.arange(len(chances)), latest)] = 0.0
    share = _weights().share
    if judge:
        share = CLOSE if chances.max() > SURE else _blend().share
    ahead = ahead_chance(chances, candidates, intent)
    chances = chances * currency(chances, candidates, intent) * np.array([fitting(c, intent) for c in candidates])
    chances = chances * about_the_named(candidates, intent)
    chances = chances * near_the_best(chances, candidates)
    order = np.argsort(-chances, kind="stable").tolist()
    several = bool(named) or not {"change", "list"}.isdisjoint(intent.wants) or len(intent.periods) > 1
    firsts = [next((n for n in order if candidates[n].passage.release_id in ids), order[0]) for ids in named] if len(named) > 1 else []
    least = min(chances[order[0]], max(share * chances[order[0]], LEAST if judge else 0.0))
    likely_enough = [n for n in order if chances[n] >= least]
    as_it_was = several or any(period.start for period in intent.periods)  # what a newer one says of another time is no news of this one
    current = [n for n in likely_enough if as_it_was or not replaced(n, order, chances, candidates)]
    return _fewest([candidates[n].passage for n in dict.fromkeys([*firsts, *current])], intent, ahead)


def of_period(candidates: Sequence[Candidate], intent: Intent) -> Sequence[Candidate]:
    """Of a question on the figures of one period, the passages that speak of both; of another, all."""
    several = len(intent.periods) > 1 or not {"change", "list"}.isdisjoint(intent.wants)
    if several or not (intent.lines and intent.periods and intent.periods[0].start):
        return candidates
    return [c for c in candidates if tells_period(intent.periods[0], c.passage) and tells_line(intent.lines, c.passage, c.near)]


def about_the_named(candidates: Sequence[Candidate], intent: Intent) -> Floats:
    """How far a passage is lowered that holds, with what stands around it, none of the question's names that tell: those that some hold and most do not."""
    own = [stems(f"{c.passage.text} {c.passage.context} {c.passage.section} {c.passage.headline} {c.near}") for c in candidates]
    held = [np.array([bool(name & words) for words in own]) for name in map(stems, intent.names)]
    telling = [holds for holds in held if 0 < holds.mean() < TELLS]
    return np.where(np.any(telling, axis=0), 1.0, UNNAMED) if telling else np.ones(len(candidates))


def near_the_best(chances: Floats, candidates: Sequence[Candidate]) -> Floats:
    """How much a passage gains by standing beside the best one, or in its release: an answer goes on where it began. The best stays the best."""
    lead = candidates[int(chances.argmax())].passage
    beside = [NEXT if abs(c.passage.index - lead.index) <= BESIDE else SAME for c in candidates]
    gains = [gain if c.passage.release_id == lead.release_id else 1.0 for gain, c in zip(beside, candidates, strict=True)]
    below = BELOW * chances.max() + (1 - BELOW) * BELOW * chances  # where those that would pass the best stand, in their order
    gained: Floats = np.maximum(1.0, np.minimum(gains, below / np.maximum(chances, TINY)))
    return gained


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


def _is_asked(candidate: Candidate, intent: Intent) -> bool:
    """True for the part of a legend that is asked for: its assumptions, or its factors."""
    asked = "assumptions" if "assumptions" in intent.wants else "factors"
    return "risks" in intent.wants and asked in candidate.lists


def _cautions_asked(candidates: Sequence[Candidate], intent: Intent) -> list[int]:
    """The places of the factors or assumptions, where the question asks for them."""
    return [n for n, c in enumerate(candidates) if _is_asked(c, intent)]


def _raised(chances: Floats, candidates: Sequence[Candidate], listed: Sequence[int]) -> Floats:
    """The chances with those of a release's factors or assumptions as high as what else of the release fits the question."""
    best: dict[str, float] = {}
    for candidate, chance in zip(candidates, chances, strict=True):
        best[candidate.passage.release_id] = max(chance, best.get(candidate.passage.release_id, 0.0))
    raised = chances.copy()
    for n in listed:
        raised[n] = min(1.0, RAISED * best[candidates[n].passage.release_id] * (0.7 + candidates[n].cosine))
    return raised


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


def means_now(intent: Intent) -> bool:
    """True where the question asks how things stand or what is to come, not how they stood at some time."""
    return not intent.periods and not {"now", "future", "present"}.isdisjoint(intent.wants)


def fitting(candidate: Candidate, intent: Intent) -> float:
    """How far a passage is raised or lowered for what it is: cautions where they are asked for, the trial or product that is named."""
    passage = candidate.passage
    factor = 1.0
    if passage.kind == "legend":
        factor *= 1.0 if _is_asked(candidate, intent) else LOWERED
    codes = [name.lower() for name in intent.names if any(letter.isdigit() for letter in name)]
    words = f"{passage.text} {passage.context} {passage.section} {candidate.near}".lower()
    trials = {name for name in intent.names if _TRIAL.fullmatch(name)}
    others = frozenset(_TRIAL.findall(passage.text))
    if (codes and not any(code in words for code in codes)) or (trials and others and trials.isdisjoint(others)):
        factor *= LOWERED
    return factor


def currency(chances: Floats, candidates: Sequence[Candidate], intent: Intent) -> Floats:
    """How much each passage gains by being newer than the other plausible ones; nothing where the question names a period."""
    if intent.periods:
        return np.ones(len(chances))
    plausible = sorted({c.passage.published for c, chance in zip(candidates, chances, strict=True) if chance >= PLAUSIBLE * chances.max()})
    strength = NEWER_NOW if means_now(intent) else NEWER
    place = {day: n / max(1, len(plausible) - 1) for n, day in enumerate(plausible)}
    return np.exp([strength * place.get(c.passage.published, 0.0) for c in candidates])


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


def ahead_chance(chances: Floats, candidates: Sequence[Candidate], intent: Intent) -> float:
    """The chance that the answer lies ahead: by what the question asks, and by how much of what is likely looks ahead."""
    looks = np.array([c.passage.label == "forward" for c in candidates], float)
    best = np.argsort(-chances, kind="stable")[:5]
    among_best = float(chances[best] @ looks[best] / chances[best].sum())
    among_all = float(chances @ looks / chances.sum())
    asked = 1.5 * ("future" in intent.wants) + 1.3 * ("when" in intent.wants)
    return float(1 / (1 + np.exp(3.3 - asked - 1.5 * among_best - 1.7 * among_all)))


def likely(rows: Floats, model: Weights) -> Floats:
    """The chance that each row's passage answers the question."""
    chances: Floats = 1 / (1 + np.exp(-(rows @ np.array(model.weights) + model.bias)))
    return chances


def judge_of(questions: Sequence[str], chooser: CrossEncoder | None, leant: Collection[Place] = ()) -> Judge | None:
    """How a chooser reads passages beside a question and its parts: what answers one of them answers.

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
        best: Floats = logits.max(axis=0) + np.where(said, SAID, LEANT * beside)
        return best

    return judge


def judged(chances: Floats, candidates: Sequence[Candidate], judge: Judge, blend: Blend, read: Sequence[int]) -> tuple[Floats, float]:
    """The chances of the passages at ``read`` weighed anew by reading them, those not read below them all; and that any of them answers.

    The chooser was trained to give "none of these" the logit zero, so all logits together tell how likely it is that one answers.
    """
    places = np.array(read)
    logits, before = judge([candidates[n].passage for n in read]), chances[places]
    after = 1 / (1 + np.exp(-(blend.bias + blend.logit * logits + blend.odds * np.log(before / (1 - before)))))
    weighed: Floats = chances * (after.min() / before.min())
    weighed[places] = after
    return weighed, float(1 / (1 + np.exp(-np.logaddexp.reduce(logits))))


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
