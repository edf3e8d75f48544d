"""What a PDF's packed streams grow to, found out before they are unpacked in earnest."""

from __future__ import annotations

import re
import zlib

from ingest.errors import ReadError
from ingest.readers.decode import short

MOST_UNPACKED = 150_000_000

_STREAM = re.compile(rb"stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_STEP = 1_000_000


def check_streams(data: bytes, name: str) -> None:
    """ReadError where the streams that are no pictures would grow beyond what any release holds."""
    room = MOST_UNPACKED
    for match in _STREAM.finditer(data):
        head = data[max(match.start() - 400, 0) : match.start()].rpartition(b"obj")[2]
        if b"Flate" in head and not _IMAGE.search(head):
            room -= _unpacked(data, match.end(), room, twice=head.count(b"/FlateDecode") > 1)
            if room < 0:
                raise ReadError(f"{short(name)} would unpack to more than {MOST_UNPACKED / 1e6:.0f} MB; no release does")


def _unpacked(data: bytes, start: int, room: int, *, twice: bool) -> int:
    """How many bytes the packed stream at ``start`` makes, counted up to a little over ``room``; a damaged one, as far as it goes."""
    unpack, inner, total = zlib.decompressobj(), zlib.decompressobj() if twice else None, 0
    held = data[start : start + _STEP]
    at = start + len(held)
    try:
        while total <= room and not unpack.eof:
            piece = unpack.decompress(held, _STEP)
            total += len(piece)
            if inner is not None:
                total += sum(map(len, _pieces(inner, piece, room - total)))
            held = unpack.unconsumed_tail
            if not held and not piece:
                held, at = data[at : at + _STEP], at + _STEP
                if not held:
                    break
    except zlib.error:
        return total
    return total


def _pieces(unpack: zlib._Decompress, packed: bytes, room: int) -> list[bytes]:
    made: list[bytes] = []
    while packed and room >= 0 and not unpack.eof:
        made.append(unpack.decompress(packed, _STEP))
        room -= len(made[-1])
        packed = unpack.unconsumed_tail
    return made
