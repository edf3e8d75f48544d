"""Which sentences of a release are searched, and the text that stands for each in the rankings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.release import Label, Party, Release, SectionKind, Sentence
from ingest.scraps import is_scrap

BODY: frozenset[SectionKind] = frozenset({"body", "partner_release", "table", "other"})
TELLING = 7  # words from which a heading is a statement ("Results now expected in June 2026; ..."), not a title
LONGEST_TITLE = 110  # characters of a headline that are read beside a question
FEWEST_WORDS = 3  # a shorter scrap says nothing by itself
OPENS = 5  # sentences among which a dateline may stand on a line of its own


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, item or row as search returns it; ``text`` is ``[start, end)`` of its release, ``score`` the ranking's own."""

    release_id: str
    index: int
    headline: str
    published: str
    source: str
    section: str
    kind: SectionKind
    start: int
    end: int
    text: str
    context: str
    label: Label
    speaker: str | None
    party: Party
    score: float = 0.0

    @property
    def paired(self) -> str:
        """What is read beside a question: "DATE | headline | the sentence", or the kind of section where it is no news."""
        before = self.headline[:LONGEST_TITLE] if self.kind in BODY else self.kind
        return (
            f"{self.published} | {before} | {self.context}: {self.text}" if self.context else f"{self.published} | {before} | {self.text}"
        )


def searchable(release: Release) -> Iterator[tuple[int, Sentence]]:
    """(index, sentence) of all that search may return: the headline, no scraps, and of the headings only those that say something."""
    for index, sentence in enumerate(release.sentences):
        words = release.quote(sentence)
        fewest = TELLING if sentence.form == "heading" and index > 0 else FEWEST_WORDS
        if len(words.split()) >= fewest and (index == 0 or not is_scrap(words, opens=index < OPENS)):
            yield index, sentence


def in_body(release: Release, sentence: Sentence) -> bool:
    """True for what the release tells, False for what repeats in every release (About, legend, contacts)."""
    return release.section_of(sentence).kind in BODY


def bare_text(release: Release, sentence: Sentence) -> str:
    """The sentence with the words that it needs to be understood (a table's header, a list's lead-in) before it."""
    quote = release.quote(sentence)
    return f"{sentence.context}: {quote}" if sentence.context else quote


def titled_text(release: Release, sentence: Sentence) -> str:
    """What is embedded: with the headline before it in the body, since a sentence alone rarely says what it is about."""
    text = bare_text(release, sentence)
    return f"{release.headline}: {text}" if in_body(release, sentence) else text


def passage(release: Release, index: int, score: float = 0.0) -> Passage:
    """The passage of sentence number ``index``."""
    sentence = release.sentences[index]
    section = release.section_of(sentence)
    return Passage(
        release_id=release.release_id,
        index=index,
        headline=release.headline,
        published=release.published.isoformat(),
        source=release.source,
        section=section.heading,
        kind=section.kind,
        start=sentence.start,
        end=sentence.end,
        text=release.quote(sentence),
        context=sentence.context,
        label=sentence.label,
        speaker=sentence.speaker,
        party=sentence.party,
        score=score,
    )
