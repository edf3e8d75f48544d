"""What a statement rests on: the cited words themselves, and the words around them that tell whom and what they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.verify.facts import Facts, facts
from bot.verify.names import known_words
from bot.verify.verdict import Cited
from ingest import Passage, Release

BESIDE = 2  # sentences before and one fewer after, in which a pronoun's name may stand
_CALLED = re.compile(r"\(([^()]{0,160}[“\"”][^()]{0,160})\)")  # (“Short name” or the “Company”)


@dataclass(frozen=True, slots=True)
class Basis:
    """The cited words' facts, those of what stands above and beside them, and the names that the whole release knows."""

    text: str
    told: Facts
    above: Facts
    beside: Facts
    whole: frozenset[str]
    issuer: frozenset[str]
    published: date

    @property
    def names(self) -> frozenset[str]:
        """The words by which those that the cited words speak of may be named."""
        return known_words(self.told.text) | known_words(self.above.text)


def basis(cited: Sequence[Cited]) -> Basis:
    """The basis that these passages give; dates are seen from the newest of their releases."""
    published = max(one.release.published for one in cited)
    text = " ".join(dict.fromkeys(_told(one.passage) for one in cited))
    above = " ".join(dict.fromkeys(_above(one.release, one.passage) for one in cited))
    beside = " ".join(dict.fromkeys(_beside(one.release, one.passage) for one in cited))
    whole = frozenset[str]().union(*(_whole(one.release.text) for one in cited))
    issuer = frozenset[str]().union(*(known_words(_issuer(one.release)) for one in cited))
    return Basis(text, facts(text, published), facts(above, published), facts(beside, published), whole, issuer, published)


def _told(passage: Passage) -> str:
    return f"{passage.context}: {passage.text}" if passage.context else passage.text


def _above(release: Release, passage: Passage) -> str:
    """Headline, section, issuer with tickers and short names, and the speaker: what a reader knows before the sentence."""
    parts = (release.headline, release.subheadline, passage.section, passage.speaker, _issuer(release))
    return ". ".join(part for part in parts if part)


def _issuer(release: Release) -> str:
    return " ".join((release.issuer or "", *release.tickers, _called(release.text)))


@lru_cache(512)
def _called(text: str) -> str:
    """The short names that the release gives its issuer."""
    found = (match[1] for match in _CALLED.finditer(text[:4000]))
    return " ".join(words for words in found if re.search(r"\bcompany\b|\bwe\b", words, re.IGNORECASE))


def _beside(release: Release, passage: Passage) -> str:
    around = range(max(0, passage.index - BESIDE), min(len(release.sentences), passage.index + BESIDE))
    return " ".join(release.quote(release.sentences[i]) for i in around if i != passage.index)


@lru_cache(256)
def _whole(text: str) -> frozenset[str]:
    return known_words(text)
