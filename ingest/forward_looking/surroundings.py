"""What stands around a sentence in its release and bears on whether it looks ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.release import Form, Release, Section, SectionKind, Sentence


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place of one sentence; the empty one stands for a sentence whose release is not known."""

    published: date | None = None
    known: bool = False
    kind: SectionKind = "body"
    form: Form = "sentence"
    heading: str = ""
    lead_in: str = ""
    headline: str = ""
    before: str = ""
    after: str = ""
    quoted: bool = False
    topics: tuple[str, ...] = ()


def _neighbour(release: Release, index: int, sentence: Sentence) -> str:
    """The text of another sentence of the same section, or nothing."""
    if not 0 <= index < len(release.sentences):
        return ""
    other = release.sentences[index]
    return release.quote(other) if other.section == sentence.section else ""


def surroundings(release: Release) -> Iterator[Surroundings]:
    """The surroundings of each sentence of a release, in order."""
    topics = tuple(release.quotes(release.legend.topics)) if release.legend else ()
    for index, sentence in enumerate(release.sentences):
        section = release.sections[sentence.section] if release.sections else Section(0, len(release.text), "", "body")
        yield Surroundings(
            published=release.published,
            known=True,
            kind=section.kind,
            form=sentence.form,
            heading=section.heading,
            lead_in=sentence.context if sentence.form == "item" else "",
            headline=release.headline,
            before=_neighbour(release, index - 1, sentence),
            after=_neighbour(release, index + 1, sentence),
            quoted=sentence.speaker is not None,
            topics=topics,
        )
