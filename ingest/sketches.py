"""Sketches of withdrawn releases: enough to know one again that comes back in another form, and too little to read any of it.

A sketch is a sample of checksums of stretches of letters. No word of the text stands in it, and none can be got out of it; a person
who has a text can ask whether it is the one.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from zlib import crc32

from ingest.copies import news, squeezed
from ingest.release import Release

STRETCH = 32  # letters and digits under one checksum
SAMPLED = 8  # of the checksums one in so many is kept, the same in every text
WIDTH = 3  # bytes a checksum
SAME = 0.85  # share of checksums in common from which two texts may be one release
OTHERWISE = (
    2  # checksums that each has and the other lacks, from which something in it is told otherwise: a changed figure makes four or so
)
FEWEST = 4  # checksums from which a text can be known again


def sketch(release: Release) -> str:
    """The release's news as a sketch, in Base64."""
    return b64encode(b"".join(number.to_bytes(WIDTH, "big") for number in sorted(_checksums(release)))).decode()


def recognised(release: Release, sketches: Mapping[str, str]) -> str | None:
    """The id whose sketch this release fits: most of the same letters, and nothing told otherwise; None where there is none."""
    if not sketches or release.corrects:
        return None
    mine = _checksums(release)
    return next((release_id for release_id, kept in sketches.items() if _fits(mine, _read(kept))), None)


def _fits(mine: frozenset[int], kept: frozenset[int]) -> bool:
    fewest = min(len(mine), len(kept))
    otherwise = min(len(mine - kept), len(kept - mine))
    return fewest >= FEWEST and len(mine & kept) >= SAME * fewest and otherwise < OTHERWISE


def _read(kept: str) -> frozenset[int]:
    data = b64decode(kept)
    return frozenset(int.from_bytes(data[i : i + WIDTH], "big") for i in range(0, len(data), WIDTH))


def _checksums(release: Release) -> frozenset[int]:
    return frozenset(number // SAMPLED % (1 << 8 * WIDTH) for number in _all(release) if number % SAMPLED == 0)


def _all(release: Release) -> Iterator[int]:
    """The checksum of every stretch within a sentence; of the first sentence, where a dateline may stand, the second half."""
    for number, sentence in enumerate(news(release)):
        letters = squeezed(sentence).encode()
        letters = letters[len(letters) // 2 :] if number == 0 else letters
        yield from (crc32(letters[i : i + STRETCH]) for i in range(max(1, len(letters) - STRETCH + 1)))
