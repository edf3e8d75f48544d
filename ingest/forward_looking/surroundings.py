"""What stands around a sentence in its release and bears on whether it looks ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.release import Release, Section, SectionKind, Sentence

_WORD = re.compile(r"[a-z]{5,}")
_STEM = 6  # letters that tell two words of one root
_COMMON = re.compile(
    r"which|their|these|those|about|other|could|would|should|company|business|future|expect|includ|forward|looking|statement|ability"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that the legend says it covers, and the roots of its words."""

    words: str
    roots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place of one sentence; with only a date, or nothing, where its release is not known."""

    published: date | None = None
    kind: SectionKind = "body"
    lead_in: str = ""
    headline: str = ""
    before: str = ""
    after: str = ""
    topics: tuple[Topic, ...] = ()

    def topic(self, text: str) -> tuple[int, str]:
        """How many roots a sentence shares with the legend's nearest topic, and that topic."""
        if not self.topics:
            return 0, ""
        found = roots(text)
        nearest = max(self.topics, key=lambda topic: len(topic.roots & found))
        return len(nearest.roots & found), nearest.words


def roots(text: str) -> frozenset[str]:
    """The first letters of each longer word that says something of its own."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if not _COMMON.match(word))


def surroundings(release: Release) -> Iterator[Surroundings]:
    """The surroundings of each sentence of a release, in order."""
    topics = tuple(Topic(words, roots(words)) for words in (release.quotes(release.legend.topics) if release.legend else ()))
    for index, sentence in enumerate(release.sentences):
        section = release.section_of(sentence) if release.sections else Section(0, len(release.text), "", "body")
        yield Surroundings(
            published=release.published,
            kind=section.kind,
            lead_in=sentence.context if sentence.form == "item" else "",
            headline=release.headline,
            before=_neighbour(release, index - 1, sentence),
            after=_neighbour(release, index + 1, sentence),
            topics=topics,
        )


def _neighbour(release: Release, index: int, sentence: Sentence) -> str:
    """The text of another sentence of the same section, or nothing."""
    if not 0 <= index < len(release.sentences):
        return ""
    other = release.sentences[index]
    return release.quote(other) if other.section == sentence.section else ""
