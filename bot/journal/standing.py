"""Whether the words that an answer rested on are still on record: release, span and hash, looked at now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.journal.entry import Entry, Evidence, cautioned, digest
from ingest import Record

Verdict = Literal["on record", "elsewhere", "withdrawn", "gone"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What was shown, what has become of it, and as far as they are still known, its words.

    "elsewhere": not in that release any more, but word for word in ``now_in``; "withdrawn" on the day ``since``; "gone": nowhere.
    """

    evidence: Evidence
    verdict: Verdict
    words: str
    now_in: str | None = None
    since: str | None = None


def standings(entry: Entry, record: Record) -> list[Standing]:
    """Each piece of an entry's evidence as it stands on the record that is open."""
    return [_standing(evidence, words, record) for evidence, words in zip(entry.evidence, _words(entry.answer), strict=True)]


def _words(answer: dict[str, Any]) -> Iterator[list[str]]:
    """The words that were shown, in the order of the evidence."""
    yield from ([citation["quote"]] for citation in answer["citations"])
    yield from ([before["quote"]] for before in answer["superseded"])
    yield from (cautioned(caveat) for caveat in answer["caveats"])
    yield from ([near["headline"]] for near in answer["nearest"])


def _standing(evidence: Evidence, words: list[str], record: Record) -> Standing:
    shown = "\n".join(words)
    if day := record.manifest.withdrawn.get(evidence.release_id):
        return Standing(evidence, "withdrawn", shown, since=day)
    if evidence.release_id in {row.release_id for row in record.rows()} and _holds(evidence, words, record):
        return Standing(evidence, "on record", shown)
    other = next((row.release_id for row in record.rows() if shown and _all_in(words, record.release(row.release_id).text)), None)
    return Standing(evidence, "elsewhere" if other else "gone", shown, now_in=other)


def _holds(evidence: Evidence, words: list[str], record: Record) -> bool:
    """True where the release says at that place what was shown: by its hash, a caution by its sentences."""
    release = record.release(evidence.release_id)
    at_place = release.text[evidence.start : evidence.end]
    if evidence.kind == "caution":
        return digest("\n".join(words)) == evidence.sha256 and _all_in(words, at_place)
    return digest(release.headline if evidence.kind == "nearest" else at_place) == evidence.sha256


def _all_in(words: list[str], text: str) -> bool:
    return all(one in text for one in words)
