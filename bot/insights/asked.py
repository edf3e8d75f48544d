"""What insights need of the journal: each question once, without who asked it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.journal.entry import Entry

MARK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Late:
    """An expectation whose date has passed without a word on it, as an answer told it."""

    expected: str
    quote: str
    release_id: str
    start: int
    end: int
    published: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was understood, and what came of it; ``person`` is a hash that tells people apart and no more."""

    question: str
    at: datetime
    status: str
    answer_id: str
    reason: str | None = None
    person: str | None = None
    helpful: bool | None = None
    comments: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    late: tuple[Late, ...] = ()
    flagged: bool = False

    @property
    def key(self) -> str:
        """The same for questions that differ in case and marks alone."""
        return MARK.sub(" ", self.question.casefold()).strip()

    @property
    def open(self) -> bool:
        """True where the record did not tell all that was asked for."""
        return self.status in ("not_found", "partial")


def asked(entries: Iterable[Entry]) -> list[Asked]:
    """The questions of these entries; greetings, which ask for nothing, and answers that broke off are left out."""
    return [_asked(entry) for entry in entries if entry.status not in ("help", "unfinished")]


def _asked(entry: Entry) -> Asked:
    return Asked(
        question=entry.standalone_question,
        at=entry.at,
        status=entry.status,
        answer_id=entry.answer_id,
        reason=entry.reason,
        person=entry.person,
        helpful=entry.helpful,
        comments=tuple(opinion.comment for opinion in entry.opinions if opinion.comment),
        missing=tuple(entry.answer["missing"]),
        late=tuple(_late(entry)),
        flagged=bool(entry.flags),
    )


def _late(entry: Entry) -> Iterator[Late]:
    """The overdue expectations of an answer; where their words were withdrawn, nothing of them."""
    citations = {citation["number"]: citation for citation in entry.answer["citations"]}
    for one in entry.answer["overdue"]:
        statement = entry.answer["statements"][one["statement"]]
        cited = citations[statement["citations"][0]]
        if cited["release_id"] not in entry.withdrawn:
            yield Late(one["expected"], cited["quote"], cited["release_id"], cited["start"], cited["end"], cited["published"])
