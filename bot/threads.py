"""A conversation's turns: what is kept of each, how many, and which one a follow-up leans on."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.answer import Citation, Statement, Status, Turn
from bot.errors import QuestionError
from bot.follow_ups import about_the_answer, presses
from bot.settings import Program
from ingest import Passage, Record
from prompts import text

TURNS = 12  # kept of a thread; a follow-up leans on the last one or two
AGE = timedelta(days=30)  # after which a turn is no context any more
SAID = 3  # statements kept of an answer
TOPICS = 3  # programs kept of an answer
WITHDRAWN = "[withdrawn]"
_LISTED = re.compile(
    r"\([^()]*\b(?:NASDAQ|NYSE|OTC\w*|TSX\w*|CSE|LSE|ASX|FSE|AIM|EURONEXT)\b[^()]*\)|\bOTC\w+\b", re.IGNORECASE
)  # where a share is traded
LONGEST_NAME = 200  # characters of a thread's name
_CODE = re.compile(r"\b(?:[A-Z]{2,}[\w]*-\d[\w-]*|[A-Z]{5,}(?:-\d+)?)\b")


def named(thread: str | None) -> str | None:
    """The thread's name as given; QuestionError where it is none."""
    if thread is not None and not 0 < len(thread.strip()) <= LONGEST_NAME:
        raise QuestionError(f"The thread's name has {len(thread):,} characters; 1 to {LONGEST_NAME} that are not all blank are expected.")
    return thread


def bounded(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last TURNS turns: how a thread grows in the chain's state."""
    return [*old, *new][-TURNS:]


def plain(turn: Turn) -> dict[str, Any]:
    """A turn as the state holds it: lists for tuples."""
    lists = {"said": list(turn.said), "topics": list(turn.topics)}
    places = {"cited": [list(place) for place in turn.cited], "withdrawn": [list(place) for place in turn.withdrawn]}
    return {**asdict(turn), **lists, **places}


def whole(turn: dict[str, Any]) -> Turn:
    """What ``plain`` gave, as a turn again."""
    lists: dict[str, Any] = {key: tuple(value) for key, value in turn.items() if isinstance(value, (list, tuple))}
    cited = tuple((str(release_id), int(start)) for release_id, start in turn["cited"])
    withdrawn = tuple((str(release_id), int(start), str(digest)) for release_id, start, digest in turn.get("withdrawn", ()))
    return Turn(**{**turn, **lists, "cited": cited, "withdrawn": withdrawn})


def redacted(turns: Sequence[Turn], release_id: str) -> tuple[Turn, ...]:
    """The turns of a thread without the words of a release: where each stood and its hash stay.

    What a later question took over from such an answer goes with it: the program that only the answer had named.
    """
    leaked: set[str] = set()
    kept = []
    for turn in turns:
        turn = replace(turn, question=_without(turn.question, leaked))
        lost = [pair for pair in zip(turn.said, turn.cited, strict=True) if pair[1][0] == release_id]
        if lost:
            leaked |= {name for name in turn.topics if name.lower() not in turn.question.lower()} | {words for words, _ in lost}
            turn = _redacted(turn, release_id, lost)
        kept.append(turn)
    return tuple(kept)


def _redacted(turn: Turn, release_id: str, lost: Sequence[tuple[str, tuple[str, int]]]) -> Turn:
    left = [pair for pair in zip(turn.said, turn.cited, strict=True) if pair[1][0] != release_id]
    return replace(
        turn,
        status=turn.status if left else "not_found",  # as the record stands now
        said=tuple(words for words, _ in left),
        cited=tuple(place for _, place in left),
        speaker=None,
        published=turn.published if left else None,
        topics=(),
        withdrawn=(*turn.withdrawn, *((*place, sha256(words.encode()).hexdigest()) for words, place in lost)),
    )


def _without(question: str, leaked: Collection[str]) -> str:
    for words in sorted(leaked, key=len, reverse=True):
        question = re.sub(re.escape(words.rstrip(".")), WITHDRAWN, question, flags=re.IGNORECASE)
    return question


def leant_on(question: str, turns: Sequence[Turn], *, now: datetime | None = None) -> Turn | None:
    """The turn that a follow-up leans on: the last that was answered, or one that was declined where the question only presses."""
    oldest = ((now or datetime.now(UTC)) - AGE).isoformat()
    recent = [turn for turn in turns if not turn.at or turn.at >= oldest]
    if recent and recent[-1].status == "declined" and presses(question):
        return recent[-1]
    usable = [turn for turn in recent if turn.status in ("answered", "partial")]
    if about_the_answer(question):
        return usable[-1] if usable else None
    return next((turn for turn in reversed(recent) if turn.status in ("answered", "partial", "not_found")), None)


def turn_of(
    question: str, status: Status, statements: Sequence[Statement], citations: Sequence[Citation], programs: Sequence[Program]
) -> Turn:
    """What is kept of a question and its answer."""
    by_number = {citation.number: citation for citation in citations}
    first = sorted(statements, key=lambda statement: statement.speaker is None)[:SAID]
    cited = [by_number[statement.citations[0]] for statement in first]
    return Turn(
        question=question,
        status=status,
        said=tuple(statement.text for statement in first),
        cited=tuple((citation.release_id, citation.start) for citation in cited),
        speaker=first[0].speaker if first else None,
        published=cited[0].published if cited else None,
        topics=topics(" ".join(f"{citation.headline} {citation.quote}" for citation in cited), programs),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def sentences_at(record: Record, cited: Sequence[tuple[str, int]], until: date | None) -> list[Passage]:
    """The sentences that begin at these places, of the releases that are (still, or already) on record."""
    last = until.isoformat() if until else "9999"
    readable = {row.release_id for row in record.rows() if row.published <= last}
    found = []
    for release_id, start in cited:
        sentences = record.release(release_id).sentences if release_id in readable else ()
        found += [record.passage(release_id, index) for index, sentence in enumerate(sentences) if sentence.start == start][:1]
    return found


def attributed(statements: Sequence[Statement], citations: Sequence[Citation], record: Record) -> tuple[Statement, ...]:
    """The statements with the issuer named as the speaker of those that nobody else speaks."""
    issuers = {citation.number: record.release(citation.release_id).issuer for citation in citations}
    return tuple(
        statement
        if statement.speaker or statement.source_party != "issuer"
        else replace(statement, speaker=text("said_by_issuer", issuer=issuers[statement.citations[0]] or "the company"))
        for statement in statements
    )


def topics(words: str, programs: Sequence[Program]) -> tuple[str, ...]:
    """The programs that the words speak of, by the names that the company gives them, else by what looks like a code or a trial's name."""
    lower = words.lower()
    known = [name for program in programs for name in (program.name, *program.aliases) if name.lower() in lower]
    return tuple(dict.fromkeys(known or _CODE.findall(_LISTED.sub(" ", words))))[:TOPICS]
