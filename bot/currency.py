"""How statements have fared since they were published: replaced by a newer release, corrected, or past the date that they name.

Two sentences speak of one matter where they share most of the words that are rare on this record, figures, dates and the words of
expecting aside, and name the same things (programs, trials); a sentence that names none speaks of what was named before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.answer import Citation, Statement
from bot.retrieve import Retriever
from bot.words import DATES, names_alike, same_matter, stems
from ingest import BODY, Passage, Record, Release, Row, expected
from prompts import text

NEAR = 30  # passages looked through for the same matter
LIKE, LEAST = 1.15, 0.33  # share of each sentence's weight that the other has, together and at least, from which they speak of one matter
SPOKEN_OF = 0.5  # of an expectation's words in a later sentence from which it may report it; too low is silent, too high cries wolf
SAME = 0.75  # shared part of the words of two sentences, from which the newer stands for the older
LATE = timedelta(days=45)  # after its date a plan is still put off; later it is another occasion of its kind
FEWEST = 2  # words that a matter needs to be told from another
BACK = 4  # sentences back to where what is spoken of was named
BEFORE = 2  # earlier versions shown beside a statement

_EXPECTS = re.compile(
    r"\b(?:expect|anticipat|plan|intend|aim|target|schedul|on track|will|due|hope|look forward|should|estimat)\w*", re.IGNORECASE
)
_MARKET = re.compile(r"\b(?:CAGR|market (?:is|was|size|for)|projected to (?:reach|grow)|grow(?:th)? rate)\b", re.IGNORECASE)
_NO_EVENT = re.compile(  # a date that passes without a report: results of a period, terms, money that lasts
    r"\b(?:revenues?|EBITDA|sales of|guidance|matur\w+|expir\w+|interest"
    r"|fund(?:s|ing)? (?:its |our |the |planned )?(?:\w+ )?(?:operations|activities|needs)|sufficient|holders of record)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:had|previously|originally|first been|was|were)\b[^;,]{0,40}\b(?:expect|plan|schedul|anticipat|intend|target)", re.IGNORECASE
)
_PARTS = re.compile(r";\s|\band\b|, (?:while|with|followed)\b")
_CHANGED = re.compile(
    r"\b(?:now|no longer|delay\w*|postpon\w+|revis\w+|updat\w+|instead|previously|defer\w*|mov(?:ed|ing)|extend\w*|earlier than)\b",
    re.IGNORECASE,
)
_NO_RELIANCE = re.compile(r"\b(?:no longer|not|never) (?:\w+ ){0,3}(?:be )?(?:relied|rely)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[$€£¥]\s?\d|\d%|\bpercent\b|\bmillion\b|\bbillion\b", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:cash|revenues?|guidance|EBITDA|net (?:loss|income)|operating expenses|capital expenditures?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_CODE = re.compile(r"\b(?:[A-Z]{2,}[-–]?\d[\w-]*|[A-Z][A-Za-z]*-\d+\w*|[A-Z]{4,}(?:-\d+)?)\b")
_PLAIN = stems(
    "the a an of to in and or our its that will be is are was were may could not for with by on as from any other this we it have has had"
    " company expects expected expecting anticipates anticipated plans planned planning intends intended aims aim targets targeted scheduled"
    " on track continue continues remain remains now later next coming first second half quarter end year month week early late mid fiscal"
    " during before which who their his her than also been at announced today inc corp ltd still"
)


class Currency:
    """What has become of the statements of one record, as it stood ``until`` a day and seen from the day ``now``."""

    def __init__(self, record: Record, retriever: Retriever) -> None:
        self.record, self.retriever = record, retriever

    def dated(
        self, statements: Sequence[Statement], citations: Sequence[Citation], *, now: date, until: date | None
    ) -> tuple[tuple[Statement, ...], tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
        """The statements with what superseded them, what they superseded, and what is overdue: as the contract has them."""
        by_number = {citation.number: citation for citation in citations}
        found, superseded, overdue = [], [], []
        for index, statement in enumerate(statements):
            passage = self._passage(by_number[statement.citations[0]])
            if passage is None or not _dates_something(passage):
                found.append(replace(statement, superseded_by=self._restating(passage, until) if passage else None))
                continue
            kin = self._kin(passage, until)
            newer = [other for other in kin if self.replaces(other, passage)]
            found.append(replace(statement, superseded_by=max(newer, key=_day).release_id) if newer else statement)
            superseded += [_superseded(index, other) for other in self._older(passage, kin)]
            overdue += [] if newer else [_overdue(index, words) for words in self._missed(passage, kin, now)]
        return tuple(found), tuple(superseded), tuple(overdue)

    def renewed(self, chosen: Sequence[Passage], candidates: Sequence[Passage], *, now_meant: bool, until: date | None) -> list[Passage]:
        """The chosen passages, each in its newest wording: where it was corrected, and, with ``now_meant``, where a newer release replaced it.

        Where figures were restated since, what the restating release says of them comes last.
        """
        found = []
        for passage in chosen:
            newer = [c for c in candidates if now_meant and (self.replaces(c, passage) or _says_as_much(c, passage))]
            newest = self._correction(passage, until) or max(newer, key=_day, default=passage)
            found.append(replace(newest, score=passage.score))
        found += [warning for passage in found if (warning := self._warning(passage, until))]
        return list({(p.release_id, p.index): p for p in found}.values())

    def replaces(self, newer: Passage, older: Passage) -> bool:
        """True where the newer passage gives another date or amount for what the older one expected."""
        datable = newer.published > older.published and _dates_something(newer) and _dates_something(older)
        if not datable or not self._one_matter(newer, older):
            return False
        shared = self._subject(newer) & self._subject(older)
        days, was = _days_of(newer, shared), _days_of(older, shared)
        if days == was:
            return _amounts(newer) != _amounts(older) and bool(_amounts(newer))
        put_off = date.fromisoformat(newer.published) <= max(was, default=date.max - LATE) + LATE
        return put_off or bool(_CHANGED.search(newer.text))

    def _older(self, passage: Passage, kin: Sequence[Passage]) -> list[Passage]:
        """What was said before of the same matter, newest first, each date once."""
        found = sorted((other for other in kin if self.replaces(passage, other)), key=_day, reverse=True)
        once = {frozenset(_days(other.text, other)) or other.text: other for other in reversed(found)}
        return sorted(once.values(), key=_day, reverse=True)[:BEFORE]

    def _missed(self, passage: Passage, kin: Sequence[Passage], now: date) -> list[str]:
        """The periods of an expected event that have passed with no later release that may report it."""
        if passage.label != "forward" or not _EXPECTS.search(passage.text) or _NO_EVENT.search(passage.text):
            return []
        published = date.fromisoformat(passage.published)
        later = [(other, _matter(f"{other.headline} {other.text}")) for other in kin if other.published > passage.published]
        parts = ((_matter(part), one) for part in _parts(passage.text) for one in expected(part, published))
        passed = [(matter, one) for matter, one in parts if published < one.last < now]
        missed = (
            one.words
            for matter, one in passed
            if not any(_may_report(other, one.last) and self._share(matter, told) >= SPOKEN_OF for other, told in later)
        )
        return list(dict.fromkeys(missed))

    def _one_matter(self, one: Passage, other: Passage) -> bool:
        a, b = _matter(one.text), _matter(other.text)
        shares = sorted((self._share(a, b), self._share(b, a)))
        return min(len(a), len(b)) >= FEWEST and shares[0] >= LEAST and sum(shares) >= LIKE and self._same_subject(one, other)

    def _share(self, matter: frozenset[str], other: frozenset[str]) -> float:
        """The part of a matter's weight that another has."""
        weight = self.record.lexical.rarity
        return sum(weight(w) for w in matter & other) / (sum(weight(w) for w in matter) or 1.0)

    def _same_subject(self, one: Passage, other: Passage) -> bool:
        a, b = self._subject(one), self._subject(other)
        if _trials(a) and _trials(b):
            a, b = _trials(a), _trials(b)
        return bool(a & b) or not (a or b)

    def _subject(self, passage: Passage) -> frozenset[str]:
        """The names that a passage speaks of: its own, its section's, those last named before it, the headline's; none of the whole company's money."""
        if _MONEY.search(passage.text):
            return frozenset()
        release = self.record.release(passage.release_id)
        first = max(0, passage.index - BACK)
        before = (release.quote(s) for s in reversed(release.sentences[first : passage.index]) if release.section_of(s).kind in BODY)
        named = (_codes(words, release) for words in (passage.text, passage.section, *before, passage.headline))
        return next((codes for codes in named if codes), frozenset())

    def _kin(self, passage: Passage, until: date | None) -> list[Passage]:
        """What other releases say that is nearest to a passage."""
        found = self.retriever.search(f"{passage.headline}: {passage.text}", count=NEAR, until=until)
        return [other for other in found if other.release_id != passage.release_id and other.kind in BODY]

    def _passage(self, citation: Citation) -> Passage | None:
        """The passage that a citation stands in."""
        sentences = self.record.release(citation.release_id).sentences
        place = next((n for n, s in enumerate(sentences) if s.start <= citation.start < s.end), None)
        return None if place is None else self.record.passage(citation.release_id, place)

    def _correction(self, passage: Passage, until: date | None) -> Passage | None:
        """The same sentence as a correction of its release has it, where it is another there."""
        release = self._correcting(passage.release_id, until)
        places = [n for n, s in enumerate(release.sentences) if same_matter(release.quote(s), passage.text)] if release else []
        found = [self.record.passage(release.release_id, place) for place in places] if release else []
        return None if any(other.text == passage.text for other in found) else next(iter(found), None)

    def _correcting(self, release_id: str, until: date | None) -> Release | None:
        """The newest release, up to a day, that corrects this one."""
        rows = (row for row in self._up_to(until) if row.corrects == release_id)
        return next((self.record.release(row.release_id) for row in rows), None)

    def _restating(self, passage: Passage, until: date | None) -> str | None:
        """The newest release, up to a day, that restates the figures of this passage's."""
        rows = (row for row in self._up_to(until) if row.restates == passage.release_id)
        figures = _NUMBER.search(passage.text) and (" | " in passage.text or _MONEY.search(passage.text))
        return next((row.release_id for row in rows), None) if figures else None

    def _warning(self, passage: Passage, until: date | None) -> Passage | None:
        """What the release that restates these figures says of relying on them."""
        release_id = self._restating(passage, until)
        if release_id is None:
            return None
        release = self.record.release(release_id)
        places = [n for n, s in enumerate(release.sentences) if _NO_RELIANCE.search(release.quote(s))]
        return replace(self.record.passage(release_id, (places or [0])[0]), score=passage.score)

    def _up_to(self, until: date | None) -> Iterator[Row]:
        return (row for row in self.record.rows() if until is None or row.published <= until.isoformat())


