"""What a claim names that the words on record do not: numbers, dates, names, titles and phases, compared exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from bot.verify.basis import Basis
from bot.verify.facts import Facts
from bot.verify.names import Name, known_words, plain
from bot.verify.numbers import Quantity, same_unit
from bot.verify.times import Time, day_of
from bot.verify.verdict import Difference
from bot.words import stems

SMALL = 12  # counts in words up to here are often told by naming each
YEAR = 365.25
ALIKE = 1.1  # quarters and halves are not all of one length
HALF = 190  # days: nothing that is no longer than half a year
MONTH = 31  # days: what is no longer is a day or a month
_MORE = re.compile(
    r"\b(?:more|less|fewer|better|worse|rose|rise|up(?! to)|down|fell|increas\w+|decreas\w+|drop\w*|gr[eo]w\w*|too|difference|total\w*|together|combined"
    r"|in all|cut|gain\w*|added|adds|lost|apart|higher|lower|further|another|remaining|left|sum)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:announc\w+|sa(?:id|ys)|report\w*|releas\w+|disclos\w+|stated?|told|today|now|wrote|news|currently|publish\w*)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|he|she|his|her|they|their|the (?:agency|partner|agreement|trial|study|transaction|product|company))\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:prior|previous|last|full|this|same)[ -](?:year|quarter|period|month)\b|\byear[- ]over[- ]year\b", re.IGNORECASE
)


def differences(claim: Facts, basis: Basis) -> Iterator[Difference]:
    """What the claim names and its basis does not."""
    yield from _numbers(claim, basis)
    yield from _dates(claim, basis)
    yield from _names(claim, basis)
    yield from _phases(claim, basis)
    known = basis.told.titles | basis.above.titles | basis.beside.titles
    for title in sorted(claim.titles - known) if basis.told.titles else ():
        yield Difference("title", title, ", ".join(sorted(basis.told.titles)))


def _numbers(claim: Facts, basis: Basis) -> Iterator[Difference]:
    told = (*basis.told.quantities, *basis.above.quantities)
    for said in claim.quantities:
        if not (any(said.tells(found) for found in told) or _small(said, basis.told) or _reckoned(said, claim, basis)):
            yield Difference("number", said.text, _likest(said, basis.told))


def _small(said: Quantity, told: Facts) -> bool:
    """True for a small count in words that nothing on record gainsays: what is named one by one is counted by the reader."""
    if not said.spelled or said.low > SMALL or said.unit not in ("", "th"):
        return False
    nouns = stems(said.noun)
    return said.low == 1 or not any(found.unit == said.unit and nouns & stems(found.noun) for found in told.quantities)


def _reckoned(said: Quantity, claim: Facts, basis: Basis) -> bool:
    """True for a sum, a difference, a multiple or a span of what is on record, where the claim says that it is one."""
    told = (*basis.told.quantities, *basis.above.quantities)
    if said.unit == "x":
        return any(q.unit == "%" and abs(q.low - 100 * said.low) < 1 for q in told) or _multiple(said, told)
    if said.unit == "days" and said.low >= YEAR and _spans(said, basis):
        return True
    if said.unit == "th" or not _MORE.search(claim.text):
        return False
    alike = [q.low for q in told if same_unit("%" if said.unit == "points" else said.unit, q.unit)]
    slack = max(said.step, 0.01 * said.low)
    return any(min(abs(abs(a - b) - said.low), abs(a + b - said.low)) <= slack for a, b in combinations(alike, 2))


def _multiple(said: Quantity, told: Sequence[Quantity]) -> bool:
    """True where one figure on record is so many times another."""
    pairs = ((a.low, b.low) for a, b in permutations(told, 2) if a.unit == b.unit and b.low > 0)
    return any(said.low * 0.97 <= a / b <= said.low * (1.25 if said.bound in ("over", "about") else 1.05) for a, b in pairs)


def _spans(said: Quantity, basis: Basis) -> bool:
    """True where so many years lie between two years on record, or since one of them."""
    years = {time.first.year for time in basis.told.times} | {basis.published.year}
    return any(abs(abs(a - b) * YEAR - said.low) <= YEAR for a, b in combinations(years, 2))


def _likest(said: Quantity, told: Facts) -> str:
    """The quantity on record that stands for the one said: of the same unit and, if there are several, nearest in its words."""
    alike = [q for q in told.quantities if same_unit(said.unit, q.unit)]
    return min(alike, key=lambda q: (q.noun != said.noun, abs(q.low - said.low)), default=None).text if alike else ""  # type: ignore[union-attr]


def _dates(claim: Facts, basis: Basis) -> Iterator[Difference]:
    told = basis.told.times
    for said in claim.times:
        twice = _twice(said, claim, told) or _instead(said, claim, told)
        if twice is not None:
            yield Difference("date", said.text, twice.text)
        elif (rival := _rival(said, told)) is not None:
            yield Difference("date", said.text, rival.text)
        elif not any(found.within(said) for found in told) and not _from_above(said, claim, basis):
            nearest = min(told, key=lambda t: abs((t.first - said.first).days), default=None)
            yield Difference("date", said.text, nearest.text if nearest else "")


def _twice(said: Time, claim: Facts, told: Sequence[Time]) -> Time | None:
    """The time on record that a claim leaves out while it names another one twice: a comparison with itself."""
    alike = [time for time in claim.times if (time.first, time.last) == (said.first, said.last)]
    if len(alike) < 2 or said is not alike[-1]:
        return None
    mine = {(time.first, time.last) for time in claim.times}
    return next((t for t in told if abs(t.days - said.days) <= 3 and (t.first, t.last) not in mine), None)


def _rival(said: Time, told: Sequence[Time]) -> Time | None:
    """Another quarter or half on record where the one said is not: a quarter that lies in a half does not tell that half."""
    if not MONTH < said.days <= HALF or any((time.first, time.last) == (said.first, said.last) for time in told):
        return None
    return next((time for time in told if time.sure and abs(time.days - said.days) <= 3), None)


def _instead(said: Time, claim: Facts, told: Sequence[Time]) -> Time | None:
    """The time on record that a claim puts another of its kind for, though that one may hold some other day on record: a half for the other half."""
    if said.days <= MONTH or any((t.first, t.last) == (said.first, said.last) for t in told):
        return None
    mine = {(time.first, time.last) for time in claim.times}
    return next((t for t in told if 1 / ALIKE <= t.days / said.days <= ALIKE and (t.first, t.last) not in mine), None)


def _from_above(said: Time, claim: Facts, basis: Basis) -> bool:
    """True where the headline, or the day of publication, gives the time and the cited words give no other of its kind."""
    above = (*basis.above.times, *basis.beside.times, day_of(basis.published))
    if not any(found.within(said) for found in above):
        return bool(said.days > MONTH and _RELATIVE.search(basis.text)) and not _others(said, basis)
    return bool(_ANNOUNCES.search(claim.text)) or not _others(said, basis)


def _others(said: Time, basis: Basis) -> bool:
    """True where the cited words give another time as exact as the one said."""
    return any(found.sure and found.days <= max(MONTH, ALIKE * said.days) for found in basis.told.times)


def _names(claim: Facts, basis: Basis) -> Iterator[Difference]:
    text = f"{basis.text} {basis.above.text}"
    known, roots = basis.names, stems(text)
    if _POINTS_BACK.search(basis.told.text):
        known |= known_words(basis.beside.text)
    for name in claim.names:
        unknown = missing(name, known, roots, text)
        if unknown and not (len(name.words) > 1 and name.words[-1] in known and "".join(name.words[-2:]) in basis.whole):
            yield Difference("name", name.text)


def missing(name: Name, known: frozenset[str], roots: frozenset[str], text: str) -> tuple[str, ...]:
    """The words of a name that these do not know, neither as they stand nor by their initials."""
    if plain(name.text) in known:
        return ()
    return tuple(w for w in name.words if not (w in known or stems(w) <= roots or _kindred(w, known) or _initials(w, text)))


def _kindred(word: str, known: frozenset[str]) -> bool:
    """True for a country's people and the country: Canadian, Canada."""
    if not word.isalpha() or not (word.endswith(("n", "ese", "ish", "a", "e", "y")) or word.endswith(("an", "land"))):
        return False
    return len(word) > 4 and any(
        abs(len(k) - len(word)) <= 3 and _shared(word, k) >= max(4, len(word) - 3) for k in known if k[0] == word[0]
    )


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _initials(word: str, text: str) -> bool:
    if not 2 <= len(word) <= 6 or not word.isalpha():
        return False
    return bool(re.search(r"\b" + r"\w*[\s-]+(?:(?:and|of|for|the|in|on) )?".join(word) + r"\w*", text, re.IGNORECASE))


def _phases(claim: Facts, basis: Basis) -> Iterator[Difference]:
    for phase in sorted(claim.phases - basis.told.phases):
        known = basis.told.phases or (basis.above.phases | basis.beside.phases)
        if not any(other.startswith(phase) for other in known):
            yield Difference("phase", phase if phase.isalpha() else f"phase {phase}", ", ".join(sorted(basis.told.phases)))
