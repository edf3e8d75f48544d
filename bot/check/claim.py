"""Is a sentence said on record? Supported, contradicted or not stated, with the words for or against it, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import Citation
from bot.check.found import Evidence, evidence, summary
from bot.check.reasons import against, missing, replaced
from bot.retrieve import Retriever
from bot.verify import Checker, Cited, Ruling, ruling
from bot.verify.model import by_length
from bot.verify.times import times
from bot.verify.wording import content
from bot.words import same_matter
from prompts import text

ALL, MUCH, HALF = 0.95, 0.6, 0.5  # shares of a sentence's words: all that it says, enough to tell it anew, enough to gainsay it
LITTLE = 0.3  # the share below which nothing bears it out, however near the meaning seems
NEARLY = 0.8  # of the strongest: passages that gainsay as plainly, of which the newest is shown


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence, its verdict, the words on record that it rests on or that gainsay it, and the reason."""

    text: str
    verdict: Ruling
    citations: tuple[Citation, ...]
    reason: str
    support: float


def check(sentence: str, retriever: Retriever, *, until: date | None = None, checker: Checker | None = None) -> Checked:
    """The verdict on one sentence by all that is on record up to ``until``; true once and replaced since is contradicted."""
    said = " ".join(sentence.split())
    found = evidence(said, retriever, until=until, checker=checker) if said else []
    if not found:
        return Checked(sentence, "not_stated", (), text("check_nothing"), 0.0)
    probabilities = by_length("found", [summary(found)], len(content(said)))[0].tolist()
    verdict = ruling((probabilities[0], probabilities[1], probabilities[2]))
    if verdict == "supported" and (alike := [e for e in found if e.judged.seen["covered with headline"] >= LITTLE]):
        return _supported(sentence, found, max(alike, key=lambda e: (e.judged.supported, e.published)), probabilities[0])
    if plain := _said_plainly(found):
        return _supported(sentence, found, plain, probabilities[0])
    if verdict == "contradicted" and (otherwise := [e for e in found if _gainsays(e)]):
        against_it = _plainest(otherwise)
        return Checked(sentence, verdict, _citations([against_it]), against(against_it.judged.pair), probabilities[0])
    nearest = max(found, key=lambda e: e.judged.seen["covered with headline"] + (e.judged.pair.cosine or 0.0))
    return Checked(sentence, "not_stated", (), missing(nearest.judged.pair), probabilities[0])


def _said_plainly(found: Sequence[Evidence]) -> Evidence | None:
    """The newest words on record that hold all that the sentence says and turn nothing round, where no newer ones tell it otherwise."""
    plain = max((e for e in found if _holds_all(e)), key=lambda e: e.published, default=None)
    newer = (e for e in found if plain and e.published > plain.published)
    return None if any(_tells_otherwise(e) for e in newer) else plain


def _holds_all(one: Evidence) -> bool:
    return bool(one.judged.seen["clean"]) and one.judged.seen["covered"] >= ALL


def _tells_otherwise(one: Evidence) -> bool:
    return one.judged.seen["covered"] >= MUCH and any(difference.found for difference in one.judged.pair.differences)


def _gainsays(one: Evidence) -> bool:
    """True where it speaks of the same matter and something that can be named is otherwise in it."""
    return one.judged.seen["covered with headline"] >= HALF and bool(against(one.judged.pair))


def _plainest(found: Sequence[Evidence]) -> Evidence:
    """The newest of those that speak plainly against the claim."""
    strength = {n: _strength(e) for n, e in enumerate(found)}
    plain = [e for n, e in enumerate(found) if strength[n] >= NEARLY * max(strength.values())]
    return max(plain, key=lambda e: (e.published, _strength(e)))


def _strength(one: Evidence) -> float:
    """How plainly it gainsays: likely to, about the same matter, and with something told that is otherwise."""
    otherwise = any(d.found for d in one.judged.pair.differences)
    return one.judged.contradicted * one.judged.seen["covered with headline"] * (2.0 if otherwise else 1.0) / len(one.cited)


def _supported(sentence: str, found: Sequence[Evidence], best: Evidence, support: float) -> Checked:
    newer = [e for e in found if _replaces(e, best)]
    if newer:
        newest = max(newer, key=lambda e: e.published)
        return Checked(sentence, "contradicted", _citations([newest, best]), replaced(best.cited[0], newest.cited[0]), support)
    return Checked(sentence, "supported", _citations([best]), "", support)


def _replaces(newer: Evidence, older: Evidence) -> bool:
    """True where a newer release says the same thing of another day with another figure, and the claim is tied to no day of its own."""
    if newer.published <= older.published or len(newer.cited) > 1:
        return False
    pair = newer.judged.pair
    tied = times(pair.claim.text, older.cited[0].release.published)
    otherwise = any(d.kind in ("number", "date") and d.found for d in pair.differences)
    return otherwise and not tied and same_matter(newer.cited[0].quote, older.cited[0].quote)


def _citations(several: Sequence[Evidence]) -> tuple[Citation, ...]:
    cited = [one for e in several for one in e.cited]
    return tuple(_citation(number, one) for number, one in enumerate(cited, 1))


def _citation(number: int, one: Cited) -> Citation:
    p = one.passage
    return Citation(number, p.release_id, p.headline, p.published, one.release.url, p.source, p.section, p.text, p.start, p.end)
