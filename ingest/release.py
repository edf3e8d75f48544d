"""The nouns of the record: Release and the spans of its one normalized text.

Every span is a half-open interval ``[start, end)`` of ``Release.text`` in characters, so that
``release.text[start:end]`` is the quote, always.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

SectionKind = Literal["body", "about", "legend", "contacts", "partner_release", "table", "other"]
Label = Literal["forward", "historical", "schedule", "legend"]
Party = Literal["issuer", "partner", "third_party"]
Form = Literal["sentence", "item", "row", "heading"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``[start, end)`` of a release's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section(Span):
    """A stretch of the text under one heading; sections cover the text in order and do not overlap."""

    heading: str
    kind: SectionKind


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """The unit that is labelled, searched and cited: a sentence, a list item or a table row.

    ``section`` is an index into ``Release.sections``. ``context`` are words that the sentence needs to be
    understood and that stand elsewhere (a table's caption and header for a row, a list's lead-in for an item).
    ``speaker`` is "Name, Title" where the sentence is (part of) somebody's quoted words.
    """

    section: int
    form: Form = "sentence"
    context: str = ""
    speaker: str | None = None
    party: Party = "issuer"
    label: Label = "historical"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Legend(Span):
    """The forward-looking-statements section: what it covers, and the factors, assumptions and update policy in it."""

    topics: tuple[Span, ...] = ()
    factors: tuple[Span, ...] = ()
    assumptions: tuple[Span, ...] = ()
    update_policy: Span | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or desk that the release names for questions."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One news release as read, parsed and labelled; ``text`` is the whole of what can be quoted.

    ``corrects`` and ``restates`` are the id of the release on record that it corrects or restates, else its own words that say
    so; ``instead_of`` is the id of the one whose place it takes, since it tells it all again.
    """

    text: str
    headline: str
    published: date
    subheadline: str | None = None
    dateline: str | None = None
    issuer: str | None = None
    tickers: tuple[str, ...] = ()
    language: str = "en"
    source: str = ""
    sources: tuple[str, ...] = ()
    url: str | None = None
    contacts: tuple[Contact, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    legend: Legend | None = None
    corrects: str | None = None
    restates: str | None = None
    instead_of: str | None = None
    embargoed_until: str | None = None

    @property
    def release_id(self) -> str:
        """Sixteen hex digits of a hash over identity (date, headline) and text: the same release from anywhere has the same id."""
        return sha256("\n".join((self.published.isoformat(), self.headline, self.text)).encode()).hexdigest()[:16]

    def quote(self, span: Span) -> str:
        """The very words of a span."""
        return self.text[span.start : span.end]

    def quotes(self, spans: tuple[Span, ...]) -> list[str]:
        """The very words of several spans, in order."""
        return [self.quote(span) for span in spans]

    def section_of(self, sentence: Sentence) -> Section:
        """The section that a sentence stands in."""
        return self.sections[sentence.section]

    def sentences_of(self, *kinds: SectionKind) -> Iterator[tuple[int, Sentence]]:
        """(index, sentence) of the sections of these kinds, in the order of the text."""
        return ((i, s) for i, s in enumerate(self.sentences) if self.sections[s.section].kind in kinds)
