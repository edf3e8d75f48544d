"""Clearing the unused room of vector indexes.

An index file is written with room for more rows than it has, and that room holds whatever lay in the writer's memory: it can be
text, also of a release that is being withdrawn. Here it becomes zeros.
"""

from __future__ import annotations

import struct
from pathlib import Path

HEADER = struct.Struct("<iQQQQ")  # hnswlib's: its version, an offset, rows there is room for, rows there are, bytes a row
LENGTH = 4  # bytes a row of length.bin


def scrub(folder: Path) -> None:
    """Clear the unused room of every index below ``folder``."""
    for header in folder.rglob("header.bin"):
        _, _, room, rows, size = HEADER.unpack_from(header.read_bytes())
        for name, width in (("data_level0.bin", size), ("length.bin", LENGTH)):
            path = header.with_name(name)
            if path.stat().st_size == room * width:
                with path.open("r+b") as file:
                    file.seek(rows * width)
                    file.write(bytes((room - rows) * width))