def _superseded(index: int, passage: Passage) -> dict[str, Any]:
    place = {"release_id": passage.release_id, "published": passage.published}
    return {"statement": index, **place, "quote": passage.text, "start": passage.start, "end": passage.end}


def _overdue(index: int, words: str) -> dict[str, Any]:
    return {"statement": index, "expected": words, "note": text("overdue")}


def _says_as_much(newer: Passage, older: Passage) -> bool:
    """True for a later sentence in nearly the same words, figures and dates aside, that names the same."""
    a, b = _matter(newer.text), _matter(older.text)
    alike = len(a & b) >= SAME * max(FEWEST, len(a | b))
    return newer.published > older.published and alike and names_alike(newer.text, older.text)


def _dates_something(passage: Passage) -> bool:
    """True for a sentence that looks ahead to a day, or to an amount of some day; not for one that tells what had been expected."""
    ahead = passage.label == "forward" and passage.kind in BODY and _EXPECTS.search(passage.text)
    return bool(ahead and not _MARKET.search(passage.text) and not _PAST.search(passage.text) and _days(passage.text, passage))


def _days_of(passage: Passage, named: frozenset[str]) -> set[date]:
    """The last days of what is expected of these programs or trials; of all, where no part of the sentence names them."""
    parts = [part for part in _parts(passage.text) if not named.isdisjoint(_CODE.findall(part))]
    days = [_days(part, passage) for part in parts]
    return set().union(*days) or _days(passage.text, passage)


