"""The ledger: dated events of programs, found in releases, and where each program stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.ledger.board import program
from ingest.ledger.candidates import candidates
from ingest.ledger.decided import decided
from ingest.ledger.events import events
from ingest.ledger.heard import Heard, hear
from ingest.ledger.naming import programs
from ingest.ledger.partners import partners
from ingest.ledger.program import Decision, Event, Ledger, Named, Program, squeezed
from ingest.ledger.speaks import Vocabulary
from ingest.release import Release

__all__ = ["Decision", "Event", "Ledger", "Named", "Program", "read_ledger"]

UNSURE = 0.6  # certainty below which a person is asked
ONE_COMPANY = 0.5  # share of the releases from which one issuer's record it is


def read_ledger(releases: Sequence[Release], given: Sequence[Named] = (), decisions: Sequence[Decision] = ()) -> Ledger:
    """The ledger of these releases; ``given`` are the programs that the company names itself, ``decisions`` what people decided on events."""
    ordered = sorted(releases, key=lambda r: (r.published, r.release_id))
    found: list[Program] = []
    for issuer, group in _by_issuer([hear(release) for release in ordered]):
        found += _of_issuer(issuer, group, given, {decision.key: decision for decision in decisions})
    uncertain = tuple(e for p in found for e in p.history if e.certainty < UNSURE)
    return Ledger(ordered[-1].published.isoformat() if ordered else None, tuple(found), uncertain)


def _of_issuer(issuer: str, releases: Sequence[Heard], given: Sequence[Named], decisions: Mapping[str, Decision]) -> list[Program]:
    called = programs(releases, given)
    shared = partners(releases, called, issuer)
    called = [replace(p, partner=p.partner or (others[0] if others else None)) for p, others in zip(called, shared, strict=True)]
    vocabulary = Vocabulary(called, releases)
    told = [event for heard in releases for event in events(heard, vocabulary)] if called else []
    told = list(decided(told, decisions))
    made = [program(c, [e for e in told if e.program == c.name], others) for c, others in zip(called, shared, strict=True)]
    return [p for p, c in zip(made, called, strict=True) if p.history or c.given]


def _by_issuer(releases: Sequence[Heard]) -> list[tuple[str, list[Heard]]]:
    """The releases by issuer: one group where most are one company's; groups that tell of the same program are one."""
    issuers = Counter(h.release.issuer for h in releases if h.release.issuer)
    most = issuers.most_common(1)
    if not most or most[0][1] >= ONE_COMPANY * len(releases):
        return [(most[0][0] if most else "", list(releases))]
    groups: dict[str, list[Heard]] = {}
    for heard in releases:
        groups.setdefault(heard.release.issuer or "", []).append(heard)
    joined: list[tuple[str, list[Heard], set[str]]] = []
    for issuer, group in groups.items():
        names = {squeezed(c.name) for c in candidates(group) if c.kind == "code"}
        same = next((other for other in joined if other[2] & names), None)
        if same:
            same[1].extend(group)
            same[2].update(names)
        else:
            joined.append((issuer, group, names))
    return [(issuer, sorted(group, key=lambda h: h.release.published)) for issuer, group, _ in joined]
