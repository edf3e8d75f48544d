"""The sentences of a release that may speak of a program, gathered once for all that reads them."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.ledger.words import names
from ingest.release import Release, Sentence

TOLD = frozenset({"body", "partner_release", "about", "other"})  # kinds of sections that may name a program


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A release with (index, sentence, words) outside legend and contacts, and of those the ones that have a word of the field."""

    release: Release
    release_id: str
    sentences: tuple[tuple[int, Sentence, str], ...]
    of_the_field: tuple[tuple[int, Sentence, str], ...]


def hear(release: Release) -> Heard:
    """The release with its sentences."""
    told = [(i, s, release.quote(s)) for i, s in enumerate(release.sentences) if s.label != "legend" and release.section_of(s).kind in TOLD]
    return Heard(release, release.release_id, tuple(told), tuple(item for item in told if names("hint").search(item[2])))