def _parts(words: str) -> list[str]:
    """The parts of a sentence that may each expect something of its own; one that says too little by itself is the whole sentence."""
    return [part if len(_matter(part)) >= FEWEST else words for part in _PARTS.split(words)]


def _days(words: str, passage: Passage) -> set[date]:
    return {one.last for one in expected(words, date.fromisoformat(passage.published))}


def _may_report(passage: Passage, last: date) -> bool:
    """True unless a passage itself still looks ahead to what is expected by that day: "remains on track" reports nothing."""
    return passage.label != "forward" or date.fromisoformat(passage.published) > last


def _amounts(passage: Passage) -> frozenset[str]:
    """The figures of a sentence that gives amounts."""
    return frozenset(_NUMBER.findall(passage.text)) if _AMOUNT.search(passage.text) else frozenset()


def _matter(words: str) -> frozenset[str]:
    return frozenset(word for word in stems(words) if len(word) > 1 and not any(map(str.isdigit, word))) - _PLAIN - DATES


def _codes(words: str, release: Release) -> frozenset[str]:
    """The names like a program's or a trial's, without the issuer's own and its tickers."""
    own = f"{release.issuer or ''} {' '.join(release.tickers)}".upper()
    return frozenset(code for code in _CODE.findall(words) if code.upper() not in own and code not in _NO_CODES)


def _trials(codes: frozenset[str]) -> frozenset[str]:
    """Those that are a trial's name ("HARBOR", "SUMMIT-1"), not a program's number."""
    return frozenset(code for code in codes if _TRIAL.fullmatch(code))


_TRIAL = re.compile(r"[A-Z]{4,}(?:-?\d)?")
_NO_CODES = frozenset(["NASDAQ", "NYSE", "OTCQB", "OTCQX", "NEWMEDIAWIRE", "CAGR", "GAAP", "EBITDA", "CORP", "INC", "USA"])


def _day(passage: Passage) -> str:
    return passage.published
