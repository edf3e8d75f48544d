"""The ledger: dated events of programs, found in releases, and where each program stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.ledger.board import program
from ingest.ledger.events import events
from ingest.ledger.heard import Heard, hear
from ingest.ledger.naming import programs
from ingest.ledger.partners import partners
from ingest.ledger.program import Event, Ledger, Named, Program
from ingest.ledger.speaks import Vocabulary
from ingest.release import Release

__all__ = ["Event", "Ledger", "Named", "Program", "read_ledger"]

UNSURE = 0.6  # certainty below which a person is asked
ONE_COMPANY = 0.5  # share of the releases from which one issuer's record it is


def read_ledger(releases: Sequence[Release], given: Sequence[Named] = ()) -> Ledger:
    """The ledger of these releases; ``given`` are the programs that the company names itself."""
    ordered = sorted(releases, key=lambda r: (r.published, r.release_id))
    found: list[Program] = []
    for issuer, group in _by_issuer(ordered).items():
        found += _of_issuer(issuer, [hear(release) for release in group], given)
    uncertain = tuple(e for p in found for e in p.history if e.certainty < UNSURE)
    return Ledger(ordered[-1].published.isoformat() if ordered else None, tuple(found), uncertain)


def _of_issuer(issuer: str, releases: Sequence[Heard], given: Sequence[Named]) -> list[Program]:
    called = programs(releases, given)
    shared = partners(releases, called, issuer)
    called = [replace(p, partner=p.partner or (others[0] if others else None)) for p, others in zip(called, shared, strict=True)]
    vocabulary = Vocabulary(called, releases)
    told = [event for heard in releases for event in events(heard, vocabulary)] if called else []
    made = [program(c, [e for e in told if e.program == c.name], others) for c, others in zip(called, shared, strict=True)]
    return [p for p, c in zip(made, called, strict=True) if p.history or c.given]


def _by_issuer(releases: Sequence[Release]) -> dict[str, list[Release]]:
    """The releases by issuer; one group where most are one company's."""
    issuers = Counter(r.issuer for r in releases if r.issuer)
    most = issuers.most_common(1)
    if not most or most[0][1] >= ONE_COMPANY * len(releases):
        return {most[0][0] if most else "": list(releases)}
    groups: dict[str, list[Release]] = {}
    for release in releases:
        groups.setdefault(release.issuer or "", []).append(release)
    return groups
