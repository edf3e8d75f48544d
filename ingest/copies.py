"""One release, many copies: is this the release that the wire, the website or EDGAR brought already?

The same issuer and day, the same headline, and no sentence told otherwise. A version that says something else is not a copy.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from zlib import crc32

from ingest.release import Release
from ingest.rows import Row

NEAR_DAYS = 4  # a filing follows its release within so many days
SHINGLE, SAMPLED = 5, 4  # words a shingle; one shingle in four is kept, chosen by its hash, alike in all texts
LIKE = 0.5  # share of sampled shingles in common from which the texts are compared sentence by sentence; copies have 0.9 and more
ALIKE = 0.95  # the same where the issuers' names, as read, are not
LACKING = 0.15  # share of a copy's sentences that the other may lack
LIGHT = 2  # words more, such as an article or "Inc.", that make no other sentence
AS_LONG = 0.6  # a teaser is no copy of the whole
OPENING = 2000  # characters in which headline and date are looked for
DATELINE = 80  # letters of a sentence in which a dateline's date stands
RETOLD = 0.6  # likeness from which two sentences tell the same thing in other words
_TURNING = frozenset(["not", "no", "never", "without", "neither", "nor"])
_NEWS = frozenset({"body", "partner_release", "other"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared first: the issuer's first word, the shingles sampled from the text, whether it corrects another release."""

    issuer: str
    shingles: frozenset[int]
    corrects: bool

    def near(self, other: Likeness) -> bool:
        """Might the two be copies?"""
        least = LIKE if not self.issuer or not other.issuer or self.issuer == other.issuer else ALIKE
        fewest = min(len(self.shingles), len(other.shingles))
        return self.corrects == other.corrects and len(self.shingles & other.shingles) >= least * fewest


class Copies:
    """Releases by day, to find the one that another is a copy of; texts are read only where a day is looked at."""

    def __init__(self, rows: Iterable[Row], release: Callable[[str], Release]) -> None:
        self._release = release
        self._days: dict[date, list[str]] = {}
        self._likeness: dict[str, Likeness] = {}
        for row in rows:
            self._days.setdefault(date.fromisoformat(row.published), []).append(row.release_id)

    def add(self, release: Release) -> None:
        """Know one more release."""
        ids = self._days.setdefault(release.published, [])
        if release.release_id not in ids:
            ids.append(release.release_id)
        self._likeness[release.release_id] = likeness(release)

    def forget(self, release_id: str) -> None:
        """Know one less."""
        for ids in self._days.values():
            if release_id in ids:
                ids.remove(release_id)

    def find(self, release: Release, *, besides: Collection[str] = ()) -> str | None:
        """The id of the release that this one is a copy of, ``besides`` these."""
        mine = likeness(release)
        ids = (i for day in _around(release.published) for i in self._days.get(day, ()) if i not in besides)
        return next((i for i in ids if mine.near(self._of(i)) and are_copies(release, self._release(i))), None)

    def _of(self, release_id: str) -> Likeness:
        if release_id not in self._likeness:
            self._likeness[release_id] = likeness(self._release(release_id))
        return self._likeness[release_id]


def likeness(release: Release) -> Likeness:
    """The release as it is compared first."""
    issuer = re.findall(r"\w+", (release.issuer or "").lower())
    return Likeness(issuer[0] if issuer else "", shingles(" ".join(news(release))), bool(release.corrects))


def shingles(text: str) -> frozenset[int]:
    """Hashes of a sample of the text's shingles, the same sample in every text that has them."""
    words = _words(text)
    hashes = (crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(number for number in hashes if number % SAMPLED == 0)


def are_copies(one: Release, other: Release) -> bool:
    """Do the two tell the same news of the same day, none of it otherwise?"""
    return _same_day(one, other) and _same_headline(one, other) and _same_words(one, other)


def _same_day(one: Release, other: Release) -> bool:
    """The same date, or one that does not stand in its text and so is only when it was filed or put up."""
    return one.published == other.published or not (_states_its_date(one) and _states_its_date(other))


def _states_its_date(release: Release) -> bool:
    return _has_date(squeezed(release.text[:OPENING]), release.published)


def _has_date(letters: str, day: date) -> bool:
    spelled = (f"{day:%B}{day.day}{day.year}", f"{day:%b}{day.day}{day.year}", f"{day.day}{day:%B}{day.year}", f"{day:%Y%m%d}")
    return any(words.lower() in letters for words in spelled)


def _same_headline(one: Release, other: Release) -> bool:
    mine, theirs = squeezed(one.headline), squeezed(other.headline)
    if mine in squeezed(other.text[:OPENING]) or theirs in squeezed(one.text[:OPENING]):
        return True
    words, others = set(_words(one.headline)), set(_words(other.headline))
    return len(words & others) >= 0.8 * max(1, min(len(words), len(others)))


def _same_words(one: Release, other: Release) -> bool:
    mine, theirs = list(news(one)), list(news(other))
    lengths = sorted((sum(map(len, mine)), sum(map(len, theirs))))
    if lengths[0] < AS_LONG * lengths[1]:
        return False
    missing, lacking = list(_missing(one, other.text)), list(_missing(other, one.text))
    pairs = [(here, there) for here in missing for there in lacking if _tell_the_same(here, there)]
    if any(_differ(here, there) for here, there in pairs):
        return False
    told = {sentence for pair in pairs for sentence in pair}
    return min(_share([s for s in missing if s not in told], mine), _share([s for s in lacking if s not in told], theirs)) <= LACKING


def _missing(release: Release, text: str) -> Iterator[str]:
    """The sentences of the news that do not stand in ``text``, white space, case, punctuation and what stands in the dateline aside."""
    whole, place = squeezed(text), squeezed(release.dateline or "") or "\n"
    for number, sentence in enumerate(news(release)):
        sought = squeezed(sentence)
        if number == 0 or sought.startswith(place) or _has_date(sought[:DATELINE], release.published):
            sought = sought[len(sought) // 2 :]
        if sought not in whole:
            yield sentence


def _share(some: list[str], sentences: list[str]) -> float:
    return sum(map(len, some)) / max(1, sum(map(len, sentences)))


def _tell_the_same(one: str, other: str) -> bool:
    """Are these two wordings of one sentence?"""
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio() >= RETOLD


def _differ(one: str, other: str) -> bool:
    """Does one say what the other does not? A word or two more that change nothing are let pass."""
    mine, theirs = Counter(_words(one)), Counter(_words(other))
    more, less = mine - theirs, theirs - mine
    changed = more or less
    return bool(more and less) or changed.total() > LIGHT or any(word in _TURNING or not word.isalpha() for word in changed)


def news(release: Release) -> Iterator[str]:
    """The sentences and items of the news: tables differ by format, and what repeats in every release tells nothing."""
    for sentence in release.sentences:
        if release.section_of(sentence).kind in _NEWS and sentence.form in ("sentence", "item") and sentence.end - sentence.start > 20:
            yield release.quote(sentence)


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case: the same whatever the format made of spaces, quotes and dashes."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def _around(day: date) -> list[date]:
    return sorted((day + timedelta(days=n) for n in range(-NEAR_DAYS, NEAR_DAYS + 1)), key=lambda other: abs((other - day).days))
