"""Taking the words of a withdrawn release out of the journal: where they stood and their hashes stay."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.journal.book import Book
from bot.journal.entry import Entry
from bot.threads import WITHDRAWN
from ingest import Release

SENTENCE = 25  # characters from which words are a sentence of the release, and not any words


@dataclass(frozen=True, slots=True)
class Gone:
    """A release that is withdrawn: its id, and as far as they are known its sentences, longest first, and its contacts."""

    release_id: str
    sentences: tuple[str, ...] = ()
    contacts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, release: Release) -> Gone:
        """All of a release that may stand in an answer."""
        told = {release.text[s.start : s.end] for s in release.sentences} | {release.headline, release.subheadline or ""}
        long = sorted((words for words in told if len(words) >= SENTENCE), key=len, reverse=True)
        return cls(
            release.release_id, tuple(long), frozenset(c for contact in release.contacts for c in (contact.name, contact.email) if c)
        )


def redact(book: Book, gone: Gone) -> int:
    """Take a release's words out of every entry, down to the bytes of the journal's own files; gives how many entries showed it."""
    shown = book.showing(gone.release_id)
    since: dict[str, datetime] = {}
    for thread, at in shown:
        if thread:
            since[thread] = min(at, since.get(thread, at))
    for entry in book.some():
        cleared = redacted(entry, gone, followed=entry.thread is not None and entry.thread in since and entry.at > since[entry.thread])
        if cleared != entry:
            book.rewrite(cleared)
    book.scrub()
    return len(shown)


def redacted(entry: Entry, gone: Gone, *, followed: bool = False) -> Entry:
    """The entry without the words of that release; ``followed`` where its thread showed them before, so that follow-ups may repeat them."""
    shown = any(evidence.release_id == gone.release_id for evidence in entry.evidence)
    answer = _answer(entry.answer, gone) if shown else copy.deepcopy(entry.answer)
    if shown or followed:
        answer["standalone_question"] = entry.question
    contact = answer["contact"] or {}
    if gone.contacts & {contact.get("name"), contact.get("email")}:
        answer["contact"] = None
    answer = _cleared(answer, gone.sentences)
    return replace(
        entry,
        question=_cleared(entry.question, gone.sentences),
        standalone_question=answer["standalone_question"],
        answer=answer,
        opinions=tuple(replace(opinion, comment=_cleared(opinion.comment, gone.sentences)) for opinion in entry.opinions),
        withdrawn=sorted({*entry.withdrawn, gone.release_id}) if shown else entry.withdrawn,
    )


def _answer(answer: dict[str, Any], gone: Gone) -> dict[str, Any]:
    """The JSON of an answer with every part of it that came from the release struck out."""
    told = copy.deepcopy(answer)
    numbers = {citation["number"] for citation in told["citations"] if citation["release_id"] == gone.release_id}
    lost = {index for index, statement in enumerate(told["statements"]) if numbers & set(statement["citations"])}
    for citation in _from(told["citations"], gone):
        citation |= {"headline": WITHDRAWN, "section": WITHDRAWN, "quote": WITHDRAWN, "source": WITHDRAWN, "url": None}
    for index in lost:
        told["statements"][index] |= {"text": WITHDRAWN, "speaker": None}
    for caveat in _from(told["caveats"], gone):
        caveat |= {"factors": [], "assumptions": [], "update_policy": None}
    for before in _from(told["superseded"], gone):
        before["quote"] = WITHDRAWN
    for late in told["overdue"]:
        if late["statement"] in lost:
            late |= {"expected": WITHDRAWN, "note": WITHDRAWN}
    for near in _from(told["nearest"], gone):
        near["headline"] = WITHDRAWN
    if lost:
        told["text"] = "\n".join(statement["text"] for statement in told["statements"])
    return told


def _from(parts: Iterable[dict[str, Any]], gone: Gone) -> list[dict[str, Any]]:
    return [part for part in parts if part["release_id"] == gone.release_id]


def _cleared(told: Any, sentences: tuple[str, ...]) -> Any:  # noqa: ANN401 - any part of the JSON
    """The same without those sentences, wherever they stand."""
    if isinstance(told, str):
        for sentence in sentences:
            told = told.replace(sentence, WITHDRAWN)
        return told
    if isinstance(told, dict):
        return {key: _cleared(value, sentences) for key, value in told.items()}
    return [_cleared(part, sentences) for part in told] if isinstance(told, list) else told
