"""The words behind an answer: each cited passage with what stands around it, its speaker, its release and day."""

from __future__ import annotations

from bot.dates import spoken
from bot.slack.links import address
from bot.slack.rich import Block, cut, link, quoted, rich, section, small, words
from ingest import NotOnRecord, Record, Release, Sentence
from prompts import text

MOST_WORDS = 2_500  # characters of a block; a longer passage takes several
AROUND = 600  # characters of the sentence before it, and of the one after


def shown(record: Record, spans: str, base: str | None) -> list[Block]:
    """The passages at the places that a button carried: ``release:start:end|...``."""
    return [block for place in spans.split("|") if place for block in _passage(record, place, base)]


def _passage(record: Record, place: str, base: str | None) -> list[Block]:
    release_id, start, end = place.split(":")
    try:
        release = record.release(release_id)
    except NotOnRecord:
        return [rich(section(words(text("slack_withdrawn"), italic=True)))]
    return _words(release, int(start), int(end), base)


def _words(release: Release, start: int, end: int, base: str | None) -> list[Block]:
    index = next((n for n, s in enumerate(release.sentences) if s.start <= start < s.end), None)
    said = release.text[start:end]
    before, after = ("", "") if index is None else (_beside(release, index, -1), _beside(release, index, 1))
    parts = [words(said[at : at + MOST_WORDS], bold=True) for at in range(0, len(said), MOST_WORDS)] or [words("")]
    first, *more = [*([words(f"{before} ")] if before else []), parts[0]], *([part] for part in parts[1:])
    (more or [first])[-1].extend([words(f" {after}")] if after else [])
    url = address(release.url, said, base=base, release_id=release.release_id, span=(start, end))
    heading = section(link(cut(release.headline, 300), url))
    return [
        rich(heading, quoted(*first)),
        *(rich(quoted(*part)) for part in more),
        small(_whose(release, release.sentences[index] if index is not None else None)),
    ]


def _beside(release: Release, index: int, step: int) -> str:
    """The sentence before or after, where it stands in the same section."""
    other = index + step
    if not 0 <= other < len(release.sentences) or release.sentences[other].section != release.sentences[index].section:
        return ""
    return cut(" ".join(release.quote(release.sentences[other]).split()), AROUND)


def _whose(release: Release, sentence: Sentence | None) -> str:
    """Who says it, when, and where in the release."""
    party = sentence.party if sentence else "issuer"
    issuer = text("said_by_issuer", issuer=release.issuer or "the company")
    speaker = (sentence.speaker if sentence else None) or (issuer if party == "issuer" else text(f"said_by_{party}"))
    heading = release.section_of(sentence).heading if sentence else ""
    return " · ".join(part for part in (speaker, spoken(release.published.isoformat()), heading) if part)
