"""The nouns of the journal: an entry for each answer, the words it rests on, what was thought of it; and how an answer becomes an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from bot.answer import Answer, Caveat
from bot.contract import to_json
from bot.journal.people import People

Kind = Literal["quote", "before", "caution", "nearest"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters ``[start, end)`` of a release that an answer showed, and the SHA-256 of the words shown; "nearest" showed a headline alone.

    "before" is what was said before a newer release; of a "caution" the span is its legend's, and the hash that of all its sentences.
    """

    kind: Kind
    release_id: str
    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of an answer."""

    helpful: bool
    comment: str | None
    at: datetime
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and what it was answered: ``answer`` is the JSON contract, ``settings`` the version of what was in force.

    Of people it holds hashes, and their names only where that is set; ``steps`` and ``elapsed_ms`` are milliseconds.
    """

    answer_id: str
    at: datetime
    surface: str
    audience: str
    question: str
    standalone_question: str
    status: str
    reason: str | None
    composer: str
    elapsed_ms: float
    steps: dict[str, float]
    flags: list[str]
    settings: str
    answer: dict[str, Any]
    thread: str | None = None
    person: str | None = None
    channel: str | None = None
    person_name: str | None = None
    channel_name: str | None = None
    request: str | None = None  # the id that its log lines and its trace have, too
    withdrawn: list[str] = field(default_factory=list)  # the releases whose words were taken out of it
    evidence: tuple[Evidence, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    @property
    def helpful(self) -> bool | None:
        """What the last to say so thought of it; None where nobody did."""
        return max(self.opinions, key=lambda opinion: opinion.at).helpful if self.opinions else None


def entry_of(answer: Answer, *, surface: str, settings: str, people: People, at: datetime, request: str | None = None) -> Entry:
    """The entry of an answer; e-mail addresses and telephone numbers in the question are masked."""
    asked, asker = answer.question, answer.question.asker
    plain = to_json(answer)
    plain |= {key: people.masked(plain[key]) for key in ("question", "standalone_question")}
    plain["thread"] = people.pseudonym(f"{surface}\0{asked.audience}\0{answer.thread}") if answer.thread else None
    return Entry(
        answer_id=answer.answer_id,
        at=at,
        surface=surface,
        audience=asked.audience,
        question=plain["question"],
        standalone_question=plain["standalone_question"],
        status=answer.status,
        reason=answer.reason,
        composer=answer.composer,
        elapsed_ms=answer.elapsed_ms,
        steps=answer.steps,
        flags=list(answer.flags),
        settings=settings,
        answer=plain,
        thread=plain["thread"],
        person=people.hashed(asker.person),
        channel=people.hashed(asker.channel),
        person_name=people.name(asker.person),
        channel_name=people.name(asker.channel),
        request=request,
        evidence=tuple(_evidence(answer)),
    )


def digest(words: str) -> str:
    """The SHA-256 of words, in hex."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def cautioned(caveat: Caveat | dict[str, Any]) -> list[str]:
    """The release's own sentences that a caveat repeats."""
    plain = caveat if isinstance(caveat, dict) else {key: getattr(caveat, key) for key in ("factors", "assumptions", "update_policy")}
    return [*plain["factors"], *plain["assumptions"], *([plain["update_policy"]] if plain["update_policy"] else [])]


def _evidence(answer: Answer) -> Iterator[Evidence]:
    for citation in answer.citations:
        yield Evidence("quote", citation.release_id, citation.start, citation.end, digest(citation.quote))
    for before in answer.superseded:
        yield Evidence("before", before["release_id"], before["start"], before["end"], digest(before["quote"]))
    for caveat in answer.caveats:
        yield Evidence("caution", caveat.release_id, caveat.start, caveat.end, digest("\n".join(cautioned(caveat))))
    for near in answer.nearest:
        yield Evidence("nearest", near.release_id, 0, 0, digest(near.headline))
