"""What a claim names that the words on record do not: numbers, dates, names, titles and phases, compared exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.verify.facts import Facts
from bot.verify.names import plain
from bot.verify.numbers import Quantity, same_unit
from bot.verify.times import Time, day_of
from bot.verify.verdict import Difference
from bot.words import stems

SMALL = 12  # counts up to here are often not written but told by naming each


def differences(claim: Facts, basis: Facts, around: str, published: date) -> Iterator[Difference]:
    """What the claim names and ``basis`` does not; ``around`` is what else tells whom and what the basis speaks of (headline, issuer, speaker)."""
    yield from _numbers(claim, basis)
    yield from _dates(claim, basis, published)
    yield from _names(claim, f"{basis.text} {around}")
    for phase in sorted(claim.phases - basis.phases):
        if not any(other.startswith(phase) for other in basis.phases):
            yield Difference("phase", f"phase {phase}", ", ".join(sorted(basis.phases)))
    missing = claim.titles - basis.titles
    if missing and basis.titles:
        yield Difference("title", ", ".join(sorted(missing)), ", ".join(sorted(basis.titles)))


def _numbers(claim: Facts, basis: Facts) -> Iterator[Difference]:
    for said in claim.quantities:
        if not any(said.tells(found) for found in basis.quantities) and not _passes(said, basis):
            alike = [q.text for q in basis.quantities if same_unit(said.unit, q.unit)]
            yield Difference("number", said.text, alike[0] if alike else "")


def _passes(said: Quantity, basis: Facts) -> bool:
    """True for a small count in words that nothing on record gainsays: things named one by one are counted by the reader."""
    return said.spelled and said.low <= SMALL and said.unit in ("", "th") and not any(q.unit == said.unit for q in basis.quantities)


def _dates(claim: Facts, basis: Facts, published: date) -> Iterator[Difference]:
    known = (*basis.times, day_of(published))
    for said in claim.times:
        if not any(_tells(said, found) for found in known):
            nearest = min(basis.times, key=lambda t: abs((t.first - said.first).days), default=None)
            yield Difference("date", said.text, nearest.text if nearest else "")


def _tells(said: Time, found: Time) -> bool:
    """True where what is found is as exact as what is said, and inside it."""
    return found.within(said)


def _names(claim: Facts, told: str) -> Iterator[Difference]:
    known = {plain(word) for word in told.replace("/", " ").split()} | {plain(w.strip('()[]"“”,;:')) for w in told.split()}
    roots = stems(told)
    squeezed = "".join(plain(word) for word in told.split())
    initials = "".join(word[0] for word in told.split() if word[0].isupper()).lower()
    for name in claim.names:
        missing = [w for w in name.words if w not in known and not stems(w) <= roots and w not in squeezed and not _initials(w, initials)]
        if missing:
            yield Difference("name", name.text)


def _initials(word: str, initials: str) -> bool:
    return 2 <= len(word) <= 5 and word in initials
