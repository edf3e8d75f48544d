"""Sketches of withdrawn releases: enough to know one again that comes back in another form, and too little to read any of it.

A sketch is a sample of checksums of stretches of letters. No word of the text stands in it, and none can be got out of it; a person
who has a text can ask whether it is the one.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from ingest.copies import OPENING, news, squeezed
from ingest.release import Release

STRETCH = 32  # letters and digits under one checksum
SAMPLED = 8  # of the checksums one in so many is kept, the same in every text
WIDTH = 3  # bytes a checksum
SAME = 0.85  # share of checksums in common from which two texts may be one release
HEADED = 0.5  # share of a headline's checksums that the other's opening has
OTHERWISE = (
    2  # checksums that each has and the other lacks, from which something in it is told otherwise: a changed figure makes four or so
)
FEWEST = 4  # checksums from which a text can be known again


@dataclass(frozen=True, slots=True)
class Sketch:
    """Checksums of stretches within a headline and within sentences, and of those that reach from one sentence into the next."""

    headline: frozenset[int]
    within: frozenset[int]
    across: frozenset[int]

    def fits(self, other: Sketch, opening: frozenset[int]) -> bool:
        """True where the other has most of the same letters and nothing told otherwise; ``opening`` are the checksums of its first words."""
        mine, its = self.within | self.across, other.within | other.across
        otherwise = min(len(self.within - its), len(other.within - mine))
        fewest = min(len(self.within), len(other.within))
        headed = len(self.headline & opening) >= HEADED * len(self.headline)
        return headed and fewest >= FEWEST and len(mine & its) >= SAME * fewest and otherwise < OTHERWISE


def sketch(release: Release) -> str:
    """The release's news as a sketch, in Base64."""
    drawn = _drawn(release)
    return ".".join(map(_written, (drawn.headline, drawn.within, drawn.across)))


def recognised(release: Release, sketches: Mapping[str, str]) -> str | None:
    """The id whose sketch this release fits; None where there is none, or where it is a correction."""
    if not sketches or release.corrects:
        return None
    mine, opening = _drawn(release), _checksums([squeezed(release.text[:OPENING])])
    return next((release_id for release_id, kept in sketches.items() if _read(kept).fits(mine, opening)), None)


def _drawn(release: Release) -> Sketch:
    sentences = [squeezed(sentence) for sentence in news(release)]
    begun = [sentence[len(sentence) // 2 :] if number == 0 else sentence for number, sentence in enumerate(sentences)]  # after a dateline
    within = _checksums(begun)
    return Sketch(_checksums([squeezed(release.headline)]), within, _checksums(["".join(sentences)]) - within)


def _checksums(texts: Iterable[str]) -> frozenset[int]:
    """A sample of the checksums of all stretches of letters in the texts, each text by itself."""
    every = (crc32(text[i : i + STRETCH].encode()) for text in texts for i in range(max(1, len(text) - STRETCH + 1)))
    return frozenset(number // SAMPLED % (1 << 8 * WIDTH) for number in every if number % SAMPLED == 0)


def _written(numbers: Iterable[int]) -> str:
    return b64encode(b"".join(number.to_bytes(WIDTH, "big") for number in sorted(numbers))).decode()


def _read(kept: str) -> Sketch:
    parts = [b64decode(part) for part in kept.split(".")]
    return Sketch(*(frozenset(int.from_bytes(data[i : i + WIDTH], "big") for i in range(0, len(data), WIDTH)) for data in parts))
