"""What can be seen of a claim beside the words that may say it: the numbers that judging weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

from bot.verify.basis import Basis
from bot.verify.differences import differences
from bot.verify.facts import Facts, facts
from bot.verify.turns import replaced_names, turns
from bot.verify.verdict import Difference
from bot.verify.wording import Turned, around, content, turned

UNKNOWN = 0.6  # how well figures are bound where there are none to bind


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim compared with one basis: the exact differences, the turns of wording, and the cosine of their vectors."""

    claim: Facts
    basis: Basis
    cosine: float | None
    differences: tuple[Difference, ...]
    turned: Turned


def compare(claim: str, basis: Basis, cosine: float | None = None) -> Pair:
    """The comparison; the claim's dates are seen from the day of its basis."""
    found = facts(claim, basis.published)
    return Pair(found, basis, cosine, tuple(differences(found, basis)), turned(claim, basis.text))


def features(pair: Pair) -> dict[str, float]:
    """The features by name, each between about zero and a few."""
    return {name: float(value) for group in (_overlap, _exact, _bound, _wording, _clean) for name, value in group(pair)}


def _overlap(pair: Pair) -> Iterator[tuple[str, float]]:
    claim, told = content(pair.claim.text), content(pair.basis.text)
    above = content(pair.basis.above.text)
    size = max(1, len(claim))
    if pair.cosine is not None:
        yield "cosine", pair.cosine
    yield "covered", len(claim & told) / size
    yield "covered with headline", len(claim & (told | above)) / size
    yield "of evidence", len(claim & told) / max(1, len(told))
    yield "new words", min(8, len(claim - told - above))
    yield "new share", len(claim - told - above) / size
    yield "length", size / 10
    yield "evidence length", log(1 + len(told))


def _exact(pair: Pair) -> Iterator[tuple[str, float]]:
    of = {kind: [d for d in pair.differences if d.kind == kind] for kind in ("number", "date", "name", "phase", "title")}
    for kind, found in of.items():
        yield f"{kind} differs", bool(found)
        yield f"{kind} told otherwise", any(d.found for d in found)
    names = len(pair.claim.names)
    yield "numbers differ", min(3, len(of["number"]))
    yield "anything differs", bool(pair.differences)
    yield "names unknown", len(of["name"]) / max(1, names)
    yield "names elsewhere", sum(set(n.words) <= pair.basis.whole for n in pair.claim.names) / names if names else 1.0
    yield "has numbers", bool(pair.claim.quantities)
    yield "has dates", bool(pair.claim.times)
    yield "numbers agree", bool(pair.claim.quantities) and not of["number"]
    yield "dates agree", bool(pair.claim.times) and not of["date"]


def _bound(pair: Pair) -> Iterator[tuple[str, float]]:
    """Whether figures, dates and names stand among the same words in both."""
    figures, named = list(_figures(pair)), list(_named(pair))
    yield "figures bound least", min(figures, default=UNKNOWN)
    yield "figures bound", sum(figures) / len(figures) if figures else UNKNOWN
    yield "names bound least", min(named, default=UNKNOWN)
    yield "names in evidence", len(named) / len(pair.claim.names) if pair.claim.names else UNKNOWN
    order = _disorder(pair)
    yield "names in other order", order
    yield "order in same voice", order * (not pair.turned.passive)


def _figures(pair: Pair) -> Iterator[float]:
    claim, told = pair.claim, pair.basis.told
    for quantity in claim.quantities:
        places = [(q.start, q.end) for q in told.quantities if quantity.tells(q)]
        yield from _best(pair, (quantity.start, quantity.end), places)
    for time in claim.times:
        yield from _best(pair, (time.start, time.end), [(t.start, t.end) for t in told.times if t.within(time)])


def _named(pair: Pair) -> Iterator[float]:
    lower = pair.basis.text.lower()
    for name in pair.claim.names:
        at = lower.find(name.words[-1])
        places = []
        while at >= 0:
            places.append((at, at + len(name.words[-1])))
            at = lower.find(name.words[-1], at + 1)
        yield from _best(pair, (name.start, name.end), places)


def _best(pair: Pair, place: tuple[int, int], places: list[tuple[int, int]]) -> Iterator[float]:
    """The part of the shared words around a place of the claim that also stand around the best of these places."""
    if places:
        mine = around(pair.claim.text, *place)
        shared = len(mine & content(pair.basis.text))
        yield max(len(mine & around(pair.basis.text, *p)) for p in places) / max(1, shared)


def _disorder(pair: Pair) -> float:
    """The part of neighbouring names that stand the other way round in the evidence: who did it to whom."""
    told = [word for name in pair.basis.told.names for word in name.words]
    shared = [word for word in dict.fromkeys(w for name in pair.claim.names for w in name.words) if word in told]
    places = [told.index(word) for word in shared]
    return sum(a > b for a, b in pairwise(places)) / max(1, len(places) - 1)


def _wording(pair: Pair) -> Iterator[tuple[str, float]]:
    t = pair.turned
    yield "denies", t.denies
    yield "denied", t.denied
    yield "denies alone", t.denies and not t.denied
    yield "denied alone", t.denied and not t.denies
    yield "denied near", t.denied_near and not t.denies
    yield "both deny", t.denies and t.denied
    yield "ahead", t.ahead
    yield "told ahead", t.is_ahead
    yield "both ahead", t.ahead and t.is_ahead
    yield "told ahead near", t.ahead_near and not t.ahead
    yield "ahead alone", t.ahead and not t.is_ahead
    yield "told as planned", t.told_as_planned
    yield "told as done", t.told_as_done
    yield "told as done outright", t.done and not t.ahead and t.is_ahead and not t.is_done
    yield "possible near", t.maybe_near and not t.maybe
    yield "possible", t.maybe
    yield "sweeping", min(3, len(t.sweeping))
    yield "sweeps", bool(t.sweeping)
    yield "opposites", min(3, len(t.opposite))
    yield "alike", t.alike
    yield "other voice", t.passive
    kinds = {difference.kind for difference in turns(pair.claim, pair.basis)}
    yield "turns a denial", "negation" in kinds
    yield "turns a plan", "planned" in kinds
    yield "turns the parties", "party" in kinds
    yield "replaces a name", replaced_names(pair.claim, pair.basis) is not None
    words = pair.claim.text.lower().split()
    yield "still", "yet" in words or "still" in words
    yield "already", "already" in words or "now" in words


def _clean(pair: Pair) -> Iterator[tuple[str, float]]:
    """Where nothing differs and nothing is turned round, nearness counts for more."""
    t = pair.turned
    turned = t.opposite or t.sweeping or t.told_as_done or t.told_as_planned or t.denied_near != t.denies
    clean = not pair.differences and not turned and not any(turns(pair.claim, pair.basis))
    claim, told = content(pair.claim.text), content(pair.basis.text) | content(pair.basis.above.text)
    yield "clean", clean
    yield "clean and covered", clean * len(claim & told) / max(1, len(claim))
    if pair.cosine is not None:
        yield "clean and near", clean * pair.cosine
